import type { Layout, Marked, MarkedCell } from './marked-report.js';

/** Damage done to text files, which tells what cells it gave another text of their own. */

export interface Damaged {
  readonly kind: string;
  readonly bytes: Uint8Array;
  /** Cells within whose own text the change lies: they may state something else afterwards. */
  readonly changed: ReadonlySet<string>;
  /** Cells whose text it changed together with what stands beside: they may state a number that no cell had. */
  readonly touched: ReadonlySet<string>;
  /** True where the end of one row was taken out with the beginning of another: what is left is one row. */
  readonly joins: boolean;
}

/** One change drawn at random. */
export function damage({ layout, bytes, cells }: Marked, random: () => number): Damaged {
  const text = bytes.toString('latin1');
  const kinds = Object.entries(KINDS);
  const [kind, make] = kinds[Math.floor(random() * kinds.length)] as [string, Kind];
  const parts = PARTS[layout];
  const edit = make({ text, cells, parts, random, at: (most) => Math.floor(random() * most) });
  const changed = new Set(edit.changed ?? cellAround(text, cells, edit, parts));
  const touched = cells
    .map((cell) => ({ id: cell.id, ...wholeCell(text, cell, parts) }))
    .filter((cell) => edit.from <= cell.to && edit.to >= cell.from)
    .map(({ id }) => id);
  const damaged = text.slice(0, edit.from) + edit.put + text.slice(edit.to);
  const joins = edit.put === '' && kind !== 'cut off' && /\n|<tr/i.test(text.slice(edit.from, edit.to));
  const bytesLeft = Buffer.from(damaged, 'latin1');
  return { kind, bytes: bytesLeft, changed, touched: new Set(kind === 'cut off' ? [] : touched), joins };
}

// --- internal ---

interface Edit {
  /** What stands between `from` and `to` gives way to `put`. */
  readonly from: number;
  readonly to: number;
  readonly put: string;
  readonly changed?: readonly string[];
}

type Kind = (of: {
  readonly text: string;
  readonly cells: readonly MarkedCell[];
  readonly parts: Parts;
  readonly random: () => number;
  readonly at: (most: number) => number;
}) => Edit;

/** What parts the cells of a carrier. */
interface Parts {
  readonly separator: RegExp;
  /** What of a cell goes with its number when it is dropped, before and behind it. */
  readonly before: RegExp;
  readonly behind: RegExp;
  /** Behind the first of a row, which has nothing before it. */
  readonly first?: RegExp;
}

const PARTS: Readonly<Record<Layout, Parts>> = {
  tabs: { separator: /[\t|\n]/, before: /[\t|\n][^\t|\n]*$/, behind: /^/ },
  csv: { separator: /[,\n"]/, before: /,$/, behind: /^/, first: /^,/ },
  tags: { separator: /<[^<>]*>|[<>|]/, before: /<td(?:(?!<td)[^|])*$|\|[^|\n]*$/i, behind: /^[^|]*?<\/td>/i },
};
const CHARACTERS = '0123456789  ,，.-—/件、\t|\n<>"abc'.split('').map((each) => Buffer.from(each).toString('latin1'));

const KINDS: Readonly<Record<string, Kind>> = {
  'bytes changed': ({ text, at }) => {
    const [from, length] = [at(text.length), 1 + at(8)];
    return { from, to: from + length, put: String.fromCharCode(...Array.from({ length }, () => at(256))) };
  },
  'bit flipped': ({ text, at }) => {
    const from = at(text.length);
    return { from, to: from + 1, put: String.fromCharCode(text.charCodeAt(from) ^ (1 << at(8))) };
  },
  'character put in': ({ text, at }) => {
    const from = at(text.length);
    return { from, to: from, put: CHARACTERS[at(CHARACTERS.length)] ?? '' };
  },
  'character replaced': ({ text, at }) => {
    const from = at(text.length);
    return { from, to: from + 1, put: CHARACTERS[at(CHARACTERS.length)] ?? '' };
  },
  'stretch cut out': ({ text, at, random }) => {
    const from = at(text.length);
    return { from, to: from + 1 + Math.floor(random() ** 3 * 400), put: '' };
  },
  'stretch doubled': ({ text, at, random }) => {
    const from = at(text.length);
    return { from, to: from, put: text.slice(from, from + 1 + Math.floor(random() ** 3 * 400)) };
  },
  'stretch moved': ({ text, at, random }) => {
    const [from, taken] = [at(text.length), at(text.length)];
    return { from, to: from, put: text.slice(taken, taken + 1 + Math.floor(random() ** 3 * 400)) };
  },
  'stretch zeroed': ({ text, at }) => {
    const [from, length] = [at(text.length), 1 + at(20)];
    return { from, to: from + length, put: '\0'.repeat(length) };
  },
  'cut off': ({ text, at }) => ({ from: at(text.length), to: text.length, put: '', changed: [] }),
  'line dropped': ({ text, at }) => ({ ...lineAt(text, at(text.length)), put: '' }),
  'line doubled': ({ text, at }) => {
    const { from, to } = lineAt(text, at(text.length));
    return { from, to: from, put: text.slice(from, to), changed: [] };
  },
  'lines swapped': ({ text, cells, at }) => {
    const first = lineAt(text, at(text.length));
    const next = lineAt(text, first.to);
    const put = text.slice(next.from, next.to) + text.slice(first.from, first.to);
    // Where a cell is a line, two numbers have changed places and nothing shows it.
    const within = [first, next].map(({ from, to }) => cells.filter((cell) => cell.from >= from && cell.to <= to));
    const alone = within.every(({ length }) => length === 1);
    return { from: first.from, to: next.to, put, changed: alone ? within.flat().map(({ id }) => id) : [] };
  },
  'lines run together': ({ text, at }) => {
    const { to } = lineAt(text, at(text.length));
    return { from: Math.max(0, to - 1), to, put: '' };
  },
  'lines spliced': ({ text, at }) => {
    const from = at(text.length);
    const next = lineAt(text, lineAt(text, from).to);
    return { from, to: next.from + at(next.to - next.from + 1), put: '' };
  },
  'separator dropped': ({ text, cells, parts, at }) => {
    const found = separatorBehind(text, cells[at(cells.length)] as MarkedCell, parts);
    return { ...found, put: '', changed: [] };
  },
  'separator doubled': ({ text, cells, parts, at }) => {
    const { from, to } = separatorBehind(text, cells[at(cells.length)] as MarkedCell, parts);
    return { from, to: from, put: text.slice(from, to), changed: [] };
  },
  'cell dropped': ({ text, cells, parts, at }) => ({
    ...wholeCell(text, cells[at(cells.length)] as MarkedCell, parts),
    put: '',
    changed: [],
  }),
  'cell doubled': ({ text, cells, parts, at }) => {
    const { from, to } = wholeCell(text, cells[at(cells.length)] as MarkedCell, parts);
    return { from, to: from, put: text.slice(from, to), changed: [] };
  },
  'cell emptied': ({ cells, at }) => {
    const cell = cells[at(cells.length)] as MarkedCell;
    return { from: cell.from, to: cell.to, put: '' };
  },
};

function lineAt(text: string, place: number): { from: number; to: number } {
  const from = place <= 0 ? 0 : text.lastIndexOf('\n', place - 1) + 1;
  const end = text.indexOf('\n', place);
  return { from, to: end < 0 ? text.length : end + 1 };
}

function separatorBehind(text: string, cell: MarkedCell, { separator }: Parts): { from: number; to: number } {
  const match = separator.exec(text.slice(cell.to));
  if (match === null) return { from: cell.to, to: cell.to };
  return { from: cell.to + match.index, to: cell.to + match.index + match[0].length };
}

/** A cell with what parts it from the one beside it. */
function wholeCell(text: string, { from, to }: MarkedCell, parts: Parts): { from: number; to: number } {
  const before = parts.before.exec(text.slice(0, from))?.[0].length ?? 0;
  const behind = before === 0 ? (parts.first ?? parts.behind) : parts.behind;
  return { from: from - before, to: to + (behind.exec(text.slice(to))?.[0].length ?? 0) };
}

/** The cell whose own text, with the tags within it, holds all of a change, unless what is put in parts it. */
function cellAround(text: string, cells: readonly MarkedCell[], edit: Edit, parts: Parts): string[] {
  const { from, to, put } = edit;
  if (parts.separator.test(put) && to === from) return [];
  const inTags = parts === PARTS.tags && !/<\/?td|\|/i.test(text.slice(from, to));
  return cells
    .map((cell) => (inTags ? { id: cell.id, ...wholeCell(text, cell, parts) } : cell))
    .filter((cell) => from >= cell.from && to <= cell.to)
    .map(({ id }) => id);
}
