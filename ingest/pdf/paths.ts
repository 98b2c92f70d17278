import type { Rule } from '../layout/page.js';
import type { Codes } from './drawing.js';
import { type Matrix, point } from './matrix.js';

/**
 * The level and upright lines of a path: its edges where it is stroked; where it is filled the thin boxes that stand for
 * lines, and the edges of frames (a box within a box). A plain filled area is a background and gives none.
 */
export function rulesOfPath(args: readonly unknown[], codes: Codes, matrix: Matrix): Rule[] {
  const [paint, data] = args;
  const values = Array.isArray(data) ? data[0] : data;
  if (!ArrayBuffer.isView(values)) return [];
  const outlines = outlinesOf(values as unknown as ArrayLike<number>, matrix);
  const name = (Object.entries(codes).find(([, code]) => code === paint)?.[0] ?? '').toLowerCase();
  if (name.includes('stroke')) return outlines.flatMap(edges);
  if (!name.includes('fill')) return [];
  const frame = outlines.length > 1 && outlines.length <= MOST_OUTLINES;
  return outlines.flatMap((outline) => thin(outline) ?? (frame ? edges(outline) : []));
}

// --- internal ---

interface Point {
  readonly x: number;
  readonly y: number;
}

const THICKEST = 3.5;
const SHORTEST = 3;
const LEVEL = 0.8;
const MOST_OUTLINES = 8;
const MOVE = 0;
const LINE = 1;
const CURVE = 2;
const QUADRATIC = 3;
const CLOSE = 4;

function outlinesOf(values: ArrayLike<number>, matrix: Matrix): Point[][] {
  const outlines: Point[][] = [];
  let open: Point[] = [];
  const at = (index: number) => point(matrix, values[index] ?? 0, values[index + 1] ?? 0);
  for (let index = 0; index < values.length; ) {
    const step = values[index];
    if (step === MOVE) {
      open = [at(index + 1)];
      outlines.push(open);
      index += 3;
    } else if (step === LINE) {
      open.push(at(index + 1));
      index += 3;
    } else if (step === CURVE) {
      open.push(at(index + 5));
      index += 7;
    } else if (step === QUADRATIC) {
      open.push(at(index + 3));
      index += 5;
    } else if (step === CLOSE) {
      if (open[0]) open.push(open[0]);
      index += 1;
    } else break;
  }
  return outlines;
}

function edges(outline: readonly Point[]): Rule[] {
  return outline.flatMap((to, index) => {
    const from = outline[index - 1];
    return from ? ruleBetween(from, to) : [];
  });
}

function ruleBetween(from: Point, to: Point): Rule[] {
  const [wide, high] = [Math.abs(to.x - from.x), Math.abs(to.y - from.y)];
  if (high <= LEVEL && wide >= SHORTEST)
    return [{ level: true, at: (from.y + to.y) / 2, from: Math.min(from.x, to.x), to: Math.max(from.x, to.x) }];
  if (wide <= LEVEL && high >= SHORTEST)
    return [{ level: false, at: (from.x + to.x) / 2, from: Math.min(from.y, to.y), to: Math.max(from.y, to.y) }];
  return [];
}

/** The middle line of a thin box; null where the outline is none. */
function thin(outline: readonly Point[]): Rule[] | null {
  if (outline.length < 3) return null;
  const xs = outline.map(({ x }) => x);
  const ys = outline.map(({ y }) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  if (bottom - top <= THICKEST && right - left > bottom - top)
    return ruleBetween({ x: left, y: (top + bottom) / 2 }, { x: right, y: (top + bottom) / 2 });
  if (right - left <= THICKEST)
    return ruleBetween({ x: (left + right) / 2, y: top }, { x: (left + right) / 2, y: bottom });
  return null;
}
