/** What goes wrong between a program and a server of PostgreSQL: real servers, real processes, a proxy that cuts. */

import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer, type Server, Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../knowledge/database.js';
import { openKnowledge } from '../../knowledge/knowledge.js';
import { askOn, botOn } from '../bot/fixture.js';
import { writeCorpus } from '../ingest/corpus.js';
import { buildReport, LINJIANG } from '../knowledge/fixtures.js';
import { store, temporaryFolder } from '../knowledge/temporary.js';
import { type PostgresServer, postgresPrograms, startPostgres } from '../postgres-server.js';
import { ran, started, until } from './bot-process.js';
import { expectWhole, stateOf } from './whole-state.js';

const REPORTS = 27;
const PASSWORD = 'geheim4711';
const QUESTION = '省新镇2020年收到几条申请';
const folder = temporaryFolder();
const corpus = join(folder, 'corpus');

describe.skipIf(postgresPrograms() === null)('a server of PostgreSQL', () => {
  let server: PostgresServer;
  let databases = 0;
  let uncut: Record<string, string[]>;
  const proxies: Proxy[] = [];

  function fresh(): Promise<string> {
    databases += 1;
    return server.createDatabase(`server${databases}`);
  }

  beforeAll(async () => {
    server = await startPostgres();
    await writeCorpus(corpus, REPORTS);
    const whole = await fresh();
    expect(await ran(['ingest', corpus, '--json', '--database', whole])).toMatchObject({ code: 0 });
    uncut = await using(whole, stateOf);
  }, 180_000);
  afterAll(() => server?.remove());
  afterEach(async () => {
    for (const proxy of proxies.splice(0)) await proxy.stop();
  });

  test('killed during an ingest: that stops and says so, and goes on once it lives', { timeout: 120_000 }, async () => {
    const url = withPassword(await fresh());
    const running = started(['ingest', corpus, '--json', '--database', url]);
    await until(async () => (await using(url, reportsIn).catch(() => 0)) >= 1, 60_000);
    await server.kill('SIGKILL');
    const { code, out, err } = await running.ended;
    await server.start();
    expect(code).toBe(1);
    expect(err).toMatch(/(?:连接中断|连接不上).*已处理 \d+\/27 个文件，已导入的都保存好了/s);
    expect(err).not.toMatch(/geheim|^\s+at /m);
    // Said once, not for each file that was still to come.
    expect(err.match(/连接中断|连接不上/g)?.length).toBeLessThanOrEqual(2);
    const told = (JSON.parse(out) as { reports: unknown[] }).reports.length;
    await using(url, async (database) => {
      await expectWhole(database);
      // What was told is stored; of what was being stored when it died nobody was told.
      expect(await reportsIn(database)).toBeGreaterThanOrEqual(told);
    });
    expect(await ran(['ingest', corpus, '--json', '--database', url])).toMatchObject({ code: 0 });
    expect(await using(url, stateOf)).toEqual(uncut);
  });

  test('away while a folder is watched: said once, and read when it is back', { timeout: 120_000 }, async () => {
    const [url, inbox] = [await fresh(), join(folder, 'inbox')];
    mkdirSync(inbox);
    await using(url, async () => undefined);
    const watching = started(['ingest', '--watch', inbox, '--database', url]);
    await until(() => watching.err().includes('正在看着文件夹'));
    await server.kill('SIGKILL');
    for (const name of readdirSync('samples')) copyFileSync(join('samples', name), join(inbox, name));
    await until(() => watching.err().includes('稍后会自动再试'), 30_000);
    await server.start();
    await until(async () => (await using(url, reportsIn)) === readdirSync('samples').length, 60_000);
    watching.child.kill('SIGINT');
    const { err } = await watching.ended;
    expect(err.match(/连接中断|连接不上/g)?.length).toBeLessThanOrEqual(2);
    expect(err).not.toMatch(/^\s+at /m);
  });

  test('sessions that are ended under their readers cost no answer', async () => {
    const url = await fresh();
    expect(await ran(['ingest', 'samples', '--json', '--database', url])).toMatchObject({ code: 0 });
    const knowledge = await openKnowledge(url);
    const bot = botOn(knowledge);
    let ended = 0;
    let isDone = false;
    const ending = (async () => {
      while (!isDone) {
        ended += await endSessions(server);
        await sleep(25);
      }
    })();
    for (let round = 0; round < 60; round += 1) expect((await askOn(bot, QUESTION)).kind).toBe('value');
    isDone = true;
    await ending;
    expect(ended).toBeGreaterThan(10);
    await knowledge.close();
  });

  test('a session that is ended in a transaction takes it back whole', async () => {
    const url = await fresh();
    const database = await openDatabase(url);
    await store(database, report(2022));
    const lost = database.transaction(async (connection) => {
      await connection.run('delete from figure');
      await endSessions(server);
      await connection.run('delete from report');
    });
    await expect(lost).rejects.toMatchObject({ code: 'DATABASE_LOST', message: expect.stringContaining('连接中断') });
    expect(await database.all('select stated from figure')).toEqual([{ stated: '1' }]);
    expect((await store(database, report(2023))).status).toBe('added');
    await database.close();
  });

  test('a network that cuts: reads are asked again, what was being written is taken back', async () => {
    const url = await fresh();
    const proxy = await proxyTo(server.port);
    proxies.push(proxy);
    const through = withPassword(url).replace(/:\d+\//, `:${proxy.port}/`);
    const database = await openDatabase(through);
    await store(database, report(2022));
    for (let round = 0; round < 5; round += 1) {
      proxy.cut();
      expect(await database.all('select year from report')).toEqual([{ year: 2022 }]);
    }
    const lost = database.transaction(async (connection) => {
      await connection.run('delete from report');
      proxy.cut();
      await connection.run("update meta set value = 99 where key = 'revision'");
    });
    await expect(lost).rejects.toMatchObject({ code: 'DATABASE_LOST' });
    expect(await database.all('select year from report')).toEqual([{ year: 2022 }]);

    // Nobody there for a while.
    proxy.refuse(true);
    for (let round = 0; round < 3; round += 1) {
      const error: unknown = await store(database, report(2023)).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: expect.stringMatching(/^DATABASE_(?:LOST|UNREACHABLE)$/) });
      expect(String((error as Error).message)).not.toContain(PASSWORD);
    }
    proxy.refuse(false);
    await until(async () => (await store(database, report(2023)).catch(() => null)) !== null);
    expect(await database.all('select year from report order by year')).toEqual([{ year: 2022 }, { year: 2023 }]);
    await database.close();
  });

  test('a table that somebody holds: waited for, said, nothing lost', async () => {
    const url = await fresh();
    const database = await openDatabase(url, { busyTimeout: 300 });
    await store(database, report(2022));
    const holder = new pg.Client({ connectionString: url });
    await holder.connect();
    await holder.query('begin; lock table figure in access exclusive mode');
    await expect(store(database, report(2023))).rejects.toMatchObject({ code: 'DATABASE_LOCKED' });
    await holder.query('rollback');
    await holder.end();
    expect(await database.all('select year from report')).toEqual([{ year: 2022 }]);
    expect((await store(database, report(2023))).status).toBe('added');
    await database.close();
  });

  test('many transactions at once leave connections to those who read', async () => {
    const url = await fresh();
    const [database, holder] = [await openDatabase(url), await openDatabase(url)];
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const holding = holder.transaction(() => held);
    const writing = Array.from({ length: 20 }, (_, year) => store(database, report(2000 + year)));
    await sleep(100);
    expect(await database.all('select year from report')).toEqual([]);
    release();
    await holding;
    expect((await Promise.all(writing)).map(({ status }) => status)).toEqual(writing.map(() => 'added'));
    await Promise.all([database.close(), holder.close()]);
  });

  test.each([
    ['nobody listens', (url: string) => url.replace(/:\d+\//, ':1/'), /连接不上/],
    ['there is no such database', (url: string) => `${url}x`, /没有数据库 \S+，请先用 createdb/],
    ['the address cannot be read', (url: string) => url.replace(/:\d+\//, ':port/'), /看不懂/],
    ['it has no encryption', (url: string) => `${url}?sslmode=require`, /加密连接没有建立/],
    ['the host is unknown', (url: string) => url.replace('127.0.0.1', 'no.such.host.invalid'), /连接不上/],
  ])('where %s a command says so, without a stack or the password', async (_, spoilt, says) => {
    const url = spoilt(withPassword(await fresh()));
    for (const args of [['ingest', 'samples'], ['start']]) {
      const { code, out, err } = await ran([...args, '--database', url], { DISCLOSURE_PORT: '0' });
      expect([code, out, err], args[0]).toEqual([2, '', expect.stringMatching(says)]);
      expect(err).not.toMatch(/geheim|^\s+at /m);
    }
  });
});

// --- internal ---

/** Ends every session of the program; returns how many there were. */
async function endSessions(server: PostgresServer): Promise<number> {
  const client = new pg.Client({ connectionString: server.url() });
  await client.connect();
  const ended = await client
    .query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'disclosure-bot'")
    .finally(() => client.end());
  return ended.rows.length;
}

const withPassword = (url: string): string => url.replace('@', `:${PASSWORD}@`);

async function using<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(url);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

async function reportsIn(database: Database): Promise<number> {
  return (await database.get<{ count: number }>('select count(*) as count from report'))?.count ?? 0;
}

const report = (year: number): ReturnType<typeof buildReport> =>
  buildReport({ office: LINJIANG, year, figures: [{ metric: 'granted', stated: 1 }], sections: [] });

interface Proxy {
  readonly port: number;
  /** Cuts every connection there is. */
  cut(): void;
  /** Cuts every new one, too. */
  refuse(does: boolean): void;
  stop(): Promise<void>;
}

async function proxyTo(port: number): Promise<Proxy> {
  const sockets = new Set<Socket>();
  let refuses = false;
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const listener: Server = createServer((from) => {
    if (refuses) return void from.destroy();
    const to = new Socket().connect(port, '127.0.0.1');
    for (const [socket, other] of [
      [from, to],
      [to, from],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  return {
    port: (listener.address() as AddressInfo).port,
    cut,
    refuse: (does) => {
      refuses = does;
      if (does) cut();
    },
    stop: () => {
      cut();
      return new Promise<void>((resolve) => listener.close(() => resolve()));
    },
  };
}
