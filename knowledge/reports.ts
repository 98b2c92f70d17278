import type { Connection, Database } from './connection.js';
import { replaceFindings } from './findings.js';
import { findOffice, type KnownOffice, saveAliases, saveOffice } from './office-identity.js';
import { indexOffice } from './office-index.js';
import { keepReplaced, replacements } from './replaced.js';
import { reportOfYear } from './report-body.js';
import { insertParts, removeParts, rowsOf, saveReport } from './report-rows.js';
import { nextRevision } from './revision.js';
import { fold } from './text.js';
import type { Finding, Report } from './types.js';

/** The arithmetic over a report and, where it is stored, the same office's report of the year before. */
export type CheckReports = (report: Report, previous: Report | null) => readonly Finding[];

export interface ToStore {
  readonly report: Report;
  /** Of the file's bytes: the same bytes change nothing. */
  readonly hash: string;
  readonly now: Date;
  readonly check: CheckReports;
}

export interface Stored {
  readonly status: 'added' | 'updated' | 'unchanged';
  readonly findings: number;
}

/**
 * Stores a report, in place of the one of that office and year, in one transaction: figures, facts, passages, full
 * text, findings (also those of the year after, which compare with it), and what the figures were before.
 * @throws RangeError naming a figure, fact or passage whose quote does not stand in the source (a programming error)
 * @throws UserError of the database (database-errors.ts); the old state then stands
 */
export async function storeReport(database: Database, { report, hash, now, check }: ToStore): Promise<Stored> {
  assertQuoted(report);
  const early = await unchanged(database, report, hash);
  if (early) return early;
  // What takes time comes before the write lock.
  const rows = await rowsOf(report);
  return database.transaction(async (connection) => {
    const same = await unchanged(connection, report, hash);
    if (same) return same;
    const revision = await nextRevision(connection);
    const known = await findOffice(connection, report.office, report);
    const moved = await removeMisread(connection, { report, hash, now, check, known, revision });
    const office = await saveOffice(connection, report.office, known);
    const before = await reportOfYear(connection, office, report.year);
    if (before) {
      const changes = replacements(before.report.figures, report.figures);
      await keepReplaced(connection, { office, year: report.year, at: now }, changes);
      await removeParts(connection, before.id);
    }
    const id = await saveReport(connection, { report, hash, now, office, body: rows.body });
    await insertParts(connection, { report: id, office, year: report.year }, rows);
    await saveAliases(connection, office);
    await indexOffice(connection, office, revision);
    const findings = await recheck(connection, office, report.year, check);
    await recheck(connection, office, report.year + 1, check);
    return { status: before || moved ? 'updated' : 'added', findings };
  });
}

/** What a person decided about a finding; the latest decision counts, and outlives the report's being stored again. */
export async function saveVerdict(
  database: Database,
  decided: {
    readonly office: number;
    readonly year: number;
    readonly rule: string;
    readonly at: string;
    readonly verdict: 'confirmed' | 'dismissed';
    readonly reason: string;
    readonly who: string;
    readonly now: Date;
  },
): Promise<void> {
  await database.run(
    `insert into verdict (office, year, rule, at, verdict, reason, who, at_time) values (?, ?, ?, ?, ?, ?, ?, ?)
       on conflict (office, year, rule, at) do update set verdict = excluded.verdict, reason = excluded.reason,
         who = excluded.who, at_time = excluded.at_time`,
    decided.office,
    decided.year,
    decided.rule,
    decided.at,
    decided.verdict,
    decided.reason,
    decided.who,
    decided.now.toISOString(),
  );
}

// --- internal ---

/** No quote that is not in the source. */
function assertQuoted(report: Report): void {
  const source = fold(report.lines.join('\n'));
  const named = [
    ...report.figures.map((figure) => ({ what: `figure ${figure.metric}`, quote: figure.quote })),
    ...report.facts.map((fact) => ({ what: `fact ${fact.key}`, quote: fact.quote })),
    ...report.passages.map((passage) => ({ what: `passage of ${passage.section}`, quote: passage.quote })),
  ];
  for (const { what, quote } of named) {
    if (!source.includes(quote)) throw new RangeError(`${report.file}: ${what} quotes what is not there: ${quote}`);
  }
}

async function unchanged(connection: Connection, report: Report, hash: string): Promise<Stored | null> {
  const office = await findOffice(connection, report.office, report);
  if (!office) return null;
  const stored = await connection.get<{ findings: number }>(
    `select (select count(*) from finding f where f.report = r.id) as findings
       from report r where r.office = ? and r.year = ? and r.hash = ?`,
    office.id,
    report.year,
    hash,
  );
  return stored ? { status: 'unchanged', findings: stored.findings } : null;
}

/** The same file read before as another office's or year's report: that reading is withdrawn, not kept beside this one. */
async function removeMisread(
  connection: Connection,
  { report, hash, now, check, known, revision }: ToStore & { known: KnownOffice | null; revision: number },
): Promise<boolean> {
  const misread = await connection.all<{ id: number; office: number; year: number }>(
    'select id, office, year from report where hash = ? and file = ? and not (office = ? and year = ?)',
    hash,
    report.file,
    known?.id ?? 0,
    report.year,
  );
  for (const { id, office, year } of misread) {
    const before = await reportOfYear(connection, office, year);
    await keepReplaced(connection, { office, year, at: now }, replacements(before?.report.figures ?? [], []));
    await removeParts(connection, id);
    await connection.run('delete from report where id = ?', id);
    await saveAliases(connection, office);
    await indexOffice(connection, office, revision);
    await recheck(connection, office, year + 1, check);
  }
  return misread.length > 0;
}

/** Checks what is stored of a year against the year before, and puts the findings in place of the old ones. */
async function recheck(connection: Connection, office: number, year: number, check: CheckReports): Promise<number> {
  const stored = await reportOfYear(connection, office, year);
  if (!stored) return 0;
  const previous = await reportOfYear(connection, office, year - 1);
  const findings = check(stored.report, previous?.report ?? null);
  await replaceFindings(connection, { report: stored.id, office, year }, findings);
  return findings.length;
}
