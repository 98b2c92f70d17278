import type { Heard } from '../../knowledge/office-sounds.js';
import { stretchesIn } from '../../knowledge/office-stretches.js';
import type { OfficeFinder, OfficeMention } from '../../knowledge/offices.js';
import { isDictionaryWord } from '../../knowledge/tokens.js';
import { BEFORE, behindForbids, wordBoundary } from '../../knowledge/word-boundaries.js';
import type { Span } from './metrics.js';

/** Which offices a question names, which it names that are none of ours, and which places. */

export interface OfficeReading {
  /** In the order of the text. */
  readonly mentions: readonly OfficeMention[];
  /** A name with 街道, 镇, 乡 … that is none of the known offices, and those it may have meant, likeliest first. */
  readonly unknown: (Span & { readonly near: readonly number[] }) | null;
}

/** A province, city or county that offices lie in. */
export interface PlaceMention extends Span {
  readonly text: string;
  readonly ids: readonly number[];
}

/**
 * Reads the offices of a normalised question. Names as they are written come first; only where something else looks
 * like a name is the dictionary of sounds loaded, for names that are misspelt, in pinyin or in English.
 */
export async function readOffices(text: string, finder: OfficeFinder): Promise<OfficeReading> {
  const written = finder.find(text).map((mention) => withSuffixMisspelt(text, mention, finder));
  const open = blanked(text, written);
  const alone = written.length === 0;
  const stretches = stretchesIn(open, finder.places, alone);
  const ear = LATIN.test(open) || stretches.some(({ bounded }) => bounded) ? await finder.listen() : null;
  const sounding = ear ? [...ear.hear(open, stretches), ...ear.spell(open, alone)] : [];
  const heard = withoutOverlaps(await withoutWords(text, sounding));
  const mentions = [...written, ...heard.filter(({ sure }) => sure).map((each) => mentionOf(text, each))];
  mentions.sort((a, b) => a.start - b.start);
  const doubtful = heard.find(({ sure }) => !sure);
  const span =
    findForeign(text, mentions) ??
    doubtful ??
    (mentions.length === 0
      ? (findUnknownOffice(open, finder.places) ?? findUnknownPlace(open, finder.places))
      : findUnknownBeside(blanked(text, mentions)));
  if (!span) return { mentions, unknown: null };
  const { start, end } = span;
  if (span === doubtful) return { mentions, unknown: { start, end, near: doubtful.ids } };
  const listening = ear ?? (await finder.listen());
  // The county before a name may be the mistake: the name alone is looked for.
  const name = text.slice(start, end).replace(/^.*[县市区旗](?=.{2})/, '');
  return { mentions, unknown: { start, end, near: listening.near(name).map(({ id }) => id) } };
}

/**
 * Provinces, cities and counties named in a question, with or without their 省, 市, 县, 区, that are no part of an
 * office's name. Places written in a row (省, then 市) are one.
 * @param places every way to write the regions of the known offices, with the offices that lie there.
 * @param taken spans that are something else: offices found.
 */
export function findPlaces(
  text: string,
  places: ReadonlyMap<string, readonly number[]>,
  taken: readonly Span[],
): readonly PlaceMention[] {
  const found: PlaceMention[] = [];
  for (let start = 0; start < text.length; start++) {
    const name = longestPlace(text, start, places);
    const end = start + (name?.length ?? 0);
    if (!name || taken.some((other) => other.start < end && start < other.end)) continue;
    const ids = places.get(name) ?? [];
    const last = found.at(-1);
    const behind = text.slice(end);
    if (last?.end === start) {
      found[found.length - 1] = {
        start: last.start,
        end,
        text: last.text + name,
        ids: ids.filter((id) => last.ids.includes(id)),
      };
    } else if (!OWN_WORD.test(behind) && (ENDING.test(name) || isFree(text, start, behind))) {
      found.push({ start, end, text: name, ids });
    } else continue;
    start = end - 1;
  }
  return found;
}

// --- internal ---

const BLANK = '\u0001';
const LATIN = /[a-z\u00c0-\u024f]{3}/;

function blanked(text: string, spans: readonly Span[]): string {
  return spans.reduce(
    (left, { start, end }) => left.slice(0, start) + BLANK.repeat(end - start) + left.slice(end),
    text,
  );
}

function mentionOf(text: string, { start, end, ids, account }: Heard): OfficeMention {
  return { start, end, text: text.slice(start, end), ids, account, assumed: true };
}

/** Of names heard in one place the first stays: surer ones first, then the longer. */
function withoutOverlaps(heard: readonly Heard[]): Heard[] {
  const ordered = [...heard].sort((a, b) => Number(b.sure) - Number(a.sure) || b.end - b.start - (a.end - a.start));
  const kept: Heard[] = [];
  for (const each of ordered) {
    if (!kept.some(({ start, end }) => each.start < end && start < each.end)) kept.push(each);
  }
  return kept.sort((a, b) => a.start - b.start);
}

/** 省心 is a word before it is a misspelt name. */
async function withoutWords(text: string, heard: readonly Heard[]): Promise<Heard[]> {
  const kept: Heard[] = [];
  for (const each of heard) {
    if (!(each.bare && (await isDictionaryWord(text.slice(each.start, each.end))))) kept.push(each);
  }
  return kept;
}

/** 振 or 接到 as it is heard for 镇 or 街道, directly behind a name that lacks its suffix. */
function withSuffixMisspelt(text: string, mention: OfficeMention, finder: OfficeFinder): OfficeMention {
  const behind = MISSPELT_SUFFIX.exec(text.slice(mention.end - 1));
  if (!behind || mention.account) return mention;
  const meant = mention.text.replace(/街$/, '') + (/[振阵震]$/.test(behind[0]) ? '镇' : '街道');
  const [office] = finder.find(meant);
  if (office?.end !== meant.length || meant === mention.text) return mention;
  const end = mention.end - 1 + behind[0].length;
  return { ...office, start: mention.start, end, text: text.slice(mention.start, end), assumed: true };
}

/** The name's last character, then the suffix as it is heard: 街到, 接到 for 街道, 振 for 镇. */
const MISSPELT_SUFFIX =
  /^(?:街[到倒稻]|[^街](?:[振阵震]|[街接界阶][到倒稻]|[接界阶]道))(?=\s?(?:19|20)?\d{2}|[一二][〇零一二]|去年|前年|今年|最新|的|呢|[，。?？]|$)/;

/** 某某镇, 某某街道 that the finder does not know; not 哪些镇, 我街道, 乡镇. */
function findUnknownOffice(text: string, places: OfficeFinder['places']): Span | null {
  const match = UNKNOWN_OFFICE.exec(text);
  const name = match?.[1];
  // 某某区街道: the 街道 of a district, none of them.
  if (!match || !name || NO_NAME.test(name) || (ENDING.test(name) && places.has(name))) return null;
  const end = match.index + match[0].length;
  return { start: end - (name.length + (match[2]?.length ?? 0)), end };
}

/** 某某县, 某某市 as the one asked about, in which none of our offices lies. */
function findUnknownPlace(text: string, places: OfficeFinder['places']): Span | null {
  const match = UNKNOWN_PLACE.exec(text);
  const name = match?.[1];
  if (!match || !name || NO_NAME.test(name)) return null;
  if ([...places.keys()].some((place) => name.includes(place))) return null;
  const start = match.index + match[0].indexOf(name);
  return { start, end: start + name.length };
}

/** A name that is none of ours beside one that is: 某某街道和另一镇. */
function findUnknownBeside(text: string): Span | null {
  const match = UNKNOWN_BESIDE.exec(text);
  const name = match?.[1] ?? match?.[2];
  if (!match || !name || NO_NAME.test(name)) return null;
  const end = match.index + match[0].replace(JOINED_BEHIND, '').length;
  return { start: match.index + match[0].indexOf(name), end };
}

/**
 * A known name that is only part of another's: 某县公安局, 另一县的某某街道, 某县 directly before a town of another county,
 * 新某某街道. The finder takes the longest name it knows, so whatever place or office still clings to a mention makes it
 * another.
 */
function findForeign(text: string, offices: readonly OfficeMention[]): Span | null {
  for (const [index, { start, end, text: name, account }] of offices.entries()) {
    const next = offices[index + 1];
    if (account) continue;
    if (next?.start === end && PLACE.test(name) && !PLACE.test(next.text)) return { start, end: next.end };
    const open = text.slice(offices[index - 1]?.end ?? 0, start);
    const before = PLACE.test(name) ? null : CLINGING_PLACE.exec(open);
    if (before?.[1] && !NO_NAME.test(before[1])) return { start: start - before[1].length, end };
    if (CLINGING_CHARACTER.test(open) && SUFFIXED.test(name)) return { start: start - 1, end };
    const behind = CLINGING_OFFICE.exec(text.slice(end, next?.start));
    if (behind?.[1] && !NO_NAME.test(behind[1])) return { start, end: end + behind[0].length };
  }
  return null;
}

const PLACE = /[县市区旗](?:人民政府|政府)?/;
const CLINGING_PLACE = /(?:^|[^\u4e00-\u9fa5]|请问|查一下|帮我查|帮我|查|看看)([\u4e00-\u9fa5]{2,6}[县市区旗])$/;
/** 新, 大, 东 … directly before a full name make it the name of another place. */
const CLINGING_CHARACTER = /(?:^|[^\u4e00-\u9fa5]|请问|查一下|帮我查|年)[东南西北大小新老]$/;
const SUFFIXED = /^[^县市区旗]+(?:街道|镇|乡)/;
const CLINGING_OFFICE =
  /^(?!和|与|跟|及|或|比|还有|以及|对比)([\u4e00-\u9fa5]{1,8}?)(?:局(?![长面限部势])|委员会|街道|镇(?![村级长里])|乡(?![村级长里])|法院|检察院|派出所|财政所|社区|卫生院|医院|中学|小学)/;

const OFFICE_WORD = '街道办事处|街道|镇人民政府|镇政府|镇|乡人民政府|乡政府|乡(?!建)|局(?![面限部势])';
const UNKNOWN_OFFICE = new RegExp(
  `(?:^|[，,。\\s]|请问|查一下|帮我查|帮我|查|看看|看|那|和|跟|比|换成)?([\\u4e00-\\u9fa5]{2,12}?)(${OFFICE_WORD})(?![村级长里])`,
);
const UNKNOWN_PLACE =
  /(?:^|[，,。\s]|请问|查一下|帮我查|帮我|查|看看|看|那|换成)([\u4e00-\u9fa5]{2,5}[省县市](?:人民政府|政府)?)(?=\d{2}|去年|前年|今年|的|主动|公开|收到|申请|年报|有|各|所有|全部|哪|里|内|下辖|下面|辖区|每|街道|乡镇|镇街|部门|单位|谁|一共|总共|合计|平均|最|$)/;
const UNKNOWN_BESIDE = new RegExp(
  `(?:${BLANK}(?:和|与|跟|及|或|比|、|以及|还有|对比)([\\u4e00-\\u9fa5]{2,6}?)(?:${OFFICE_WORD})(?![村级长里化]))|(?:^([\\u4e00-\\u9fa5]{2,6}?)(?:${OFFICE_WORD})(?:和|与|跟|及|或|比|、|以及|还有|对比)?${BLANK})`,
);
const JOINED_BEHIND = new RegExp(`(?:和|与|跟|及|或|比|、|以及|还有|对比)?${BLANK}$`);
const NO_NAME =
  /哪|几|多久|多长|要在|会在|给|各|每|周边|附近|邻近|下辖|所有|全部|我|你|他|这|那|某|别的|其他|其它|什么|有|个|是|的|多少|谁|信息|申请|公开|年|收到|本|全|报告|数|地级市|县级市|直辖市|城市/;

/** The place is part of the name of something that is counted: 某市12345平台. */
const OWN_WORD = /^(?:人民政府|政府)?(?:\d{5}|平台|热线|专线|市长|[路村河山湖寺庙桥站]|大道)/;
const ENDING = /[省市县区旗州盟]$/;

function isFree(text: string, start: number, behind: string): boolean {
  return BEFORE.test(text.slice(0, start)) && !behindForbids(behind) && wordBoundary(text, start);
}

function longestPlace(text: string, start: number, places: ReadonlyMap<string, readonly number[]>): string | null {
  for (let end = Math.min(text.length, start + MAX_PLACE); end >= start + 2; end--) {
    const name = text.slice(start, end);
    if (places.has(name)) return name;
  }
  return null;
}

const MAX_PLACE = 12;
