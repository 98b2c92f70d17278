import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listFiles } from '../ingest/files.js';
import { ingestFiles } from '../ingest/ingest.js';
import { type Database, openDatabase } from '../knowledge/database.js';
import { storeInBulk } from './corpus/bulk.js';
import { writeFiles } from './corpus/reports.js';

/** The databases the measurements run on: made when they are first asked for, kept where `--keep` says so. */

/** Up to so many reports are files that the real reader reads; of more the same rows are stored without reading. */
export const READ = 900;
/** Above so many reports only every fiftieth office has its full-text index; the others' is built when it is asked for. */
export const INDEXED = 20_000;

export function isIndexed(reports: number, office: number): boolean {
  return reports <= INDEXED || office % 50 === 0;
}

/** A folder that lasts where a name was given; returns its path. */
export function folderFor(keep: string | undefined): string {
  const folder = keep ?? mkdtempSync(join(tmpdir(), 'disclosure-bench-'));
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** The files of so many reports, as paths. */
export function filesOf(folder: string, reports: number): Promise<string[]> {
  return writeFiles(join(folder, `files-${reports}`), reports);
}

/**
 * The URL of a database of so many reports.
 * @param server a database of another engine to fill and use instead: it is filled where it holds nothing
 */
export async function databaseOf(folder: string, reports: number, server?: string): Promise<string> {
  if (server !== undefined) {
    await filled(server, reports, folder);
    return server;
  }
  const path = join(folder, `corpus-${reports}.db`);
  if (existsSync(path)) {
    await forgetQuestions(`sqlite:${path}`);
    return `sqlite:${path}`;
  }
  // Under another name until it is whole: a run may be broken off.
  for (const end of ['', '-wal', '-shm']) rmSync(`${path}.part${end}`, { force: true });
  await filled(`sqlite:${path}.part`, reports, folder);
  renameSync(`${path}.part`, path);
  return `sqlite:${path}`;
}

// --- internal ---

async function filled(url: string, reports: number, folder: string): Promise<void> {
  const database = await openDatabase(url);
  try {
    const stored = await database.get<{ reports: number }>('select count(*) as reports from report');
    if (stored?.reports === reports) return;
    if (stored?.reports !== 0) throw new RangeError(`${url} holds other reports: give an empty database`);
    const began = performance.now();
    if (reports <= READ) await readAll(database, reports, folder);
    else await storeAll(database, reports, url);
    const seconds = (performance.now() - began) / 1000;
    process.stderr.write(`${reports} reports made in ${seconds.toFixed(0)} s\n`);
  } finally {
    await database.close();
  }
}

/**
 * Each measurement begins where nobody has asked anything: a bot that starts on a file in which people talked writes it
 * anew, all of it (retention.ts), which is not what is measured.
 */
async function forgetQuestions(url: string): Promise<void> {
  const database = await openDatabase(url);
  await database.exec("delete from journal; delete from meta where key = 'wiped'");
  await database.close();
}

async function readAll(database: Database, reports: number, folder: string): Promise<void> {
  const sources = await listFiles(await filesOf(folder, reports));
  const { failed } = await ingestFiles(sources, { database, now: () => new Date() });
  if (failed.length > 0) throw new RangeError(`${failed.length} files were not read: ${failed[0]?.error.message}`);
}

async function storeAll(database: Database, reports: number, url: string): Promise<void> {
  // What is made again by one command need not survive a power cut.
  if (url.startsWith('sqlite:')) await database.exec('pragma synchronous = off');
  await storeInBulk(database, reports, {
    indexed: (office) => isIndexed(reports, office),
    onBatch: (done) => {
      if (done % 10_000 < 700 || done === reports) process.stderr.write(`${done} of ${reports} reports stored\n`);
    },
  });
  // What a server would do by itself in time.
  await database.exec(url.startsWith('sqlite:') ? 'pragma wal_checkpoint(truncate)' : 'analyze');
}
