import { comparability, LAST_YEAR_OF_STATISTICS } from '../knowledge/metrics.js';
import type { StoredReport } from '../knowledge/stored.js';
import { numberOf, type Operand } from './computed.js';
import type { DraftBuilder } from './draft.js';
import { PHRASES } from './phrases.js';
import type { Lack, Quantity, Reading } from './quantity.js';
import type { Context } from './question.js';
import { metricsOf, readQuantity, unitOf } from './reading.js';
import { sameKind, unitKind } from './units.js';
import { versionText } from './versions.js';
import { metricName, reportName, reportPlace } from './wording.js';

/** One quantity over several reports: what can be compared, and what cannot and why. */
export interface Collection {
  readonly quantity: Quantity;
  /** Reports with a number, in the order given. */
  readonly read: readonly Reading[];
  /** Reports whose number is in a unit that cannot be compared with the others'. */
  readonly apart: readonly Reading[];
  /** Reports without a number. */
  readonly without: readonly Reading[];
}

/** Reads one quantity in some reports. */
export async function collect(
  quantity: Quantity,
  reports: readonly StoredReport[],
  { knowledge }: Context,
): Promise<Collection> {
  const { figures, findings } = await knowledge.figures({
    offices: [...new Set(reports.map(({ officeId }) => officeId))],
    years: [...new Set(reports.map(({ year }) => year))],
    metrics: metricsOf(quantity.key),
  });
  const readings = withoutOlder(reports.map((report) => readQuantity(quantity, report, figures, findings)));
  const stated = readings.filter(({ versions }) => versions.length > 0);
  const unit = commonUnit(stated);
  // Nothing is nothing in whatever unit.
  const fits = (of: Operand) => numberOf(of) === 0 || (unit !== null && sameKind(unit, unitOf(of)));
  const fitting = new Set(stated.filter((reading) => fits(mainOf(reading))));
  return {
    quantity,
    read: [...fitting],
    apart: stated.filter((reading) => !fitting.has(reading)),
    without: readings.filter(({ versions }) => versions.length === 0),
  };
}

/** The better supported number of a reading that has one. */
export function mainOf(reading: Reading): Operand {
  const [main] = reading.versions;
  if (!main) throw new RangeError('a reading without a number has no main version');
  return main.of;
}

/** A number in the base of its unit, for comparing 元 with 万元. */
export function sizeOf(operand: Operand): number {
  return numberOf(operand) * unitKind(unitOf(operand)).factor;
}

/** Largest (or smallest) first; equal numbers keep the order given. */
export function sorted(readings: readonly Reading[], direction: 'most' | 'least'): readonly Reading[] {
  const sign = direction === 'most' ? -1 : 1;
  const sized = readings.map((reading) => ({ reading, size: sign * sizeOf(mainOf(reading)) }));
  return sized.sort((a, b) => a.size - b.size).map(({ reading }) => reading);
}

/** The number of a report as a line says it; both where the report contradicts itself. */
export function readingText({ versions }: Reading): string {
  const [only] = versions;
  if (versions.length === 1 && only) return versionText(only.of);
  return PHRASES.versions(versions.map(({ of, where }) => `${where}${versionText(of)}`));
}

/** Adds the numbers of some readings, in this order, and the doubts about them behind. */
export function addReadings(draft: DraftBuilder, readings: readonly Reading[]): void {
  draft.addAll(readings.flatMap(({ versions }) => versions.map(({ of }) => of)));
  for (const { doubts } of readings) for (const finding of doubts.slice(0, MAX_DOUBTS)) draft.addFinding(finding);
}

/** Said where numbers from before the forms stand beside later ones. */
export function acrossForms({ quantity: { key } }: Collection, shown: readonly Reading[]): string[] {
  const both = shown.some(isOlder) && shown.some((each) => !isOlder(each));
  return both && comparability(key) === 'roughly' ? [PHRASES.olderAndLater] : [];
}

/** What a reader must know before comparing: years, forms, contradictions, what is left out. One line each. */
export function caveats(collection: Collection, shown: readonly Reading[] = collection.read): string[] {
  const { quantity, apart, without } = collection;
  const years = new Set(shown.map(({ report }) => report.year));
  const offices = new Set(shown.map(({ report }) => report.officeId));
  const units = new Set(
    shown.flatMap(({ versions }) => versions.map(({ of }) => unitOf(of))).filter((unit) => unit !== ''),
  );
  const operands = shown.flatMap(({ versions }) => versions.map(({ of }) => of));
  return [
    ...severalFiles(shown),
    ...(shown.some(({ versions }) => versions.length > 1) ? [PHRASES.someConflict] : []),
    ...(operands.some(isApproximate) ? [PHRASES.someApproximate] : []),
    ...doubtful(shown),
    ...acrossForms(collection, shown),
    ...(units.size > 1 ? [PHRASES.differentUnits([...units])] : []),
    ...(apart.length > 0
      ? [PHRASES.unitApart(apart.slice(0, MAX_NAMED).map((each) => `${placeOf(each)}${readingText(each)}`))]
      : []),
    ...lackLines(quantity, without),
    ...(years.size > 1 && offices.size > 1 ? [PHRASES.differentYears] : []),
  ];
}

/** Offices without a number, by the reason: they are named, never dropped. */
export function lackLines(quantity: Quantity, without: readonly Reading[]): string[] {
  const name = metricName(quantity.key);
  return (Object.keys(LACKS) as Lack[]).flatMap((lack) => {
    const places = without.filter((each) => each.lack === lack).map(placeOf);
    if (places.length === 0) return [];
    return [LACKS[lack](name, places.slice(0, MAX_NAMED), places.length > MAX_NAMED)];
  });
}

// --- internal ---

const MAX_DOUBTS = 3;
const MAX_NAMED = 20;

const LACKS: Readonly<Record<Lack, (name: string, places: readonly string[], more: boolean) => string>> = {
  'not stated': PHRASES.lackNotStated,
  'not in form': PHRASES.lackNotInForm,
  'before the forms': PHRASES.lackBeforeForms,
  'tables not read': PHRASES.lackNotRead,
  'no number': PHRASES.lackNoNumber,
  parts: PHRASES.lackParts,
  zero: PHRASES.lackZero,
  'counted otherwise': PHRASES.lackOtherwise,
};

function isOlder({ report }: Reading): boolean {
  return report.year <= LAST_YEAR_OF_STATISTICS;
}

/** Beside later numbers, those of before the forms are left out where they count something else (domain 2.8). */
function withoutOlder(readings: readonly Reading[]): readonly Reading[] {
  if (!readings.some((each) => each.versions.length > 0 && !isOlder(each))) return readings;
  return readings.map((each) => {
    const [first] = each.versions;
    const key = first && ('calculation' in first.of ? first.of.value.metric : first.of.metric);
    if (!key || !isOlder(each) || comparability(key) !== 'not') return each;
    return { ...each, versions: [], lack: 'counted otherwise', doubts: [] };
  });
}

function placeOf({ report }: Reading): string {
  return reportPlace(report);
}

/** Which file the number is from, where a report of the year came in several. */
function severalFiles(shown: readonly Reading[]): string[] {
  const several = shown.filter(({ report }) => report.version.of > 1);
  return several.length > 0
    ? [PHRASES.severalFiles(several.slice(0, MAX_NAMED).map(({ report }) => reportName(report)))]
    : [];
}

/** A rate is only as sure as the cells it is computed from. */
function doubtful(shown: readonly Reading[]): string[] {
  const rates = shown.filter(
    ({ doubts, versions }) => doubts.length > 0 && versions.some(({ of }) => unitOf(of) === '%'),
  );
  return rates.length > 0 ? [PHRASES.doubtfulOf(rates.slice(0, MAX_NAMED).map(placeOf))] : [];
}

function isApproximate(operand: Operand): boolean {
  return 'calculation' in operand ? operand.value.approximate : operand.approximate;
}

/** The unit most reports use; a number whose unit is not known is never the measure of others. */
function commonUnit(readings: readonly Reading[]): string | null {
  const counts = new Map<string, number>();
  for (const reading of readings) {
    const unit = unitOf(mainOf(reading));
    if (unitKind(unit).kind !== 'unknown') counts.set(unit, (counts.get(unit) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most?.[0] ?? null;
}
