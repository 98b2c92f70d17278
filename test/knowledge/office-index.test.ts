import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../knowledge/database.js';
import { type Knowledge, knowledgeOf } from '../../knowledge/knowledge.js';
import { buildPassageIndex, loadPassageIndex } from '../../knowledge/passage-index.js';
import { BAILU, LINJIANG } from './fixtures.js';
import { LIBRARY } from './library.js';
import { store, temporaryFolder } from './temporary.js';

const folder = temporaryFolder();
let files = 0;

async function library(): Promise<{ url: string; database: Database; knowledge: Knowledge }> {
  files += 1;
  const url = `sqlite:${join(folder, `${files}.db`)}`;
  const database = await openDatabase(url, { busyTimeout: 100 });
  for (const report of LIBRARY) await store(database, report);
  return { url, database, knowledge: await knowledgeOf(database) };
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

describe('an index that cannot be used', () => {
  test.each([
    { what: 'is damaged', sql: 'update office_index set data = zeroblob(900)' },
    { what: 'is cut short', sql: 'update office_index set data = substr(data, 1, 200)' },
    { what: 'is empty', sql: "update office_index set data = x''" },
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

  test('serves even while the database cannot be written', async () => {
    const { url, database, knowledge } = await library();
    await database.exec("update office_index set data = x'00'");
    const writer = await openDatabase(url);
    await writer.exec('begin immediate');
    const [found] = await knowledge.passages({ ...WELL, offices: [1] });
    expect(found?.text).toContain('二楼设立信息查阅点');
    await writer.exec('rollback');
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
    const { url, database, knowledge } = await library();
    const other = await knowledgeOf(await openDatabase(url));
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

test('an index of nothing finds nothing', async () => {
  const empty = await loadPassageIndex(await buildPassageIndex([]));
  expect(empty.size).toBe(0);
  expect(empty.find(new Map([['公开', 1]]))).toEqual([]);
});
