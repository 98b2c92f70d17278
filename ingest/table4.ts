import { TABLE4_BLOCKS, TABLE4_COLUMNS } from '../knowledge/metrics.js';
import { compact } from '../knowledge/text.js';
import type { ReadingNote } from '../knowledge/types.js';
import type { Cell } from './document.js';
import { cellFigure, isValue, type PlacedRow, quoteRow, type TableReading } from './grid.js';

/** Table 4: one row of fifteen values below three rows of headers (domain 2.5; same in both forms). */
export function readTable4(rows: readonly PlacedRow[], lines: readonly string[]): TableReading {
  const header = rows.findIndex(({ row }) => row.cells.some(({ text }) => HEADER.test(compact(text))));
  if (header < 0) return { figures: [], notes: [], format: null };
  const below = rows.slice(header).filter(({ row }) => isValueRow(row.cells));
  const [first] = below;
  if (!first) return { figures: [], notes: [], format: null };
  const cells = valuesOf(first.row.cells);
  const label = { ...(first.row.cells[0] as Cell), line: first.row.line };
  const quote = quoteRow(lines, label, first.row);
  const heads = rows.slice(header, rows.indexOf(first)).map(({ row }) => row.cells.length);
  const exact = cells.length === KEYS.length && below.length === 1 && isAsWideAsHead(first.row.cells, heads);
  const place = { section: first.section, quote, line: first.row.line };
  const figures = KEYS.map((metric, index) =>
    cellFigure({ metric, applicant: null, unit: null }, exact ? (cells[index] ?? null) : null, place),
  );
  const notes: ReadingNote[] = exact
    ? []
    : [
        {
          kind: 'wrong_cell_count',
          table: 4,
          label: null,
          count: cells.length,
          section: first.section,
          quote,
          line: first.row.line,
        },
      ];
  return { figures, notes, format: null };
}

// --- internal ---

const KEYS = TABLE4_BLOCKS.flatMap((block) => TABLE4_COLUMNS.map((column) => `${block.key}_${column.key}`));
const HEADER = new RegExp(
  TABLE4_COLUMNS.slice(0, 2)
    .map(({ anchor }) => anchor.source)
    .join('|'),
);

/** Blanks beyond the fifteenth are none of the table's where its headers reach as far; else the row gained a cell. */
function isAsWideAsHead(cells: readonly Cell[], heads: readonly number[]): boolean {
  const first = cells.findIndex((cell) => cell.text === '' || isValue(cell));
  const surplus = cells.slice(first).filter(({ spanned }) => !spanned).length > KEYS.length;
  return !surplus || heads.every((head) => head < KEYS.length) || heads.includes(cells.length);
}

/** The value row: only values and blanks, three values at least. */
function isValueRow(cells: readonly Cell[]): boolean {
  const filled = valuesOf(cells).filter(({ text }) => text !== '');
  return filled.length >= 3 && filled.every(isValue);
}

/**
 * The cells of the row without a label in front (the last header where cells are stacked) and blanks beyond the fifteenth.
 * A value merged over columns of a finer grid (cells that continue it are none) counts once; where that does not make
 * fifteen, two columns share a value, and the row is too short.
 */
function valuesOf(cells: readonly Cell[]): Cell[] {
  const first = cells.findIndex((cell) => cell.text === '' || isValue(cell));
  const values = first < 0 ? [] : cells.slice(first).filter(({ spanned }) => !spanned);
  while (values.length > KEYS.length && values.at(-1)?.text === '') values.pop();
  return values;
}
