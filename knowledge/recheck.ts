import { duplicateFindings } from './checks/duplicate.js';
import type { Connection } from './connection.js';
import { replaceFindings } from './findings.js';
import { type CurrentReport, reportOfYear } from './report-body.js';
import type { Finding, Report } from './types.js';
import { readChoice } from './version-choice.js';
import { keptVersions, readVersion } from './versions.js';

/** The arithmetic over a report and, where it is stored, the same office's report of the year before. */
export type CheckReports = (report: Report, previous: Report | null) => readonly Finding[];

/**
 * Checks what is stored of a year against the year before and against the other files of that year, and puts the
 * findings in place of the old ones. Returns how many there are; 0 where no report of the year is stored.
 * @param known the report of that year that is in use, where it is at hand
 */
export async function recheck(
  connection: Connection,
  office: number,
  year: number,
  check: CheckReports,
  known?: Pick<CurrentReport, 'id' | 'version' | 'report'>,
): Promise<number> {
  const stored = known ?? (await reportOfYear(connection, office, year));
  if (!stored) return 0;
  const previous = await reportOfYear(connection, office, year - 1);
  const used = { number: stored.version, report: stored.report };
  const chosen = (await readChoice(connection, office, year)) !== null;
  // A report may have been corrected many times: only other files are compared, and corrections a person passed over.
  const others = (await keptVersions(connection, office, year)).filter(
    ({ file, number }) => file !== stored.report.file || (chosen && number > stored.version),
  );
  const duplicates = await Promise.all(
    others.map(async ({ number }) => ({ number, report: await readVersion(connection, office, year, number) })),
  );
  const findings = [...check(stored.report, previous?.report ?? null), ...duplicateFindings(used, duplicates)];
  await replaceFindings(connection, { report: stored.id, office, year }, findings);
  return findings.length;
}
