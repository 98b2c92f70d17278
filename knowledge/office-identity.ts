import type { Connection } from './connection.js';
import { insertedId } from './inserted.js';
import { keepFormerName, officesOnceCalled } from './other-names.js';
import type { Office, OfficeKind } from './types.js';

/** An office as the registry holds it. */
export interface KnownOffice extends Omit<Office, 'printed' | 'otherNames'> {
  readonly id: number;
}

/**
 * The stored office a report is of, or null where it is new. Same name: the same office, unless their regions
 * contradict (districts of one name exist in several cities). Same core, kind and county: the same office under another
 * form of its name. A name that is on record as an office's other name, in the same place: that office, unless it has
 * another file's report of that year. Same core and kind, one of the two knowing no county: the same office only where nothing
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
  const alike = await readAlike(connection, office);
  const possible = alike.filter((known) => compatible(known, office) && namesAgree(known, office));
  const [only] = possible.filter(({ county }) => county !== null && county === office.county);
  if (only) return only;
  const [called, ...others] = await officesOnceCalled(connection, office);
  if (called && others.length === 0 && (called.said || !(await otherFile(connection, called.office, report)))) {
    return knownOffice(connection, called.office);
  }
  const [maybe, another] = possible;
  if (!maybe || another || (await otherFile(connection, maybe.id, report))) return null;
  return maybe;
}

/** The office under an id, or null. */
export async function knownOffice(connection: Connection, id: number): Promise<KnownOffice | null> {
  return (await connection.get<KnownOffice>(`select ${OFFICE} from office where id = ?`, id)) ?? null;
}

/** Offices with a report that share core and kind. */
export async function readAlike(
  connection: Connection,
  { core, kind }: { readonly core: string; readonly kind: OfficeKind },
): Promise<KnownOffice[]> {
  return connection.all<KnownOffice>(
    `select ${OFFICE} from office where core = ? and kind = ? and exists (select 1 from report r where r.office = office.id)`,
    core,
    kind,
  );
}

/** True where another file of an office and a year is in use. */
export async function otherFile(
  connection: Connection,
  office: number,
  { year, file }: { readonly year: number; readonly file: string },
): Promise<boolean> {
  const sql = 'select 1 from report where office = ? and year = ? and file <> ?';
  return (await connection.get(sql, office, year, file)) !== undefined;
}

/** Where an office is, as far as is known: its county, else its city. */
export function placeOf({ county, city }: Pick<Office, 'county' | 'city'>): string | null {
  return county ?? city;
}

/** True where nothing that is known of both contradicts. */
export function compatible(
  known: Pick<Office, 'province' | 'city' | 'county'>,
  office: Pick<Office, 'province' | 'city' | 'county'>,
): boolean {
  return (['province', 'city', 'county'] as const).every(
    (level) => known[level] === null || office[level] === null || known[level] === office[level],
  );
}

/** Adds an office, under a name that no other has; returns its id. */
export async function insertOffice(connection: Connection, office: Omit<Office, 'printed'>): Promise<number> {
  const { core, kind, province, city, county } = office;
  const id = await insertedId(
    connection,
    'insert into office (name, core, kind, province, city, county) values (?, ?, ?, ?, ?, ?)',
    await freeName(connection, office),
    core,
    kind,
    province,
    city,
    county,
  );
  return id;
}

/**
 * Adds an office, or completes what is known of it; returns its id.
 * @param year of the report that names it so: after a change of name the latest report's name counts
 */
export async function saveOffice(
  connection: Connection,
  office: Office,
  known: KnownOffice | null,
  year: number,
): Promise<number> {
  if (!known) return insertOffice(connection, office);
  const { province, city, county } = office;
  await connection.run(
    `update office set province = coalesce(province, ?), city = coalesce(city, ?), county = coalesce(county, ?)
      where id = ?`,
    province,
    city,
    county,
    known.id,
  );
  const renamed = known.core !== office.core || known.kind !== office.kind;
  const latest = await connection.get('select 1 from report where office = ? and year >= ?', known.id, year);
  // The name that tells more: with the county once one of the reports names it.
  if (renamed ? latest : known.county !== null || county === null) return known.id;
  const taken = await connection.get('select 1 from office where name = ? and id <> ?', office.name, known.id);
  if (taken) return known.id;
  if (renamed) await keepFormerName(connection, known, office);
  await connection.run(
    'update office set name = ?, core = ?, kind = ? where id = ?',
    office.name,
    office.core,
    office.kind,
    known.id,
  );
  return known.id;
}

/** Gathers the printed forms and account names of all reports of an office into its aliases. */
export async function saveAliases(connection: Connection, office: number): Promise<void> {
  const printed = await connection.all<{ name: string }>(
    `select form.name as name from (
       select p.value as name, r.year as year, p.key as place from report r cross join json_each(r.printed) as p on true
        where r.office = ?1
       union all select name, 0, 0 from office_name where office = ?1
       union all select core, 0, 1 from office_name where office = ?1) as form
      group by form.name order by max(form.year) desc, min(form.place), form.name`,
    office,
  );
  const accounts = await connection.all<{ name: string }>(
    `select text as name from fact where key = 'account_name' and office = ?
      group by text order by max(year) desc, text`,
    office,
  );
  const names = (rows: readonly { readonly name: string }[]) => rows.map(({ name }) => name);
  await connection.run(
    'update office set aliases = ? where id = ?',
    JSON.stringify({ printed: names(printed), accounts: names(accounts) }),
    office,
  );
}

/** What the names say before the core must not contradict either: a place the region does not know is still a place. */
export function namesAgree(known: Named, office: Named): boolean {
  if (office.core === '') return false;
  if (known.county !== null && known.county === office.county) return true;
  const [one = '', other = ''] = [known, office].map(({ name, core }) =>
    name.slice(0, Math.max(0, name.indexOf(core))),
  );
  return one.includes(other) || other.includes(one);
}

/** The name of an office whose plain name another office has: with the region that tells them apart. */
export function distinctName({ name, city, province }: Pick<Office, 'name' | 'city' | 'province'>): string {
  const region = [city, province].find((part) => part !== null && !name.startsWith(part));
  return `${region ?? ''}${name}`;
}

// --- internal ---

type Named = Pick<Office, 'name' | 'core' | 'county'>;

const OFFICE = 'id, name, core, kind, province, city, county';

async function freeName(connection: Connection, office: Omit<Office, 'printed'>): Promise<string> {
  const distinct = distinctName(office);
  const numbered = Array.from({ length: 20 }, (_, index) => `${distinct}（${index + 2}）`);
  for (const name of [office.name, distinct, ...numbered]) {
    if (!(await connection.get('select 1 from office where name = ?', name))) return name;
  }
  throw new RangeError(`too many offices are called ${office.name}`);
}
