import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { feeFor, MAX_FEE_COUNT, PER_ITEM, PER_PAGE } from '../../knowledge/fees.js';

/** Written again from 国办函〔2020〕109号, item by item: what the n-th of a month, or the n-th page, costs. */
const priceOfItem = (n: number): number => (n <= 10 ? 0 : n <= 30 ? 100 : 100 + 100 * Math.ceil((n - 30) / 10));
const priceOfPage = (n: number): number => (n <= 30 ? 0 : n <= 100 ? 10 : n <= 200 ? 20 : 40);
const sumTo = (count: number, price: (n: number) => number): number =>
  Array.from({ length: count }, (_, index) => price(index + 1)).reduce((sum, each) => sum + each, 0);

describe('the information processing fee', () => {
  it.each([
    [0, 0],
    [10, 0],
    [11, 100],
    [30, 2000],
    [31, 2200],
    [35, 3000],
    [40, 4000],
    [41, 4300],
    [100, 37000],
  ])('%i items of a month: %i yuan', (count, total) => {
    expect(feeFor(PER_ITEM, count).total).toBe(total);
  });

  it.each([
    [30, 0],
    [31, 10],
    [100, 700],
    [101, 720],
    [120, 1100],
    [200, 2700],
    [201, 2740],
    [1000, 34700],
  ])('%i pages: %i yuan', (count, total) => {
    expect(feeFor(PER_PAGE, count).total).toBe(total);
  });

  it('is worked out in steps that add up to it, whatever the count', () => {
    const counts = fc.integer({ min: 0, max: 1200 });
    fc.assert(
      fc.property(counts, fc.constantFrom(PER_ITEM, PER_PAGE), (count, standard) => {
        const { total, steps } = feeFor(standard, count);
        const price = standard === PER_ITEM ? priceOfItem : priceOfPage;
        expect(total).toBe(sumTo(count, price));
        expect(steps.reduce((sum, step) => sum + step.count * step.price, 0)).toBe(total);
        expect(steps.reduce((sum, step) => sum + step.count, 0)).toBe(
          Math.max(0, count - (standard === PER_ITEM ? 10 : 30)),
        );
      }),
    );
  });

  it('never falls with the count, and no further one is cheaper than the one before', () => {
    for (const standard of [PER_ITEM, PER_PAGE]) {
      const totals = Array.from({ length: 400 }, (_, count) => feeFor(standard, count).total);
      const rises = totals.slice(1).map((total, index) => total - (totals[index] ?? 0));
      expect(rises.every((rise, index) => rise >= (rises[index - 1] ?? 0))).toBe(true);
    }
  });

  it.each([-1, 1.5, Number.NaN, MAX_FEE_COUNT + 1])('knows no fee for %d', (count) => {
    expect(() => feeFor(PER_ITEM, count)).toThrow(RangeError);
  });
});
