import { createBot } from '../../bot/bot.js';
import type { Knowledge } from '../../knowledge/knowledge.js';
import { TODAY } from './several-bots.js';

/** A message of a conversation and what was answered, as JSON. */
export interface Exchanged {
  readonly question: string;
  readonly answer: string;
}

/**
 * Finds an order of messages in which one process, asked one after the other, gives the answers that were given, and
 * remembers at the end what is remembered; null where there is none.
 * @param contact as the asked bots have it
 */
export async function orderOf(
  knowledge: Knowledge,
  {
    exchanged,
    left,
    contact,
  }: { readonly exchanged: readonly Exchanged[]; readonly left: string; readonly contact: string },
): Promise<readonly string[] | null> {
  const known = new Map<string, Promise<{ readonly answer: string; readonly after: string | null }>>();

  const askedIn = (before: string | null, question: string) => {
    const key = `${before}\n${question}`;
    const asked = known.get(key) ?? askOnce(knowledge, { before, question, contact });
    known.set(key, asked);
    return asked;
  };
  const search = async (before: string | null, open: readonly Exchanged[]): Promise<readonly string[] | null> => {
    if (open.length === 0) return before === left ? [] : null;
    for (const each of open) {
      const { answer, after } = await askedIn(before, each.question);
      if (answer !== each.answer) continue;
      const rest = await search(
        after,
        open.filter((other) => other !== each),
      );
      if (rest !== null) return [each.question, ...rest];
    }
    return null;
  };
  return search(null, exchanged);
}

// --- internal ---

async function askOnce(
  knowledge: Knowledge,
  {
    before,
    question,
    contact,
  }: { readonly before: string | null; readonly question: string; readonly contact: string },
) {
  let after = before;
  const bot = createBot({
    knowledge: {
      ...knowledge,
      session: async () => ({ state: before, version: 1, isHeld: false }),
      saveSession: async (_, state) => {
        after = state;
        return 2;
      },
      journal: async () => 0,
    },
    now: () => new Date(),
    contact,
    log: (message, error) => {
      throw new Error(message, { cause: error });
    },
  });
  const answer = await bot.reply(
    { text: question, session: 'one', role: 'public', person: null },
    { channel: 'web', today: TODAY },
  );
  return { answer: JSON.stringify(answer), after };
}
