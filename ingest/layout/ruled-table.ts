import type { PlacedCell, PlacedRow, PlacedTable } from './blocks.js';
import { around, type Box, middle } from './box.js';
import { isFull, joinLines } from './cell-text.js';
import { linesOf } from './lines.js';
import type { Glyph } from './page.js';
import type { RuledCell, RuledGrid } from './ruled.js';

/** What a cell says, and whether its last line reaches its right edge. */
export type CellContent = Pick<PlacedCell, 'text' | 'full'>;

/** A grid of rules and the glyphs in it → a table; the glyphs it took are told. */
export function ruledTable(
  grid: RuledGrid,
  glyphs: readonly Glyph[],
): { readonly table: PlacedTable; readonly taken: ReadonlySet<Glyph> } {
  const taken = new Set<Glyph>();
  const inside = glyphs.filter((glyph) => holds(grid, glyph));
  const table = ruledTableOf(grid, (cell) => {
    const own = inside.filter((glyph) => holds(cell, glyph));
    for (const glyph of own) taken.add(glyph);
    return readCell(own, cell);
  });
  return { table, taken };
}

/**
 * A cell that spans columns is one cell; the rows below a cell that spans rows repeat it as spanned. Of a row whose rules
 * do not close, only what is printed is given: blank cells in it are not certain.
 */
export function ruledTableOf(grid: RuledGrid, read: (cell: RuledCell) => CellContent): PlacedTable {
  const contents = new Map(grid.cells.map((cell) => [cell, read(cell)]));
  const rows: PlacedRow[] = [];
  for (let row = 0; row < grid.rowCount; row += 1) {
    const cells = grid.cells
      .filter((cell) => cell.row <= row && row < cell.row + cell.rows)
      .sort((a, b) => a.column - b.column)
      .map((cell): PlacedCell => {
        const content = contents.get(cell) ?? { text: '', full: false };
        return { ...boxOf(cell), ...content, rows: cell.rows, spanned: cell.row < row };
      })
      .filter((cell) => !isSliver(cell) && (!grid.broken.has(row) || (cell.text !== '' && !cell.spanned)));
    const box = around(cells.filter((cell) => !cell.spanned));
    if (box) rows.push({ ...box, cells });
  }
  return { kind: 'table', rows, ruled: true, ...boxOf(grid) };
}

// --- internal ---

/** Between lines drawn double: no text fits in. */
const SLIVER = 6;

function isSliver(cell: PlacedCell): boolean {
  return cell.text === '' && (cell.right - cell.left < SLIVER || cell.bottom - cell.top < SLIVER);
}

function readCell(glyphs: readonly Glyph[], cell: Box): CellContent {
  const lines = linesOf(glyphs);
  const last = lines.at(-1);
  return { text: joinLines(lines, cell), full: last !== undefined && isFull(last, cell.right) };
}

function boxOf({ left, right, top, bottom }: Box): Box {
  return { left, right, top, bottom };
}

function holds(box: Box, glyph: Glyph): boolean {
  const { x, y } = middle(glyph);
  return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
}
