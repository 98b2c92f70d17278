/** The whole bot as a process of its own: what it says, what it logs, how it ends. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../knowledge/database.js';
import { ingested } from '../bot/fixture.js';

const TOKEN = '123456789:AAHfakeTokenForTests_0123456789abcdef';
let database: string;
beforeAll(() => {
  database = ingested(['samples']);
});
/** A bot that is started anew goes on counting what was asked of the one before. */
const UNLIMITED = { DISCLOSURE_RATE_PERSON: '1000000', DISCLOSURE_RATE_CHANNEL: '1000000' };
const children: ChildProcess[] = [];
const servers: Server[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

test('told to end under load it answers everything it took, and ends with 0', async () => {
  const bot = await start(UNLIMITED);
  const before = await answersNoted();
  let answered = 0;
  let cut = 0;
  let ending = false;
  const user = async (number: number): Promise<void> => {
    for (let round = 0; ; round += 1) {
      const session = `session-${number}-${round}`;
      try {
        const response = await fetch(`${bot.address}/api/ask`, {
          method: 'POST',
          body: JSON.stringify({ question: '省新镇2020年收到几条申请', session }),
        });
        const { kind } = (await response.json()) as { kind: string };
        if (response.status === 200 && kind === 'value') answered += 1;
        else cut += 1;
      } catch {
        // A question that was not taken any more; one that was taken is noted, and so is missed below.
        if (ending) return;
        throw new Error('refused before the end');
      }
    }
  };
  const users = Array.from({ length: 20 }, (_, number) => user(number));
  while (answered < 40) await new Promise((resolve) => setTimeout(resolve, 20));
  ending = true;
  bot.child.kill('SIGTERM');
  const [code] = await bot.ended;
  await Promise.all(users);
  expect([code, cut]).toEqual([0, 0]);
  expect(answered).toBe((await answersNoted()) - before);
  expect(bot.log().map(({ message }) => message)).toEqual(['started', 'stopping', 'stopped']);
});

test('a second signal ends it at once', async () => {
  const bot = await start();
  // A question that never comes to its end keeps the first signal waiting.
  const slow = request(`${bot.address}/api/ask`, { method: 'POST', headers: { 'content-length': 100 } });
  slow.on('error', () => undefined);
  slow.write('{');
  await fetch(`${bot.address}/healthz`);
  bot.child.kill('SIGINT');
  while (!bot.log().some(({ message }) => message === 'stopping')) await new Promise((done) => setTimeout(done, 10));
  expect(bot.child.exitCode).toBeNull();
  bot.child.kill('SIGINT');
  expect((await bot.ended)[0]).toBe(130);
});

test('a channel that cannot connect keeps no other from answering, and no secret or word of people is in the log', async () => {
  // Refuses like a proxy that repeats what it was sent, token and all.
  const telegram = await listening((path) => ({ ok: false, error_code: 401, description: `no ${path} for 张三` }));
  const secrets = {
    DISCLOSURE_TELEGRAM_TOKEN: TOKEN,
    DISCLOSURE_METRICS_TOKEN: 'metrics-secret-0815',
    DISCLOSURE_OFFICIAL_ACCOUNT_TOKEN: 'account-secret-4711',
  };
  const bot = await start({
    ...secrets,
    ...UNLIMITED,
    DISCLOSURE_TELEGRAM_API_ROOT: telegram,
    DISCLOSURE_LOG_LEVEL: 'debug',
  });
  const ask = async (body: string): Promise<Response> => fetch(`${bot.address}/api/ask`, { method: 'POST', body });
  const question = '我是李四，电话13800138000，西园街道2023年收到多少件申请';
  expect((await ask(JSON.stringify({ question, session: 'session-of-lisi-1' }))).status).toBe(200);
  await ask(`{"question": "李四`);
  await fetch(`${bot.address}/?q=${encodeURIComponent('王五住哪里')}`);
  const forged = { signature: 'f'.repeat(40), timestamp: `${Math.floor(Date.now() / 1000)}`, nonce: 'forged' };
  await fetch(`${bot.address}/official-account?${new URLSearchParams(forged)}`, {
    method: 'POST',
    body: '<xml><FromUserName>oLVPpjqs9BhvzwPj5A-vTYAX3GLc</FromUserName><Content>赵六</Content></xml>',
  });
  while (!bot.log().some(({ message }) => message === 'telegram not connected'))
    await new Promise((r) => setTimeout(r, 10));

  const health = await fetch(`${bot.address}/healthz`);
  expect(health.status).toBe(503);
  expect(await health.json()).toMatchObject({
    version: JSON.parse(readFileSync('package.json', 'utf8')).version,
    database: true,
    channels: { web: 'up', telegram: 'down', 'official-account': 'up' },
  });
  bot.child.kill('SIGTERM');
  expect((await bot.ended)[0]).toBe(0);
  // Every line can be read by a program, and tells what happened without telling of whom.
  expect(bot.log()).toContainEqual(expect.objectContaining({ level: 'debug', message: 'served', channel: 'web' }));
  for (const hidden of [
    ...Object.values(secrets),
    'AAHfake',
    '李四',
    '王五',
    '赵六',
    '张三',
    '13800138000',
    'oLVPp',
    'lisi',
  ]) {
    expect(bot.stderr()).not.toContain(hidden);
  }
});

test.each([
  [
    'the only channel has settings that cannot work',
    { DISCLOSURE_WEB: 'off', DISCLOSURE_TELEGRAM_TOKEN: TOKEN, DISCLOSURE_TELEGRAM_WEBHOOK: 'on' },
    'DISCLOSURE_PUBLIC_URL',
  ],
  ['no channel is configured', { DISCLOSURE_WEB: 'off' }, '没有启用任何渠道'],
  ['the address cannot be listened on', { DISCLOSURE_HOST: '203.0.113.1' }, '203.0.113.1'],
])('where %s it says so and ends with 2', async (_, environment, says) => {
  const bot = run(environment);
  expect((await bot.ended)[0]).toBe(2);
  expect(bot.stderr()).toContain(says);
});

test('where one of two channels has settings that cannot work, the other runs', async () => {
  const bot = await start({ DISCLOSURE_TELEGRAM_TOKEN: TOKEN, DISCLOSURE_TELEGRAM_WEBHOOK: 'on' });
  expect(await (await fetch(`${bot.address}/healthz`)).json()).toMatchObject({
    channels: { web: 'up', telegram: 'down' },
  });
  const told = bot.log().find(({ message }) => message === 'telegram did not start');
  expect(told).toMatchObject({
    level: 'error',
    error: { code: 'BAD_SETTING', message: expect.stringContaining('DISCLOSURE_PUBLIC_URL') },
  });
});

// --- internal ---

interface Line {
  readonly level: string;
  readonly message: string;
}

function run(environment: Readonly<Record<string, string>>) {
  const child = spawn('node', ['dist/adapters/command-line.js', 'start', '--database', database], {
    env: { PATH: process.env.PATH, DISCLOSURE_PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let said = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  const whole = (): string[] => stderr.split('\n').slice(0, -1);
  return {
    child,
    ended: once(child, 'close') as Promise<[number | null]>,
    said: () => said,
    stderr: () => stderr,
    /** Throws where a line is not one of the log. */
    log: (): Line[] => whole().map((line) => JSON.parse(line) as Line),
  };
}

async function start(environment: Readonly<Record<string, string>> = {}) {
  const bot = run(environment);
  const address = (): string | undefined => /http:\/\/127\.0\.0\.1:\d+/.exec(bot.said())?.[0];
  while (address() === undefined) {
    if (bot.child.exitCode !== null) throw new Error(`it ended: ${bot.stderr()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return { ...bot, address: address() ?? '' };
}

async function answersNoted(): Promise<number> {
  const opened = await openDatabase(database);
  try {
    const row = await opened.get<{ count: number }>(`select count(*) as count from journal where channel = 'web'`);
    return row?.count ?? 0;
  } finally {
    await opened.close();
  }
}

async function listening(answer: (path: string) => unknown): Promise<string> {
  const server = createServer((asked, response) => {
    asked.resume();
    response.writeHead(401, { 'content-type': 'application/json' }).end(JSON.stringify(answer(asked.url ?? '')));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
