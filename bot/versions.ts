import type { Term } from './arithmetic.js';
import { type Computed, numberOf, type Operand } from './computed.js';
import { numberText, statedText } from './wording.js';

/** How numbers are written that were read in a report or computed from others. */

/** 6件; 4件（按表三相加：3＋1）; 3/4＝75.00%. */
export function versionText(of: Operand): string {
  if (!('calculation' in of)) return statedText(of);
  const { unit } = of.value;
  if (unit === '%') return `${fractionText(of)}＝${percentText(of.value.value)}`;
  const { over } = of.calculation;
  const shown = over.filter(({ of: operand }) => numberOf(operand) !== 0);
  return shown.length > 1 ? `${termsText(shown)}＝${computedText(of)}` : computedText(of);
}

/** The value alone, without how it came about: 931件, 75.00%. */
export function computedText({ value: { value, unit, approximate } }: Computed): string {
  if (unit === '%') return percentText(value);
  return `${approximate ? '约' : ''}${numberText(value)}${unit ?? ''}`;
}

/** Two decimals always (domain 3.7). */
export function percentText(value: number): string {
  return `${value.toFixed(2)}%`;
}

/** The fraction behind a rate: 3/4, (3＋2)/8. */
export function fractionText({ calculation: { over, under } }: Computed): string {
  const divisor = Array.isArray(under) ? grouped(under) : String(under ?? 1);
  return `${grouped(over)}/${divisor}`;
}

// --- internal ---

function grouped(terms: readonly Term<Operand>[]): string {
  const shown = terms.filter(({ of }) => numberOf(of) !== 0);
  if (shown.length === 0) return '0';
  return shown.length === 1 ? termsText(shown) : `(${termsText(shown)})`;
}

function termsText(terms: readonly Term<Operand>[]): string {
  return terms
    .map(({ of, factor }, index) => `${factor < 0 ? '－' : index > 0 ? '＋' : ''}${numberText(numberOf(of))}`)
    .join('');
}
