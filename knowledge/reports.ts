import { type Conflict, chosenBy, type OnConflict, placeOf } from './conflict.js';
import type { Connection, Database } from './connection.js';
import { logDecision } from './decisions.js';
import { findOffice, type KnownOffice, knownOffice, saveAliases } from './office-identity.js';
import { indexOffice, postponeIndex } from './office-index.js';
import { settleOffice } from './office-merges.js';
import { type CheckReports, recheck } from './recheck.js';
import { forgetRefused, type Refused, saveRefused, wasRefused } from './refused-files.js';
import { keepReplaced, replacements } from './replaced.js';
import { type CurrentReport, reportOfYear } from './report-body.js';
import { type Rows, removeParts, rowsOf } from './report-rows.js';
import { promote, use } from './report-use.js';
import { nextRevision } from './revision.js';
import { type Report, UserError } from './types.js';
import { endChoice, readChoice, type VersionChoice } from './version-choice.js';
import { type Kept, keepVersion, keptVersions } from './versions.js';

export interface ToStore {
  readonly report: Report;
  /** Of the file's bytes and the reader: the same hash changes nothing. */
  readonly hash: string;
  /** Of the file's bytes alone: tells a newer reading of a file from another file. Default: `hash`. */
  readonly content?: string;
  readonly now: Date;
  readonly check: CheckReports;
  /**
   * Left out: `replace`, but what a person chose or refused before stays so (conflict.ts). Whichever file is used, the
   * other is kept and a finding says so.
   */
  readonly onConflict?: OnConflict | undefined;
  /** What `rowsOf` makes of the report, where another process worked it out. */
  readonly rows?: Rows;
  /** True where many reports follow: the office's index is left to be built once, by `bringUpToDate`. */
  readonly indexLater?: boolean;
}

export interface Stored {
  /** Id of the office it is of. */
  readonly office: number;
  readonly status: 'added' | 'updated' | 'unchanged';
  readonly findings: number;
  /** Where another file reports on the same office and year: its name, and which of the two answers use. */
  readonly conflict?: Conflict;
}

/**
 * Stores a report, in place of the one of that office and year, in one transaction: figures, facts, passages, full
 * text, findings (also those of the year after, which compare with it), and what the figures were before. A report that
 * is replaced is kept as a version.
 * @throws RangeError as `rowsOf` (a programming error)
 * @throws UserError REPORT_EXISTS where `onConflict` is `fail`, and those of the database (database-errors.ts); the old
 *   state then stands
 */
export async function storeReport(database: Database, toStore: ToStore): Promise<Stored> {
  const { report, hash } = toStore;
  const early = await unchanged(database, await standing(database, report), report, hash);
  if (early) return early;
  // What takes time comes before the write lock.
  const rows = toStore.rows ?? (await rowsOf(report));
  return database
    .transaction((connection) => storeIn(connection, { ...toStore, rows }))
    .catch(async (error: unknown) => {
      await noteRefused(database, toStore, error);
      throw error;
    });
}

/** The same in a transaction of the caller, who may store several in one; where it throws, none of them is stored. */
export async function storeIn(connection: Connection, toStore: ToStore & { readonly rows: Rows }): Promise<Stored> {
  const { report, hash, now, check, rows, content = hash } = toStore;
  const stands = await standing(connection, report);
  const same = await unchanged(connection, stands, report, hash);
  if (same) return same;
  const { known } = stands;
  const bytes = bytesOf(toStore);
  const revision = await nextRevision(connection);
  const moved = await removeMisread(connection, { ...toStore, content }, known, revision);
  const office = await settleOffice(connection, report, known, { check, revision });
  const before = await reportOfYear(connection, office, report.year);
  const kept = await keptVersions(connection, office, report.year);
  const of = { office, year: report.year };
  const choice = await readChoice(connection, office, report.year);
  const refused = await wasRefused(connection, bytes);
  const place = placeOf(before, kept, { report, content }, { onConflict: toStore.onConflict, refused, choice });
  if (refused) await forgetRefused(connection, bytes);
  const number = place.number ?? nextNumber(before, kept);
  if (place.use && choice && choice.number !== number) await endedBy(connection, toStore, office, number);
  const used = place.use
    ? {
        id: await use(connection, { ...of, number, before }, { report, hash, content, now }, rows),
        version: number,
        report,
      }
    : undefined;
  if (!used) await keepVersion(connection, { ...of, number, at: now }, { report, hash, content });
  await saveAliases(connection, office);
  await (toStore.indexLater ? postponeIndex : indexOffice)(connection, office, revision);
  const findings = await recheck(connection, office, report.year, check, used);
  await recheck(connection, office, report.year + 1, check);
  const changed = before || moved ? 'updated' : 'added';
  const status = place.use ? changed : 'unchanged';
  return { office, status, findings, ...(place.conflict && { conflict: place.conflict }) };
}

/** Notes the report where it was refused; after its transaction, which is undone. */
export async function noteRefused(database: Database, toStore: ToStore, error: unknown): Promise<void> {
  if (!(error instanceof UserError && error.code === 'REPORT_EXISTS')) return;
  await saveRefused(database, bytesOf(toStore), toStore.now);
}

// --- internal ---

function bytesOf({ report, hash, content = hash }: ToStore): Refused {
  return { content, office: report.office.name, year: report.year };
}

/** Whose report it is, as far as is known, and which of that year's a person chose. */
interface Standing {
  readonly known: KnownOffice | null;
  readonly choice: VersionChoice | null;
}

async function standing(connection: Connection, report: Report): Promise<Standing> {
  const known = await findOffice(connection, report.office, report);
  return { known, choice: known && (await readChoice(connection, known.id, report.year)) };
}

/** The number the next report of an office and a year gets. */
function nextNumber(before: CurrentReport | null, kept: readonly Kept[]): number {
  return Math.max(0, before?.version ?? 0, ...kept.map(({ number }) => number)) + 1;
}

/** Nothing is to be done for bytes that this reader has read before, whether their report is in use or kept. */
async function unchanged(
  connection: Connection,
  { known: office, choice }: Standing,
  report: Report,
  hash: string,
): Promise<Stored | null> {
  if (!office) return null;
  const stored = await connection.get<{ findings: number; used: number; file: string }>(
    `select (select count(*) from finding f where f.report = r.id) as findings, r.hash = ?3 as used, r.file as file
       from report r where r.office = ?1 and r.year = ?2
        and (r.hash = ?3 or (r.file <> ?4 or ?5 = 1)
             and exists (select 1 from version v where v.office = ?1 and v.year = ?2 and v.hash = ?3))`,
    office.id,
    report.year,
    hash,
    report.file,
    choice ? 1 : 0,
  );
  if (!stored) return null;
  const { findings, used, file } = stored;
  const chosen = choice && { chosen: chosenBy(choice) };
  const conflict: Conflict | null = used === 0 ? { file, used: 'other', ...chosen } : null;
  return { office: office.id, status: 'unchanged', findings, ...(conflict && { conflict }) };
}

/** The same file read before as another office's or year's report: that reading is withdrawn, not kept beside this one. */
async function removeMisread(
  connection: Connection,
  { report, hash, content, now, check }: ToStore & { content: string },
  known: KnownOffice | null,
  revision: number,
): Promise<boolean> {
  const elsewhere = '(hash = ? or content = ?) and file = ? and not (office = ? and year = ?)';
  const where = [hash, content, report.file, known?.id ?? 0, report.year];
  await connection.run(`delete from version where ${elsewhere}`, ...where);
  const misread = await connection.all<{ id: number; office: number; year: number }>(
    `select id, office, year from report where ${elsewhere}`,
    ...where,
  );
  for (const { id, office, year } of misread) {
    const before = await reportOfYear(connection, office, year);
    await keepReplaced(connection, { office, year, at: now }, replacements(before?.report.figures ?? [], []));
    await removeParts(connection, id);
    await connection.run('delete from report where id = ?', id);
    await endChoice(connection, office, year);
    const next = (await keptVersions(connection, office, year)).at(-1);
    if (next) await promote(connection, { office, year, before: null }, next, now);
    await saveAliases(connection, office);
    await indexOffice(connection, office, revision);
    await recheck(connection, office, year, check);
    await recheck(connection, office, year + 1, check);
  }
  return misread.length > 0;
}

/** A file that a call puts in the place of the one a person chose; the log tells that the choice is over. */
async function endedBy(
  connection: Connection,
  { report, now }: ToStore,
  office: number,
  number: number,
): Promise<void> {
  const { year, file } = report;
  const chosen = await readChoice(connection, office, year);
  await endChoice(connection, office, year);
  const name = (await knownOffice(connection, office))?.name ?? '';
  const detail = `${chosen?.number ?? ''}→${number}`;
  const said = { who: '', reason: `--on-conflict replace ${file}`, now };
  await logDecision(connection, { kind: 'choice-ended', office: name, year, detail, ...said });
}
