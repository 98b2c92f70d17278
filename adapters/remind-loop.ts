import { setTimeout as sleep } from 'node:timers/promises';
import { Cron } from 'croner';
import type { Knowledge } from '../knowledge/knowledge.js';
import type { Adapter } from './adapter.js';
import { plannerFor, remindOnce, type Senders } from './reminding.js';

export interface RemindLoop {
  /** Takes nothing more on, and lets what is under way go out; what takes too long is unclear from then on. */
  stop(): Promise<void>;
}

/**
 * Looks every minute for reminders that are due, through the channels that run and can speak first. A round that takes
 * longer than a minute is not overtaken by the next; one that fails is logged, and the next tries again.
 */
export function startReminding({
  knowledge,
  adapters,
  now,
  log,
}: {
  readonly knowledge: Pick<Knowledge, 'reminders' | 'channels' | 'deadlines'>;
  /** Those running now. */
  readonly adapters: () => readonly Pick<Adapter, 'name' | 'send'>[];
  readonly now: () => Date;
  readonly log: (message: string, error: unknown) => void;
}): RemindLoop {
  const closing = new AbortController();
  const { obligations } = knowledge.deadlines;
  const planner = plannerFor({ knowledge, obligations });
  let told = '';
  let round: Promise<void> = Promise.resolve();

  const look = async (): Promise<void> => {
    const senders = sendersOf(adapters());
    const done = await remindOnce({ knowledge, obligations, planner, senders, now, signal: closing.signal });
    const { failed, unclear, waiting } = done;
    if (failed + unclear > 0)
      log('reminders not sent', `failed ${failed}, unclear ${unclear}: disclosure-bot remind --failed`);
    const waits = waiting.map(({ channel }) => channel).join();
    // Said once, not every minute.
    if (waits !== '' && waits !== told) log('reminders wait for their channel', waits);
    told = waits;
  };
  const job = new Cron('* * * * *', { protect: true }, () => {
    round = look().catch((error: unknown) => log('reminders', error));
    return round;
  });
  return {
    async stop() {
      closing.abort();
      job.stop();
      const patience = new AbortController();
      await Promise.race([round, sleep(DRAIN_MS, undefined, { signal: patience.signal }).catch(() => undefined)]);
      patience.abort();
    },
  };
}

/** The channels that can speak first. */
export function sendersOf(adapters: readonly Pick<Adapter, 'name' | 'send'>[]): Senders {
  return new Map(adapters.flatMap(({ name, send }) => (send ? [[name, send] as const] : [])));
}

// --- internal ---

const DRAIN_MS = 10_000;
