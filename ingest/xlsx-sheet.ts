import { fold } from '../knowledge/text.js';
import { formatNumber, UNKNOWN_FORMAT } from './number-format.js';
import { damagedFile, fileTooLarge } from './refusals.js';
import { MOST_CELLS } from './sheet.js';
import { attributeOf, localName, walkXml } from './xml.js';

/** A rectangle of cells, rows and columns counted from 0, ends included. */
export interface CellRange {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** What one sheet shows. */
export interface SheetXml {
  /** Text of the cells by row and column; empty for those that are only formatted. Hidden rows are not there. */
  readonly rows: ReadonlyMap<number, ReadonlyMap<number, string>>;
  readonly merges: readonly CellRange[];
  readonly hiddenColumns: ReadonlySet<number>;
}

/** What cells refer to. */
export interface CellSources {
  readonly strings: readonly string[];
  /** Number formats by style. */
  readonly styles: readonly string[];
  readonly from1904: boolean;
}

/**
 * Reads the XML of a sheet. Two cells at one place, or a string that is not there, say that the file is damaged.
 * @throws UserError DAMAGED_FILE, FILE_TOO_LARGE (more than `MOST_CELLS` cells).
 */
export async function readSheetXml(xml: string, sources: CellSources): Promise<SheetXml> {
  const rows = new Map<number, Map<number, string>>();
  const merges: CellRange[] = [];
  const hiddenColumns = new Set<number>();
  let row = -1;
  let hidden = false;
  let cell: { column: number; type: string; style: number; value: string | null } = NO_CELL;
  let text = '';
  let count = 0;

  const opening: Readonly<Record<string, (attributes: Readonly<Record<string, string>>) => void>> = {
    row: (attributes) => {
      const stated = attributeOf(attributes, 'r');
      row = stated === undefined ? row + 1 : Number(stated) - 1;
      hidden = attributeOf(attributes, 'hidden') === '1' || attributeOf(attributes, 'hidden') === 'true';
      cell = NO_CELL;
    },
    c: (attributes) => {
      const stated = attributeOf(attributes, 'r');
      const address = stated === undefined ? { row, column: cell.column + 1 } : addressOf(stated);
      if (address.row !== row) throw damagedFile(`cell ${stated} in row ${row + 1}`);
      cell = {
        column: address.column,
        type: attributeOf(attributes, 't') ?? 'n',
        style: Number(attributeOf(attributes, 's') ?? 0),
        value: null,
      };
    },
    mergeCell: (attributes) => {
      const [from = '', to = from] = (attributeOf(attributes, 'ref') ?? '').split(':');
      const [first, last] = [addressOf(from), addressOf(to)];
      merges.push({ top: first.row, left: first.column, bottom: last.row, right: last.column });
    },
    col: (attributes) => {
      if (!/^(?:1|true)$/.test(attributeOf(attributes, 'hidden') ?? '')) return;
      const to = Math.min(Number(attributeOf(attributes, 'max')), MOST_COLUMNS);
      for (let column = Number(attributeOf(attributes, 'min')); column <= to; column += 1)
        hiddenColumns.add(column - 1);
    },
    v: () => {
      text = '';
    },
    t: () => {
      text = '';
    },
  };
  const closing: Readonly<Record<string, () => void>> = {
    v: () => {
      cell.value = text;
    },
    // The pieces of a text in place follow each other.
    t: () => {
      if (cell.type === 'inlineStr') cell.value = (cell.value ?? '') + text;
    },
    c: () => {
      const shown = cell.value === null ? '' : fold(shownValue(cell.value, cell.type, cell.style, sources));
      if (hidden) return;
      count += 1;
      if (count > MOST_CELLS) throw fileTooLarge(`工作表 ${MOST_CELLS} 个单元格`);
      const cells = rows.get(row) ?? new Map<number, string>();
      if (cells.has(cell.column)) throw damagedFile('two cells at one place');
      rows.set(row, cells.set(cell.column, shown));
    },
  };
  await walkXml(xml, {
    open: (name, attributes) => opening[localName(name)]?.(attributes),
    close: (name) => closing[localName(name)]?.(),
    text: (piece) => {
      text += piece;
    },
  });
  return { rows, merges, hiddenColumns };
}

// --- internal ---

const MOST_COLUMNS = 16_384;
const MOST_ROWS = 1_048_576;
const NO_CELL = { column: -1, type: 'n', style: 0, value: null };

/** `C12` → row 11, column 2. */
function addressOf(reference: string): { row: number; column: number } {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference);
  if (!match) throw damagedFile(`address ${reference}`);
  const [, letters = '', digits = ''] = match;
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  const row = Number(digits) - 1;
  if (column >= MOST_COLUMNS || row < 0 || row >= MOST_ROWS) throw damagedFile(`address ${reference}`);
  return { row, column };
}

/** ISO/IEC 29500-1, 18.18.11: what the kinds of cells hold. */
function shownValue(value: string, type: string, style: number, { strings, styles, from1904 }: CellSources): string {
  if (type === 's') {
    const text = strings[Number(value)];
    if (text === undefined || !/^\d+$/.test(value.trim())) throw damagedFile(`string ${value}`);
    return text;
  }
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
  if (type !== 'n') return value;
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) throw damagedFile(`number ${value}`);
  return formatNumber(number, styles[style] ?? (styles.length === 0 ? 'General' : UNKNOWN_FORMAT), from1904);
}
