/** Years of reminders, simulated: what must be sent is worked out another way than the bot does, and compared. */

import { plannerFor, remindOnce } from '../adapters/reminding.js';
import { clockAt, momentAt } from '../bot/quiet-hours.js';
import { openDatabase } from '../knowledge/database.js';
import { knowledgeOf } from '../knowledge/knowledge.js';
import { type ScheduleRule, type SubscriptionScope, subscribe } from '../knowledge/subscriptions.js';
import { addDays } from '../knowledge/working-days.js';

export interface Size {
  readonly years: number;
  readonly offices: number;
  readonly subscriptions: number;
}

export interface Simulated {
  readonly rounds: number;
  readonly sent: number;
  readonly dropped: number;
  /** `subscription on date time`: expected and not sent, sent and not expected, sent more than once. */
  readonly missing: readonly string[];
  readonly unexpected: readonly string[];
  readonly twice: readonly string[];
  /** States of reminders that a run without failures must not leave. */
  readonly unsettled: number;
  readonly seconds: number;
  /** Of processor time, which tells on a busy machine. */
  readonly processor: number;
  /** Resident bytes at most. */
  readonly memory: number;
}

/**
 * Runs a bot through years in which nothing fails: every office publishes each year, early, late, or (a few) never;
 * subscriptions are made in the first year. The clock goes from one thing that happens to the next.
 */
export async function simulate({ years, offices, subscriptions }: Size, path: string): Promise<Simulated> {
  const made = population({ years, offices, subscriptions });
  const database = await openDatabase(`sqlite:${path}`);
  const knowledge = await knowledgeOf(database);
  await database.run(ADD_OFFICES, JSON.stringify(made.offices));
  for (const one of made.subscriptions) {
    const of = { channel: 'telegram', address: String(one.id), person: String(one.id), now: one.createdAt };
    await subscribe(database, { ...of, scope: one.scope, schedule: { rules: one.rules, time: one.time } });
  }
  const seen = new Map<string, number>();
  const { obligations } = knowledge.deadlines;
  const planner = plannerFor({ knowledge, obligations });
  const publications = made.offices.flatMap(({ id, published }) =>
    [...published].map(([year, on]) => ({ register: id, year, on })),
  );
  publications.sort((one, other) => (one.on < other.on ? -1 : one.on > other.on ? 1 : 0));

  const [began, busy] = [performance.now(), process.cpuUsage()];
  let [now, rounds, sent, dropped, memory, next] = [momentAt(START, '00:00'), 0, 0, 0, 0, 0];
  const senders = new Map([
    [
      'telegram',
      async (to: string) => {
        const clock = clockAt(now);
        const key = `${to} on ${clock.date} ${clock.time}`;
        seen.set(key, (seen.get(key) ?? 0) + 1);
      },
    ],
  ]);
  const end = momentAt(addDays(START, Math.round(years * 365.25)), '00:00');
  while (now < end) {
    const due: (typeof publications)[number][] = [];
    for (let one = publications[next]; one && momentAt(one.on, '00:00') <= now; one = publications[++next])
      due.push(one);
    if (due.length > 0) await database.run(PUBLISH, JSON.stringify(due));
    const done = await remindOnce({ knowledge, obligations, planner, senders, now: () => now });
    rounds += 1;
    sent += done.sent;
    dropped += done.dropped;
    memory = Math.max(memory, process.memoryUsage.rss());
    const upcoming = publications[next];
    const times = [planner.next() ?? end, upcoming ? momentAt(upcoming.on, '00:00') : end];
    now = new Date(Math.min(...times.map((time) => time.getTime())));
  }
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(busy);
  const [left] = await database.all<{ count: number }>(
    "select count(*) as count from reminder where state not in ('sent', 'dropped')",
  );
  await database.close();
  const expected = expectedOf(made, { first: START, last: clockAt(end).date });
  return {
    ...{ rounds, sent, dropped, seconds, memory, processor: (user + system) / 1e6, unsettled: left?.count ?? 0 },
    missing: [...expected].filter((one) => !seen.has(one)),
    unexpected: [...seen.keys()].filter((one) => !expected.has(one)),
    twice: [...seen].filter(([, times]) => times > 1).map(([one]) => one),
  };
}

// --- internal ---

const START = '2026-11-21';
const COUNTIES = 25;

interface MadeOffice {
  readonly id: number;
  readonly name: string;
  readonly kind: '部门' | '人民政府';
  readonly county: string;
  /** Report year → ISO date; none where it never publishes. */
  readonly published: ReadonlyMap<number, string>;
}

interface MadeSubscription {
  readonly id: number;
  readonly scope: SubscriptionScope;
  readonly rules: readonly ScheduleRule[];
  readonly time: string;
  readonly createdAt: Date;
}

interface Population {
  readonly offices: readonly MadeOffice[];
  readonly subscriptions: readonly MadeSubscription[];
}

/** What people ask for; of a digest no two rules fall on a day. */
const RULES: readonly (readonly ScheduleRule[])[] = [
  [{ kind: 'ahead', days: 7 }],
  [
    { kind: 'ahead', days: 15 },
    { kind: 'ahead', days: 1 },
    { kind: 'ahead', days: 0 },
    { kind: 'overdue', days: 3 },
  ],
  [
    { kind: 'yearly', month: 1, day: 10 },
    { kind: 'yearly', month: 1, day: 20 },
    { kind: 'yearly', month: 1, day: 28 },
  ],
  [
    { kind: 'ahead', days: 5 },
    { kind: 'overdue', days: 10 },
    { kind: 'overdue', days: 30 },
  ],
  [
    { kind: 'yearly', month: 2, day: 29 },
    { kind: 'yearly', month: 12, day: 20 },
  ],
  [
    { kind: 'once', date: '2027-12-01' },
    { kind: 'ahead', days: 3 },
  ],
];
/** The last is in the quiet hours. */
const TIMES = ['09:30', '09:30', '08:30', '10:00', '14:00', '22:00'];

function population({ years, offices, subscriptions }: Size): Population {
  const random = seeded(20_260_731);
  const made = Array.from({ length: offices }, (_, index): MadeOffice => {
    const kind = index < COUNTIES ? '人民政府' : '部门';
    const county = `第${index % COUNTIES}县`;
    const published = new Map<number, string>();
    for (let year = 2026; year <= 2026 + years + 1; year += 1) {
      // From the first of January to weeks after the due day; one of a hundred never.
      const latest = kind === '部门' ? 50 : 110;
      if (random(100) > 0) published.set(year, addDays(`${year + 1}-01-01`, random(latest)));
    }
    return {
      id: index + 1,
      name: `${county}${kind === '部门' ? `第${index}局` : '人民政府'}`,
      kind,
      county,
      published,
    };
  });
  const asked = Array.from({ length: subscriptions }, (_, index): MadeSubscription => {
    const way = random(20);
    const single = { register: [1 + random(offices)] };
    const scope =
      way === 0
        ? { place: `第${random(COUNTIES)}县` }
        : way === 1
          ? { register: [1, 2 + random(9), 11 + random(9)] }
          : single;
    const created = momentAt(addDays(START, random(365)), `${String(random(24)).padStart(2, '0')}:15`);
    const rules = RULES[random(RULES.length)] ?? [];
    return { id: index + 1, scope, rules, time: TIMES[random(TIMES.length)] ?? '', createdAt: created };
  });
  return { offices: made, subscriptions: asked };
}

/** A small generator of whole numbers below a bound: the same in every run. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** `subscription on date time` for every day on which a rule holds and somebody of the scope has not published. */
function expectedOf(
  { offices, subscriptions }: Population,
  of: { readonly first: string; readonly last: string },
): Set<string> {
  const expected = new Set<string>();
  const [from, to] = [of.first, of.last].map((day) => Number(day.slice(0, 4))) as [number, number];
  const years = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  for (const { id, scope, rules, time, createdAt } of subscriptions) {
    const inScope = offices.filter((office) =>
      'place' in scope ? office.county === scope.place : scope.register.includes(office.id),
    );
    for (const [year, rule] of years.flatMap((year) => rules.map((rule) => [year, rule] as const))) {
      for (const day of new Set(inScope.map((office) => dayOf(rule, year, dueOf(office, year))))) {
        if (!day.startsWith(String(year))) continue;
        const meant = inScope.filter((office) => dayOf(rule, year, dueOf(office, year)) === day);
        const sentOn = time >= '21:00' && !(rule.kind === 'ahead' && rule.days === 0) ? addDays(day, 1) : day;
        const sentAt = sentOn === day ? (time >= '21:00' ? '20:59' : time) : '09:00';
        const at = momentAt(sentOn, sentAt);
        if (at <= createdAt || at < momentAt(of.first, '00:00') || sentOn >= of.last) continue;
        const asked = rule.kind === 'yearly' || rule.kind === 'once' ? reportOf(inScope, day) : year - 1;
        const missing = meant.some(({ published }) => !((published.get(asked) ?? '9') <= sentOn));
        if (missing) expected.add(`${id} on ${sentOn} ${sentAt}`);
      }
    }
  }
  return expected;
}

function dueOf({ kind }: MadeOffice, year: number): string {
  return `${year}-${kind === '部门' ? '01-31' : '03-31'}`;
}

/** The day a rule names in a year, of reports due on a day of it. */
function dayOf(rule: ScheduleRule, year: number, due: string): string {
  if (rule.kind === 'ahead') return addDays(due, -rule.days);
  if (rule.kind === 'overdue') return addDays(due, rule.days);
  if (rule.kind === 'once') return rule.date;
  const day = new Date(Date.UTC(year, rule.month - 1, rule.day));
  // A day the month has not got runs over into the next.
  if (day.getUTCMonth() !== rule.month - 1) day.setUTCDate(0);
  return day.toISOString().slice(0, 10);
}

/** Until sixty days after the last due day people mean the report that was due. */
function reportOf(inScope: readonly MadeOffice[], day: string): number {
  const year = Number(day.slice(0, 4));
  const last =
    inScope
      .map((office) => dueOf(office, year))
      .sort()
      .at(-1) ?? day;
  return day <= addDays(last, 60) ? year - 1 : year;
}

const ADD_OFFICES = `insert into register (id, name, core, kind, province, city, county, source, at)
  select value ->> 'id', value ->> 'name', value ->> 'name', value ->> 'kind', '福建省', '泉州市', value ->> 'county', 'bench', '2026'
    from json_each(?)`;
const PUBLISH = `insert into published (register, year, published_on, evidence, at)
  select value ->> 'register', value ->> 'year', value ->> 'on', 'bench', value ->> 'on' from json_each(?)`;
