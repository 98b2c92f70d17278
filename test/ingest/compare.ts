import {
  isStatistic,
  keptAs,
  METRICS,
  metric,
  TABLE3_ROWS,
  TABLE4_BLOCKS,
  TABLE4_COLUMNS,
} from '../../knowledge/metrics.js';
import { compact, fold } from '../../knowledge/text.js';
import {
  APPLICANTS,
  type Applicant,
  type Figure,
  type Format,
  type Report,
  type Stated,
} from '../../knowledge/types.js';

/** What a cell should say; null is a blank one. An amount of money names the unit it is printed with. */
export type ExpectedCell =
  | number
  | null
  | 'slash'
  | 'unreadable'
  | { readonly value: number; readonly unit: string | null };

/** Cells of a row of table 3 that differ from the default; `absent`: the report does not print the row. */
export type ExpectedRow = 'absent' | 'unreadable' | { readonly [applicant in Applicant]?: ExpectedCell };

export interface ExpectedTable3 {
  /** What every cell says that is not named. */
  readonly others: ExpectedCell;
  readonly rows: Readonly<Record<string, ExpectedRow>>;
}

export interface ExpectedFigure {
  readonly metric: string;
  readonly value: number;
  /** Left out: any. Null: none. `*`: some. Otherwise what it has to name. */
  readonly part?: string | null;
  /** Left out: any. */
  readonly unit?: string | null;
  readonly approximate?: boolean;
  /** Default: total where the metric is a cell of table 3. */
  readonly applicant?: Applicant;
  /** A reader may leave it out. */
  readonly optional?: boolean;
}

/** The truth about one report: what a `<name>.expected.json` holds. */
export interface Expectation {
  readonly office: string;
  readonly year: number;
  readonly format: Format;
  readonly hybrid?: boolean;
  readonly issuedOn: string | null;
  readonly documentNumber: string | null;
  /** First and last day; left out: not compared. */
  readonly period?: readonly [string, string] | null;
  /** Cells by key; null: the report has no such table, so no figure may come of it. */
  readonly table2: Readonly<Record<string, ExpectedCell>> | null;
  readonly table3: ExpectedTable3 | null;
  /** The fifteen cells in print order. */
  readonly table4: readonly ExpectedCell[] | null;
  /** Cells of the statistics table of the years before the forms; left out: there is none. */
  readonly statistics?: Readonly<Record<string, ExpectedCell>>;
  readonly narrative: readonly ExpectedFigure[];
  /** True where `narrative` names every figure of the running text; else only the metrics it names are compared. */
  readonly complete: boolean;
  /** Null: the report states none. A key left out is not compared. */
  readonly facts: Readonly<Record<string, string | readonly string[] | null>>;
  /** Findings that the checks must bring, among others. */
  readonly findings?: readonly { readonly rule: string; readonly at?: string }[];
  /** Notes of the reader that must be there, among others. */
  readonly notes?: readonly { readonly kind: string; readonly table: number | string }[];
  /** Codes of what the reader says of where office, year and title come from; left out: not compared. */
  readonly messages?: readonly string[];
  /** Non-empty lines of page furniture; `some`: at least one. Left out: not compared. */
  readonly furniture?: number | 'some';
}

/** Everything in which a report differs from the truth, one line each; empty where it does not. */
export function differences(report: Report, truth: Expectation): readonly string[] {
  return [
    ...identityDifferences(report, truth),
    ...tableDifferences(report, truth).differences,
    ...cellDifferences('statistics table', report.figures.filter(isStatistic), statisticsCells(truth)),
    ...narrativeDifferences(report, truth),
    ...factDifferences(report, truth.facts),
    ...noteDifferences(report, truth),
  ];
}

/** Compares the cells of all tables, and counts those of each. */
export function tableDifferences(
  report: Report,
  truth: Expectation,
): { readonly differences: readonly string[]; readonly compared: Readonly<Record<2 | 3 | 4, number>> } {
  const expected = {
    2: new Map(Object.entries(truth.table2 ?? {})),
    3: table3Cells(truth.table3, truth.format),
    4: table4Cells(truth.table4),
  };
  const found: string[] = [];
  for (const table of [2, 3, 4] as const) {
    const figures = report.figures.filter((f) => f.source === 'table' && !isStatistic(f));
    const own = figures.filter((f) => METRICS.get(f.metric)?.table === table);
    found.push(...cellDifferences(`table ${table}`, own, expected[table]));
  }
  return { differences: found, compared: { 2: expected[2].size, 3: expected[3].size, 4: expected[4].size } };
}

/** Quotes that are not verbatim in the source or do not begin in their line, and numbers their quote does not hold. */
export function quoteFaults(report: Report): readonly string[] {
  const faults: string[] = [];
  for (const place of [...report.figures, ...report.facts, ...report.passages]) {
    const first = place.line ?? 1;
    const last = place.line === null ? report.lines.length : first + 80;
    const at = fold(report.lines.slice(first - 1, last).join('\n')).indexOf(place.quote);
    const begins = place.line === null || at <= fold(report.lines[first - 1] ?? '').length;
    if (at < 0 || !begins) faults.push(`line ${place.line}: ${place.quote.slice(0, 40)}`);
    if ('printed' in place && !place.quote.includes(fold(place.printed)))
      faults.push(`${place.metric}: ${place.printed} is not in ${place.quote.slice(0, 40)}`);
  }
  return faults;
}

// --- internal ---

function identityDifferences(report: Report, truth: Expectation): string[] {
  const period = report.period && [report.period.from, report.period.to];
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ['office', report.office.name, truth.office],
    ['year', report.year, truth.year],
    ['format', report.format, truth.format],
    ['hybrid', report.hybrid, truth.hybrid ?? false],
    ['issuedOn', report.issuedOn, truth.issuedOn],
    ['documentNumber', report.documentNumber && compact(report.documentNumber), truth.documentNumber],
    ['period', String(period), truth.period === undefined ? String(period) : String(truth.period)],
  ];
  return pairs
    .filter(([, is, should]) => is !== should)
    .map(([name, is, should]) => `${name}: read ${is}, is ${should}`);
}

function table3Cells(table: ExpectedTable3 | null, format: Format): Map<string, ExpectedCell> {
  const cells = new Map<string, ExpectedCell>();
  if (!table) return cells;
  for (const { key } of TABLE3_ROWS.filter((r) => r.forms.includes(format))) {
    const row = table.rows[key] ?? {};
    if (row === 'absent') continue;
    for (const applicant of APPLICANTS) {
      const named = row === 'unreadable' ? 'unreadable' : row[applicant];
      cells.set(`${key}/${applicant}`, named === undefined ? table.others : named);
    }
  }
  return cells;
}

function cellDifferences(
  table: string,
  figures: readonly Figure[],
  expected: ReadonlyMap<string, ExpectedCell>,
): string[] {
  const ids = new Set([...expected.keys(), ...figures.map(cellId)]);
  return [...ids].flatMap((id) => {
    const printed = figures.filter((f) => cellId(f) === id).map(spoken);
    const cell = expected.get(id);
    const right = cell === undefined ? [] : [wanted(cell)];
    const same = printed.length === right.length && right.every((r) => r === printed[0] || r === unitless(printed[0]));
    return same ? [] : [`${table} ${id}: read ${printed.join(', ')}, stands ${right.join()}`];
  });
}

function statisticsCells({ statistics = {} }: Expectation): Map<string, ExpectedCell> {
  const id = (key: string): string => (metric(key).table === 3 ? `${key}/total` : key);
  return new Map(Object.entries(statistics).map(([key, cell]) => [id(key), cell]));
}

function table4Cells(row: readonly ExpectedCell[] | null): Map<string, ExpectedCell> {
  const keys = TABLE4_BLOCKS.flatMap((block) => TABLE4_COLUMNS.map((column) => `${block.key}_${column.key}`));
  return new Map((row ?? []).map((cell, i) => [keys[i] ?? `cell ${i + 1}`, cell]));
}

function cellId(figure: Figure): string {
  return figure.applicant === null ? figure.metric : `${figure.metric}/${figure.applicant}`;
}

function spoken(figure: Figure): string {
  return `${figure.stated} [${figure.unit}]`;
}

function unitless(text: string | undefined): string {
  return text?.replace(/ \[.*$/, '') ?? '';
}

function wanted(cell: ExpectedCell): string {
  if (cell === null) return 'blank' satisfies Stated;
  return typeof cell === 'object' ? `${cell.value} [${cell.unit}]` : String(cell);
}

/** Figures are matched with what the text states; what is left of either side differs. */
function narrativeDifferences(report: Report, truth: Expectation): string[] {
  const figures = report.figures.filter((f) => f.source === 'narrative');
  const unread = new Set(figures);
  const missing: string[] = [];
  for (const should of truth.narrative) {
    const fits = figures.filter((f) => matches(f, should));
    for (const figure of fits) unread.delete(figure);
    if (fits.length === 0 && !should.optional) missing.push(`narrative lacks ${JSON.stringify(should)}`);
  }
  const named = new Set(truth.narrative.map((n) => keptAs(n.metric)));
  const extra = [...unread].filter((f) => truth.complete || named.has(f.metric));
  return [
    ...missing,
    ...extra.map(
      (f) => `narrative has ${cellId(f)} ${spoken(f)} ${f.approximate ? '≈ ' : ''}(${f.part}) in ${f.quote}`,
    ),
  ];
}

function matches(figure: Figure, should: ExpectedFigure): boolean {
  const cell = metric(keptAs(should.metric));
  const applicant = should.applicant ?? (cell.table === 3 ? 'total' : null);
  return (
    figure.metric === cell.key &&
    figure.stated === should.value &&
    figure.approximate === (should.approximate ?? false) &&
    (figure.applicant === applicant || (should.applicant !== undefined && figure.applicant === 'total')) &&
    (should.unit === undefined || figure.unit === should.unit) &&
    partFits(figure.part, should.part)
  );
}

function partFits(part: string | null, should: string | null | undefined): boolean {
  if (should === undefined) return true;
  if (should === null || part === null) return part === should;
  const [a, b] = [core(part), core(should)];
  return should === '*' || a.includes(b) || b.includes(a);
}

/** 规划计划类信息数 and 规划计划 are one category. */
function core(part: string): string {
  return compact(part).replace(/(类|信息|政府信息|数|数量|方面)+$/, '') || compact(part);
}

function factDifferences(report: Report, facts: Expectation['facts']): string[] {
  return Object.entries(facts).flatMap(([key, should]) => {
    const found = [...new Set(report.facts.filter((f) => f.key === key).map((f) => compact(f.text)))];
    const wanted = (should === null ? [] : [should].flat()).map(compact);
    const right =
      found.every((f) => wanted.some((w) => sameFact(key, f, w))) &&
      wanted.every((w) => found.some((f) => sameFact(key, f, w)));
    return right ? [] : [`${key}: read ${found.join(' | ') || 'none'}, is ${should}`];
  });
}

function sameFact(key: string, is: string, should: string): boolean {
  if (key === 'contact.unit') return should.endsWith(is) || is.endsWith(should);
  const bare = (text: string) => text.replace(/^[<〈]?(https?：?\/\/)?/, '').replace(/[/>〉]+$/, '');
  return key === 'contact.website' ? bare(is) === bare(should) : is === should;
}

function noteDifferences(report: Report, truth: Expectation): string[] {
  const { furniture, notes = [] } = truth;
  const right = furniture === 'some' ? report.furniture.length > 0 : report.furniture.length === furniture;
  return [
    ...(furniture === undefined || right ? [] : [`furniture: ${report.furniture.length} lines, is ${furniture}`]),
    ...notes
      .filter((n) => !report.notes.some((r) => r.kind === n.kind && r.table === n.table))
      .map((n) => `no note ${n.kind} of table ${n.table}`),
  ];
}
