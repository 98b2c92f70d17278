import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  arrangementKnown,
  daysBetween,
  firstWorkingDay,
  isoDate,
  isWorkingDay,
  lastWorkingDay,
  weekdayOf,
  withWeekday,
  workingDaysAfter,
} from '../../knowledge/working-days.js';

describe('working days', () => {
  it.each([
    ['2026-07-01', true, 'a Wednesday'],
    ['2026-07-04', false, 'a Saturday'],
    ['2026-10-01', false, 'the National Day'],
    ['2026-10-07', false, 'a Wednesday of the National Day holidays'],
    ['2026-10-10', true, 'a Saturday that is worked for them'],
    ['2026-02-14', true, 'a Saturday worked for the Spring Festival'],
    ['2026-02-23', false, 'a Monday of the Spring Festival'],
    ['2025-01-26', true, 'a Sunday worked for the Spring Festival'],
    ['2025-10-08', false, 'a Wednesday off'],
  ])('%s: %s, %s', (date, working) => {
    expect(isWorkingDay(date)).toBe(working);
  });

  it.each([
    ['2026-07-01', 7, '2026-07-10'],
    ['2026-07-01', 20, '2026-07-29'],
    ['2026-07-01', 40, '2026-08-26'],
    ['2026-09-30', 1, '2026-10-08'],
    ['2026-09-30', 3, '2026-10-10'],
    ['2026-02-13', 2, '2026-02-24'],
    ['2025-12-31', 1, '2026-01-04'],
  ])('from %s the working day number %i is %s', (from, count, date) => {
    expect(workingDaysAfter(from, count)).toEqual({ date, certain: true });
  });

  it('is not certain of a year whose holidays are not arranged yet', () => {
    expect(arrangementKnown(2026)).toBe(true);
    expect(arrangementKnown(2030)).toBe(false);
    expect(workingDaysAfter('2030-07-01', 5)).toEqual({ date: '2030-07-08', certain: false });
    expect(lastWorkingDay('2030-03-31')).toEqual({ date: '2030-03-29', certain: false });
    expect(workingDaysAfter('2026-07-01', 5).certain).toBe(true);
  });

  it.each([
    ['2026-01-31', '2026-01-30', '2026-02-02'],
    ['2026-10-05', '2026-09-30', '2026-10-08'],
    ['2026-07-01', '2026-07-01', '2026-07-01'],
  ])('around %s: %s before, %s after', (date, before, after) => {
    expect(lastWorkingDay(date).date).toBe(before);
    expect(firstWorkingDay(date).date).toBe(after);
  });

  it('counts every working day once', () => {
    const day = fc.integer({ min: 0, max: 3000 }).map((offset) => addDays('2018-01-01', offset));
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 60 }), (from, count) => {
        const { date } = workingDaysAfter(from, count);
        const between = Array.from({ length: daysBetween(from, date) }, (_, index) => addDays(from, index + 1));
        expect(between.filter(isWorkingDay)).toHaveLength(count);
        expect(between.at(-1)).toBe(date);
        expect(isWorkingDay(date)).toBe(true);
      }),
    );
  });

  it.each([0, -1, 1.5])('has no working day number %d', (count) => {
    expect(() => workingDaysAfter('2026-07-01', count)).toThrow(RangeError);
  });
});

describe('the calendar', () => {
  it.each([
    ['2026-11-21', '2027-01-31', 71],
    ['2024-02-28', '2024-03-01', 2],
    ['2026-03-01', '2026-02-28', -1],
  ])('from %s to %s: %i days', (from, to, days) => {
    expect(daysBetween(from, to)).toBe(days);
    expect(addDays(from, days)).toBe(to);
  });

  it.each([
    [2026, 2, 30, null],
    [2026, 13, 1, null],
    [2024, 2, 29, '2024-02-29'],
    [2026, 7, 1, '2026-07-01'],
    [2026, 0, 1, null],
  ])('%i-%i-%i: %s', (year, month, day, date) => {
    expect(isoDate(year, month, day)).toBe(date);
  });

  it('names the weekday', () => {
    expect(withWeekday('2027-01-31')).toBe('2027-01-31（星期日）');
    expect(withWeekday('2027-03-31')).toBe('2027-03-31（星期三）');
    expect(weekdayOf('2026-11-21')).toBe(6);
  });
});
