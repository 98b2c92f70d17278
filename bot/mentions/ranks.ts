import { readCount } from '../../knowledge/numerals.js';

/** Which places of a ranking are asked for. */
export interface Rank {
  readonly direction: 'most' | 'least';
  /** First and last place, counted from 1; `to` null: all. */
  readonly from: number;
  readonly to: number | null;
}

/** Places of a ranking named in a normalised question, or null where it names none. */
export function findRank(text: string): Rank | null {
  for (const { pattern, rank } of RULES) {
    const match = pattern.exec(text);
    if (match) return rank(match, text);
  }
  return null;
}

// --- internal ---

interface RankRule {
  readonly pattern: RegExp;
  readonly rank: (match: RegExpExecArray, text: string) => Rank;
}

const NUMBER = '([一二两三四五六七八九十]+|\\d{1,2})';
const LEAST =
  /最[少低小差末短]|倒数|垫底|末位|后[一二两三四五六七八九十\d]|[从由][少低小][到至往][多高大]|升序|\b(?:least|fewest|lowest|bottom)\b/;

function directionOf(text: string): Rank['direction'] {
  return LEAST.test(text) ? 'least' : 'most';
}

function count(words: string | undefined): number {
  return readCount(words ?? '')?.value ?? 1;
}

const RULES: readonly RankRule[] = [
  {
    pattern: new RegExp(`第${NUMBER}名?[到至-]第?${NUMBER}(?!部分|条|款|章)`),
    rank: ([, first, last], text) => ({ direction: directionOf(text), from: count(first), to: count(last) }),
  },
  {
    pattern: new RegExp(`倒数(?:第${NUMBER}|${NUMBER}[名位个家]|第?几)`),
    rank: ([, nth, some]) =>
      some
        ? { direction: 'least', from: 1, to: count(some) }
        : { direction: 'least', from: count(nth), to: count(nth) },
  },
  // 倒序 lists the last first; 倒数 is a place.
  { pattern: /倒序|逆序|降序/, rank: (_, text) => ({ direction: directionOf(text), from: 1, to: null }) },
  { pattern: /垫底|末位|最后一[名位家个]|最末|倒数/, rank: () => ({ direction: 'least', from: 1, to: 1 }) },
  {
    pattern: new RegExp(`\\b(?:top|first|bottom|last) ?${NUMBER}\\b`),
    rank: ([, some], text) => ({ direction: /bottom|last/.test(text) ? 'least' : 'most', from: 1, to: count(some) }),
  },
  {
    pattern: new RegExp(`(?:排名?|最[多高大])?(?<!以)前${NUMBER}(?:名|位|个|家|的|$|(?=单位|街道|镇|是|[，,。?？呢]))`),
    rank: ([, some], text) => ({ direction: directionOf(text), from: 1, to: count(some) }),
  },
  {
    pattern: new RegExp(`(?:后|最[少低小]的)${NUMBER}(?:名|位|个|家)`),
    rank: ([, some]) => ({ direction: 'least', from: 1, to: count(some) }),
  },
  {
    pattern: new RegExp(`最[多高大]的${NUMBER}(?:名|位|个|家)`),
    rank: ([, some]) => ({ direction: 'most', from: 1, to: count(some) }),
  },
  {
    pattern: new RegExp(`(?<!未|方)第${NUMBER}(?:名|位|(?=多|高|少|低|大|小|的|是|呢|$|[?？，,。]))`),
    rank: ([, nth], text) => ({
      direction: /第.{1,2}[少低小]|最[少低小]/.test(text) ? 'least' : 'most',
      from: count(nth),
      to: count(nth),
    }),
  },
  {
    pattern:
      /排名|排行|排序|名次|排一?[下排]|排个|榜单|[从由][高多大][到至往][低少小]|[从由][低少小][到至往][高多大]|[升正]序|排第几|排在?第?几|\brank(?:ed|ing|s)?\b/,
    rank: (_, text) => ({ direction: directionOf(text), from: 1, to: null }),
  },
  { pattern: /最[少低小]|\b(?:least|fewest|lowest)\b/, rank: () => ({ direction: 'least', from: 1, to: 1 }) },
  {
    pattern: /最[多高大]|第一名|冠军|居首|榜首|\b(?:most|highest|largest|top)\b/,
    rank: () => ({ direction: 'most', from: 1, to: 1 }),
  },
];
