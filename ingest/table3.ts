import { TABLE3_GROUPS, TABLE3_ROWS, type Table3Row } from '../knowledge/metrics.js';
import { compact } from '../knowledge/text.js';
import { APPLICANTS, type Figure, type Format, type ReadingNote } from '../knowledge/types.js';
import type { Cell, Row } from './document.js';
import {
  behindLabel,
  cellFigure,
  firstOfEach,
  isValue,
  ownValues,
  type PlacedRow,
  quoteRow,
  type TableReading,
  windows,
} from './grid.js';
import { saysNoMore } from './labels.js';

/** Table 3: rows anchored on their labels, seven values each in print order (domain 2.4). */
export function readTable3(rows: readonly PlacedRow[], lines: readonly string[]): TableReading {
  const found = labelledRows(rows);
  const figures: Figure[] = [];
  const notes: ReadingNote[] = [];
  for (const each of found) {
    if (each.key === null) {
      notes.push(note('unknown_row', each, lines, each.cells.length));
      continue;
    }
    const start = startOf(each, found);
    if (start === null) notes.push(note('unreadable_row', each, lines, each.cells.length));
    figures.push(...figuresOf(each, start, lines));
  }
  const kept = firstOfEach(figures);
  const keys = new Set(kept.map(({ metric }) => metric));
  if (keys.size < MIN_ROWS) return { figures: [], notes: [], format: null };
  const format: Format = keys.has('other_handling') || !OTHERS_2021.some((key) => keys.has(key)) ? '2019' : '2021';
  const missing = TABLE3_ROWS.filter((row) => row.forms.includes(format) && !keys.has(row.key));
  const section = found[0]?.section ?? '';
  notes.push(
    ...missing.map(
      ({ key }) =>
        ({ kind: 'missing_row', table: 3, label: key, count: null, section, quote: '', line: null }) as const,
    ),
  );
  return {
    figures: kept,
    notes,
    format: keys.has('other_handling') || OTHERS_2021.some((key) => keys.has(key)) ? format : null,
  };
}

// --- internal ---

const WIDTH = APPLICANTS.length;
/** Fewer rows are no table 3 but words of the narrative. */
const MIN_ROWS = 3;
const OTHERS_2021 = TABLE3_ROWS.filter(({ forms, depth }) => depth === 3 && !forms.includes('2019')).map(
  ({ key }) => key,
);

interface Labelled {
  /** Null: a row with values whose label matches nothing. */
  readonly key: string | null;
  readonly depth: Table3Row['depth'];
  readonly label: Cell;
  readonly labelIndex: number;
  /** Cells behind the label. */
  readonly cells: readonly Cell[];
  readonly row: Row;
  readonly section: string;
}

/** Rows that carry a label of table 3, with the values of a row that a page broke off put back where they are just enough. */
function labelledRows(rows: readonly PlacedRow[]): Labelled[] {
  const found: Labelled[] = [];
  let group: string | null = null;
  let lastIndex = -1;
  for (const [index, { row, section }] of rows.entries()) {
    const cells = row.cells;
    group = groupOf(cells) ?? group;
    const match = matchLabel(cells, group);
    const last = found.at(-1);
    if (match) {
      if (match.row.group) group = match.row.group;
      if (match.row.depth !== 3) group = groupOf(cells);
      const rest = ownValues(cells.slice(match.index + 1), cells[match.index], WIDTH);
      const bare = match.row.key === 'other_handling' && rest.every(({ text }) => text === '');
      const isGroupRow = bare && (rest.length < WIDTH || rows.some((each) => isOther2021(each.row)));
      if (!isGroupRow) {
        const label = cells[match.index] as Cell;
        lastIndex = index;
        found.push({
          key: match.row.key,
          depth: match.row.depth,
          label,
          labelIndex: match.index,
          cells: rest,
          row,
          section,
        });
      }
    } else if (last && lastIndex === index - 1 && isBrokenOff(cells, last)) {
      const values = cells.filter(({ text }) => text !== '');
      found[found.length - 1] = {
        ...last,
        cells: [...last.cells.filter(({ text }) => text !== ''), ...values],
        row: { ...last.row, lastLine: row.lastLine },
      };
    } else if (isUnknownRow(cells, found.length > 0)) {
      const index = cells.findIndex((cell) => cell.text !== '' && !isValue(cell));
      const label = cells[index] as Cell;
      found.push({ key: null, depth: 2, label, labelIndex: index, cells: cells.slice(index + 1), row, section });
    }
  }
  return found;
}

/** The deepest label on the row. 其他 alone is a row only inside （六）; （六）其他处理 gives way to the row under it. */
function matchLabel(cells: readonly Cell[], group: string | null): { row: Table3Row; index: number } | null {
  let best: { row: Table3Row; index: number } | null = null;
  for (const [index, cell] of cells.entries()) {
    if (cell.spanned || cell.text === '' || isValue(cell)) continue;
    const label = compact(cell.text);
    if (label.length > MAX_LABEL) continue;
    const fitting = TABLE3_ROWS.filter(
      (each) =>
        each.anchor.test(label) &&
        saysNoMore(label, each) &&
        (each.key !== 'other_miscellaneous' || group === each.group),
    );
    const row = fitting.find(({ depth }) => depth === 3) ?? fitting[0];
    if (row) best = { row, index };
  }
  return best;
}

const MAX_LABEL = 80;

function isOther2021({ cells }: Row): boolean {
  return OTHERS_2021.includes(matchLabel(cells, null)?.row.key ?? '');
}

function groupOf(cells: readonly Cell[]): string | null {
  const labels = cells.filter(({ text }) => text !== '').map(({ text }) => compact(text));
  return TABLE3_GROUPS.slice(1).find(({ anchor }) => labels.some((label) => anchor.test(label)))?.label ?? null;
}

/** Two columns share a value: what `ownValues` could not part. */
function isTorn({ cells }: Labelled): boolean {
  return cells.some(({ spanned }) => spanned);
}

/** Values alone on a row, exactly as many as the row above lacks. */
function isBrokenOff(cells: readonly Cell[], last: Labelled): boolean {
  const filled = cells.filter(({ text }) => text !== '');
  const before = last.cells.filter(({ text }) => text !== '');
  return filled.length > 0 && filled.every(isValue) && before.length < WIDTH && before.length + filled.length === WIDTH;
}

function isUnknownRow(cells: readonly Cell[], inside: boolean): boolean {
  const filled = cells.filter(({ text, spanned }) => text !== '' && !spanned);
  const values = filled.filter(isValue);
  return inside && values.length >= 5 && filled.length > values.length;
}

/**
 * Where the seven values begin behind the label. Several windows fit where cells at the edge are blank: the rows of the
 * same depth that leave no choice decide, by column first, then by distance from the label; else it cannot be told.
 */
function startOf(row: Labelled, all: readonly Labelled[]): number | null {
  const fits = windows(row.cells, WIDTH);
  const [only] = fits;
  if (only === undefined || isTorn(row)) return null;
  if (isEmpty(row)) return only;
  if (!isAsLongAsOthers(row, all)) return null;
  if (fits.length === 1) return agrees(row, only, all) ? only : null;
  // A row without any value leaves no choice only because it has none.
  const siblings = all.filter(
    (each) => each.key !== null && isDeep(each) === isDeep(row) && !isEmpty(each) && !isTorn(each),
  );
  const certain = siblings.flatMap((each) => {
    const starts = windows(each.cells, WIDTH);
    return starts.length === 1 && agrees(each, starts[0] ?? 0, all) && starts[0] !== undefined
      ? [{ each, start: starts[0] }]
      : [];
  });
  const columns = new Set(certain.map(({ each, start }) => each.labelIndex + 1 + start));
  const [column] = columns;
  if (columns.size === 1 && column !== undefined && fits.includes(column - row.labelIndex - 1))
    return column - row.labelIndex - 1;
  const distances = new Set(certain.map(({ start }) => start));
  const [distance] = distances;
  return distances.size === 1 && distance !== undefined && fits.includes(distance) ? distance : null;
}

/**
 * A row that lost the blank cells at its end fits only where it does not stand (its first value seems blank): it must be
 * as long as the whole rows where they are all alike, else begin where they begin.
 */
function agrees(row: Labelled, start: number, all: readonly Labelled[]): boolean {
  const mayHaveLost =
    row.cells[start]?.text === '' && start + WIDTH === row.cells.length && row.cells.at(-1)?.text !== '';
  if (!mayHaveLost) return true;
  const whole = all.filter((each) => each.key !== null && isFull(each));
  const lengths = new Set(whole.map(lengthOf));
  if (lengths.size === 1) return lengths.has(lengthOf(row));
  const peers = whole.filter((each) => isDeep(each) === isDeep(row));
  const alike = peers.filter((each) => each.labelIndex === row.labelIndex);
  const starts = (alike.length > 0 ? alike : peers).flatMap((each) => windows(each.cells, WIDTH));
  return starts.length === 0 || starts.includes(start);
}

/** A row with blank cells that lost or gained one may fit where it does not stand: it is as long as the rows like it, or any. */
function isAsLongAsOthers(row: Labelled, all: readonly Labelled[]): boolean {
  if (isFull(row) && row.cells.length === WIDTH) return true;
  const others = all.filter((each) => each !== row && each.key !== null && !isEmpty(each));
  const alike = others.filter((each) => each.labelIndex === row.labelIndex);
  const lengths = new Set((alike.length > 0 ? alike : others).map(lengthOf));
  return lengths.size === 0 || lengths.has(lengthOf(row));
}

/** Cells of the row through its last value, those that only continue a value not counted. */
function lengthOf({ row, labelIndex, label, cells }: Labelled): number {
  return row.cells.length - behindLabel(row.cells.slice(labelIndex + 1), label).length + cells.length;
}

function isFull(row: Labelled): boolean {
  return row.cells.filter(({ text }) => text !== '').length === WIDTH;
}

function isEmpty(row: Labelled): boolean {
  return row.cells.every(({ text }) => text === '');
}

function isDeep(row: Labelled): boolean {
  return row.depth === 3;
}

function figuresOf(row: Labelled, start: number | null, lines: readonly string[]): Figure[] {
  const quote = quoteRow(lines, row.label, row.row);
  const place = { section: row.section, quote, line: row.label.line };
  return APPLICANTS.map((applicant, index) => {
    const cell = start === null ? null : (row.cells[start + index] ?? null);
    return cellFigure({ metric: row.key ?? '', applicant, unit: null }, cell, place);
  });
}

function note(kind: ReadingNote['kind'], row: Labelled, lines: readonly string[], count: number): ReadingNote {
  const quote = quoteRow(lines, row.label, row.row);
  return { kind, table: 3, label: row.label.text, count, section: row.section, quote, line: row.label.line };
}
