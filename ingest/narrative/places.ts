import { fold } from '../../knowledge/text.js';
import type { Place } from '../../knowledge/types.js';
import type { Paragraph } from '../document.js';
import { type Plain, plain, verbatimOf } from './plain.js';
import type { Sentence } from './spots.js';

/** Longest quote: what a citation can show. */
const LIMIT = 150;

/** Where quotes stand: built once a report from its lines. */
export interface Source {
  readonly lines: readonly string[];
  /** All lines folded; quotes that it does not hold are shortened or refused. Null where no lines were given. */
  readonly folded: string | null;
}

export function sourceOf(lines: readonly string[] | null): Source {
  return { lines: lines ?? [], folded: lines === null ? null : fold(lines.join('\n')) };
}

/** A line at least this long was broken by a page, not wrapped at a width: the next one can be quoted by itself. */
const UNWRAPPED = 60;
/** What must stand between a page break and a number for the quote to begin at the break. */
const OWN_WORDS = 6;

/**
 * The place of what stands from `start` to `end` (offsets in the paragraph's plain text): the clause up to 。！？；, cut
 * down to whole comma clauses where it is too long, or where page furniture breaks it in the source.
 * `wholeSentence` keeps a sentence that a page breaks whole; else it is quoted from the break on where that can stand.
 * @returns null where the source does not hold the text in one piece.
 */
export function placeOf(
  sentence: Sentence,
  start: number,
  end: number,
  source: Source,
  wholeSentence = false,
): Place | null {
  const wide = clauseAround(sentence, start, end);
  const short = shorten(sentence.plain, wide, [start, end]);
  const [from, to] = wholeSentence ? short : afterPageBreak(sentence, short, start, source);
  for (const [first, last] of [[from, to] as const, commaClause(sentence.plain.text, wide, [start, end])]) {
    const quote = verbatimOf(sentence.plain, first, last);
    if (source.folded === null || source.folded.includes(quote)) {
      return { section: sentence.section.path, quote, line: lineOf(sentence, first, source) };
    }
  }
  return null;
}

// --- internal ---

type Range = readonly [number, number];

function clauseAround(sentence: Sentence, start: number, end: number): Range {
  const { text } = sentence.plain;
  const before = text.slice(sentence.from, start);
  const from = sentence.from + before.lastIndexOf('；') + 1;
  const stop = text.slice(end, sentence.to).search(/；/);
  return [from, stop < 0 ? sentence.to : end + stop + 1];
}

/** Drops comma clauses from the far end of the longer side until the rest fits. */
function shorten(text: Plain, [from, to]: Range, [start, end]: Range): Range {
  let range: Range = [from, to];
  while (range[1] - range[0] > LIMIT) {
    const left = text.text.slice(range[0], start).search(/[，：、]/);
    const inside = text.text.slice(end, range[1] - 1);
    const right = Math.max(inside.lastIndexOf('，'), inside.lastIndexOf('：'), inside.lastIndexOf('、'));
    if (right >= 0 && (left < 0 || range[1] - end >= start - range[0])) range = [range[0], end + right];
    else if (left >= 0) range = [range[0] + left + 1, range[1]];
    else return range;
  }
  return range;
}

/** A sentence that a page breaks is quoted from the break on where the number stands after it with words of its own. */
function afterPageBreak(sentence: Sentence, range: Range, start: number, source: Source): Range {
  const paragraph = sentence.section.paragraphs[sentence.paragraph];
  if (!paragraph || paragraph.line === paragraph.lastLine) return range;
  const starts = lineStarts(paragraph, sentence.plain.text, source.lines);
  const index = starts.findLastIndex(([offset]) => offset <= start);
  const [offset, previous] = [starts[index]?.[0] ?? 0, starts[index - 1]];
  const broken = previous !== undefined && offset - previous[0] >= UNWRAPPED;
  return broken && offset > range[0] && start - offset >= OWN_WORDS ? [offset, range[1]] : range;
}

function commaClause(text: string, [from, to]: Range, [start, end]: Range): Range {
  const left = Math.max(...['，', '：'].map((mark) => text.slice(from, start).lastIndexOf(mark)));
  const right = text.slice(end, to).search(/[，。；]/);
  return [from + left + 1, right < 0 ? to : end + right];
}

function lineOf(sentence: Sentence, offset: number, source: Source): number | null {
  const paragraph = sentence.section.paragraphs[sentence.paragraph];
  if (!paragraph) return null;
  let line = paragraph.line;
  for (const [start, at] of lineStarts(paragraph, sentence.plain.text, source.lines)) if (start <= offset) line = at;
  return line;
}

/** Offsets in the plain paragraph at which its source lines begin. Lines that are not of it (furniture) are passed over. */
function lineStarts(paragraph: Paragraph, text: string, lines: readonly string[]): [number, number][] {
  const starts: [number, number][] = [];
  let position = 0;
  for (let line = paragraph.line; line <= paragraph.lastLine && position < text.length; line++) {
    const content = squeezed(lines[line - 1] ?? '');
    const rest = squeezed(text.slice(position));
    const skip = starts.length > 0 ? 0 : headingBefore(content, rest);
    const own = content.slice(skip);
    if (own === '' || !(rest.startsWith(own) || own.startsWith(rest))) continue;
    starts.push([position, line]);
    position += lengthOf(text.slice(position), own.length);
  }
  return starts;
}

/** How much of a first line stands before the paragraph: its heading. */
function headingBefore(content: string, rest: string): number {
  for (let skip = 0; skip < content.length; skip++) {
    const own = content.slice(skip);
    if (rest.startsWith(own) || own.startsWith(rest)) return skip;
  }
  return 0;
}

function squeezed(text: string): string {
  return plain(text).text.replaceAll(' ', '');
}

/** Characters of `text` that hold `count` characters other than spaces. */
function lengthOf(text: string, count: number): number {
  let length = 0;
  for (let seen = 0; length < text.length && seen < count; length++) if (text[length] !== ' ') seen++;
  return length;
}
