import type { StoredOffice, StoredReport } from '../knowledge/stored.js';

/**
 * Finds reports and offices in the lists of a knowledge base without going through them: the lists are the same ones from
 * answer to answer until something is stored, so what is worked out of one is kept for as long as the list is there.
 */

/** The reports of some offices, by office in the order given, then as they are listed. */
export function reportsOf(reports: readonly StoredReport[], officeIds: Iterable<number>): StoredReport[] {
  const { byOffice } = indexOf(reports);
  return [...new Set(officeIds)].flatMap((id) => byOffice.get(id) ?? []);
}

/** The report of an office and a year. */
export function reportOf(
  reports: readonly StoredReport[],
  { officeId, year }: Pick<StoredReport, 'officeId' | 'year'>,
): StoredReport | undefined {
  return indexOf(reports)
    .byOffice.get(officeId)
    ?.find((report) => report.year === year);
}

/** The report of an office by its name, and a year. */
export function reportNamed(
  reports: readonly StoredReport[],
  { office, year }: Pick<StoredReport, 'office' | 'year'>,
): StoredReport | undefined {
  return indexOf(reports).byName.get(`${year}/${office}`);
}

/** What is of one report in a list of figures or findings of many, in the order of the list. */
export function ofReport<Row extends { readonly reportId: number }>(
  rows: readonly Row[],
  reportId: number,
): readonly Row[] {
  if (rows.length < WORTH_GROUPING) return rows.filter((row) => row.reportId === reportId);
  let byReport = ROWS.get(rows) as ReadonlyMap<number, readonly Row[]> | undefined;
  if (!byReport) {
    byReport = grouped(rows, (row) => row.reportId);
    ROWS.set(rows, byReport);
  }
  return byReport.get(reportId) ?? [];
}

/** The years of which there are reports. */
export function yearsOf(reports: readonly StoredReport[]): ReadonlySet<number> {
  return indexOf(reports).years;
}

/** The office of an id. */
export function officeOf(offices: readonly StoredOffice[], id: number): StoredOffice | undefined {
  let byId = OFFICES.get(offices);
  if (!byId) {
    byId = new Map(offices.map((office) => [office.id, office]));
    OFFICES.set(offices, byId);
  }
  return byId.get(id);
}

// --- internal ---

interface Index {
  readonly byOffice: ReadonlyMap<number, readonly StoredReport[]>;
  readonly byName: ReadonlyMap<string, StoredReport>;
  readonly years: ReadonlySet<number>;
}

const REPORTS = new WeakMap<readonly StoredReport[], Index>();
const OFFICES = new WeakMap<readonly StoredOffice[], ReadonlyMap<number, StoredOffice>>();

const ROWS = new WeakMap<readonly object[], ReadonlyMap<number, readonly object[]>>();
const WORTH_GROUPING = 100;

function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => number): ReadonlyMap<number, readonly Row[]> {
  const groups = new Map<number, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}

function indexOf(reports: readonly StoredReport[]): Index {
  const known = REPORTS.get(reports);
  if (known) return known;
  const byOffice = grouped(reports, ({ officeId }) => officeId);
  const byName = new Map(reports.map((report) => [`${report.year}/${report.office}`, report]));
  const index = { byOffice, byName, years: new Set(reports.map(({ year }) => year)) };
  REPORTS.set(reports, index);
  return index;
}
