import type { Connection, Reader } from './connection.js';
import { packReport, unpackReport } from './report-body.js';
import { type Format, type Report, UserError } from './types.js';

/** One of the reports that are stored of an office and a year. */
export interface Version {
  /** Counted in the order they came. */
  readonly number: number;
  /** True for the one that answers use. */
  readonly current: boolean;
  readonly title: string;
  readonly file: string;
  readonly format: Format;
  readonly issuedOn: string | null;
  readonly storedAt: string;
}

/** The reports of an office and a year in the order they came; several where files were corrected or contradict. */
export async function readVersions(connection: Reader, office: number, year: number): Promise<Version[]> {
  const rows = await connection.all<Omit<Version, 'current'> & { current: number }>(
    `select version as number, 1 as current, title, file, format, issued_on as issuedOn, stored_at as storedAt
       from report where office = ?1 and year = ?2
      union all
     select number, 0, title, file, format, issued_on, stored_at from version where office = ?1 and year = ?2
      order by 1`,
    office,
    year,
  );
  return rows.map((row) => ({ ...row, current: row.current === 1 }));
}

/**
 * One of them, whole.
 * @throws UserError REPORT_GONE where there is none
 */
export async function readVersion(connection: Reader, office: number, year: number, number: number): Promise<Report> {
  const row = await connection.get<{ body: Buffer }>(
    `select body from report where office = ?1 and year = ?2 and version = ?3
      union all select body from version where office = ?1 and year = ?2 and number = ?3`,
    office,
    year,
    number,
  );
  if (!row) throw new UserError('REPORT_GONE', '这份年报已不在知识库中，请重新提问。');
  return unpackReport(row.body);
}

/** A report that is kept beside the one in use; the report itself is loaded by `readVersion`. */
export interface Kept {
  readonly number: number;
  readonly file: string;
  readonly hash: string;
  readonly content: string | null;
  /** ISO time. */
  readonly storedAt: string;
}

/** The reports of an office and a year that are not in use, in the order they came. */
export async function keptVersions(connection: Connection, office: number, year: number): Promise<Kept[]> {
  return connection.all<Kept>(
    'select number, file, hash, content, stored_at as storedAt from version where office = ? and year = ? order by number',
    office,
    year,
  );
}

/** Keeps a copy of the report in use, under its number, before another takes its place. */
export async function keepCurrent(connection: Connection, office: number, year: number): Promise<void> {
  await connection.run(
    `insert into version (office, year, number, title, file, hash, content, format, issued_on, stored_at, printed, body)
       select office, year, version, title, file, hash, content, format, issued_on, stored_at, printed, body
         from report where office = ? and year = ?`,
    office,
    year,
  );
}

/** Keeps a report without using it, or takes a newer reading of the one kept under that number. */
export async function keepVersion(
  connection: Connection,
  of: { readonly office: number; readonly year: number; readonly number: number; readonly at: Date },
  { report, hash, content }: { readonly report: Report; readonly hash: string; readonly content: string | null },
): Promise<void> {
  await connection.run(
    `insert into version (office, year, number, title, file, hash, content, format, issued_on, stored_at, printed, body)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       on conflict (office, year, number) do update set title = excluded.title, file = excluded.file,
         hash = excluded.hash, content = excluded.content, format = excluded.format, issued_on = excluded.issued_on,
         stored_at = excluded.stored_at, printed = excluded.printed, body = excluded.body`,
    of.office,
    of.year,
    of.number,
    report.title,
    report.file,
    hash,
    content,
    report.format,
    report.issuedOn,
    of.at.toISOString(),
    JSON.stringify(report.office.printed),
    await packReport(report),
  );
}

/** Takes a kept report out. */
export async function dropVersion(
  connection: Connection,
  { office, year, number }: { readonly office: number; readonly year: number; readonly number: number },
): Promise<void> {
  await connection.run('delete from version where office = ? and year = ? and number = ?', office, year, number);
}
