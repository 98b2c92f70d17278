import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Counts } from '../../knowledge/rates.js';

/** How many messages are answered. */
export interface Rates {
  /** Of one person in a minute. */
  readonly person: number;
  /** Of a whole channel in a minute. */
  readonly channel: number;
}

/** What becomes of a message: answered, refused with so many seconds to wait, or passed over since that was said before. */
export type Admission =
  | { readonly state: 'welcome' }
  | { readonly state: 'refused'; readonly by: 'person' | 'channel'; readonly seconds: number }
  | { readonly state: 'silent'; readonly seconds: number };

export interface Gate {
  /** @param person hashed; null where the channel cannot tell people apart */
  admit(person: string | null): Promise<Admission>;
}

/**
 * Counts messages of this process in a minute that begins with the first of them. A person is told once a minute that it
 * is too much.
 */
export function gateOf({ person, channel }: Rates): Gate {
  const ofPerson = new RateLimiterMemory({ points: person, duration: MINUTE });
  const ofChannel = new RateLimiterMemory({ points: channel, duration: MINUTE });
  const told = new RateLimiterMemory({ points: 1, duration: MINUTE });

  return {
    async admit(who) {
      // A person who floods must not use up what is everybody's.
      const personal = who === null ? null : await refusal(ofPerson, who);
      const refused = personal ?? (await refusal(ofChannel, 'all'));
      if (refused === null) return { state: 'welcome' };
      const by = personal === null ? 'channel' : 'person';
      const again = await refusal(told, who ?? 'all');
      return refusedBy(by, refused, again === null);
    },
  };
}

export interface SharedGateOptions {
  readonly channel: string;
  readonly rates: Rates;
  readonly counts: Counts;
  readonly now: () => Date;
  readonly log: (message: string, error: unknown) => void;
}

/**
 * As `gateOf`, over all processes of a database. Where that cannot be written, or not soon, this process counts for
 * itself, so that nobody waits for an answer; it says so once, until the database can be written again.
 */
export function sharedGateOf({ channel, rates, counts, now, log }: SharedGateOptions): Gate {
  const alone = gateOf(rates);
  const silenced = new RateLimiterMemory({ points: 1, duration: MINUTE });
  let isAlone = false;
  let next = 0;

  const inDatabase = async (who: string | null): Promise<Admission> => {
    const counted = await counts.count({ person: who, channel, most: rates.person, now: now() });
    const by = isOver(counted.person, rates.person) ? 'person' : 'channel';
    const { messages, left } = counted[by] ?? { messages: 0, left: 0 };
    if (messages <= rates[by]) return { state: 'welcome' };
    const key = `${channel} told ${who ?? 'all'}`;
    const isFirst = await counts.isFirst({ key, now: now() });
    // What was said before, this process need not look up for as long: who floods is not to be written down each time.
    if (by === 'person' && who !== null) await silenced.block(who, Math.ceil(left / 1000));
    return refusedBy(by, left, isFirst);
  };

  return {
    async admit(who) {
      const known = who === null ? null : await silenced.get(who);
      if (known !== null && known.remainingPoints <= 0 && known.msBeforeNext > 0)
        return refusedBy('person', known.msBeforeNext, false);
      if (isAlone && performance.now() < next) return alone.admit(who);
      try {
        const admission = await soon(inDatabase(who));
        isAlone = false;
        return admission;
      } catch (error) {
        if (!isAlone) log('messages are counted by this process alone', error);
        isAlone = true;
        next = performance.now() + TRY_AGAIN;
        return alone.admit(who);
      }
    },
  };
}

// --- internal ---

/** Seconds. */
const MINUTE = 60;
/** Milliseconds that a message may wait to be counted. */
const PATIENCE = 1_000;
/** Milliseconds until a database that could not be written is tried again. */
const TRY_AGAIN = 5_000;

function refusedBy(by: 'person' | 'channel', milliseconds: number, isFirst: boolean): Admission {
  const seconds = Math.ceil(milliseconds / 1000);
  return isFirst ? { state: 'refused', by, seconds } : { state: 'silent', seconds };
}

function isOver(counted: { readonly messages: number } | null, most: number): boolean {
  return counted !== null && counted.messages > most;
}

async function soon<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not counted within ${PATIENCE} ms`)), PATIENCE);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Milliseconds to wait, or null where there is room. */
async function refusal(limiter: RateLimiterMemory, key: string): Promise<number | null> {
  try {
    await limiter.consume(key);
    return null;
  } catch (error) {
    if (error instanceof RateLimiterRes) return error.msBeforeNext;
    throw error;
  }
}
