import type { FontFacts } from './drawing.js';
import { type Matrix, point, SAME, times } from './matrix.js';
import { standardForm } from './standard-form.js';

/** A character as set on the page: where its foot stands, how far it reaches, how high it is. */
export interface Letter {
  /** Null where the font does not say which character it is. */
  readonly text: string | null;
  readonly x: number;
  readonly y: number;
  /** From its foot to that of the next. */
  readonly along: { readonly x: number; readonly y: number };
  readonly size: number;
  /** Printed without ink: the text that a scanner laid under its picture. */
  readonly hidden: boolean;
  /** Behind white space. */
  readonly spaced: boolean;
}

/** The state of text in a drawing (PDF 32000-1, 9.3). */
export interface Type {
  readonly font: FontFacts;
  readonly size: number;
  readonly matrix: Matrix;
  readonly lineMatrix: Matrix;
  readonly charSpacing: number;
  readonly wordSpacing: number;
  readonly scale: number;
  readonly leading: number;
  readonly rise: number;
  readonly mode: number;
  /** The last glyph was white space. */
  readonly spaced: boolean;
}

export const TYPE_AT_START: Type = {
  font: { unit: 0.001, known: true },
  size: 1,
  matrix: SAME,
  lineMatrix: SAME,
  charSpacing: 0,
  wordSpacing: 0,
  scale: 1,
  leading: 0,
  rise: 0,
  mode: 0,
  spaced: false,
};

/** The state after an instruction that sets it; the same where it sets none. */
export function setType(type: Type, name: string, args: readonly unknown[]): Type {
  const [first, second] = args.map(Number);
  const set = SETTERS[name];
  return set ? set(type, first ?? 0, second ?? 0, args) : type;
}

/** Sets a line of glyphs as pdfjs-dist gives them: objects, and numbers that move on by thousandths. */
export function typeText(
  type: Type,
  page: Matrix,
  glyphs: unknown,
): { readonly letters: readonly Letter[]; readonly type: Type } {
  const letters: Letter[] = [];
  let { matrix, spaced } = type;
  for (const glyph of Array.isArray(glyphs) ? glyphs : []) {
    if (typeof glyph === 'number') {
      matrix = times(matrix, [1, 0, 0, 1, (-glyph / 1000) * type.size * type.scale, 0]);
      continue;
    }
    if (!isGlyph(glyph)) continue;
    const width = glyph.width * type.font.unit * type.size;
    const spacing = type.charSpacing + (glyph.isSpace === true ? type.wordSpacing : 0);
    const text = type.font.known ? standardForm(glyph.unicode) : null;
    const isSpace = text !== null && text.trim() === '';
    if (!isSpace) letters.push(letter({ ...type, spaced }, times(page, matrix), text, width));
    spaced = isSpace;
    matrix = times(matrix, [1, 0, 0, 1, (width + spacing) * type.scale, 0]);
  }
  return { letters, type: { ...type, matrix, spaced } };
}

// --- internal ---

const INVISIBLE = 3;

type Setter = (type: Type, first: number, second: number, args: readonly unknown[]) => Type;

const toLine = (type: Type, x: number, y: number): Type => {
  const lineMatrix = times(type.lineMatrix, [1, 0, 0, 1, x, y]);
  return { ...type, lineMatrix, matrix: lineMatrix };
};

const SETTERS: Readonly<Record<string, Setter>> = {
  beginText: (type) => ({ ...type, matrix: SAME, lineMatrix: SAME }),
  setCharSpacing: (type, charSpacing) => ({ ...type, charSpacing }),
  setWordSpacing: (type, wordSpacing) => ({ ...type, wordSpacing }),
  setHScale: (type, percent) => ({ ...type, scale: percent / 100 }),
  setLeading: (type, leading) => ({ ...type, leading: -leading }),
  setTextRise: (type, rise) => ({ ...type, rise }),
  setTextRenderingMode: (type, mode) => ({ ...type, mode }),
  moveText: toLine,
  setLeadingMoveText: (type, x, y) => toLine({ ...type, leading: y }, x, y),
  nextLine: (type) => toLine(type, 0, type.leading),
  setTextMatrix: (type, _first, _second, args) => {
    const [only] = args;
    const numbers = Array.from((args.length === 1 ? only : args) as ArrayLike<unknown>, Number);
    const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbers;
    return { ...type, matrix: [a, b, c, d, e, f], lineMatrix: [a, b, c, d, e, f] };
  },
};

interface TypedGlyph {
  readonly unicode: string;
  readonly width: number;
  readonly isSpace?: boolean;
}

function isGlyph(value: unknown): value is TypedGlyph {
  return (
    typeof value === 'object' &&
    value !== null &&
    'unicode' in value &&
    typeof value.unicode === 'string' &&
    'width' in value &&
    typeof value.width === 'number'
  );
}

function letter(type: Type, matrix: Matrix, text: string | null, width: number): Letter {
  const foot = point(matrix, 0, type.rise);
  const next = point(matrix, width * type.scale, type.rise);
  const head = point(matrix, 0, type.rise + type.size);
  const size = Math.hypot(head.x - foot.x, head.y - foot.y);
  const along = { x: next.x - foot.x, y: next.y - foot.y };
  return { text, ...foot, along, size, hidden: type.mode === INVISIBLE, spaced: type.spaced };
}
