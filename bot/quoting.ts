import { fold } from '../knowledge/text.js';
import type { Place } from '../knowledge/types.js';

/** Choosing what to quote of a passage: whole sentences, verbatim, and the line they begin in. */

/** How a point of a list begins. */
export const LIST_ITEM = /^(?:[一二三四五六七八九十]+[是要、]|\d{1,2}\s?[.．、]|[（(][一二三四五六七八九十\d]+[）)])/;

/** Sentences of a folded text, each with its closing mark. */
export function sentences(text: string): string[] {
  return (text.match(/[^。！？]+[。！？]?[”』）]?/g) ?? [text])
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

/** A word of the question, or several wordings of one: its own first, then others that mean the same. */
export type Words = string | readonly string[];

/**
 * The sentence that best fits the words of a question, with the next one where it is only the headline of a list item;
 * `prefer` marks what kind of answer is wanted (a date, a place).
 * @returns at most about `limit` characters, cut at commas around the words where it is longer.
 */
export function bestSentence(text: string, words: readonly Words[], prefer: RegExp | null, limit = 180): string {
  const all = sentences(text);
  const fitting = all.map((sentence, index) => ({ sentence, index, score: fitOf(sentence, words, prefer) }));
  fitting.sort((a, b) => b.score - a.score || a.index - b.index);
  const [best] = fitting;
  if (!best) return text;
  const next = all[best.index + 1];
  if (!next || best.sentence.length > MAX_HEADLINE) return shorten(best.sentence, words, prefer, limit);
  const from = text.indexOf(best.sentence);
  return shorten(text.slice(from, text.indexOf(next, from) + next.length), words, prefer, limit);
}

/** The headline of a list item (一是…。, 1.…。, （一）…。), else the paragraph up to `limit` characters in whole sentences. */
function headline(text: string, limit = 160): string {
  const all = sentences(text);
  const [first] = all;
  if (!first) return text.slice(0, limit);
  if (LIST_ITEM.test(first)) {
    return shorten(first, [], null, limit);
  }
  let taken = '';
  for (const sentence of all) {
    if (taken !== '' && taken.length + sentence.length > limit) break;
    taken = text.slice(text.indexOf(all[0] ?? ''), text.indexOf(sentence) + sentence.length);
  }
  return shorten(taken, [], null, limit * 2);
}

/** The points of a paragraph: the headline of each list item in it (一是…。二是…。), or its one headline. */
export function headlines(text: string): string[] {
  const items = sentences(text).filter((sentence) => LIST_ITEM.test(sentence));
  return items.length > 1 ? items.slice(0, MAX_ITEMS).map((item) => headline(item)) : [headline(text)];
}

/** A place for part of a passage: the quote must be a substring of it; the line is where the quote begins. */
export function placeIn(passage: Place, quote: string, lines: readonly string[]): Place {
  return { section: passage.section, quote, line: lineOf(passage, quote, lines) };
}

// --- internal ---

const MAX_ITEMS = 8;

const PREFERRED = 0.35;
/** A sentence no longer than this may be no more than a headline. */
const MAX_HEADLINE = 25;

function fitOf(text: string, words: readonly Words[], prefer: RegExp | null): number {
  return shareOf(text, words) + (prefer?.test(text) ? PREFERRED : 0);
}

/** Share of the words' character pairs that occur in the text; another wording counts a little less than the very word. */
function shareOf(text: string, words: readonly Words[]): number {
  const plain = text.replace(/\s/g, '');
  const wordings = words.map((each) => (typeof each === 'string' ? [each] : each));
  const all = wordings.reduce((sum, [own = '']) => sum + pairsOf(own).length, 0);
  if (all === 0) return 0;
  const held = wordings.map(([own = '', ...others]) =>
    Math.max(hits(own), ...others.map((other) => OTHER_WORDING * Math.min(hits(other), pairsOf(own).length))),
  );
  return held.reduce((sum, each) => sum + each, 0) / all;

  function hits(word: string): number {
    return pairsOf(word).filter((pair) => plain.includes(pair)).length;
  }
}

const OTHER_WORDING = 0.8;

function pairsOf(word: string): string[] {
  const plain = word.replace(/\s/g, '');
  if (plain.length <= 2) return [plain];
  return Array.from({ length: plain.length - 1 }, (_, index) => plain.slice(index, index + 2));
}

/** Cuts a long sentence at commas, keeping the clauses that carry the words. */
function shorten(sentence: string, words: readonly Words[], prefer: RegExp | null, limit: number): string {
  if (sentence.length <= limit) return sentence;
  const clauses = sentence.match(/[^，；]+[，；。！？]?/g) ?? [sentence];
  let best = { from: 0, to: 0, score: -1 };
  for (let from = 0; from < clauses.length; from++) {
    let to = from;
    let length = 0;
    while (to < clauses.length && length + (clauses[to]?.length ?? 0) <= limit) length += clauses[to++]?.length ?? 0;
    const score = fitOf(clauses.slice(from, to).join(''), words, prefer);
    if (to > from && score > best.score) best = { from, to, score };
  }
  return best.to > best.from ? clauses.slice(best.from, best.to).join('').trim() : sentence.slice(0, limit);
}

function lineOf(passage: Place, quote: string, lines: readonly string[]): number | null {
  if (passage.line === null) return null;
  const start = quote.slice(0, 8).replace(/\s/g, '');
  for (let line = passage.line; line <= Math.min(lines.length, passage.line + 12); line++) {
    if (
      fold(lines[line - 1] ?? '')
        .replace(/\s/g, '')
        .includes(start)
    )
      return line;
  }
  return passage.line;
}
