import { beforeEach, expect, test } from 'vitest';
import { lately } from '../../adapters/lately.js';

let clock: number;
let reads: number;
let fails: boolean;
let often: () => Promise<number>;

beforeEach(() => {
  clock = 0;
  reads = 0;
  fails = false;
  const read = async (): Promise<number> => {
    reads += 1;
    if (fails) throw new Error('locked');
    return reads;
  };
  often = lately(read, () => new Date(clock), 1_000);
});

test('what was read is believed for a while, also by those who ask together', async () => {
  expect(await Promise.all([often(), often()])).toEqual([1, 1]);
  clock = 999;
  expect(await often()).toBe(1);
  expect(reads).toBe(1);
});

test.each([1_000, 1_000_000, -1_000])('at %d it is read again, and nobody waits for that', async (later) => {
  await often();
  clock = later;
  expect(await Promise.all([often(), often()])).toEqual([1, 1]);
  expect(await often()).toBe(2);
  expect(reads).toBe(2);
});

test('a reading that failed is told to those who have nothing else, and tried again', async () => {
  fails = true;
  await expect(often()).rejects.toThrow('locked');
  fails = false;
  expect(await often()).toBe(2);
  fails = true;
  clock = 1_000;
  expect(await often()).toBe(2);
  fails = false;
  await often();
  expect(await often()).toBe(4);
});
