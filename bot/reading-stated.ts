import { isStatistic, metric } from '../knowledge/metrics.js';
import type { StoredFigure, StoredFinding, StoredReport } from '../knowledge/stored.js';
import { APPLICANTS, type Applicant } from '../knowledge/types.js';
import { absenceOf } from './absence.js';
import { sumOf } from './arithmetic.js';
import { compute, type Operand } from './computed.js';
import type { Lack, Quantity, Reading, Version } from './quantity.js';
import { select } from './selection.js';
import { applicantName, tableName } from './wording.js';

/** What is at hand for reading a quantity in one report. */
export interface Given {
  readonly quantity: Quantity;
  readonly report: StoredReport;
  readonly rows: readonly StoredFigure[];
  readonly broken: readonly StoredFinding[];
}

/** What a reading found. */
export type Part = Partial<Pick<Reading, 'versions' | 'lack' | 'unread'>>;

/** A figure that is printed as it is: one number, several that disagree, or parts. */
export function readStated({ quantity, report, rows, broken }: Given): Part {
  const { key, applicant, unit, topic } = quantity;
  const entry = metric(key);
  const clues = entry.parts ? quantity.clues : [];
  const selection = select(rows, broken, { key, applicant: entry.table === 3 ? applicant : null, clues, unit, topic });
  switch (selection.kind) {
    case 'none':
      return { lack: absenceOf(entry, report) };
    case 'one':
      return versionsOf([selection.figure]);
    case 'conflict':
      return conflict(selection.figures);
    case 'parts':
      return DISJOINT.has(key) ? addedUp(selection.figures, report) : { lack: 'parts', unread: selection.figures };
    case 'otherParts':
      return { lack: 'not stated' };
  }
}

/** The numbers among figures, each a version of its own; what is no number is kept beside them. */
export function versionsOf(figures: readonly StoredFigure[]): Part & { readonly versions: readonly Version[] } {
  const versions = figures.filter(isNumber).map((of) => ({ of, where: placeOf(of) }));
  const unread = figures.filter((row) => !isNumber(row));
  const lack: Lack | null = versions.length === 0 ? 'no number' : null;
  return { versions, unread, lack };
}

export function isNumber(row: StoredFigure): boolean {
  return typeof row.stated === 'number';
}

/** Where a cell or sentence stands, short: 表三总计列, 正文. */
export function placeOf(
  row: StoredFigure,
  columns: readonly Applicant[] = row.applicant ? [row.applicant] : [],
): string {
  const { table } = metric(row.metric);
  if (isStatistic(row)) return '统计表';
  if (row.source === 'narrative' || table === null) return '正文';
  return `${tableName(table)}${table === 3 ? `${columns.map(applicantName).join('＋')}列` : ''}`;
}

// --- internal ---

/** Metrics whose parts are counted apart and may be added: hot lines of several levels, kinds of staff. */
const DISJOINT = new Set(['hotline_12345_count', 'staff_count']);

/** Columns that speak against a row's total count together, behind the narrative and before the total. */
function conflict(rows: readonly StoredFigure[]): Part {
  const columns = rows.filter((row) => row.applicant !== null && row.applicant !== 'total');
  const others = versionsOf(rows.filter((row) => !columns.includes(row)));
  const table = others.versions.filter(({ of }) => 'stated' in of && of.source === 'table');
  const narrative = others.versions.filter((version) => !table.includes(version));
  const first = rows[0]?.source === 'table' ? [...table, ...narrative] : [...narrative, ...together(columns), ...table];
  return {
    ...others,
    lack: null,
    versions: columns.length > 0 ? [...narrative, ...together(columns), ...table] : first,
  };
}

function together(columns: readonly StoredFigure[]): Version[] {
  const [first] = columns;
  if (!first) return [];
  const applicants = APPLICANTS.filter((each) => columns.some(({ applicant }) => applicant === each));
  const where = placeOf(first, applicants);
  if (columns.length === 1) return [{ of: first, where }];
  const { office, year, metric: key } = first;
  const about = { office, year, metric: key, applicant: 'total', unit: metric(key).unit } as const;
  const sum = compute(about, sumOf<Operand>(columns));
  return sum ? [{ of: sum, where }] : [];
}

function addedUp(parts: readonly StoredFigure[], { office, year }: StoredReport): Part {
  const [first] = parts;
  const units = new Set(parts.map(({ unit }) => unit));
  if (!first || units.size !== 1 || !parts.every(isNumber)) return { lack: 'parts', unread: parts };
  const sum = compute({ office, year, metric: first.metric, unit: first.unit }, sumOf<Operand>(parts));
  return sum ? { versions: [{ of: sum, where: placeOf(first) }] } : {};
}
