/** A chart as plain data, free of any way to draw it. */
export interface Chart {
  /** A line over the years; horizontal bars of offices; bars of the parts of a whole. */
  readonly kind: 'trend' | 'ranking' | 'breakdown';
  readonly title: string;
  /** Unit of every number; empty where none is known. */
  readonly unit: string;
  /** Years, offices or parts, in the order they are told. */
  readonly categories: readonly string[];
  /** At least one. */
  readonly series: readonly Series[];
  /** What must be known to read the chart: gaps, contradictions, approximate numbers, what is left out. */
  readonly notes: readonly string[];
  /** The reports all numbers were read in. */
  readonly source: string;
}

export interface Series {
  /** Empty where there is only one. */
  readonly name: string;
  /** A point for each category. */
  readonly points: readonly Point[];
}

/** One number, or the absence of one: null is a gap, never 0. */
export interface Point {
  readonly value: number | null;
  /** What is written at it: 95, 约40000, 75.00%, 空白; empty where nothing is to be said. */
  readonly label: string;
}

/** Fewest numbers a chart is worth. */
export const FEWEST = 3;

/** Most bars that are still read. */
export const MOST_BARS = 20;

/** A point where there is nothing to draw. */
export const NOTHING_THERE: Point = { value: null, label: '' };
