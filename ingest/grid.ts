import { fold } from '../knowledge/text.js';
import type { Figure, Format, Place, ReadingNote, Stated } from '../knowledge/types.js';
import type { Cell, Row } from './document.js';

/** Ragged rows and what their cells state. Nothing is shifted into place: where it cannot be told, it is said. */

/** A row and the section it stands in. */
export interface PlacedRow {
  readonly row: Row;
  readonly section: string;
}

/** What was read of one table. */
export interface TableReading {
  readonly figures: readonly Figure[];
  readonly notes: readonly ReadingNote[];
  /** The form its headers or rows prove, null where both forms look alike. */
  readonly format: Format | null;
  readonly hybrid?: boolean;
}

export interface CellValue {
  readonly stated: Stated;
  readonly unit: string | null;
  readonly printed: string;
}

/**
 * What a value cell states. 0 is 0, an empty cell is blank, a dash or stroke is `slash`; a number may carry a unit,
 * separators, a sign or 增/减; anything else is unreadable, and so are two numbers in one cell.
 */
export function readCell(text: string): CellValue {
  const printed = fold(text);
  const plain = printed.normalize('NFKC').replace(/\s/g, '');
  if (plain === '') return { stated: 'blank', unit: null, printed };
  // Two numbers in one cell (a paragraph each, or two rows typed into one) are not the number their digits would make.
  if (/\d\s+[\d,，.]/.test(printed.normalize('NFKC'))) return { stated: 'unreadable', unit: null, printed };
  if (/^(?:[/—–−-]{1,3}|无)$/.test(plain))
    return { stated: plain === '无' ? 'unreadable' : 'slash', unit: null, printed };
  const match =
    /^([+\-−↑↓]|增加?|减少?)?(\d{1,3}(?:[,，]\d{3})+|\d+)(\.\d+)?(万元|亿元|元|[件条个项篇次宗份部])?$/.exec(plain);
  if (!match) return { stated: 'unreadable', unit: null, printed };
  const [, sign = '', whole = '', decimals = '', unit = null] = match;
  const value = Number(whole.replace(/[,，]/g, '') + decimals);
  return { stated: /^[-−↓减]/.test(sign) && value !== 0 ? -value : value, unit, printed };
}

/** True for a cell that can stand in a column of values. */
export function isValue(cell: Cell): boolean {
  return cell.text !== '' && readCell(cell.text).stated !== 'unreadable';
}

/** Cells behind a label without those that only continue it. */
export function behindLabel(cells: readonly Cell[], label: Cell | undefined): readonly Cell[] {
  const first = cells.findIndex((cell) => !(cell.spanned && cell.text === label?.text));
  return first < 0 ? [] : cells.slice(first);
}

/**
 * The values behind a label. Cells that continue a value merged over columns of a finer grid are none: where those
 * without them are just enough, they are meant; else two columns share one, and all cells are given.
 */
export function ownValues(cells: readonly Cell[], label: Cell | undefined, width: number): readonly Cell[] {
  const values = behindLabel(cells, label);
  const own = values.filter(({ spanned }) => !spanned);
  return own.length === width ? own : values;
}

/** Where the values of a row may begin: every window of `width` cells behind the label that holds all filled cells. */
export function windows(cells: readonly Cell[], width: number): number[] {
  const filled = cells.flatMap((cell, index) => (cell.text === '' ? [] : [index]));
  const first = filled[0] ?? 0;
  const last = filled.at(-1) ?? 0;
  const starts = Array.from({ length: Math.max(0, cells.length - width + 1) }, (_, start) => start);
  return filled.length > width ? [] : starts.filter((start) => start <= first && last < start + width);
}

/** The row as printed, from its own label through its last cell: verbatim lines, folded. */
export function quoteRow(lines: readonly string[], label: Cell, row: Row): string {
  return fold(lines.slice(label.line - 1, Math.max(label.line, row.lastLine)).join('\n'));
}

/**
 * The figure a cell of a statutory table states.
 * @param cell null where it cannot be told which cell is meant: the figure is then unreadable, never guessed.
 */
export function cellFigure(
  of: Pick<Figure, 'metric' | 'applicant' | 'unit'>,
  cell: Pick<Cell, 'text'> | null,
  place: Place,
): Figure {
  const value = cell ? readCell(cell.text) : null;
  return {
    ...of,
    part: null,
    stated: value?.stated ?? 'unreadable',
    approximate: false,
    source: 'table',
    printed: value?.printed ?? '',
    ...place,
  };
}

/** A row printed twice (a table repeated over pages) counts once; two that differ are unreadable. */
export function firstOfEach(figures: readonly Figure[]): Figure[] {
  const kept = new Map<string, Figure>();
  for (const figure of figures) {
    const key = `${figure.metric} ${figure.applicant}`;
    const before = kept.get(key);
    kept.set(key, before && before.stated !== figure.stated ? { ...before, stated: 'unreadable' } : (before ?? figure));
  }
  return [...kept.values()];
}
