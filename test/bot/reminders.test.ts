import { describe, expect, test } from 'vitest';
import { clockAt, momentAt, outsideQuietHours } from '../../bot/quiet-hours.js';
import { occasionsAmong, occasionsOf } from '../../bot/reminders.js';
import { dueDate } from '../../knowledge/deadlines.js';
import type { Schedule, ScheduleRule } from '../../knowledge/subscriptions.js';
import type { OfficeKind } from '../../knowledge/types.js';

const due = (kind: OfficeKind) => (year: number) => dueDate(kind, year);
const between = (from: string, to: string) => ({ after: momentAt(from, '00:00'), until: momentAt(to, '23:59') });
const told = (
  rules: ScheduleRule[],
  time = '09:30',
  kind: OfficeKind = '部门',
  from = '2026-11-21',
  to = '2027-12-31',
) =>
  occasionsOf({ schedule: { rules, time } }, due(kind), between(from, to)).map(({ key, at }) => {
    const clock = clockAt(at);
    return `${key} ${clock.date} ${clock.time}`;
  });

const CASES: readonly [string, string[], string[]][] = [
  ['so many days ahead', told([{ kind: 'ahead', days: 7 }]), ['2026/ahead-7 2027-01-24 09:30']],
  [
    'a government, due in March',
    told([{ kind: 'ahead', days: 7 }], '09:30', '人民政府'),
    ['2026/ahead-7 2027-03-24 09:30'],
  ],
  ['on the due day', told([{ kind: 'ahead', days: 0 }]), ['2026/due 2027-01-31 09:30']],
  ['overdue', told([{ kind: 'overdue', days: 3 }]), ['2026/overdue-3 2027-02-03 09:30']],
  ['the last overdue one', told([{ kind: 'overdue', days: 60 }]), ['2026/overdue-60 2027-04-01 09:30']],
  ['none later', told([{ kind: 'overdue', days: 61 }]), []],
  [
    'days of each year',
    told([10, 20, 28].map((day) => ({ kind: 'yearly', month: 1, day }) as const)),
    ['2027-01-10 2027-01-10 09:30', '2027-01-20 2027-01-20 09:30', '2027-01-28 2027-01-28 09:30'],
  ],
  ['once', told([{ kind: 'once', date: '2027-01-05' }]), ['once-2027-01-05 2027-01-05 09:30']],
  ['once, before', told([{ kind: 'once', date: '2026-11-20' }]), []],
  [
    '29 February',
    told([{ kind: 'yearly', month: 2, day: 29 }], '10:00', '部门', '2027-01-01', '2028-12-31'),
    ['2027-02-28 2027-02-28 10:00', '2028-02-29 2028-02-29 10:00'],
  ],
  ['the 31st of a month that has none', told([{ kind: 'yearly', month: 4, day: 31 }]), ['2027-04-30 2027-04-30 09:30']],
  [
    'the same twice is one',
    told([
      { kind: 'ahead', days: 7 },
      { kind: 'ahead', days: 7 },
      { kind: 'ahead', days: 0 },
      { kind: 'overdue', days: 0 },
    ]),
    ['2026/ahead-7 2027-01-24 09:30', '2026/due 2027-01-31 09:30'],
  ],
  [
    'ahead over the turn of a year',
    told([{ kind: 'ahead', days: 45 }]),
    ['2026/ahead-45 2026-12-17 09:30', '2027/ahead-45 2027-12-17 09:30'],
  ],
  [
    'in quiet hours at night: next morning',
    told([{ kind: 'ahead', days: 7 }], '22:30'),
    ['2026/ahead-7 2027-01-25 09:00'],
  ],
  [
    'in quiet hours in the morning: the same',
    told([{ kind: 'ahead', days: 7 }], '06:00'),
    ['2026/ahead-7 2027-01-24 09:00'],
  ],
  ['at the end of the quiet hours', told([{ kind: 'ahead', days: 7 }], '08:00'), ['2026/ahead-7 2027-01-24 08:00']],
  ['never past the due day', told([{ kind: 'ahead', days: 0 }], '23:00'), ['2026/due 2027-01-31 20:59']],
  ['overdue may move on', told([{ kind: 'overdue', days: 1 }], '23:00'), ['2026/overdue-1 2027-02-02 09:00']],
  [
    'what moves into the time asked for is in it',
    told([{ kind: 'once', date: '2026-11-20' }], '22:00'),
    ['once-2026-11-20 2026-11-21 09:00'],
  ],
];

describe('the occasions of a schedule', () => {
  test.each(CASES)('%s', (_, got, expected) => expect(got).toEqual(expected));

  test.each([
    ['2027-01-10', 2026, '2027-01-31'],
    ['2027-04-01', 2026, '2027-01-31'],
    ['2027-04-02', 2027, '2028-01-31'],
    ['2026-12-20', 2026, '2027-01-31'],
  ])('a day named, %s, is about the report of %d', (date, year, dueDay) => {
    const [only] = occasionsOf(
      { schedule: { rules: [{ kind: 'once', date }], time: '09:00' } },
      due('部门'),
      between('2026-01-01', '2028-01-01'),
    );
    expect(only?.about).toEqual({ year, kind: 'day', days: 0, due: dueDay, group: '' });
  });

  test('has one for each day on which reports of its scope are due, and one for a day named', () => {
    const schedule: Schedule = {
      rules: [
        { kind: 'ahead', days: 7 },
        { kind: 'yearly', month: 1, day: 10 },
      ],
      time: '09:00',
    };
    const dues = (year: number) => [`${year + 1}-03-31`, `${year + 1}-01-31`];
    const occasions = occasionsAmong(schedule, dues, { ...between('2027-01-01', '2027-12-31'), several: true });
    expect(occasions.map(({ key, about }) => [key, about.due, about.group])).toEqual([
      ['2027-01-10', '2027-03-31', ''],
      ['2026/ahead-7@01-31', '2027-01-31', '2027-01-31'],
      ['2026/ahead-7@03-31', '2027-03-31', '2027-03-31'],
    ]);
  });

  test('is none where nothing is owed', () => {
    const schedule: Schedule = {
      rules: [
        { kind: 'yearly', month: 1, day: 10 },
        { kind: 'ahead', days: 1 },
      ],
      time: '09:00',
    };
    expect(occasionsOf({ schedule }, () => null, between('2026-01-01', '2030-01-01'))).toEqual([]);
  });

  test('cut into any pieces of time gives each occasion once', () => {
    const schedule: Schedule = {
      rules: [
        { kind: 'ahead', days: 7 },
        { kind: 'ahead', days: 0 },
        { kind: 'overdue', days: 3 },
        { kind: 'yearly', month: 2, day: 29 },
      ],
      time: '21:30',
    };
    const whole = occasionsOf({ schedule }, due('部门'), between('2026-01-01', '2030-12-31')).map(({ key }) => key);
    const pieces: string[] = [];
    for (let after = momentAt('2026-01-01', '00:00'); after < momentAt('2030-12-31', '23:59'); ) {
      const until = new Date(Math.min(after.getTime() + 13 * 3_600_000, momentAt('2030-12-31', '23:59').getTime()));
      pieces.push(...occasionsOf({ schedule }, due('部门'), { after, until }).map(({ key }) => key));
      after = until;
    }
    expect(whole.length).toBeGreaterThan(15);
    expect(pieces).toEqual(whole);
  });
});

describe('the quiet hours', () => {
  test.each([
    ['2027-01-30 20:59', null, '2027-01-30 20:59'],
    ['2027-01-30 21:00', null, '2027-01-31 09:00'],
    ['2027-01-30 21:00', '2027-01-31', '2027-01-31 09:00'],
    ['2027-01-31 21:00', '2027-01-31', '2027-01-31 20:59'],
    ['2027-01-31 07:59', '2027-01-31', '2027-01-31 09:00'],
    ['2027-02-01 23:00', '2027-01-31', '2027-02-02 09:00'],
  ])('%s, by %s: %s', (planned, lastDay, expected) => {
    const [date = '', time = ''] = planned.split(' ');
    const clock = clockAt(outsideQuietHours(momentAt(date, time), lastDay));
    expect(`${clock.date} ${clock.time}`).toBe(expected);
  });
});
