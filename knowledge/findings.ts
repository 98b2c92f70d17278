import type { Connection, Engine, Reader } from './connection.js';
import { jsonRows, type RowColumn } from './json-rows.js';
import { scopeOf } from './scope-sql.js';
import { OF_REPORT, type OfReport, type StoredFinding, type Verdict } from './stored.js';
import type { Finding, Outcome, Severity } from './types.js';

/** The findings of some reports (empty lists mean all), by office, year and the order the checks gave them. */
export async function readFindings(
  connection: Reader,
  { offices, years }: { readonly offices: readonly number[]; readonly years: readonly number[] },
): Promise<StoredFinding[]> {
  const within = [...scopeOf('f.office', offices), ...scopeOf('f.year', years)];
  const rows = await connection.all<FindingRow>(
    `select ${FINDING}, ${OF_REPORT}
       from finding f join report r on r.id = f.report join office o on o.id = r.office
       left join verdict v on v.office = f.office and v.year = f.year and v.rule = f.rule and v.at = f.at
      ${within.length > 0 ? `where ${within.join(' and ')}` : ''} order by f.office, f.year, f.id`,
    ...[offices, years].filter((given) => given.length > 0).map((given) => JSON.stringify(given)),
  );
  return rows.map(findingOf);
}

/** Puts the findings of a report in place of those it had. */
export async function replaceFindings(
  connection: Connection,
  of: { readonly report: number; readonly office: number; readonly year: number },
  findings: readonly Finding[],
): Promise<void> {
  await connection.run('delete from finding where report = ?', of.report);
  await connection.run(INSERT[connection.engine], of.report, of.office, of.year, JSON.stringify(findings));
  await connection.run(
    `insert into doubt (metric, year, office, finding)
       select m.value, f.year, f.office, f.id from finding f cross join json_each(f.metrics) as m on true
        where f.report = ? on conflict do nothing`,
    of.report,
  );
}

const COLUMNS = ['rule', 'at', 'severity', 'outcome', 'message', 'places', 'metrics'].map(
  (name): RowColumn => ({ name, field: name, type: 'text' }),
);

const INSERT = { sqlite: insertIn('sqlite'), postgres: insertIn('postgres') };

function insertIn(engine: Engine): string {
  const { rows, values, place } = jsonRows(engine, '?4', COLUMNS);
  return `insert into finding (report, office, year, ${COLUMNS.map(({ name }) => name).join(', ')})
     select cast(?1 as integer), cast(?2 as integer), cast(?3 as integer), ${values} from ${rows} order by ${place}`;
}

/** The columns of a finding `f` with its verdict `v`. */
export const FINDING = `f.rule as rule, f.at as at, f.severity as severity, f.outcome as outcome, f.message as message,
  f.places as places, f.metrics as metrics, v.verdict as verdict, v.reason as reason, v.who as who, v.at_time as verdictAt,
  v.message as decided`;

/** The same as the arguments of json_object. */
export const FINDING_JSON = `${FINDING}, ${OF_REPORT}`
  .split(',')
  .map((column) => column.trim().split(' as '))
  .map(([value, name]) => `'${name}', ${value}`)
  .join(', ');

export interface FindingRow extends OfReport {
  readonly rule: string;
  readonly at: string;
  readonly severity: Severity;
  readonly outcome: Exclude<Outcome, 'holds'>;
  readonly message: string;
  readonly places: string;
  readonly metrics: string;
  readonly verdict: Verdict['verdict'] | null;
  readonly reason: string | null;
  readonly who: string | null;
  readonly verdictAt: string | null;
  readonly decided: string | null;
}

/** A finding as it was stored. */
export function findingOf(row: FindingRow): StoredFinding {
  const { verdict, reason, who, verdictAt, decided } = row;
  const outdated = decided !== null && decided !== row.message;
  return {
    rule: row.rule,
    at: row.at,
    severity: row.severity,
    outcome: row.outcome,
    message: row.message,
    places: JSON.parse(row.places),
    metrics: JSON.parse(row.metrics),
    reportId: row.reportId,
    officeId: row.officeId,
    office: row.office,
    year: row.year,
    title: row.title,
    file: row.file,
    format: row.format,
    verdict:
      verdict === null
        ? null
        : { verdict, reason: reason ?? '', who: who ?? '', at: verdictAt ?? '', ...(outdated && { outdated }) },
  };
}
