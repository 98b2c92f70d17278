/** The Telegram channel: the Bot API by long polling or by webhook. */

import type { Answer } from '../bot/answer.js';
import type { TelegramConfig } from '../bot/config.js';
import { SETTINGS } from '../bot/settings.js';
import { split } from '../bot/split.js';
import type { Knowledge } from '../knowledge/knowledge.js';
import { UserError } from '../knowledge/types.js';
import type { Adapter } from './adapter.js';
import { apiOf, sendError, tellError } from './telegram/api.js';
import { type Connection, listen, poll } from './telegram/connection.js';
import { filesOf } from './telegram/files.js';
import type { Pauses } from './telegram/persist.js';
import { pressesOf } from './telegram/presses.js';
import { say } from './telegram/sending.js';
import { type Updates, updatesOf } from './telegram/updates.js';
import { secretOf, WEBHOOK_PATH, webhookOf } from './telegram/webhook.js';

export interface TelegramOptions {
  readonly config: TelegramConfig;
  /** Where the bot's HTTP server is seen from outside; needed for a webhook alone. */
  readonly publicUrl: string | null;
  readonly knowledge: Pick<Knowledge, 'session' | 'saveSession' | 'channels'>;
  readonly now: () => Date;
  readonly log: (message: string, error: unknown) => void;
  /** The chart of an answer as PNG; null where it has none. */
  readonly pictureOf?: (answer: Answer) => Promise<Uint8Array | null>;
  readonly pauses?: Pauses;
}

/**
 * A bot on Telegram, connected in the background: while the server cannot be reached, or refuses the token, it is not
 * healthy and keeps trying, and the other channels run.
 * @throws UserError `BAD_SETTING` where a webhook has no address
 */
export function createTelegram(options: TelegramOptions): Adapter {
  const { token, apiRoot, webhook } = options.config;
  const { pauses = PAUSES, pictureOf = async () => null } = options;
  if (webhook && options.publicUrl === null) {
    throw new UserError('BAD_SETTING', `用回调接收 Telegram 消息，要先设置 ${SETTINGS.publicUrl.name}。`);
  }
  const secret = options.config.webhookSecret ?? secretOf(token);
  const closing = new AbortController();
  const api = apiOf({ token, apiRoot, closing: closing.signal, unsentPauses: [1, 2, 4].map((n) => n * pauses.first) });
  const presses = pressesOf({ ...options, channel: NAME });
  const fetchFile = filesOf({ api, token, apiRoot, closing: closing.signal });
  const failed = (what: string, error: unknown): void => options.log(what, tellError(error, token));
  let running: { readonly connection: Connection; readonly updates: Updates } | null = null;

  return {
    name: NAME,
    limits: LIMITS,
    async start(desk) {
      const updates = updatesOf({ api, desk, presses, fetchFile, pictureOf, failed });
      const given = { api, pauses, failed, take: updates.take };
      const url = `${options.publicUrl}${WEBHOOK_PATH}`;
      running = { connection: webhook ? listen(given, { url, secret }) : poll(given), updates };
    },
    async stop() {
      const stopped = running;
      running = null;
      await stopped?.connection.stop();
      await stopped?.updates.drain(DRAIN_MS);
      closing.abort();
    },
    async send(to, texts) {
      let said = 0;
      for (const text of texts.flatMap((each) => split(each, LIMITS.text)).filter((each) => each !== '')) {
        await say(api, { chat: to }, [text]).catch((error: unknown) => {
          failed('telegram message not sent', error);
          // Once a part was seen, the whole may not be sent again.
          throw said === 0 ? sendError(error, token) : new Error(tellError(error, token));
        });
        said += 1;
      }
    },
    healthy: () => running?.connection.healthy() ?? false,
    ...(webhook
      ? {
          http: {
            path: WEBHOOK_PATH,
            handle: webhookOf({
              secret,
              take: (update) => {
                const me = running?.connection.me() ?? null;
                return running === null || me === null ? null : running.updates.take(update, me);
              },
            }),
          },
        }
      : {}),
  };
}

// --- internal ---

const NAME = 'telegram';
/** Telegram takes 4,096 characters. */
const LIMITS = { text: { most: 4_000, unit: 'characters' }, messages: 3, buttons: 8 } as const;
const PAUSES: Pauses = { first: 1_000, most: 60_000 };
const DRAIN_MS = 10_000;
