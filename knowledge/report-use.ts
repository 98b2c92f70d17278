import type { Connection, Database } from './connection.js';
import { logDecision, type Said } from './decisions.js';
import { knownOffice, saveAliases } from './office-identity.js';
import { indexOffice } from './office-index.js';
import { type CheckReports, recheck } from './recheck.js';
import { keepReplaced, replacements } from './replaced.js';
import { type CurrentReport, reportOfYear } from './report-body.js';
import { insertParts, type Rows, removeParts, rowsOf, saveReport } from './report-rows.js';
import { nextRevision } from './revision.js';
import { type Report, UserError } from './types.js';
import { saveChoice } from './version-choice.js';
import { dropVersion, type Kept, keepCurrent, keptVersions, readVersion } from './versions.js';

/**
 * Makes one of the stored reports of an office and a year the one that answers use, by a person's choice; what was used
 * is kept. The choice stands until there is another, or until a file is read with `--on-conflict replace`.
 * @throws UserError NO_SUCH_VERSION
 */
export async function useVersion(
  database: Database,
  { office, year, number }: { readonly office: number; readonly year: number; readonly number: number },
  { now, check, who, reason }: Said & { readonly check: CheckReports },
): Promise<void> {
  await database.transaction(async (connection) => {
    const kept = (await keptVersions(connection, office, year)).find((each) => each.number === number);
    const before = await reportOfYear(connection, office, year);
    const inUse = before?.version === number;
    if (!kept && !inUse) throw new UserError('NO_SUCH_VERSION', '没有这一份年报，请先查看该单位该年的各份文件。');
    const revision = await nextRevision(connection);
    await saveChoice(connection, { office, year }, { number, who, reason, at: now.toISOString() });
    const detail = `${before?.version ?? ''}→${number}`;
    const name = (await knownOffice(connection, office))?.name ?? '';
    await logDecision(connection, { kind: 'use-version', office: name, year, detail, who, reason, now });
    if (kept) {
      await promote(connection, { office, year, before }, kept, now);
      await indexOffice(connection, office, revision);
    }
    await recheck(connection, office, year, check);
    await recheck(connection, office, year + 1, check);
  });
}

/**
 * Puts a report's rows in place of those of the one before, which is kept as a version where it is another one; returns
 * the id it is stored under.
 */
export async function use(
  connection: Connection,
  of: { office: number; year: number; number: number; before: CurrentReport | null },
  {
    report,
    hash,
    content,
    now,
    storedAt = now,
  }: {
    readonly report: Report;
    readonly hash: string;
    readonly content: string | null;
    readonly now: Date;
    /** When it was first stored, where that was earlier. */
    readonly storedAt?: Date;
  },
  rows: Rows,
): Promise<number> {
  const { office, year, number, before } = of;
  if (before) {
    await keepReplaced(connection, { office, year, at: now }, replacements(before.report.figures, report.figures));
    if (before.version !== number) await keepCurrent(connection, office, year);
    await removeParts(connection, before.id);
  }
  const id = await saveReport(connection, {
    report,
    hash,
    content,
    now: storedAt,
    office,
    version: number,
    body: rows.body,
  });
  await dropVersion(connection, { office, year, number });
  await insertParts(connection, { report: id, office, year }, rows);
  return id;
}

/** Puts a kept report in the place of the one in use, or where none is any more. */
export async function promote(
  connection: Connection,
  { office, year, before }: { office: number; year: number; before: CurrentReport | null },
  kept: Kept,
  now: Date,
): Promise<void> {
  const { hash, content } = kept;
  const report = await readVersion(connection, office, year, kept.number);
  const of = { office, year, number: kept.number, before };
  const storedAt = new Date(kept.storedAt);
  await use(connection, of, { report, hash, content, now, storedAt }, await rowsOf(report));
  await saveAliases(connection, office);
}
