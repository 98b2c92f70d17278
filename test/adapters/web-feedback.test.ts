import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HttpServer } from '../../adapters/http/server.js';
import { isOurs } from '../../adapters/web/visitor.js';
import { createWeb } from '../../adapters/web.js';
import { CHAT } from '../../bot/chat-phrases.js';
import type { Database } from '../../knowledge/connection.js';
import { openDatabase } from '../../knowledge/database.js';
import { readJournal } from '../../knowledge/journal.js';
import { type Knowledge, knowledgeOf } from '../../knowledge/knowledge.js';
import { botOn } from '../bot/fixture.js';
import { deskOn, served } from './desks.js';
import { HOSTILE } from './hostile.js';
import { elementsOf } from './page-tree.js';

let database: Database;
let knowledge: Knowledge;
let web: HttpServer;

beforeEach(async () => {
  database = await openDatabase('sqlite::memory:');
  knowledge = await knowledgeOf(database);
  const adapter = createWeb({ knowledge, examples: async () => [] });
  web = await served(adapter, deskOn({ knowledge, bot: botOn(knowledge) }, adapter));
});
afterEach(async () => {
  await web.stop();
  await knowledge.close();
});

describe('an answer is rated', () => {
  test('by the visitor who was given it; the latest word counts', async () => {
    const { cookie, entry } = await asked();
    for (const [liked, said, likes, dislikes] of [
      [true, CHAT.thanksLiked, 1, 0],
      [false, CHAT.thanksDisliked, 0, 1],
    ] as const) {
      const response = await rate({ entry, liked }, { cookie });
      expect([response.status, await response.json()]).toEqual([200, { message: said }]);
      expect(await readJournal(database, 1)).toMatchObject([{ likes, dislikes }]);
    }
  });

  test('by a form, which is answered by a page', async () => {
    const { cookie, entry } = await asked();
    const response = await fetch(`${web.address()}/api/feedback`, {
      method: 'POST',
      body: new URLSearchParams({ entry, liked: 'no' }),
      headers: { cookie, origin: web.address() },
    });
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    expect(await response.text()).toContain(CHAT.thanksDisliked);
    expect(await readJournal(database, 1)).toMatchObject([{ likes: 0, dislikes: 1 }]);
  });

  test('by a program in the session it named', async () => {
    const response = await fetch(`${web.address()}/api/ask`, {
      method: 'POST',
      body: JSON.stringify({ question: '帮助', session: 'program-1' }),
    });
    const entry = response.headers.get('feedback-token');
    expect((await rate({ entry, liked: true, session: 'program-2' })).status).toBe(403);
    expect((await rate({ entry, liked: true, session: 'program-1' })).status).toBe(200);
    expect(await readJournal(database, 1)).toMatchObject([{ likes: 1 }]);
  });
});

describe('nobody rates what is not theirs', () => {
  test.each<[string, (mine: Asked, other: Asked) => readonly [string, string]]>([
    ['the answer of another visitor', (mine, other) => [other.entry, mine.cookie]],
    ['without a cookie', (mine) => [mine.entry, '']],
    ['another entry with the proof of this one', (mine) => [mine.entry.replace(/^\d+/, '1'), mine.cookie]],
    ['a bare number', (mine) => [mine.entry.split('.')[0] ?? '', mine.cookie]],
    ['a proof cut short', (mine) => [mine.entry.slice(0, -1), mine.cookie]],
    ['a proof made up', (mine) => [mine.entry.replace(/\..*/, `.${'0'.repeat(25)}`), mine.cookie]],
    ['nothing', (mine) => ['', mine.cookie]],
  ])('%s', async (_, choose) => {
    const other = await asked();
    const [entry, cookie] = choose(await asked(), other);
    const response = await rate({ entry, liked: true }, { cookie });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ error: { code: 'not_yours' } });
    expect((await readJournal(database, 10)).every(({ likes }) => likes === 0)).toBe(true);
  });

  test.each([
    ['another site', { origin: 'https://evil.example' }],
    ['no site at all', { origin: 'null' }],
    ['a page the browser calls foreign', { 'sec-fetch-site': 'cross-site' }],
    ['a neighbour', { 'sec-fetch-site': 'same-site' }],
  ])('by way of %s', async (_, headers) => {
    const { cookie, entry } = await asked();
    const response = await rate({ entry, liked: true }, { cookie, ...headers });
    expect([response.status, await response.json()]).toMatchObject([403, { error: { code: 'foreign_origin' } }]);
    expect(await readJournal(database, 1)).toMatchObject([{ likes: 0 }]);
  });

  test.each([
    ['{', 400],
    ['null', 400],
    ['[]', 400],
    ['{"entry":1,"liked":true}', 400],
    ['{"entry":"1.x"}', 400],
    ['{"entry":"1.x","liked":"maybe"}', 400],
    ['{"entry":"1.x","liked":true,"session":1}', 400],
    [`{"entry":"${'x'.repeat(5_000)}","liked":true}`, 413],
  ])('a body like %s is %d', async (body, status) => {
    const response = await fetch(`${web.address()}/api/feedback`, { method: 'POST', body });
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ error: { code: expect.any(String), message: expect.any(String) } });
  });

  test.each(Object.entries(HOSTILE).filter(([, { length }]) => length < 1_000))('an entry of %s', async (_, text) => {
    expect((await rate({ entry: text, liked: true })).status).toBe(403);
  });
});

test.each<[string, Record<string, string>, string | null, boolean]>([
  ['a program', {}, null, true],
  ['our page', { origin: 'http://localhost:8787', 'sec-fetch-site': 'same-origin' }, null, true],
  ['our page behind a proxy that keeps the host to itself', { origin: 'https://a.gov.cn' }, 'https://a.gov.cn', true],
  ['our page by its address alone', { origin: 'http://localhost:8787' }, 'https://a.gov.cn', true],
  ['a host that only begins like ours', { origin: 'https://a.gov.cn.evil.example' }, 'https://a.gov.cn', false],
  ['another port', { origin: 'http://localhost:1' }, null, false],
  ['words', { origin: 'x' }, null, false],
])('a request of %s', (_, headers, publicUrl, ours) => {
  const request = new Request('http://localhost:8787/api/feedback', {
    headers: { host: 'localhost:8787', ...headers },
  });
  expect(isOurs(request, publicUrl)).toBe(ours);
});

// --- internal ---

interface Asked {
  readonly cookie: string;
  readonly entry: string;
}

/** A new visitor who asked something. */
async function asked(): Promise<Asked> {
  const page = await fetch(`${web.address()}/?q=${encodeURIComponent('帮助')}`);
  const entry = elementsOf(await page.text()).find(({ attributes }) => attributes.name === 'entry');
  return { cookie: page.headers.get('set-cookie')?.split(';')[0] ?? '', entry: entry?.attributes.value ?? '' };
}

function rate(rating: object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${web.address()}/api/feedback`, {
    method: 'POST',
    body: JSON.stringify(rating),
    headers: { 'content-type': 'application/json', ...headers },
  });
}
