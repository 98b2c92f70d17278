import type { Spot } from './spots.js';

/** One item of a list of categories: 民政扶贫救灾社会保障就业类 78条. */
export interface CategoryItem {
  readonly spot: Spot;
  readonly label: string;
}

/**
 * The items of the list of categories that begins at `spots[start]`, in order; empty where none begins there, null
 * where one begins that cannot be read whole.
 * Either every label ends in 类, or the list is introduced (其中, 包括, ：, a bracket) and none of its labels names a
 * channel: 其中网站50条、公众号76条 counts channels, not categories.
 */
export function categoriesFrom(spots: readonly Spot[], start: number): CategoryItem[] | null {
  const items: CategoryItem[] = [];
  let introduced = false;
  let nested = false;
  for (let index = start; index < spots.length; index++) {
    const spot = spots[index];
    if (!spot) break;
    const between = textBefore(spots, index);
    if (items.length > 0 && /^（/.test(between)) nested = true;
    if (nested && /）/.test(between)) nested = false;
    // 占29.3% and what stands in brackets after an item belong to the item.
    if (items.length > 0 && (nested || spot.count.unit === '%')) continue;
    const item = itemAt(spot, between);
    if (!item || (items.length > 0 && breaks(between, item.label, items))) {
      // A list that goes on with something unread is not given in part.
      const goesOn = ITEMS.test(spot.count.unit) && spot.sentence === items.at(-1)?.spot.sentence;
      if (goesOn && !items.every(({ label }) => isClass(label))) return null;
      break;
    }
    if (items.length === 0) introduced = INTRODUCED.test(between);
    items.push(item);
  }
  return isCategoryList(items, introduced) ? items : [];
}

// --- internal ---

const ITEMS = /^(?:条|件|篇|个|项|份|则)$/;
const INTRODUCED = /其中|包括|分别|主要|涉及|具体|按|信息中|：|^（/;
const CHANNEL =
  /网站|公众|微信|微博|平台|专栏|公开栏|公示栏|报[刊纸]|电视|广播|抖音|视频|客户端|渠道|媒体|线[上下]|网上|头条|显示屏|查阅点|公报|主动公开|依申请/;
const FACT =
  /收到|受理|(?<!建议|提案)办理(?!结果|信息|情况|指南|流程)|办结|阅读|关注|粉丝|访问|培训|召开|举办|增加|减少|增长|同比|上年|去年|申请|复议|诉讼|投诉|热线|点击|浏览|满意|采用|结转|累计|开展|组织(?!机构|人事|领导|建设|架构)|答复|不予|接待|工作日|完成|解决/;
const LABEL_TAIL =
  /(?:的)?(?:政府|政务)?(?:信息)?(?:公开)?(?:数量|总数|条数|件数|数)?(?:共计|共有|共|计|合计|分别|为|是|有|：|（|达|约)*$/;
const INTRODUCER =
  /^.*(?:主要集中在|集中在|集中于|主要包括|包括|主要涉及|涉及|主要为|主要是|主要有|分别是|分别为|其中|具体为|内容为|发布|公布)(?!类)|^(?:主动|共|全年|累计|年|度|我[镇乡街局委]道?)*公开(?:了)?(?!类)/;

/** From the end of the count before, or the start of the paragraph. */
function textBefore(spots: readonly Spot[], index: number): string {
  const spot = spots[index];
  const previous = spots[index - 1];
  if (!spot) return '';
  const same = previous?.sentence.plain === spot.sentence.plain;
  return spot.sentence.plain.text.slice(same ? previous.count.end : 0, spot.count.start);
}

function itemAt(spot: Spot, between: string): CategoryItem | null {
  if (!ITEMS.test(spot.count.unit)) return null;
  const label = labelOf(between);
  return label === '' || label.length > 60 || FACT.test(label) || /\d/.test(label) ? null : { spot, label };
}

function labelOf(between: string): string {
  const last = between.split(/[，。；：]/).findLast((piece) => piece !== '' && piece !== '（') ?? '';
  const bare = last
    .replace(/^(?:[）”]|[、]|以及|及|与|和(?![谐平]))+/, '')
    .replace(/^(?:（?[\d一二三四五六七八九十]{1,3}[）.、．]|[①-⑳])/, '')
    .replace(INTRODUCER, '')
    .replace(/^(?:的|了|：|、)+/, '');
  const named = bare.replace(LABEL_TAIL, '');
  return /^[\u4e00-\u9fff“”、（）《》A-Za-z·—-]+$/.test(named) ? balanced(named) : '';
}

/** 公开类（含部门 keeps no bracket that never closes. */
function balanced(label: string): string {
  return label.split('（').length === label.split('）').length ? label : label.replace(/[（）].*$/, '');
}

/** A list goes on over 。 only from one 类 to the next (a category a line), and never into a new kind of statement. */
function breaks(between: string, label: string, before: readonly CategoryItem[]): boolean {
  if (!/[。！？]/.test(between)) return false;
  return between.length >= 40 || ![label, ...before.map((item) => item.label)].every(isClass);
}

function isClass(label: string): boolean {
  return /[^各几多此该两三]类$/.test(label);
}

function isCategoryList(items: readonly CategoryItem[], introduced: boolean): boolean {
  const first = items[0];
  if (!first) return false;
  if (items.every(({ label }) => isClass(label))) return items.length > 1 || introduced;
  if (items.some(({ label }) => CHANNEL.test(label) && !isClass(label))) return false;
  return items.length >= 2 && (introduced || isClass(first.label));
}
