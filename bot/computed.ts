import type { StoredFigure } from '../knowledge/stored.js';
import type { Value } from './answer.js';
import { type Calculation, evaluate } from './arithmetic.js';

/** A number computed from figures or from other computed numbers, before it stands in a draft. */
export interface Computed {
  readonly value: Omit<Value, 'citations' | 'source' | 'state' | 'value'> & { readonly value: number };
  readonly calculation: Calculation<Operand>;
  /** Figures that state the same number in words; cited with it. */
  readonly also: readonly StoredFigure[];
}

export type Operand = StoredFigure | Computed;

/**
 * Computes, to be added to a draft.
 * @returns null where it divides by zero.
 */
export function compute(
  about: Omit<Computed['value'], 'value' | 'approximate'>,
  calculation: Calculation<Operand>,
  also: readonly StoredFigure[] = [],
): Computed | null {
  const value = evaluate(calculation, numberOf);
  if (value === null) return null;
  return { value: { ...about, value, approximate: operandsOf(calculation).some(isApproximate) }, calculation, also };
}

/** What a calculation reads, numerator first. */
export function operandsOf<T>({ over, under }: Calculation<T>): readonly T[] {
  return [...over, ...(Array.isArray(under) ? under : [])].map(({ of }) => of);
}

/**
 * The number of an operand.
 * @throws RangeError for a figure that states none: callers compute with numbers only.
 */
export function numberOf(operand: Operand): number {
  if ('calculation' in operand) return operand.value.value;
  if (typeof operand.stated !== 'number') throw new RangeError(`${operand.metric} states no number`);
  return operand.stated;
}

// --- internal ---

function isApproximate(operand: Operand): boolean {
  return 'calculation' in operand ? operand.value.approximate : operand.approximate;
}
