/** What goes wrong with a database, on both engines: nothing is lost, the message is clear, and the next try goes through. */

import { execFileSync } from 'node:child_process';
import { mkdirSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../knowledge/database.js';
import { openKnowledge } from '../../knowledge/knowledge.js';
import { schemaVersion } from '../../knowledge/schema.js';
import { writeCorpus } from '../ingest/corpus.js';
import { buildReport, LINJIANG } from '../knowledge/fixtures.js';
import { store, temporaryFolder } from '../knowledge/temporary.js';
import { type PostgresServer, postgresPrograms, startPostgres } from '../postgres-server.js';
import { type Ran, type Running, ran, started, until } from './bot-process.js';
import { expectWhole, stateOf } from './whole-state.js';

const REPORTS = 27;
const folder = temporaryFolder();
const corpus = join(folder, 'corpus');
const ENGINES = ['sqlite', ...(postgresPrograms() === null ? [] : ['postgres'])];
/** Small file systems can be made by root alone. */
const CAN_MOUNT = process.getuid?.() === 0 && canMount();
let server: PostgresServer | null = null;
let databases = 0;
let uncut: Record<string, string[]>;

async function fresh(engine: string): Promise<string> {
  databases += 1;
  if (server && engine === 'postgres') return server.createDatabase(`reliable${databases}`);
  return `sqlite:${join(folder, `${databases}.db`)}`;
}

beforeAll(async () => {
  if (ENGINES.includes('postgres')) server = await startPostgres();
  await writeCorpus(corpus, REPORTS);
  const whole = await fresh('sqlite');
  expect(await ingest(whole)).toMatchObject({ code: 0 });
  uncut = await using(whole, stateOf);
}, 180_000);
afterAll(() => server?.remove());

describe.each(ENGINES)('on %s', (engine) => {
  test('an ingest that is killed goes on where it was, and ends as one that was not', {
    timeout: 120_000,
  }, async () => {
    const url = await fresh(engine);
    const { child, ended } = await underWay(url, 1);
    child.kill('SIGKILL');
    await ended;
    const stored = await using(url, async (database) => {
      await expectWhole(database);
      return reportsIn(database);
    });
    expect([stored >= 1, stored < REPORTS]).toEqual([true, true]);
    expect(await ingest(url)).toMatchObject({ code: 0 });
    await expectUncut(url);
  });

  test('two ingests at once end as one', { timeout: 120_000 }, async () => {
    const url = await fresh(engine);
    const both = await Promise.all([ingest(url), ingest(url)]);
    for (const { code, err } of both) expect([code, err]).toEqual([0, expect.not.stringMatching(/失败|^\s+at /m)]);
    await expectUncut(url);
  });

  test('a damaged index is made anew from the passages', async () => {
    const url = await fresh(engine);
    expect(await ran(['ingest', 'samples', '--json', '--database', url])).toMatchObject({ code: 0 });
    const before = await using(url, stateOf);
    const found = await foundIn(url);
    for (const damage of [Buffer.from('x'), Buffer.alloc(0), (await indexIn(url)).subarray(0, 500)]) {
      await using(url, (database) => database.run('update office_index set data = ?', damage));
      expect(await foundIn(url)).toEqual(found);
      expect((await indexIn(url)).length).toBeGreaterThan(1_000);
    }
    expect(await using(url, stateOf)).toEqual(before);
  });

  test('a newer schema is refused and not touched', async () => {
    const url = await fresh(engine);
    await using(url, (database) =>
      database.exec(
        database.engine === 'sqlite'
          ? `pragma user_version = ${schemaVersion() + 1}`
          : `update meta set value = ${schemaVersion() + 1} where key = 'schema'`,
      ),
    );
    for (const args of [
      ['ingest', 'samples'],
      ['ask', '你好'],
      ['start'],
      ['copy', '--from', url, '--to', await fresh('sqlite')],
    ]) {
      const { code, err } = await ran([...args, '--database', url], { DISCLOSURE_PORT: '0' });
      expect([code, err], args[0]).toEqual([
        2,
        expect.stringMatching(/^这个知识库由更新版本的程序建立.*请升级程序后再用。\n$/),
      ]);
    }
  });

  test('one that waits in vain for another writer says so, and loses nothing', async () => {
    const url = await fresh(engine);
    const [holder, waiting] = [await openDatabase(url), await openDatabase(url, { busyTimeout: 300 })];
    await store(waiting, report(2022));
    let release: () => void = () => undefined;
    let begun: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const holding = holder.transaction(async (connection) => {
      await connection.run("update meta set value = value where key = 'revision'");
      begun();
      await new Promise<void>((resolve) => {
        release = resolve;
      });
    });
    await held;
    const started = performance.now();
    await expect(store(waiting, report(2023))).rejects.toMatchObject({
      code: 'DATABASE_LOCKED',
      message: expect.stringContaining('正被另一个程序写入'),
    });
    expect(performance.now() - started).toBeGreaterThan(250);
    // Who only reads does not wait.
    expect(await waiting.all('select year from report')).toEqual([{ year: 2022 }]);
    release();
    await holding;
    await store(waiting, report(2023));
    expect(await holder.all('select year from report order by year')).toEqual([{ year: 2022 }, { year: 2023 }]);
    await Promise.all([holder.close(), waiting.close()]);
  });
});

describe('a full disk', () => {
  test.skipIf(!CAN_MOUNT)(
    'under SQLite stops an ingest, and it goes on when there is space',
    { timeout: 120_000 },
    async () => {
      await onSmallDisk('sqlite', async (disk) => {
        disk.leave(2);
        await refusedThenDone(`sqlite:${join(disk.path, 'small.db')}`, disk);
      });
    },
  );

  test.skipIf(!CAN_MOUNT || !ENGINES.includes('postgres'))(
    'under PostgreSQL stops an ingest, and it goes on when there is space',
    { timeout: 120_000 },
    async () => {
      await onSmallDisk('postgres', async (disk) => {
        if (!server) throw new Error('there is no server');
        execFileSync('chown', ['postgres', disk.path]);
        const admin = await openDatabase(await fresh('postgres'));
        await admin.exec(`create tablespace small location '${disk.path}'`);
        await admin.exec('create database small tablespace small');
        await admin.close();
        disk.leave(2);
        await refusedThenDone(server.url('small'), disk);
        const again = await openDatabase(await fresh('postgres'));
        await again.exec('drop database small with (force)');
        await again.exec('drop tablespace small');
        await again.close();
      });
    },
  );
});

// --- internal ---

async function using<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(url);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

const ingest = (url: string): Promise<Ran> => ran(['ingest', corpus, '--json', '--database', url]);

/** Starts an ingest and waits until so many reports are stored. */
async function underWay(url: string, reports: number): Promise<Running> {
  const running = started(['ingest', corpus, '--json', '--database', url]);
  await until(async () => {
    if (running.child.exitCode !== null) throw new Error(`it ended: ${running.err()}`);
    return (await using(url, reportsIn).catch(() => 0)) >= reports;
  }, 60_000);
  return running;
}

async function reportsIn(database: Database): Promise<number> {
  return (await database.get<{ count: number }>('select count(*) as count from report'))?.count ?? 0;
}

async function expectUncut(url: string): Promise<void> {
  await using(url, async (database) => {
    await expectWhole(database);
    expect(await stateOf(database)).toEqual(uncut);
  });
  const { reports } = JSON.parse((await ingest(url)).out) as { reports: { status: string }[] };
  expect(reports.map(({ status }) => status)).toEqual(Array.from({ length: REPORTS }, () => 'unchanged'));
}

async function foundIn(url: string): Promise<unknown> {
  const knowledge = await openKnowledge(url);
  try {
    const [office] = (await knowledge.offices()).filter(({ core }) => core === '西园街道');
    const found = await knowledge.passages({ text: '政务公开培训', offices: [office?.id ?? 0], years: [], limit: 3 });
    expect(found.length).toBeGreaterThan(0);
    return found;
  } finally {
    await knowledge.close();
  }
}

/** The index of the office that is looked in. */
async function indexIn(url: string): Promise<Buffer> {
  const row = await using(url, (database) =>
    database.get<{ data: Buffer }>(
      "select i.data as data from office_index i join office o on o.id = i.office where o.core = '西园街道'",
    ),
  );
  return row?.data ?? Buffer.alloc(0);
}

const report = (year: number): ReturnType<typeof buildReport> =>
  buildReport({
    office: LINJIANG,
    year,
    figures: [{ metric: 'granted', stated: 1 }],
    sections: [{ key: 'overview', path: '一、总体情况', paragraphs: ['街道公开了一批信息。'] }],
  });

interface Disk {
  readonly path: string;
  /** Makes it so large that so many megabytes are free. */
  leave(megabytes: number): void;
}

function canMount(): boolean {
  const path = join(folder, 'try');
  mkdirSync(path, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', path], { stdio: 'pipe' });
    execFileSync('umount', [path]);
    return true;
  } catch {
    return false;
  }
}

async function onSmallDisk(name: string, work: (disk: Disk) => Promise<void>): Promise<void> {
  const path = join(folder, `disk-${name}`);
  mkdirSync(path);
  // The server's user has to reach it.
  execFileSync('chmod', ['755', folder]);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=400m', 'tmpfs', path]);
  try {
    await work({
      path,
      leave: (megabytes) => {
        const { blocks, bfree, bsize } = statfsSync(path);
        const size = Math.ceil(((blocks - bfree) * bsize) / 1024) + megabytes * 1024;
        execFileSync('mount', ['-o', `remount,size=${size}k`, path]);
      },
    });
  } finally {
    execFileSync('umount', ['-l', path]);
  }
}

async function refusedThenDone(url: string, disk: Disk): Promise<void> {
  const refused = await ingest(url);
  expect([refused.code, refused.err]).toEqual([
    1,
    expect.stringMatching(/磁盘空间不足.*再运行一次同样的命令会从这里接着导入/s),
  ]);
  expect(refused.err).not.toMatch(/^\s+at /m);
  // A server may not even let anybody in while it cannot write.
  disk.leave(400);
  const stored = await using(url, async (database) => {
    await expectWhole(database);
    return reportsIn(database);
  });
  expect(stored).toBeLessThan(REPORTS);
  expect((JSON.parse(refused.out) as { reports: unknown[] }).reports).toHaveLength(stored);
  expect(await ingest(url)).toMatchObject({ code: 0 });
  await expectUncut(url);
}
