import { fold } from '../knowledge/text.js';
import type { Block, Document } from './document.js';
import { damagedFile, fileTooLarge, noText } from './refusals.js';
import { type SheetCell, sheetBlocks } from './sheet.js';
import { readStrings, readStyles, readWorkbook } from './xlsx-parts.js';
import { type CellRange, readSheetXml, type SheetXml } from './xlsx-sheet.js';
import { MOST_XML } from './xml.js';
import type { ZipEntry } from './zip-entries.js';

/**
 * A workbook (.xlsx, .xlsm): each sheet that is shown, its name as a heading, then its rows as tables; hidden sheets,
 * rows and columns are left out. Cells hold what is seen: results of formulas, numbers in their format. A value whose
 * format is not known here is given so that it cannot be taken for a number. `lines`: a row a line.
 * @throws UserError DAMAGED_FILE, ENCRYPTED_FILE, FILE_TOO_LARGE, EMPTY_FILE.
 */
export async function readXlsx(file: string, entries: readonly ZipEntry[]): Promise<Document> {
  const byName = new Map([...entries].reverse().map((entry) => [entry.name.toLowerCase(), entry]));
  const text = async (name: string): Promise<string | null> => {
    const entry = byName.get(name.toLowerCase());
    if (entry === undefined) return null;
    if (entry.size > MOST_XML) throw fileTooLarge(`工作表 ${MOST_XML / 2 ** 20} MB`);
    return new TextDecoder('utf-8').decode(await entry.read());
  };
  const workbook = await readWorkbook(text);
  const styles = await readStyles(await text('xl/styles.xml'));
  const strings = await readStrings(await text('xl/sharedStrings.xml'));
  const lines: string[] = [];
  const blocks: Block[] = [];
  for (const { name, path } of workbook.sheets) {
    const xml = await text(path);
    if (xml === null) throw damagedFile(`no part ${path}`);
    const sheet = await readSheetXml(xml, { strings, styles, from1904: workbook.from1904 });
    if (![...sheet.rows.values()].some((cells) => [...cells.values()].some((shown) => shown !== ''))) continue;
    if (!/^sheet\s*\d*$/i.test(name)) {
      const line = lines.push(fold(name));
      blocks.push({ kind: 'paragraph', text: fold(name), line, lastLine: line, heading: true });
    }
    blocks.push(...sheetBlocks(gridOf(sheet), lines, { padded: true }));
  }
  if (!blocks.some(({ kind }) => kind === 'table') && lines.length === 0) throw noText();
  return { file, carrier: 'xlsx', lines, blocks, meta: {} };
}

// --- internal ---

/** Rows and columns that are shown and used, merged cells repeated and marked. */
function gridOf({ rows, merges, hiddenColumns }: SheetXml): SheetCell[][] {
  const merged = mergedCells(merges, rows);
  const numbers = [...rows.keys()].sort((a, b) => a - b);
  const widths = numbers.flatMap((row) => [...(rows.get(row)?.keys() ?? [])]);
  const columns = [...new Set([...widths, ...merged.columns])].filter((column) => !hiddenColumns.has(column));
  columns.sort((a, b) => a - b);
  const indexOf = new Map(numbers.map((row, index) => [row, index]));
  const [first = 0] = columns;
  const last = columns.at(-1) ?? 0;
  return numbers.map((row) => {
    const cells = rows.get(row) ?? new Map<number, string>();
    const end = Math.max(first, ...cells.keys(), ...(merged.ends.get(row) ?? []));
    const width = columns.filter((column) => column <= Math.min(end, last));
    return width.map((column) => {
      const origin = merged.origins.get(`${row},${column}`);
      if (origin === undefined) return { text: cells.get(column) ?? '', spanned: false, row: -1 };
      const text = rows.get(origin.row)?.get(origin.column) ?? '';
      return { text, spanned: true, row: origin.row === row ? -1 : (indexOf.get(origin.row) ?? -1) };
    });
  });
}

interface Merged {
  /** Where the text of a covered cell stands, by `row,column`. */
  readonly origins: ReadonlyMap<string, { readonly row: number; readonly column: number }>;
  readonly columns: readonly number[];
  /** Last columns of the ranges that reach into a row. */
  readonly ends: ReadonlyMap<number, readonly number[]>;
}

/** Cells a workbook may merge in all; the statutory tables need about a hundred. */
const MOST_MERGED = 50_000;

/** Only rows that are there are covered: a range over a million rows costs nothing. */
function mergedCells(merges: readonly CellRange[], rows: SheetXml['rows']): Merged {
  const origins = new Map<string, { row: number; column: number }>();
  const columns = new Set<number>();
  const ends = new Map<number, number[]>();
  const used = [...rows.keys()];
  for (const { top, left, bottom, right } of merges) {
    for (const row of used.filter((each) => each >= top && each <= bottom)) {
      ends.set(row, [...(ends.get(row) ?? []), right]);
      for (let column = left; column <= right && origins.size < MOST_MERGED; column += 1) {
        columns.add(column);
        if (row !== top || column !== left) origins.set(`${row},${column}`, { row: top, column: left });
      }
    }
  }
  return { origins, columns: [...columns], ends };
}
