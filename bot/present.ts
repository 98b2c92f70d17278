import type { Answer, AnswerFinding, Choice, Citation } from './answer.js';
import { CHAT } from './chat-phrases.js';
import { lengthIn, split, type TextLimit } from './split.js';

/** What a channel can show at once. */
export interface Limits {
  readonly text: TextLimit;
  /** Messages an answer may fill before the person asks for more. */
  readonly messages: number;
  /** Choices it shows as buttons; what goes beyond, or all where it has none, is written out as a numbered list. */
  readonly buttons: number;
}

/** An answer as messages of a chat. */
export interface Presented {
  /** At least one; each within the limit of the channel. */
  readonly texts: readonly string[];
  /** What did not fit, sent piece by piece when it is asked for. */
  readonly rest: readonly string[];
  /** Choices to show as buttons below the last message. */
  readonly buttons: readonly Choice[];
}

/**
 * Lays an answer out for a chat: its text, the doubts, the quoted sources, what to ask next; cut where sentences end.
 * Every channel shows the same words; only the cuts differ.
 */
export function present(answer: Answer, limits: Limits): Presented {
  const asButtons = answer.choices.length <= limits.buttons;
  const whole = [answer.text, ...doubts(answer), sources(answer), asButtons ? '' : numbered(answer)];
  return {
    ...pages(whole.filter((block) => block !== '').join('\n\n'), limits),
    buttons: asButtons ? answer.choices : [],
  };
}

/** Text of our own, that is no answer, within a channel's limits. */
export function pages(text: string, limits: Limits): Pick<Presented, 'texts' | 'rest'> {
  const pieces = split(text, limits.text);
  if (pieces.length <= limits.messages) return { texts: pieces, rest: [] };
  const room = { ...limits.text, most: limits.text.most - lengthIn(limits.text.unit, CHAT.toBeContinued) };
  const cut = split(text, room);
  const told = cut.slice(0, limits.messages);
  const last = told.pop() ?? '';
  return { texts: [...told, `${last}${CHAT.toBeContinued}`], rest: cut.slice(limits.messages) };
}

/** The next of what was left over. */
export function next(rest: readonly string[], limits: Limits): Pick<Presented, 'texts' | 'rest'> {
  const texts = rest.slice(0, limits.messages);
  const left = rest.slice(limits.messages);
  const last = texts.at(-1) ?? '';
  return { texts: left.length === 0 ? texts : [...texts.slice(0, -1), `${last}${CHAT.toBeContinued}`], rest: left };
}

// --- internal ---

/** Sources that are quoted in a chat; a ranking of a county would fill the screen. */
const MOST_SOURCES = 3;
/** Characters of a quote that a chat shows. */
const QUOTE = 120;

function doubts({ findings, text }: Answer): readonly string[] {
  return findings
    .filter(({ message }) => !text.includes(message))
    .map(({ message }: AnswerFinding) => CHAT.doubt(message));
}

function sources({ citations, text, values }: Answer): string {
  const told = citations
    .map((citation, index) => ({ citation, index }))
    .filter(({ citation }) => citation.quote !== '' && !text.includes(citation.quote));
  if (told.length === 0) return '';
  const lines = told.slice(0, MOST_SOURCES).map(({ citation, index }) => {
    const said = values.filter(({ citations: of }) => of.includes(index)).map(({ value }) => value);
    return CHAT.quotedSource(
      place(citation),
      around(
        citation.quote,
        said.filter((value) => value !== null),
      ),
    );
  });
  const more = told.length > MOST_SOURCES ? [CHAT.moreSources(told.length)] : [];
  return [CHAT.sourcesHeading, ...lines, ...more].join('\n');
}

function place({ title, office, year, section, line }: Citation): string {
  return CHAT.sourcePlace(title || `${office}${year}年`, section, line);
}

/** A quote short enough for a phone that still holds the number it is quoted for. */
function around(quote: string, said: readonly number[]): string {
  if (quote.length <= QUOTE) return quote;
  const at = said.map((value) => quote.indexOf(String(value))).find((index) => index >= 0) ?? 0;
  const from = Math.max(0, Math.min(at - QUOTE / 2, quote.length - QUOTE));
  const part = Array.from(quote)
    .slice(from, from + QUOTE)
    .join('');
  return `${from > 0 ? '……' : ''}${part}${from + QUOTE < quote.length ? '……' : ''}`;
}

/** The choices as a list to answer by number, unless the text lists them itself. */
function numbered({ choices, text }: Answer): string {
  if (choices.every(({ label }) => text.includes(label))) return '';
  return [CHAT.chooseByNumber, ...choices.map(({ label }, index) => `${index + 1}. ${label}`)].join('\n');
}
