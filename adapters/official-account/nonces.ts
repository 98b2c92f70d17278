import { WINDOW } from './signature.js';

/** Remembers which message each signed address came with. */
export interface Nonces {
  /**
   * True for an address not seen before, and for one seen with the same message: so WeChat's retries pass whether they
   * bear a new nonce or not, while an address somebody overheard opens the door to no message of theirs.
   */
  admit(address: { readonly timestamp: string; readonly nonce: string }, message: string, now: Date): boolean;
}

/** @param most how many are remembered; the oldest goes first */
export function noncesOf(most = 50_000): Nonces {
  const seen = new Map<string, { readonly message: string; readonly until: number }>();
  return {
    admit({ timestamp, nonce }, message, now) {
      const time = now.getTime();
      for (const [key, { until }] of seen) {
        if (until >= time && seen.size < most) break;
        seen.delete(key);
      }
      const key = `${timestamp} ${nonce}`;
      const known = seen.get(key);
      // A clock before ours makes an address good for twice the window.
      if (known === undefined) seen.set(key, { message, until: time + 2 * WINDOW });
      return known === undefined || known.message === message;
    },
  };
}
