import type { Period } from '../knowledge/types.js';

/** Dates, years and periods as reports write them: spaces inside, full-width digits, Chinese numerals, lost 年 and 月. */

export interface PrintedDate {
  readonly iso: string;
  /** The characters as they stand in the text. */
  readonly printed: string;
  readonly index: number;
}

/** Every calendar date written with 年月日 in a text, in order. Impossible dates are left out. */
export function findDates(text: string): PrintedDate[] {
  return [...text.matchAll(WRITTEN_DATE)].flatMap((match) => {
    const [printed, year = '', month = '', day = ''] = match;
    const iso = isoDate(numberOf(year), numberOf(month), numberOf(day));
    return iso === null ? [] : [{ iso, printed, index: match.index }];
  });
}

/** A date in figures only: 2024-01-18, 2024.1.18, 2024/1/18. Page furniture is full of them; null unless it is the whole text. */
export function figureDate(text: string): PrintedDate | null {
  const printed = text.trim();
  const match = /^(\d{4})\s*([-./])\s*(\d{1,2})\s*\2\s*(\d{1,2})$/.exec(printed.normalize('NFKC'));
  const iso = match === null ? null : isoDate(Number(match[1]), Number(match[3]), Number(match[4]));
  return iso === null ? null : { iso, printed, index: text.indexOf(printed) };
}

/**
 * The year a title or file name says it reports on: 2023年, 2023年度, （2023）, 二〇二三年, also 2023政府信息公开 where 年
 * got lost. The year of a full date does not count. Where a title holds two, the one nearest before 信息公开 counts.
 */
export function yearOf(text: string): number | null {
  const plain = arabic(text);
  const subject = plain.lastIndexOf('信息公开');
  const found = [...plain.matchAll(/(?<!\d)((?:19|20)\d{2})(?=年(?!\d{1,2}月)|度|[）)]|政府信息|信息公开|$)/g)];
  const before = found.filter((match) => match.index < subject);
  return Number((before.at(-1) ?? found[0])?.[1] ?? 0) || null;
}

/**
 * The period a report says its figures cover. A range counts where the words around it say so (统计期限 … 止), or where
 * it is a whole calendar year. Null where none is stated or the range cannot be read with certainty.
 */
export function readPeriod(text: string): Period | null {
  const plain = arabic(text);
  for (const { pattern, read } of RANGES) {
    for (const match of plain.matchAll(pattern)) {
      const period = read(match.slice(1).map(Number));
      if (period === null || period.to < period.from) continue;
      const before = plain.slice(Math.max(0, match.index - 30), match.index);
      const after = plain.slice(match.index + match[0].length, match.index + match[0].length + 3);
      const wholeYear = period.from.endsWith('-01-01') && period.to === `${period.from.slice(0, 4)}-12-31`;
      if (wholeYear || /统计|期限|时限|起止|数据/.test(before) || /^止|^期间/.test(after)) return period;
    }
  }
  return null;
}

// --- internal ---

const DIGIT = '〇○零Oo0一二三四五六七八九';
const FIGURE = '[0-9０-９]';
const SMALL = `(?:${FIGURE}\\s*){1,2}|[一二三四五六七八九十]{1,3}\\s*`;
const WRITTEN_DATE = new RegExp(
  `(?<!${FIGURE})((?:${FIGURE}\\s*){4}|[${DIGIT}]{4}\\s*)年\\s*(${SMALL})月\\s*(${SMALL})日`,
  'g',
);

const START = '(20\\d{2})年?(\\d{1,2})月(\\d{1,2})日(?:起算|算起|开始|起)?，?';
const TO = '(?:至|到|—+|–|-+|~)';

/** How a range is written, and how its numbers read. */
const RANGES: readonly { readonly pattern: RegExp; readonly read: (n: readonly number[]) => Period | null }[] = [
  {
    pattern: new RegExp(`${START}${TO}(20\\d{2})年?(\\d{1,2})月(\\d{1,2})日`, 'g'),
    read: ([y = 0, m = 0, d = 0, y2 = 0, m2 = 0, d2 = 0]) => period(isoDate(y, m, d), isoDate(y2, m2, d2)),
  },
  {
    pattern: new RegExp(`${START}${TO}(\\d{1,2})月(\\d{1,2})日`, 'g'),
    read: ([y = 0, m = 0, d = 0, m2 = 0, d2 = 0]) => period(isoDate(y, m, d), isoDate(y, m2, d2)),
  },
  {
    pattern: new RegExp(`(20\\d{2})年(\\d{1,2})月${TO}(?:20\\d{2}年)?(\\d{1,2})月(?!\\d)`, 'g'),
    read: ([y = 0, m = 0, m2 = 0]) =>
      period(isoDate(y, m, 1), isoDate(y, m2, new Date(Date.UTC(y, m2, 0)).getUTCDate())),
  },
  {
    // Web copies lose 年 and 月 to styled spans; a whole year is the only reading these digits have.
    pattern: new RegExp(`(?<!\\d)(20\\d{2})11日起?，?${TO}(?:\\1)?1231日`, 'g'),
    read: ([y = 0]) => period(isoDate(y, 1, 1), isoDate(y, 12, 31)),
  },
];

function period(from: string | null, to: string | null): Period | null {
  return from === null || to === null ? null : { from, to };
}

/** Without white space, full-width forms narrowed, the Chinese numerals of dates turned into figures. */
function arabic(text: string): string {
  const year = new RegExp(`[${DIGIT}]{4}(?=年)`, 'g');
  return text
    .normalize('NFKC')
    .replace(/[\s\u200b]+/g, '')
    .replace(/,/g, '，')
    .replace(year, (digits) => String(numberOf(digits)))
    .replace(/[一二三四五六七八九十]{1,3}(?=[月日])/g, (small) => String(numberOf(small)));
}

/** 2024, ２０２４, 二〇二四, 十二, 三十一. */
function numberOf(text: string): number {
  const plain = text.normalize('NFKC').replace(/\s/g, '');
  if (/^\d+$/.test(plain)) return Number(plain);
  const value = (char: string) => (/[〇○零Oo0]/.test(char) ? 0 : '零一二三四五六七八九'.indexOf(char));
  if (!plain.includes('十')) return Number([...plain].map(value).join(''));
  const [tens = '', ones = ''] = plain.split('十');
  return (tens === '' ? 1 : value(tens)) * 10 + (ones === '' ? 0 : value(ones));
}

function isoDate(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? date.toISOString().slice(0, 10) : null;
}
