/** One shape for every computed number: a weighted sum over another, times a factor, rounded. */
export interface Calculation<T> {
  readonly over: readonly Term<T>[];
  /** What it is divided by: other numbers, a count that is no figure (offices, days), or nothing. */
  readonly under: readonly Term<T>[] | number | null;
  /** 100 for a percentage. */
  readonly times: number;
  /** Decimals kept. */
  readonly digits: number;
}

export interface Term<T> {
  readonly of: T;
  /** -1 to subtract, 10000 to turn 万元 into 元. */
  readonly factor: number;
}

/** Decimals of sums and differences: enough that 6.5 − 1.314 is 5.186 and not 5.186000000000001. */
const EXACT = 6;
/** Decimals of averages, percentages and quotients (domain 3.7). */
const SHOWN = 2;

/**
 * The number a calculation gives.
 * @returns null where it divides by zero: 0/0 is "not applicable", never 0 or 1 (domain 3.7).
 */
export function evaluate<T>(calculation: Calculation<T>, numberOf: (of: T) => number): number | null {
  const { over, under, times, digits } = calculation;
  const total = (terms: readonly Term<T>[]) => terms.reduce((sum, { of, factor }) => sum + factor * numberOf(of), 0);
  const divisor = under === null ? 1 : typeof under === 'number' ? under : total(under);
  return divisor === 0 ? null : rounded((total(over) / divisor) * times, digits);
}

export function sumOf<T>(items: readonly T[], factorOf: (item: T) => number = () => 1): Calculation<T> {
  return { over: items.map((of) => ({ of, factor: factorOf(of) })), under: null, times: 1, digits: EXACT };
}

export function averageOf<T>(items: readonly T[], count: number): Calculation<T> {
  return { ...sumOf(items), under: count, digits: SHOWN };
}

export function differenceOf<T>(more: T, less: T, factorOf: (item: T) => number = () => 1): Calculation<T> {
  const over = [
    { of: more, factor: factorOf(more) },
    { of: less, factor: -factorOf(less) },
  ];
  return { over, under: null, times: 1, digits: EXACT };
}

/** Share or rate in percent. */
export function percentOf<T>(over: readonly Term<T>[], under: readonly Term<T>[]): Calculation<T> {
  return { over, under, times: 100, digits: SHOWN };
}

/** Growth in percent of the earlier number (同比, domain 3.7). */
export function growthOf<T>(later: T, earlier: T): Calculation<T> {
  return { ...differenceOf(later, earlier), under: [{ of: earlier, factor: 1 }], times: 100, digits: SHOWN };
}

/** How much of one for each of the other: money a project, times as many. */
export function quotientOf<T>(over: T, under: T): Calculation<T> {
  return { over: [{ of: over, factor: 1 }], under: [{ of: under, factor: 1 }], times: 1, digits: SHOWN };
}

// --- internal ---

/** Half up on the decimal as printed: 1.005 is 1.01, though its binary form lies below. */
function rounded(value: number, digits: number): number {
  const exact = Number(value.toPrecision(12));
  const scaled = Math.round(Math.abs(exact) * 10 ** digits + 1e-9) / 10 ** digits;
  return exact < 0 && scaled !== 0 ? -scaled : scaled;
}
