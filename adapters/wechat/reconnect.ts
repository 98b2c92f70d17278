/** Milliseconds to wait before connecting anew: the first time, at most, and how long a login may take by itself. */
export interface Backoff {
  readonly first: number;
  readonly most: number;
  readonly patience: number;
}

export const BACKOFF: Backoff = { first: 10_000, most: 30 * 60_000, patience: 3 * 60_000 };

export interface Reconnect {
  /** Something may have broken: looks again after a while and connects anew where that is needed. */
  soon(urgency?: 'broken' | 'must' | 'patient'): void;
  /** The account logged in. */
  settled(): void;
  /** True while it disconnects and connects: what happens meanwhile is its own doing. */
  readonly busy: () => boolean;
  /** Plans nothing more; resolves when what is under way is over. */
  stop(): Promise<void>;
}

interface Options {
  readonly backoff: Backoff;
  readonly now: () => Date;
  /** Disconnects and connects; rejects where it could not. */
  readonly restart: () => Promise<void>;
  /** True where there is nothing to mend: logged in, or a person has to scan a code first. */
  readonly fine: () => boolean;
  readonly failed: (error: unknown) => void;
}

/**
 * Connects anew after a loss, waiting longer each time, with jitter; a puppet that mends itself meanwhile is left alone. A
 * login that does not last does not shorten the wait.
 */
export function reconnectOf({ backoff, now, restart, fine, failed }: Options): Reconnect {
  let attempts = 0;
  let settledAt: number | null = null;
  let planned: { readonly timer: NodeJS.Timeout; readonly due: number } | null = null;
  let must = false;
  let working: Promise<void> | null = null;
  let stopped = false;

  const delayOf = (): number => {
    if (settledAt !== null && now().getTime() - settledAt > LASTING) attempts = 0;
    return Math.min(backoff.most, backoff.first * 2 ** attempts) * (1 + Math.random() * JITTER);
  };

  const plan = (delay: number): void => {
    const due = now().getTime() + delay;
    if (stopped || working !== null || (planned !== null && planned.due <= due)) return;
    clearTimeout(planned?.timer);
    planned = { timer: setTimeout(look, delay), due };
  };

  const look = (): void => {
    planned = null;
    if (stopped || (!must && fine())) return;
    must = false;
    settledAt = null;
    working = restart().then(
      () => over(backoff.patience),
      (error: unknown) => {
        failed(error);
        over(0);
      },
    );
    attempts += 1;
  };

  const over = (least: number): void => {
    working = null;
    plan(Math.max(least, delayOf()));
  };

  return {
    soon(urgency = 'broken') {
      must ||= urgency === 'must';
      plan(urgency === 'patient' ? backoff.patience : delayOf());
    },
    settled() {
      settledAt = now().getTime();
    },
    busy: () => working !== null,
    async stop() {
      stopped = true;
      clearTimeout(planned?.timer);
      await working;
    },
  };
}

// --- internal ---

const JITTER = 0.3;
/** A login that held for this long was one. */
const LASTING = 10 * 60_000;
