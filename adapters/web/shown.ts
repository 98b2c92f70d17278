/** Answers just shown, also by another process: a browser may fetch a page from one and its picture from the other. */

import type { Answer } from '../../bot/answer.js';
import type { Knowledge } from '../../knowledge/knowledge.js';
import { keptAnswers, type Shown } from './kept.js';

export interface ShownAnswers {
  /** What was shown for a question in a conversation; null where that is not known any more. */
  get(session: string, question: string): Promise<Shown | null>;
  keep(session: string, question: string, shown: Shown): Promise<void>;
}

interface Options {
  readonly knowledge: Pick<Knowledge, 'session' | 'saveSession' | 'channels'>;
  readonly pictureOf: (answer: Answer) => Promise<string | null>;
  readonly now: () => Date;
  readonly log: (message: string, error: unknown) => void;
}

/** The latest answers this process showed, and of every conversation the latest one, whichever process showed it. */
export function shownAnswers({ knowledge, pictureOf, now, log }: Options): ShownAnswers {
  const own = keptAnswers();
  const placeOf = async (session: string): Promise<string> =>
    `web:${await knowledge.channels.hash('web', session)}#shown`;

  return {
    async get(session, question) {
      const known = own.get(session, question);
      const { state } = await knowledge.session(await placeOf(session), now());
      const { question: shownFor, answer } = state === null ? NOTHING : (JSON.parse(state) as Stored);
      // The same words may have been answered otherwise since, by another process.
      const isLatest = answer !== null && shownFor === question;
      if (!isLatest || JSON.stringify(known?.answer) === JSON.stringify(answer)) return known;
      return { answer, picture: await pictureOf(answer) };
    },
    async keep(session, question, shown) {
      own.keep(session, question, shown);
      const stored: Stored = { question, answer: shown.answer };
      const state = JSON.stringify(stored);
      const fits = question.length <= LONGEST && state.length <= MOST_LETTERS;
      try {
        await knowledge.saveSession(await placeOf(session), fits ? state : JSON.stringify(NOTHING), { now: now() });
      } catch (error) {
        log('session failed', error);
      }
    },
  };
}

// --- internal ---

interface Stored {
  readonly question: string;
  readonly answer: Answer | null;
}

const NOTHING: Stored = { question: '', answer: null };
/** A longer question is not looked at by the bot either. */
const LONGEST = 500;
/** A table of all offices of a province is worked out again rather than stored. */
const MOST_LETTERS = 250_000;
