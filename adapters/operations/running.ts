import { setTimeout as pause } from 'node:timers/promises';
import { UserError } from '../../knowledge/types.js';
import type { Adapter } from '../adapter.js';
import type { Mount } from '../http/server.js';
import type { OpenDesk } from '../reception/desk.js';

/** A channel that is kept running: started, started again where that failed, stopped. */
export interface RunningChannel {
  readonly name: string;
  /** Resolves once with what became of the first try to start: null where it runs, else what was thrown. */
  readonly firstTry: Promise<unknown>;
  readonly healthy: () => boolean;
  readonly underWay: () => number;
  /** What speaks to the platform, while it runs. */
  readonly adapter: () => Adapter | null;
  /** What it answers over HTTP at this moment; null for nothing. */
  readonly mount: () => Mount | null;
  /** Takes nothing more, lets answers go out; false where it took too long or failed. Never rejects. */
  readonly stop: () => Promise<boolean>;
}

export interface RunOptions {
  readonly name: string;
  readonly create: () => Promise<Adapter>;
  readonly open: (adapter: Adapter) => OpenDesk;
  readonly log: (message: string, error: unknown) => void;
  /** Milliseconds: between tries to start, doubled each time, and what stopping may take. */
  readonly pauses?: { readonly first: number; readonly most: number };
  readonly patience?: number;
}

/**
 * Starts a channel and keeps trying where it does not start, for as long as the process runs: the others do not wait for
 * it. Settings that cannot work are not tried again.
 */
export function runChannel(options: RunOptions): RunningChannel {
  const { name, create, open, log, pauses = PAUSES, patience = PATIENCE } = options;
  const stopping = new AbortController();
  let current: { readonly adapter: Adapter; readonly desk: OpenDesk } | null = null;
  let started = false;

  const start = async (): Promise<void> => {
    const adapter = await create();
    if (stopping.signal.aborted) return;
    const desk = open(adapter);
    current = { adapter, desk };
    try {
      await adapter.start(desk);
      started = true;
    } catch (error) {
      current = null;
      await adapter.stop().catch((failed: unknown) => log(`${name} did not stop`, failed));
      throw error;
    }
  };
  const firstTry = start().then(
    () => null,
    (error: unknown) => error ?? new Error('failed for no reason'),
  );
  const trying = firstTry.then(async (failure) => {
    let failed: unknown = failure;
    for (let wait = pauses.first; failed !== null && !stopping.signal.aborted; wait = Math.min(wait * 2, pauses.most)) {
      log(`${name} did not start`, failed);
      if (isFinal(failed)) return;
      await pause(wait, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      failed = await start().then(
        () => null,
        (error: unknown) => error,
      );
    }
  });

  const end = async (): Promise<void> => {
    // One that is being started may have connected already.
    await current?.adapter.stop();
    await trying;
    await current?.desk.drain(DRAIN_MS);
  };
  return {
    name,
    firstTry,
    healthy: () => started && !stopping.signal.aborted && (current?.adapter.healthy?.() ?? true),
    underWay: () => current?.desk.underWay() ?? 0,
    adapter: () => (started && !stopping.signal.aborted ? (current?.adapter ?? null) : null),
    mount: () => current?.adapter.http ?? null,
    stop: async () => {
      stopping.abort();
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error(`still running after ${patience} ms`)), patience);
      });
      try {
        await Promise.race([end(), late]);
        return true;
      } catch (error) {
        log(`${name} did not stop`, error);
        return false;
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

/** True for what no second try can mend: settings. A database that is locked or full may be free later. */
export function isFinal(error: unknown): error is UserError {
  return error instanceof UserError && !/^(?:DATABASE_|DISK_)/.test(error.code);
}

// --- internal ---

const PAUSES = { first: 1_000, most: 60_000 };
/** How long answers under way may take once the bot is told to stop. */
const DRAIN_MS = 10_000;
/** How long all of stopping may take. */
const PATIENCE = 15_000;
