/** The table of reminders: each occasion of a subscription once, from before it is sent until it is settled. */

import type { Connection, Database, Engine } from './connection.js';
import type { Subscription, SubscriptionScope } from './subscriptions.js';

/** Days after the due day until which anybody is reminded of a report. */
export const REMINDED_AFTER_DUE = 60;

/** What a reminder is about. */
export interface ReminderOccasion {
  /** Report year. */
  readonly year: number;
  /** What brought it about: so many days before the due day, on it, after it, or a day somebody named. */
  readonly kind: 'ahead' | 'due' | 'overdue' | 'day';
  /** How many days before or after. */
  readonly days: number;
  /** ISO date. */
  readonly due: string;
  /** The due day it is about where the subscription has reports due on several; empty where it is about all. */
  readonly group: string;
}

export type ReminderState = 'waiting' | 'sending' | 'sent' | 'failed' | 'unclear' | 'dropped';

export interface NewReminder {
  readonly subscription: number;
  readonly key: string;
  readonly about: ReminderOccasion;
  /** When it was to be sent. */
  readonly dueAt: Date;
  /** When it may be sent: later where it is made up. */
  readonly nextAt: Date;
}

export interface Reminder {
  readonly id: number;
  readonly subscription: number;
  readonly key: string;
  readonly about: ReminderOccasion;
  /** ISO time. */
  readonly dueAt: string;
  readonly state: ReminderState;
  /** How often it was tried, this time included. */
  readonly attempts: number;
  /** ISO time. */
  readonly nextAt: string;
  readonly detail: string | null;
  /** ISO time. */
  readonly settledAt: string | null;
}

/** A reminder that is in the hands of one process. */
export interface Claimed extends Reminder {
  /** Shows, when it is settled, in whose hands it is. */
  readonly lease: string;
  /** Whom it is for, as it stood when it was claimed. */
  readonly subscriber: Pick<Subscription, 'channel' | 'address' | 'scope'> & { readonly isCancelled: boolean };
}

export type Settlement =
  | {
      readonly state: 'sent' | 'failed' | 'unclear' | 'dropped';
      readonly detail: string | null;
      readonly late?: boolean;
    }
  /** It surely was not sent, and is tried again. */
  | { readonly state: 'waiting'; readonly detail: string; readonly nextAt: Date };

/**
 * Writes down occasions that came: one that is there already stays as it is, whichever process or clock brought it. Of
 * several of a subscription and report year that wait, only the latest is worth sending; the others are dropped.
 * @returns how many were new.
 */
export async function addReminders(
  database: Database,
  { reminders, now }: { readonly reminders: readonly NewReminder[]; readonly now: Date },
): Promise<number> {
  if (reminders.length === 0) return 0;
  return database.transaction(async (connection) => {
    const rows = reminders.map(({ subscription, key, about, dueAt, nextAt }) => ({
      ...{ subscription, key, about: JSON.stringify(about) },
      ...{ dueAt: dueAt.toISOString(), nextAt: nextAt.toISOString() },
    }));
    const { changes } = await connection.run(INSERT, JSON.stringify(rows));
    const concerned = [...new Set(reminders.map(({ subscription }) => subscription))];
    await connection.run(DROP_OVERTAKEN, now.toISOString(), JSON.stringify(concerned));
    return changes;
  });
}

/**
 * Whether a later reminder of the same subscription makes an earlier one idle: one about everything does of its year, one
 * about a due day does where the earlier is about that day, or about everything that is due by then.
 */
export function overtakes(newer: ReminderOccasion, older: ReminderOccasion): boolean {
  return newer.year === older.year && ['', older.group || older.due].includes(newer.group);
}

/**
 * Takes one reminder that may be sent, in one statement, so that no two processes ever hold the same; null where there is
 * none. Those of cancelled subscriptions come up as well, to be dropped.
 */
export async function claimReminder(
  connection: Connection,
  {
    now,
    lease,
    leaseMs,
    channels,
  }: {
    readonly now: Date;
    /** Unique. */
    readonly lease: string;
    /** After which it counts as unclear whether it was sent. */
    readonly leaseMs: number;
    /** Those that can be written to. */
    readonly channels: readonly string[];
  },
): Promise<Claimed | null> {
  const [row] = await connection.all<ReminderRow & { lease: string; subscriber: string }>(
    claim(connection.engine),
    lease,
    new Date(now.getTime() + leaseMs).toISOString(),
    now.toISOString(),
    JSON.stringify(channels),
  );
  if (!row) return null;
  const { cancelledAt, scope, ...to } = JSON.parse(row.subscriber) as ClaimedFor;
  const subscriber = { ...to, scope: JSON.parse(scope) as SubscriptionScope, isCancelled: cancelledAt !== null };
  return { ...reminderOf(row), lease: row.lease, subscriber };
}

/**
 * Writes down what became of a claimed reminder. Whoever holds it knows best, even where its lease ran out meanwhile and
 * it was taken for unclear: such a one is never claimed again.
 * @returns false where it is in other hands.
 */
export async function settleReminder(
  connection: Connection,
  { id, lease }: Pick<Claimed, 'id' | 'lease'>,
  settlement: Settlement & { readonly now: Date },
): Promise<boolean> {
  const waits = settlement.state === 'waiting';
  const { changes } = await connection.run(
    `update reminder set state = ?3, detail = ?4, late = ?5, settled_at = ?6, next_at = coalesce(?7, next_at)
      where id = ?1 and lease = ?2 and state in ('sending', 'unclear')`,
    id,
    lease,
    settlement.state,
    settlement.detail,
    !waits && settlement.late === true ? 1 : 0,
    waits ? null : settlement.now.toISOString(),
    waits ? settlement.nextAt.toISOString() : null,
  );
  return changes > 0;
}

/**
 * Takes those whose lease ran out for unclear: the process died between claim and settlement, and nobody knows whether
 * they were sent. They are not sent again.
 * @returns how many.
 */
export async function giveUpLost(connection: Connection, now: Date): Promise<number> {
  const { changes } = await connection.run(
    `update reminder set state = 'unclear', detail = 'lost', settled_at = ?1
      where state = 'sending' and lease_until < ?1`,
    now.toISOString(),
  );
  return changes;
}

/** A reminder as a statement that selects `REMINDER_COLUMNS` returns it. */
export interface ReminderRow extends Omit<Reminder, 'about'> {
  readonly about: string;
}

export const REMINDER_COLUMNS = `id, subscription, key, occasion as about, due_at as dueAt, state, attempts,
  next_at as nextAt, detail, settled_at as settledAt`;

export function reminderOf(row: ReminderRow): Reminder {
  const { id, subscription, key, dueAt, state, attempts, nextAt, detail, settledAt } = row;
  const about = JSON.parse(row.about) as ReminderOccasion;
  return { id, subscription, key, about, dueAt, state, attempts, nextAt, detail, settledAt };
}

// --- internal ---

interface ClaimedFor extends Pick<Subscription, 'channel' | 'address'> {
  readonly scope: string;
  readonly cancelledAt: string | null;
}

const INSERT = `insert into reminder (subscription, key, occasion, due_at, state, next_at)
  select cast(json_extract(each.value, '$.subscription') as integer), json_extract(each.value, '$.key'),
         json_extract(each.value, '$.about'), json_extract(each.value, '$.dueAt'), 'waiting', json_extract(each.value, '$.nextAt')
    from json_each(?) as each
   where cast(json_extract(each.value, '$.subscription') as integer) in (select id from subscription)
  on conflict (subscription, key) do nothing`;

/** As `overtakes`, of those that came later. */
const DROP_OVERTAKEN = `update reminder set state = 'dropped', detail = 'overtaken', settled_at = ?1
  where state = 'waiting' and due_at <= ?1 and subscription in (select cast(value as integer) from json_each(?2))
    and exists (select 1 from reminder newer
      where newer.subscription = reminder.subscription and newer.due_at <= ?1
        and json_extract(newer.occasion, '$.year') = json_extract(reminder.occasion, '$.year')
        and json_extract(newer.occasion, '$.group') in
          ('', coalesce(nullif(json_extract(reminder.occasion, '$.group'), ''), json_extract(reminder.occasion, '$.due')))
        and (newer.due_at, newer.id) > (reminder.due_at, reminder.id))`;

/** Two processes that claim at once: SQLite has one after the other, PostgreSQL passes over what the other is taking. */
const claim = (
  engine: Engine,
): string => `update reminder set state = 'sending', lease = ?1, lease_until = ?2, attempts = attempts + 1
  where state = 'waiting' and id = (
    select r.id from reminder r join subscription s on s.id = r.subscription
      where r.state = 'waiting' and r.next_at <= ?3
        and (s.channel in (select value from json_each(?4)) or s.cancelled_at is not null)
      order by r.next_at, r.id limit 1 ${engine === 'postgres' ? 'for update of r skip locked' : ''})
  returning ${REMINDER_COLUMNS}, lease, (
    select json_object('channel', channel, 'address', address, 'scope', scope, 'cancelledAt', cancelled_at)
      from subscription where id = reminder.subscription) as subscriber`;
