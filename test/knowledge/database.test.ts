import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../knowledge/database.js';
import { storeReport } from '../../knowledge/reports.js';
import { schemaVersion } from '../../knowledge/schema.js';
import { openSqlite } from '../../knowledge/sqlite.js';
import { UserError } from '../../knowledge/types.js';
import { buildReport, LINJIANG, NO_CHECKS } from './fixtures.js';
import { NOW, store, temporaryFolder } from './temporary.js';

const folder = temporaryFolder();
let files = 0;
function fresh(): string {
  files += 1;
  return join(folder, `${files}.db`);
}

/** The code of the UserError something is rejected with; its message has to be Chinese and its cause the engine's. */
async function codeOf(rejected: Promise<unknown>): Promise<string> {
  const error = await rejected.then(
    () => expect.fail('was not rejected'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof UserError)) throw error;
  expect(error.message).toMatch(/\p{Script=Han}{4}/u);
  return error.code;
}

const report = (year: number, granted = 1): ReturnType<typeof buildReport> =>
  buildReport({
    office: LINJIANG,
    year,
    figures: [{ metric: 'granted', stated: granted }],
    sections: [{ key: 'overview', path: '一、总体情况', paragraphs: ['街道公开了一批信息。'] }],
  });

describe('opening', () => {
  test('creates folder and file, with the pragmas stated', async () => {
    const database = await openDatabase(`sqlite:${join(folder, 'a', 'b', 'c.db')}`, { busyTimeout: 20 });
    const pragma = async (name: string): Promise<unknown> =>
      Object.values((await database.get<Record<string, unknown>>(`pragma ${name}`)) ?? {})[0];
    expect(await pragma('journal_mode')).toBe('wal');
    expect(await pragma('synchronous')).toBe(1);
    expect(await pragma('cache_size')).toBe(-65536);
    expect(await pragma('foreign_keys')).toBe(1);
    expect(await pragma('busy_timeout')).toBe(20);
    expect(await pragma('user_version')).toBe(schemaVersion());
    await database.close();
  });

  test.each([
    { url: 'postgres://127.0.0.1:1/x', code: 'DATABASE_UNREACHABLE' },
    { url: 'data/disclosure.db', code: 'BAD_DATABASE_URL' },
    { url: 'sqlite:', code: 'BAD_DATABASE_URL' },
  ])('refuses $url', async ({ url, code }) => {
    expect(await codeOf(openDatabase(url))).toBe(code);
  });

  test('without leave to create, a missing file is said and not made', async () => {
    const path = fresh();
    expect(await codeOf(openDatabase(`sqlite:${path}`, { create: false }))).toBe('DATABASE_MISSING');
    expect(() => statSync(path)).toThrow();
  });

  test('a folder is no database', async () => {
    const path = fresh();
    mkdirSync(path);
    expect(await codeOf(openDatabase(`sqlite:${path}`))).toBe('DATABASE_CANNOT_OPEN');
  });

  test('a folder that cannot be made is said', async () => {
    const path = fresh();
    writeFileSync(path, 'a file');
    expect(await codeOf(openDatabase(`sqlite:${join(path, 'under', 'it.db')}`))).toBe('DATABASE_CANNOT_OPEN');
  });

  test('what is no database stays as it is', async () => {
    const path = fresh();
    const content = '这不是数据库。'.repeat(400);
    writeFileSync(path, content);
    expect(await codeOf(openDatabase(`sqlite:${path}`))).toBe('DATABASE_CORRUPT');
    expect(readFileSync(path, 'utf8')).toBe(content);
  });

  test("another program's database stays as it is", async () => {
    const path = fresh();
    const other = await openSqlite(path, { patience: 0 });
    await other.exec('create table theirs (x); insert into theirs values (1);');
    await other.close();
    const before = readFileSync(path);
    expect(await codeOf(openDatabase(`sqlite:${path}`))).toBe('FOREIGN_DATABASE');
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('a newer schema is not touched', async () => {
    const path = fresh();
    const newer = await openDatabase(`sqlite:${path}`);
    await newer.exec(`pragma user_version = ${schemaVersion() + 1}`);
    await newer.close();
    expect(await codeOf(openDatabase(`sqlite:${path}`))).toBe('NEWER_SCHEMA');
  });

  test('damage inside is said', async () => {
    const path = fresh();
    const database = await openDatabase(`sqlite:${path}`);
    for (const year of [2019, 2020, 2021, 2022]) await store(database, report(year));
    await database.close();
    const bytes = readFileSync(path);
    bytes.fill(0xaa, 4096 * 2);
    writeFileSync(path, bytes);
    const reading = openDatabase(`sqlite:${path}`).then(async (opened) => {
      await opened.all('select * from figure').finally(() => opened.close());
    });
    expect(await codeOf(reading)).toBe('DATABASE_CORRUPT');
  });

  test('more handles than threads on one new file all open and write', { timeout: 10_000 }, async () => {
    const url = `sqlite:${fresh()}`;
    const handles = await Promise.all(Array.from({ length: 6 }, () => openDatabase(url)));
    await Promise.all(handles.map((handle) => handle.transaction(() => sleep(5))));
    for (const handle of handles) {
      expect(await handle.get('select value from meta')).toEqual({ value: 0 });
      await handle.close();
    }
  });
});

describe('writing', () => {
  test('waits for another writer, then says that the database is locked', async () => {
    const url = `sqlite:${fresh()}`;
    const holder = await openDatabase(url);
    const waiting = await openDatabase(url, { busyTimeout: 150 });
    await holder.exec('begin immediate');
    expect(await codeOf(store(waiting, report(2023)))).toBe('DATABASE_LOCKED');
    await holder.exec('rollback');
    expect((await store(waiting, report(2023))).status).toBe('added');
    await holder.close();
    await waiting.close();
  });

  test('two writers at once both store everything', async () => {
    const url = `sqlite:${fresh()}`;
    const handles = [await openDatabase(url), await openDatabase(url)];
    const years = [2015, 2016, 2017, 2018, 2019, 2020];
    await Promise.all(handles.map((handle) => Promise.all(years.map((year) => store(handle, report(year))))));
    for (const handle of handles) {
      expect(await handle.all('select year from report order by year')).toEqual(years.map((year) => ({ year })));
      expect(await handle.all('select * from replaced')).toEqual([]);
      await handle.close();
    }
  });

  test('a full disk leaves the old state', async () => {
    const database = await openDatabase(`sqlite:${fresh()}`);
    await store(database, report(2023, 5));
    const pages = await database.get<{ page_count: number }>('pragma page_count');
    await database.exec(`pragma max_page_count = ${(pages?.page_count ?? 0) + 1}`);
    const lines = Array.from({ length: 500 }, (_, index) => `第${index}段：${Math.random()}`);
    const large = buildReport({
      office: LINJIANG,
      year: 2023,
      sections: [{ key: 'overview', path: '一、总体情况', paragraphs: lines }],
    });
    expect(await codeOf(store(database, large))).toBe('DISK_FULL');
    expect(await database.all('select stated from figure')).toEqual([{ stated: '5' }]);
    await database.close();
  });

  test.skipIf(process.getuid?.() === 0)('a read-only file is said', async () => {
    const path = fresh();
    await (await openDatabase(`sqlite:${path}`)).close();
    chmodSync(path, 0o444);
    const database = await openDatabase(`sqlite:${path}`);
    expect(await codeOf(store(database, report(2023)))).toBe('DATABASE_READONLY');
    await database.close();
  });

  test('what is asked outside a transaction neither sees it nor is rolled back with it', async () => {
    const database = await openDatabase(`sqlite:${fresh()}`);
    let seen: Promise<unknown> = Promise.resolve();
    let written: Promise<unknown> = Promise.resolve();
    const failing = database.transaction(async (connection) => {
      await connection.run("insert into meta values ('half', 1)");
      seen = database.all("select * from meta where key = 'half'");
      written = database.run("insert into meta values ('outside', 1)");
      await connection.run("insert into meta values ('other half', 1)");
      throw new RangeError('changed its mind');
    });
    await expect(failing).rejects.toThrow('changed its mind');
    expect(await seen).toEqual([]);
    await written;
    expect(await database.all('select key from meta order by key')).toEqual([{ key: 'outside' }, { key: 'revision' }]);
    await database.close();
  });

  test('whole numbers the driver would bind as REAL are refused', async () => {
    const database = await openDatabase(`sqlite:${fresh()}`);
    await expect(database.all('select ? as id', 2 ** 31)).rejects.toThrow(RangeError);
    await expect(database.all('select ? as id', 1.5)).rejects.toThrow(RangeError);
    expect(await database.all('select typeof(?) as type', 2 ** 31 - 1)).toEqual([{ type: 'integer' }]);
    await database.close();
  });

  test('a statement that is wrong names itself and keeps its cause', async () => {
    const database = await openDatabase(`sqlite:${fresh()}`);
    const error: unknown = await database.all('select nothing from nowhere').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ message: expect.stringContaining('from nowhere'), cause: { code: 'SQLITE_ERROR' } });
    await database.close();
  });
});

test('a database is closed with all its statements, and what was stored is there', async () => {
  const url = `sqlite:${fresh()}`;
  const first = await openDatabase(url);
  await storeReport(first, { report: report(2023), hash: 'h', now: NOW, check: NO_CHECKS });
  await first.close();
  const second = await openDatabase(url, { create: false });
  expect(await second.get('select count(*) as count from figure')).toEqual({ count: 1 });
  await second.close();
});
