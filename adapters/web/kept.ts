/** Answers just shown, so that their table and their picture are of the same answer and no question is asked twice. */

import type { Answer } from '../../bot/answer.js';

export interface Shown {
  readonly answer: Answer;
  /** SVG; null where the answer makes no picture. */
  readonly picture: string | null;
}

export interface KeptAnswers {
  get(session: string, question: string): Shown | null;
  keep(session: string, question: string, shown: Shown): void;
}

/** Keeps the latest answers within a fixed amount of memory. */
export function keptAnswers(most = MOST_PLACES): KeptAnswers {
  const kept = new Map<string, Shown>();
  let places = 0;

  const drop = (key: string): void => {
    const shown = kept.get(key);
    if (!shown) return;
    kept.delete(key);
    places -= weightOf(shown);
  };

  return {
    get: (session, question) => kept.get(keyOf(session, question)) ?? null,
    keep(session, question, shown) {
      const key = keyOf(session, question);
      drop(key);
      if (question.length > LONGEST) return;
      kept.set(key, shown);
      places += weightOf(shown);
      for (const oldest of kept.keys()) {
        if (places <= most) break;
        drop(oldest);
      }
    },
  };
}

// --- internal ---

/** Values, citations and kilobytes of pictures; each is about one kilobyte in memory. */
const MOST_PLACES = 20_000;
/** A longer question is not looked at by the bot either. */
const LONGEST = 500;

const keyOf = (session: string, question: string): string => `${session}\n${question}`;

function weightOf({ answer, picture }: Shown): number {
  return 1 + answer.values.length + answer.citations.length + Math.ceil((picture?.length ?? 0) / 1000);
}
