import { afterEach, describe, expect, test } from 'vitest';
import type { Outgoing } from '../../adapters/adapter.js';
import { type HttpServer, serveHttp } from '../../adapters/http/server.js';
import { keptAnswers } from '../../adapters/web/kept.js';
import { visitorOf } from '../../adapters/web/visitor.js';
import { createWeb, type WebOptions } from '../../adapters/web.js';
import { CHAT } from '../../bot/chat-phrases.js';
import { switchOff, switchOn } from '../../knowledge/channel-off.js';
import type { Database } from '../../knowledge/connection.js';
import { openDatabase } from '../../knowledge/database.js';
import { type Knowledge, knowledgeOf } from '../../knowledge/knowledge.js';
import { botOn } from '../bot/fixture.js';
import { deskOn } from './desks.js';
import { answerOf } from './hostile.js';

let database: Database;
let knowledge: Knowledge;
let web: HttpServer | null = null;
let clock: Date;

async function open(options: Partial<WebOptions> = {}, said: Partial<Outgoing> | null = null): Promise<void> {
  database = await openDatabase('sqlite::memory:');
  knowledge = await knowledgeOf(database);
  clock = new Date('2026-11-21T04:00:00Z');
  const rates = options.rates ?? { person: 100, channel: 1_000 };
  const adapter = createWeb({ knowledge, examples: async () => [], now: () => clock, rates, ...options });
  const real = deskOn({ knowledge, bot: botOn(knowledge) }, adapter, { now: () => clock, rates });
  const nothing: Outgoing = { texts: [], buttons: [], answer: null, entry: null, repeated: false };
  await adapter.start(said === null ? real : { ...real, receive: async () => ({ ...nothing, ...said }) });
  web = await serveHttp({ host: '127.0.0.1', port: 0 }, [adapter.http]);
}
afterEach(async () => {
  if (web === null) return;
  await web.stop();
  await knowledge.close();
  web = null;
});

describe('what the desk says instead of an answer', () => {
  test.each<[string, Partial<Outgoing>, number, string | null, string]>([
    ['too much', { notice: 'limited', retryAfter: 17, texts: ['请等17秒'] }, 429, '17', '请等17秒'],
    ['too much, said before', { notice: 'limited', retryAfter: 3.2 }, 429, '4', '请求太快了，请稍等再试。'],
    ['off', { notice: 'off', retryAfter: 300, texts: ['维护'] }, 503, '300', '维护'],
    ['failed', { notice: 'failed', texts: [CHAT.failed] }, 500, null, CHAT.failed],
  ])('%s', async (_, said, status, retryAfter, message) => {
    await open({}, said);
    for (const response of [await page('/?q=x'), await page('/answer.csv?q=x'), await page('/chart.svg?q=x')]) {
      expect([response.status, response.headers.get('retry-after')]).toEqual([status, retryAfter]);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(await response.text()).toContain(`<p>${message}</p>`);
    }
    const response = await ask('x');
    expect([response.status, response.headers.get('retry-after')]).toEqual([status, retryAfter]);
    expect(await response.json()).toEqual({ error: { code: expect.any(String), message } });
  });

  test('thanks are words, not a failure', async () => {
    await open({}, { texts: [CHAT.thanksLiked] });
    expect(await (await ask('👍')).json()).toEqual({
      ...{ question: '👍', kind: 'help', text: CHAT.thanksLiked },
      ...{ values: [], citations: [], findings: [], choices: [] },
    });
    expect(await (await page('/?q=x')).text()).toContain(`<p class="text">${CHAT.thanksLiked}</p>`);
  });

  test('somebody who asks too often is told to wait each time, others are answered', async () => {
    await open({ rates: { person: 2, channel: 1_000 }, proxied: true });
    const from = (address: string) => ask('帮助', { 'x-forwarded-for': `1.1.1.1, ${address}` });
    const statuses = [];
    for (let each = 0; each < 5; each += 1) statuses.push((await from('2.2.2.2')).status);
    expect(statuses).toEqual([200, 200, 429, 429, 429]);
    expect((await from('3.3.3.3')).status).toBe(200);
    expect(Number((await from('2.2.2.2')).headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('who reads faster than people do waits as well', async () => {
    await open({ rates: { person: 1, channel: 1_000 } });
    const statuses = await Promise.all(Array.from({ length: 35 }, async () => (await page('/api/suggest?q=x')).status));
    expect(statuses.filter((status) => status === 429)).toHaveLength(5);
    const report = await page('/report/x/2023');
    expect([report.status, Number(report.headers.get('retry-after')) > 0]).toEqual([429, true]);
    expect((await ask('帮助')).status).toBe(200);
  });
});

test('a switch that is off shows everywhere but to those who look whether the process lives, and goes on again', async () => {
  await open();
  await switchOff(database, { channel: 'web', reason: '系统<维护>', who: 'test', now: clock });
  const paths = ['/', '/?q=x', '/answer.csv?q=x', '/report/x/2023', '/api/suggest?q=x'];
  for (const path of paths) {
    const response = await page(path);
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '300']);
    expect(await response.text()).toContain(path.startsWith('/api') ? '系统<维护>' : '系统&lt;维护&gt;');
  }
  expect((await ask('帮助')).status).toBe(503);
  for (const path of ['/app.css', '/openapi.json']) expect((await page(path)).status).toBe(200);
  await switchOn(database, 'web');
  clock = new Date(clock.getTime() + 10_000);
  expect((await page('/')).status).toBe(200);
});

test.each([
  ['https://nianbao.example.gov.cn', true],
  ['http://10.0.0.1:8787', false],
  [null, false],
])('under %s the cookie is for TLS alone: %s', async (publicUrl, secure) => {
  await open({ publicUrl });
  const cookie = (await page('/')).headers.get('set-cookie') ?? '';
  expect(cookie.includes('; Secure')).toBe(secure);
  expect(cookie).toContain('; HttpOnly; ');
});

test.each([
  ['POST', '/answer.csv', 'GET, HEAD'],
  ['POST', '/chart.svg', 'GET, HEAD'],
  ['DELETE', '/report/x/2023', 'GET, HEAD'],
  ['POST', '/api/suggest', 'GET, HEAD'],
  ['PUT', '/openapi.json', 'GET, HEAD'],
  ['POST', '/icon.svg', 'GET, HEAD'],
  ['GET', '/api/feedback', 'POST'],
])('%s %s is not allowed', async (method, path, allow) => {
  await open();
  const response = await fetch(`${web?.address()}${path}`, { method });
  expect([response.status, response.headers.get('allow')]).toEqual([405, allow]);
});

test.each<[string, string | null, string | null, boolean, string | null]>([
  ['the connection', null, '127.0.0.1', false, '127.0.0.1'],
  ['the connection, whatever a header says', '9.9.9.9', '127.0.0.1', false, '127.0.0.1'],
  ['the last one a proxy saw', '9.9.9.9, 2.2.2.2', '127.0.0.1', true, '2.2.2.2'],
  ['the connection where the proxy says nothing', null, '10.0.0.2', true, '10.0.0.2'],
  ['the connection where it is no address', '9.9.9.9, unknown', '10.0.0.2', true, '10.0.0.2'],
  ['an address with its port', '2.2.2.2:5678', null, true, '2.2.2.2'],
  ['IPv4 in IPv6', null, '::ffff:10.0.0.3', false, '10.0.0.3'],
  ['a network of IPv6', '2001:db8:1:2:3:4:5:6', null, true, '2001:db8:1:2::/64'],
  ['the same network written short', '[2001:db8:1:2::9]:443', null, true, '2001:db8:1:2::/64'],
  ['this machine', null, '::1', false, '0:0:0:0::/64'],
  ['nobody', null, null, false, null],
])('a visitor is %s', (_, forwarded, connection, proxied, visitor) => {
  const headers: Record<string, string> = forwarded === null ? {} : { 'x-forwarded-for': forwarded };
  expect(visitorOf(new Request('http://x/', { headers }), connection, proxied)).toBe(visitor);
});

test('answers are kept for their visitor, the latest of them, within bounds', () => {
  const kept = keptAnswers(10);
  const shown = (text: string) => ({ answer: answerOf(text), picture: null });
  for (const question of ['一', '二', '三', '四']) kept.keep('a', question, shown(question));
  // Each takes three places: itself and two citations.
  expect(['一', '二', '三', '四'].map((question) => kept.get('a', question)?.answer.text)).toEqual([
    undefined,
    '二',
    '三',
    '四',
  ]);
  expect(kept.get('b', '四')).toBeNull();
  kept.keep('a', '四', { ...shown('四'), picture: 'x'.repeat(20_000) });
  expect(kept.get('a', '四')).toBeNull();
  kept.keep('a', '长'.repeat(501), shown('长'));
  expect(kept.get('a', '长'.repeat(501))).toBeNull();
});

// --- internal ---

function page(path: string): Promise<Response> {
  return fetch(`${web?.address()}${path}`);
}

function ask(question: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${web?.address()}/api/ask`, { method: 'POST', body: JSON.stringify({ question }), headers });
}
