import {
  METRICS,
  STATISTICS_GROUPS,
  STATISTICS_ROWS,
  STATISTICS_TABLE,
  type StatisticsRow,
} from '../knowledge/metrics.js';
import { compact } from '../knowledge/text.js';
import type { Figure, ReadingNote } from '../knowledge/types.js';
import type { Cell, Row } from './document.js';
import { cellFigure, isValue, ownValues, quoteRow, readCell } from './grid.js';
import type { Structure } from './sections.js';

/** What was read of the statistics table. */
export interface Statistics {
  readonly figures: readonly Figure[];
  readonly notes: readonly ReadingNote[];
}

/**
 * The statistics table of the reports for 2014 to 2018 (国办发〔2014〕32号; domain 2.8): a label, a unit and a number a
 * row, wherever in the report it stands. Labels that several groups print are told apart by the group they stand in; a
 * row whose group or number cannot be told is unreadable, never guessed.
 * @param lines the document's, for verbatim quotes.
 */
export function readStatistics({ sections }: Structure, lines: readonly string[]): Statistics {
  const rows = joinParted(sections.flatMap(({ tables }) => tables.flatMap((table) => table.rows)));
  const found = withShortRows(labelledRows(rows));
  const known = found.filter(({ of }) => of !== null);
  if (new Set(known.map(({ of }) => of?.key)).size < MIN_ROWS) return { figures: [], notes: [] };
  const notes = found.flatMap((each) => noteOf(each, lines));
  const figures = onceEach(known.map((each) => figureOf(each.of as StatisticsRow, each, lines)));
  return { figures: [...figures, ...undecided(found, figures, lines)], notes };
}

// --- internal ---

/** Fewer rows are no such table, but words that happen to stand in another one. */
const MIN_ROWS = 5;
const UNIT = /^(?:条|件|次|篇|个|人|人次|场|期|份|名|项|宗|元|万元)$/;
const NUMBERING = /^(?:其中[:：]?|[一二三四五六七八九十]+[、.．]|（[一二三四五六七八九十\d]+）|\d+[、.．]|[①-⑳])+/;
const MAX_LABEL = 60;

interface Labelled {
  /** Null: a row with a unit and a number whose label matches nothing, or may mean several rows. */
  readonly of: StatisticsRow | null;
  /** The rows it may mean where it cannot be told which. */
  readonly either: readonly StatisticsRow[];
  readonly group: number;
  readonly label: Cell;
  /** Cells behind the label. */
  readonly cells: readonly Cell[];
  readonly row: Row;
  /** True where the row has fewer cells than most: the one that is missing may have held the number. */
  readonly isShort: boolean;
}

/** A label alone on its row, and the unit and number that a carrier put on the next. */
function joinParted(rows: readonly Row[]): Row[] {
  const joined: Row[] = [];
  for (const row of rows) {
    const before = joined.at(-1);
    const filled = row.cells.filter(({ text }) => text !== '');
    const [only, ...others] = before?.cells.filter(({ text }) => text !== '') ?? [];
    const parted =
      only && others.length === 0 && candidates(only).length > 0 && UNIT.test(compact(filled[0]?.text ?? ''));
    if (before && parted) joined[joined.length - 1] = { ...row, cells: [only, ...row.cells], line: before.line };
    else joined.push(row);
  }
  return joined;
}

function labelledRows(rows: readonly Row[]): Labelled[] {
  const found: Labelled[] = [];
  let group = 0;
  for (const [index, row] of rows.entries()) {
    const at = row.cells.findIndex((cell) => !cell.spanned && isLabel(cell));
    const label = row.cells[at];
    if (!label) continue;
    const fitting = candidates(label);
    const own = new Set(fitting.map((each) => each.group));
    // A label of one group alone says which group this is; one that several share does not.
    if (own.size === 1) group = fitting[0]?.group ?? group;
    else if (own.size === 0) group = groupOf(label) ?? group;
    const cells = ownValues(row.cells.slice(at + 1), label, 2);
    const of = fitting.find((each) => each.group === group && isSure(each, fitting, rows.slice(index + 1))) ?? null;
    const isHead = fitting.length === 0 && (groupOf(label) !== null || !holdsNumber(cells));
    if (of === null && (isHead || found.length === 0)) continue;
    found.push({ of, either: of === null ? fitting : [], group, label, cells, row, isShort: false });
  }
  return found;
}

/** Marks the rows that are shorter than most of those with a number. */
function withShortRows(found: readonly Labelled[]): Labelled[] {
  const counts = new Map<number, number>();
  for (const { row, cells } of found) {
    if (holdsNumber(cells)) counts.set(row.cells.length, (counts.get(row.cells.length) ?? 0) + 1);
  }
  const [usual = 0] = [...counts].sort(([, one], [, other]) => other - one)[0] ?? [];
  return found.map((each) => ({ ...each, isShort: each.row.cells.length < usual }));
}

/**
 * A label that several groups print is its group's only where the next of those groups opens further below: where that
 * is lost, the row may be its.
 */
function isSure({ group }: StatisticsRow, fitting: readonly StatisticsRow[], below: readonly Row[]): boolean {
  const next = fitting.find((each) => each.group > group)?.group;
  const opens = (row: Row): boolean => {
    const groups = row.cells.filter(isLabel).flatMap((cell) => candidates(cell).map((each) => each.group));
    return groups.length > 0 && groups.every((each) => each === next);
  };
  return next === undefined || below.some(opens);
}

function isLabel(cell: Cell): boolean {
  const text = compact(cell.text);
  return text !== '' && !isValue(cell) && !UNIT.test(text) && text.length <= MAX_LABEL && plain(cell).length > 1;
}

function candidates(cell: Cell): readonly StatisticsRow[] {
  const label = plain(cell);
  return STATISTICS_ROWS.filter(({ anchor }) => anchor.test(label));
}

function groupOf(cell: Cell): number | null {
  const at = STATISTICS_GROUPS.findIndex(({ anchor }) => anchor.test(plain(cell)));
  return at < 0 ? null : at + 1;
}

/** The label without its numbering: 1.当面申请数, （一）收到申请数, 其中：主动公开规范性文件数. */
function plain(cell: Cell): string {
  return compact(cell.text).replace(NUMBERING, '');
}

function holdsNumber(cells: readonly Cell[]): boolean {
  return (
    cells.some(({ text }) => UNIT.test(compact(text))) &&
    cells.some(({ text }) => typeof readCell(text).stated === 'number')
  );
}

/** The one cell that holds the number: behind the unit, or alone behind the label; null where it cannot be told. */
function numberIn({ cells, isShort }: Pick<Labelled, 'cells' | 'isShort'>): {
  readonly unit: string | null;
  readonly cell: Cell | null;
} {
  const at = cells.findIndex(({ text }) => UNIT.test(compact(text)));
  const unit = at < 0 ? null : compact(cells[at]?.text ?? '');
  const behind = cells.slice(at + 1);
  const filled = behind.filter(({ text }) => text !== '');
  const [first] = behind;
  if (filled.length === 1) return { unit, cell: filled[0] ?? null };
  // Nothing is filled in: blank, where the place for the number is there at all.
  const blank = filled.length === 0 && first && !isShort && (unit !== null || behind.length > 1);
  return { unit, cell: blank ? first : null };
}

/** What a row may state of which it cannot be told what it states: unreadable, so that nobody says it is not written. */
function undecided(found: readonly Labelled[], known: readonly Figure[], lines: readonly string[]): Figure[] {
  const keys = new Set(known.map(({ metric }) => metric));
  const unread = found.flatMap((each) => each.either.map((of) => figureOf(of, { ...each, cells: [] }, lines)));
  return onceEach(unread.filter(({ metric }) => !keys.has(metric)));
}

function figureOf({ key, group }: StatisticsRow, each: Labelled, lines: readonly string[]): Figure {
  const { label, row } = each;
  const { unit, cell } = numberIn(each);
  const printed = cell ? readCell(cell.text).unit : null;
  const applicant = METRICS.get(key)?.table === 3 ? 'total' : null;
  const place = { section: sectionOf(group), quote: quoteRow(lines, label, row), line: label.line };
  return cellFigure({ metric: key, applicant, unit: printed ?? unit }, cell, place);
}

function sectionOf(group: number): string {
  return STATISTICS_TABLE + (STATISTICS_GROUPS[group - 1]?.label ?? '');
}

function noteOf(each: Labelled, lines: readonly string[]): ReadingNote[] {
  const { of, group, label, cells, row } = each;
  const kind = of === null ? (candidates(label).length > 0 ? 'unreadable_row' : 'unknown_row') : 'wrong_cell_count';
  if (of !== null && numberIn(each).cell !== null) return [];
  const quote = quoteRow(lines, label, row);
  const count = cells.filter(({ text }) => text !== '').length;
  return [{ kind, table: 'statistics', label: label.text, count, section: sectionOf(group), quote, line: label.line }];
}

/** A row printed twice (a table repeated over pages) counts once; two that differ are unreadable. */
function onceEach(figures: readonly Figure[]): Figure[] {
  const kept = new Map<string, Figure>();
  for (const figure of figures) {
    const before = kept.get(figure.metric);
    const same = !before || before.stated === figure.stated;
    kept.set(figure.metric, same ? (before ?? figure) : { ...before, stated: 'unreadable' });
  }
  return [...kept.values()];
}
