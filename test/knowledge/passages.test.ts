import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Knowledge, knowledgeOf } from '../../knowledge/knowledge.js';
import { freshDatabase } from './databases.js';
import { BAILU, LINJIANG, YUNXI } from './fixtures.js';
import { LIBRARY } from './library.js';
import { QUESTIONS } from './passage-questions.js';
import { store } from './temporary.js';

let knowledge: Knowledge;
let ids: ReadonlyMap<string, number>;

beforeAll(async () => {
  const database = await freshDatabase().open();
  for (const report of LIBRARY) await store(database, report);
  knowledge = await knowledgeOf(database);
  ids = new Map((await knowledge.offices()).map(({ name, id }) => [name, id]));
});
afterAll(() => knowledge.close());

function idsOf(offices: readonly { readonly name: string }[]): number[] {
  return offices.map(({ name }) => ids.get(name) ?? Number.NaN);
}

describe('finding a passage', () => {
  test.each(QUESTIONS)('$text', async ({ text, offices = [], years = [], first, holds }) => {
    const found = await knowledge.passages({ text, offices: idsOf(offices), years, limit: 5 });
    expect(found[0]?.text).toContain(holds);
    expect(found[0]?.office).toBe(first);
    for (const { year, quote, text: body, coverage, score } of found) {
      if (years.length > 0) expect(years).toContain(year);
      expect(quote).toBe(body);
      expect(coverage).toBeGreaterThan(0);
      expect(coverage).toBeLessThanOrEqual(1);
      expect(score).toBeLessThanOrEqual(coverage);
    }
  });

  /** So many offices are not looked up one by one. */
  const MANY = [91, 92, 93, 94, 95, 96, 97, 98];

  test.each(QUESTIONS.filter(({ offices }) => offices))(
    '$text, in the one full text of all offices',
    async (question) => {
      const { text, offices = [], years = [], holds } = question;
      const found = await knowledge.passages({ text, offices: [...idsOf(offices), ...MANY], years, limit: 3 });
      expect(found.map((passage) => passage.text).join()).toContain(holds);
      for (const { office } of found) expect(offices.map(({ name }) => name)).toContain(office);
    },
  );

  test('in some sections only', async () => {
    for (const offices of [idsOf([LINJIANG]), []]) {
      const query = { text: '公开', years: [2023], limit: 50, offices };
      const found = await knowledge.passages({ ...query, sections: ['problems_and_improvements'] });
      expect(new Set(found.map(({ sectionKey }) => sectionKey))).toEqual(new Set(['problems_and_improvements']));
      expect((await knowledge.passages(query)).length).toBeGreaterThan(found.length);
    }
  });

  test.each([
    { text: '今天天气怎么样', offices: [] },
    { text: '核电站建设进度', offices: [LINJIANG] },
    { text: '讲个笑话吧', offices: [] },
    { text: '社保怎么交', offices: [YUNXI] },
    { text: '火星移民计划', offices: [] },
    { text: '？？！', offices: [] },
    { text: '', offices: [LINJIANG] },
    { text: '" OR NEAR( * ^ title:x', offices: [] },
    { text: "'; drop table passage; --", offices: [BAILU] },
  ])('nothing for $text', async ({ text, offices }) => {
    expect(await knowledge.passages({ text, offices: idsOf(offices), years: [], limit: 5 })).toEqual([]);
  });
});
