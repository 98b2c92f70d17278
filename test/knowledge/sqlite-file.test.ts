import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../knowledge/database.js';
import { schemaVersion } from '../../knowledge/schema.js';
import { codeOf } from './code-of.js';
import { buildReport, LINJIANG } from './fixtures.js';
import { store, temporaryFolder } from './temporary.js';

const folder = temporaryFolder();
let files = 0;
function fresh(): string {
  files += 1;
  return join(folder, `${files}.db`);
}

const report = (year: number, granted = 1): ReturnType<typeof buildReport> =>
  buildReport({
    office: LINJIANG,
    year,
    figures: [{ metric: 'granted', stated: granted }],
    sections: [{ key: 'overview', path: '一、总体情况', paragraphs: ['街道公开了一批信息。'] }],
  });

describe('opening a file', () => {
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

  test('without leave to create, no file is made', async () => {
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
});

describe('writing to a file', () => {
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

  test('whole numbers the driver would bind as REAL are refused', async () => {
    const database = await openDatabase(`sqlite:${fresh()}`);
    await expect(database.all('select ? as id', 2 ** 31)).rejects.toThrow(RangeError);
    await expect(database.all('select ? as id', 1.5)).rejects.toThrow(RangeError);
    expect(await database.all('select typeof(?) as type', 2 ** 31 - 1)).toEqual([{ type: 'integer' }]);
    await database.close();
  });
});
