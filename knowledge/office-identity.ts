import type { Connection } from './connection.js';
import type { Office } from './types.js';

/** An office as the registry holds it. */
export interface KnownOffice extends Omit<Office, 'printed'> {
  readonly id: number;
}

/**
 * The stored office a report is of, or null where it is new. Same name: the same office, unless their regions
 * contradict (districts of one name exist in several cities). Same core, kind and county: the same office under another
 * form of its name. Same core and kind, one of the two knowing no county: the same office only where nothing
 * contradicts, there is exactly one such office, and it has no other file's report of that year: two offices taken for
 * one would show one's figures as the other's.
 */
export async function findOffice(
  connection: Connection,
  office: Office,
  report: { readonly year: number; readonly file: string },
): Promise<KnownOffice | null> {
  const named = await connection.all<KnownOffice>(
    `select ${OFFICE} from office where name in (?, ?)`,
    office.name,
    distinctName(office),
  );
  const same = named.filter((known) => compatible(known, office));
  const exact = same.find(({ name }) => name === office.name) ?? same[0];
  if (exact) return exact;
  const alike = await connection.all<KnownOffice & { file: string | null }>(
    `select ${OFFICE}, (select file from report r where r.office = office.id and r.year = ?) as file
       from office where core = ? and kind = ? and exists (select 1 from report r where r.office = office.id)`,
    report.year,
    office.core,
    office.kind,
  );
  const possible = alike.filter((known) => compatible(known, office) && namesAgree(known, office));
  const [only] = possible.filter(({ county }) => county !== null && county === office.county);
  const [maybe, another] = possible;
  if (only) return only;
  if (!maybe || another || (maybe.file !== null && maybe.file !== report.file)) return null;
  return maybe;
}

/** Adds an office, or completes what is known of it; returns its id. */
export async function saveOffice(connection: Connection, office: Office, known: KnownOffice | null): Promise<number> {
  const taken = await connection.get('select 1 from office where name = ? and id <> ?', office.name, known?.id ?? 0);
  if (!known) {
    const { lastId } = await connection.run(
      'insert into office (name, core, kind, province, city, county) values (?, ?, ?, ?, ?, ?)',
      taken ? distinctName(office) : office.name,
      office.core,
      office.kind,
      office.province,
      office.city,
      office.county,
    );
    return lastId;
  }
  // The name that tells more: with the county once one of the reports names it.
  const name = known.county === null && office.county !== null && !taken ? office.name : known.name;
  await connection.run(
    `update office set name = ?, province = coalesce(province, ?), city = coalesce(city, ?), county = coalesce(county, ?)
      where id = ?`,
    name,
    office.province,
    office.city,
    office.county,
    known.id,
  );
  return known.id;
}

/** Gathers the printed forms and account names of all reports of an office into its aliases. */
export async function saveAliases(connection: Connection, office: number): Promise<void> {
  await connection.run(
    `update office set aliases = json_object(
       'printed', (select json_group_array(value) from (
          select distinct p.value as value from report r, json_each(r.printed) p where r.office = ?1 order by r.year desc, p.key)),
       'accounts', (select json_group_array(text) from (
          select text from fact where key = 'account_name' and office = ?1 group by text order by max(year) desc, text)))
     where id = ?1`,
    office,
  );
}

// --- internal ---

const OFFICE = 'id, name, core, kind, province, city, county';

function compatible(known: KnownOffice, office: Office): boolean {
  return (['province', 'city', 'county'] as const).every(
    (level) => known[level] === null || office[level] === null || known[level] === office[level],
  );
}

/** What the names say before the core must not contradict either: a place the region does not know is still a place. */
function namesAgree(known: KnownOffice, office: Office): boolean {
  if (office.core === '') return false;
  if (known.county !== null && known.county === office.county) return true;
  const [one = '', other = ''] = [known, office].map(({ name, core }) =>
    name.slice(0, Math.max(0, name.indexOf(core))),
  );
  return one.includes(other) || other.includes(one);
}

/** The name of an office whose plain name another office has: with the region that tells them apart. */
function distinctName({ name, city, province }: Office): string {
  const region = [city, province].find((part) => part !== null && !name.startsWith(part));
  return `${region ?? ''}${name}`;
}
