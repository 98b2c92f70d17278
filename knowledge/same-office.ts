import type { Database } from './connection.js';
import { logDecision, type Said } from './decisions.js';
import { knownOffice, placeOf, saveAliases } from './office-identity.js';
import { mergeOffices } from './office-merges.js';
import { readOfficeState, saveMerge } from './office-snapshot.js';
import { saveOtherName } from './other-names.js';
import type { CheckReports } from './recheck.js';
import { nextRevision } from './revision.js';
import { type Office, UserError } from './types.js';

/** A person's word that two names mean one office. */
export interface SameOffice extends Omit<Said, 'now'> {
  readonly office: number;
  /** The stored office that is the same one, or a name under which none is stored yet. */
  readonly other: number | Pick<Office, 'name' | 'core' | 'kind' | 'county' | 'city'>;
}

/**
 * Makes two stored offices one, under the name of the latest report, or notes another name of one for reports to come.
 * Where both have a report of a year, both are kept as versions. Returns the name the office is known by. What the two were
 * is kept: `separateOffices` takes it back.
 * @throws UserError SAME_ALREADY, OFFICE_GONE
 */
export async function declareSame(
  database: Database,
  { office, other, who, reason }: SameOffice,
  { check, now }: { readonly check: CheckReports; readonly now: Date },
): Promise<string> {
  return database.transaction(async (connection) => {
    const revision = await nextRevision(connection);
    const one = await knownOffice(connection, office);
    if (!one) throw gone();
    const log = (name: string, detail: string) =>
      logDecision(connection, { kind: 'same-office', office: name, year: null, detail, who, reason, now });
    const said = { quote: '', line: null, file: '', year: null, who, reason };
    if (typeof other !== 'number') {
      const { name, core, kind } = other;
      await saveOtherName(connection, office, { ...said, name, core, kind, place: placeOf(other) ?? placeOf(one) });
      await saveAliases(connection, office);
      await log(one.name, `${one.name}＝${name}`);
      return one.name;
    }
    const two = await knownOffice(connection, other);
    if (!two) throw gone();
    if (one.id === two.id) throw new UserError('SAME_ALREADY', `“${one.name}”本来就是同一个单位，没有改动。`);
    const latest = async (id: number): Promise<number> =>
      (await connection.get<{ year: number }>('select max(year) as year from report where office = ?', id))?.year ?? 0;
    const [into, from] = (await latest(two.id)) > (await latest(one.id)) ? [two, one] : [one, two];
    const states = { from: await readOfficeState(connection, from), into: await readOfficeState(connection, into) };
    await saveMerge(connection, states, { who, reason, now });
    await log(into.name, `${into.name}＝${from.name}`);
    const { name, core, kind } = from;
    const because = { ...said, name, core, kind, place: placeOf(from) };
    await mergeOffices(connection, { from: from.id, into: into.id, because }, { check, revision });
    return into.name;
  });
}

// --- internal ---

function gone(): UserError {
  return new UserError('OFFICE_GONE', '这个单位已不在知识库中，请重新查询后再试。');
}
