import type { Knowledge } from '../../knowledge/knowledge.js';
import { whenFree } from '../../knowledge/sessions.js';
import { turnsOf } from '../reception/turns.js';
import { CHANNEL } from './channel.js';

/** A question whose answer came too late for WeChat, kept for its person until it is given. */
export interface Debt {
  /** Of the message, by which the desk knows its answer, also after a restart. */
  readonly id: string;
  readonly text: string;
  /** The message its answer was given with; it is given once more where that one is delivered again. Null: not yet. */
  readonly givenWith: string | null;
}

/** What is owed to each person, for as long as a conversation is remembered. */
export interface Debts {
  /** Notes that an answer is owed; says nothing of one that is already. */
  add(openId: string, debt: Pick<Debt, 'id' | 'text'>): Promise<void>;
  /**
   * Lets somebody give what is owed: `work` gets it, oldest first, and returns what then is. One after the other for a
   * person, also from several processes, so that nothing is given twice. Where nothing is owed it may be called again.
   */
  settle<T>(
    openId: string,
    work: (owed: readonly Debt[]) => Promise<{ readonly owed: readonly Debt[]; readonly result: T }>,
  ): Promise<T>;
}

export function debtsOf(knowledge: Knowledge, now: () => Date): Debts {
  const turns = turnsOf(Number.POSITIVE_INFINITY);
  const keyOf = async (openId: string): Promise<string> =>
    `${CHANNEL}:${await knowledge.channels.hash(CHANNEL, openId)}#owed`;

  const settle: Debts['settle'] = async (openId, work) => {
    const inTurn = turns.take(openId, async () => {
      const key = await keyOf(openId);
      for (;;) {
        const found = await whenFree(() => knowledge.session(key, now()), HOLD);
        const before = debtsIn(found.state);
        const isOwed = before.length > 0;
        const of = { now: now(), version: found.version };
        // Nobody else may give the same meanwhile; where there is nothing to give, nobody has to wait.
        const version = isOwed ? await knowledge.holdSession(key, { ...of, milliseconds: HOLD }) : found.version;
        if (version === null) continue;
        const save = (owed: readonly Debt[]) =>
          knowledge.saveSession(key, JSON.stringify(owed.slice(-MOST)), { now: now(), version });
        const { owed, result } = await work(before).catch(async (error: unknown) => {
          if (isOwed) await save(before);
          throw error;
        });
        if (owed === before && !isOwed) return result;
        if ((await save(owed)) !== null || isOwed) return result;
      }
    });
    if (inTurn === null) throw new Error('a person has no end of turns');
    return inTurn;
  };
  return {
    settle,
    add: (openId, { id, text }) =>
      settle(openId, async (owed) => {
        const isKnown = owed.some((debt) => debt.id === id && debt.givenWith === null);
        return { owed: isKnown ? owed : [...owed, { id, text, givenWith: null }], result: undefined };
      }),
  };
}

// --- internal ---

/** Milliseconds: longer than it takes to push an answer. */
const HOLD = 30_000;
/** As many as the desk lets wait in one chat. */
const MOST = 5;

/** What was stored; what cannot be read is nothing. */
function debtsIn(stored: string | null): readonly Debt[] {
  if (stored === null) return [];
  try {
    const read: unknown = JSON.parse(stored);
    return Array.isArray(read) ? read.filter(isDebt) : [];
  } catch {
    return [];
  }
}

function isDebt(value: unknown): value is Debt {
  if (typeof value !== 'object' || value === null) return false;
  const { id, text, givenWith } = value as Readonly<Record<keyof Debt, unknown>>;
  return typeof id === 'string' && typeof text === 'string' && (givenWith === null || typeof givenWith === 'string');
}
