import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Knowledge, knowledgeOf } from '../../knowledge/knowledge.js';
import { loadTokenizer } from '../../knowledge/tokens.js';
import { freshDatabase } from './databases.js';
import { LIBRARY } from './library.js';
import { QUESTIONS } from './passage-questions.js';
import { store } from './temporary.js';

vi.mock('@node-rs/jieba', () => {
  throw new Error('Cannot find native binding');
});

let knowledge: Knowledge;

beforeAll(async () => {
  const database = await freshDatabase().open();
  for (const report of LIBRARY) await store(database, report);
  knowledge = await knowledgeOf(database);
});
afterAll(() => knowledge.close());

test('the segmenter of Node takes the place of a binary that does not load', async () => {
  expect((await loadTokenizer()).stamp).toMatch(/^intl-/);
});

test.each(QUESTIONS)('finds $text', async ({ text, offices = [], years = [], holds }) => {
  const known = await knowledge.offices();
  const ids = known.filter(({ name }) => offices.some((office) => office.name === name)).map(({ id }) => id);
  const found = await knowledge.passages({ text, offices: ids, years, limit: 3 });
  expect(found.map((passage) => passage.text).join()).toContain(holds);
});
