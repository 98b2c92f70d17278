import type { Knowledge } from '../knowledge/knowledge.js';
import type { StoredOffice, StoredReport } from '../knowledge/stored.js';
import type { AnswerKind } from './answer.js';
import type { Draft } from './draft.js';
import type { Memory } from './memory.js';
import type { Person } from './person.js';
import type { ChatAddress, Offers } from './reach.js';
import type { Understanding } from './understand.js';

/** What a question may look at besides its words. */
export interface Context {
  readonly knowledge: Knowledge;
  readonly offices: readonly StoredOffice[];
  readonly reports: readonly StoredReport[];
  readonly role: 'public' | 'staff';
  /** Who asks; null where the channel does not know. */
  readonly person: Person | null;
  readonly now: Date;
  /** Where the question came from. */
  readonly channel: string;
  /** Where a reminder can be sent to; null where the bot cannot speak first. */
  readonly address: ChatAddress | null;
  /** What there is besides. */
  readonly offers: Offers;
  /** Who answers what the bot cannot, as configured. */
  readonly contact: string;
  /** What the conversation was about; empty outside of one. */
  readonly memory: Memory;
}

/** One kind of question: what it recognises and how it answers. Its examples are run by a test. */
export interface Question<Q> {
  readonly name: string;
  readonly kind: AnswerKind;
  readonly examples: readonly string[];
  readonly notFor?: readonly string[];
  readonly match: (understood: Understanding) => Q | null;
  readonly answer: (query: Q, understood: Understanding, context: Context) => Promise<Draft>;
}

/** A question of any query type, as the router holds it. */
export interface AnyQuestion extends Pick<Question<unknown>, 'name' | 'kind' | 'examples' | 'notFor'> {
  /** The answer's making, or null where the question does not recognise the words. */
  readonly attempt: (understood: Understanding) => ((context: Context) => Promise<Draft>) | null;
}

/** Seals a question for the router. */
export function defineQuestion<Q>(question: Question<Q>): AnyQuestion {
  const { name, kind, examples, notFor } = question;
  return {
    name,
    kind,
    examples,
    ...(notFor ? { notFor } : {}),
    attempt(understood) {
      const query = question.match(understood);
      return query === null ? null : (context) => question.answer(query, understood, context);
    },
  };
}
