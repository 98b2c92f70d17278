import { aboutApplications, aboutDisclosure, type CountRule } from './rules.js';
import type { Spot } from './spots.js';

const HELD = '(?:举办|组织|开展|召开|举行|参加|参与|进行|安排)';
const OTHER_TRAINING = /安全|消防|技能|创业|就业|农业|种植|养殖|防汛|党建|党员|应急|急救|电商|普法/;
const TIMES = '次|场|期|场次|轮|班|届';

/** Interpretation of policies, rates, training and everything else reports count. */
export const ACTIVITY_RULES: readonly CountRule[] = [
  {
    name: '近30条政策性图文解读',
    key: 'policy_interpretation_count',
    units: '条|件|份|篇|期|个|项|则',
    after: /^(?:各类|有关|相关|重要|惠民|政策|性|图文|图解|文字|视频|图片|的|及|和|、|数字)*解读/,
    where: (spot) => !/其中/.test(spot.near) || /(?:发布|推送|公开|制作)(?:了)?$/.test(spot.near),
    label: () => null,
  },
  {
    name: '政策解读材料3件',
    key: 'policy_interpretation_count',
    units: '条|件|份|篇|期|个|项|则|次',
    before:
      /解读(?:材料|信息|文章|文件|稿件?|图文|视频|政策|内容|产品|作品|稿)*(?:数量|数)?(?:共计|共|累计|总计|达|为|：)*$/,
    unless: /类|回应|率|(?:文件|信息|动态|政策)(?:及|和|与|、)[^，。；]{0,6}解读/,
    where: (spot) => !/其中/.test(spot.near),
    label: (spot) => /((?:政策|图文|图解|文字|视频|负责人|专家|媒体|新闻)+解读)[^，。；]*$/.exec(spot.gap)?.[1] ?? null,
  },
  {
    name: '办结率100%',
    key: 'disclosure_rate_stated',
    units: '%',
    before:
      /(?:公开|办结|答复|采用|满意|回复|办理|按时办结|按期办结|按期答复|及时答复)率(?:均|都)?(?:达到|达|为|是|：)*$/,
    part: rateName,
  },
  {
    name: '培训2次',
    key: 'training_count',
    units: `${TIMES}|人次`,
    before: /培训(?:会议?|班|活动|讲座|工作|学习)*(?:共计|共|累计|总计|达|：)*$/,
    unless: OTHER_TRAINING,
    where: (spot) => aboutTraining(spot) && !/其中|对象/.test(spot.near),
    part: (spot) => (spot.count.unit === '人次' ? '人次' : null),
    label: (spot) => /(参加|组织|举办|召开|开展)/.exec(spot.near)?.[1] ?? null,
  },
  {
    name: '举办2次政务公开培训',
    key: 'training_count',
    units: TIMES,
    before: new RegExp(`${HELD}(?:了|过)?$`),
    after: /^[^，。；、\d]{0,20}培训(?!资料|对象)/,
    unless: OTHER_TRAINING,
    where: (spot) => aboutTraining(spot) && !/其中/.test(spot.near),
    label: (spot) => /(参加|组织|举办|召开|开展)/.exec(spot.near)?.[1] ?? null,
  },
  {
    name: '新闻发布会116场',
    key: 'press_conference_count',
    units: '场|次|期',
    before: /新闻发布会(?:共计|共|累计|达)*$/,
    where: (spot) => !/其中/.test(spot.near),
  },
  {
    name: '116场新闻发布会',
    key: 'press_conference_count',
    units: '场|次|期',
    after: /^[^，。；、\d]{0,6}新闻发布会/,
    where: (spot) => !/其中/.test(spot.near),
  },
  {
    name: '政府公报12期',
    key: 'gazette_count',
    units: '期',
    before: /公报》?(?:共计|共|累计)*$/,
  },
  {
    name: '12期政府公报',
    key: 'gazette_count',
    units: '期',
    after: /^《?(?:\d{4}年)?(?:[\u4e00-\u9fff]{0,8})公报/,
  },
  {
    name: '政策宣讲10多场',
    key: 'outreach_count',
    units: '场|场次|次|期',
    before: /(?:宣讲|宣讲会|宣传活动|讲座|开放日|开放日活动|宣讲活动|集中宣传|主题宣传)(?:活动)?(?:共计|共|累计|达)*$/,
    where: (spot) => !/其中|培训/.test(spot.near),
    label: (spot) =>
      /(?:举办|组织|开展|召开|举行)?([\u4e00-\u9fff“”]{0,8}?(?:宣讲|宣传活动|讲座|开放日|集中宣传|主题宣传))[^，。；]*$/.exec(
        spot.gap,
      )?.[1] ?? null,
  },
  {
    name: '开展3场宣讲',
    key: 'outreach_count',
    units: '场|场次|次|期',
    before: new RegExp(`${HELD}(?:了|各类)?$`),
    after: /^[^，。；、\d]{0,14}(?:宣讲|宣传活动|讲座|开放日)/,
    where: (spot) => !/其中/.test(spot.near),
    label: (spot) => /^([^，。；、\d]{0,14}(?:宣讲|宣传活动|讲座|开放日))/.exec(spot.after)?.[1] ?? null,
  },
  {
    name: '制发文件42件',
    key: 'normative_document_stated',
    units: '件|部|份|个',
    before:
      /(?:制发|制定|印发|出台|发布|新制作|制作|新增|(?<!主动|不予)公开)(?:了|行政|政府|镇|各类)*规范性(?:文件)(?:共计|共|：)*$/,
    unless: /其中|废止|清理|失效|修改|审查|备案/,
  },
  {
    name: '制发42件文件',
    key: 'normative_document_stated',
    units: '件|部|份|个',
    before: /(?:制发|制定|印发|出台|发布|新制作|制作)(?:了)?$/,
    after: /^(?:行政|政府)?规范性(?:文件)/,
    unless: /其中|废止|清理|失效|修改|审查|备案/,
  },
  {
    name: '人大代表建议、政协提案70件',
    key: 'proposal_answers',
    units: '件|份|条',
    before:
      /(?:人大代表|人大|政协委员|政协|两会|代表|委员)[^，。；\d]{0,12}(?:建议|提案|议案)(?:的)?(?:办理|答复|复文|办理结果|办理情况|结果|意见)*(?:共计|共|总计|合计|：)*$/,
    unless: /其中|率|满意/,
    label: proposalName,
  },
  {
    name: '建议提案70件',
    key: 'proposal_answers',
    units: '件|份|条',
    before:
      /(?:建议、?提案|提案、?建议)(?:的)?(?:办理|答复|复文|办理结果|办理情况|结果|意见)*(?:共计|共|总计|合计|：)*$/,
    unless: /其中|率|满意/,
    label: proposalName,
  },
  {
    name: '办理70件人大代表建议',
    key: 'proposal_answers',
    units: '件|份',
    before: /(?:办理|答复|公开|承办)(?:了)?$/,
    after: /^(?:市|县|区|省|的)*(?:人大代表|人大|政协委员|政协)[^，。；\d]{0,6}(?:建议|提案|议案)/,
    unless: /其中|率|满意/,
    label: (spot) => (/^[^，。；]{0,10}提案/.test(spot.after) ? '提案' : '建议'),
  },
  {
    name: '政府信息公开工作人员5名',
    key: 'staff_count',
    units: '名|人|位',
    before: /(?:信息|政务)公开(?:工作)?(?:人员|队伍)(?:共计|共|为|有|：)*$/,
    where: aboutStaff,
  },
  {
    name: '兼职工作人员3名',
    key: 'staff_count',
    units: '名|人|位',
    before: /(?:专职|兼职)[^，。；、\d]{0,8}(?:人员)?(?:共计|共|为|有|：)*$/,
    where: aboutStaff,
    part: (spot) => (/专职/.test(spot.gap) ? '专职' : '兼职'),
  },
  {
    name: '3名兼职工作人员',
    key: 'staff_count',
    units: '名|人|位',
    after: /^(?:为)?(?:专职|兼职)/,
    where: aboutStaff,
    part: (spot) => (/^(?:为)?专职/.test(spot.after) ? '专职' : '兼职'),
  },
];

// --- internal ---

/** The noun as printed (办结率 and 信息采用率 are different things); whose, where it is not of applications. */
function rateName(spot: Spot): string | null {
  const noun = /([\u4e00-\u9fff]{0,6}率)(?:均|都)?(?:达到|达|为|是|：)*$/.exec(spot.near)?.[1];
  if (noun === undefined) return null;
  const short = noun.replace(/^(?:均|其中?|总|且|并|全?年度?|件|条|次|了|的|务|群众|工作|公开(?=申请|工作))+/, '');
  const whose = /12345|热线|专线|信箱|留言|提案|建议|信访|工单/.exec(spot.before)?.[0];
  return whose === undefined || short.includes(whose) ? short : `${whose}${short}`;
}

/** Training in disclosure, not in everything an office trains people in. */
function aboutTraining(spot: Spot): boolean {
  const { text, section } = spot.sentence;
  return (
    aboutDisclosure(text) ||
    aboutApplications(text, section.path) ||
    /培训|监督保障|教育/.test(section.heading?.title ?? '')
  );
}

function aboutStaff(spot: Spot): boolean {
  return aboutDisclosure(spot.sentence.plain.text) && !/村|社区/.test(spot.near);
}

function proposalName(spot: Spot): string | null {
  const both = /建议[^，。；\d]{0,8}提案|提案[^，。；\d]{0,8}建议/.test(spot.gap);
  return both ? null : (/(提案|建议|议案)/.exec(spot.gap)?.[1] ?? null);
}
