import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ScheduleRule } from '../../knowledge/subscriptions.js';
import { cancelSubscriptions } from '../../knowledge/subscriptions.js';
import { addDays } from '../../knowledge/working-days.js';
import { ENGINE } from '../knowledge/databases.js';
import {
  addEntry,
  type Fate,
  type Process,
  startProcess,
  subscribeIn,
  type World,
  worldAt,
} from './reminding-world.js';

const RUNS = Number(process.env.REMINDER_RUNS ?? { sqlite: 60, postgres: 20 }[ENGINE]);

const HOUR = 3_600_000;
const TIME = '09:30';

type Step =
  /** Time goes on, then processes look for what is due, each with what becomes of its sends. */
  | { readonly hours: number; readonly one: readonly Fate[] | null; readonly other: readonly Fate[] | null }
  /** Somebody sets the clock. */
  | { readonly jump: number }
  | { readonly publish: number }
  | { readonly subscribe: readonly ScheduleRule[]; readonly entry: number }
  | { readonly cancel: number }
  | { readonly restart: 0 | 1 };

const fates = fc.array(
  fc.constantFrom<Fate>(
    'seen',
    'seen',
    'refused',
    'refused for good',
    'broken before',
    'broken after',
    'killed before',
    'killed after',
  ),
  { minLength: 1, maxLength: 4 },
);
const rules = fc.uniqueArray(
  fc.oneof(
    fc.record({ kind: fc.constant('ahead' as const), days: fc.integer({ min: 0, max: 40 }) }),
    fc.record({ kind: fc.constant('overdue' as const), days: fc.integer({ min: 1, max: 60 }) }),
    fc.record({
      kind: fc.constant('yearly' as const),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 28 }),
    }),
  ),
  { minLength: 1, maxLength: 4, selector: (rule) => JSON.stringify(rule) },
);
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      hours: fc.oneof(fc.integer({ min: 0, max: 48 }), fc.integer({ min: 0, max: 24 * 60 })),
      one: fc.option(fates),
      other: fc.option(fates),
    }),
  },
  { weight: 1, arbitrary: fc.record({ jump: fc.integer({ min: -72, max: 72 }) }) },
  { weight: 1, arbitrary: fc.record({ publish: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 2, arbitrary: fc.record({ subscribe: rules, entry: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ cancel: fc.nat({ max: 5 }) }) },
  { weight: 1, arbitrary: fc.record({ restart: fc.constantFrom(0 as const, 1 as const) }) },
);

interface Made {
  readonly id: number;
  readonly rules: readonly ScheduleRule[];
  readonly at: number;
  cancelled: boolean;
}

describe('any sequence of days, stops, starts, failures and double starts', () => {
  test(`gives each reminder once, or it is written down why not (${RUNS} sequences)`, {
    timeout: 600_000,
  }, async () => {
    const told = { sent: 0, unclear: 0, failed: 0, dropped: 0 };
    await fc.assert(
      fc.asyncProperty(rules, fc.array(step, { minLength: 20, maxLength: 50, size: 'max' }), async (first, steps) => {
        const world = worldAt('2026-11-21T10:00:00+08:00');
        for (let each = 0; each < 3; each += 1) addEntry(world);
        const processes = [await startProcess(world), await startProcess(world)];
        const made: Made[] = [];
        let latest = 0;
        const round = async (index: number, of: readonly Fate[]): Promise<void> => {
          const process = processes[index];
          if (!process) return;
          process.fates.splice(0, process.fates.length, ...of);
          await process.round().catch((error: unknown) => {
            if (!process.dead) throw error;
          });
        };
        const revive = async (index: number): Promise<void> => {
          await processes[index]?.close();
          processes[index] = await startProcess(world);
        };
        const apply = async (next: Step): Promise<void> => {
          if ('hours' in next) {
            world.now = new Date(world.now.getTime() + next.hours * HOUR);
            if (next.one || next.other) latest = Math.max(latest, world.now.getTime());
            await Promise.all([next.one && round(0, next.one), next.other && round(1, next.other)]);
            for (const [index, process] of processes.entries()) if (process.dead) await revive(index);
          } else if ('jump' in next) world.now = new Date(world.now.getTime() + next.jump * HOUR);
          else if ('publish' in next) {
            world.published.set(`${next.publish}/${world.now.getUTCFullYear() - 1}`, null);
          } else if ('subscribe' in next) {
            const process = processes[0] as Process;
            const id = await subscribeIn(world, process, next.subscribe, { scope: { register: [next.entry] } });
            made.push({ id, rules: next.subscribe, at: world.now.getTime(), cancelled: false });
          } else if ('cancel' in next) {
            const one = made[next.cancel];
            if (!one) return;
            one.cancelled = true;
            const { database } = processes[1] as Process;
            await cancelSubscriptions(database, { channel: 'telegram', person: 'hash', ids: [one.id], now: world.now });
          } else await revive(next.restart);
        };
        try {
          await apply({ subscribe: first, entry: 1 });
          for (const each of steps) await apply(each);
          // Whatever waits comes to an end: leases, retries, nights, clocks that were set back.
          for (let each = 0; each < 12; each += 1) await apply({ hours: 25, one: [], other: [] });
          // At noon nothing that came waits for the morning.
          world.now = new Date(`${addDays(world.now.toISOString().slice(0, 10), 1)}T12:00:00+08:00`);
          await apply({ hours: 0, one: [], other: [] });
          await check(world, processes[0] as Process, { made, latest, told });
        } finally {
          for (const process of processes) await process.close();
        }
      }),
      { numRuns: RUNS },
    );
    // Or it would have proved little.
    for (const count of Object.values(told)) expect(count).toBeGreaterThan(RUNS / 20);
  });
});

async function check(
  world: World,
  { database }: Process,
  { made, latest, told }: { made: readonly Made[]; latest: number; told: Record<string, number> },
): Promise<void> {
  const rows = await database.all<{ id: number; subscription: number; key: string; state: string; dueAt: string }>(
    'select id, subscription, key, state, due_at as dueAt from reminder',
  );
  for (const { id, key, state, dueAt } of rows) {
    const seen = world.seen.filter(({ reminder }) => reminder === id);
    const where = `${key} ${state}`;
    expect(['sent', 'failed', 'unclear', 'dropped'], where).toContain(state);
    if (state === 'sent') expect(seen, where).toHaveLength(1);
    else if (state === 'unclear') expect(seen.length, where).toBeLessThanOrEqual(1);
    else expect(seen, where).toHaveLength(0);
    for (const { at } of seen) expect(at.getTime(), where).toBeGreaterThanOrEqual(Date.parse(dueAt));
    told[state] = (told[state] ?? 0) + 1;
  }
  expect(world.seen).toHaveLength(new Set(world.seen.map(({ reminder }) => reminder)).size);
  for (const { id, rules, at, cancelled } of made) {
    const expected = occasionsBetween(rules, at, latest);
    const written = rows.filter(({ subscription }) => subscription === id).map(({ key }) => key);
    if (cancelled) expect(expected).toEqual(expect.arrayContaining(written));
    else expect(written.sort()).toEqual(expected.sort());
  }
}

/** Worked out another way than the bot does: day by day. All reports here are due on 31 January. */
function occasionsBetween(rules: readonly ScheduleRule[], after: number, until: number): string[] {
  const keys: string[] = [];
  const last = new Date(until).toISOString().slice(0, 10);
  for (let day = new Date(after).toISOString().slice(0, 10); day <= addDays(last, 1); day = addDays(day, 1)) {
    const moment = Date.parse(`${day}T${TIME}:00+08:00`);
    if (moment <= after || moment > until) continue;
    for (const rule of rules) {
      if (rule.kind === 'yearly' && Number(day.slice(5, 7)) === rule.month && Number(day.slice(8)) === rule.day)
        keys.push(day);
      if (rule.kind !== 'ahead' && rule.kind !== 'overdue') continue;
      const due = addDays(day, rule.kind === 'ahead' ? rule.days : -rule.days);
      if (!due.endsWith('-01-31')) continue;
      keys.push(`${Number(due.slice(0, 4)) - 1}/${rule.days === 0 ? 'due' : `${rule.kind}-${rule.days}`}`);
    }
  }
  return keys;
}
