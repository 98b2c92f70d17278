/** The WeChat official account (公众号): WeChat's servers call, and the reply to the call is the answer. */

import type { OfficialAccountConfig } from '../bot/config.js';
import type { Knowledge } from '../knowledge/knowledge.js';
import { UserError } from '../knowledge/types.js';
import type { Adapter } from './adapter.js';
import type { Mount } from './http/server.js';
import { notSent } from './not-sent.js';
import { CHANNEL, LIMITS } from './official-account/channel.js';
import { type Cipher, cipherOf } from './official-account/cipher.js';
import { customerServiceOf } from './official-account/customer-service.js';
import { debtsOf } from './official-account/debts.js';
import { type Deliveries, deliveriesOf, type Push } from './official-account/deliveries.js';
import { envelopeOf } from './official-account/envelope.js';
import { sharedNonces } from './official-account/nonces.js';
import { receiverOf } from './official-account/receive.js';

export interface OfficialAccountOptions {
  readonly config: OfficialAccountConfig;
  readonly knowledge: Knowledge;
  readonly now: () => Date;
  readonly log: (message: string, error: unknown) => void;
  readonly times?: Partial<Times>;
}

/** All in milliseconds. */
export interface Times {
  /** How long an answer may take before WeChat is left to deliver the message again; it waits 5,000. */
  readonly answer: number;
  /** How long a connection is kept without a reply. */
  readonly hold: number;
  /** How long a request may take to come. */
  readonly body: number;
  /** How long a call of WeChat's interface may take. */
  readonly call: number;
  /** How long answers under way may take once the channel is to stop. */
  readonly drain: number;
}

export interface OfficialAccount extends Adapter {
  readonly http: Mount;
  readonly send: NonNullable<Adapter['send']>;
}

/**
 * The channel, to be mounted on the HTTP server; 503 before it is started and after it was stopped.
 * @throws UserError BAD_SETTING where settings are missing that others need
 */
export function createOfficialAccount(options: OfficialAccountOptions): OfficialAccount {
  const { config, knowledge, now, log } = options;
  const times = { ...TIMES, ...options.times };
  const push = pushOf(config, now, times);
  let deliveries: Deliveries | null = null;
  let stop: () => void = () => undefined;
  let stopped = Promise.resolve();

  const receive = receiverOf({
    path: PATH,
    envelope: envelopeOf(config.token, cipherFor(config)),
    nonces: sharedNonces({ knowledge, isCovered: config.aesKey !== null, log }),
    now,
    reply: () => deliveries?.reply ?? null,
    stopped: () => stopped,
    refused: onceAMinute(now, (why) => log('official account: refused a request', why)),
    log,
    bodyPatience: times.body,
    hold: times.hold,
  });
  return {
    name: CHANNEL,
    limits: LIMITS,
    http: { path: PATH, handle: receive },
    start: async (desk) => {
      stopped = new Promise((resolve) => {
        stop = resolve;
      });
      deliveries = deliveriesOf({ desk, debts: debtsOf(knowledge, now), push, patience: times.answer, now, log });
    },
    stop: async () => {
      const last = deliveries;
      deliveries = null;
      stop();
      await last?.drain(times.drain);
    },
    reach: push === null ? 'never' : 'recent',
    send: async (to, texts) => {
      if (push === null) {
        const error = new UserError('CANNOT_SEND', '没有设置公众号的 AppSecret，不能主动发消息。');
        throw notSent(error, { again: true });
      }
      await push.send(to, texts);
    },
    healthy: () => deliveries !== null,
  };
}

// --- internal ---

const PATH = `/${CHANNEL}`;
const TIMES: Times = { answer: 4_200, hold: 6_000, body: 4_000, call: 5_000, drain: 10_000 };

function cipherFor({ aesKey, appId }: OfficialAccountConfig): Cipher | null {
  if (aesKey === null) return null;
  if (appId === null) throw missing('设了公众号的消息加解密密钥，还要设 AppID');
  return cipherOf({ aesKey, appId });
}

function pushOf({ appId, secret, apiRoot }: OfficialAccountConfig, now: () => Date, { call }: Times): Push | null {
  if (secret === null) return null;
  if (appId === null) throw missing('设了公众号的 AppSecret，还要设 AppID');
  return customerServiceOf({ apiRoot, appId, secret, now, patience: call });
}

function missing(what: string): UserError {
  return new UserError('BAD_SETTING', `${what}（DISCLOSURE_OFFICIAL_ACCOUNT_APP_ID）。`);
}

/** Passes each word on once a minute: somebody who knocks all day must not fill the log. */
function onceAMinute<T extends string>(now: () => Date, tell: (word: T) => void): (word: T) => void {
  const told = new Map<T, number>();
  return (word) => {
    const time = now().getTime();
    if (time - (told.get(word) ?? Number.NEGATIVE_INFINITY) < 60_000) return;
    told.set(word, time);
    tell(word);
  };
}
