import type { Knowledge } from '../../knowledge/knowledge.js';
import { CHANNEL } from './channel.js';
import { WINDOW } from './signature.js';

/** Remembers which message each signed address came with. */
export interface Nonces {
  /** As `OwnNonces.admit`. */
  admit(address: { readonly timestamp: string; readonly nonce: string }, message: string, now: Date): Promise<boolean>;
}

/** Those that came to this process. */
export interface OwnNonces {
  /**
   * True for an address not seen before, and for one seen with the same message: so WeChat's retries pass whether they
   * bear a new nonce or not, while an address somebody overheard opens the door to no message of theirs.
   */
  admit(address: { readonly timestamp: string; readonly nonce: string }, message: string, now: Date): boolean;
}

/** @param most how many are remembered; the oldest goes first */
export function noncesOf(most = 50_000): OwnNonces {
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

/**
 * Those that came to any process of the database. Where that cannot be written, those that came to this one count.
 * @param isCovered true where messages bear a signature of their own, so that no address opens the door to another
 */
export function sharedNonces({
  knowledge,
  isCovered,
  log,
}: {
  readonly knowledge: Pick<Knowledge, 'channels'>;
  readonly isCovered: boolean;
  readonly log: (message: string, error: unknown) => void;
}): Nonces {
  const own = noncesOf();
  return {
    async admit(address, message, now) {
      if (!own.admit(address, message, now)) return false;
      if (isCovered) return true;
      const id = `${address.timestamp} ${address.nonce}`;
      const of = { channel: `${CHANNEL} address`, id, what: message, now };
      return knowledge.channels.cameWith(of).catch((error: unknown) => {
        log('official account: addresses are remembered by this process alone', error);
        return true;
      });
    },
  };
}
