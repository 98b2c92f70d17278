import type { Connection } from './connection.js';
import {
  compatible,
  insertOffice,
  type KnownOffice,
  knownOffice,
  otherFile,
  placeOf,
  readAlike,
  saveOffice,
} from './office-identity.js';
import { moveReport, refreshOffice, removeOffice } from './office-moves.js';
import { type KnownName, officesNamed, readOtherNames, saveOtherName, saveOtherNames } from './other-names.js';
import type { CheckReports } from './recheck.js';
import type { Office, Report } from './types.js';

/** What moving reports needs: the checks to run again, and the revision the change belongs to. */
export interface Moving {
  readonly check: CheckReports;
  readonly revision: number;
}

/** The office a report is stored under; others are put together or taken apart where the report shows that they are. */
export async function settleOffice(
  connection: Connection,
  report: Report,
  known: KnownOffice | null,
  moving: Moving,
): Promise<number> {
  const office = await saveOffice(connection, report.office, known, report.year);
  const crowded = known !== null && placeOf(report.office) !== null && (await otherFile(connection, office, report));
  if (!known || crowded) await separateUnplaced(connection, { report, office, crowded }, moving);
  await saveOtherNames(connection, office, report);
  return mergeRenamed(connection, { office, year: report.year }, moving);
}

/**
 * Makes one office of those that a report says are one under two names. Where both have a report of one year they
 * existed side by side, whatever the words mean: then nothing is done. Returns the office that remains.
 */
export async function mergeRenamed(
  connection: Connection,
  { office, year }: { readonly office: number; readonly year: number },
  moving: Moving,
): Promise<number> {
  let remaining = office;
  for (const other of await officesNamed(connection, office)) {
    const [mine, theirs] = [await yearsOf(connection, remaining), await yearsOf(connection, other)];
    if ([...mine, year].some((each) => theirs.includes(each))) continue;
    const later = Math.max(...theirs) > Math.max(year, ...mine);
    const [from, into] = later ? [remaining, other] : [other, remaining];
    await mergeOffices(connection, { from, into }, moving);
    remaining = into;
  }
  return remaining;
}

/** Gives all reports of one office to another, which from then on is known under both names. */
export async function mergeOffices(
  connection: Connection,
  { from, into, because }: { readonly from: number; readonly into: number; readonly because?: KnownName },
  moving: Moving,
): Promise<void> {
  const left = await knownOffice(connection, from);
  const names = await readOtherNames(connection);
  const said = because ?? names.find((name) => [from, into].includes(name.office));
  const reports = await connection.all<{ id: number }>('select id from report where office = ? order by year', from);
  for (const { id } of reports) await moveReport(connection, id, into);
  await connection.run(MOVE_NAMES, into, from);
  if (left && said) {
    const { name, core, kind } = left;
    await saveOtherName(connection, into, { ...said, name, core, kind, place: placeOf(left) });
  }
  await removeOffice(connection, from);
  await refreshOffice(connection, into, moving);
}

// --- internal ---

/**
 * Takes apart what can no longer be told: reports that name no place were counted to the only office of their name;
 * with a second one in another place they are an office of their own, until someone says whose they are.
 * @param arrived the report that shows it, and its office; `crowded` where another file of that office and year is stored
 */
async function separateUnplaced(
  connection: Connection,
  arrived: { readonly report: Report; readonly office: number; readonly crowded: boolean },
  moving: Moving,
): Promise<void> {
  const { core, kind } = arrived.report.office;
  const unplaced = await connection.all<Unplaced>(
    `select r.id as id, r.office as office, r.year as year, r.own as own from report r join office o on o.id = r.office
      where o.core = ? and o.kind = ? and coalesce(o.county, o.city) is not null
        and coalesce(json_extract(r.own, '$.county'), json_extract(r.own, '$.city')) is null and r.own is not null`,
    core,
    kind,
  );
  if (unplaced.length === 0) return;
  const alike = (await readAlike(connection, { core, kind })).filter(({ id }) => id !== arrived.office);
  const placed = [...alike, arrived.report.office].filter((known) => placeOf(known) !== null);
  const crowd = unplaced.some(({ office, year }) => office === arrived.office && year === arrived.report.year);
  const moved = new Set<number>();
  for (const { id, office, own } of unplaced) {
    const named: Omit<Office, 'printed'> = JSON.parse(own);
    const possible = placed.filter((known) => compatible(known, named));
    const another = arrived.crowded && crowd && office === arrived.office;
    if (!named.name.startsWith(named.core) || (possible.length < 2 && !another)) continue;
    const into = await officeWithoutPlace(connection, named);
    await moveReport(connection, id, into);
    for (const each of [office, into]) moved.add(each);
  }
  for (const office of moved) await refreshOffice(connection, office, moving);
}

/** A name that both have stays where it is. */
const MOVE_NAMES = `update office_name set office = ?1 where office = ?2
  and not exists (select 1 from office_name there where there.office = ?1 and there.name = office_name.name)`;

interface Unplaced {
  readonly id: number;
  readonly office: number;
  readonly year: number;
  /** The office as the report names it, as JSON. */
  readonly own: string;
}

async function yearsOf(connection: Connection, office: number): Promise<number[]> {
  const rows = await connection.all<{ year: number }>('select year from report where office = ?', office);
  return rows.map(({ year }) => year);
}

async function officeWithoutPlace(connection: Connection, named: Omit<Office, 'printed'>): Promise<number> {
  const known = await connection.get<KnownOffice>(
    'select id from office where core = ? and kind = ? and county is null and city is null and province is not distinct from ?',
    named.core,
    named.kind,
    named.province,
  );
  return known?.id ?? insertOffice(connection, named);
}
