import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openDatabase } from '../../knowledge/database.js';
import { type Knowledge, knowledgeOf } from '../../knowledge/knowledge.js';
import { loadTokenizer } from '../../knowledge/tokens.js';
import { LIBRARY } from './library.js';
import { QUESTIONS } from './passage-questions.js';
import { store, temporaryFolder } from './temporary.js';

vi.mock('@node-rs/jieba', () => {
  throw new Error('Cannot find native binding');
});

const folder = temporaryFolder();
let knowledge: Knowledge;

beforeAll(async () => {
  const database = await openDatabase(`sqlite:${join(folder, 'library.db')}`);
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
