import { fold } from '../../knowledge/text.js';
import type { PlacedText } from './blocks.js';
import { around, type Box } from './box.js';
import { isFull, joint } from './cell-text.js';
import type { Line } from './lines.js';

/** Left and right edge of running text. */
export interface Margins {
  readonly left: number;
  readonly right: number;
}

/** Lines of running text → paragraphs, in reading order: two columns one after the other, the left one first. */
export function paragraphsOf(lines: readonly Line[], margins: Margins): PlacedText[] {
  const gutter = gutterOf(lines);
  if (gutter === null) return inColumn(lines, margins);
  const left = lines.flatMap((line) => part(line, (chunk) => chunk.right <= gutter));
  const right = lines.flatMap((line) => part(line, (chunk) => chunk.left >= gutter));
  return [...inColumn(left, marginsOf(left)), ...inColumn(right, marginsOf(right))];
}

/** Where the longer of some lines begin and end. */
export function marginsOf(lines: readonly Line[]): Margins {
  const long = lines.filter((line) => line.text.length >= LONG);
  const { left, right } = around(long.length > 0 ? long : lines) ?? { left: 0, right: 0 };
  return { left, right };
}

// --- internal ---

const LONG = 10;
/** Times the height of the type; a line that begins further in is set to the right or in the middle. */
const MOST_INDENT = 5;
const BEGINS_ANEW =
  /^(?:[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[、．.](?!\d))/;

function inColumn(lines: readonly Line[], margin: Margins): PlacedText[] {
  const paragraphs: Line[][] = [];
  for (const line of lines) {
    const open = paragraphs.at(-1);
    const before = open?.at(-1);
    if (open && before && goesOn(before, line, margin)) open.push(line);
    else paragraphs.push([line]);
  }
  return paragraphs.map(textOf);
}

function goesOn(before: Line, line: Line, margin: Margins): boolean {
  const size = Math.max(before.size, line.size);
  return (
    isFull(before, margin.right) &&
    before.left - margin.left < size * MOST_INDENT &&
    line.left - margin.left < size * 1.2 &&
    Math.abs(before.size - line.size) < size * 0.2 &&
    line.top - before.bottom < size * 2 &&
    line.top > before.top &&
    !BEGINS_ANEW.test(line.text)
  );
}

function textOf(lines: readonly Line[]): PlacedText {
  let text = '';
  for (const line of lines) text += (text === '' ? '' : joint(text, line.text)) + line.text;
  const box = around(lines) as Box;
  return { kind: 'text', ...box, text: fold(text) };
}

const LEAST_LINES = 6;

/**
 * Where two columns of running text part, or null: most lines leave the same gap free and have long text on both sides.
 * Columns of a table are narrow; they are not taken for columns of text.
 */
function gutterOf(lines: readonly Line[]): number | null {
  const both = lines.filter(
    (line) => line.chunks.length === 2 && line.chunks.every((chunk) => chunk.text.length >= LONG),
  );
  if (both.length < LEAST_LINES || both.length < lines.length * 0.4) return null;
  const from = Math.max(...both.map((line) => line.chunks[0]?.right ?? 0));
  const to = Math.min(...both.map((line) => line.chunks[1]?.left ?? 0));
  const crossing = lines.filter((line) => line.chunks.some((chunk) => chunk.left < from && chunk.right > to));
  return to > from && crossing.length === 0 ? (from + to) / 2 : null;
}

function part(line: Line, isIn: (chunk: Box) => boolean): Line[] {
  const chunks = line.chunks.filter(isIn);
  const box = around(chunks);
  return box ? [{ ...box, chunks, text: chunks.map((chunk) => chunk.text).join(' '), size: line.size }] : [];
}
