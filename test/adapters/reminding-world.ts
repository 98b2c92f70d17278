import { notSent } from '../../adapters/not-sent.js';
import { plannerFor, type Reminding, remindOnce } from '../../adapters/reminding.js';
import type { ObligationsOf } from '../../bot/owed.js';
import type { Planner } from '../../bot/reminder-planning.js';
import type { Database } from '../../knowledge/connection.js';
import { dueDate } from '../../knowledge/deadlines.js';
import { type Knowledge, knowledgeOf } from '../../knowledge/knowledge.js';
import type { RegisterEntry } from '../../knowledge/register.js';
import { type ScheduleRule, type SubscriptionScope, subscribe } from '../../knowledge/subscriptions.js';
import type { OfficeKind } from '../../knowledge/types.js';
import { freshDatabase, type TestDatabase } from '../knowledge/databases.js';

/** What becomes of one send. */
export type Fate =
  | 'seen'
  | 'refused'
  | 'refused for good'
  /** Rejects as a broken connection does, before or after the message was seen. */
  | 'broken before'
  | 'broken after'
  /** The process ends. */
  | 'killed before'
  | 'killed after';

export interface Delivery {
  readonly reminder: number;
  readonly to: string;
  readonly text: string;
  readonly at: Date;
}

/** A database with subscriptions, a clock, what is published, and what people saw. */
export interface World {
  now: Date;
  readonly entries: RegisterEntry[];
  /** Keyed `entry/year`: the ISO date. */
  readonly published: Map<string, string | null>;
  readonly seen: Delivery[];
  readonly store: TestDatabase;
  readonly obligations: ObligationsOf;
}

export function worldAt(now: string): World {
  const world: World = {
    now: new Date(now),
    entries: [],
    published: new Map(),
    seen: [],
    store: freshDatabase(),
    obligations: async ({ year, register, place }) =>
      world.entries
        .filter(({ id, county }) => (register?.includes(id) ?? true) && (place === undefined || county === place))
        .map((entry) => {
          const on = world.published.get(`${entry.id}/${year}`);
          const published = on === undefined ? null : { on, evidence: '登记', daysLate: null };
          return { entry, year, due: dueDate(entry.kind, year), published };
        }),
  };
  return world;
}

export function addEntry(world: World, kind: OfficeKind = '部门', county = '临江县'): number {
  const id = world.entries.length + 1;
  const name = `${county}第${id}局`;
  const place = { province: '福建省', city: '临江市', county };
  world.entries.push({ id, name, core: name, kind, ...place, officeId: null, source: 'test' });
  return id;
}

/** One process of the bot on the world's database. */
export interface Process {
  readonly database: Database;
  readonly knowledge: Knowledge;
  planner: Planner;
  /** What becomes of its next sends; those after are seen. */
  readonly fates: Fate[];
  dead: boolean;
  round(of?: Partial<Reminding>): ReturnType<typeof remindOnce>;
  close(): Promise<void>;
}

export async function startProcess(world: World): Promise<Process> {
  const database = await world.store.open();
  const whole = await knowledgeOf(database);
  let holding = 0;
  const alive = <T>(work: () => Promise<T>): Promise<T> =>
    started.dead ? Promise.reject(new Error('the process is dead')) : work();
  const reminders: Knowledge['reminders'] = {
    ...whole.reminders,
    claim: (of) =>
      alive(async () => {
        const claimed = await whole.reminders.claim(of);
        holding = claimed?.id ?? 0;
        return claimed;
      }),
    settle: (claimed, settlement) => alive(() => whole.reminders.settle(claimed, settlement)),
  };
  const knowledge = { ...whole, reminders };
  const see = (to: string, texts: readonly string[]): void => {
    world.seen.push({ reminder: holding, to, text: texts.join('\n'), at: world.now });
  };
  const started: Process = {
    database,
    knowledge,
    planner: plannerFor({ knowledge, obligations: world.obligations }),
    fates: [],
    dead: false,
    round: (of = {}) =>
      remindOnce({
        ...{ knowledge, obligations: world.obligations, planner: started.planner, now: () => world.now },
        senders: new Map([['telegram', send]]),
        ...of,
      }),
    close: () => whole.close(),
  };
  async function send(to: string, texts: readonly string[]): Promise<void> {
    // Another process may come in between.
    await new Promise((resolve) => setImmediate(resolve));
    const fate = started.fates.shift() ?? 'seen';
    if (fate === 'seen' || fate.endsWith('after')) see(to, texts);
    if (fate.startsWith('killed')) started.dead = true;
    if (fate === 'seen') return;
    if (fate.startsWith('refused')) throw notSent(new Error(fate), { again: fate === 'refused' });
    throw new Error(fate);
  }
  return started;
}

export function subscribeIn(
  world: World,
  { database }: Process,
  rules: readonly ScheduleRule[],
  of: { readonly scope?: SubscriptionScope; readonly time?: string; readonly channel?: string } = {},
): Promise<number> {
  const { scope = { register: [world.entries[0]?.id ?? 0] }, time = '09:30', channel = 'telegram' } = of;
  const schedule = { rules, time };
  return subscribe(database, { channel, address: '501', person: 'hash', scope, schedule, now: world.now });
}

/** The reminders, by moment: key, state, and what is said about it. */
export async function writtenDown({ database }: Process): Promise<string[]> {
  const rows = await database.all<{ key: string; state: string; detail: string | null; late: number }>(
    'select key, state, detail, late from reminder order by due_at, id',
  );
  return rows.map(({ key, state, detail, late }) =>
    [key, state, ...(late ? ['late'] : []), ...(detail === null ? [] : [detail])].join(' '),
  );
}
