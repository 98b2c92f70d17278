import { CHAT } from '../../bot/chat-phrases.js';
import { lengthIn } from '../../bot/split.js';
import { MOST_BYTES } from './channel.js';

/** An answer that is to be given; each fits a message of its own. */
export interface Piece {
  readonly id: string;
  /** The question, for an answer that comes later than it was asked; null for the one just asked. */
  readonly question: string | null;
  readonly text: string;
}

/** One message, and the ids of the answers it has room for. */
export interface Composed {
  readonly text: string;
  readonly given: readonly string[];
}

/** Puts answers into one message in their order: the first in any case, more while there is room. */
export function compose([first, ...others]: readonly [Piece, ...Piece[]]): Composed {
  const hint = `\n${CHAT.answersWaiting}`;
  const fits = (text: string, isAll: boolean): boolean => bytes(text) + (isAll ? 0 : bytes(hint)) <= MOST_BYTES;
  const headed = titled(first);
  let text = fits(headed, others.length === 0) ? headed : first.text;
  const given = [first.id];
  for (const [index, piece] of others.entries()) {
    const more = `${text}\n\n${titled(piece)}`;
    if (!fits(more, index === others.length - 1)) return { text: `${text}${hint}`, given };
    text = more;
    given.push(piece.id);
  }
  return { text, given };
}

// --- internal ---

/** Characters of a question that remind of it. */
const REMINDER = 16;

function titled({ question, text }: Piece): string {
  return question === null ? text : `${CHAT.answerTo(reminder(question))}\n${text}`;
}

function reminder(question: string): string {
  const characters = Array.from(question.replace(/\s+/gu, ' ').trim());
  return characters.length <= REMINDER ? characters.join('') : `${characters.slice(0, REMINDER).join('')}……`;
}

function bytes(text: string): number {
  return lengthIn('bytes', text);
}
