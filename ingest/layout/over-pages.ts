import { compact } from '../../knowledge/text.js';
import type { PlacedBlock, PlacedCell, PlacedRow, PlacedTable } from './blocks.js';
import { around, type Box } from './box.js';
import { joint } from './cell-text.js';

/**
 * Pages → one run of blocks. A table that a page broke is put together: the header printed again is left out, a row that
 * was broken is one row. Where it cannot be told whether a row was broken its blanks are left out: it has the wrong length
 * then and nothing is read of it, rather than a blank that is none.
 */
export function joinPages(pages: readonly (readonly PlacedBlock[])[]): PlacedBlock[] {
  const joined: PlacedBlock[] = [];
  for (const page of pages) {
    const last = joined.at(-1);
    const [first, ...rest] = page;
    if (last?.kind === 'table' && first?.kind === 'table' && last.ruled && first.ruled && isContinued(last, first)) {
      const below = withoutHeader(first.rows.slice(first.rows.findIndex(hasText)), last.rows);
      const above = last.rows.slice(0, last.rows.findLastIndex(hasText) + 1);
      joined[joined.length - 1] = { ...last, rows: joinRows(above, below) };
      joined.push(...rest);
    } else {
      joined.push(...page);
    }
  }
  return joined;
}

// --- internal ---

const EDGE = 8;
const NUMBERED = /^(?:[一二三四五六七八九十]{1,3}[、．.]|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[、．.])/;
const HAS_DIGIT_ONLY = /^[\d０-９.,，．/—–-]+$/;

/** Same width: the same table, or one made like it, whose rows may follow all the same. */
function isContinued(above: PlacedTable, below: PlacedTable): boolean {
  return Math.abs(above.left - below.left) < EDGE && Math.abs(above.right - below.right) < EDGE;
}

/** At the end of a page an empty row is what was left of it, no row. */
function hasText(row: PlacedRow): boolean {
  return row.cells.some((cell) => !cell.spanned && cell.text !== '');
}

function withoutHeader(rows: readonly PlacedRow[], above: readonly PlacedRow[]): readonly PlacedRow[] {
  let count = 0;
  while (count < rows.length - 1 && sameWords(rows[count], above[count])) count += 1;
  return rows.slice(count);
}

function sameWords(row: PlacedRow | undefined, other: PlacedRow | undefined): boolean {
  const words = (each: PlacedRow | undefined) => (each?.cells ?? []).map((cell) => compact(cell.text)).join('\t');
  const own = (row?.cells ?? []).filter((cell) => cell.text !== '');
  return own.length >= 2 && !own.some((cell) => HAS_DIGIT_ONLY.test(compact(cell.text))) && words(row) === words(other);
}

function joinRows(above: readonly PlacedRow[], below: readonly PlacedRow[]): PlacedRow[] {
  const upper = above.at(-1);
  const [lower] = below;
  if (!upper || !lower) return [...above, ...below];
  const carried = carryDown(upper, below);
  const next = carried[0] as PlacedRow;
  if (!sameEdges(upper, next)) return [...above, ...carried];
  const verdict = isBroken(upper, next);
  if (verdict === 'no') return [...above, ...carried];
  if (verdict === 'yes') return [...above.slice(0, -1), mergeRows(upper, next), ...carried.slice(1)];
  return [...above.slice(0, -1), withoutBlanks(upper), withoutBlanks(next), ...carried.slice(1)];
}

function sameEdges(upper: PlacedRow, lower: PlacedRow): boolean {
  return (
    upper.cells.length === lower.cells.length &&
    upper.cells.every((cell, index) => {
      const other = lower.cells[index] as PlacedCell;
      return Math.abs(cell.left - other.left) < EDGE && Math.abs(cell.right - other.right) < EDGE;
    })
  );
}

/** Whether two rows at a page end are one: their cells fill each other up, and a text that was cut goes on. */
function isBroken(upper: PlacedRow, lower: PlacedRow): 'yes' | 'no' | 'unsure' {
  const pairs = upper.cells.map((cell, index) => [cell, lower.cells[index] as PlacedCell] as const);
  const own = pairs.filter(([a, b]) => !a.spanned && !b.spanned);
  const both = own.filter(([a, b]) => a.text !== '' && b.text !== '');
  const only = (side: 0 | 1) => own.some((pair) => pair[side].text !== '' && pair[1 - side]?.text === '');
  if (both.length === own.length) return 'no';
  if (both.some(([a, b]) => isNumber(a) || isNumber(b))) return 'no';
  if (both.length === 0) return only(0) && only(1) ? 'yes' : 'no';
  if (both.some(([, b]) => NUMBERED.test(compact(b.text)))) return 'no';
  if (only(0) && only(1)) return 'unsure';
  return both.every(([a]) => a.full) ? 'yes' : 'unsure';
}

function isNumber(cell: PlacedCell): boolean {
  return HAS_DIGIT_ONLY.test(compact(cell.text));
}

function mergeRows(upper: PlacedRow, lower: PlacedRow): PlacedRow {
  const cells = upper.cells.map((cell, index): PlacedCell => {
    const other = lower.cells[index] as PlacedCell;
    if (cell.spanned || other.spanned || other.text === '') return cell;
    const text = cell.text === '' ? other.text : cell.text + joint(cell.text, other.text) + other.text;
    return { ...cell, text, full: other.full };
  });
  return { ...upper, cells };
}

function withoutBlanks(row: PlacedRow): PlacedRow {
  const cells = row.cells.filter((cell) => cell.text !== '' && !cell.spanned);
  return { ...(around(cells) ?? (row as Box)), cells };
}

/** A cell that spans rows and is blank behind a page end goes on from the cell above it. */
function carryDown(upper: PlacedRow, rows: readonly PlacedRow[]): PlacedRow[] {
  const first = rows[0] as PlacedRow;
  const going = first.cells.flatMap((cell) => {
    if (cell.text !== '' || cell.rows < 2) return [];
    const above = upper.cells.find(
      (each) => Math.abs(each.left - cell.left) < EDGE && Math.abs(each.right - cell.right) < EDGE,
    );
    return above && above.text !== '' && !isNumber(above) ? [{ cell, text: above.text }] : [];
  });
  return rows.map((row, index) => ({
    ...row,
    cells: row.cells.map((cell) => {
      const from = going.find((each) => index < each.cell.rows && each.cell.left === cell.left && cell.text === '');
      return from ? { ...cell, text: from.text, spanned: true } : cell;
    }),
  }));
}
