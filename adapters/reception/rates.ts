import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

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

/** Counts messages in a sliding minute of this process. A person is told once a minute that it is too much. */
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
      const seconds = Math.ceil(refused / 1000);
      return again === null ? { state: 'refused', by, seconds } : { state: 'silent', seconds };
    },
  };
}

// --- internal ---

const MINUTE = 60;

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
