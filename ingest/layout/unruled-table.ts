import { isValueText } from '../txt.js';
import type { PlacedCell, PlacedRow, PlacedTable } from './blocks.js';
import { around, type Box } from './box.js';
import { partedNumbers } from './cell-text.js';
import type { Chunk, Line } from './lines.js';
import { APART, UNREADABLE } from './page.js';

/** A stretch of lines that is a table without rules, and how many lines it takes. */
export interface LinedTable {
  readonly table: PlacedTable;
  readonly count: number;
}

/**
 * The table without rules that begins at a line, or null. Columns are those of the rows with the most values. A value
 * that lies in one column and no other is put there and the columns left out are blank; where a row leaves that open it
 * is given as printed, without blanks, so that it has the wrong length rather than a value in the wrong place.
 */
export function unruledTable(lines: readonly Line[], at: number): LinedTable | null {
  const first = lines[at];
  if (!first || !(isDataRow(first) || isHeaderRow(first))) return null;
  let count = 0;
  let pending = 0;
  for (let next = at; next < lines.length; next += 1) {
    const line = lines[next] as Line;
    if (isDataRow(line) || isHeaderRow(line)) {
      pending = 0;
      count = next - at + 1;
    } else if (pending >= MOST_LABEL_LINES || !isLabel(line)) break;
    else pending += 1;
  }
  const own = lines.slice(at, at + count);
  if (own.filter(isDataRow).length === 0) return null;
  const columns = columnsOf(own.filter(isDataRow));
  const rows = own.map((line, index) =>
    sharesLabel(line, lines[at + index - 1], lines[at + index + 1]) ? unsureRow(line) : rowOf(line, columns),
  );
  return { table: { kind: 'table', rows, ruled: false, ...(around(own) as Box) }, count };
}

// --- internal ---

const MOST_LABEL_LINES = 3;
const LONGEST_LABEL = 40;

/** Values at the end of a line, behind a label or at least four of them alone. */
function valuesOf(line: Line): readonly Chunk[] {
  let first = line.chunks.length;
  while (first > 0 && isValueText((line.chunks[first - 1] as Chunk).text)) first -= 1;
  const values = line.chunks.slice(first);
  return first > 0 || values.length >= 4 ? values : [];
}

function isDataRow(line: Line): boolean {
  return (
    line.chunks.length >= 2 &&
    valuesOf(line).length > 0 &&
    line.chunks.every((chunk) => chunk.text.length <= LONGEST_LABEL)
  );
}

function isHeaderRow(line: Line): boolean {
  return line.chunks.length >= 3 && line.chunks.every((chunk) => chunk.text.length <= 20);
}

function isLabel(line: Line): boolean {
  return (
    line.chunks.length === 1 && line.text.length <= LONGEST_LABEL && !/[。！？]$|^[一二三四五六]、/.test(line.text)
  );
}

/** Columns of values as the fullest rows have them; null where these do not agree. */
function columnsOf(rows: readonly Line[]): readonly Box[] | null {
  const all = rows.map(valuesOf);
  const most = Math.max(...all.map((values) => values.length));
  const full = all.filter((values) => values.length === most);
  if (most < 2) return null;
  const columns = Array.from(
    { length: most },
    (_, index) => around(full.map((values) => values[index] as Chunk)) as Box,
  );
  return columns.every((column, index) => index === 0 || column.left > (columns[index - 1] as Box).right)
    ? columns
    : null;
}

/**
 * Whether another line of labels stands so near a row that it may belong to it: the label of the values may then be that
 * one, or both. Column headers reach over the values; what begins with a number of its own goes on below.
 */
function sharesLabel(line: Line, above: Line | undefined, below: Line | undefined): boolean {
  const [first] = valuesOf(line);
  if (!first) return false;
  const isNear = (other: Line | undefined) =>
    other !== undefined &&
    valuesOf(other).length === 0 &&
    other.right < first.left &&
    Math.abs(other.bottom - line.bottom) < line.size * NEAR;
  return isNear(above) || (isNear(below) && !NUMBERED.test(below?.text ?? ''));
}

/** Times the height of the type. */
const NEAR = 2.6;
const NUMBERED =
  /^(?:[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[、．.]|第.{1,4}条)/;

/** The values in one cell, so that none is taken for that of the label beside it. */
function unsureRow(line: Line): PlacedRow {
  const values = valuesOf(line);
  const labels = line.chunks.slice(0, line.chunks.length - values.length);
  const text = values.length === 1 ? `${values[0]?.text}${UNREADABLE}` : values.map((value) => value.text).join(APART);
  const cells = [...labels, { ...(around(values) as Box), text }];
  return { ...boxOf(line), cells: cells.map((cell) => ({ ...cell, rows: 1, spanned: false, full: false })) };
}

function boxOf({ left, right, top, bottom }: Box): Box {
  return { left, right, top, bottom };
}

function rowOf(line: Line, columns: readonly Box[] | null): PlacedRow {
  const values = valuesOf(line);
  const labels = line.chunks.slice(0, line.chunks.length - values.length);
  const placed = columns && values.length > 0 ? placeIn(columns, values, labels) : null;
  const cells = [...labels, ...(placed ?? values)].map(
    (chunk): PlacedCell => ({ ...chunk, text: partedNumbers(chunk.text), rows: 1, spanned: false, full: false }),
  );
  return { ...boxOf(line), cells };
}

/**
 * Every value in the one column it overlaps, blanks in the others; null where a value overlaps none or two, or where a
 * label reaches into the columns: the value may be hidden in it.
 */
function placeIn(columns: readonly Box[], values: readonly Chunk[], labels: readonly Chunk[]): Chunk[] | null {
  const first = columns[0] as Box;
  if (labels.some((label) => label.right >= first.left || /[\d０-９]$/.test(label.text))) return null;
  const cells: (Chunk | null)[] = columns.map(() => null);
  for (const value of values) {
    const over = columns.flatMap((column, index) =>
      value.left <= column.right && value.right >= column.left ? [index] : [],
    );
    const [index] = over;
    if (over.length !== 1 || index === undefined || cells[index]) return null;
    cells[index] = value;
  }
  return cells.map((cell, index) => cell ?? { ...(columns[index] as Box), text: '' });
}
