/** What a reminder says, or why it need not be said any more. */

import { lastWorkingDayFor } from '../knowledge/deadlines.js';
import type { Obligation } from '../knowledge/register.js';
import { REMINDED_AFTER_DUE, type ReminderOccasion } from '../knowledge/reminders.js';
import type { SubscriptionScope } from '../knowledge/subscriptions.js';
import { addDays, daysBetween, withWeekday } from '../knowledge/working-days.js';
import { PHRASES } from './phrases.js';
import { clockAt } from './quiet-hours.js';
import { REMINDERS } from './reminder-phrases.js';

/** Why a reminder is not sent. */
export type Dropped = keyof typeof REMINDERS.dropped;

export type Told = { readonly text: string; readonly late: boolean } | { readonly drop: Dropped };

/**
 * The text of a reminder as things stand now. It names only offices whose reports are still missing.
 * @param obligations what the scope of the subscription owes for the report year.
 */
export function tellReminder({
  about,
  dueAt,
  scope,
  obligations,
  now,
}: {
  readonly about: ReminderOccasion;
  /** When it was to be sent; on a later day it says that it is made up. */
  readonly dueAt: Date;
  readonly scope: SubscriptionScope;
  readonly obligations: readonly Obligation[];
  readonly now: Date;
}): Told {
  const today = clockAt(now).date;
  const owed = obligations.filter(({ due }) => about.group === '' || due.due === about.group);
  const last = owed.map(({ due }) => due.due).reduce((latest, due) => (due > latest ? due : latest), '');
  if (last === '') return { drop: 'nobody' };
  if (today > addDays(last, REMINDED_AFTER_DUE)) return { drop: 'over' };
  const missing = owed.filter((obligation) => !isPublished(obligation, today));
  const [only] = missing;
  if (only === undefined) return { drop: 'published' };
  const planned = clockAt(dueAt).date;
  const late = planned < today;
  const madeUp = late ? [REMINDERS.madeUp(withWeekday(planned))] : [];
  const isSingle = 'register' in scope && scope.register.length === 1;
  if (isSingle) return { late, text: [...single(only, today), ...madeUp, ...FOOT].join('\n') };
  const whose = 'place' in scope ? scope.place : REMINDERS.subscribedOffices;
  return { late, text: digest({ whose, year: about.year, owed, missing, today, madeUp }) };
}

// --- internal ---

const FOOT = [REMINDERS.ifPublished, REMINDERS.stop];
/** One message on every channel. */
const MOST_BYTES = 1_900;
const MOST_NAMED = 20;
const MOST_GROUPS = 4;

/** A report that is dated later than today is not there today. */
function isPublished({ published }: Obligation, today: string): boolean {
  return published !== null && (published.on === null || published.on <= today);
}

function single({ entry, year, due }: Obligation, today: string): string[] {
  const days = daysBetween(today, due.due);
  const when = days > 0 ? REMINDERS.daysLeft(days) : days === 0 ? REMINDERS.dueToday : REMINDERS.daysLate(-days);
  return [
    REMINDERS.head(entry.name, year),
    `${REMINDERS.due(withWeekday(due.due))}${when}`,
    ...advice(due, today),
    REMINDERS.basis(due.basis),
    ...(days >= 0 ? [PHRASES.localNotice] : []),
  ];
}

/** The last working day, while it is still ahead. */
function advice(due: Obligation['due'], today: string): string[] {
  const { date, certain } = lastWorkingDayFor(due);
  if (date < today || (date === due.due && (certain || !due.due.includes('-01-')))) return [];
  return [PHRASES.finishBy(withWeekday(due.due), withWeekday(date), certain)];
}

interface Digest {
  readonly whose: string;
  readonly year: number;
  readonly owed: readonly Obligation[];
  readonly missing: readonly Obligation[];
  readonly today: string;
  readonly madeUp: readonly string[];
}

/** As many names as one message holds; the others are counted. */
function digest(of: Digest): string {
  for (let named = MOST_NAMED; named > 0; named--) {
    const text = digestNaming(of, named);
    if (Buffer.byteLength(text) <= MOST_BYTES) return text;
  }
  return digestNaming(of, 0);
}

function digestNaming({ whose, year, owed, missing, today, madeUp }: Digest, most: number): string {
  const groups = new Map<string, Obligation[]>();
  for (const one of missing) groups.set(one.due.due, [...(groups.get(one.due.due) ?? []), one]);
  const sorted = [...groups].sort(([one], [other]) => (one < other ? -1 : 1));
  const shown = sorted.slice(0, MOST_GROUPS);
  let room = most;
  const lines = shown.flatMap(([day, obligations]) => {
    const days = daysBetween(today, day);
    const when = days > 0 ? REMINDERS.left(days) : days === 0 ? REMINDERS.today : REMINDERS.passed(-days);
    const names = obligations.slice(0, room).map(({ entry }) => entry.name);
    room -= names.length;
    const said = REMINDERS.names(names, obligations.length - names.length);
    const [first] = obligations;
    return [
      `${REMINDERS.dueGroup(withWeekday(day), when, obligations.length)}${said}`,
      ...(first ? advice(first.due, today) : []),
    ];
  });
  const left = sorted.slice(MOST_GROUPS).reduce((sum, [, obligations]) => sum + obligations.length, 0);
  const bases = [...new Set(shown.flatMap(([, obligations]) => obligations.map(({ due }) => due.basis)))];
  return [
    REMINDERS.digestHead(whose, year),
    REMINDERS.counts(owed.length, owed.length - missing.length, missing.length),
    ...lines,
    ...(left > 0 ? [REMINDERS.moreGroups(left)] : []),
    ...(bases.length <= 3 ? bases.map(REMINDERS.basis) : []),
    ...madeUp,
    ...FOOT,
  ].join('\n');
}
