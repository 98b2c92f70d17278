import type { Rank } from './office-names.js';
import { BEFORE, behindForbids, isWord, wordBoundary } from './word-boundaries.js';

/** Stretches of a sentence that could be a misspelt name. Found without the dictionary of sounds, which loads only for them. */

export interface Stretch {
  /** Start of the name, behind any place before it. */
  readonly start: number;
  /** End of the name, before the word that says what it is. */
  readonly nameEnd: number;
  /** End of that word. */
  readonly end: number;
  /** What the word behind says it is; null where there is none. */
  readonly ranks: readonly Rank[] | null;
  /** Start of the place that stands before the name; equal to `start` where there is none. */
  readonly placeStart: number;
  /** True where no word can begin before it: the rest then belongs to a longer name. */
  readonly bounded: boolean;
}

/** Names of provinces, cities and counties. */
type Places = { readonly has: (name: string) => boolean };

/** Words behind a name that say what it is, with what they may say. */
const SUFFIXES: readonly (readonly [pattern: string, ranks: readonly Rank[]])[] = [
  ['街道办事处|街道办|街道|办事处|街办|街(?!道|头|区|坊)', ['street']],
  ['镇人民政府|镇政府|镇(?![村级长里化街居])', ['town']],
  ['乡人民政府|乡政府|乡(?![村级长里镇建])', ['village']],
  ['[县市区旗](?:人民)?政府|县(?![级长城委])', ['county']],
  ['(?:人民)?政府(?!信息|集中|采购|网|公报|购买)', ['town', 'village', 'county', 'street']],
  ['办(?=\\d|年|去年|今年|的|呢|[，。?!？！]|$)', ['street']],
  ['局(?![面限部势长])', ['department']],
];

/**
 * Every stretch that could be a name: two to six characters before 街道, 镇, 乡 …; two to four at the start of a clause
 * that are no word of the dictionary. Longest first at each place.
 * @param text normalised, with what is already understood as control characters.
 * @param places what may stand before a name.
 * @param alone false where another office is named: then a name without its suffix must follow a connecting word.
 */
export function stretchesIn(text: string, places: Places, alone: boolean): Stretch[] {
  return [...withSuffix(text, places), ...withoutSuffix(text, places, alone)];
}

// --- internal ---

const MAX_NAME = 6;
const MAX_BARE = 4;
const MAX_PLACE = 12;
const HAN = /^[\u4e00-\u9fa5]+$/;

function withSuffix(text: string, places: Places): Stretch[] {
  return SUFFIXES.flatMap(([pattern, ranks]) =>
    [...text.matchAll(new RegExp(pattern, 'g'))].flatMap((match) => {
      const nameEnd = match.index;
      const found: Stretch[] = [];
      for (let start = Math.max(0, nameEnd - MAX_NAME); start <= nameEnd - 2; start++) {
        if (!HAN.test(text.slice(start, nameEnd))) continue;
        const placeStart = placeBefore(text, start, places);
        const bounded = BEFORE.test(text.slice(0, placeStart));
        found.push({ start, nameEnd, end: nameEnd + match[0].length, ranks, placeStart, bounded });
      }
      return found;
    }),
  );
}

function withoutSuffix(text: string, places: Places, alone: boolean): Stretch[] {
  const found: Stretch[] = [];
  for (let start = 0; start < text.length - 1; start++) {
    if (!/[\u4e00-\u9fa5]/.test(text[start] ?? '')) continue;
    const placeStart = placeBefore(text, start, places);
    const before = text.slice(0, placeStart);
    if (!(alone ? BEFORE : CONNECTED).test(before) || !wordBoundary(text, placeStart)) continue;
    for (let end = Math.min(text.length, start + MAX_BARE); end >= start + 2; end--) {
      const name = text.slice(start, end);
      if (!HAN.test(name) || GRAMMAR.test(name) || !wordBoundary(text, end)) continue;
      const behind = text.slice(end);
      if (behindForbids(behind) || (placeStart === start && isWord(name))) continue;
      if (name.length === 2 && !AFTER.test(behind) && !(before === '' && nextIsWord(text, end))) continue;
      found.push({ start, nameEnd: end, end, ranks: null, placeStart, bounded: true });
    }
  }
  return found;
}

/** No name ends in these. */
const GRAMMAR = /[的了呢吗呀啊是有在和与]$/;

/** A name behind another office's: 某某街道和…. */
const CONNECTED = /\p{Cc}(?:和|与|跟|及|或|比|、|以及|还有|对比|vs)$/u;

/** What follows a name that stands without its suffix: a year, the end, 的, another name. */
const AFTER =
  /^(?:$|\s?(?:19|20)?\d{2}(?!\d)|[一二][〇零一二三四五六七八九]|去年|前年|今年|上年|最新|的|呢|[\p{P}\p{Cc}]|和|与|跟|还有|哪|谁|公众号|粉丝)/u;

function nextIsWord(text: string, at: number): boolean {
  return wordBoundary(text, at) && !wordBoundary(text, at + 1);
}

/** Start of the place that ends directly before a position, or the position itself; places in a row are one. */
function placeBefore(text: string, at: number, places: Places): number {
  const government = /(?:人民)?政府$/.exec(text.slice(0, at))?.[0].length ?? 0;
  for (const end of [at, at - government]) {
    for (let start = Math.max(0, end - MAX_PLACE); start <= end - 2; start++) {
      if (places.has(text.slice(start, end))) return placeBefore(text, start, places);
    }
  }
  return at;
}
