import { fold } from '../knowledge/text.js';
import { attribute, descendants, type Element, type Extent, isElement, rowsOf, textOf } from './html-nodes.js';

/** A stretch of a table: rows of data, or cells that hold running text and are read like the rest of the page. */
export type TablePart =
  | { readonly kind: 'data'; readonly rows: readonly (readonly Element[])[] }
  | { readonly kind: 'flow'; readonly cells: readonly Element[] };

export interface GridCell {
  readonly text: string;
  readonly spanned: boolean;
  /** Index of the row the text stands in: an earlier one where a rowspan reaches down. */
  readonly row: number;
}

/**
 * Tells data from layout, row by row: a row with a cell of headings, further tables or long text is running text. In a
 * table with such rows a row of one cell is a line of that text too; so is every row of a table of one column.
 */
export function tableParts(table: Element, extents: ReadonlyMap<Element, Extent>): TablePart[] {
  const rows = rowsOf(table);
  const prose = rows.map((cells) => cells.some((cell) => holdsProse(extents.get(cell))));
  const layout = prose.includes(true) || rows.every((cells) => cells.length < 2);
  const parts: { kind: 'data' | 'flow'; rows: (readonly Element[])[] }[] = [];
  rows.forEach((cells, index) => {
    const kind = prose[index] || (layout && cells.length < 2) ? 'flow' : 'data';
    const last = parts.at(-1);
    if (last?.kind === kind) last.rows.push(cells);
    else parts.push({ kind, rows: [cells] });
  });
  return parts.map((part) =>
    part.kind === 'data' ? { kind: 'data', rows: part.rows } : { kind: 'flow', cells: part.rows.flat() },
  );
}

/**
 * Rows of cells → a grid in which merged cells are repeated and marked. A row that is too short stays short; where
 * rowspans leave a gap after a row's own cells nothing is made up to fill it. Absurd spans are cut.
 */
export function expand(rows: readonly (readonly Element[])[]): GridCell[][] {
  const reaching: Reach[] = [];
  let repeats = MOST_REPEATS;
  return rows.map((elements, row) => {
    const cells: GridCell[] = [];
    const continueAbove = () => {
      for (let above = reaching[cells.length]; above !== undefined && above.left > 0; above = reaching[cells.length]) {
        above.left -= 1;
        cells.push({ ...above.cell, spanned: true });
      }
    };
    for (const element of elements) {
      continueAbove();
      const cell = { text: isTorn(element) ? TORN : fold(textOf(element)), spanned: false, row };
      const down = span(element, 'rowspan', rows.length - row);
      const across = span(element, 'colspan', MOST_COLUMNS);
      for (let column = 0; column < across && (reaching[cells.length]?.left ?? 0) === 0; column += 1) {
        const affordable = column + down - 1 <= repeats;
        if (column > 0 && !affordable) break;
        repeats -= affordable ? (column > 0 ? 1 : 0) + down - 1 : 0;
        reaching[cells.length] = { cell, left: affordable ? down - 1 : 0 };
        cells.push(column === 0 ? cell : { ...cell, spanned: true });
      }
    }
    continueAbove();
    for (let column = cells.length; column < reaching.length; column += 1) {
      const passed = reaching[column];
      if (passed !== undefined && passed.left > 0) passed.left -= 1;
    }
    return cells;
  });
}

// --- internal ---

interface Reach {
  readonly cell: GridCell;
  /** Rows below that the cell still covers. */
  left: number;
}

const LONG_TEXT = 200;
const MOST_COLUMNS = 100;
/** Repeated cells a table may have in all; the statutory tables need about a hundred. */
const MOST_REPEATS = 50_000;

/** Stands for the text of a cell that its own damaged tags swallowed. */
const TORN = '□';

/** True where what was text became part of a tag that was never closed: the next tag's bracket is then in a name. */
function isTorn(cell: Element): boolean {
  const isOdd = ({ tagName, attrs }: Element) => tagName.includes('<') || attrs.some(({ name }) => name.includes('<'));
  if (isOdd(cell)) return true;
  for (const node of descendants(cell)) if (isElement(node) && isOdd(node)) return true;
  return false;
}

function holdsProse(extent: Extent | undefined): boolean {
  if (extent === undefined) return false;
  const long = extent.text > LONG_TEXT || (extent.blocks >= 4 && extent.text > LONG_TEXT / 2);
  return long || extent.headings > 0 || extent.tables > 0;
}

/** A span as printed, at least 1; `rowspan="0"` means all rows that follow. */
function span(element: Element, name: 'rowspan' | 'colspan', most: number): number {
  const value = Number.parseInt(attribute(element, name) ?? '1', 10);
  if (value === 0 && name === 'rowspan') return most;
  return Number.isFinite(value) ? Math.min(Math.max(value, 1), most) : 1;
}
