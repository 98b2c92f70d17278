import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds between messages, since accounts that write like machines are banned. */
export interface Pace {
  /** Between two messages of one chat: at random between these. */
  readonly least: number;
  readonly most: number;
  /** Between any two messages of the account. */
  readonly account: number;
}

export const HUMAN_PACE: Pace = { least: 500, most: 1_500, account: 300 };

interface Clock {
  /** Milliseconds that only grow. */
  readonly now: () => number;
  readonly random: () => number;
  readonly wait: (milliseconds: number) => Promise<unknown>;
}

/** Waits until the next message may go to a chat. Calls take their places in the order they are made. */
export function paceOf(pace: Pace, clock: Clock = REAL): (chat: string) => Promise<void> {
  const free = new Map<string, number>();
  let accountFree = 0;

  return async (chat) => {
    const now = clock.now();
    const at = Math.max(now, accountFree, free.get(chat) ?? 0);
    accountFree = at + pace.account;
    free.set(chat, at + pace.least + clock.random() * (pace.most - pace.least));
    if (free.size > MOST_CHATS) for (const [other, until] of free) if (until <= now) free.delete(other);
    if (at > now) await clock.wait(at - now);
  };
}

// --- internal ---

const MOST_CHATS = 1_000;
const REAL: Clock = { now: () => performance.now(), random: Math.random, wait: (milliseconds) => sleep(milliseconds) };
