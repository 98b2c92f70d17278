import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  averageOf,
  type Calculation,
  differenceOf,
  evaluate,
  growthOf,
  percentOf,
  quotientOf,
  sumOf,
} from '../../bot/arithmetic.js';

const value = (calculation: Calculation<number>): number | null => evaluate(calculation, (of) => of);
const terms = (...numbers: number[]) => numbers.map((of) => ({ of, factor: 1 }));

describe('calculations', () => {
  const cases: [string, Calculation<number>, number | null][] = [
    ['a sum', sumOf([95, 126, 164, 37, 82]), 504],
    ['a sum of decimals is exact', sumOf([6.5, 1.314]), 7.814],
    ['an average', averageOf([504], 5), 100.8],
    ['an average with two decimals', averageOf([214], 3), 71.33],
    ['a difference of decimals is exact', differenceOf(6.5, 1.314), 5.186],
    ['a difference in another unit', differenceOf(2, 1, (of) => (of === 2 ? 1 : 0.0001)), 1.9999],
    ['a rate', percentOf(terms(3, 0), terms(4)), 75],
    ['a rate with two decimals', percentOf(terms(1), terms(6)), 16.67],
    ['half up as printed', percentOf(terms(1.005), terms(100)), 1.01],
    ['a rate whose denominator is lessened', percentOf(terms(2), [...terms(5), { of: 1, factor: -1 }]), 50],
    ['0/0 is no number', percentOf(terms(0), terms(0)), null],
    ['5/0 is no number', percentOf(terms(5), terms(0)), null],
    ['an average of none is no number', averageOf([0], 0), null],
    ['growth', growthOf(2698, 1964), 37.37],
    ['decline', growthOf(50, 80), -37.5],
    ['growth from zero is no number', growthOf(5, 0), null],
    ['a quotient', quotientOf(6.5, 13), 0.5],
  ];
  it.each(cases)('%s', (_, calculation, expected) => expect(value(calculation)).toBe(expected));

  it('a sum is the same in whatever order', () => {
    const numbers = fc.array(fc.integer({ min: 0, max: 10_000_000 }), { maxLength: 30 });
    fc.assert(fc.property(numbers, (all) => value(sumOf(all)) === value(sumOf([...all].reverse()))));
  });

  it('a share lies between 0 and 100 and equals the fraction to half a hundredth', () => {
    const pair = fc
      .tuple(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 0, max: 1_000_000 }))
      .filter(([, rest]) => rest > 0);
    fc.assert(
      fc.property(pair, ([some, rest]) => {
        const share = value(percentOf(terms(some), terms(some, rest))) ?? -1;
        return share >= 0 && share <= 100 && Math.abs(share - (100 * some) / (some + rest)) <= 0.005 + 1e-6;
      }),
    );
  });
});
