import type { Spot } from './spots.js';

/** One way of stating a figure: the count, what stands before and after it, and what it then is. */
export interface CountRule {
  /** What a person would call the sentence. */
  readonly name: string;
  /** Key of the catalogue; null: a number that is known to be no figure. */
  readonly key: string | null;
  /** Counting words as one alternation; `-` stands for none. */
  readonly units: string;
  /** Tested on the sentence up to the count, as a rule anchored at its end. */
  readonly before?: RegExp;
  /** Tested on the rest of the sentence. */
  readonly after?: RegExp;
  /** Where it matches the count's own clause (near + count + next), the rule does not hold. */
  readonly unless?: RegExp;
  /** `previous`: key of the rule that took the count before this one in the sentence. */
  readonly where?: (spot: Spot, year: number, previous: string | null) => boolean;
  /** Of two values of one metric the higher rank is kept; 0 where not given. */
  readonly rank?: number;
  /** What tells several apart, always kept (a hotline, the noun of a rate). */
  readonly part?: (spot: Spot) => string | null;
  /** What tells several apart, kept only where several are stated. */
  readonly label?: (spot: Spot) => string | null;
  /** True where numbers of other years are meant to be taken. */
  readonly anyYear?: true;
}

/** A sentence saying in words that there was none: `printed` is the group of the words of absence. */
export interface AbsenceRule {
  readonly name: string;
  readonly keys: readonly string[];
  readonly pattern: RegExp;
  readonly unless?: RegExp;
  readonly where?: (sentence: { readonly text: string; readonly path: string }) => boolean;
}

/** What may stand between a noun and its number: 信息数, 总计, 达到, 共有 … */
export const TAIL =
  '(?:的)?(?:数量|总数量|总数|总量|条数|件数|篇数|总条数|数)?(?:总计|共计|合计|累计|总共|分别为|均为|都为|共有|共|计|达到|达|为|是|有|了|：|（)*';

/** Counting words of applications that were answered. */
export const ANSWERED = '件|件次|条|宗|份|起|例';

/** Whether the sentence, or the heading it stands under, speaks of applications for disclosure. */
export function aboutApplications(text: string, path: string): boolean {
  return APPLICATIONS.test(text) || /依申请|公开申请/.test(path);
}

/** Whether a count stands in a sentence on applications, under such a heading, or goes on from such a sentence. */
export function inApplications({ sentence }: Spot): boolean {
  if (aboutApplications(sentence.text, sentence.section.path)) return true;
  return aboutApplications(sentence.previous, '') && /办结|答复|办理|处理/.test(sentence.text);
}

/** Whether a count is one of applications, not of hotline tickets, permits or complaints beside them. */
export function ofApplications(spot: Spot): boolean {
  // Where only the heading speaks of applications, the sentence may be about another kind from its start.
  const named = aboutApplications(spot.sentence.text, '') ? spot.near : spot.before;
  return inApplications(spot) && !OTHER_MATTERS.test(named + spot.next.replace(/[，；。].*/, ''));
}

/** Whether the sentence speaks of the disclosure of government information at all. */
export function aboutDisclosure(text: string): boolean {
  return /信息公开|政务公开|依申请|公开条例|《条例》|公开工作/.test(text);
}

/**
 * Numbers that are never figures of the year and office reported on: the year before, growth, averages, demands,
 * plans, and the area above (reports in the wild, 5.4 traps).
 */
export function isForeign(spot: Spot, year: number, ownArea: readonly string[], anyYear: boolean): boolean {
  if (DELTA.test(spot.before) || RATE.test(spot.near) || DEMAND.test(spot.near) || PLAN.test(spot.before)) return true;
  if (/^(?:以内|以下)/.test(spot.after) || PART_OF_YEAR.test(spot.before)) return true;
  if (speaksOfAreaAbove(spot.before, ownArea) || OTHERS.test(spot.near)) return true;
  return !anyYear && (saysSince(spot.before, year) || ofAnotherYear(spot, year));
}

/** Whether a text speaks of all of an area that is not the office's own; 我镇 and 本机关 turn back to the office. */
export function speaksOfAreaAbove(text: string, ownArea: readonly string[]): boolean {
  const area = AREA.exec(text.slice(lastEnd(text, ITSELF)));
  const above = GOVERNMENT_ABOVE.exec(text.slice(lastEnd(text, ITSELF)))?.[1];
  return (area !== null && !ownArea.includes(area[0])) || (above !== undefined && !ownArea.includes(`全${above}`));
}

/** Whether a sentence tells what will be done, so that everything after it in the paragraph does too. */
export function isPlan(sentence: string): boolean {
  return /^(?:[一二三四五六七八九十]+是)?[^，。]{0,12}(?:下一步|今后|下一阶段|新的一年|明年|下年度我)/.test(sentence);
}

// --- internal ---

/** Other matters that are received, handled and answered as well. */
const OTHER_MATTERS =
  /12345|热线|专线|信箱|留言|投诉|举报|信访|提案|建议|议案|工单|诉求|咨询|复议|诉讼|许可|执法|救助|低保|交办|来信|来访/;

const APPLICATIONS =
  /(?:收到|受理|接收|新收)申请[\d一二两三四五六七八九十百]|(?:信息公开|政府信息|公开信息|依)的?申请|申请公开|公开(?:政府)?(?:信息)?(?:的)?申请/;
const DELTA =
  /(?:增加|增长|增|减少|减|下降|上升|提高|提升|新增|净增|多|少|超出|高于|低于|扩大|压减)(?:了|率|约|近)*$|(?:比|较|与|同)(?:上一?年|去年|往年|\d{4}年)[^，。；]*$/;
const RATE = /每(?:个|一)?(?:月|周|日|天|季|年|半年|村|期|人|次|件|条)|平均|人均|月均|日均|年均/;
const DEMAND = /(?:不少于|至少|不低于|不超过|不得超过|最多|最长|最低|原则上|应当?在|须在)[^，。；]*$/;
const PLAN =
  /将(?=会|要|继续|进一步|加强|加大|组织|举办|开展|力争|充分|更加|不断|严格|做好|着力|计划|新增|完成|实现|达到)|力争|争取|拟(?:于|在|举办|开展|组织|新增)|计划(?:在|于|组织|举办|开展|新增|公开|发布|每|全年|培训)|下一步|今后|明年|预计/;
const PART_OF_YEAR = /第[一二三四1-4]季度|[上下]半年|\d月份/;
const SINCE =
  /历年(?!的?(?:文件|资料|档案|信息公开年))|(?:开通|上线|成立|运行|实施|开办|\d{4}年)[^，。；]{0,6}(?:以来|至今)/;
const AREA = /全[市区县省州盟旗国]/;
const ITSELF = /我(?:街道|[镇乡街局委办厅院])|本(?:机关|单位|街道|[镇乡局委厅院])/g;
/** What ends the reach of 历年累计 in a sentence. */
const ONE_YEAR = /[，；](?:其中，?)?(?:\d{4}年度?(?![底末]|\d)|今年|本年度?|全年)/g;
/** 较去年增加3件 says how much by, and what follows is of this year again. */
const COMPARED =
  /(?:比|较|与|同)(?:上一?年度?|去年|往年|\d{4}年度?)[^，；。]*(?:增|减|升|降|多|少|持平|相当|相比|翻)[^，；。]*[，；]/g;
/** 区政府收到申请102件 in the report of an office below it. */
const GOVERNMENT_ABOVE =
  /([省市县区州])(?:人民)?政府(?:本级)?(?:共|累计|总共|全年|本年度?|今年)*(?:收到|受理|新收|公开|办理|办结)/;
const OTHERS = /[市县区]直|各(?:部门|单位|镇|乡|街道|县|区|市|村|社区)|村务|党务|居务|村级/;

function lastEnd(text: string, pattern: RegExp): number {
  const last = [...text.matchAll(pattern)].at(-1);
  return last === undefined ? 0 : last.index + last[0].length;
}

function saysSince(before: string, year: number): boolean {
  return SINCE.test(before.slice(lastEnd(before, ONE_YEAR)).replaceAll(`${year}年`, ''));
}

function ofAnotherYear(spot: Spot, year: number): boolean {
  const before = spot.before
    .replace(COMPARED, '')
    .replace(
      /《[^》]*》|〔\d+〕|（[^）]*）|(?:上一?年度?|去年|\d{4}年度?)(?:结转|转入)|[从由](?:\d{4}年|上一?年|去年)[^，。；]*?(?=增|升|提|上|至|到)/g,
      '',
    );
  const years = [...before.matchAll(/(\d{4})年(?!度?(?:要点|工作要点))|今年|本年度?|全年|上一?年度?|去年|往年/g)];
  const last = years.at(-1);
  if (!last) return false;
  if (/^(?:上|去|往)/.test(last[0])) return true;
  // 截至次年一月 still counts what the report states.
  const named = last[1] === undefined ? year : Number(last[1]);
  return named !== year && !(named === year + 1 && /截[至止][^，。；]{0,4}$/.test(before.slice(0, last.index)));
}
