import { compact } from '../../knowledge/text.js';
import { UNREADABLE } from '../layout/page.js';

/** A character as recognised, with what the recogniser thinks of it (0–100). */
export interface Seen {
  readonly text: string;
  readonly confidence: number;
}

/** What a reading of a stretch of text gave. */
export type Reading = readonly Seen[];

/** A number counts where both readings think at least this of each of its characters. */
export const LEAST_CONFIDENCE = 90;

/**
 * The text of a cell of which two readings were made, each by a recogniser of its own. A value is certain where both say
 * the same and are sure of each character; a text that is no value may differ. What looks like a value and is not certain
 * is marked unreadable.
 */
export function certainCell(first: Reading, second: Reading): string {
  const [text, other] = [textOf(first), textOf(second)];
  const [plain, again] = [compact(text), compact(other)];
  if (plain === '' || again === '') return UNREADABLE;
  if (isLabel(plain) && isLabel(again)) return certainText(first, second);
  // Two numbers in one cell: a rule between them was missed, or one number fell apart.
  if (/\d[.,]?\s+[.,]?\d/.test(text.trim()) || /\d[.,]?\s+[.,]?\d/.test(other.trim())) return UNREADABLE;
  const sure = [...first, ...second].every((seen) => seen.text.trim() === '' || seen.confidence >= LEAST_CONFIDENCE);
  return sure && plain === again ? text.trim() : UNREADABLE;
}

/**
 * Running text of which two readings were made: the first, but for the numbers in it that the second does not have in the
 * same surroundings, or that one of them is not sure of. Those are marked unreadable, whole.
 */
export function certainText(first: Reading, second: Reading): string {
  const again = compact(textOf(second));
  const plain = first.filter((seen) => seen.text.trim() !== '');
  const unsure = new Set<Seen>();
  for (let at = 0; at < plain.length; ) {
    let end = at;
    while (end < plain.length && isNumeral(plain[end])) end += 1;
    if (end > at && !isNumbering(plain, at, end)) {
      const run = plain.slice(at, end);
      const around = compact(
        plain
          .slice(Math.max(0, at - 1), end + 2)
          .map((seen) => seen.text)
          .join(''),
      );
      const sure = run.every((seen) => seen.confidence >= LEAST_CONFIDENCE) && again.includes(around);
      if (!sure) for (const seen of run) unsure.add(seen);
    }
    at = Math.max(end, at + 1);
  }
  const text = first.map((seen) => (unsure.has(seen) ? UNREADABLE : seen.text)).join('');
  return withoutGaps(text)
    .replace(PART_OF_NUMBER, UNREADABLE)
    .replace(new RegExp(`${UNREADABLE}[${UNREADABLE} ]*${UNREADABLE}`, 'g'), UNREADABLE);
}

// --- internal ---

/** What is left of a number of which a part is unreadable is none. */
const PART_OF_NUMBER = new RegExp(
  `(?:[\\d０-９][\\d０-９.,，．]*)?${UNREADABLE}(?:[.,，．]?[\\d０-９][\\d０-９.,，．]*)?`,
  'g',
);
const NUMERAL = /[\d０-９〇零一二两三四五六七八九十百千万亿.．%％oOlI|]/;

/** 第二十条, （五）, 三、 and the 1. at the beginning number a part of the text and count nothing. */
function isNumbering(plain: Reading, at: number, end: number): boolean {
  const run = textOf(plain.slice(at, end));
  const [before = '', after = ''] = [plain[at - 1]?.text, plain[end]?.text];
  if (/^[一二三四五六七八九十]{1,3}$/.test(run)) return before === '第' || /^[、)）〉,，]/.test(after);
  return at === 0 && /^\d{1,2}[.．]$/.test(run) && /\p{Script=Han}/u.test(after);
}

/** Chinese is set without blanks; the recogniser makes words of it. */
function withoutGaps(text: string): string {
  return text.replace(
    /(?<=[\u2e80-\u9fff\uff00-\uff60\u3000-\u303f“”]) +(?=[\u2e80-\u9fff\uff00-\uff60\u3000-\u303f“”])/g,
    '',
  );
}

function isNumeral(seen: Seen | undefined): boolean {
  return seen !== undefined && NUMERAL.test(seen.text);
}

function textOf(reading: Reading): string {
  return reading.map((seen) => seen.text).join('');
}

/** Chinese characters enough that no value is meant. */
function isLabel(plain: string): boolean {
  return (
    (plain.match(/\p{Script=Han}/gu) ?? []).length >= 2 &&
    !/^[+\-增减]*\d[\d.,，]*[万亿]?[元件条个项篇次]?$/.test(plain)
  );
}
