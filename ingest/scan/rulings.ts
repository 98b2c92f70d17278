import type { Rule } from '../layout/page.js';
import type { Raster } from './raster.js';

/**
 * The ruling lines of a scanned page: long runs of ink, level and upright. In pixels.
 * @param threshold shades up to it are ink.
 * @param unit pixels of a point (1/72 inch).
 */
export function rulingsOf(raster: Raster, threshold: number, unit: number): Ruling[] {
  const { width, height, grey } = raster;
  const isInk = (x: number, y: number) => (grey[y * width + x] ?? 255) <= threshold;
  const level = runs(height, width, LEVEL_LENGTH * unit, (line, place) => isInk(place, line));
  const upright = runs(width, height, UPRIGHT_LENGTH * unit, (line, place) => isInk(line, place));
  return [
    ...thin(level, THICKEST * unit).map((rule) => ({ level: true, ...rule })),
    ...thin(upright, THICKEST * unit).map((rule) => ({ level: false, ...rule })),
  ];
}

export interface Ruling extends Rule {
  /** Pixels from its first to its last line. */
  readonly thickness: number;
}

/** The picture without its ruling lines. */
export function withoutRulings({ width, height, grey }: Raster, rulings: readonly Ruling[]): Raster {
  const clean = grey.slice();
  for (const { level, at, from, to, thickness } of rulings) {
    const [first, last] = [Math.floor(at - thickness / 2) - BLUR, Math.ceil(at + thickness / 2) + BLUR];
    const [start, end] = [Math.max(0, Math.floor(from) - BLUR), Math.ceil(to) + BLUR];
    for (let line = Math.max(0, first); line < Math.min(level ? height : width, last); line += 1)
      if (level) clean.fill(WHITE, line * width + start, line * width + Math.min(width, end));
      else for (let y = start; y < Math.min(height, end); y += 1) clean[y * width + line] = WHITE;
  }
  return { width, height, grey: clean };
}

// --- internal ---

const WHITE = 255;
/** Pixels of grey beside a line. */
const BLUR = 2;

/** In points. Longer than the strokes of large type, shorter than the side of a cell. */
const LEVEL_LENGTH = 28;
const UPRIGHT_LENGTH = 17;
const THICKEST = 4;
const GAP = 2;
const MOST = 20_000;

interface Run {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

function runs(lines: number, places: number, least: number, isInk: (line: number, place: number) => boolean): Run[] {
  const found: Run[] = [];
  for (let line = 0; line < lines && found.length < MOST; line += 1) {
    let [from, to] = [-1, -1];
    for (let place = 0; place <= places; place += 1) {
      if (place < places && isInk(line, place)) {
        if (from < 0) from = place;
        to = place;
      } else if (from >= 0 && (place - to > GAP || place === places)) {
        if (to - from >= least) found.push({ at: line, from, to: to + 1 });
        from = -1;
      }
    }
  }
  return found;
}

/** Runs that lie side by side are one line; where they are too many it is a dark area. */
function thin(all: readonly Run[], thickest: number): (Run & { readonly thickness: number })[] {
  const groups: Run[][] = [];
  let open: Run[][] = [];
  for (const run of all) {
    open = open.filter((group) => run.at - (group.at(-1) as Run).at <= 1);
    const group = open.find((each) => {
      const last = each.at(-1) as Run;
      return last.from <= run.to && last.to >= run.from;
    });
    if (group) group.push(run);
    else {
      const own = [run];
      groups.push(own);
      open.push(own);
    }
  }
  return groups
    .filter((group) => (group.at(-1) as Run).at - (group[0] as Run).at < thickest)
    .map((group) => ({
      at: ((group[0] as Run).at + (group.at(-1) as Run).at + 1) / 2,
      from: Math.min(...group.map((run) => run.from)),
      to: Math.max(...group.map((run) => run.to)),
      thickness: (group.at(-1) as Run).at - (group[0] as Run).at + 1,
    }));
}
