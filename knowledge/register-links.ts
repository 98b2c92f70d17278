import type { Connection } from './connection.js';
import { readOtherNames } from './other-names.js';
import { type RegisterEntry, readEveryEntry } from './register.js';
import { type Identity, identityIndex } from './register-identity.js';

/** A stored office with a report. */
export interface OfficeWithReport extends Identity {
  readonly id: number;
}

/** Offices that have a report, by id. */
export async function officesWithReport(connection: Connection): Promise<OfficeWithReport[]> {
  return connection.all<OfficeWithReport>(
    `select id, name, core, kind, province, city, county from office
      where exists (select 1 from report where report.office = office.id) order by id`,
  );
}

/**
 * Which stored office each entry of the register is, by id of the entry; null where none is stored, or where several may
 * be meant. By name and place as reports are told apart; an office is found under a former name of its, too.
 */
export async function linksOf(
  connection: Connection,
  entries: readonly RegisterEntry[],
  offices: readonly OfficeWithReport[],
): Promise<ReadonlyMap<number, number | null>> {
  const index = identityIndex(offices);
  const once = await formerNames(connection);
  const links = new Map<number, number | null>();
  const claims = new Map<number, number>();
  const vague: { readonly entry: number; readonly office: number }[] = [];
  for (const entry of entries) {
    const found = index.find(entry);
    const office = found === 'several' ? null : (found?.id ?? once(entry));
    links.set(entry.id, office);
    if (office === null) continue;
    claims.set(office, (claims.get(office) ?? 0) + 1);
    if (found !== null && found !== 'several' && isVague(entry, found)) vague.push({ entry: entry.id, office });
  }
  // Where one of the two does not say where it lies, another of that name may be the one that is meant.
  for (const { entry, office } of vague) if ((claims.get(office) ?? 0) > 1) links.set(entry, null);
  return links;
}

/** Writes which stored office each entry is; returns how many changed. To be called after reports came or went. */
export async function linkRegister(connection: Connection): Promise<number> {
  const entries = await readEveryEntry(connection);
  const links = await linksOf(connection, entries, await officesWithReport(connection));
  const changed = entries.filter(({ id, officeId }) => links.get(id) !== officeId);
  for (const { id } of changed) {
    await connection.run('update register set office = ? where id = ?', links.get(id) ?? null, id);
  }
  return changed.length;
}

// --- internal ---

function isVague(entry: Identity, office: Identity): boolean {
  return entry.name !== office.name && entry.county !== office.county;
}

/** The one office that an entry's name is on record for as another name of its, in the same place. */
async function formerNames(connection: Connection): Promise<(entry: Identity) => number | null> {
  const byCore = new Map<string, { place: string | null; who: string | null; office: number }[]>();
  for (const { core, kind, place, who, office } of await readOtherNames(connection)) {
    const key = `${kind}/${core}`;
    byCore.set(key, [...(byCore.get(key) ?? []), { place, who, office }]);
  }
  return ({ core, kind, county, city }) => {
    const there = (byCore.get(`${kind}/${core}`) ?? []).filter(({ place, who }) =>
      place === null ? who !== null : place === (county ?? city),
    );
    const [one, another] = new Set(there.map(({ office }) => office));
    return one !== undefined && another === undefined ? one : null;
  };
}
