import { hashBytes, hashContent } from '../../ingest/file-bytes.js';
import { checkReport } from '../../knowledge/checks.js';
import type { Connection, Database } from '../../knowledge/database.js';
import { replaceFindings } from '../../knowledge/findings.js';
import { insertOffice, saveAliases } from '../../knowledge/office-identity.js';
import { indexOffice } from '../../knowledge/office-index.js';
import { type Rows, rowsOf } from '../../knowledge/report-rows.js';
import { use } from '../../knowledge/report-use.js';
import { nextRevision } from '../../knowledge/revision.js';
import type { Finding, Report } from '../../knowledge/types.js';
import { corpus, YEARS } from './reports.js';

export interface BulkOptions {
  /** Reports of a transaction: whole offices. */
  readonly batch?: number;
  /** Which offices (by their number) get a full-text index of their own; the others' is built when it is asked for. */
  readonly indexed?: (office: number) => boolean;
  readonly onBatch?: (done: number) => void;
}

/**
 * Stores the first reports of the corpus without reading their texts: what `storeReport` writes of them, through the same
 * functions, many in one transaction (held by test/bench-corpus.test.ts). What it leaves out is the note of which files
 * were read.
 */
export async function storeInBulk(database: Database, count: number, options: BulkOptions = {}): Promise<void> {
  const { batch = 100 * YEARS.length, indexed = () => true, onBatch } = options;
  const made = await corpus();
  const prepare = async (from: number): Promise<readonly Prepared[]> => {
    const prepared: Prepared[] = [];
    for (let index = from; index < Math.min(from + batch, count); index += 1) {
      const { report: read, text } = made(index);
      const report = read();
      const bytes = Buffer.from(text());
      const before = prepared.at(-1);
      const previous = index % YEARS.length > 0 ? (before?.report ?? null) : null;
      // One after the other: what is awaited lets the statements of the transaction in between.
      const saved = { hash: hashBytes(report.file, bytes), content: hashContent(bytes), rows: await rowsOf(report) };
      prepared.push({ index, report, ...saved, findings: checkReport(report, previous) });
    }
    return prepared;
  };
  let next = prepare(0);
  for (let from = 0; from < count; from += batch) {
    const prepared = await next;
    next = prepare(from + batch);
    await database.transaction((connection) => storeOffices(connection, prepared, indexed));
    onBatch?.(from + prepared.length);
  }
  await withoutIndex(database);
}

// --- internal ---

interface Prepared {
  readonly index: number;
  readonly report: Report;
  readonly hash: string;
  readonly content: string;
  readonly rows: Rows;
  readonly findings: readonly Finding[];
}

async function storeOffices(
  connection: Connection,
  reports: readonly Prepared[],
  indexed: (office: number) => boolean,
): Promise<void> {
  const revision = await nextRevision(connection);
  const byOffice = new Map<number, Prepared[]>();
  for (const each of reports) {
    const number = Math.floor(each.index / YEARS.length);
    byOffice.set(number, [...(byOffice.get(number) ?? []), each]);
  }
  for (const [number, own] of byOffice) {
    const [first] = own;
    if (!first) continue;
    const office = await insertOffice(connection, first.report.office);
    for (const each of own) await storeOne(connection, office, each);
    await saveAliases(connection, office);
    if (indexed(number)) await indexOffice(connection, office, revision);
  }
}

async function storeOne(
  connection: Connection,
  office: number,
  { report, hash, content, rows, findings }: Prepared,
): Promise<void> {
  const { year } = report;
  const saved = { report, hash, content, now: STORED_AT };
  await use(connection, { office, year, number: 1, before: null }, saved, rows);
  const stored = await connection.get<{ id: number }>(
    'select id from report where office = ? and year = ?',
    office,
    year,
  );
  if (!stored) throw new RangeError('the report was not stored');
  await replaceFindings(connection, { report: stored.id, office, year }, findings);
}

const STORED_AT = new Date('2026-03-01T00:00:00Z');

/** An empty index where there is none: not built by the first question that asks all offices, but by the first that asks this one. */
async function withoutIndex(database: Database): Promise<void> {
  const empty = database.engine === 'sqlite' ? "x''" : "''::bytea";
  await database.exec(
    `insert into office_index (office, stamp, revision, passages, data)
       select p.office, (select min(stamp) from office_index), 0, count(*), ${empty}
         from passage p where p.office not in (select office from office_index) group by p.office`,
  );
}
