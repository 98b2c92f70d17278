import type { Connection } from './connection.js';
import { saveAliases } from './office-identity.js';
import { addPassageText, indexOffice, removePassageText } from './office-index.js';
import { type CheckReports, recheck } from './recheck.js';
import { removeParts } from './report-rows.js';
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
  const taken = await connection.get<{ last: number }>(
    `select max(r.version, (select coalesce(max(number), 0) from version where office = r.office and year = r.year)) as last
       from report r where r.office = ? and r.year = ?`,
    into,
    year,
  );
  const offset = taken?.last ?? 0;
  if (taken) {
    await connection.run(
      `insert into version (office, year, number, title, file, hash, content, format, issued_on, stored_at, printed, body)
         select ?, year, version + ?, title, file, hash, content, format, issued_on, stored_at, printed, body
           from report where id = ?`,
      into,
      offset,
      report,
    );
    await removeParts(connection, report);
    await connection.run('delete from report where id = ?', report);
    await endChoice(connection, from, year);
  } else {
    await removePassageText(connection, 'report', report);
    await connection.run('update report set office = ? where id = ?', into, report);
    for (const table of ['figure', 'fact', 'passage', 'finding']) {
      await connection.run(`update ${table} set office = ? where report = ?`, into, report);
    }
    await connection.run('update version_choice set office = ? where office = ? and year = ?', into, from, year);
    await connection.run(
      'update doubt set office = ? where finding in (select id from finding where report = ?)',
      into,
      report,
    );
    await addPassageText(connection, 'report', report);
  }
  await connection.run(
    'update version set office = ?, number = number + ? where office = ? and year = ?',
    ...[into, offset, from, year],
  );
  await connection.run('update or ignore verdict set office = ? where office = ? and year = ?', into, from, year);
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
