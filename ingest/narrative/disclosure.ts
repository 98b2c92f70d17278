import { type CountRule, TAIL } from './rules.js';
import type { Spot } from './spots.js';

const ITEMS = '条|件|篇|个|项|份|则';
const INFORMATION = '(?:各类|各项|有关|相关|政府|政务|公共|工作|动态|公开|的|了)*信息(?:公开)?';
/** Not on application, not refused, not in part, not yet. */
const DISCLOSED = '(?<!申请|不予|予以|不|未|部分|应|拟|需|准予|同意)公开';

/** What the report says it disclosed on its own initiative. */
export const DISCLOSURE_RULES: readonly CountRule[] = [
  {
    name: '历年累计主动公开政府信息983条',
    key: 'proactive_cumulative_count',
    units: ITEMS,
    before: new RegExp(
      `(?:历年来?|(?<!今年|一年|年初|本年)以来|开通至今)[^，。；]{0,6}，?[^，。；]{0,6}(?:累计|总计|共)?[^，。；]{0,12}公开(?:${INFORMATION})?${TAIL}$`,
    ),
    anyYear: true,
    where: ownInitiative,
  },
  {
    name: '通过网站公开102条，通过公众号230条，合计350条',
    key: 'proactive_disclosed_count',
    units: ITEMS,
    before: new RegExp(`公开(?:${INFORMATION}).*\\d[^；。]*，(?:合计|总计|共计)$`),
    where: (spot) => !/申请|公文|文件/.test(spot.before),
    rank: 4,
  },
  {
    name: '截至2023年底累计公开3万余条，其中2023年478条',
    key: 'proactive_cumulative_count',
    units: ITEMS,
    before: new RegExp(`截[至止][^。；]{0,30}累计[^，。；\\d]{0,12}公开(?:${INFORMATION})?${TAIL}$`),
    after: /^，其中，?(?:\d{4}年|今年|本年|全年)/,
    anyYear: true,
    where: ownInitiative,
  },
  {
    name: '累计公开3万余条，其中2023年新增公开478条',
    key: 'proactive_disclosed_count',
    units: ITEMS,
    before: new RegExp(`其中，?(?:\\d{4}年度?|今年|本年度?|全年)(?:新增|新)?(?:主动)?公开(?:${INFORMATION})?${TAIL}$`),
    where: (spot) => /累计[^；。]*，其中/.test(spot.before) && ownInitiative(spot),
    rank: 3,
  },
  {
    name: '主动公开政府信息126条',
    key: 'proactive_disclosed_count',
    units: ITEMS,
    before: new RegExp(`主动(?:向社会|对外)?公开${INFORMATION}${TAIL}$`),
    where: total,
    rank: 3,
  },
  {
    name: '主动公开涉及社会救助等方面信息423条',
    key: 'proactive_disclosed_count',
    units: ITEMS,
    before: new RegExp(`主动(?:向社会|对外)?公开(?:了)?(?:涉及|关于)[^，。；\\d]{2,80}信息${TAIL}$`),
    where: total,
    rank: 2,
  },
  {
    name: '主动公开（了）126条政府信息',
    key: 'proactive_disclosed_count',
    units: ITEMS,
    before: /主动(?:向社会|对外)?公开(?:了|共|共计|累计|总计)*$/,
    after: new RegExp(`^${INFORMATION}`),
    where: total,
    rank: 3,
  },
  {
    name: '公开各类信息82条',
    key: 'proactive_disclosed_count',
    units: ITEMS,
    before: new RegExp(`${DISCLOSED}(?:发布)?${INFORMATION}${TAIL}$`),
    where: (spot) => total(spot) && !otherMedium(spot),
    rank: 2,
  },
  {
    name: '共公开82条政府工作信息',
    key: 'proactive_disclosed_count',
    units: ITEMS,
    before: new RegExp(`${DISCLOSED}(?:发布)?(?:了|共|共计|累计|总计)*$`),
    after: new RegExp(`^${INFORMATION}`),
    where: (spot) => total(spot) && !otherMedium(spot),
    rank: 2,
  },
  {
    name: '信息公开总数126条',
    key: 'proactive_disclosed_count',
    units: ITEMS,
    before: /(?:主动公开|信息公开)(?:总数量|总数|总量|数量|条数|总条数|总计|共计|合计|累计)(?:为|是|共|达|：)*$/,
    where: (spot) => total(spot) && !otherMedium(spot),
    rank: 2,
  },
  {
    name: '主动公开34条，其中',
    key: 'proactive_disclosed_count',
    units: '条',
    before: /主动公开(?:了|共|共计|累计|总计)*$/,
    after: /^[，。；（：]|^$/,
    where: (spot) => total(spot) && !otherMedium(spot),
    rank: 1,
  },
  {
    name: '我镇共公开82条',
    key: 'proactive_disclosed_count',
    units: '条',
    before: /(?:我[镇乡街局委办院区县市]|街道|本机关|本单位|全年|共|累计|总计|年)(?:共|共计|累计|总计|实际)?公开$/,
    after: /^[，。；]|^$/,
    where: (spot) => total(spot) && !otherMedium(spot),
    rank: 1,
  },
  {
    name: '在网站发布政府信息90条',
    key: 'proactive_disclosed_count',
    units: '条',
    before: new RegExp(`发布(?:各类|各项|有关|相关|的|了)*(?:政府|政务)信息${TAIL}$`),
    where: (spot) => total(spot) && !otherMedium(spot) && spot.medium.near !== 'mixed',
    rank: 0,
  },
  {
    name: '全文电子化率100%',
    key: 'electronic_rate',
    units: '%',
    before: /电子化(?:率|比例)?(?:均|都)?(?:达到|达|为|是|：)*$/,
    anyYear: true,
  },
];

// --- internal ---

/** Not a subset, and not by a medium that has a metric of its own. */
function total(spot: Spot): boolean {
  return ownInitiative(spot) && !/其中|另外?/.test(spot.near) && !elsewhere(spot.medium.near) && !others(spot);
}

function ownInitiative(spot: Spot): boolean {
  return !/依申请|不予/.test(spot.near) && !/^[^，。；]{0,6}(?:申请|工作日)/.test(spot.after);
}

function elsewhere(medium: Spot['medium']['near']): boolean {
  return medium === 'wechat' || medium === 'weibo' || medium === 'video' || medium === 'other';
}

function otherMedium(spot: Spot): boolean {
  return elsewhere(spot.medium.near ?? spot.medium.sentence);
}

function others(spot: Spot): boolean {
  return /报送|上报|转发|采用|归档|审核|移送/.test(spot.near);
}
