import { compact } from '../knowledge/text.js';
import type { Block, Paragraph } from './document.js';

/**
 * Page furniture inside a report: lists of news titles with their dates that a web page left in the text (domain 4.3,
 * parser rule 5). A report's own signature has one or two dates; only three or more pairs in a row are furniture.
 * @returns the paragraphs to leave out.
 */
export function findFurniture(blocks: readonly Block[]): ReadonlySet<Paragraph> {
  const found = new Set<Paragraph>();
  for (let at = 0; at < blocks.length; ) {
    const run = longerOf(pairsFrom(blocks, at), datedTitlesFrom(blocks, at));
    for (const paragraph of run) found.add(paragraph);
    at += Math.max(1, run.length);
  }
  return found;
}

// --- internal ---

const MIN_ITEMS = 3;
const MAX_TITLE = 60;
const DATE = /^\[?\d{4}[年\-/.]\d{1,2}[月\-/.]\d{1,2}日?\]?(?:\d{1,2}：\d{2}(?:：\d{2})?)?$/;
const DATED_TITLE =
  /^(?:\[?\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\]?[^\d].{4,60}|.{5,60}[^\d]\[?\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\]?)$/;

function isDate(block: Block | undefined): block is Paragraph {
  return block?.kind === 'paragraph' && DATE.test(compact(block.text));
}

function isTitle(block: Block | undefined): block is Paragraph {
  if (block?.kind !== 'paragraph') return false;
  const text = compact(block.text);
  return !DATE.test(text) && text.length <= MAX_TITLE && !/^(?:[一二三四五六]、|（[一二三四五六七八]）)/.test(text);
}

/** Title, date, title, date …; the first title may be the broken tail of another. */
function pairsFrom(blocks: readonly Block[], from: number): Paragraph[] {
  const run: Paragraph[] = [];
  for (let at = from; ; at += 2) {
    const [title, date] = [blocks[at], blocks[at + 1]];
    if (!isTitle(title) || !isDate(date)) break;
    run.push(title, date);
  }
  return run.length >= MIN_ITEMS * 2 ? run : [];
}

/** A title and its date on one line, line after line. */
function datedTitlesFrom(blocks: readonly Block[], from: number): Paragraph[] {
  const run: Paragraph[] = [];
  for (let at = from; ; at++) {
    const block = blocks[at];
    if (block?.kind !== 'paragraph' || !DATED_TITLE.test(compact(block.text))) break;
    run.push(block);
  }
  return run.length >= MIN_ITEMS ? run : [];
}

function longerOf(a: Paragraph[], b: Paragraph[]): Paragraph[] {
  return a.length >= b.length ? a : b;
}
