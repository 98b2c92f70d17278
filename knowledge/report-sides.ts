import type { Connection } from './connection.js';
import { placeOf } from './office-identity.js';
import type { Merge, OfficeState, ReportState } from './office-snapshot.js';
import { reportsOf } from './office-snapshot.js';
import { type Office, UserError } from './types.js';
import { readVersion } from './versions.js';

/** Which of two offices that were called one the reports of the one are. */

/** A name that makes a report an office's. */
export interface Identity {
  readonly core: string;
  readonly kind: Office['kind'];
  readonly place: string | null;
}

/** The two sides of what is to be separated. */
export interface Sides {
  /** The office that both are now. */
  readonly into: number;
  readonly from: readonly Identity[];
  readonly rest: readonly Identity[];
  /** As they were when they were called one; null where only a name was declared. */
  readonly merge: Merge | null;
}

export interface SidedReport extends ReportState {
  readonly side: 'from' | 'rest';
  /** Its number in the office it goes to. */
  readonly ownNumber: number;
  /** Whose it is by its own words, where that decides: it came after the two were called one. */
  readonly own: Office | null;
}

/**
 * Every report of the office, with the side it is of: what each had when they were called one is its own; what came
 * later goes by the name it prints.
 * @throws UserError SAME_UNCLEAR where a name fits both
 */
export async function sidesOf(connection: Connection, sides: Sides): Promise<SidedReport[]> {
  const found: SidedReport[] = [];
  for (const report of await reportsOf(connection, sides.into)) {
    const shift = shiftOf(sides.merge, report.year);
    const known = sides.merge && knownSide(sides.merge, report, shift);
    if (known) {
      found.push({ ...report, side: known, ownNumber: report.number - (known === 'from' ? shift : 0), own: null });
      continue;
    }
    const { office: own } = await readVersion(connection, sides.into, report.year, report.number);
    const side = namedSide(sides, own);
    if (!side) {
      throw new UserError(
        'SAME_UNCLEAR',
        `合并以后导入的“${report.file}”（${report.year}年）写的单位是“${own.name}”，分不清是哪一个单位的，不能自动分开，没有改动。`,
      );
    }
    const ownNumber = side === 'from' && report.number > shift ? report.number - shift : report.number;
    found.push({ ...report, side, ownNumber, own });
  }
  return found;
}

/** The names that make a report an office's, as it was. */
export function identitiesOf({ office, names }: Pick<OfficeState, 'office' | 'names'>): Identity[] {
  return [{ core: office.core, kind: office.kind, place: placeOf(office) }, ...names];
}

// --- internal ---

/** What was added to the numbers of a year in which both had reports. */
function shiftOf(merge: Merge | null, year: number): number {
  const theirs = merge?.into.reports.filter((report) => report.year === year) ?? [];
  return Math.max(0, ...theirs.map(({ number }) => number));
}

function knownSide({ from, into }: Merge, report: ReportState, shift: number): SidedReport['side'] | null {
  const has = ({ reports }: OfficeState, number: number) =>
    reports.some((each) => each.year === report.year && each.number === number && each.file === report.file);
  if (has(into, report.number)) return 'rest';
  return has(from, report.number - shift) ? 'from' : null;
}

function namedSide({ from, rest }: Sides, own: Office): SidedReport['side'] | null {
  const [one, other] = [fitOf(from, own), fitOf(rest, own)];
  if (one === other && one > 0) return null;
  return one > other ? 'from' : 'rest';
}

/** 2: name and place; 1: the name, and one of the two names no place; 0: another. */
function fitOf(identities: readonly Identity[], own: Office): number {
  const place = placeOf(own);
  const fits = identities.map((each) => {
    if (each.core !== own.core || each.kind !== own.kind) return 0;
    if (each.place === place) return 2;
    return each.place === null || place === null ? 1 : 0;
  });
  return Math.max(0, ...fits);
}
