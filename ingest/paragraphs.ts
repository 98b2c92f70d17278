import type { Paragraph } from './document.js';

/**
 * Joins paragraphs that a page or line end broke apart (domain 4.3, parser rule 4): the first does not end as a sentence
 * does, or leaves a bracket open, and the next goes on in running text. Nothing is joined across lines that were left out.
 */
export function joinBroken(paragraphs: readonly Paragraph[]): Paragraph[] {
  const joined: Paragraph[] = [];
  for (const paragraph of paragraphs) {
    const before = joined.at(-1);
    if (before && goesOn(before, paragraph)) {
      const text = `${before.text} ${paragraph.text}`;
      joined[joined.length - 1] = { ...before, text, lastLine: paragraph.lastLine };
    } else {
      joined.push(paragraph);
    }
  }
  return joined;
}

// --- internal ---

/** Blank lines a page break leaves; more than that lies something that was left out. */
const MAX_GAP = 5;
const ENDS = /[。；：！？!?;:”』」）)…]$/;
const BEGINS_ANEW =
  /^(?:[一二三四五六七八九十]{1,3}[、是要]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}\s?[、.．]|[①-⑳]|附件|联系)/;
const MIN_LINE = 20;

function goesOn(before: Paragraph, next: Paragraph): boolean {
  if (before.heading || next.heading || next.line - before.lastLine > MAX_GAP) return false;
  if (leavesOpen(before.text)) return true;
  return before.text.length >= MIN_LINE && !ENDS.test(before.text) && !BEGINS_ANEW.test(next.text);
}

/** An opening bracket or book-title mark without its end. */
function leavesOpen(text: string): boolean {
  return PAIRS.some(([opening, closing]) => count(text, opening) > count(text, closing));
}

const PAIRS = [
  [/[（(]/g, /[）)]/g],
  [/《/g, /》/g],
] as const;

function count(text: string, pattern: RegExp): number {
  return (text.match(pattern) ?? []).length;
}
