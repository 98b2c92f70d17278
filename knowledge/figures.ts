import type { Reader } from './connection.js';
import { FINDING_JSON, type FindingRow, findingOf } from './findings.js';
import { OF_REPORT, type StoredFact, type StoredFigure, type StoredFinding } from './stored.js';
import type { Applicant, FactKey, FigureSource, Format, Stated } from './types.js';

export interface Scope {
  /** Ids; none means all. */
  readonly offices: readonly number[];
  /** None means all. */
  readonly years: readonly number[];
}

/**
 * The figures of some metrics and the findings that doubt any of them, read by one prepared statement. Figures
 * come in the order of `metrics`, then by year, office and place in the report.
 */
export async function readFigures(
  connection: Reader,
  { offices, years, metrics }: Scope & { readonly metrics: readonly string[] },
): Promise<{ figures: StoredFigure[]; findings: StoredFinding[] }> {
  const row = await connection.get<{ figures: string; findings: string }>(
    STATEMENTS[offices.length > 0 ? 'offices' : 'all'][years.length > 0 ? 'years' : 'all'],
    // No more than the statement has places for: an engine asks what a parameter without a place would be.
    ...[metrics, offices, years].filter((values) => values === metrics || values.length > 0).map(list),
  );
  const figures: FigureRow[] = JSON.parse(row?.figures ?? '[]');
  const findings: (FindingRow & { readonly id: number })[] = JSON.parse(row?.findings ?? '[]');
  if (metrics.length > 1 || figures.length > 1) figures.sort(inOrderOf(metrics));
  // One finding may doubt several of the metrics.
  const distinct = [...new Map(findings.map((finding) => [finding.id, finding])).values()];
  distinct.sort((a, b) => a.officeId - b.officeId || a.year - b.year || a.id - b.id);
  return { figures: figures.map(figureOf), findings: distinct.map(findingOf) };
}

/** The facts under some keys, by key, year, office and place in the report. */
export async function readFacts(
  connection: Reader,
  { offices, years, keys }: Scope & { readonly keys: readonly FactKey[] },
): Promise<StoredFact[]> {
  return connection.all<StoredFact>(
    `select f.key as key, f.text as text, f.section as section, f.quote as quote, f.line as line, ${OF_REPORT}
       from fact f join report r on r.id = f.report join office o on o.id = r.office
      where f.key in (select value from json_each(?1))
        and (?2 = '[]' or f.office in (select cast(value as integer) from json_each(?2)))
        and (?3 = '[]' or f.year in (select cast(value as integer) from json_each(?3)))
      order by f.key, f.year, f.office, f.ordinal`,
    list(keys),
    list(offices),
    list(years),
  );
}

/** Compiles the statements of `readFigures`, so that the first answer costs what the others do. */
export async function prepareFigures(database: { prepare(sql: string): Promise<void> }): Promise<void> {
  for (const { years, all } of Object.values(STATEMENTS)) {
    await database.prepare(years);
    await database.prepare(all);
  }
}

// --- internal ---

/** A figure as the statement gives it: the columns of `FIGURE`, then those of its report. */
type FigureRow = readonly [
  ordinal: number,
  metric: string,
  applicant: Applicant | null,
  part: string | null,
  stated: string,
  approximate: number,
  unit: string | null,
  source: FigureSource,
  printed: string,
  section: string,
  quote: string,
  line: number | null,
  reportId: number,
  officeId: number,
  office: string,
  year: number,
  title: string,
  file: string,
  format: Format,
];

const FIGURE = `x.ordinal, x.metric, x.applicant, x.part, x.stated, x.approximate, x.unit, x.source, x.printed, x.section,
  x.quote, x.line, r.id, r.office, o.name, r.year, r.title, r.file, r.format`;

/**
 * With offices named, their reports lead to the rows by the whole key (metric, year, office); without, a stretch of the
 * table by (metric, year) or metric is all that is read. The joins are in that order and `cross` keeps them so. The
 * result is one row of JSON: the driver's price is by the column.
 */
function statement(offices: boolean, years: boolean): string {
  const inYears = years ? `in (select cast(value as integer) from json_each(${offices ? '?3' : '?2'}))` : '';
  const rows = (table: string, columns: string): string =>
    offices
      ? `select ${columns}
           from json_each(?2) as wanted cross join report r on r.office = cast(wanted.value as integer) ${years ? `and r.year ${inYears}` : ''}
           cross join json_each(?1) as m on true cross join ${table} x on x.metric = m.value and x.year = r.year and x.office = r.office`
      : `select ${columns}
           from json_each(?1) as m cross join ${table} x on x.metric = m.value ${years ? `and x.year ${inYears}` : ''}`;
  return `
    with hit as materialized (${rows('figure', 'x.*')}),
      doubted as materialized (${rows('doubt', 'x.finding as id')})
    select (
      select json_group_array(json_array(${FIGURE}))
        from hit x cross join report r on r.id = x.report cross join office o on o.id = r.office
    ) as figures, (
      select json_group_array(json_object('id', f.id, ${FINDING_JSON}))
        from doubted d cross join finding f on f.id = d.id cross join report r on r.id = f.report
        cross join office o on o.id = r.office
        left join verdict v on v.office = f.office and v.year = f.year and v.rule = f.rule and v.at = f.at
    ) as findings`;
}

const STATEMENTS = {
  offices: { years: statement(true, true), all: statement(true, false) },
  all: { years: statement(false, true), all: statement(false, false) },
} as const;

/** For json_each; what is named twice is read once. */
function list(values: readonly (string | number)[]): string {
  return JSON.stringify([...new Set(values)]);
}

function inOrderOf(metrics: readonly string[]): (a: FigureRow, b: FigureRow) => number {
  const order = new Map(metrics.map((metric, index) => [metric, index]));
  const [ordinal, metric, officeId, year] = [0, 1, 13, 15] as const;
  return (a, b) =>
    (order.get(a[metric]) ?? 0) - (order.get(b[metric]) ?? 0) ||
    a[year] - b[year] ||
    a[officeId] - b[officeId] ||
    a[ordinal] - b[ordinal];
}

function figureOf(row: FigureRow): StoredFigure {
  return {
    metric: row[1],
    applicant: row[2],
    part: row[3],
    stated: statedOf(row[4]),
    approximate: row[5] === 1,
    unit: row[6],
    source: row[7],
    printed: row[8],
    section: row[9],
    quote: row[10],
    line: row[11],
    reportId: row[12],
    officeId: row[13],
    office: row[14],
    year: row[15],
    title: row[16],
    file: row[17],
    format: row[18],
  };
}

function statedOf(stored: string): Stated {
  if (stored === 'blank' || stored === 'slash' || stored === 'unreadable') return stored;
  const value = Number(stored);
  if (stored === '' || Number.isNaN(value)) throw new RangeError(`a figure is stored as "${stored}"`);
  return value;
}
