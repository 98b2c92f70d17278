import { turnsOf } from '../reception/turns.js';
import { within } from './deadline.js';
import { type Pace, paceOf } from './pace.js';

/** Says these one after the other in a chat, after what was to be said there before, at the pace of the account. */
export type Say = (chat: string, sayings: Iterable<Saying> | AsyncIterable<Saying>) => Promise<void>;
export type Saying = () => Promise<unknown>;

/** @returns what rejects with what could not be said; what would have followed in the same call is left out. */
export function sayingAt(pace: Pace): Say {
  const turns = turnsOf(Number.POSITIVE_INFINITY);
  const ready = paceOf(pace);
  return async (chat, sayings) => {
    await turns.take(chat, async () => {
      for await (const saying of sayings) {
        await ready(chat);
        await within(SEND_MS, saying());
      }
    });
  };
}

// --- internal ---

const SEND_MS = 60_000;
