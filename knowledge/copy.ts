import type { Connection, Reader } from './connection.js';
import { batchesOf, insertRows, type Sum, sumOf } from './copy-rows.js';
import { commonTables, conditionOf, countersOf, sequencesOf, type Table } from './copy-tables.js';
import { fillTarget } from './copy-target.js';
import { openDatabase } from './database.js';
import { fillPassageText } from './passage-text.js';
import { UserError } from './types.js';

export interface CopyOptions {
  /** URLs of `openDatabase`. */
  readonly from: string;
  readonly to: string;
  /** Into how many parts PostgreSQL cuts the tables of offices. */
  readonly parts?: number | undefined;
  /** Called after each batch. */
  readonly onProgress?: ((progress: CopyProgress) => void) | undefined;
  /** Ends it before the next batch; nothing is left at the target then. */
  readonly signal?: AbortSignal | undefined;
}

export interface CopyProgress {
  readonly step: 'copying' | 'checking' | 'full text';
  readonly table: string;
  readonly rows: number;
  readonly of: number;
}

/** A table, as it was counted on both sides. */
export interface CopiedTable {
  readonly table: string;
  readonly rows: number;
  /** SHA-256 over the rows in the order of the key, in hexadecimal. */
  readonly checksum: string;
}

/**
 * Copies a knowledge base to an empty one, between any two engines: what is stored at this moment, in one piece. Full text
 * is made anew there. Every table is then read again at the target and must be the same; else nothing is left there.
 * @throws UserError COPY_MISMATCH, COPY_SCHEMA, COPY_STOPPED, those of `fillTarget` and of `openDatabase`
 */
export async function copyKnowledge(options: CopyOptions): Promise<CopiedTable[]> {
  const source = await openDatabase(options.from, { create: false });
  try {
    return await source.snapshot((from) => fillTarget(options.to, options.parts, (to) => copyAll(from, to, options)));
  } finally {
    await source.close();
  }
}

// --- internal ---

type Told = Pick<CopyOptions, 'onProgress' | 'signal'>;

async function copyAll(from: Reader, to: Connection, told: Told): Promise<CopiedTable[]> {
  const tables = await commonTables(from, to);
  const withoutNul = from.engine !== to.engine;
  const sent: CopiedTable[] = [];
  for (const table of tables) sent.push(await copyTable(from, to, table, sumOf(table, withoutNul), told));
  told.onProgress?.({ step: 'full text', table: 'passage_text', rows: 0, of: 0 });
  await fillPassageText(to);
  for (const [at, table] of tables.entries()) await check(to, table, sumOf(table, withoutNul), sent[at], told);
  await checkText(to);
  // Last: PostgreSQL takes it back with no transaction.
  await setCounters(to, await countersOf(from));
  return sent;
}

async function copyTable(from: Reader, to: Connection, table: Table, sum: Sum, told: Told): Promise<CopiedTable> {
  const of = await rowsOf(from, table.name);
  // What a new knowledge base begins with.
  await to.run(`delete from "${table.name}" where ${conditionOf(table.name)}`);
  let rows = 0;
  for await (const batch of batchesOf(from, table)) {
    await insertRows(to, table, batch);
    sum.add(batch);
    rows += batch.length;
    go(told, { step: 'copying', table: table.name, rows, of });
  }
  // Or the server would plan by a table that it believes empty.
  if (to.engine === 'postgres') await to.exec(`analyze "${table.name}"`);
  return { table: table.name, ...sum.result() };
}

async function check(to: Connection, table: Table, sum: Sum, sent: CopiedTable | undefined, told: Told): Promise<void> {
  let rows = 0;
  for await (const batch of batchesOf(to, table)) {
    sum.add(batch);
    rows += batch.length;
    go(told, { step: 'checking', table: table.name, rows, of: sent?.rows ?? 0 });
  }
  const found = sum.result();
  if (found.rows === sent?.rows && found.checksum === sent.checksum) return;
  throw mismatch(table.name, sent?.rows ?? 0, found.rows);
}

async function checkText(to: Connection): Promise<void> {
  const [passages, found] = [await rowsOf(to, 'passage'), await rowsOf(to, 'passage_text')];
  if (passages !== found) throw mismatch('passage_text', passages, found);
}

async function rowsOf(reader: Reader, table: string): Promise<number> {
  const row = await reader.get<{ count: number }>(
    `select count(*) as count from "${table}" where ${conditionOf(table)}`,
  );
  return row?.count ?? 0;
}

/** Ids given at the source are not given again here, those of deleted rows neither. */
async function setCounters(to: Connection, counters: ReadonlyMap<string, number>): Promise<void> {
  const sequences = to.engine === 'postgres' ? await sequencesOf(to) : null;
  for (const [table, last] of counters) {
    if (sequences === null) {
      await to.run('delete from sqlite_sequence where name = ?', table);
      await to.run('insert into sqlite_sequence (name, seq) values (?, ?)', table, last);
    } else await to.get(`select setval('${sequences.get(table)}', cast(? as integer))`, last);
  }
}

function go({ onProgress, signal }: Told, progress: CopyProgress): void {
  if (signal?.aborted) throw new UserError('COPY_STOPPED', '复制已中断，去处没有留下任何内容；重新运行即从头复制。');
  onProgress?.(progress);
}

function mismatch(table: string, before: number, after: number): UserError {
  return new UserError(
    'COPY_MISMATCH',
    `复制后核对不符：表 ${table} 原有${before}行，去处${after}行，内容不一致。去处已恢复原状，请重试；仍不符请检查磁盘。`,
  );
}
