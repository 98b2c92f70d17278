/** Which characters of a report an answer quoted. */

import { bareText } from './addresses.js';

/** What the address of a quote says of it (`quoteAddress`). */
export interface Wanted {
  /** 1-based. */
  readonly line: number;
  /** First characters of the quote without white space; empty where the whole line is meant. */
  readonly begins: string;
  /** Characters of the quote without white space. */
  readonly length: number;
}

/** A stretch of one line, by the indexes of its characters. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * The stretches to mark, by 1-based line: the quote, over as many lines as it goes, or the whole line where it is not
 * found there (the report may have been read again since). Nothing where there is no such line.
 */
export function marksIn(lines: readonly string[], { line, begins, length }: Wanted): ReadonlyMap<number, Stretch> {
  const text = lines[line - 1];
  if (text === undefined) return new Map();
  const whole = new Map([[line, { from: 0, to: text.length }]]);
  if (begins === '' || length < 1 || length > LONGEST) return whole;
  const places = placesFrom(lines, line, length + text.length);
  const start = places
    .map(({ char }) => char)
    .join('')
    .indexOf(begins);
  const quoted = places.slice(start, start + length);
  if (start < 0 || quoted[0]?.line !== line || quoted.length < length) return whole;
  const marks = new Map<number, Stretch>();
  for (const { line: at, index } of quoted) marks.set(at, { from: marks.get(at)?.from ?? index, to: index + 1 });
  return marks;
}

// --- internal ---

/** No quote is longer. */
const LONGEST = 20_000;

interface Place {
  readonly char: string;
  readonly line: number;
  readonly index: number;
}

/** The characters from a line on that are no white space, so many of them, with where each stands. */
function placesFrom(lines: readonly string[], first: number, most: number): readonly Place[] {
  const places: Place[] = [];
  for (let line = first; line <= lines.length && places.length < most; line += 1) {
    const text = lines[line - 1] ?? '';
    for (let index = 0; index < text.length; index += 1) {
      const char = text[index] ?? '';
      if (bareText(char) !== '') places.push({ char, line, index });
    }
  }
  return places;
}
