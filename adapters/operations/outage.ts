import type { Knowledge } from '../../knowledge/knowledge.js';
import { UserError } from '../../knowledge/types.js';
import type { Facts } from '../log.js';

/** How a bot goes on while its database cannot be written. */
export interface Outlasting {
  /** As the one given, except that messages are answered also where they cannot be noted. */
  readonly knowledge: Knowledge;
  /** As the one given, except that an outage is one line, and not one for everything that fails by it. */
  readonly log: (message: string, error: unknown) => void;
  readonly stop: () => void;
}

export interface OutlastingOptions {
  readonly knowledge: Knowledge;
  readonly log: (message: string, error: unknown) => void;
  readonly info: (message: string, facts: Facts) => void;
  /** Milliseconds between two looks whether it is over. */
  readonly every?: number;
}

/**
 * Lets a bot answer without noting anything: a message that cannot be remembered in the database is answered all the same,
 * and remembered in this process for a while. So a platform's second try gets the same answer here; at another process it
 * may be answered twice, which is better than not at all.
 */
export function outlasting({ knowledge, log, info, every = LOOK_MS }: OutlastingOptions): Outlasting {
  let hidden = 0;
  let looking: NodeJS.Timeout | undefined;
  const answers = new Map<string, string>();

  const told = (message: string, error: unknown): void => {
    if (!isOutage(error)) {
      log(message, error);
      return;
    }
    if (looking !== undefined) {
      hidden += 1;
      return;
    }
    log('the database is away: what can be read is answered, nothing is noted', error);
    hidden = 0;
    looking = setTimeout(look, every);
    looking.unref();
  };

  const look = (): void => {
    knowledge.tryWriting().then(
      () => {
        looking = undefined;
        info('the database can be written again', { hidden });
      },
      () => {
        looking?.refresh();
      },
    );
  };

  const { take, keepAnswer, forgetReceived } = knowledge.channels;
  const channels: Knowledge['channels'] = {
    ...knowledge.channels,
    take: async (of) => {
      const outgoing = answers.get(keyOf(of));
      // What was answered while it could not be noted is not known there, whatever is known there by now.
      if (outgoing !== undefined) return { state: 'answered', outgoing };
      return take(of).catch((error: unknown) => {
        if (!isOutage(error)) throw error;
        told('message not noted', error);
        return { state: 'new' } as const;
      });
    },
    keepAnswer: (of) =>
      keepAnswer(of).catch((error: unknown) => {
        if (!isOutage(error)) throw error;
        told('answer not noted', error);
        remember(keyOf(of), of.outgoing);
        return true;
      }),
    forgetReceived: (before) =>
      forgetReceived(before).catch((error: unknown) => {
        if (!isOutage(error)) throw error;
        return 0;
      }),
  };

  const remember = (key: string, outgoing: string): void => {
    answers.set(key, outgoing);
    const [oldest] = answers.keys();
    if (answers.size > MOST_REMEMBERED && oldest !== undefined) answers.delete(oldest);
  };

  return { knowledge: { ...knowledge, channels }, log: told, stop: () => clearTimeout(looking) };
}

// --- internal ---

const LOOK_MS = 1_000;
/** Platforms try again within minutes. */
const MOST_REMEMBERED = 2_000;

/** The database cannot be reached or takes nothing: for now, and whatever is asked of it. */
function isOutage(error: unknown): boolean {
  return error instanceof UserError && OUTAGES.has(error.code);
}

const OUTAGES: ReadonlySet<string> = new Set([
  'DATABASE_UNREACHABLE',
  'DATABASE_LOST',
  'DATABASE_READONLY',
  'DATABASE_LOCKED',
  'DATABASE_BUSY',
  'DATABASE_IO',
  'DISK_FULL',
]);

function keyOf({ channel, id }: { readonly channel: string; readonly id: string }): string {
  return `${channel}\n${id}`;
}
