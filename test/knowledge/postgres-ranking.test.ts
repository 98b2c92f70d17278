import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../knowledge/database.js';
import { type Knowledge, knowledgeOf } from '../../knowledge/knowledge.js';
import type { Report } from '../../knowledge/types.js';
import { freshDatabase } from './databases.js';
import { BAILU, buildReport, LINJIANG } from './fixtures.js';
import { LIBRARY } from './library.js';
import { QUESTIONS } from './passage-questions.js';
import { store, temporaryFolder } from './temporary.js';

/**
 * The same reports in SQLite and in PostgreSQL, stored in the same order: a search finds the same passages in the same
 * order on both, with the same coverage and the same score to the last digit. The one limit: PostgreSQL keeps no token of
 * more than 2,000 bytes in the full text of all offices.
 */
const LONG = `x${'9'.repeat(2_999)}y`;
const ODD: readonly string[] = [
  `他说“可以”，又说"quoted"和'it''s'。`,
  String.raw`路径是C:\reports\2023\new，正则是\d+'\\'。`,
  '表达式 a & b | !(c <-> d):*A 和 NEAR(x y) AND OR NOT ^title* 都是普通文字。',
  '表情😀👩‍👩‍👧‍👦🇨🇳，生僻字𠮷𡨴，全角ＡＢＣ１２３。',
  '零宽\u200b字符\u00ad和\ufeff标记，制表\t符。',
  `长词${LONG}在此。`,
  '百分号%和下划线_，美元$1和问号?1，大括号{a,b}，NULL。',
];

const REPORTS: readonly Report[] = [
  ...LIBRARY,
  ...[LINJIANG, BAILU].map((office) =>
    buildReport({
      office,
      year: 2019,
      sections: [{ key: 'overview', path: '一、总体情况', paragraphs: ODD }],
    }),
  ),
];

const folder = temporaryFolder();
let sqlite: Knowledge;
let postgres: Knowledge;

beforeAll(async () => {
  const [one, other] = [await openDatabase(`sqlite:${join(folder, 'same.db')}`), await freshDatabase().open()];
  for (const report of REPORTS) for (const database of [one, other]) await store(database, report);
  [sqlite, postgres] = [await knowledgeOf(one), await knowledgeOf(other)];
});
afterAll(() => Promise.all([sqlite?.close(), postgres?.close()]));

async function found(knowledge: Knowledge, text: string, offices: readonly string[], years: readonly number[]) {
  const ids = (await knowledge.offices()).filter(({ name }) => offices.includes(name)).map(({ id }) => id);
  const passages = await knowledge.passages({ text, offices: ids, years, limit: 50 });
  return passages.map(({ office, year, quote, score, coverage }) => ({ office, year, quote, score, coverage }));
}

async function expectSame(text: string, offices: readonly string[], years: readonly number[]): Promise<number> {
  const [one, other] = [await found(sqlite, text, offices, years), await found(postgres, text, offices, years)];
  expect(other).toEqual(one);
  return one.length;
}

describe('SQLite and PostgreSQL rank alike', () => {
  test.each(QUESTIONS)('$text', async ({ text, offices = [], years = [] }) => {
    const names = offices.map(({ name }) => name);
    const counts = [
      await expectSame(text, [], []),
      await expectSame(text, [], years),
      await expectSame(text, names, years),
      await expectSame(text, [...names, BAILU.name], []),
    ];
    expect(Math.max(...counts)).toBeGreaterThan(0);
  });

  test.each(['公开', '信息公开工作', '2023年', '申请 答复 期限', '街道', '培训 组织'])(
    'where many passages hold the words: %s',
    async (text) => {
      expect(await expectSame(text, [], [])).toBeGreaterThan(0);
    },
  );

  test.each([
    '"quoted"',
    "it''s",
    String.raw`C:\reports\2023\new`,
    String.raw`\d+ '\\' \\`,
    'a & b | !(c <-> d):*A',
    'NEAR(x y) AND OR NOT ^title*',
    '😀👩‍👩‍👧‍👦🇨🇳',
    '生僻字𠮷𡨴',
    'ＡＢＣ１２３',
    '零宽字符标记',
    '百分号%下划线_$1?1{a,b}NULL',
    '长词在此',
    'NUL\u0000在中间',
    `'); drop table passage; --`,
  ])('odd words are words: %s', async (text) => {
    await expectSame(text, [], []);
    await expectSame(text, [LINJIANG.name], [2019]);
  });

  test('a token of 3,000 bytes is found by its office on both, among all offices by SQLite alone', async () => {
    expect(await expectSame(LONG, [LINJIANG.name], [])).toBe(1);
    expect(await found(sqlite, LONG, [], [])).toHaveLength(2);
    expect(await found(postgres, LONG, [], [])).toEqual([]);
  });
});
