import { around, type Box } from './box.js';
import type { Glyph } from './page.js';

/** A stretch of a line without a gap as wide as a column's. */
export interface Chunk extends Box {
  readonly text: string;
}

export interface Line extends Box {
  /** The chunks, one space between. */
  readonly text: string;
  readonly chunks: readonly Chunk[];
  /** Height of the type. */
  readonly size: number;
}

/** Glyphs → lines from top to bottom, each read from left to right. Type printed twice to look bold counts once. */
export function linesOf(glyphs: readonly Glyph[]): Line[] {
  const groups: Glyph[][] = [];
  for (const glyph of [...glyphs].sort((a, b) => a.bottom - b.bottom)) {
    const group = groups.at(-1);
    if (group && sharesLine(group, glyph)) group.push(glyph);
    else groups.push([glyph]);
  }
  return groups.map(lineOf);
}

export function isWide(char: string | undefined): boolean {
  return char !== undefined && /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\u3000-\u303f]/.test(char);
}

// --- internal ---

/** Of the height of the type: how far apart the feet of one line's glyphs may be. */
const SAME_LINE = 0.4;
const SPACE = 0.25;
/** Chinese is set without blanks, but may be set apart. */
const WIDE_SPACE = 0.8;
/** A gap this wide parts columns. */
const COLUMN_GAP = 1.3;
const SAME_PLACE = 0.2;

function sharesLine(group: readonly Glyph[], glyph: Glyph): boolean {
  const first = group[0] as Glyph;
  return glyph.bottom - first.bottom <= SAME_LINE * Math.min(first.size, glyph.size);
}

function lineOf(group: readonly Glyph[]): Line {
  const glyphs = printedOnce([...group].sort((a, b) => a.left - b.left));
  const size = median(glyphs.map((glyph) => glyph.size));
  const chunks: Chunk[] = [];
  let open: Glyph[] = [];
  const close = () => {
    const box = around(open);
    if (box) chunks.push({ ...box, text: textOf(open) });
    open = [];
  };
  for (const glyph of glyphs) {
    const before = open.at(-1);
    if (before && glyph.left - before.right > COLUMN_GAP * size) close();
    open.push(glyph);
  }
  close();
  const box = around(chunks) as Box;
  return { ...box, text: chunks.map((chunk) => chunk.text).join(' '), chunks, size };
}

function textOf(glyphs: readonly Glyph[]): string {
  let text = '';
  let before: Glyph | null = null;
  for (const glyph of glyphs) {
    if (before && gapBetween(before, glyph)) text += ' ';
    text += glyph.text;
    before = glyph;
  }
  return text;
}

function gapBetween(before: Glyph, glyph: Glyph): boolean {
  const gap = (glyph.left - before.right) / Math.min(before.size, glyph.size);
  const isChinese = isWide(before.text.at(-1)) && isWide(glyph.text[0]);
  return gap > (isChinese ? WIDE_SPACE : SPACE) || (glyph.spaced && gap > SPACE / 5);
}

function printedOnce(glyphs: readonly Glyph[]): Glyph[] {
  const kept: Glyph[] = [];
  for (const glyph of glyphs) {
    const twin = kept
      .slice(-4)
      .some(
        (each) =>
          each.text === glyph.text &&
          Math.abs(each.left - glyph.left) < SAME_PLACE * glyph.size &&
          Math.abs(each.bottom - glyph.bottom) < SAME_PLACE * glyph.size,
      );
    if (!twin) kept.push(glyph);
  }
  return kept;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
