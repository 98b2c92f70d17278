/**
 * Telegram as somebody else understood it: a server of the Bot API that is not ours. It knows texts, buttons and presses
 * only; the rest is tried on our own.
 */

import { createServer } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Adapter } from '../../adapters/adapter.js';
import { openDesk } from '../../adapters/reception/desk.js';
import { createTelegram } from '../../adapters/telegram.js';
import { type Knowledge, openKnowledge } from '../../knowledge/knowledge.js';
import { answerOf, until } from './contract.js';
import { type Button, keyboardOf, TOKEN } from './fake-telegram.js';

interface Client {
  makeMessage(text: string): object;
  makeCallbackQuery(data: string): object;
  sendMessage(message: object): Promise<unknown>;
  sendCallback(query: object): Promise<unknown>;
}

/** What is used of the package, whose own types need a package it does not bring. */
interface Server {
  readonly config: { readonly apiURL: string };
  readonly storage: { readonly botMessages: readonly { readonly message: Readonly<Record<string, unknown>> }[] };
  getClient(token: string, options: { readonly timeout: number }): Client;
  start(): Promise<void>;
  stop(): Promise<boolean>;
}

const { default: imported } = await import('telegram-test-api');
const TelegramServer = ('default' in imported ? imported.default : imported) as unknown as new (
  options: object,
) => Server;

let server: Server;
let adapter: Adapter;
let knowledge: Knowledge;
let logged: string[];

beforeEach(async () => {
  server = new TelegramServer({ host: '127.0.0.1', port: await freePort() });
  await server.start();
  knowledge = await openKnowledge('sqlite::memory:');
  logged = [];
  const log = (message: string, error: unknown) => logged.push(`${message}: ${String(error)}`);
  const now = () => new Date();
  const config = { token: TOKEN, apiRoot: server.config.apiURL, webhook: false, webhookSecret: null };
  adapter = createTelegram({ config, publicUrl: null, knowledge, now, log });
  const respond = async ({ text }: { readonly text: string }) => {
    const choices = text === '哪个镇' ? ['甲镇', '乙镇'].map((label) => ({ label, question: `${label}多少件` })) : [];
    return { answer: { ...answerOf({ text: `答：${text} *_[]()~\`>#+-=|{}.!` }), choices }, entry: null, turn: null };
  };
  const bot = { respond, reply: () => Promise.reject(new Error()), explain: () => Promise.reject(new Error()) };
  const rates = { person: 100, channel: 100 };
  await adapter.start(
    openDesk({ channel: adapter.name, limits: adapter.limits, bot, knowledge, now, rates, today: null, log }),
  );
});
afterEach(async () => {
  await adapter.stop();
  await server.stop();
  await knowledge.close();
});

test('a text, buttons and a press go through a server that is not ours', async () => {
  const client = server.getClient(TOKEN, { timeout: 5_000 });
  const said = () => server.storage.botMessages.map(({ message }) => message);
  await client.sendMessage(client.makeMessage('哪个镇'));
  await until(() => said().length === 1);
  expect(said()[0]?.text).toBe('答：哪个镇 *_[]()~`>#+-=|{}.!');
  const buttons: readonly Button[] = keyboardOf(said()[0] ?? {});
  expect(buttons.map(({ text }) => text)).toEqual(['甲镇', '乙镇']);
  await client.sendCallback(client.makeCallbackQuery(buttons[1]?.callback_data ?? ''));
  await until(() => said().length === 2);
  expect(said()[1]?.text).toBe('答：乙镇多少件 *_[]()~`>#+-=|{}.!');
  expect(adapter.healthy?.()).toBe(true);
  expect(logged.filter((line) => !line.includes('setMyCommands'))).toEqual([]);
});

test.skip('commands, photos, documents and the webhook: the server knows no setMyCommands, sendPhoto, getFile and no secret', () =>
  undefined);

// --- internal ---

/** The server cannot be asked for a port of its own choice. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = address === null || typeof address === 'string' ? 0 : address.port;
      probe.close(() => resolve(port));
    });
  });
}
