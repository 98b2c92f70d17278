import { setTimeout as pause } from 'node:timers/promises';
import type { Knowledge } from '../../knowledge/knowledge.js';
import type { Message, Outgoing } from '../adapter.js';

interface Options {
  readonly channel: string;
  readonly knowledge: Knowledge;
  readonly now: () => Date;
  readonly log: (message: string, error: unknown) => void;
}

/**
 * Answers each message of a platform once: a second delivery gets what the first got, also from another process and after
 * a restart; `waits` is called where it waits for that. A message whose process died before it was answered is answered by
 * the next delivery. The clocks of several machines must agree to some seconds.
 */
export function onceOnly({
  channel,
  knowledge,
  now,
  log,
}: Options): (message: Message, serve: () => Promise<Outgoing>, waits: () => void) => Promise<Outgoing> {
  const underWay = new Map<string, Promise<Outgoing>>();
  let taken = 0;

  const first = async (id: string, serve: () => Promise<Outgoing>): Promise<Outgoing> => {
    const outgoing = await answering(id, serve);
    const kept = { channel, id, outgoing: JSON.stringify({ ...outgoing, answer: null }) };
    if (!(await knowledge.channels.keepAnswer(kept))) {
      // This process stood still for so long that another took the message: what that one said counts.
      const found = await knowledge.channels.take({ channel, id, now: now(), abandoned: ABANDONED });
      if (found.state === 'answered') return { ...(JSON.parse(found.outgoing) as Outgoing), repeated: true };
    }
    taken += 1;
    if (taken % FORGET_EVERY === 0) await knowledge.channels.forgetReceived(new Date(now().getTime() - KEPT));
    return outgoing;
  };

  /** A draft may take longer to read than a message counts as taken. */
  const answering = async (id: string, serve: () => Promise<Outgoing>): Promise<Outgoing> => {
    const timer = setInterval(() => {
      knowledge.channels.keepTaken({ channel, id, now: now() }).catch((error: unknown) => log('desk failed', error));
    }, ABANDONED / 3);
    try {
      return await serve();
    } finally {
      clearInterval(timer);
    }
  };

  return async ({ id }, serve, waits) => {
    if (id === null) return serve();
    const here = underWay.get(id);
    if (here) {
      waits();
      return { ...(await here), repeated: true };
    }
    const outgoing = answerOrRecall(id, serve, waits);
    underWay.set(id, outgoing);
    return outgoing.finally(() => underWay.delete(id));
  };

  async function answerOrRecall(id: string, serve: () => Promise<Outgoing>, waits: () => void): Promise<Outgoing> {
    const deadline = performance.now() + ELSEWHERE;
    while (performance.now() < deadline) {
      const found = await knowledge.channels.take({ channel, id, now: now(), abandoned: ABANDONED });
      if (found.state === 'new') return first(id, serve);
      if (found.state === 'answered') return { ...(JSON.parse(found.outgoing) as Outgoing), repeated: true };
      waits();
      await pause(POLL);
    }
    return { texts: [], buttons: [], answer: null, entry: null, repeated: true };
  }
}

// --- internal ---

/**
 * One of which nothing was heard for so many milliseconds died with its process: the second delivery of a platform that
 * waits five seconds is then still answered.
 */
const ABANDONED = 6_000;
/** How long to wait for another process that is answering: longer than a draft takes to read. */
const ELSEWHERE = 240_000;
const POLL = 100;
const KEPT = 2 * 86_400_000;
const FORGET_EVERY = 500;
