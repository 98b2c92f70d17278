import type { Connection } from './connection.js';

/** The report of an office and a year that a person chose among those stored. */
export interface VersionChoice {
  /** Of the version in use. */
  readonly number: number;
  readonly who: string;
  readonly reason: string;
  /** ISO time. */
  readonly at: string;
}

/** Which report of an office and a year a person chose; null where nobody did. */
export async function readChoice(connection: Connection, office: number, year: number): Promise<VersionChoice | null> {
  const choice = await connection.get<VersionChoice>(
    'select number, who, reason, at from version_choice where office = ? and year = ?',
    office,
    year,
  );
  return choice ?? null;
}

/** Notes it, in place of an earlier choice. */
export async function saveChoice(
  connection: Connection,
  { office, year }: { readonly office: number; readonly year: number },
  { number, who, reason, at }: VersionChoice,
): Promise<void> {
  await connection.run(
    `insert into version_choice (office, year, number, who, reason, at) values (?, ?, ?, ?, ?, ?)
       on conflict (office, year) do update set number = excluded.number, who = excluded.who, reason = excluded.reason,
         at = excluded.at`,
    ...[office, year, number, who, reason, at],
  );
}

/** Forgets it: another report is in use, or none. */
export async function endChoice(connection: Connection, office: number, year: number): Promise<void> {
  await connection.run('delete from version_choice where office = ? and year = ?', office, year);
}
