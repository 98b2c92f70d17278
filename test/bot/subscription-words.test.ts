import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSubscription, type SubscriptionSaid } from '../../bot/mentions/subscriptions.js';
import { scheduleWords } from '../../bot/subscription-phrases.js';
import { understand } from '../../bot/understand.js';
import { createOfficeFinder } from '../../knowledge/offices.js';
import type { ScheduleRule } from '../../knowledge/subscriptions.js';
import { addDays } from '../../knowledge/working-days.js';
import { storedOffice } from './stub.js';
import { ASKED_BACK, LOOKALIKES, OTHER_ACTS, WANTED } from './subscription-words.js';

const TODAY = '2026-11-21';
const PLACE = { province: '福建省', city: '泉州市', county: '晋江市' };
const FINDER = createOfficeFinder([
  storedOffice(1, '西园街道', PLACE),
  storedOffice(2, '灵源街道', PLACE),
  storedOffice(3, '东石镇', PLACE),
]);

describe('what is said of reminders', () => {
  it.each(WANTED)('%s sets %s', async (message, read) => {
    expect(written(await said(message))).toBe(`create ${read}`.trim());
  });

  it.each(ASKED_BACK)('%s sets nothing: %s', async (message, why) => {
    const found = await said(message);
    const trouble =
      found?.act === 'create'
        ? found.schedule.noSuchDay === null
          ? found.schedule.trouble
          : 'no such day'
        : found?.act;
    expect(trouble).toBe(why);
  });

  it.each(OTHER_ACTS)('%s: %s', async (message, read) => {
    expect(written(await said(message))).toBe(read);
  });

  it.each(LOOKALIKES)('%s is about something else', async (message) => {
    expect(await said(message)).toBeNull();
  });

  it.each([
    '删了',
    '现在的',
    '还没交',
    '第1',
    '1、',
    '1月1日、',
    '取消',
    '提醒',
    '提前1天',
    '各的',
    '年报',
    '逾期还没交',
    '设的已有',
  ])('however long a message goes on with %s, it is soon read', async (part) => {
    for (const message of [`提醒我${part.repeat(200)}吃药`, `取消${part.repeat(200)}x提醒`, `我${part.repeat(200)}x`]) {
      const started = performance.now();
      await said(message.slice(0, 500));
      expect(performance.now() - started).toBeLessThan(500);
    }
  });

  it('what an answer calls a schedule is understood as that schedule', async () => {
    await fc.assert(
      fc.asyncProperty(SCHEDULE, async (schedule) => {
        const found = await said(`${scheduleWords(schedule)}，提醒我西园街道交年报`);
        const read = found?.act === 'create' ? found.schedule : null;
        expect(read?.trouble).toBeNull();
        expect(read?.time).toBe(schedule.time);
        expect(new Set(read?.rules.map((rule) => JSON.stringify(rule)))).toEqual(
          new Set(schedule.rules.map((rule) => JSON.stringify(rule))),
        );
      }),
      { numRuns: 300, seed: 6 },
    );
  });
});

// --- internal ---

const TIME = fc
  .tuple(fc.integer({ min: 8, max: 20 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
const FROM_DUE_DAY: fc.Arbitrary<ScheduleRule> = fc.oneof(
  fc.integer({ min: 0, max: 180 }).map((days) => ({ kind: 'ahead' as const, days })),
  fc.integer({ min: 1, max: 60 }).map((days) => ({ kind: 'overdue' as const, days })),
);
const YEARLY: fc.Arbitrary<ScheduleRule> = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([month, day]) => ({ kind: 'yearly', month, day }));
const ONCE: fc.Arbitrary<ScheduleRule> = fc
  .integer({ min: 0, max: 1_000 })
  .map((days) => ({ kind: 'once', date: addDays(TODAY, days) }));
/** Days of each year and days of one year are never said in one breath. */
const SCHEDULE = fc.record({
  rules: fc.oneof(
    fc.uniqueArray(fc.oneof(FROM_DUE_DAY, YEARLY), {
      minLength: 1,
      maxLength: 5,
      selector: (rule) => JSON.stringify(rule),
    }),
    fc.uniqueArray(fc.oneof(FROM_DUE_DAY, ONCE), {
      minLength: 1,
      maxLength: 5,
      selector: (rule) => JSON.stringify(rule),
    }),
  ),
  time: TIME,
});

async function said(message: string): Promise<SubscriptionSaid | null> {
  return findSubscription(await understand(message, FINDER, TODAY));
}

function written(found: SubscriptionSaid | null): string {
  if (found === null) return 'null';
  const which = 'which' in found ? [String(found.which)] : [];
  const schedule = 'schedule' in found ? found.schedule : null;
  const parts = [
    found.act,
    ...which,
    ...(schedule?.rules.map(ruleText) ?? []),
    ...(schedule?.time ? [`@${schedule.time}`] : []),
    ...(found.act === 'create' && found.digest ? ['digest'] : []),
    ...(found.act === 'create' && found.years.length > 0 ? [`years=${found.years}`] : []),
  ];
  return parts.join(' ');
}

function ruleText(rule: ScheduleRule): string {
  if (rule.kind === 'yearly') return `Y${rule.month}-${rule.day}`;
  if (rule.kind === 'once') return `O${rule.date}`;
  return `${rule.kind === 'ahead' ? 'A' : 'L'}${rule.days}`;
}
