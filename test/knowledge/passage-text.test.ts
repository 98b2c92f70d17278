import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../knowledge/connection.js';
import { addPassageText, matchText, removePassageText } from '../../knowledge/passage-text.js';
import { ENGINE, freshDatabase } from './databases.js';
import { buildReport, LINJIANG } from './fixtures.js';
import { store } from './temporary.js';

/** Tokens as no tokenizer cuts them: whatever stands between two spaces is one, and finds itself alone. */
const TOKENS: readonly string[] = [
  "it's",
  '"quoted"',
  '""',
  "''",
  "'",
  '\\',
  'back\\slash',
  "\\'",
  '\\\\',
  'a&b',
  'a|b',
  '!not',
  '(in)',
  'x:*A',
  'x:*',
  '<->',
  'NEAR',
  'AND',
  'OR',
  'NOT',
  '^start',
  'star*',
  'title:x',
  '-minus',
  '+plus',
  '😀',
  '👩‍👩‍👧‍👦',
  '𠮷',
  '%',
  '_',
  '$1',
  '?1',
  'NULL',
  '{a}',
  '办1',
  '年2023',
  '部:overview',
  'ａ',
  'Case',
  'case',
  'w'.repeat(1_900),
];

/** FTS5 cuts at the signs of ASCII and folds its capitals, as the tokenizers do before it: no such token comes to it. */
const ODD = ENGINE === 'sqlite' ? TOKENS.filter((token) => !/[!-/:-@[-`{-~A-Z]/.test(token)) : TOKENS;

let database: Database;
let passages: readonly number[];

beforeAll(async () => {
  database = await freshDatabase().open();
  const paragraphs = ODD.map((_, at) => `第${at}段说的是街道公开信息的事。`);
  await store(
    database,
    buildReport({ office: LINJIANG, year: 2020, sections: [{ key: 'overview', path: '一、总体情况', paragraphs }] }),
  );
  const rows = await database.all<{ id: number; report: number }>('select id, report from passage order by id');
  passages = rows.map(({ id }) => id);
  await database.transaction(async (connection) => {
    await removePassageText(connection, 'report', rows[0]?.report ?? 0);
    for (const [at, token] of ODD.entries())
      await connection.run('update passage set tokens = ? where id = ?', `shared ${token} end${at}`, passages[at] ?? 0);
    await addPassageText(connection, 'report', rows[0]?.report ?? 0);
  });
});
afterAll(() => database.close());

const FIND = {
  sqlite: 'select rowid as id from passage_text where passage_text match ? order by 1',
  postgres: 'select id from passage_text where words @@ cast(? as tsquery) order by 1',
};
const find = async (match: Parameters<typeof matchText>[1]): Promise<number[]> =>
  (await database.all<{ id: number }>(FIND[ENGINE], matchText(ENGINE, match))).map(({ id }) => id);

describe('the full text of all offices', () => {
  test.each(ODD.map((token, at) => ({ token: token.slice(0, 40), whole: token, at })))(
    'finds $token by itself',
    async ({ whole, at }) => {
      expect(await find({ all: [whole, `end${at}`], oneOf: [] })).toEqual([passages[at]]);
      // Of this office, year and section all passages are.
      const everywhere = /^(?:办|年|部:)/.test(whole) && !whole.endsWith('2023');
      expect(await find({ all: [whole], oneOf: [] })).toEqual(everywhere ? passages : [passages[at]]);
    },
  );

  test('finds all of some and one of others', async () => {
    const found = await find({ all: ['shared'], oneOf: [['end3', 'end5', 'end0'], [], ['end3', 'end0', 'end1']] });
    expect(found).toEqual([passages[0], passages[3]]);
    expect(await find({ all: ['shared'], oneOf: [[], ['nowhere']] })).toEqual([]);
    expect(await find({ all: ['shared'], oneOf: [] })).toEqual(passages);
  });
});
