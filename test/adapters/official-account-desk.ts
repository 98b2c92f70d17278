/** The official account with a desk of its own and WeChat in front of it, opened anew for each test. */

import { afterEach, beforeEach } from 'vitest';
import { type HttpServer, serveHttp } from '../../adapters/http/server.js';
import { createOfficialAccount, type OfficialAccount, type Times } from '../../adapters/official-account.js';
import type { Incoming } from '../../bot/bot.js';
import type { Database } from '../../knowledge/connection.js';
import { openDatabase } from '../../knowledge/database.js';
import { type Knowledge, knowledgeOf } from '../../knowledge/knowledge.js';
import { answerOf } from './contract.js';
import { deskOn } from './desks.js';
import {
  APP_ID,
  openWechatApi,
  TOKEN,
  type Wechat,
  type WechatApi,
  type WechatOptions,
  wechatOf,
} from './fake-wechat.js';

/** Short enough for a test to wait for; WeChat hangs up well after our patience ends, as in reality. */
export const SHORT = { cut: 600, times: { answer: 200, hold: 3_000 } };
const LONG = { cut: 5_000, times: {} };
export const NOON = new Date('2026-11-21T04:00:00Z');

interface Pace {
  /** Milliseconds after which WeChat hangs up. */
  readonly cut: number;
  readonly times: Partial<Times>;
}

/** What a test has to do with. */
interface Scene {
  database: Database;
  knowledge: Knowledge;
  api: WechatApi;
  /** What the channel takes for now. */
  clock: Date;
  /** What the bot was asked, and how it answers. */
  asked: Incoming[];
  respond: (text: string) => Promise<string>;
  logged: string[];
  running: Running[];
  readonly pace: Pace;
}

/** A scene for each test of a file. */
export const on = {} as Scene;

/** @param pace `SHORT` where slow answers are the point */
export function inEachTest(pace: Pace = LONG): void {
  beforeEach(async () => {
    const database = await openDatabase('sqlite::memory:');
    Object.assign(on, {
      database,
      knowledge: await knowledgeOf(database),
      api: await openWechatApi(),
      clock: NOON,
      asked: [],
      respond: async (text) => `答：${text}`,
      logged: [],
      running: [],
      pace,
    } satisfies Scene);
  });
  afterEach(async () => {
    await Promise.all(on.running.map(({ stop }) => stop()));
    await on.api.close();
    await on.knowledge.close();
  });
}

export interface Running {
  readonly adapter: OfficialAccount;
  readonly wechat: Wechat;
  readonly url: string;
  readonly stop: () => Promise<void>;
}

interface Opening {
  readonly aesKey?: string | null;
  readonly secret?: string | null;
  readonly rates?: { readonly person: number; readonly channel: number };
  readonly knowledge?: Knowledge;
}

/** The channel with a desk of its own, as one process has it, and WeChat in front of it. */
export async function open(
  { aesKey = null, secret = null, rates, knowledge: of = on.knowledge }: Opening,
  options: Partial<WechatOptions> = {},
): Promise<Running> {
  const now = (): Date => on.clock;
  const adapter = createOfficialAccount({
    config: { token: TOKEN, appId: APP_ID, aesKey, secret, apiRoot: on.api.root },
    knowledge: of,
    now,
    log,
    times: { body: 400, call: 2_000, drain: 2_000, ...on.pace.times },
  });
  const desk = deskOn({ knowledge: of, bot: BOT }, adapter, { now, log, ...(rates && { rates }) });
  await adapter.start(desk);
  const server: HttpServer = await serveHttp({ host: '127.0.0.1', port: 0 }, [adapter.http]);
  const url = server.address() + adapter.http.path;
  const stop = async (): Promise<void> => {
    await adapter.stop();
    await server.stop();
    await desk.drain(1_000);
  };
  const opened = { adapter, url, stop, wechat: wechatOf({ url, aesKey, now, cut: on.pace.cut, ...options }) };
  on.running.push(opened);
  return opened;
}

const BOT = {
  reply: () => Promise.reject(new Error('only the desk asks')),
  respond: async (incoming: Incoming) => {
    on.asked.push(incoming);
    return { answer: answerOf({ text: await on.respond(incoming.text) }), entry: null, turn: null };
  },
  explain: () => Promise.reject(new Error('nobody explains here')),
};

/** Holds the answers to questions that begin with 慢 until they are released. */
export function gated(): { readonly release: () => void; readonly opened: Promise<void> } {
  let release: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    release = resolve;
  });
  on.respond = async (text) => {
    if (text.startsWith('慢')) await opened;
    return `答：${text}`;
  };
  return { release, opened };
}

export function log(message: string, error: unknown): void {
  on.logged.push(`${message}: ${String(error)}`);
}

export function at(seconds: number): Date {
  return new Date(NOON.getTime() + seconds * 1_000);
}
