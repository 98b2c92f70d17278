/** How updates come: asked for (long polling) or sent to us (webhook). Both keep trying until they are told to stop. */

import { setTimeout as pause } from 'node:timers/promises';
import type { Api } from 'grammy';
import type { Update, UserFromGetMe } from 'grammy/types';
import type { Signal } from './api.js';
import { announceCommands } from './commands.js';
import { type Pauses, persist } from './persist.js';

export interface ConnectionOptions {
  readonly api: Api;
  /** Called with every update, in order; must neither throw nor wait. */
  readonly take: (update: Update, me: UserFromGetMe) => void;
  readonly pauses: Pauses;
  readonly failed: (what: string, error: unknown) => void;
}

export interface Connection {
  /** Whether updates can come at this moment. */
  readonly healthy: () => boolean;
  /** Who the bot is, null until the server has said it. */
  readonly me: () => UserFromGetMe | null;
  readonly stop: () => Promise<void>;
}

/**
 * Asks for updates. A webhook set before is taken away, for Telegram refuses to serve both; what waits there comes here.
 * A wrong token (401) and a second bot of the same token (409) are reported and tried again.
 */
export function poll(options: ConnectionOptions): Connection {
  const { api, take } = options;
  return connecting(
    options,
    async ({ me, progressed, signal, offset }) => {
      await api.deleteWebhook({}, signal);
      // The first is answered at once: then it is known that polling works.
      for (let timeout = 0; !signal.aborted; timeout = POLL_SECONDS) {
        const asked = performance.now();
        const updates = await api.getUpdates({ offset: offset.next, timeout, allowed_updates: UPDATES }, signal);
        progressed();
        for (const update of updates) {
          offset.next = update.update_id + 1;
          take(update, me);
        }
        // A server that does not hold the poll would be asked thousands of times a second.
        const held = timeout === 0 || updates.length > 0 || performance.now() - asked >= AT_ONCE;
        if (!held) await pause(AT_ONCE, undefined, { signal });
      }
    },
    // Said once more what was taken, or it would come again with the next start.
    async (offset) => {
      if (offset > 0) await api.getUpdates({ offset, limit: 1, timeout: 0 }, signalFor(LAST_WORD));
    },
  );
}

/**
 * Has updates sent to an address. It stays set when the bot stops: Telegram keeps what comes meanwhile, and another
 * process behind the same address goes on.
 */
export function listen(
  options: ConnectionOptions,
  { url, secret }: { readonly url: string; readonly secret: string },
): Connection {
  return connecting(options, async ({ progressed, signal }) => {
    await options.api.setWebhook(url, { secret_token: secret, allowed_updates: UPDATES }, signal);
    progressed();
  });
}

// --- internal ---

const UPDATES = ['message', 'callback_query'] as const;
const POLL_SECONDS = 30;
const AT_ONCE = 100;
/** How long stopping waits for the server to hear what was taken. */
const LAST_WORD = 3_000;

function signalFor(milliseconds: number): Signal {
  return AbortSignal.timeout(milliseconds) as Signal;
}

interface Work {
  readonly me: UserFromGetMe;
  /** Updates can come. */
  readonly progressed: () => void;
  readonly signal: Signal;
  readonly offset: { next: number };
}

function connecting(
  { api, pauses, failed }: ConnectionOptions,
  work: (given: Work) => Promise<void>,
  last: (offset: number) => Promise<void> = async () => undefined,
): Connection {
  const stopping = new AbortController();
  const signal = stopping.signal as Signal;
  const offset = { next: 0 };
  let me: UserFromGetMe | null = null;
  let healthy = false;
  let announced: Promise<void> | null = null;

  const running = persist(
    async (progressed) => {
      me ??= await api.getMe(signal);
      // Without its commands the bot still answers, so nothing waits for them.
      announced ??= announceCommands(api, signal).catch((error: unknown) => {
        announced = null;
        if (!signal.aborted) failed('telegram commands not registered', error);
      });
      const advanced = (): void => {
        healthy = true;
        progressed();
      };
      await work({ me, progressed: advanced, signal, offset });
    },
    {
      pauses,
      signal,
      failed: (error) => {
        healthy = false;
        failed('telegram not connected', error);
      },
    },
  );
  return {
    healthy: () => healthy,
    me: () => me,
    stop: async () => {
      healthy = false;
      stopping.abort();
      await Promise.all([running, announced]);
      await last(offset.next).catch(() => undefined);
    },
  };
}
