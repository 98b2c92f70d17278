import type { Connection } from './connection.js';
import type { Said } from './decisions.js';
import type { KnownOffice } from './office-identity.js';
import type { KnownName } from './other-names.js';
import type { VersionChoice } from './version-choice.js';

/** What two offices were before a person called them one, so that this can be taken back. */

/** One stored report of an office. */
export interface ReportState {
  readonly year: number;
  readonly number: number;
  readonly file: string;
  /** True for the one in use. */
  readonly current: boolean;
}

export interface VerdictRow {
  readonly year: number;
  readonly rule: string;
  readonly at: string;
  readonly verdict: string;
  readonly reason: string;
  readonly who: string;
  readonly at_time: string;
  readonly message: string | null;
}

export interface OfficeState {
  readonly office: KnownOffice;
  /** The forms its reports print. */
  readonly printed: readonly string[];
  readonly names: readonly KnownName[];
  readonly reports: readonly ReportState[];
  readonly choices: readonly (VersionChoice & { readonly year: number })[];
  readonly verdicts: readonly VerdictRow[];
  /** Ids of its rows in `replaced`. */
  readonly replaced: readonly number[];
}

/** Two offices that a person called one, as they were. */
export interface Merge {
  readonly id: number;
  readonly from: OfficeState;
  readonly into: OfficeState;
}

/** All there is to know of an office besides what its reports say. */
export async function readOfficeState(connection: Connection, office: KnownOffice): Promise<OfficeState> {
  const rows = <Row>(sql: string): Promise<Row[]> => connection.all<Row>(sql, office.id);
  const reports = await reportsOf(connection, office.id);
  const [aliases] = await rows<{ aliases: string }>('select aliases from office where id = ?');
  const { printed = [] }: { printed?: string[] } = JSON.parse(aliases?.aliases ?? '{}');
  const replaced = await rows<{ id: number }>('select id from replaced where office = ? order by id');
  return {
    office,
    printed,
    names: await rows<KnownName>(
      'select name, core, kind, place, quote, line, file, year, who, reason from office_name where office = ?',
    ),
    reports,
    choices: await rows('select year, number, who, reason, at from version_choice where office = ? order by year'),
    verdicts: await rows(
      'select year, rule, at, verdict, reason, who, at_time, message from verdict where office = ? order by year, rule, at',
    ),
    replaced: replaced.map(({ id }) => id),
  };
}

/** The stored reports of an office, in use or not, by year and number. */
export async function reportsOf(connection: Connection, office: number): Promise<ReportState[]> {
  const rows = await connection.all<Omit<ReportState, 'current'> & { current: number }>(
    `select year, version as number, file, 1 as current from report where office = ?1
      union all select year, number, file, 0 from version where office = ?1 order by 1, 2`,
    office,
  );
  return rows.map((row) => ({ ...row, current: row.current === 1 }));
}

/** Notes what two offices are, in the transaction that makes them one. */
export async function saveMerge(
  connection: Connection,
  { from, into }: Pick<Merge, 'from' | 'into'>,
  { who, reason, now }: Said,
): Promise<void> {
  await connection.run(
    'insert into office_merge (into_office, from_office, who, reason, at, before) values (?, ?, ?, ?, ?, ?)',
    ...[into.office.id, from.office.id, who, reason, now.toISOString(), JSON.stringify({ from, into })],
  );
}

/** The merges that were not taken back, the latest first. */
export async function readMerges(connection: Connection): Promise<Merge[]> {
  const rows = await connection.all<{ id: number; before: string }>(
    'select id, before from office_merge order by id desc',
  );
  return rows.map(({ id, before }) => ({ id, ...(JSON.parse(before) as Pick<Merge, 'from' | 'into'>) }));
}

/** Forgets a merge that was taken back. */
export async function removeMerge(connection: Connection, id: number): Promise<void> {
  await connection.run('delete from office_merge where id = ?', id);
}
