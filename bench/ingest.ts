/**
 * Reading files into a knowledge base against reading the same files alone: in this process, and in processes beside it.
 * `npm run bench:ingest -- [--reports 60,900] [--keep <folder>] [--database <url of an empty database>] [--write]`
 */

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { listFiles } from '../ingest/files.js';
import { ingestFiles } from '../ingest/ingest.js';
import { type ReadersOptions, startReaders } from '../ingest/parallel.js';
import { readFileReports, type ToRead } from '../ingest/reading.js';
import { type Database, openDatabase } from '../knowledge/database.js';
import { benchCall } from './call.js';
import { filesOf } from './databases.js';
import { compareInserts } from './insert-rows.js';
import { type Cell, table, times, written } from './tables.js';

/** Rows are compared on so many reports: one statement a row takes its time. */
const INSERTED = 70;

interface Ran {
  readonly seconds: number;
  /** Of this process and those it started, in seconds; NaN where the system does not tell. */
  readonly processor: number;
  /** How long the event loop was held up, in milliseconds: what another request would have waited. */
  readonly delay: number;
}

const call = benchCall('bench:ingest');
const rows: Cell[][] = [];
const inserts: Cell[][] = [];
for (const reports of call.reports) {
  const paths = await filesOf(call.folder, reports);
  const many = availableParallelism();
  const runs: Readonly<Record<string, Ran>> = {
    'the bytes alone': await ran(() => bytesOf(paths)),
    'reading alone, in this process': await ran(() => readHere(paths)),
    [`reading alone, ${many} processes`]: await ran(() => readBeside(paths, many)),
    // A database server is given empty and filled once.
    ...(call.server === undefined && {
      'into a knowledge base, in this process': await ingested(paths, false),
      'into a knowledge base, 1 process beside': await ingested(paths, { count: 1 }),
    }),
    ...(await ingestedTwice(paths, many)),
  };
  const alone = runs[`reading alone, ${many} processes`];
  for (const [name, { seconds, processor, delay }] of Object.entries(runs)) {
    const against = alone ? times(seconds, alone.seconds) : '';
    rows.push([name, reports, reports / seconds, processor / seconds, (processor / reports) * 1000, delay, against]);
  }
  const secondsOf = (name: string): number => runs[name]?.seconds ?? Number.NaN;
  const inserted = Math.min(INSERTED, reports);
  const compared = call.server === undefined ? await compareInserts(emptyDatabase, inserted) : null;
  const [byTable, byRow] = (['by the table', 'by the row'] as const).map(
    (how) => compared?.[how].seconds ?? Number.NaN,
  );
  const gained = (byRow ?? Number.NaN) / (byTable ?? Number.NaN);
  if (compared) inserts.push([inserted, inserted / (byTable ?? 1), inserted / (byRow ?? 1), gained]);
  call.save({
    bench: 'ingest',
    reports,
    values: {
      'reports a second': reports / secondsOf(`into a knowledge base, ${many} processes beside`),
      'to reading alone': secondsOf(`into a knowledge base, ${many} processes beside`) / (alone?.seconds ?? Number.NaN),
      'beside to in this process':
        secondsOf('into a knowledge base, in this process') /
        secondsOf(`into a knowledge base, ${many} processes beside`),
      'event loop p99 ms': runs[`into a knowledge base, ${many} processes beside`]?.delay ?? Number.NaN,
      'by the table to by the row': gained,
    },
  });
}
call.publish('ingest', [
  table(
    ['what', 'reports', 'a second', 'cores', 'processor ms a report', 'event loop p99 ms', 'time to reading alone'],
    rows,
  ),
  table(['reports', 'rows by the table, a second', 'row by row, a second', 'ratio'], inserts, 0),
]);

// --- internal ---

async function ran(work: () => Promise<void>): Promise<Ran> {
  const loop = monitorEventLoopDelay({ resolution: 1 });
  const [began, used] = [performance.now(), processorUsed()];
  loop.enable();
  await work();
  loop.disable();
  const seconds = (performance.now() - began) / 1000;
  // The timer itself comes a millisecond late.
  const delay = Math.max(0, loop.percentile(99) / 1e6 - 1);
  const processor = processorUsed() - used;
  process.stderr.write(`${written(seconds)} s\n`);
  return { seconds, processor, delay };
}

/** Seconds of processor time of this process and of those it started and that have ended. */
function processorUsed(): number {
  if (!existsSync('/proc/self/stat')) return Number.NaN;
  const fields = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  // The 14th to 17th fields, in hundredths of a second.
  return fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0) / 100;
}

async function bytesOf(paths: readonly string[]): Promise<void> {
  for (const path of paths) await readFile(path);
}

async function toRead(paths: readonly string[]): Promise<ToRead[]> {
  return (await listFiles(paths)).flatMap((source): ToRead[] =>
    source.kind === 'file' ? [{ file: source.name, from: { path: source.path }, now: new Date() }] : [],
  );
}

async function readHere(paths: readonly string[]): Promise<void> {
  for (const file of await toRead(paths)) await readFileReports(file);
}

async function readBeside(paths: readonly string[], count: number): Promise<void> {
  const readers = startReaders({ count });
  await Promise.all((await toRead(paths)).map((file) => readers.read(file)));
  await readers.stop();
}

async function ingested(paths: readonly string[], readers: ReadersOptions | false): Promise<Ran> {
  const database = await emptyDatabase('ingest');
  const took = await ran(() => ingest(database, paths, readers));
  await database.close();
  return took;
}

/** With processes beside, and the same files again. */
async function ingestedTwice(paths: readonly string[], count: number): Promise<Record<string, Ran>> {
  const database = call.server === undefined ? await emptyDatabase('twice') : await openDatabase(call.server);
  const first = await ran(() => ingest(database, paths, { count }));
  const again = await ran(() => ingest(database, paths, { count }));
  await database.close();
  return { [`into a knowledge base, ${count} processes beside`]: first, 'again, unchanged': again };
}

async function ingest(database: Database, paths: readonly string[], readers: ReadersOptions | false): Promise<void> {
  const { failed } = await ingestFiles(await listFiles(paths), { database, now: () => new Date(), readers });
  if (failed.length > 0) throw new Error(failed[0]?.error.message);
}

/** A new file of SQLite: each run begins with nothing. */
async function emptyDatabase(name: string) {
  const folder = mkdtempSync(join(call.folder, 'empty-'));
  const database = await openDatabase(`sqlite:${join(folder, `${name}.db`)}`);
  return {
    ...database,
    close: async () => {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
