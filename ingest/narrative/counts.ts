import { ABOUT, COUNTING_WORDS, readCount } from '../../knowledge/numerals.js';

/** A number with its counting word, in plain text (ingest/narrative/plain.ts). */
export interface Count {
  readonly start: number;
  readonly end: number;
  readonly value: number;
  readonly approximate: boolean;
  /** Counting word; empty where none follows. */
  readonly unit: string;
}

/**
 * The counts of a text in order. Left out: ordinals (第3条), numbers torn by a space between digits, the hotline 12345, numbers in Latin words, ranges (3-5次).
 */
export function countsIn(text: string): Count[] {
  return [...text.matchAll(COUNT)].flatMap((match) => {
    const { number, unit = '' } = match.groups ?? {};
    const read = number === undefined ? null : readCount(match[0]);
    if (!read || HOTLINE_NAME.test(number ?? '')) return [];
    return [{ start: match.index, end: match.index + match[0].length, unit, ...read }];
  });
}

// --- internal ---

const CHINESE = '[〇零一二两三四五六七八九十百千万亿]+';
const ARABIC = '(?:\\d{1,3}(?:，\\d{3})+(?!\\d)|\\d+)(?:\\.\\d+)?(?![\\d.]|，?\\d| \\d)[百千]?(?:[万亿](?!元))?';
const UNITS = COUNTING_WORDS.toSorted((a, b) => b.length - a.length).join('|');
const HOTLINE_NAME = /^12345$/;

/** A Chinese number counts only before its counting word; an Arabic one also at the end of a clause (数量为0。). */
const COUNT = new RegExp(
  `(?:${ABOUT})?(?<![A-Za-z\\d.第〇零一二两三四五六七八九十百千万亿]|\\d |\\d，|\\d[-—–~～至到])` +
    `(?<number>${ARABIC}[余多几]?(?:[万亿](?!元))?|(?<![几好]|数(?=[十百千万]))${CHINESE}[余多几]?[万亿]?)` +
    `(?:(?<unit>${UNITS})(?!性)(?:以上|左右|上下)?|(?<=\\d[余多万亿]*)(?=[，。；、）！]|$))`,
  'g',
);
