import type { Knowledge } from '../knowledge/knowledge.js';
import { whenFree } from '../knowledge/sessions.js';
import { type Memory, NOTHING, readMemory } from './memory.js';

/** One message's turn in its conversation. */
export interface Turn {
  /** What was talked about before. */
  readonly memory: Memory;
  /**
   * To be called before anything is done that must not be done twice: from then on no other process answers in the
   * conversation, and this message is not worked out again. False where another process answered meanwhile: then nothing
   * may be done, and `work` gives null.
   */
  readonly claim: () => Promise<boolean>;
}

/** What came of a message, and what to remember of it. */
export interface Worked<T> {
  readonly result: T;
  readonly memory: Memory;
}

interface Options {
  readonly knowledge: Pick<Knowledge, 'session' | 'saveSession' | 'holdSession'>;
  readonly now: () => Date;
  readonly log: (message: string, error: unknown) => void;
}

/**
 * Works a message out on what its conversation is about, and remembers it there. Two processes may answer messages of one
 * conversation at once; they come out as if one had come after the other: where another was first, this one is worked out
 * again on what is then remembered. A conversation that cannot be remembered costs no answer.
 * @param session null: none
 * @returns with `turn`, the place of the message in the conversation; null where it could not be remembered
 */
export async function inTurn<T>(
  session: string | null,
  options: Options,
  work: (turn: Turn) => Promise<Worked<T> | null>,
): Promise<{ readonly result: T; readonly turn: number | null }> {
  let misses = 0;
  for (let tries = 1; ; ) {
    const isLast = tries >= MOST_TRIES;
    const place = session === null ? NOWHERE : await placeIn(session, options);
    let acts = false;
    const claim = async (): Promise<boolean> => {
      acts = (await place.hold()) || isLast;
      return acts;
    };
    // Whoever lost once does not run against faster ones again.
    if (tries > 1 && !(await place.hold()) && misses < MOST_MISSES) {
      misses += 1;
      continue;
    }
    tries += 1;
    const worked = await work({ memory: place.memory, claim }).catch(async (error: unknown) => {
      await place.release();
      throw error;
    });
    if (worked === null) continue;
    const turn = await place.leave(worked.memory);
    if (turn !== 'lost') return { result: worked.result, turn };
    if (acts || isLast) {
      // What others remembered meanwhile is later than this, and stays.
      options.log('session failed', new Error('others went on with the conversation meanwhile'));
      return { result: worked.result, turn: null };
    }
  }
}

// --- internal ---

/** A conversation as one try found it. */
interface Place {
  readonly memory: Memory;
  /** Keeps everybody else out; false where somebody was here meanwhile. */
  readonly hold: () => Promise<boolean>;
  /** Lets others in again. */
  readonly release: () => Promise<void>;
  /** Remembers, and gives the number of the turn; null where that failed. */
  readonly leave: (memory: Memory) => Promise<number | null | 'lost'>;
}

const NOWHERE: Place = {
  memory: NOTHING,
  hold: async () => true,
  release: async () => {},
  leave: async () => null,
};

async function placeIn(session: string, { knowledge, now, log }: Options): Promise<Place> {
  const found = await whenFree(() => knowledge.session(session, now()), HOLD);
  let { version } = found;
  let isHeld = false;
  const failed = (error: unknown): null => {
    log('session failed', error);
    return null;
  };
  const save = (state: string) => knowledge.saveSession(session, state, { now: now(), version });

  return {
    memory: readMemory(found.state),
    async hold() {
      if (isHeld) return true;
      try {
        const held = await knowledge.holdSession(session, { now: now(), version, milliseconds: HOLD });
        isHeld = held !== null;
        version = held ?? version;
      } catch (error) {
        // Where this cannot be written, nobody else's turn can.
        failed(error);
        return true;
      }
      return isHeld;
    },
    async release() {
      if (isHeld) await save(found.state ?? '').catch(failed);
    },
    leave: (memory) => save(JSON.stringify(memory)).then((turn) => turn ?? 'lost', failed),
  };
}

/** How often a message is worked out. */
const MOST_TRIES = 5;
/** How often others may be faster to hold the conversation; each time one of them is answered. */
const MOST_MISSES = 100;
/** Milliseconds a conversation is held: many times what an answer takes, and after a crash what the next one waits. */
const HOLD = 5_000;
