import type { Block, Cell, Row } from './document.js';

/** Cells of one sheet that are read. */
export const MOST_CELLS = 200_000;

/** A cell of a spreadsheet row. */
export interface SheetCell {
  /** White space folded. */
  readonly text: string;
  readonly spanned: boolean;
  /** Index of the row whose text it repeats; -1 for its own. */
  readonly row: number;
}

/**
 * Rows of one sheet → blocks, each row written as a line. A row with one filled cell is a line of text (a title, a note)
 * before the table begins, where nothing follows it, and where its cell is merged over the whole row; all others are rows
 * of tables. Empty rows outside tables are left out.
 * @param padded whether a row that ends early has blank cells there (a spreadsheet, where each cell has its place), or is
 *   too short (a text, where one may be lost).
 */
export function sheetBlocks(
  rows: readonly (readonly SheetCell[])[],
  lines: string[],
  { padded }: { readonly padded: boolean },
): Block[] {
  const blocks: Block[] = [];
  const lineOf: number[] = [];
  let table: Row[] = [];
  let begun = false;
  const close = () => {
    const rowsOfTable = evened(table, padded);
    const [first] = rowsOfTable;
    const last = rowsOfTable.at(-1);
    if (first && last) blocks.push({ kind: 'table', rows: rowsOfTable, line: first.line, lastLine: last.lastLine });
    table = [];
  };
  for (const [index, cells] of rows.entries()) {
    const filled = cells.filter(({ text, spanned }) => text !== '' && !spanned);
    const [only] = filled;
    lineOf[index] = lines.length + 1;
    if (cells.every(({ text }) => text === '') && table.length === 0) continue;
    const line = lines.push(cells.map(({ text, spanned }) => (spanned ? '' : text)).join('\t'));
    if (only !== undefined && filled.length === 1 && (!begun || cells.length === 1 || isBanner(cells))) {
      close();
      blocks.push({ kind: 'paragraph', text: only.text, line, lastLine: line, heading: false });
      continue;
    }
    begun = true;
    const placed = cells.map(({ text, spanned, row }) => ({
      text,
      spanned,
      line: row < 0 ? line : (lineOf[row] ?? line),
    }));
    table.push({ cells: placed, line, lastLine: line });
  }
  close();
  return blocks;
}

// --- internal ---

/** One cell merged over a whole row of at least three columns. */
function isBanner(cells: readonly SheetCell[]): boolean {
  const [first, ...rest] = cells;
  return cells.length >= 3 && first?.spanned === false && rest.every(({ spanned, row }) => spanned && row < 0);
}

/** Rows of a table as wide as what is written in it: formatted cells beyond are no part of it. */
function evened(rows: readonly Row[], padded: boolean): Row[] {
  const isUsed = ({ text, spanned }: Cell) => text !== '' || spanned;
  const width = rows.reduce((most, { cells }) => Math.max(most, cells.findLastIndex(isUsed) + 1), 0);
  return rows.map((row) => {
    const blanks = padded ? Math.max(0, width - row.cells.length) : 0;
    const blank = { text: '', line: row.line, spanned: false };
    // In a text a cell beyond the others may be one that was put in.
    const cells = padded ? row.cells.slice(0, width) : row.cells;
    return { ...row, cells: [...cells, ...Array.from({ length: blanks }, () => blank)] };
  });
}
