import type { Numbering } from './docx-numbering.js';
import { attributeOf, escapeXml, localName, walkXml } from './xml.js';

/** Written where a picture stands outside of tables: a character of private use, to be taken out again. */
export const PICTURE = '\u{F0A1E}';

/**
 * Makes explicit in the XML of a Word text what a converter to HTML leaves out, so that rows keep their cells, lines
 * their numbers, and no cell looks empty that is not:
 * - automatic numbers become text, the result of a simple field stays;
 * - a row that begins some columns in (`gridBefore`) gets the cell that is not there;
 * - pictures in tables and formulas leave a mark, since what they show is not read;
 * - bookmarks between rows and cells, which undo the merging of cells, hidden runs, pinyin above characters, and the
 *   newer one of text given twice for programs of different age are taken out;
 * - styles within tables go: a cell is a cell, even in the style of a heading.
 * @throws UserError DAMAGED_FILE.
 */
export async function rewriteBody(xml: string, numbering: Numbering): Promise<string> {
  const out: string[] = [];
  const state: State = {
    prefix: '',
    open: [],
    runs: [],
    paragraph: { style: null, list: null, level: 0 },
    skipped: 0,
    tables: 0,
    before: 0,
    numbering,
  };
  const put: Put = (piece) => out.push(piece.replace(/(<\/?)w:/g, `$1${state.prefix}`));
  await walkXml(xml, {
    open: (name, attributes) => {
      const local = localName(name);
      if (local === 'document') state.prefix = name.slice(0, -local.length);
      STANDS[local]?.(state, put);
      if (state.skipped > 0 || SKIPPED.test(local)) {
        state.skipped += 1;
        return;
      }
      NOTES[local]?.(state, attributeOf(attributes, 'val'), out.length);
      state.open.push(local);
      if (!isLeftOut(local, state)) out.push(openTag(name, attributes));
    },
    close: (name) => {
      if (state.skipped > 0) {
        state.skipped -= 1;
        return;
      }
      const local = localName(name);
      state.open.pop();
      if (!isLeftOut(local, state)) out.push(`</${name}>`);
      ENDS[local]?.(state, put, out);
    },
    text: (text) => {
      if (state.skipped === 0) out.push(escapeXml(text));
    },
  });
  return out.join('');
}

// --- internal ---

interface State {
  /** Of the vocabulary of Word, with its colon. */
  prefix: string;
  readonly open: string[];
  /** Open runs: where each begins in what is written, and whether it is hidden. */
  readonly runs: { readonly start: number; hidden: boolean }[];
  paragraph: { style: string | null; list: string | null; level: number };
  /** Depth inside an element that is left out with all it holds. */
  skipped: number;
  tables: number;
  /** Columns the open row leaves out at its beginning. */
  before: number;
  readonly numbering: Numbering;
}

/** Writes XML in which `w:` stands for the prefix of the file. */
type Put = (xml: string) => unknown;

const MOST_COLUMNS = 63;

/** Left out with all they hold: former formatting, the newer of two renderings, pinyin, pictures, formulas. */
const SKIPPED = /Change$|^(?:Choice|rt|rubyPr|drawing|imagedata|oMath)$/;
/** Left out themselves; what they hold stays. */
const LEFT_OUT = new Set(
  'bookmarkStart bookmarkEnd proofErr ruby rubyBase numPr ilvl numId fldSimple softHyphen oMathPara'.split(' '),
);

function isLeftOut(local: string, { tables }: State): boolean {
  return LEFT_OUT.has(local) || (local === 'pStyle' && tables > 0);
}

function openTag(name: string, attributes: Readonly<Record<string, string>>): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(value)}"`);
  return `<${name}${written.join('')}>`;
}

/** What stands for something that is seen and not read: a cell with it is not empty. Floating pictures are no content. */
const STANDS: Readonly<Record<string, (state: State, put: Put) => unknown>> = {
  inline: ({ tables }, put) => tables > 0 && put('<w:t>〔图〕</w:t>'),
  imagedata: ({ tables, skipped }, put) => skipped === 0 && put(`<w:t>${tables > 0 ? '〔图〕' : PICTURE}</w:t>`),
  pic: ({ tables }, put) => tables === 0 && put(`<w:t>${PICTURE}</w:t>`),
  chart: ({ tables }, put) => tables === 0 && put(`<w:t>${PICTURE}</w:t>`),
  oMath: ({ skipped }, put) => skipped === 0 && put('<w:r><w:t>〔公式〕</w:t></w:r>'),
};

/** What is noted when an element opens; `at` is where it begins in what is written. */
const NOTES: Readonly<Record<string, (state: State, value: string | undefined, at: number) => void>> = {
  p: (state) => {
    state.paragraph = { style: null, list: null, level: 0 };
  },
  tbl: (state) => {
    state.tables += 1;
  },
  tr: (state) => {
    state.before = 0;
  },
  r: ({ runs }, _, at) => runs.push({ start: at, hidden: false }),
  pStyle: ({ paragraph }, value) => {
    paragraph.style = value ?? null;
  },
  numId: ({ paragraph }, value) => {
    paragraph.list = value ?? null;
  },
  ilvl: ({ paragraph }, value) => {
    paragraph.level = Number(value) || 0;
  },
  gridBefore: (state, value) => {
    state.before = Math.min(Math.max(Number(value) || 0, 0), MOST_COLUMNS);
  },
  vanish: ({ runs, open }, value) => {
    const run = runs.at(-1);
    const ofRun = open.at(-1) === 'rPr' && open.at(-2) === 'r';
    if (run && ofRun && value !== '0' && value !== 'false') run.hidden = true;
  },
};

/** What happens when an element closes. */
const ENDS: Readonly<Record<string, (state: State, put: Put, out: string[]) => void>> = {
  pPr: ({ numbering, paragraph }, put) => {
    const number = numbering.next(paragraph.style, paragraph);
    if (number !== '') put(`<w:r><w:t xml:space="preserve">${escapeXml(number)}</w:t></w:r>`);
  },
  trPr: ({ before, prefix }, put) => {
    if (before === 0) return;
    put(`<w:tc><w:tcPr><w:gridSpan ${prefix}val="${before}"/></w:tcPr><w:p/></w:tc>`);
  },
  tbl: (state) => {
    state.tables -= 1;
  },
  r: ({ runs }, _, out) => {
    const run = runs.pop();
    if (run?.hidden) out.length = run.start;
  },
};
