import { type AbsenceRule, aboutApplications, aboutDisclosure, type CountRule } from './rules.js';
import type { Spot } from './spots.js';

const CASES = '件|起|宗|例|次|条|-';
const NUMBERED = '(?:案件|申请|案|事项|情况)*(?:数量|总数|数)?(?:共计|共|为|有|均|：)*';

const BOTH_REVIEWS = new RegExp(`复议(?:案件|申请)?(?:、|和|及|与|或)(?:提起)?(?:行政)?诉讼${NUMBERED}$`);

/** 行政复议, 行政诉讼, 投诉举报, 收费. */
export const REVIEW_AND_FEE_RULES: readonly CountRule[] = [
  {
    name: '复议、诉讼0件',
    key: 'reconsideration_stated',
    units: CASES,
    before: BOTH_REVIEWS,
    // One number for both is told apart only where it is none.
    where: (spot) => aboutReview(spot) && spot.count.value === 0,
  },
  {
    name: '行政复议1件',
    key: 'reconsideration_stated',
    units: CASES,
    before: new RegExp(`复议${NUMBERED}$`),
    unless: /其中|未经|经过|维持|纠正|撤销|驳回/,
    where: (spot) => aboutReview(spot) && !bothAt(spot),
  },
  {
    name: '收到1件行政复议申请',
    key: 'reconsideration_stated',
    units: '件|起|宗|例',
    before: /(?:收到|发生|有|共|涉及|引发|产生|被申请)$/,
    after: /^(?:因|针对)?[^，。；\d]{0,14}复议(?:案件|申请|案)?(?:[，。；]|$)/,
    where: (spot) => aboutReview(spot) && !/诉讼/.test(spot.next),
  },
  {
    name: '行政诉讼1件',
    key: 'litigation_stated',
    units: CASES,
    before: new RegExp(`诉讼${NUMBERED}$`),
    unless: /其中|维持|纠正|撤销|驳回|胜诉|败诉/,
    where: (spot) => aboutReview(spot) && !bothAt(spot),
  },
  {
    name: '投诉举报0件',
    key: 'complaints_count',
    units: '件|起|次|条|宗|-',
    before: new RegExp(`(?:投诉|举报)${NUMBERED}$`),
    where: (spot) => aboutDisclosure(spot.sentence.text) && !/12345|热线|消费|信访|平台/.test(spot.near),
  },
  {
    name: '收取信息处理费380元',
    key: 'fee_collected',
    units: '元|万元',
    before:
      /(?:信息处理费|信息公开[^，。；]{0,8}费用?|依申请[^，。；]{0,10}费用?|检索、?复制[^，。；]{0,10}费用?|收取费用|收取[^，。；]{0,6}费用?|收费)(?:金额|总额|数额)?(?:共计|共|合计|累计|为|：)*$/,
    unless: /行政事业性|减免|免收|退还/,
    where: aboutFees,
  },
];

/** 行政复议、行政诉讼均为0件 says it of both. */
export const REVIEW_SIDE_RULES: readonly CountRule[] = [
  {
    name: '复议、诉讼0件',
    key: 'litigation_stated',
    units: CASES,
    before: BOTH_REVIEWS,
    where: (spot) => aboutReview(spot) && spot.count.value === 0,
  },
];

/** Nothing was received, nothing happened, nothing was charged. */
export const ABSENCE_RULES: readonly AbsenceRule[] = [
  {
    name: '未收到政府信息公开申请',
    keys: ['applications_received'],
    pattern:
      /(?<printed>未(?:收到|接到|接收到|接收|受理|发生|有|产生|出现)(?:过)?|没有?(?:收到|接到|接收到|受理|发生|产生|出现)(?:过)?|没有|(?<![有毫并从])无)(?:任何|一[件条例]|公民|法人|群众|社会公众|公众|市民|企业|单位|个人|组织|其他|或者|或|和|及|、|对|向|我[镇乡街局委]道?|本机关|本单位|提出|提交|申请人|要求|关于|有关|相关|书面|任何形式|形式|新增|新收|本年度?|的|依法)*?(?:(?:政府|政务)?信息公开的?申请|公开(?:政府)?(?:的)?信息(?:的)?申请|依申请(?:信息)?公开|申请公开|公开申请|公开(?:政府)?(?:的)?信息)(?:政府信息|信息|办理|事项|事件|申请|请求|要求|案件|业务|情况|情形|件|书|表|的)*(?=[，。；、.]|$)/,
    unless: /累计|收费|费用|上年结转/,
  },
  {
    name: '依申请公开为零',
    keys: ['applications_received'],
    pattern: /(?:信息公开|依)申请(?:公开)?(?:的|数量|数|件|事项|信息)*(?:均)?(?<printed>为零)/,
    unless: /累计|收费|费用|办结|结转/,
  },
  {
    name: '没有结转下年度办理的申请',
    keys: ['applications_carried_out'],
    pattern:
      /(?<printed>没有|(?<![有毫并从])无)(?:需要?)?(?:结转|转入?)(?:至|到)?(?:下一?年度?|次年)[^，。；\d]{0,10}申请/,
  },
  {
    name: '无行政复议、行政诉讼案件',
    keys: ['reconsideration_stated'],
    pattern: absenceOf('复议'),
    unless: /败诉|纠正|撤销|正当|未经复议|维持/,
  },
  {
    name: '无行政诉讼案件',
    keys: ['litigation_stated'],
    pattern: absenceOf('诉讼'),
    unless: /败诉|纠正|撤销|正当|未经复议|维持/,
  },
  {
    name: '复议、诉讼均为零',
    keys: ['reconsideration_stated', 'litigation_stated'],
    pattern: /复议(?:案件)?(?:、|和|及|与|，)(?:行政)?诉讼(?:案件|数量|数)*(?:均|都)?(?<printed>为零)/,
  },
  {
    name: '未收到有关信息公开方面的投诉',
    keys: ['complaints_count'],
    pattern: absenceOf('(?:投诉|举报)'),
    unless: /处理|超期|受理投诉/,
    where: ({ text, path }) => aboutDisclosure(text) || /总体情况|监督|保障|投诉|举报/.test(path),
  },
  {
    name: '没有政府信息公开的收费情况',
    keys: ['fee_collected'],
    pattern:
      /(?<printed>(?:没有|(?<![有毫])无|未)(?:发生|产生|进行|涉及)?(?:政府信息公开|信息公开|依申请公开|申请公开|向申请人|对申请人|任何|相关|有关|的|过|和|及)*收费(?:情况|行为|事项|项目)?|(?:未|没有|不)(?:[对向][^，。；]{1,16})?收取(?:过|任何|信息处理|相关|有关|的|申请人|检索|复制|复印|传真|递送|邮寄|、|等)*(?:费用|费)?)/,
    unless: /行政事业性|村|救助|办证/,
    where: ({ text, path }) =>
      aboutDisclosure(text) ||
      aboutApplications(text, path) ||
      /信息处理费/.test(text) ||
      /其他.{0,4}报告|收费|总体情况/.test(path) ||
      /收取(?:任何)?费用/.test(text),
  },
];

// --- internal ---

/** 未收到, 没有发生, 无 …, and the noun in the same clause, with nothing in between that turns the sense. */
function absenceOf(noun: string): RegExp {
  return new RegExp(
    `(?<printed>未(?:收到|接到|接收到|发生|出现|产生|涉及|被|有|因|引发|提起)|没有(?:收到|接到|发生|出现|产生|涉及)?|(?<![有毫并从])无|不存在)(?!正当|锡|偿|障碍|故)` +
      `(?:(?!复议后|未经|不予|逾期|超期|处理|答复不)(?:[^，。；\\d]|，(?:被)?提起)){0,36}?${noun}`,
  );
}

function aboutReview(spot: Spot): boolean {
  const { plain, section } = spot.sentence;
  return aboutDisclosure(plain.text) || aboutApplications(plain.text, section.path) || /复议|诉讼/.test(section.path);
}

/** 行政复议和行政诉讼3件: one number for two things. */
function bothAt(spot: Spot): boolean {
  return /复议[^，。；\d]{0,6}[、和及与或][^，。；\d]{0,6}诉讼[^，。；\d]*$/.test(spot.near);
}

function aboutFees(spot: Spot): boolean {
  const { text, section } = spot.sentence;
  return /信息处理费/.test(text) || aboutDisclosure(text) || aboutApplications(text, section.path);
}
