import { METRICS, TABLE2_BLOCKS, type Table2Block } from '../knowledge/metrics.js';
import { compact } from '../knowledge/text.js';
import type { Figure, ReadingNote } from '../knowledge/types.js';
import type { Cell, Row } from './document.js';
import { cellFigure, isValue, type PlacedRow, quoteRow, readCell, type TableReading } from './grid.js';

/** Table 2: blocks by article 20's items, told apart by clause and by the headers of their columns (domain 2.3). */
export function readTable2(rows: readonly PlacedRow[], lines: readonly string[]): TableReading {
  const figures: Figure[] = [];
  const notes: ReadingNote[] = [];
  const forms = new Set<'2019' | '2021'>();
  let open: readonly Table2Block[] = [];
  let headWidth = 0;
  for (const { row, section } of rows) {
    const headed = blocksOfHeader(row.cells, open);
    if (headed) {
      open = headed;
      headWidth = row.cells.filter(({ text }) => text !== '').length > 1 ? row.cells.length : 0;
      for (const block of certain(headed)) forms.add(block.format);
      continue;
    }
    const found = matchRow(row.cells, open, forms);
    if (found) figures.push(...figuresOf(found, { row, section }, headWidth, lines, notes));
    else if (open.length > 0 && isUnknownRow(row.cells)) notes.push(unknown(row, section, lines));
  }
  return { figures, notes, format: forms.size === 1 ? ([...forms][0] ?? null) : null, hybrid: forms.size > 1 };
}

// --- internal ---

interface Matched {
  readonly block: Table2Block | null;
  readonly blocks: readonly Table2Block[];
  readonly row: Table2Block['rows'][number];
  readonly label: Cell;
  readonly cells: readonly Cell[];
}

/** A clause or header row says which blocks may follow; null where the row is neither. */
function blocksOfHeader(cells: readonly Cell[], open: readonly Table2Block[]): readonly Table2Block[] | null {
  const labels = cells.filter(({ text, spanned }) => text !== '' && !spanned).map(({ text }) => compact(text));
  const byClause = TABLE2_BLOCKS.filter((block) =>
    labels.some((label) => label.length < 30 && block.anchor.test(label)),
  );
  const columnsIn = (blocks: readonly Table2Block[]) =>
    blocks.filter((block) => block.columns.every(({ anchor }) => labels.some((label) => anchor.test(label))));
  if (byClause.length > 0) return columnsIn(byClause).length > 0 ? columnsIn(byClause) : byClause;
  const pool = open.length > 0 ? open : TABLE2_BLOCKS;
  const byColumns = columnsIn(pool).length > 0 ? columnsIn(pool) : columnsIn(TABLE2_BLOCKS);
  const most = Math.max(0, ...byColumns.map(({ columns }) => columns.length));
  return byColumns.length > 0 ? byColumns.filter(({ columns }) => columns.length === most) : null;
}

/** Blocks whose columns only one form has. */
function certain(blocks: readonly Table2Block[]): readonly Table2Block[] {
  const forms = new Set(blocks.map(({ format }) => format));
  return forms.size === 1 && blocks.every(({ clause }) => clause !== '') ? blocks : [];
}

function matchRow(cells: readonly Cell[], open: readonly Table2Block[], forms: ReadonlySet<string>): Matched | null {
  const index = cells.findIndex(({ text, spanned }) => text !== '' && !spanned);
  const label = cells[index];
  if (!label || open.length === 0) return null;
  const plain = compact(label.text);
  if (plain.length > 80) return null;
  const blocks = open.filter((block) => block.rows.some(({ anchor }) => anchor.test(plain)));
  const fitting = blocks.length > 1 && forms.size === 1 ? blocks.filter(({ format }) => forms.has(format)) : blocks;
  const row = fitting[0]?.rows.find(({ anchor }) => anchor.test(plain));
  const rest = cells.slice(index + 1).filter(({ spanned }) => !spanned);
  if (!row || rest.length === 0) return null;
  const block = fitting.length === 1 ? (fitting[0] ?? null) : null;
  return { block, blocks: fitting, row, label, cells: rest };
}

function figuresOf(
  found: Matched,
  { row, section }: PlacedRow,
  headWidth: number,
  lines: readonly string[],
  notes: ReadingNote[],
): Figure[] {
  const { block, blocks, label, cells } = found;
  const columns = (block ?? blocks[0])?.columns ?? [];
  const values = cells.slice(0, columns.length);
  const surplus = cells.slice(columns.length).some(({ text }) => text !== '');
  // A blank beyond the last column takes the place of a cell that was lost: the row is then shorter than its head.
  const lost = values.at(-1)?.text === '' && row.cells.length < headWidth;
  const exact = block !== null && values.length === columns.length && !surplus && !lost;
  const quote = quoteRow(lines, label, row);
  if (!exact)
    notes.push({
      kind: 'wrong_cell_count',
      table: 2,
      label: label.text,
      count: cells.length,
      section,
      quote,
      line: label.line,
    });
  return columns.map((column, index) => {
    const metric = `t2.${found.row.key}.${column.key}`;
    const cell = exact ? (values[index] ?? null) : null;
    const isAmount = METRICS.get(metric)?.unit === '';
    const unit = isAmount ? readCell(cell?.text ?? '').unit : column.printedUnit;
    return cellFigure({ metric, applicant: null, unit }, cell, { section, quote, line: label.line });
  });
}

function isUnknownRow(cells: readonly Cell[]): boolean {
  const filled = cells.filter(({ text, spanned }) => text !== '' && !spanned);
  const [first, ...values] = filled;
  return (
    first !== undefined &&
    !isValue(first) &&
    compact(first.text).length < 60 &&
    values.length > 0 &&
    values.every(isValue)
  );
}

function unknown(row: Row, section: string, lines: readonly string[]): ReadingNote {
  const label = row.cells.find(({ text }) => text !== '') as Cell;
  const quote = quoteRow(lines, label, row);
  return {
    kind: 'unknown_row',
    table: 2,
    label: label.text,
    count: row.cells.length,
    section,
    quote,
    line: label.line,
  };
}
