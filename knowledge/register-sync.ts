import type { Connection, Database } from './connection.js';
import { FROM_REPORTS, type RegisterEntry, readEveryEntry } from './register.js';
import { enterOffices } from './register-entries.js';
import { linkRegister, linksOf, type OfficeWithReport, officesWithReport } from './register-links.js';

/**
 * Brings the register up to date with the reports: each entry knows its stored office, every office with a report that
 * is in no entry becomes one, and an entry that is there for its reports alone bears the name they bear now. Writes
 * nothing where nothing is to be written. Returns how many offices were entered.
 */
export async function syncRegister(database: Database, now: Date): Promise<number> {
  if (await isInStep(database)) return 0;
  return database.transaction(async (connection) => {
    await linkRegister(connection);
    for (const { entry, office } of renamed(await readBoth(connection))) {
      const { name, core, kind, province, city, county } = office;
      await connection.run(
        'update register set name = ?, core = ?, kind = ?, province = ?, city = ?, county = ? where id = ?',
        ...[name, core, kind, province, city, county, entry.id],
      );
    }
    const offices = unlisted(await readBoth(connection));
    const entered = await enterOffices(connection, offices, { source: FROM_REPORTS, who: null, now });
    await linkRegister(connection);
    return entered.filter((outcome) => outcome === 'added').length;
  });
}

// --- internal ---

interface Both {
  readonly entries: readonly RegisterEntry[];
  readonly offices: readonly OfficeWithReport[];
}

async function readBoth(connection: Connection): Promise<Both> {
  return { entries: await readEveryEntry(connection), offices: await officesWithReport(connection) };
}

async function isInStep(connection: Connection): Promise<boolean> {
  const both = await readBoth(connection);
  const links = await linksOf(connection, both.entries, both.offices);
  const linked = both.entries.every(({ id, officeId }) => links.get(id) === officeId);
  return linked && unlisted(both).length === 0 && renamed(both).length === 0;
}

function unlisted({ entries, offices }: Both): OfficeWithReport[] {
  const listed = new Set(entries.map(({ officeId }) => officeId));
  return offices.filter(({ id }) => !listed.has(id));
}

/** Entries that are there for their reports alone, whose office is called or placed otherwise by now. */
function renamed({ entries, offices }: Both): { readonly entry: RegisterEntry; readonly office: OfficeWithReport }[] {
  const byId = new Map(offices.map((office) => [office.id, office]));
  const names = new Set(entries.map(({ name }) => name));
  const times = new Map<number, number>();
  for (const { officeId } of entries) if (officeId !== null) times.set(officeId, (times.get(officeId) ?? 0) + 1);
  return entries.flatMap((entry) => {
    const office = entry.officeId === null ? undefined : byId.get(entry.officeId);
    if (!office || entry.source !== FROM_REPORTS || times.get(office.id) !== 1) return [];
    const free = office.name === entry.name || !names.has(office.name);
    return free && TOLD.some((field) => office[field] !== entry[field]) ? [{ entry, office }] : [];
  });
}

const TOLD = ['name', 'core', 'kind', 'province', 'city', 'county'] as const;
