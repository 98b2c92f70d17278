import { compose, type Piece } from './compose.js';
import { deadlineIn } from './deadline.js';
import type { Debt, Debts } from './debts.js';

/** An answer that is there in time. */
export interface Answered {
  readonly id: string;
  readonly openId: string;
  /** Null where it answers no question, so that nobody misses it. */
  readonly question: string | null;
  /** Empty where there is nothing to say. */
  readonly text: string;
}

export interface Handing {
  readonly debts: Debts;
  /** The answer to a question that was asked before. */
  readonly answerTo: (debt: Debt) => Promise<string>;
  /** Milliseconds the debts may take; after that the answer goes out alone and they stay. */
  readonly patience: number;
  readonly log: (message: string, error: unknown) => void;
}

/**
 * The message an answer goes out with: those owed to the person come first, as far as they are there and fit. What finds
 * no room is owed from then on. Empty where there is nothing to say.
 */
export async function handOut(answered: Answered, { debts, answerTo, patience, log }: Handing): Promise<string> {
  let isOver = false;
  let decided: string | null = null;
  const decide = (text: string): boolean => {
    if (!isOver) decided = text;
    return !isOver;
  };
  const deadline = deadlineIn(patience);
  await deadline.within(
    settle(answered, { debts, answerTo, decide }).catch((error: unknown) =>
      log('official account: what is owed to a person', error),
    ),
  );
  deadline.clear();
  isOver = true;
  return decided ?? answered.text;
}

// --- internal ---

/** Milliseconds for answers that lie ready in the database; one that takes longer is not there yet. */
const READY = 300;

interface Settling extends Pick<Handing, 'debts' | 'answerTo'> {
  /** Takes a message for what is sent; false where something else was sent already. */
  readonly decide: (text: string) => boolean;
}

function settle({ id, openId, question, text }: Answered, { debts, answerTo, decide }: Settling): Promise<void> {
  return debts.settle(openId, async (owed) => {
    if (owed.length === 0) return { owed, result: undefined };
    // What was given with another message has arrived with it.
    const open = owed.filter((debt) => debt.id !== id && (debt.givenWith === null || debt.givenWith === id));
    const own: Piece = { id, question: null, text };
    const [first, ...others] = [...(await ready(open, answerTo)), own].filter((piece) => piece.text !== '');
    const composed = first ? compose([first, ...others]) : { text: '', given: [] };
    if (!decide(composed.text)) return { owed, result: undefined };
    const given = new Set(composed.given);
    const left = open.map((debt) => (given.has(debt.id) ? { ...debt, givenWith: id } : debt));
    const isOwed = text !== '' && question !== null && !given.has(id);
    return {
      owed: isOwed ? [...left, { id, text: question, givenWith: null }] : left,
      result: undefined,
    };
  });
}

async function ready(open: readonly Debt[], answerTo: (debt: Debt) => Promise<string>): Promise<readonly Piece[]> {
  if (open.length === 0) return [];
  const deadline = deadlineIn(READY);
  const pieces = await Promise.all(
    open.map(async (debt): Promise<Piece | null> => {
      const text = await deadline.within(answerTo(debt));
      return text === null ? null : { id: debt.id, question: debt.text, text };
    }),
  );
  deadline.clear();
  return pieces.filter((piece) => piece !== null);
}
