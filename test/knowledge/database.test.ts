import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../knowledge/database.js';
import { storeReport } from '../../knowledge/reports.js';
import { codeOf } from './code-of.js';
import { ENGINE, freshDatabase, HAS_URLS } from './databases.js';
import { buildReport, LINJIANG, NO_CHECKS } from './fixtures.js';
import { held } from './held.js';
import { NOW, store } from './temporary.js';

const report = (year: number, granted = 1): ReturnType<typeof buildReport> =>
  buildReport({
    office: LINJIANG,
    year,
    figures: [{ metric: 'granted', stated: granted }],
    sections: [{ key: 'overview', path: '一、总体情况', paragraphs: ['街道公开了一批信息。'] }],
  });

describe('opening', () => {
  test.each([
    { url: 'postgres://127.0.0.1:1/x', code: 'DATABASE_UNREACHABLE' },
    { url: 'data/disclosure.db', code: 'BAD_DATABASE_URL' },
    { url: 'sqlite:', code: 'BAD_DATABASE_URL' },
  ])('refuses $url', async ({ url, code }) => {
    expect(await codeOf(openDatabase(url))).toBe(code);
  });

  test('without leave to create, what is not there is said', async () => {
    const fresh = freshDatabase();
    expect(await codeOf(fresh.open({ create: false }))).toBe('DATABASE_MISSING');
    await (await fresh.open()).close();
    await (await fresh.open({ create: false })).close();
  });

  test('more handles than threads on one new database all open and write', { timeout: 10_000 }, async () => {
    const fresh = freshDatabase();
    const handles = await Promise.all(Array.from({ length: 6 }, () => fresh.open()));
    await Promise.all(handles.map((handle) => handle.transaction(() => sleep(5))));
    for (const handle of handles) {
      expect(await handle.get("select value from meta where key = 'revision'")).toEqual({ value: 0 });
      await handle.close();
    }
  });
});

describe('writing', () => {
  // The embedded PostgreSQL has one connection: who waits for it waits for no lock.
  test.skipIf(!HAS_URLS)('waits for another writer, then says that the database is locked', async () => {
    const fresh = freshDatabase();
    const holder = await fresh.open();
    const waiting = await fresh.open({ busyTimeout: 150 });
    const release = await held(holder);
    expect(await codeOf(store(waiting, report(2023)))).toBe('DATABASE_LOCKED');
    await release();
    expect((await store(waiting, report(2023))).status).toBe('added');
    await holder.close();
    await waiting.close();
  });

  test('two writers at once both store everything', async () => {
    const fresh = freshDatabase();
    const handles = [await fresh.open(), await fresh.open()];
    const years = [2015, 2016, 2017, 2018, 2019, 2020];
    await Promise.all(handles.map((handle) => Promise.all(years.map((year) => store(handle, report(year))))));
    for (const handle of handles) {
      expect(await handle.all('select year from report order by year')).toEqual(years.map((year) => ({ year })));
      expect(await handle.all('select * from replaced')).toEqual([]);
      await handle.close();
    }
  });

  test('what is asked outside a transaction neither sees it nor is rolled back with it', async () => {
    const database = await freshDatabase().open();
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
    const kept = await database.all("select key from meta where key not in ('schema', 'application') order by key");
    expect(kept).toEqual([{ key: 'outside' }, { key: 'revision' }]);
    await database.close();
  });

  const WRONG = { sqlite: 'SQLITE_ERROR', postgres: '42P01' };

  test('a statement that is wrong names itself and keeps its cause', async () => {
    const database = await freshDatabase().open();
    const error: unknown = await database.all('select nothing from nowhere').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ message: expect.stringContaining('from nowhere'), cause: { code: WRONG[ENGINE] } });
    await database.close();
  });
});

test('a database is closed with all its statements, and what was stored is there', async () => {
  const fresh = freshDatabase();
  const first = await fresh.open();
  await storeReport(first, { report: report(2023), hash: 'h', now: NOW, check: NO_CHECKS });
  await first.close();
  const second = await fresh.open({ create: false });
  expect(await second.get('select count(*) as count from figure')).toEqual({ count: 1 });
  await second.close();
});
