import { type Operand as Cell, isPrinted, isStatistic, metric } from '../knowledge/metrics.js';
import type { StoredFigure } from '../knowledge/stored.js';
import { APPLICANTS, type Applicant } from '../knowledge/types.js';
import { absenceOf } from './absence.js';
import { percentOf, sumOf } from './arithmetic.js';
import { compute, numberOf, type Operand } from './computed.js';
import type { Lack, Version } from './quantity.js';
import { type Given, isNumber, type Part, placeOf, versionsOf } from './reading-stated.js';

/** Sums of rows and rates, read from the cells they are made of (domain 2.4 and 3.7). */

/** The metrics a sum or rate is made of; none for what is printed as it is. */
export function operandKeys(key: string): readonly string[] {
  const { formula } = metric(key);
  if (formula?.kind === 'sum') return [...formula.of, ...(formula.stated ? [formula.stated] : [])];
  return formula?.kind === 'ratio' ? [...formula.over, ...formula.under].map((operand) => operand.key) : [];
}

/** A sum of rows, and beside it what the narrative says where that differs. */
export function readSum(given: Given): Part {
  const { quantity, report, rows } = given;
  const { formula } = metric(quantity.key);
  if (formula?.kind !== 'sum') return {};
  const keys = formula.of.filter((key) => isPrinted(metric(key), report));
  const summed = columnsOf(given, keys).map((columns) => sumRows(given, keys, columns));
  const versions = summed.flatMap((each) => each.versions ?? []);
  const narrative = versionsOf(saidOf(given, [quantity.key, formula.stated ?? quantity.key], rows)).versions;
  const known = new Set(versions.map(({ of }) => numberOf(of)));
  const found = [
    ...versions.map((version) => backed(version, narrative)),
    ...narrative.filter(({ of }) => !known.has(numberOf(of))).slice(0, 1),
  ];
  const unread = summed.flatMap((each) => each.unread ?? []);
  return { versions: found, unread, lack: found.length > 0 ? null : lackFor(given, formula.of, summed[0]?.lack) };
}

/** A rate; 0/0 is no number. */
export function readRatio(given: Given): Part {
  const { quantity } = given;
  const keys = operandKeys(quantity.key);
  const parts = columnsOf(given, keys).map((columns) => divide(given, columns));
  const versions = parts.flatMap((each) => each.versions ?? []);
  const unread = parts.flatMap((each) => each.unread ?? []);
  return { versions, unread, lack: versions.length > 0 ? null : lackFor(given, keys, parts[0]?.lack) };
}

// --- internal ---

/** Where no cell is there, the report's form says why. */
function lackFor({ report }: Given, [key = '']: readonly string[], lack: Lack | null = null): Lack {
  return lack === null || lack === 'not stated' ? absenceOf(metric(key), report) : lack;
}

function saidOf({ quantity }: Given, keys: readonly string[], rows: readonly StoredFigure[]): readonly StoredFigure[] {
  const column = quantity.applicant ?? 'total';
  return rows.filter(
    (row) =>
      (row.source === 'narrative' || isStatistic(row)) &&
      keys.includes(row.metric) &&
      row.part === null &&
      (row.applicant ?? 'total') === column,
  );
}

/** The columns to read: the one asked for; the total; and before it, where a row's total is in doubt, those with numbers. */
function columnsOf({ quantity, rows, broken }: Given, keys: readonly string[]): readonly (readonly Applicant[])[] {
  if (quantity.applicant) return [[quantity.applicant]];
  const doubted = broken.some((each) => each.rule === 'T3-TOT' && keys.includes(each.at));
  const filled = APPLICANTS.filter(
    (applicant) =>
      applicant !== 'total' &&
      rows.some((row) => keys.includes(row.metric) && row.applicant === applicant && Number(row.stated) > 0),
  );
  return doubted && filled.length > 0 ? [filled, ['total']] : [['total']];
}

/** A sum that the narrative states too. */
function backed({ of, where }: Version, narrative: readonly Version[]): Version {
  if (!('calculation' in of)) return { of, where };
  const also = narrative.flatMap((each) => ('stated' in each.of && each.of.stated === of.value.value ? [each.of] : []));
  return { of: { ...of, also }, where };
}

function sumRows({ quantity, report, rows }: Given, keys: readonly string[], columns: readonly Applicant[]): Part {
  const cells = cellsOf(
    rows,
    keys.map((key) => ({ key })),
    columns,
  );
  const lack = lackOf(cells);
  if (lack) return lack;
  const [column] = columns;
  const inTable3 = keys.some((key) => metric(key).table === 3);
  const about = {
    office: report.office,
    year: report.year,
    metric: quantity.key,
    unit: metric(quantity.key).unit,
    ...(inTable3 ? { applicant: columns.length === 1 && column ? column : ('total' as const) } : {}),
  };
  const stated = cells.filter((cell) => cell !== null);
  const sum = compute(about, sumOf<Operand>(stated));
  return sum ? { versions: [{ of: sum, where: whereOf(stated, columns) }] } : {};
}

function divide({ quantity, report, rows }: Given, columns: readonly Applicant[]): Part {
  const { formula } = metric(quantity.key);
  if (formula?.kind !== 'ratio') return {};
  const [over, under] = [formula.over, formula.under].map((operands) => cellsOf(rows, operands, columns));
  const all = [...(over ?? []), ...(under ?? [])];
  const lack = lackOf(all);
  if (lack) return lack;
  // The statistics table counts otherwise than the text: no rate is made of both.
  if (all.some((cell) => cell !== null && isStatistic(cell))) return { lack: 'before the forms' };
  const minus = new Set(formula.under.filter((operand) => operand.minus).map(({ key }) => key));
  const terms = (cells: readonly (StoredFigure | null)[] = []) =>
    cells.filter((cell) => cell !== null).map((of) => ({ of: of as Operand, factor: minus.has(of.metric) ? -1 : 1 }));
  const about = { office: report.office, year: report.year, metric: quantity.key, unit: '%' };
  const rate = compute(about, percentOf(terms(over), terms(under)));
  const stated = all.filter((cell) => cell !== null);
  return rate ? { versions: [{ of: rate, where: whereOf(stated, columns) }] } : { lack: 'zero' };
}

/** The cells of some rows in some columns, null where there is none; the narrative stands in where there is no table. */
function cellsOf(
  rows: readonly StoredFigure[],
  operands: readonly Cell[],
  columns: readonly Applicant[],
): readonly (StoredFigure | null)[] {
  return operands.flatMap(({ key, applicant }) => {
    const wanted = metric(key).table === 3 ? (applicant ? [applicant] : columns) : [null];
    return wanted.map((column) => {
      const mine = rows.filter((row) => row.metric === key && row.applicant === column && row.part === null);
      return mine.find((row) => row.source === 'table') ?? mine[0] ?? null;
    });
  });
}

/** A cell that was not read, or holds no number, must not count as nothing. */
function lackOf(cells: readonly (StoredFigure | null)[]): Part | null {
  const stated = cells.filter((cell) => cell !== null);
  if (stated.length === 0) return { lack: 'not stated' };
  const unread = stated.filter((cell) => !isNumber(cell));
  return unread.length > 0 || stated.length < cells.length ? { unread, lack: 'no number' } : null;
}

function whereOf([first]: readonly StoredFigure[], columns: readonly Applicant[]): string {
  return first ? placeOf(first, columns) : '';
}
