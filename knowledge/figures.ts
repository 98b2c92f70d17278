import type { Database, Engine, Reader } from './connection.js';
import { FEW_OFFICES, figuresSql, type Offices } from './figures-sql.js';
import { type FindingRow, findingOf } from './findings.js';
import { scopeOf } from './scope-sql.js';
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
    statementOf(connection.engine, offices.length, years.length > 0),
    ...[metrics, offices, years].filter((given, at) => at === 0 || given.length > 0).map(list),
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
  const within = [...scopeOf('f.office', offices), ...scopeOf('f.year', years)];
  return connection.all<StoredFact>(
    `select f.key as key, f.text as text, f.section as section, f.quote as quote, f.line as line, ${OF_REPORT}
       from fact f join report r on r.id = f.report join office o on o.id = r.office
      where ${['f.key in (select value from json_each(?))', ...within].join(' and ')}
      order by f.key, f.year, f.office, f.ordinal`,
    ...[keys, offices, years].filter((given, at) => at === 0 || given.length > 0).map(list),
  );
}

/** Compiles the statements of `readFigures`, so that the first answer costs what the others do. */
export async function prepareFigures(database: Pick<Database, 'engine' | 'prepare'>): Promise<void> {
  for (const sql of new Set(Object.values(STATEMENTS[database.engine]))) await database.prepare(sql);
}

// --- internal ---

/** A figure as the statement gives it: its own columns, then those of its report. */
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

type Scoped = `${Offices} ${'in years' | 'ever'}`;

const STATEMENTS = { sqlite: statementsOf('sqlite'), postgres: statementsOf('postgres') } as const;

function statementsOf(engine: Engine): Readonly<Record<Scoped, string>> {
  return {
    'few in years': figuresSql(engine, 'few', true),
    'few ever': figuresSql(engine, 'few', false),
    'many in years': figuresSql(engine, 'many', true),
    'many ever': figuresSql(engine, 'many', false),
    'all in years': figuresSql(engine, 'all', true),
    'all ever': figuresSql(engine, 'all', false),
  };
}

function statementOf(engine: Engine, offices: number, years: boolean): string {
  const many = offices > FEW_OFFICES ? 'many' : 'few';
  return STATEMENTS[engine][`${offices === 0 ? 'all' : many} ${years ? 'in years' : 'ever'}`];
}

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
