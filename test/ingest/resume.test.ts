import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdirSync, readFileSync, renameSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ExamineOptions, examine } from '../../ingest/examine.js';
import { listFiles, type Source } from '../../ingest/files.js';
import { type IngestResult, ingestFiles } from '../../ingest/ingest.js';
import { readFileReports } from '../../ingest/reading.js';
import { type Database, openDatabase } from '../../knowledge/database.js';
import { freshDatabase } from '../knowledge/databases.js';
import { temporaryFolder } from '../knowledge/temporary.js';
import { writeCorpus } from './corpus.js';
import { count, dump } from './stored.js';

const COMMAND = 'dist/adapters/command-line.js';
const folder = temporaryFolder();

describe('a file read before', () => {
  const text = readFileSync('samples/jinjiang-lingyuan-2020.txt', 'utf8');
  const path = join(folder, 'one', 'report.txt');
  /** Later than the file system's moment, so that times prove something. */
  const later = (): Date => new Date(Date.now() + 10_000);
  let database: Database;
  let reads = 0;

  async function look(again = false): Promise<string> {
    const before = reads;
    const [source] = await listFiles([path]);
    const options: ExamineOptions = {
      database,
      now: later,
      again,
      read: (file) => {
        reads += 1;
        return readFileReports(file);
      },
    };
    const examined = await examine(source as Source, options);
    return reads > before ? 'read' : examined.kind === 'unchanged' && examined.touched ? 'hashed' : examined.kind;
  }
  const ingest = async () => ingestFiles(await listFiles([path]), { database, now: later });

  beforeAll(async () => {
    mkdirSync(join(folder, 'one'));
    writeFileSync(path, text);
    database = await freshDatabase().open();
    expect((await ingest()).reports).toMatchObject([{ status: 'added' }]);
  });

  it('is not opened while nothing about it changed', async () => {
    expect(await look()).toBe('unchanged');
    expect(await look(true)).toBe('read');
    expect((await ingest()).reports).toMatchObject([
      { file: 'report.txt', year: 2020, status: 'unchanged', cells: 198 },
    ]);
  });

  it('is hashed, not read, where only its times changed', async () => {
    utimesSync(path, new Date(), new Date(Date.now() - 100_000));
    expect(await look()).toBe('hashed');
    expect((await ingest()).reports).toMatchObject([{ status: 'unchanged' }]);
    expect(await look()).toBe('unchanged');
  });

  it('is read where its content changed under the same size and time', async () => {
    const { atime, mtime, size } = statSync(path);
    writeFileSync(path, text.replace('信息', '讯息'));
    utimesSync(path, atime, mtime);
    expect(statSync(path)).toMatchObject({ size, mtime });
    expect(await look()).toBe('read');
    expect((await ingest()).reports).toMatchObject([{ status: 'updated' }]);
  });

  it('is hashed where it is too young for its times to prove anything', async () => {
    writeFileSync(path, text);
    await ingestFiles(await listFiles([path]), { database, now: () => new Date() });
    const row = await database.get<{ stamp: string }>('select stamp from read_file where path = ?', path);
    expect(row?.stamp).toBe('');
    expect(await look()).toBe('hashed');
  });

  it('is read again where its report is no longer stored', async () => {
    await ingest();
    await database.run('delete from report');
    expect(await look()).toBe('read');
    expect((await ingest()).reports).toMatchObject([{ status: 'added' }]);
  });

  it('that failed is tried again', async () => {
    writeFileSync(path, '不是年报。');
    expect((await ingest()).failed).toHaveLength(1);
    expect(await look()).toBe('read');
    expect(await count(database, 'report')).toBe(1);
  });
});

describe('two files for one office and year', () => {
  it('do not take turns with every run', async () => {
    const database = await freshDatabase().open();
    mkdirSync(join(folder, 'turns'));
    const text = readFileSync('samples/jinjiang-lingyuan-2020.txt', 'utf8');
    for (const name of ['1.txt', '2.txt']) writeFileSync(join(folder, 'turns', name), `${text}\n${name}\n`);
    const run = async () => ingestFiles(await listFiles([join(folder, 'turns')]), { database, now: () => new Date() });
    await run();
    const before = await dump(database);
    const { reports } = await run();
    expect(reports.map(({ status }) => status)).toEqual(['unchanged', 'unchanged']);
    expect(reports.map(({ conflict }) => conflict)).toEqual([{ file: '2.txt', used: 'other' }, undefined]);
    expect(await dump(database)).toEqual(before);
  });
});

describe('a run of many files', () => {
  const corpus = join(folder, 'corpus');
  const databases = new Map<string, string>();
  const url = (name: string): string => {
    const known = databases.get(name) ?? freshDatabase().url;
    databases.set(name, known);
    return known;
  };
  const args = (name: string): string[] => [COMMAND, 'ingest', corpus, '--json', '--database', url(name)];
  const run = (name: string): IngestResult =>
    JSON.parse(spawnSync('node', args(name), { encoding: 'utf8', maxBuffer: 1 << 26 }).stdout) as IngestResult;
  async function read<T>(name: string, work: (database: Database) => Promise<T>): Promise<T> {
    const database = await openDatabase(url(name));
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  }
  /** Starts a run, and ends it once some reports are stored. */
  async function cutShort(name: string, signal: NodeJS.Signals) {
    const child = spawn('node', args(name), { stdio: ['ignore', 'pipe', 'pipe'] });
    const said = { out: '', error: '' };
    child.stdout.on('data', (part) => {
      said.out += part;
    });
    child.stderr.on('data', (part) => {
      said.error += part;
    });
    const ended = once(child, 'exit') as Promise<[number | null, string | null]>;
    for (let tries = 0; tries < 600; tries += 1) {
      await sleep(50);
      const stored = await read(name, (database) => count(database, 'report')).catch(() => 0);
      if (stored >= 8) break;
    }
    child.kill(signal);
    const [code] = await ended;
    return { ...said, code };
  }

  beforeAll(async () => {
    await writeCorpus(corpus, 90);
  });

  it('killed in the middle goes on where it was, and ends as one that was not', { timeout: 300_000 }, async () => {
    const { out } = await cutShort('killed', 'SIGKILL');
    expect(out).toBe('');
    const stored = await read('killed', (database) => count(database, 'report'));
    expect(stored).toBeGreaterThanOrEqual(8);
    expect(stored).toBeLessThan(90);
    const rest = run('killed');
    const whole = run('whole');
    // Report and memory are one transaction: what is stored is not read again.
    expect(rest.reports.filter(({ status }) => status !== 'added')).toHaveLength(stored);
    expect(rest.reports.map(({ file }) => file)).toEqual(whole.reports.map(({ file }) => file));
    const [killed, uncut] = [await read('killed', dump), await read('whole', dump)];
    expect(killed).toEqual(uncut);
    expect(run('killed').reports.every(({ status }) => status === 'unchanged')).toBe(true);
  });

  it('asked to stop says how far it got, and what it says is stored', { timeout: 300_000 }, async () => {
    const { out, error, code } = await cutShort('stopped', 'SIGINT');
    expect(code).toBe(1);
    const { reports, failed } = JSON.parse(out) as IngestResult;
    expect(failed).toEqual([]);
    expect(reports.length).toBeGreaterThanOrEqual(8);
    expect(reports.length).toBeLessThan(90);
    expect(error).toContain(`${reports.length}/90`);
    expect(await read('stopped', (database) => count(database, 'report'))).toBe(reports.length);
    expect(run('stopped').reports.filter(({ status }) => status === 'unchanged')).toHaveLength(reports.length);
  });

  it('reads what is new, changed or elsewhere, and nothing else', { timeout: 300_000 }, async () => {
    const before = run('whole').reports;
    expect(before.every(({ status }) => status === 'unchanged')).toBe(true);
    const changed = before[5];
    appendFileSync(join(corpus, String(changed?.year), changed?.file ?? ''), '\n');
    const moved = before[40];
    mkdirSync(join(corpus, 'moved'));
    renameSync(join(corpus, String(moved?.year), moved?.file ?? ''), join(corpus, 'moved', moved?.file ?? ''));
    const after = run('whole').reports;
    expect(after).toHaveLength(90);
    expect(after.filter(({ status }) => status !== 'unchanged')).toEqual([{ ...changed, status: 'updated' }]);
  });
});
