import type { Rule } from '../layout/page.js';
import { type Matrix, times } from './matrix.js';
import { rulesOfPath } from './paths.js';
import { type Letter, setType, TYPE_AT_START, type Type, typeText } from './typesetting.js';

/** A picture and where it stands: the corners of its unit square. */
export interface Picture {
  /** Key of the image in the page, or the image itself where it stands in the drawing. */
  readonly image: unknown;
  readonly matrix: Matrix;
}

/** What a page draws, in points from its upper left corner, y downwards. */
export interface Drawing {
  readonly letters: readonly Letter[];
  readonly rules: readonly Rule[];
  readonly pictures: readonly Picture[];
}

/** The drawing instructions of a page as pdfjs-dist gives them. */
export interface Instructions {
  readonly fnArray: readonly number[];
  readonly argsArray: readonly unknown[];
}

/** pdfjs-dist's numbers of the instructions, by name. */
export type Codes = Readonly<Record<string, number>>;

/** Carries out the instructions of a page as far as they show where text, lines and pictures stand. */
export function draw(list: Instructions, codes: Codes, toPage: Matrix, fontOf: (id: string) => FontFacts): Drawing {
  const letters: Letter[] = [];
  const rules: Rule[] = [];
  const pictures: Picture[] = [];
  const names = new Map(Object.entries(codes).map(([name, code]) => [code, name]));
  let state: State = { matrix: toPage, type: TYPE_AT_START };
  const saved: State[] = [];
  const save = () => void (saved.length < DEEPEST && saved.push(state));
  const restore = () => {
    state = saved.pop() ?? state;
  };
  const transform = (by: unknown) => {
    const matrix = matrixOf(by);
    if (matrix) state = { ...state, matrix: times(state.matrix, matrix) };
  };
  const paint = (args: readonly unknown[]) => void pictures.push({ image: args[0], matrix: state.matrix });
  const perform: Readonly<Record<string, (args: readonly unknown[]) => void>> = {
    save,
    restore,
    paintFormXObjectBegin: (args) => {
      save();
      transform(args[0]);
    },
    paintFormXObjectEnd: restore,
    beginGroup: save,
    endGroup: restore,
    beginAnnotation: (args) => {
      save();
      state = { matrix: toPage, type: TYPE_AT_START };
      transform(args[2]);
      transform(args[3]);
    },
    endAnnotation: restore,
    constructPath: (args) => {
      if (rules.length < MOST_RULES) rules.push(...rulesOfPath(args, codes, state.matrix));
    },
    paintImageXObject: paint,
    paintInlineImageXObject: paint,
    paintImageMaskXObject: paint,
    showText: (args) => {
      const set = typeText(state.type, state.matrix, args[0]);
      if (letters.length < MOST_LETTERS) letters.push(...set.letters);
      state = { ...state, type: set.type };
    },
    setFont: (args) => {
      const font = fontOf(String(args[0]));
      state = { ...state, type: { ...state.type, font, size: Number(args[1]) || 0 } };
    },
  };
  list.fnArray.forEach((code, index) => {
    const name = names.get(code) ?? '';
    const args = list.argsArray[index];
    const listed: readonly unknown[] = Array.isArray(args) ? args : ArrayBuffer.isView(args) ? [args] : [];
    const action = perform[name];
    if (name === 'transform') transform(args);
    else if (action) action(listed);
    else state = { ...state, type: setType(state.type, name, listed) };
  });
  return { letters, rules, pictures };
}

/** What the drawing needs to know of a font. */
export interface FontFacts {
  /** Width of a glyph's unit. */
  readonly unit: number;
  /** False where its characters cannot be told: the font says neither in Unicode nor in a known encoding what they are. */
  readonly known: boolean;
}

// --- internal ---

const DEEPEST = 1_000;
const MOST_LETTERS = 200_000;
const MOST_RULES = 100_000;

interface State {
  readonly matrix: Matrix;
  readonly type: Type;
}

function matrixOf(value: unknown): Matrix | null {
  if (!Array.isArray(value) && !ArrayBuffer.isView(value)) return null;
  const [a, b, c, d, e, f] = Array.from(value as ArrayLike<unknown>, Number);
  const numbers = [a, b, c, d, e, f];
  return numbers.every((each) => Number.isFinite(each)) ? (numbers as unknown as Matrix) : null;
}
