import { fold } from '../../knowledge/text.js';
import type { Box } from './box.js';
import { isWide, type Line, linesOf } from './lines.js';
import { APART, type Glyph } from './page.js';

/**
 * The text of a cell. Where two numbers stand in it and nothing shows them to be one (a number that filled its line and
 * was carried over), they are kept apart by a mark that no number contains.
 */
export function cellText(glyphs: readonly Glyph[], cell: Box): string {
  return joinLines(linesOf(glyphs), cell);
}

/** The same of lines that are already made. */
export function joinLines(lines: readonly Line[], cell: Box): string {
  let text = '';
  lines.forEach((line, index) => {
    const before = lines[index - 1];
    text += (before ? between(before, line, cell) : '') + insideLine(line);
  });
  return fold(text);
}

/** What goes between the lines of a text set over several: nothing in Chinese, a blank between words. */
export function joint(before: string, after: string): string {
  return isWide(before.at(-1)) || isWide(after[0]) ? '' : ' ';
}

/** True where a line reaches the right edge, so that its text may go on in the next. */
export function isFull(line: Pick<Line, 'right' | 'size'>, edge: number): boolean {
  return edge - line.right < line.size * 1.5 + PADDING;
}

/** Numbers with a gap between them may be two, of two columns: kept apart. */
export function partedNumbers(text: string): string {
  return text.replace(/([\d０-９]) +(?=[\d０-９])/g, `$1${APART}`);
}

// --- internal ---

const PADDING = 6;
const ENDS_IN_NUMBER = /[\d０-９][.,，．]?$/;
const BEGINS_WITH_NUMBER = /^[.,，．]?[\d０-９]/;

function between(before: Line, line: Line, cell: Box): string {
  if (!ENDS_IN_NUMBER.test(before.text) || !BEGINS_WITH_NUMBER.test(line.text)) return joint(before.text, line.text);
  const isOne = cell.right - before.right < before.size + PADDING && before.left - cell.left < before.size + PADDING;
  return isOne ? '' : APART;
}

function insideLine(line: Line): string {
  let text = '';
  for (const chunk of line.chunks) {
    const numbers = ENDS_IN_NUMBER.test(text) && BEGINS_WITH_NUMBER.test(chunk.text);
    text += (text === '' ? '' : numbers ? APART : ' ') + partedNumbers(chunk.text);
  }
  return text;
}
