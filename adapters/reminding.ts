/** Sends what is due: each reminder once, or it is written down why not. */

import { randomUUID } from 'node:crypto';
import { type ObligationsOf, type Owed, owedOf } from '../bot/owed.js';
import { REMINDERS } from '../bot/reminder-phrases.js';
import { type Planner, plannerOf, sendableFrom } from '../bot/reminder-planning.js';
import { tellReminder } from '../bot/reminder-text.js';
import type { Knowledge } from '../knowledge/knowledge.js';
import type { Claimed, Settlement } from '../knowledge/reminders.js';
import type { Adapter } from './adapter.js';
import { notSentBy } from './not-sent.js';

export interface Reminding {
  readonly knowledge: Pick<Knowledge, 'reminders' | 'channels'>;
  /** As `Knowledge.deadlines` tells. */
  readonly obligations: ObligationsOf;
  readonly planner: Planner;
  /** By channel. */
  readonly senders: Senders;
  readonly now: () => Date;
  readonly leaseMs?: number;
  /** Once it is aborted nothing more is taken on. */
  readonly signal?: AbortSignal;
}

export type Senders = ReadonlyMap<string, NonNullable<Adapter['send']>>;

/** How many reminders came to what. */
export type Done = Readonly<Record<Outcome, number>> & {
  /** Those that could be sent if their channel could, by channel. */
  readonly waiting: readonly { readonly channel: string; readonly count: number }[];
};
export type Outcome = 'sent' | 'retried' | 'failed' | 'unclear' | 'dropped';

/**
 * Plans what came due, and sends what can be sent: the channels side by side, each one after the other. What surely was
 * not sent is tried again later, `MOST_ATTEMPTS` times at most; what may have been sent is not.
 */
export async function remindOnce(reminding: Reminding): Promise<Done> {
  const { knowledge, planner, senders, now } = reminding;
  const done = { sent: 0, retried: 0, failed: 0, unclear: 0, dropped: 0 };
  done.unclear += await knowledge.reminders.giveUpLost(now());
  await planner.plan(now());
  const off = new Set((await knowledge.channels.off()).map(({ channel }) => channel));
  const channels = [...senders.keys()].filter((channel) => !off.has(channel));
  const owed = freshly(reminding.obligations, now);
  const turns = channels.map((channel) => sendAll(reminding, [channel], { owed, done }));
  // A turn of its own where there is no channel: cancelled ones are dropped all the same.
  await settled(turns.length > 0 ? turns : [sendAll(reminding, [], { owed, done })]);
  return { ...done, waiting: await knowledge.reminders.countOpen(now()) };
}

/** The planner for a database, to be kept from one round to the next. */
export function plannerFor({ knowledge, obligations }: Pick<Reminding, 'knowledge' | 'obligations'>): Planner {
  return plannerOf({ store: knowledge.reminders, obligations });
}

// --- internal ---

/** Longer than any send takes; the process that has it decides earlier. */
const LEASE_MS = 15 * 60_000;
const MINUTE = 60_000;
const MOST_ATTEMPTS = 8;
/** Minutes before it is tried again, after each attempt. */
const BACKOFF = [1, 5, 15, 60, 180, 360, 720];
/** A channel that refuses so many in a row is left alone until the next round. */
const MOST_REFUSED = 3;
const DETAIL_LENGTH = 300;

interface Round {
  readonly owed: () => Owed;
  readonly done: Record<Outcome, number>;
}

async function sendAll(reminding: Reminding, channels: readonly string[], { owed, done }: Round): Promise<void> {
  const { knowledge, now, signal, leaseMs = LEASE_MS } = reminding;
  for (let refused = 0; refused < MOST_REFUSED && signal?.aborted !== true; ) {
    const claimed = await knowledge.reminders.claim({ now: now(), lease: randomUUID(), leaseMs, channels });
    if (claimed === null) return;
    const settlement = await dispatch(claimed, owed(), reminding);
    await knowledge.reminders.settle(claimed, { ...settlement, now: now() });
    done[settlement.state === 'waiting' ? 'retried' : settlement.state] += 1;
    refused = settlement.state === 'waiting' ? refused + 1 : 0;
  }
}

async function dispatch(claimed: Claimed, owed: Owed, { senders, now }: Reminding): Promise<Settlement> {
  // Until the sender is called a failure is one of ours, and nothing was sent.
  const prepared = await prepare(claimed, owed, now).catch((error: unknown) => ({ error }));
  if ('error' in prepared) return again(claimed, prepared.error, now());
  if ('drop' in prepared) return { state: 'dropped', detail: prepared.drop };
  const send = senders.get(prepared.channel);
  if (!send) return again(claimed, new Error(REMINDERS.command.noChannel), now());
  try {
    await send(prepared.address, [prepared.text]);
    return { state: 'sent', detail: null, late: prepared.late };
  } catch (error) {
    const fate = notSentBy(error);
    if (fate === null) return { state: 'unclear', detail: toDetail(error) };
    return fate.again ? again(claimed, error, now()) : { state: 'failed', detail: toDetail(error) };
  }
}

async function prepare(
  { subscriber, about, dueAt }: Claimed,
  owed: Owed,
  now: () => Date,
): Promise<
  | { readonly drop: string }
  | { readonly channel: string; readonly address: string; readonly text: string; readonly late: boolean }
> {
  const { channel, address, scope, isCancelled } = subscriber;
  if (isCancelled) return { drop: 'cancelled' };
  const obligations = await owed(scope, about.year);
  const told = tellReminder({ about, dueAt: new Date(dueAt), scope, obligations, now: now() });
  return 'drop' in told ? told : { channel, address, ...told };
}

function again({ attempts, about }: Claimed, error: unknown, now: Date): Settlement {
  const wait = BACKOFF[attempts - 1];
  if (attempts >= MOST_ATTEMPTS || wait === undefined) return { state: 'failed', detail: toDetail(error) };
  const nextAt = sendableFrom(new Date(now.getTime() + wait * MINUTE), about.due);
  return { state: 'waiting', detail: toDetail(error), nextAt };
}

/** What went wrong, without what it was about; the adapters keep their secrets out of it. */
function toDetail(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, DETAIL_LENGTH);
}

/** What is owed, asked anew every minute: a long round must not remind of a report that came meanwhile. */
function freshly(obligations: ObligationsOf, now: () => Date): () => Owed {
  let known: { readonly owed: Owed; readonly at: number } | null = null;
  return () => {
    const time = now().getTime();
    if (known === null || Math.abs(time - known.at) >= MINUTE) known = { owed: owedOf(obligations), at: time };
    return known.owed;
  };
}

/** Waits for all, so that nothing goes on unseen, then rejects with the first that failed. */
async function settled(turns: readonly Promise<void>[]): Promise<void> {
  for (const turn of await Promise.allSettled(turns)) if (turn.status === 'rejected') throw turn.reason;
}
