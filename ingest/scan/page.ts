import type { PlacedTable } from '../layout/blocks.js';
import type { Box } from '../layout/box.js';
import type { Glyph, Page } from '../layout/page.js';
import { UNREADABLE } from '../layout/page.js';
import { type RuledCell, type RuledGrid, ruledGrids } from '../layout/ruled.js';
import { ruledTableOf } from '../layout/ruled-table.js';
import { certainCell, certainText, type Reading } from './certain.js';
import { crop, inkThreshold, type Raster, withoutDust } from './raster.js';
import type { Recogniser, SeenLine } from './recogniser.js';
import { rulingsOf, withoutRulings } from './rulings.js';

/**
 * A scanned page → a page with text. Cells between rules are read one by one and each twice; a cell without ink is blank,
 * a value both readings do not agree on is unreadable. Numbers in running text likewise.
 * @param unit pixels of a point.
 */
export async function recognisePage(scan: Raster, unit: number, recogniser: Recogniser): Promise<Page> {
  const threshold = inkThreshold(scan);
  const raster = withoutDust(scan, threshold);
  const rulings = rulingsOf(raster, threshold, unit);
  const rules = rulings.map((rule) => ({
    level: rule.level,
    at: rule.at / unit,
    from: rule.from / unit,
    to: rule.to / unit,
  }));
  const grids = ruledGrids(rules);
  const clean = withoutRulings(raster, rulings);
  const tables: PlacedTable[] = [];
  for (const grid of grids) tables.push(await readGrid(grid, clean, threshold, unit, recogniser));
  const rest = without(
    raster,
    grids.map((grid) => inPixels(grid, unit, -EDGE)),
  );
  const glyphs: Glyph[] = [];
  for (const line of await recogniser.lines(rest)) glyphs.push(...(await readLine(line, rest, unit, recogniser)));
  return { width: raster.width / unit, height: raster.height / unit, glyphs, rules: [], tables };
}

// --- internal ---

/** In points: what belongs to the rules around a cell. */
const EDGE = 1.6;
/** In points: ink that is no larger is dust. */
const DUST = 0.3;
const MARGIN = 12;
/** The recogniser likes type about this high, in pixels. */
const LIKED_HEIGHT = 40;

async function readGrid(
  grid: RuledGrid,
  raster: Raster,
  threshold: number,
  unit: number,
  recogniser: Recogniser,
): Promise<PlacedTable> {
  const texts = new Map<RuledCell, string>();
  for (const cell of grid.cells) {
    const box = inkBox(raster, inPixels(cell, unit, EDGE), threshold);
    if (box === null) continue;
    const high = box.bottom - box.top;
    if (high < DUST * unit * 4 && box.right - box.left < DUST * unit * 4) texts.set(cell, UNREADABLE);
    else {
      const oneLine = high < unit * 18;
      const scale = oneLine ? Math.min(3, Math.max(1, LIKED_HEIGHT / Math.max(high, 1))) : Math.max(1, 3 / unit);
      texts.set(cell, certainCell(...(await recogniser.twice(crop(raster, box, { margin: MARGIN, scale }), oneLine))));
    }
  }
  return ruledTableOf(grid, (cell) => ({ text: texts.get(cell) ?? '', full: true }));
}

async function readLine(line: SeenLine, raster: Raster, unit: number, recogniser: Recogniser): Promise<Glyph[]> {
  const { top, bottom } = line.box;
  const place = { top: top / unit, bottom: bottom / unit, size: Math.min((bottom - top) / unit, 30), spaced: false };
  const reading = line.words.flatMap((word) => word.reading);
  if (!/[\d〇零一二两三四五六七八九十百千万亿]/.test(reading.map((seen) => seen.text).join('')))
    return line.words.map((word) => glyph(word, textOf(word.reading), place, unit));
  const [, second] = await recogniser.twice(crop(raster, line.box, { margin: MARGIN }), true);
  const certain = [...certainText(marked(line), second)].join('').split(BETWEEN_WORDS);
  return line.words.map((word, index) => glyph(word, certain[index] ?? UNREADABLE, place, unit));
}

/** White space that no reading contains. */
const BETWEEN_WORDS = '\u2028';

function marked(line: SeenLine): Reading {
  return line.words.flatMap((word, index) =>
    index === 0 ? word.reading : [{ text: BETWEEN_WORDS, confidence: 100 }, ...word.reading],
  );
}

function glyph(
  word: { readonly left: number; readonly right: number },
  text: string,
  place: Pick<Glyph, 'top' | 'bottom' | 'size' | 'spaced'>,
  unit: number,
): Glyph {
  return { ...place, text, left: word.left / unit, right: word.right / unit };
}

function textOf(reading: Reading): string {
  return reading.map((seen) => seen.text).join('');
}

function inPixels(box: Box, unit: number, inset: number): Box {
  return {
    left: (box.left + inset) * unit,
    right: (box.right - inset) * unit,
    top: (box.top + inset) * unit,
    bottom: (box.bottom - inset) * unit,
  };
}

/** Where ink lies in a part of a picture, in pixels; null where there is none. */
function inkBox({ width, height, grey }: Raster, box: Box, threshold: number): Box | null {
  let found: { left: number; right: number; top: number; bottom: number } | null = null;
  for (let y = Math.max(0, Math.floor(box.top)); y < Math.min(height, Math.ceil(box.bottom)); y += 1)
    for (let x = Math.max(0, Math.floor(box.left)); x < Math.min(width, Math.ceil(box.right)); x += 1)
      if ((grey[y * width + x] ?? 255) <= threshold) {
        found ??= { left: x, right: x + 1, top: y, bottom: y + 1 };
        found.left = Math.min(found.left, x);
        found.right = Math.max(found.right, x + 1);
        found.bottom = y + 1;
      }
  return found;
}

function without(raster: Raster, boxes: readonly Box[]): Raster {
  const grey = raster.grey.slice();
  for (const box of boxes)
    for (let y = Math.max(0, Math.floor(box.top)); y < Math.min(raster.height, box.bottom); y += 1)
      grey.fill(
        255,
        y * raster.width + Math.max(0, Math.floor(box.left)),
        y * raster.width + Math.min(raster.width, Math.ceil(box.right)),
      );
  return { ...raster, grey };
}
