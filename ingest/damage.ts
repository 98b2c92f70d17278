import { TABLE3_ROWS, TABLE4_BLOCKS, TABLE4_COLUMNS } from '../knowledge/metrics.js';
import { APPLICANTS, type Figure, type ReadingNote, type SectionHeading } from '../knowledge/types.js';
import type { StatutoryTables } from './statutory-tables.js';

/** What is known of a file beside its tables. */
export interface Surroundings {
  /** As `Document.endsWithin`. */
  readonly endsWithin?: number | undefined;
  readonly headings: readonly SectionHeading[];
}

/**
 * Takes back what may be pieces of two rows, or half a number. A row as long as a row has to be is believed, also where
 * it does not add up: reports print such rows. But not beside damage: where the row before or behind it in the form is
 * missing or was not readable, a row of table 3 that does not add up is unreadable, and so is the last cell of a file
 * that breaks off in it, unless the row's own sum confirms it. Anywhere in a table with such a row, numbers whose total is
 * blank may be the head of a row with the end of another.
 */
export function withoutDamage(tables: StatutoryTables, { endsWithin, headings }: Surroundings): StatutoryTables {
  const spliced = splicedRows(tables);
  const cut = cutCells(tables.figures, endsWithin, headings);
  if (spliced.size === 0 && cut.size === 0) return tables;
  const figures = tables.figures.map((figure) =>
    cut.has(figure) || spliced.has(figure.metric) ? { ...figure, stated: 'unreadable' as const } : figure,
  );
  return {
    ...tables,
    figures,
    notes: [...tables.notes, ...[...spliced].flatMap((row) => noteOf(row, tables.figures))],
  };
}

// --- internal ---

type Cells = ReadonlyMap<string, Figure>;

/** Rows of table 3 by their key, their cells by applicant. */
function rowsOf(figures: readonly Figure[]): Map<string, Cells> {
  const rows = new Map<string, Map<string, Figure>>();
  for (const figure of figures) {
    if (figure.applicant === null) continue;
    const row = rows.get(figure.metric) ?? new Map<string, Figure>();
    rows.set(figure.metric, row.set(figure.applicant, figure));
  }
  return rows;
}

function splicedRows({ figures, format }: StatutoryTables): ReadonlySet<string> {
  const rows = rowsOf(figures);
  const form = TABLE3_ROWS.filter(({ forms }) => format !== 'narrative' && forms.includes(format)).map(
    ({ key }) => key,
  );
  const isWhole = (key: string | undefined) =>
    key === undefined || [...(rows.get(key)?.values() ?? [NOTHING])].every(({ stated }) => stated !== 'unreadable');
  const spliced = form.filter((key, at) => {
    const row = rows.get(key);
    const beside = [form[at - 1], form[at + 1]];
    if (row === undefined || form.every(isWhole)) return false;
    const parts = APPLICANTS.slice(0, -1).map((each) => row.get(each));
    const holds = addsUp(parts, row.get('total'));
    if (beside.every(isWhole)) return holds === false && row.get('total')?.stated === 'blank';
    return holds === false || (holds === null && beside.some((each) => each !== undefined && !rows.has(each)));
  });
  return new Set([...spliced, ...headOfOthers(rows)]);
}

/** 其他处理 of the older form, beside some rows of the newer one and not all: it is their head, with the values of a lost one. */
function headOfOthers(rows: ReadonlyMap<string, Cells>): string[] {
  const newer = TABLE3_ROWS.filter(({ depth, forms }) => depth === 3 && !forms.includes('2019')).map(({ key }) => key);
  const printed = newer.filter((key) => rows.has(key)).length;
  return rows.has('other_handling') && printed > 0 && printed < newer.length ? ['other_handling'] : [];
}

/** Stands for a row that is missing. */
const NOTHING: Pick<Figure, 'stated'> = { stated: 'unreadable' };

/** Whether a total is the sum of its parts, blank ones being nothing; null where a part is not readable. */
function addsUp(parts: readonly (Figure | undefined)[], total: Figure | undefined): boolean | null {
  if ([...parts, total].some((each) => each === undefined || each.stated === 'unreadable')) return null;
  const value = (figure: Figure | undefined) => (typeof figure?.stated === 'number' ? figure.stated : 0);
  return parts.reduce((sum, part) => sum + value(part), 0) === value(total);
}

/** The last cell where the file ends in its row, or right behind the tables what comes next is lost with its end. */
function cutCells(
  figures: readonly Figure[],
  endsWithin: number | undefined,
  headings: readonly SectionHeading[],
): ReadonlySet<Figure> {
  const goesOn = headings.some(({ key }) => key === 'problems_and_improvements');
  const bottom = Math.max(0, ...figures.map(({ line }) => line ?? 0));
  const last = figures.findLast(({ line }) => line === bottom);
  if (last === undefined || (goesOn && endsWithin === undefined)) return new Set();
  const confirmed = addsUp(partsOf(last, figures), last) === true && typeof last.stated === 'number';
  const isTotal = partsOf(last, figures).length > 0;
  const suspect = endsWithin === undefined ? isTotal && !confirmed && last.stated === 'blank' : !(isTotal && confirmed);
  return suspect ? new Set([last]) : new Set();
}

/** What a total at the end of a row of table 3 or 4 is the sum of; none for other cells. */
function partsOf(total: Figure, figures: readonly Figure[]): Figure[] {
  if (total.applicant === 'total')
    return figures.filter(({ metric, applicant }) => metric === total.metric && applicant !== 'total');
  const block = TABLE4_BLOCKS.find(({ key }) => total.metric === `${key}_total`);
  const keys = TABLE4_COLUMNS.filter(({ key }) => key !== 'total').map(({ key }) => `${block?.key}_${key}`);
  return block ? figures.filter(({ metric }) => keys.includes(metric)) : [];
}

function noteOf(row: string, figures: readonly Figure[]): ReadingNote[] {
  const first = figures.find(({ metric }) => metric === row);
  if (first === undefined) return [];
  const { section, quote, line } = first;
  return [{ kind: 'unreadable_row', table: 3, label: row, count: null, section, quote, line }];
}
