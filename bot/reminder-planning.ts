/** Which reminders have come due: every occasion since a subscription was made, whatever stood still meanwhile. */

import type { ReminderStore } from '../knowledge/reminder-store.js';
import type { NewReminder } from '../knowledge/reminders.js';
import type { Subscription, SubscriptionScope } from '../knowledge/subscriptions.js';
import { type ObligationsOf, type Owed, owedOf } from './owed.js';
import { clockAt, outsideQuietHours, QUIET_HOURS, type QuietHours } from './quiet-hours.js';
import { type Occasion, occasionsAmong } from './reminders.js';

export interface Planner {
  /** Writes down the occasions that came since it last looked, and returns how many were new. */
  plan(now: Date): Promise<number>;
  /** Those that came and are not written down; changes nothing. */
  pending(now: Date): Promise<readonly NewReminder[]>;
  /** When the next occasion comes that is known of (or is to be looked for); null before the first plan. */
  next(): Date | null;
}

/**
 * Plans for all subscriptions. It remembers when the next occasion of each comes, so that nothing is worked out while
 * none has come; it starts anew where the subscriptions, the register or the rules changed or the clock was set back.
 */
export function plannerOf({
  store,
  obligations,
  quiet = QUIET_HOURS,
}: {
  readonly store: Pick<ReminderStore, 'subscriptions' | 'add' | 'knownKeys' | 'plannedUntil' | 'stamp'>;
  readonly obligations: ObligationsOf;
  readonly quiet?: QuietHours;
}): Planner {
  let known: Known | null = null;

  async function look(now: Date, stamp: string): Promise<Looked> {
    const owed = owedOf(obligations);
    const [subscriptions, until] = await Promise.all([store.subscriptions(), store.plannedUntil()]);
    const watched = subscriptions.map((subscription) => ({
      subscription,
      after: plannedFrom(subscription, until.get(subscription.id) ?? null, now),
    }));
    const since = watched.reduce((least, { after }) => (after < least ? after : least), now);
    const written = await store.knownKeys(new Date(since.getTime() - LOOK_BACK));
    const came = await upTo(now, watched, owed);
    const added = came.filter(({ subscription, key }) => !written.get(subscription)?.has(key));
    return { added, known: { stamp, at: now, owed, watched } };
  }

  /** Moves each subscription on to its next occasion and returns those that came. */
  async function upTo(now: Date, watched: readonly Watched[], owed: Owed): Promise<NewReminder[]> {
    const horizon = new Date(now.getTime() + HORIZON);
    const came: NewReminder[] = [];
    for (const each of watched) {
      const { subscription, after } = each;
      const several = isSeveral(subscription.scope);
      const years = { first: yearOf(after) - 2, last: yearOf(horizon) + 2 };
      const dues = await dueDays(owed, subscription.scope, years);
      const occasions = occasionsAmong(subscription.schedule, dues, { after, until: horizon, quiet, several });
      const past = occasions.filter(({ at }) => at <= now);
      came.push(...past.map((occasion) => newReminder(subscription.id, occasion, now, quiet)));
      // A clock may have been set back behind the moment the subscription was made.
      if (now > after) each.after = now;
      each.next = occasions[past.length]?.at ?? horizon;
    }
    return came;
  }

  async function isCurrent(now: Date): Promise<{ readonly stamp: string; readonly current: Known | null }> {
    const stamp = await store.stamp();
    return { stamp, current: known !== null && known.stamp === stamp && known.at <= now ? known : null };
  }

  return {
    async plan(now) {
      const { stamp, current } = await isCurrent(now);
      if (current === null) {
        known = null;
        const looked = await look(now, stamp);
        const count = await store.add({ reminders: looked.added, now });
        known = looked.known;
        return count;
      }
      const woken = current.watched.filter(({ next }) => next === undefined || next <= now);
      // Until they are written down they count as not looked at.
      known = null;
      const count = woken.length === 0 ? 0 : await store.add({ reminders: await upTo(now, woken, current.owed), now });
      known = { ...current, at: now };
      return count;
    },
    pending: async (now) => (await look(now, '')).added,
    next: () => {
      if (known === null) return null;
      const least = known.watched.reduce((soonest, { next }) => Math.min(soonest, next?.getTime() ?? 0), Infinity);
      return new Date(Math.min(least, known.at.getTime() + HORIZON));
    },
  };
}

/** When a reminder that is overdue, or is tried again, may be sent: outside the quiet hours, or at once on the last day. */
export function sendableFrom(moment: Date, due: string, quiet: QuietHours = QUIET_HOURS): Date {
  const allowed = outsideQuietHours(moment, clockAt(moment).date <= due ? due : null, quiet);
  return allowed < moment ? moment : allowed;
}

/** True where the reports of a scope may be due on several days, each with reminders of its own. */
export function isSeveral(scope: SubscriptionScope): boolean {
  return 'place' in scope || scope.register.length > 1;
}

// --- internal ---

const DAY = 86_400_000;
/** Every schedule but that of a single day far off has an occasion within it. */
const HORIZON = 400 * DAY;
/**
 * How far behind the last reminder that was written down it looks again: a due day may have been moved, a clock set
 * forward and back.
 */
const LOOK_BACK = 400 * DAY;

interface Watched {
  readonly subscription: Subscription;
  /** Up to where its occasions were looked at. */
  after: Date;
  next?: Date;
}

interface Known {
  readonly stamp: string;
  readonly at: Date;
  readonly owed: Owed;
  readonly watched: readonly Watched[];
}

interface Looked {
  readonly added: readonly NewReminder[];
  readonly known: Known;
}

function plannedFrom({ createdAt }: Subscription, until: string | null, now: Date): Date {
  const created = new Date(createdAt);
  if (until === null) return created;
  const back = new Date(Math.min(Date.parse(until), now.getTime()) - LOOK_BACK);
  return back > created ? back : created;
}

function newReminder(subscription: number, { key, about, at }: Occasion, now: Date, quiet: QuietHours): NewReminder {
  const sendable = sendableFrom(now, about.due, quiet);
  return { subscription, key, about, dueAt: at, nextAt: sendable > at ? sendable : at };
}

/** On which days reports of a scope are due in the years from one to another. */
async function dueDays(
  owed: Owed,
  scope: SubscriptionScope,
  { first, last }: { readonly first: number; readonly last: number },
): Promise<(reportYear: number) => readonly string[]> {
  const days = new Map<number, readonly string[]>();
  for (let year = first; year <= last; year++) {
    days.set(year, [...new Set((await owed(scope, year)).map(({ due }) => due.due))]);
  }
  return (year) => days.get(year) ?? [];
}

function yearOf(moment: Date): number {
  return moment.getUTCFullYear();
}
