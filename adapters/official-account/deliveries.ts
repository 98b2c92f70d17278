import { CHAT } from '../../bot/chat-phrases.js';
import type { Desk } from '../adapter.js';
import { type Deadline, deadlineIn } from './deadline.js';
import type { Debt, Debts } from './debts.js';
import { handOut } from './handing.js';
import type { Received } from './received.js';

export interface DeliveriesOptions {
  readonly desk: Desk;
  readonly debts: Debts;
  /** The customer-service interface, while the account has it. */
  readonly push: Push | null;
  /** How long an answer may take before a delivery is let pass, in milliseconds. */
  readonly patience: number;
  readonly now: () => Date;
  readonly log: (message: string, error: unknown) => void;
}

/** A way to speak to a person without being spoken to. */
export interface Push {
  /** False while the account is known not to have it. */
  readonly works: () => boolean;
  readonly send: (openId: string, texts: readonly string[]) => Promise<void>;
}

/** What a delivery is answered: a text, nothing at all, or not now, so that WeChat delivers the message again. */
export type Reply = { readonly text: string } | 'nothing' | 'later';

export interface Deliveries {
  /** Replies to one delivery of a message. */
  reply(received: Received): Promise<Reply>;
  /** Resolves when replies and late answers are out, or after so many milliseconds. */
  drain(milliseconds: number): Promise<void>;
}

/**
 * WeChat waits five seconds and delivers a message three times in all. An answer that is slow goes out with the second or
 * third delivery. One slower than that is pushed where the account may, else kept and given with the next message.
 */
export function deliveriesOf(options: DeliveriesOptions): Deliveries {
  const { debts, push, patience, log } = options;
  const jobs = new Map<string, Job>();
  const running = new Set<Promise<unknown>>();
  const run = <T>(work: Promise<T>): Promise<T> => {
    const settled: Promise<unknown> = work.catch(() => undefined).finally(() => running.delete(settled));
    running.add(settled);
    return work;
  };

  const jobOf = (received: Received): Job => {
    const known = jobs.get(received.id);
    if (known) return known;
    const job: Job = { answer: answerOf(received, options.desk), deliveries: 0, isPushed: false };
    jobs.set(received.id, job);
    const done = (): boolean => jobs.delete(received.id);
    job.answer.then(done, done);
    return job;
  };

  const hand = async ({ id, from: openId, says }: Received, text: string): Promise<Reply> => {
    const question = says.kind === 'question' ? says.text : null;
    const answerTo = (debt: Debt): Promise<string> => ask({ openId, ...debt }, options.desk);
    const said = await handOut({ id, openId, question, text }, { debts, answerTo, patience: BOOKKEEPING, log });
    return said === '' ? 'nothing' : { text: said };
  };

  /** Resolves when it is noted, or too late for a reply to wait for. */
  const owe = async ({ id, from, says }: Received): Promise<void> => {
    if (says.kind !== 'question') return;
    const deadline = deadlineIn(BOOKKEEPING);
    const added = debts.add(from, { id, text: says.text });
    await deadline.within(added.catch((error: unknown) => log('official account: owing an answer', error)));
    deadline.clear();
  };

  const pushLate = async ({ id, from: openId }: Received, { answer }: Job, { send }: Push): Promise<void> => {
    const text = await answer;
    await debts.settle(openId, async (owed) => {
      const isOpen = owed.some((debt) => debt.id === id && debt.givenWith === null);
      if (!isOpen) return { owed, result: undefined };
      if (text !== '') await send(openId, [text]);
      return { owed: owed.filter((debt) => debt.id !== id), result: undefined };
    });
  };

  const reply = async (received: Received, deadline: Deadline): Promise<Reply> => {
    if (received.says.kind === 'nothing') return 'nothing';
    const job = jobOf(received);
    job.deliveries += 1;
    const text = await deadline.within(job.answer);
    if (text !== null) return hand(received, text);

    await owe(received);
    if (!isLast(received, job, options.now())) return 'later';
    if (!push?.works()) return { text: CHAT.answerKept };
    if (!job.isPushed) {
      job.isPushed = true;
      run(pushLate(received, job, push)).catch((error: unknown) => log('official account: late answer', error));
    }
    return { text: CHAT.answerFollows };
  };

  return {
    reply(received) {
      const deadline = deadlineIn(patience);
      return run(reply(received, deadline).finally(deadline.clear));
    },
    async drain(milliseconds) {
      const deadline = deadlineIn(milliseconds);
      // A reply may set a late answer going.
      const all = async (): Promise<void> => {
        while (running.size > 0) await Promise.all(running);
      };
      await deadline.within(all());
      deadline.clear();
    },
  };
}

// --- internal ---

/** A message while its answer is under way. */
interface Job {
  /** Empty where there is nothing to say. Never rejects. */
  readonly answer: Promise<string>;
  deliveries: number;
  isPushed: boolean;
}

/** Milliseconds a reply may wait for what is owed; with the patience it stays below WeChat's five seconds. */
const BOOKKEEPING = 500;
const DELIVERIES = 3;
/** Seconds after which WeChat delivers a message for the last time. */
const LAST_AFTER = 9;

/** By its age, too: after a restart the first delivery seen may be the last there is. */
function isLast({ at }: Received, { deliveries }: Job, now: Date): boolean {
  return deliveries >= DELIVERIES || now.getTime() / 1000 - at >= LAST_AFTER;
}

async function answerOf({ id, from: openId, says }: Received, desk: Desk): Promise<string> {
  if (says.kind === 'question') return ask({ id, openId, text: says.text }, desk);
  return says.kind === 'notice' ? says.text : '';
}

async function ask(
  { id, openId, text }: { readonly id: string; readonly openId: string; readonly text: string },
  desk: Desk,
): Promise<string> {
  const { texts } = await desk.receive({ id, chat: openId, person: openId, group: false, text });
  return texts.join('\n\n');
}
