import { type Conflict, chosenBy } from './conflict.js';
import type { Connection } from './connection.js';
import type { Format, Message } from './types.js';
import { readChoice } from './version-choice.js';

/** What became of a file: remembered with the reports, so that only what changed is read again. */

/** One report of a file, as it was when the file was read. */
export interface ReadEntry {
  /** Name the report is stored under. */
  readonly file: string;
  /** Id of the office. */
  readonly office: number;
  readonly year: number;
  readonly format: Format;
  readonly cells: number;
  readonly passages: number;
  readonly findings: number;
  /** What the reader remarked; left out where a reader of before did not keep it. */
  readonly messages?: readonly Message[];
}

export interface ReadFile {
  /** What the file system said of the file (size, times): the same stamp is the same content. Empty where it cannot tell. */
  readonly stamp: string;
  /** Of the reader's version, the name and the bytes. */
  readonly hash: string;
  readonly reports: readonly ReadEntry[];
}

/** What is remembered of a path; null where it was never read, or one of its reports is no longer stored. */
export async function recallFile(connection: Connection, path: string): Promise<ReadFile | null> {
  const row = await connection.get<{ stamp: string; hash: string; reports: string; gone: number }>(
    `select stamp, hash, reports,
            (select count(*) from json_each(read_file.reports) as entry
              where not exists (select 1 from report r where r.office = cast(json_extract(entry.value, '$.office') as integer)
                                   and r.year = cast(json_extract(entry.value, '$.year') as integer))) as gone
       from read_file where path = ?`,
    path,
  );
  if (!row || row.gone > 0) return null;
  const reports: readonly ReadEntry[] = JSON.parse(row.reports);
  return { stamp: row.stamp, hash: row.hash, reports };
}

/** Remembers a file whose reports are all stored, in place of what was remembered of the path. */
export async function rememberFile(
  connection: Connection,
  path: string,
  { stamp, hash, reports }: ReadFile,
): Promise<void> {
  await connection.run(
    `insert into read_file (path, stamp, hash, reports) values (?, ?, ?, ?)
       on conflict (path) do update set stamp = excluded.stamp, hash = excluded.hash, reports = excluded.reports`,
    path,
    stamp,
    hash,
    JSON.stringify(reports),
  );
}

/** Where a remembered report is kept and another file of its office and year is used: that file. */
export async function conflictOf(connection: Connection, { office, year, file }: ReadEntry): Promise<Conflict | null> {
  const other = await connection.get<{ file: string }>(
    `select r.file as file from report r where r.office = ?1 and r.year = ?2 and r.file <> ?3
        and exists (select 1 from version v where v.office = ?1 and v.year = ?2 and v.file = ?3)`,
    office,
    year,
    file,
  );
  if (!other) return null;
  const choice = await readChoice(connection, office, year);
  return { file: other.file, used: 'other', ...(choice && { chosen: chosenBy(choice) }) };
}

/** Canonical name of an office. */
export async function officeName(connection: Connection, office: number): Promise<string> {
  const row = await connection.get<{ name: string }>('select name from office where id = ?', office);
  if (!row) throw new RangeError(`there is no office ${office}`);
  return row.name;
}
