import { readReport } from '../../ingest/report.js';
import type { Figure } from '../../knowledge/types.js';

/**
 * A real report whose table cells are numbers of their own: whatever number turns up at another cell was put there by
 * the reader. Totals stay the sums of their parts, and some cells are 0, as reports have them.
 */
export interface Marked {
  readonly file: string;
  readonly layout: Layout;
  readonly bytes: Buffer;
  /** By `idOf`: what each table cell states undamaged. */
  readonly truth: ReadonlyMap<string, Figure['stated']>;
  readonly cells: readonly MarkedCell[];
  /** The numbers that only one cell has. */
  readonly own: ReadonlySet<number>;
}

/** What parts the cells. */
export type Layout = 'tabs' | 'tags' | 'csv';

/** Where a number stands in the bytes of the file. */
export interface MarkedCell {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

export function idOf({ metric, applicant }: Pick<Figure, 'metric' | 'applicant'>): string {
  return `${metric} ${applicant ?? ''}`;
}

/** Table cells that were read, by `idOf`. */
export function cellsOf(figures: readonly Figure[]): Map<string, Figure['stated']> {
  return new Map(figures.filter(({ source }) => source === 'table').map((figure) => [idOf(figure), figure.stated]));
}

/** Marks the table cells of a file; other numbers keep what they say. */
export async function markCells(file: string, text: string, layout: Layout, random: () => number): Promise<Marked> {
  const places = [...text.matchAll(CELL[layout])].flatMap((match) => {
    const place = match.indices?.groups?.n;
    return place === undefined ? [] : [{ from: place[0], to: place[1] }];
  });
  const marks = uniqueNumbers(places.length, random);
  const first = cellsOf((await read(file, written(text, places, marks).bytes)).figures);
  const placeOf = new Map<string, number>();
  for (const [id, stated] of first) {
    const place = marks.indexOf(String(stated));
    if (place >= 0) placeOf.set(id, place);
  }
  const values = places.map(({ from, to }, index) =>
    [...placeOf.values()].includes(index) ? (marks[index] ?? '') : text.slice(from, to),
  );
  for (const place of placeOf.values()) if (random() < ZEROS) values[place] = '0';
  setTotals(values, placeOf);
  const { bytes, spans } = written(text, places, values);
  const truth = cellsOf((await read(file, bytes)).figures);
  const cells = [...placeOf].map(([id, place]) => ({ id, ...(spans[place] as { from: number; to: number }) }));
  for (const { id, from, to } of cells)
    if (String(truth.get(id)) !== bytes.toString('latin1', from, to)) throw new Error(`${file}: ${id} is not marked`);
  const own = new Set(
    [...truth.values()].flatMap((stated) => (typeof stated === 'number' && stated > 99 ? [stated] : [])),
  );
  return { file, layout, bytes, truth, cells, own };
}

// --- internal ---

const ZEROS = 0.25;

/** A cell that holds a number and nothing else. */
const CELL: Readonly<Record<Layout, RegExp>> = {
  tabs: /(?<=[\t|\n]| {2})[ \u3000\u00a0\u200b]*(?<n>[\d０-９]+(?:\.\d+)?)(?=(?:万?元|件)?[ \u3000\u00a0\u200b]*(?:[\t|\r\n]|$| {2}))/dg,
  tags: /(?<=[>|])(?:\s|&nbsp;)*(?<n>[\d０-９]+(?:\.\d+)?)(?=(?:万?元|件)?(?:\s|&nbsp;)*[<|])/dg,
  csv: /(?<=[,\n])[ \u3000\u00a0\u200b]*(?<n>[\d０-９]+(?:\.\d+)?)(?=(?:万?元|件)?[ \u3000\u00a0\u200b]*(?:[,\n]|$))/dg,
};

async function read(file: string, bytes: Uint8Array) {
  return (await readReport(file, bytes)).value;
}

function uniqueNumbers(count: number, random: () => number): string[] {
  const numbers = new Set<string>();
  while (numbers.size < count) numbers.add(String(100 + Math.floor(random() ** 2 * 89_900)));
  return [...numbers];
}

/** The total of a row of table 3 is the sum of its applicants', that of table 4 the sum of the four results. */
function setTotals(values: string[], placeOf: ReadonlyMap<string, number>): void {
  for (const [id, total] of placeOf) {
    const row = id.endsWith(' total') ? id.slice(0, -' total'.length) : null;
    const block = /^(.+)_total $/.exec(id)?.[1];
    const parts = [...placeOf].filter(
      ([other]) =>
        other !== id &&
        (row !== null ? other.startsWith(`${row} `) : block !== undefined && other.startsWith(`${block}_`)),
    );
    if (parts.length > 0) values[total] = String(parts.reduce((sum, [, place]) => sum + Number(values[place]), 0));
  }
}

function written(text: string, places: readonly { from: number; to: number }[], values: readonly string[]) {
  const spans: { from: number; to: number }[] = [];
  const pieces: Buffer[] = [];
  let length = 0;
  let done = 0;
  const put = (piece: string) => {
    const bytes = Buffer.from(piece);
    pieces.push(bytes);
    length += bytes.length;
  };
  places.forEach(({ from, to }, index) => {
    put(text.slice(done, from));
    const start = length;
    put(values[index] ?? '');
    spans.push({ from: start, to: length });
    done = to;
  });
  put(text.slice(done));
  return { bytes: Buffer.concat(pieces), spans };
}
