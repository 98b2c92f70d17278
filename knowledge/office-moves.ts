import type { Connection } from './connection.js';
import { saveAliases } from './office-identity.js';
import { indexOffice } from './office-index.js';
import { type CheckReports, recheck } from './recheck.js';
import { unpackReport } from './report-body.js';
import { insertParts, removeParts, rowsOf, saveReport } from './report-rows.js';
import { endChoice } from './version-choice.js';

/** Reports change hands where two offices turn out to be one, or one to be two. All in the caller's transaction. */

/**
 * Gives one report (with what is kept of its year, and what people decided about it) to another office. Where that
 * office has a report of the year, that one stays in use and this one is kept beside it as a version.
 */
export async function moveReport(connection: Connection, report: number, into: number): Promise<void> {
  const of = await connection.get<{ office: number; year: number }>(
    'select office, year from report where id = ?',
    report,
  );
  if (!of) return;
  const { office: from, year } = of;
  const stored = await connection.get<{ last: number | null }>(
    `select max(number) as last from (
       select version as number from report where office = ?1 and year = ?2
       union all select number from version where office = ?1 and year = ?2) as stored
      where exists (select 1 from report where office = ?1 and year = ?2)`,
    into,
    year,
  );
  const offset = stored?.last ?? 0;
  if (offset > 0) {
    await connection.run(
      `insert into version (office, year, number, title, file, hash, content, format, issued_on, stored_at, printed, body)
         select cast(?1 as integer), year, version + ?2, title, file, hash, content, format, issued_on, stored_at, printed, body
           from report where id = ?3`,
      into,
      offset,
      report,
    );
    await removeParts(connection, report);
    await connection.run('delete from report where id = ?', report);
    await endChoice(connection, from, year);
  } else {
    await storeElsewhere(connection, report, into);
    await connection.run('update version_choice set office = ? where office = ? and year = ?', into, from, year);
  }
  await connection.run(MOVE_VERSIONS, into, offset, from, year);
  await connection.run('delete from version where office = ? and year = ?', from, year);
  await connection.run(MOVE_VERDICTS, into, from, year);
  await connection.run('update replaced set office = ? where office = ? and year = ?', into, from, year);
}

/** Brings what is derived from an office's reports up to date after some came or went. */
export async function refreshOffice(
  connection: Connection,
  office: number,
  { check, revision }: { readonly check: CheckReports; readonly revision: number },
): Promise<void> {
  await saveAliases(connection, office);
  await indexOffice(connection, office, revision);
  const years = await connection.all<{ year: number }>(
    'select year from report where office = ? order by year',
    office,
  );
  for (const { year } of years) await recheck(connection, office, year, check);
}

/** Takes an office out that has given all its reports away. */
export async function removeOffice(connection: Connection, office: number): Promise<void> {
  for (const table of ['office_index', 'verdict', 'office_name', 'version_choice']) {
    await connection.run(`delete from ${table} where office = ?`, office);
  }
  await connection.run('delete from office where id = ?', office);
}

// --- internal ---

/** What was decided about the same doubt in both places stays where it is. */
const MOVE_VERDICTS = `update verdict set office = ?1 where office = ?2 and year = ?3
  and not exists (select 1 from verdict there where there.office = ?1 and there.year = verdict.year
    and there.rule = verdict.rule and there.at = verdict.at)`;

/**
 * The report under another office, with rows of its own; the old ones are gone, findings too, which are made anew. Rows
 * are written anew and not changed: where the tables are spread by office, a row cannot become another office's.
 */
async function storeElsewhere(connection: Connection, id: number, office: number): Promise<void> {
  const row = await connection.get<Moved>(
    'select year, hash, content, version, stored_at as storedAt, body from report where id = ?',
    id,
  );
  if (!row) throw new RangeError(`there is no report ${id}`);
  const report = await unpackReport(row.body);
  await removeParts(connection, id);
  await connection.run('delete from report where id = ?', id);
  const { year, hash, content, version, body } = row;
  const moved = await saveReport(connection, {
    report,
    hash,
    content,
    office,
    version,
    body,
    now: new Date(row.storedAt),
  });
  await insertParts(connection, { report: moved, office, year }, await rowsOf(report));
}

interface Moved {
  readonly year: number;
  readonly hash: string;
  readonly content: string | null;
  readonly version: number;
  readonly storedAt: string;
  readonly body: Buffer;
}

const MOVE_VERSIONS = `insert into version (office, year, number, title, file, hash, content, format, issued_on, stored_at,
    printed, body)
  select cast(?1 as integer), year, number + ?2, title, file, hash, content, format, issued_on, stored_at, printed, body
    from version where office = ?3 and year = ?4`;
