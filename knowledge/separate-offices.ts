import type { Connection, Database } from './connection.js';
import { logDecision, type Said } from './decisions.js';
import { insertOffice, type KnownOffice, knownOffice } from './office-identity.js';
import { refreshOffice } from './office-moves.js';
import { type Merge, type OfficeState, removeMerge } from './office-snapshot.js';
import { setOffice, told } from './office-told.js';
import { type KnownName, saveOtherName, saveOtherNames } from './other-names.js';
import type { CheckReports } from './recheck.js';
import { identitiesOf, type SidedReport, type Sides, sidesOf } from './report-sides.js';
import { nextRevision } from './revision.js';
import { type Office, UserError } from './types.js';
import { splitYear } from './year-split.js';

/** What is to be taken back: two stored offices that were called one, or a name that one was said to have. */
export type Separation =
  | { readonly merge: Merge }
  | { readonly office: KnownOffice; readonly name: KnownName; readonly others: readonly KnownName[] };

/**
 * Takes back that two names mean one office: each gets its reports again (those that came since by the name they print),
 * with what was decided about them. Returns the names of the two; the second is null where it has no reports.
 * @throws UserError SAME_CHANGED where the office became another since, SAME_UNCLEAR where a later report fits both
 */
export async function separateOffices(
  database: Database,
  separation: Separation,
  { check, ...said }: Said & { readonly check: CheckReports },
): Promise<readonly [string, string | null]> {
  return database.transaction(async (connection) => {
    const sides = await sidesBetween(connection, separation);
    const current = await knownOffice(connection, sides.into);
    if (!current) throw changed();
    const revision = await nextRevision(connection);
    const reports = await sidesOf(connection, sides);
    const moving = reports.filter(({ side }) => side === 'from');
    await forgetNames(connection, separation, moving);
    await setOffice(connection, restOffice(current, sides, reports));
    await connection.run(OWN_NAME, sides.into);
    const from = moving.length > 0 || sides.merge ? await addOffice(connection, sides, moving) : null;
    if (from !== null) {
      for (const year of new Set(moving.map((each) => each.year))) {
        const split = { into: sides.into, from, year, before: sides.merge, now: said.now };
        await splitYear(
          connection,
          split,
          reports.filter((each) => each.year === year),
        );
      }
      await restoreRest(connection, sides, from, moving);
      await refreshOffice(connection, from, { check, revision });
    }
    await refreshOffice(connection, sides.into, { check, revision });
    const [one, other] = await Promise.all([
      knownOffice(connection, sides.into),
      from && knownOffice(connection, from),
    ]);
    const names = [one?.name ?? '', other ? other.name : null] as const;
    const detail = `${names[0]}≠${names[1] ?? ('name' in separation ? separation.name.name : '')}`;
    await logDecision(connection, { kind: 'separate', office: names[0], year: null, detail, ...said });
    return names;
  });
}

// --- internal ---

/** What it is called is no other name of it (any more). */
const OWN_NAME = 'delete from office_name where office = ?1 and name = (select name from office where id = ?1)';

function changed(): UserError {
  return new UserError('SAME_CHANGED', '这个单位后来又与别的单位合并过，不能直接分开。请先撤销后来的那一次。');
}

async function sidesBetween(connection: Connection, separation: Separation): Promise<Sides> {
  if ('merge' in separation) {
    const { merge } = separation;
    if (!(await knownOffice(connection, merge.into.office.id))) throw changed();
    const [from, rest] = [identitiesOf(merge.from), identitiesOf(merge.into)];
    return { into: merge.into.office.id, from, rest, merge };
  }
  const { office, name, others } = separation;
  const isName = ({ core, kind }: Pick<Office, 'core' | 'kind'>) => core === name.core && kind === name.kind;
  const rest = identitiesOf({ office, names: others }).filter((each) => !isName(each));
  return { into: office.id, from: [name], rest, merge: null };
}

/** The names by which the one office was also known as the other. */
async function forgetNames(
  connection: Connection,
  separation: Separation,
  moving: readonly SidedReport[],
): Promise<void> {
  const drop = (office: number, name: string) =>
    connection.run('delete from office_name where office = ? and name = ?', office, name);
  if (!('merge' in separation)) {
    await drop(separation.office.id, separation.name.name);
    return;
  }
  const { from, into } = separation.merge;
  const { id } = into.office;
  const theirs = [from.office.name, ...from.names.map(({ name }) => name)];
  for (const name of theirs) if (!into.names.some((each) => each.name === name)) await drop(id, name);
  for (const { file, year } of moving.filter(({ own }) => own !== null)) {
    await connection.run(
      'delete from office_name where office = ? and who is null and file = ? and year = ?',
      ...[id, file, year],
    );
  }
}

/** What the office that stays is called, and where it lies, without what the other's reports added. */
function restOffice(current: KnownOffice, sides: Sides, reports: readonly SidedReport[]): KnownOffice {
  const later = reports.flatMap(({ side, own }) => (side === 'rest' && own ? [own] : []));
  const start =
    sides.merge?.into.office ?? (sides.from.some((each) => isCalled(current, each)) ? later.at(-1) : current);
  return told({ ...current, ...start, id: current.id }, later);
}

function isCalled(office: KnownOffice, { core, kind }: Pick<Office, 'core' | 'kind'>): boolean {
  return office.core === core && office.kind === kind;
}

/** The office that is there again, under its id where it had one; returns the id. */
async function addOffice(connection: Connection, sides: Sides, moving: readonly SidedReport[]): Promise<number> {
  const later = moving.flatMap(({ own }) => own ?? []);
  if (!sides.merge) {
    const [first, ...more] = later;
    if (!first) throw new RangeError('nothing says what the office is called');
    return insertOffice(connection, told({ ...first, id: 0 }, more));
  }
  const { id } = sides.merge.from.office;
  // Under a name that is free for sure; its own is set where nobody else has it.
  const { core, kind } = sides.merge.from.office;
  await connection.run('insert into office (id, name, core, kind) values (?, ?, ?, ?)', id, `（${id}）`, core, kind);
  await setOffice(connection, told(sides.merge.from.office, later));
  return id;
}

/** Names, history of figures, and what was remembered of files; the record of the merge is gone. */
async function restoreRest(
  connection: Connection,
  { merge, into }: Sides,
  from: number,
  moving: readonly SidedReport[],
): Promise<void> {
  const state: OfficeState | null = merge?.from ?? null;
  for (const name of state?.names ?? []) await saveOtherName(connection, from, name);
  for (const { file, year, own } of moving)
    if (own) await saveOtherNames(connection, from, { file, year, office: own });
  await connection.run(
    'update replaced set office = ? where id in (select cast(value as integer) from json_each(?))',
    from,
    JSON.stringify(state?.replaced ?? []),
  );
  // These files are looked at again, and found to be stored where they belong.
  await connection.run(
    `delete from read_file where exists (select 1 from json_each(read_file.reports) as entry
       where cast(json_extract(entry.value, '$.office') as integer) = ? and json_extract(entry.value, '$.file') in (select value from json_each(?)))`,
    into,
    JSON.stringify(moving.map(({ file }) => file)),
  );
  if (merge) await removeMerge(connection, merge.id);
}
