import type { Connection, Reader } from './connection.js';
import type { Office, OtherName, Report } from './types.js';

/** A name an office had before or has since, and who says so: a report in words that are quoted, or a person. */
export interface KnownName extends OtherName {
  /** The file whose words are quoted; empty where a person said it. */
  readonly file: string;
  readonly year: number | null;
  readonly who: string | null;
  readonly reason: string | null;
}

/** Notes the other names a report states. */
export async function saveOtherNames(
  connection: Connection,
  office: number,
  { file, year, office: { otherNames = [] } }: Pick<Report, 'file' | 'year' | 'office'>,
): Promise<void> {
  for (const name of otherNames)
    await saveOtherName(connection, office, { ...name, file, year, who: null, reason: null });
}

/** Notes one name; what a person said is not written over by a report. */
export async function saveOtherName(connection: Connection, office: number, name: KnownName): Promise<void> {
  await connection.run(
    `insert into office_name (office, name, core, kind, place, quote, line, file, year, who, reason)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       on conflict (office, name) do update set quote = excluded.quote, line = excluded.line, file = excluded.file,
         year = excluded.year, who = excluded.who, reason = excluded.reason where office_name.who is null`,
    office,
    name.name,
    name.core,
    name.kind,
    name.place,
    name.quote,
    name.line,
    name.file,
    name.year,
    name.who,
    name.reason,
  );
}

/** Puts the name an office had among its other names, with the words by which it was renamed. */
export async function keepFormerName(
  connection: Connection,
  {
    id,
    name,
    core,
    kind,
    county,
    city,
  }: Pick<Office, 'name' | 'core' | 'kind' | 'county' | 'city'> & { readonly id: number },
  now: Pick<Office, 'core' | 'kind'>,
): Promise<void> {
  await connection.run(
    `insert into office_name (office, name, core, kind, place, quote, line, file, year, who, reason)
       select office, cast(? as text), cast(? as text), cast(? as text), cast(? as text), quote, line, file, year, who, reason
         from office_name where office = ? and core = ? and kind = ? limit 1
       on conflict do nothing`,
    name,
    core,
    kind,
    county ?? city,
    id,
    now.core,
    now.kind,
  );
}

/** Every other name on record, by office. */
export async function readOtherNames(
  connection: Reader,
): Promise<readonly (KnownName & { readonly office: number })[]> {
  return connection.all(
    'select office, name, core, kind, place, quote, line, file, year, who, reason from office_name order by office, name',
  );
}

/**
 * The offices that are on record under the name a report gives, in the same place; a name without a place means none,
 * unless a person said so. `said` is true where a person did.
 */
export async function officesOnceCalled(
  connection: Connection,
  office: Office,
): Promise<readonly { readonly office: number; readonly said: boolean }[]> {
  const rows = await connection.all<{ office: number; said: number }>(
    `select office, max(case when who is null then 0 else 1 end) as said from office_name
      where core = ? and kind = ? and (place = ? or place is null and who is not null) group by office`,
    office.core,
    office.kind,
    office.county ?? office.city,
  );
  return rows.map(({ office: id, said }) => ({ office: id, said: said === 1 }));
}

/** The stored offices that other names of an office mean: same core and kind in the same place, with a report. */
export async function officesNamed(connection: Connection, office: number): Promise<number[]> {
  const rows = await connection.all<{ id: number }>(
    `select distinct o.id as id from office_name n join office o on o.core = n.core and o.kind = n.kind
        and coalesce(o.county, o.city) = n.place and o.id <> n.office
      where n.office = ? and exists (select 1 from report r where r.office = o.id)`,
    office,
  );
  return rows.map(({ id }) => id);
}
