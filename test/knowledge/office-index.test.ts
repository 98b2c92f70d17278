import { describe, expect, test } from 'vitest';
import type { Database } from '../../knowledge/connection.js';
import { type Knowledge, knowledgeOf } from '../../knowledge/knowledge.js';
import { buildIndex } from '../../knowledge/office-index.js';
import { bringUpToDate } from '../../knowledge/office-indexes.js';
import { buildPassageIndex, loadPassageIndex } from '../../knowledge/passage-index.js';
import { storeReport } from '../../knowledge/reports.js';
import { currentRevision } from '../../knowledge/revision.js';
import type { Report } from '../../knowledge/types.js';
import { ENGINE, freshDatabase, HAS_URLS, type TestDatabase } from './databases.js';
import { BAILU, LINJIANG, NO_CHECKS } from './fixtures.js';
import { held } from './held.js';
import { LIBRARY } from './library.js';
import { NOW, quiet, store } from './temporary.js';

async function library(): Promise<{ fresh: TestDatabase; database: Database; knowledge: Knowledge }> {
  const fresh = freshDatabase();
  const database = await fresh.open({ busyTimeout: 100 });
  for (const report of LIBRARY) await store(database, report);
  return { fresh, database, knowledge: await knowledgeOf(database) };
}

const WELL = { text: '查阅点设在哪里', years: [], limit: 1 };

async function expectFound(knowledge: Knowledge): Promise<void> {
  const office = (await knowledge.offices()).find(({ name }) => name === LINJIANG.name);
  for (const offices of [[office?.id ?? 0], []]) {
    expect((await knowledge.passages({ ...WELL, offices }))[0]?.text).toContain('二楼设立信息查阅点');
  }
}

const index = async (database: Database): Promise<unknown> =>
  database.all('select office, stamp, passages, length(data) as bytes from office_index order by office');

/** Bytes, given in hex, as the engine writes them. */
const BYTES = {
  sqlite: (hex: string) => `x'${hex}'`,
  postgres: (hex: string) => `decode('${hex}', 'hex')`,
};

describe('an index that cannot be used', () => {
  test.each([
    { what: 'is damaged', sql: `update office_index set data = ${BYTES[ENGINE]('00'.repeat(900))}` },
    { what: 'is cut short', sql: 'update office_index set data = substr(data, 1, 200)' },
    { what: 'is empty', sql: `update office_index set data = ${BYTES[ENGINE]('')}` },
    { what: 'was cut by another tokenizer', sql: "update office_index set stamp = 'intl-0'" },
    { what: 'is gone', sql: 'delete from office_index' },
    {
      what: 'was cut otherwise, full text and all',
      sql: "update office_index set stamp = 'intl-0'; update passage set tokens = 'x'; delete from passage_text;",
    },
  ])('because it $what is built anew from the passages, and stored', async ({ sql }) => {
    const { database, knowledge } = await library();
    const before = await index(database);
    await database.exec(sql);
    await expectFound(knowledge);
    await expectFound(knowledge);
    const after = await database.get<{ data: Buffer }>('select data from office_index where office = 1');
    expect((await loadPassageIndex(after?.data ?? Buffer.alloc(0))).size).toBe(
      LIBRARY.filter(({ office }) => office === LINJIANG).flatMap(({ passages }) => passages).length,
    );
    if (sql.includes('stamp') || sql.includes('delete')) expect(await index(database)).toEqual(before);
    await knowledge.close();
  });

  // The embedded PostgreSQL has one connection: nothing is read beside who writes.
  test.skipIf(!HAS_URLS)('serves even while the database cannot be written', async () => {
    const { fresh, database, knowledge } = await library();
    await database.exec(`update office_index set data = ${BYTES[ENGINE]('00')}`);
    const writer = await fresh.open();
    const release = await held(writer);
    const [found] = await knowledge.passages({ ...WELL, offices: [1] });
    expect(found?.text).toContain('二楼设立信息查阅点');
    await release();
    await writer.close();
    await knowledge.close();
  });
});

describe('storing', () => {
  test('builds the index of the office touched, and of no other', async () => {
    const { database, knowledge } = await library();
    const revisions = (): Promise<{ office: number; revision: number }[]> =>
      database.all('select office, revision from office_index order by office');
    const before = await revisions();
    const [first] = LIBRARY;
    if (!first) throw new RangeError('no report');
    await store(database, { ...first, office: BAILU, year: 2020 });
    const touched = (await revisions()).filter(({ revision }, at) => revision !== before[at]?.revision);
    expect(touched.map(({ office }) => office)).toEqual([2]);
    await expectFound(knowledge);
    await knowledge.close();
  });

  test('another handle finds the new passage and no longer the old one', async () => {
    const { fresh, database, knowledge } = await library();
    const other = await knowledgeOf(await fresh.open());
    await expectFound(other);
    const old = LIBRARY.find(({ office, year }) => office === LINJIANG && year === 2022);
    if (!old) throw new RangeError('no report');
    const passages = old.passages.map((passage) => {
      const text = passage.text.replace('二楼设立信息查阅点', '西侧设立信息查阅点');
      return { ...passage, text, quote: text };
    });
    const lines = old.lines.map((line) => line.replace('二楼设立信息查阅点', '西侧设立信息查阅点'));
    await store(database, { ...old, passages, lines });
    for (const offices of [[1], []]) {
      const found = await other.passages({ ...WELL, limit: 9, offices });
      expect(found[0]?.text).toContain('西侧设立信息查阅点');
      expect(found.map(({ text }) => text).join()).not.toContain('二楼');
    }
    await other.close();
    await knowledge.close();
  });
});

describe('indexes left for later', () => {
  const later = (report: Report) => ({ report, hash: report.file, now: NOW, check: NO_CHECKS, indexLater: true });
  async function unindexed() {
    const asked: string[] = [];
    const database = await freshDatabase().open({ trace: (sql) => asked.push(sql) });
    for (const report of LIBRARY) await storeReport(database, later(report));
    const built = async () =>
      (await database.all<{ built: number }>('select length(data) > 0 as built from office_index order by office')).map(
        (row) => row.built === 1,
      );
    return { database, asked, built };
  }
  async function cutAgain(asked: readonly string[]): Promise<number> {
    await quiet(asked);
    expect(asked.length).toBeGreaterThan(0);
    return asked.filter((sql) => /update passage set/.test(sql)).length;
  }

  test('are built from passages as they were cut, and are then those that storing would have built', async () => {
    const { database, asked, built } = await unindexed();
    const offices = (await built()).length;
    expect(await built()).toEqual(Array(offices).fill(false));
    const revision = await currentRevision(database);
    await bringUpToDate(database);
    expect(await built()).toEqual(Array(offices).fill(true));
    expect(await cutAgain(asked)).toBe(0);
    expect(await currentRevision(database)).toBe(revision);
    const at = await library();
    const stored = 'select office, stamp, passages, data from office_index order by office';
    expect(await database.all(stored)).toEqual(await at.database.all(stored));
    await at.database.close();
    await database.close();
  });

  test('are not built by a question to all offices, and by a question to one only that one', async () => {
    const { database, asked, built } = await unindexed();
    const knowledge = await knowledgeOf(database);
    const search = (offices: number[]) => knowledge.passages({ ...WELL, offices });
    expect((await search([]))[0]?.text).toContain('二楼设立信息查阅点');
    expect((await built()).filter(Boolean)).toEqual([]);
    expect((await search([1]))[0]?.text).toContain('二楼设立信息查阅点');
    expect(await built()).toEqual((await built()).map((_, index) => index === 0));
    expect(await cutAgain(asked)).toBe(0);
    await knowledge.close();
  });

  test('are not stored where the passages change while one is built', async () => {
    const { database } = await unindexed();
    const [first] = LIBRARY;
    if (!first) throw new RangeError('no report');
    const another = { ...first, year: 2015, file: 'another.txt' };
    let changed = false;
    await bringUpToDate(database, {
      build: async (passages) => {
        if (!changed) {
          changed = true;
          await storeReport(database, later(another));
        }
        return buildIndex(passages);
      },
    });
    const knowledge = await knowledgeOf(database);
    const found = await knowledge.passages({ ...WELL, offices: [1], years: [2015], limit: 9 });
    expect(found.map(({ year }) => year)).toContain(2015);
    await knowledge.close();
  });

  test('are left as they are from where it is told to end', async () => {
    const { database, built } = await unindexed();
    await bringUpToDate(database, { goOn: () => false });
    expect((await built()).some(Boolean)).toBe(false);
    await database.close();
  });

  test('of passages that nobody knows who cut are cut again', async () => {
    const { database, asked, built } = await unindexed();
    await database.run('delete from office_index where office = 1');
    const [first] = LIBRARY;
    if (!first) throw new RangeError('no report');
    await storeReport(database, later({ ...first, year: 2015, file: 'another.txt' }));
    expect(await database.all('select 1 from office_index where office = 1')).toEqual([]);
    await bringUpToDate(database);
    expect((await built()).every(Boolean)).toBe(true);
    expect(await cutAgain(asked)).toBe(1);
    await database.close();
  });
});

test('an index of nothing finds nothing', async () => {
  const empty = await loadPassageIndex(await buildPassageIndex([]));
  expect(empty.size).toBe(0);
  expect(empty.find(new Map([['公开', 1]]))).toEqual([]);
});
