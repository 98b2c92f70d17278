import { fold } from '../../knowledge/text.js';
import type { Block, Cell, Document, Row } from '../document.js';
import type { PlacedBlock, PlacedRow, PlacedTable, PlacedText } from './blocks.js';
import { around, type Box, middle } from './box.js';
import { type Margins, marginsOf, paragraphsOf } from './flow.js';
import { runningLines } from './furniture.js';
import { type Line, linesOf } from './lines.js';
import { joinPages } from './over-pages.js';
import type { Glyph, Page } from './page.js';
import { type RuledCell, type RuledGrid, ruledGrids } from './ruled.js';
import { ruledTable } from './ruled-table.js';
import { unruledTable } from './unruled-table.js';

/** Pages → blocks, lines and pictures: a line for each paragraph and row of a table, its cells separated by TAB. */
export function readPages(pages: readonly Page[]): Pick<Document, 'lines' | 'blocks' | 'pictures'> {
  const parted = pages.map(partTables);
  const running = runningLines(parted.map(({ page, lines }) => ({ lines, height: page.height })));
  const shown = parted.map(({ page, tables, lines }) => ({
    page,
    tables,
    lines: lines.filter((line) => !running.has(line)),
  }));
  const blocks = shown.map(({ page, tables, lines }) => {
    const alike = shown.filter((other) => Math.abs(other.page.width - page.width) < 1);
    return inOrder(tables, lines, marginsOf(alike.flatMap((other) => other.lines)));
  });
  return write(joinPages(blocks));
}

// --- internal ---

function partTables(page: Page) {
  let rest: readonly Glyph[] = page.glyphs;
  const tables: PlacedBlock[] = [];
  const grids = ruledGrids(page.rules).sort((a, b) => areaOf(a) - areaOf(b));
  for (const [index, grid] of grids.entries()) {
    const frames = framesOf(grid, rest, grids.slice(0, index));
    if (grid.cells.length - frames.length < 2) continue;
    const { table, taken } = ruledTable({ ...grid, cells: grid.cells.filter((cell) => !frames.includes(cell)) }, rest);
    if (taken.size === 0) continue;
    rest = rest.filter((glyph) => !taken.has(glyph));
    tables.push(...withoutGaps(table));
  }
  return { page, tables: [...tables, ...(page.tables ?? []), ...picturesOf(page)], lines: linesOf(rest) };
}

/** A picture in the run of blocks. One that text is printed over is the paper. */
function picturesOf({ pictures = [], glyphs }: Page): PlacedText[] {
  return pictures
    .filter((picture) => glyphs.filter((glyph) => contains(picture, middle(glyph))).length < FEW)
    .map((box) => ({ ...box, kind: 'text', text: PICTURE }));
}

/** Characters on a picture: a stamp, a caption. */
const FEW = 20;
/** Stands for a picture until the lines are written: a character of private use. */
const PICTURE = '\u{F0A1E}';

/** Where a frame left rows out the table is several, with text between them. */
function withoutGaps(table: PlacedTable): PlacedTable[] {
  const parts: PlacedRow[][] = [];
  let bottom = Number.NEGATIVE_INFINITY;
  for (const row of table.rows) {
    if (row.top > bottom + ROW_GAP) parts.push([]);
    parts.at(-1)?.push(row);
    bottom = Math.max(bottom, row.bottom);
  }
  return parts.map((rows) => ({ ...table, ...(around(rows) ?? table), rows }));
}

const ROW_GAP = 6;

/** Text of a cell this long is running text in a frame. */
const LONG_TEXT = 200;

/** Cells that only frame a part of the page: they hold another table, or running text. */
function framesOf(grid: RuledGrid, glyphs: readonly Glyph[], smaller: readonly RuledGrid[]): RuledCell[] {
  return grid.cells.filter(
    (cell) =>
      smaller.some((each) => contains(cell, middle(each))) ||
      glyphs.filter((glyph) => contains(cell, middle(glyph))).length > LONG_TEXT,
  );
}

function contains(box: Box, { x, y }: { readonly x: number; readonly y: number }): boolean {
  return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
}

function areaOf({ left, right, top, bottom }: Box): number {
  return (right - left) * (bottom - top);
}

/** Tables with rules where they stand, what lies between them as tables without rules and as running text. */
function inOrder(tables: readonly PlacedBlock[], lines: readonly Line[], margins: Margins): PlacedBlock[] {
  const blocks: PlacedBlock[] = [];
  let left = [...lines];
  for (const table of [...tables].sort((a, b) => a.top - b.top)) {
    const above = left.filter((line) => line.bottom <= table.top + line.size);
    left = left.filter((line) => !above.includes(line));
    blocks.push(...betweenTables(above, margins), table);
  }
  return [...blocks, ...betweenTables(left, margins)];
}

function betweenTables(lines: readonly Line[], margins: Margins): PlacedBlock[] {
  const blocks: PlacedBlock[] = [];
  let text: Line[] = [];
  const close = () => {
    blocks.push(...paragraphsOf(text, margins));
    text = [];
  };
  for (let at = 0; at < lines.length; ) {
    const table = unruledTable(lines, at);
    if (table) {
      close();
      blocks.push(table.table);
      at += table.count;
    } else {
      text.push(lines[at] as Line);
      at += 1;
    }
  }
  close();
  return blocks;
}

function write(placed: readonly PlacedBlock[]): Pick<Document, 'lines' | 'blocks' | 'pictures'> {
  const lines: string[] = [];
  const pictures: number[] = [];
  const blocks: Block[] = [];
  for (const block of placed) {
    if (block.kind === 'text') {
      if (block.text === PICTURE) pictures.push(lines.length);
      if (block.text === '' || block.text === PICTURE) continue;
      const line = lines.push(block.text);
      blocks.push({ kind: 'paragraph', text: block.text, line, lastLine: line, heading: false });
    } else {
      const rows = writeRows(block.rows, lines);
      const [first] = rows;
      if (first) blocks.push({ kind: 'table', rows, line: first.line, lastLine: lines.length });
    }
  }
  return { lines, blocks, pictures };
}

function writeRows(rows: readonly PlacedRow[], lines: string[]): Row[] {
  const lineOf = new Map<string, number>();
  return rows.flatMap((row) => {
    if (row.cells.length === 0) return [];
    const line = lines.push(row.cells.map((cell) => (cell.spanned ? '' : fold(cell.text))).join('\t'));
    const cells = row.cells.map((cell): Cell => {
      const place = `${cell.left}`;
      if (!cell.spanned) lineOf.set(place, line);
      return { text: fold(cell.text), line: lineOf.get(place) ?? line, spanned: cell.spanned };
    });
    return [{ cells, line, lastLine: line }];
  });
}
