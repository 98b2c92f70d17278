import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type HttpServer, serveHttp } from '../../adapters/http/server.js';
import { healthOf, type Observed } from '../../adapters/operations/health.js';
import { metricsOf } from '../../adapters/operations/metrics.js';
import { operationsMounts } from '../../adapters/operations/routes.js';
import type { Served } from '../../adapters/reception/desk.js';
import { type Knowledge, openKnowledge } from '../../knowledge/knowledge.js';

const TOKEN = 'metrics-token';
let channels: (Observed & { underWay: () => number })[];
let knowledge: Knowledge;
let off: () => Promise<{ channel: string; reason: string; who: string; at: string }[]>;
let logged: string[];
let served: (served: Served) => void;
let server: HttpServer;

beforeEach(async () => {
  knowledge = await openKnowledge('sqlite::memory:');
  channels = [channel('web'), channel('telegram')];
  off = async () => [];
  logged = [];
  const log = (message: string, error: unknown): void => void logged.push(`${message}: ${String(error)}`);
  const watched = { ...knowledge, channels: { ...knowledge.channels, off: () => off() } };
  const observed = () => channels;
  const health = healthOf({ version: '1.2.3', knowledge: watched, channels: observed, log, patience: 50 });
  const metrics = metricsOf({
    ...{ version: '1.2.3', knowledge, databaseUrl: 'sqlite:package.json', health, channels: observed, log },
  });
  served = metrics.served;
  server = await serveHttp(
    { host: '127.0.0.1', port: 0 },
    operationsMounts({ health, metrics, metricsToken: TOKEN, log }),
  );
});
afterEach(async () => {
  await server.stop();
  await knowledge.close();
});

describe('/healthz', () => {
  test('is well where everything is', async () => {
    expect(await told('/healthz')).toEqual([
      200,
      { ok: true, version: '1.2.3', database: true, writable: true, channels: { web: 'up', telegram: 'up' } },
    ]);
  });

  test.each([
    ['a channel that is down', () => channels.splice(1, 1, channel('telegram', false)), 'down'],
    [
      'a channel that cannot say how it is',
      () =>
        channels.splice(1, 1, {
          ...channel('telegram'),
          healthy: () => {
            throw new Error('broken');
          },
        }),
      'down',
    ],
  ])('tells %s, and that the other is well', async (_, breaks, state) => {
    breaks();
    expect(await told('/healthz')).toMatchObject([503, { ok: false, channels: { web: 'up', telegram: state } }]);
    expect(await told('/healthz/web')).toMatchObject([200, { ok: true, channels: { web: 'up' } }]);
    expect(await told('/healthz/telegram')).toMatchObject([503, { ok: false }]);
  });

  test('a channel that a person switched off is no fault, but no place to send visitors', async () => {
    off = async () => [{ channel: 'web', reason: '维护', who: '张三', at: '2026' }];
    const [status, body] = await told('/healthz');
    expect([status, body]).toMatchObject([200, { ok: true, channels: { web: 'off', telegram: 'up' } }]);
    expect(JSON.stringify(body)).not.toMatch(/维护|张三/);
    expect((await told('/healthz/web'))[0]).toBe(503);
  });

  test.each([
    ['fails', () => Promise.reject(new Error('SQLITE_IOERR'))],
    ['does not answer', () => new Promise<never>(() => undefined)],
  ])('is not well where the database %s; the process lives on', async (_, broken) => {
    off = broken;
    expect(await told('/healthz')).toMatchObject([503, { ok: false, database: false }]);
    expect(logged.join()).toContain('the database cannot be read');
    expect(await told('/healthz/live')).toEqual([200, { ok: true }]);
    // Whoever watches learns of it from the metrics, too.
    expect(await metricsText()).toContain('disclosure_database_readable 0');
  });

  test('many who ask at once are one question to the database', async () => {
    let count = 0;
    off = async () => {
      count += 1;
      await new Promise((resolve) => setTimeout(resolve, 20));
      return [];
    };
    await Promise.all(Array.from({ length: 10 }, () => told('/healthz')));
    expect(count).toBeLessThan(10);
  });

  test.each([
    ['GET', '/healthz/nowhere', 404],
    ['GET', '/healthz/constructor', 404],
    ['POST', '/healthz', 405],
    ['DELETE', '/metrics', 405],
    ['GET', '/metrics/x', 404],
    ['HEAD', '/healthz', 200],
  ])('%s %s is %d', async (method, path, status) => {
    expect((await fetch(server.address() + path, { method })).status).toBe(status);
  });
});

describe('/metrics', () => {
  test('counts messages by channel and outcome, and how long answers took', async () => {
    served({ channel: 'web', outcome: 'value', milliseconds: 30 });
    served({ channel: 'web', outcome: 'value', milliseconds: 7_000 });
    served({ channel: 'web', outcome: 'limited', milliseconds: 1 });
    served({ channel: 'telegram', outcome: 'off', milliseconds: 1 });
    served({ channel: 'telegram', outcome: 'repeated', milliseconds: 1 });
    const text = await metricsText();
    for (const line of [
      'disclosure_messages_total{channel="web",outcome="value"} 2',
      'disclosure_refusals_total{channel="web",reason="limited"} 1',
      'disclosure_refusals_total{channel="telegram",reason="off"} 1',
      'disclosure_answer_seconds_bucket{le="0.05",channel="web"} 1',
      'disclosure_answer_seconds_bucket{le="5",channel="web"} 1',
      'disclosure_answer_seconds_count{channel="web"} 2',
      'disclosure_messages_under_way{channel="web"} 3',
      'disclosure_channel_up{channel="telegram"} 1',
      'disclosure_reports 0',
      'disclosure_build_info{version="1.2.3"} 1',
    ]) {
      expect(text).toContain(`${line}\n`);
    }
    expect(text).not.toContain('disclosure_answer_seconds_count{channel="telegram"}');
    expect(text).toMatch(/disclosure_database_bytes [1-9]\d+\n/);
    expect(text).toMatch(/process_resident_memory_bytes \d/);
  });

  test.each([
    ['from this machine', {}, 200],
    ['through a proxy on it', { 'x-forwarded-for': '203.0.113.9' }, 401],
    ['through another kind of proxy', { forwarded: 'for=203.0.113.9' }, 401],
    ['with the token through a proxy', { 'x-forwarded-for': '203.0.113.9', authorization: `Bearer ${TOKEN}` }, 200],
    ['with another token', { 'x-real-ip': '203.0.113.9', authorization: 'Bearer metrics-tokem' }, 401],
    ['with no token', { 'x-real-ip': '203.0.113.9', authorization: 'Bearer ' }, 401],
    ['with the token in another scheme', { 'x-real-ip': '203.0.113.9', authorization: `Basic ${TOKEN}` }, 401],
  ])('asked %s', async (_, headers, status) => {
    const response = await fetch(`${server.address()}/metrics`, { headers });
    expect(response.status).toBe(status);
    if (status !== 200) expect(await response.text()).toBe('');
  });

  test.each([
    ['203.0.113.9', 401],
    ['10.0.0.1', 401],
    [null, 401],
    ['127.0.0.1', 200],
    ['::1', 200],
    ['::ffff:127.0.0.1', 200],
    ['::ffff:203.0.113.9', 401],
    ['127.0.0.1.example', 401],
  ])('from %s without a token is %d', async (from, status) => {
    const metrics = { text: async () => '', contentType: 'text/plain' };
    const health = () => Promise.reject(new Error('not asked'));
    const mounts = operationsMounts({ health, metrics, metricsToken: null, log: () => undefined });
    const handle = mounts.find(({ path }) => path === '/metrics')?.handle;
    expect((await handle?.(new Request('http://bot.test/metrics'), from))?.status).toBe(status);
  });
});

// --- internal ---

function channel(name: string, healthy = true): Observed & { underWay: () => number } {
  return { name, healthy: () => healthy, underWay: () => 3 };
}

async function told(path: string): Promise<[number, unknown]> {
  const response = await fetch(server.address() + path);
  return [response.status, await response.json()];
}

async function metricsText(): Promise<string> {
  return (await fetch(`${server.address()}/metrics`)).text();
}
