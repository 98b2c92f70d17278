import type { Bot } from '../bot/bot.js';
import type { Knowledge } from '../knowledge/knowledge.js';
import { lately } from './lately.js';

interface Options {
  readonly bot: Pick<Bot, 'explain'>;
  readonly knowledge: Pick<Knowledge, 'askedOften'>;
  readonly now: () => Date;
  /** ISO date that 去年 counts from; null: the clock's. */
  readonly today: string | null;
}

/**
 * Questions that many people asked of late and that are answered today, to offer to others. What people write is shown
 * only where the bot knows every word of it, and in the form it was understood in: nobody can put words of their own on
 * the page by asking them often, and nobody's name gets there.
 * @returns most asked first; empty where nothing was asked often enough
 */
export function hotQuestions({ bot, knowledge, now, today }: Options): () => Promise<readonly string[]> {
  const isFit = async (text: string): Promise<string | null> => {
    if (text.length > LONGEST || CALLED.test(text.normalize('NFKC').replace(YEARS, ''))) return null;
    const { understood, draft, violation } = await bot.explain(
      { text, session: null, role: 'public', person: null },
      { channel: 'hot', today },
    );
    const explained = understood.content.length === 0 && understood.unknownOffice === null;
    return explained && violation === null && ANSWERED.has(draft.kind) ? understood.text : null;
  };
  const read = async (): Promise<readonly string[]> => {
    const since = new Date(now().getTime() - PERIOD);
    const asked = await knowledge.askedOften({ since, persons: PERSONS, most: MOST_TRIED });
    const fit: string[] = [];
    for (const text of asked) {
      const question = await isFit(text);
      if (question !== null && !fit.includes(question)) fit.push(question);
      if (fit.length === MOST) break;
    }
    return fit;
  };

  return lately(read, now, BELIEVED);
}

// --- internal ---

const PERIOD = 30 * 86_400_000;
/** A question fewer people asked may tell who they are. */
const PERSONS = 3;
const MOST_TRIED = 40;
const MOST = 6;
const LONGEST = 40;
const YEARS = /(?<!\d)(?:19|20)\d{2}(?!\d)/g;
/** More digits than a figure in a question has: a number somebody wants to be called at. */
const CALLED = /(?:[\d〇零一二三四五六七八九幺两]\s*[-.]?\s*){5}/;
const BELIEVED = 600_000;
const ANSWERED: ReadonlySet<string> = new Set(['value', 'table', 'computed', 'deadline', 'check']);
