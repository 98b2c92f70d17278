import { type DueDate, lastWorkingDayFor } from '../knowledge/deadlines.js';
import type { Obligation } from '../knowledge/register.js';
import type { Subscription, SubscriptionScope } from '../knowledge/subscriptions.js';
import type { OfficeKind } from '../knowledge/types.js';
import { withWeekday } from '../knowledge/working-days.js';
import { type Draft, startDraft } from './draft.js';
import { PHRASES } from './phrases.js';
import type { Context } from './question.js';
import { clockAt } from './quiet-hours.js';
import { calendarAddress } from './reach.js';
import { isSeveral } from './reminder-planning.js';
import { occasionsAmong } from './reminders.js';
import { REMINDING } from './subscription-phrases.js';
import { countText } from './wording.js';

/** What is said about reminders: when they come, what they are about, and what there is where none can be sent. */

/** When reports of a scope are due, by report year. */
export type Dues = ReadonlyMap<number, readonly SharedDue[]>;

/** A due day and the kinds of office whose reports are due then. */
export interface SharedDue extends DueDate {
  readonly kinds: readonly OfficeKind[];
  /** True while one of them is not known to be out. */
  readonly open: boolean;
}

/** The days on which reports of a scope are due in the years that reminders may still be about. */
export async function duesOf(scope: SubscriptionScope, today: string, { knowledge }: Context): Promise<Dues> {
  const years = Array.from({ length: YEARS }, (_, index) => Number(today.slice(0, 4)) - 2 + index);
  const owed = await Promise.all(years.map((year) => knowledge.deadlines.obligations({ year, ...scope })));
  return new Map(years.map((year, index) => [year, shared(owed[index] ?? [])]));
}

/** The next days on which a schedule reminds, each with its weekday; none of a report that is out. */
export function comingDays(
  { scope, schedule }: Pick<Subscription, 'scope' | 'schedule'>,
  dues: Dues,
  after: Date,
  count: number,
): readonly string[] {
  const occasions = occasionsAmong(schedule, (year) => [...new Set((dues.get(year) ?? []).map(({ due }) => due))], {
    after,
    until: new Date(after.getTime() + AHEAD),
    several: isSeveral(scope),
  });
  const open = occasions.filter(({ about }) =>
    (dues.get(about.year) ?? []).some((each) => each.open && (about.group === '' || about.group === each.due)),
  );
  return [...new Set(open.map(({ at }) => withWeekday(clockAt(at).date)))].slice(0, count);
}

/** By when the report that is due next has to be public, on what ground, and by when to be done where nobody works then. */
export function dueLines(dues: Dues, today: string): readonly string[] {
  const next = [...dues]
    .flatMap(([year, each]) => each.map((due) => ({ year, due })))
    .filter(({ due }) => due.due >= today);
  const [first] = next;
  const told = next.filter(({ year }) => year === first?.year);
  const days = [...new Set(told.map(({ due }) => due.due))];
  return days.flatMap((day) => {
    const onDay = told.filter(({ due }) => due.due === day);
    const lines = onDay.flatMap(({ year, due }) => [
      REMINDING.dueBy(`${year}年度`, told.length > 1 ? whose(due) : [], withWeekday(due.due), due.basis),
      ...(due.statutory ? [REMINDING.statutory(withWeekday(due.statutory.due), due.statutory.basis)] : []),
    ]);
    return [...lines, ...onDay.slice(0, 1).flatMap(({ due }) => advice(due))];
  });
}

/** How to have the due days in a calendar; nothing where none is served. @param name of the office or place, if it is one */
export function calendarLine(name: string | null, { channel, offers }: Context): string | null {
  // Whoever reads this on the page is where the calendars are.
  const calendars = channel === 'web' ? (offers.calendars ?? '') : offers.calendars;
  if (calendars === null) return null;
  return name === null ? REMINDING.calendarOf(calendars) : REMINDING.calendarAt(calendarAddress(calendars, name));
}

/** What staff can do on a channel that cannot write to them first. */
export function otherWays(name: string | null, context: Context): readonly string[] {
  const others = context.offers.channels.filter((each) => each !== context.channel);
  const names = others.flatMap((each) => REMINDING.channelNames[each] ?? []);
  return [
    calendarLine(name, context) ?? REMINDING.calendarFile,
    ...(names.length > 0 ? [REMINDING.otherChannels(names)] : []),
  ];
}

/**
 * An answer whose lines are all of the calendar and of what the person set: days, times, counts of offices and names. No
 * figure of a report may ever come into one.
 */
export function stating(kind: Draft['kind'], lines: readonly string[], choices: Draft['choices'] = []): Draft {
  const draft = startDraft();
  return draft.build(kind, lines.map((line) => draft.state(line)).join('\n'), choices);
}

/** How many offices a digest tells of. */
export function digestLine(entries: readonly unknown[]): string {
  return REMINDING.digest(countText(entries.length));
}

// --- internal ---

/** From two years back, whose report may be late now, to enough ahead for what comes once a year. */
const YEARS = 6;
const AHEAD = 1_100 * 86_400_000;

/** What is due on one day on different grounds stays apart: a department's article is not a town's practice. */
function shared(obligations: readonly Obligation[]): readonly SharedDue[] {
  const groups = new Map<string, SharedDue>();
  for (const { due, entry, published } of obligations) {
    const ground = `${due.due} ${due.basis} ${due.statutory?.due ?? ''} ${due.statutory?.basis ?? ''}`;
    const known = groups.get(ground);
    const kinds = [...new Set([...(known?.kinds ?? []), entry.kind])];
    groups.set(ground, { ...due, kinds, open: published === null || known?.open === true });
  }
  return [...groups.values()].sort((one, other) => (one.due < other.due ? -1 : one.due > other.due ? 1 : 0));
}

function whose({ kinds }: SharedDue): readonly string[] {
  return [...new Set(kinds.map((kind) => PHRASES.dueKind[kind]))];
}

function advice(due: DueDate): readonly string[] {
  const { date, certain } = lastWorkingDayFor(due);
  // In a year not arranged yet the Spring Festival may fall on the end of January; in March nothing does.
  if (date === due.due && (certain || !due.due.includes('-01-'))) return [];
  return [PHRASES.finishBy(withWeekday(due.due), withWeekday(date), certain)];
}
