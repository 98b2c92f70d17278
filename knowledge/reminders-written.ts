/** What is written down of reminders, to be shown and to plan by. */

import type { Connection } from './connection.js';
import { REMINDER_COLUMNS, type Reminder, type ReminderRow, type ReminderState, reminderOf } from './reminders.js';

/** The reminders in some states, latest first; of a subscription where one is named. */
export async function listReminders(
  connection: Connection,
  { states, limit, subscription = null }: ListQuery,
): Promise<Reminder[]> {
  const rows = await connection.all<ReminderRow>(
    `select ${REMINDER_COLUMNS} from reminder where state in (select value from json_each(?1))
        and (cast(?2 as integer) is null or subscription = ?2) order by due_at desc, id desc limit ?3`,
    JSON.stringify(states),
    subscription,
    limit,
  );
  return rows.map(reminderOf);
}

export interface ListQuery {
  readonly states: readonly ReminderState[];
  readonly limit: number;
  readonly subscription?: number | null;
}

/** How many reminders could be sent by now, by channel. */
export function countOpen(connection: Connection, now: Date): Promise<{ channel: string; count: number }[]> {
  return connection.all(
    `select s.channel, count(*) as count from reminder r join subscription s on s.id = r.subscription
      where r.state = 'waiting' and r.next_at <= ? and s.cancelled_at is null group by s.channel order by s.channel`,
    now.toISOString(),
  );
}

/** The occasions written down since a moment, by subscription. */
export async function knownKeys(
  connection: Connection,
  since: Date,
): Promise<ReadonlyMap<number, ReadonlySet<string>>> {
  const rows = await connection.all<{ subscription: number; key: string }>(
    'select subscription, key from reminder where due_at >= ?',
    since.toISOString(),
  );
  const known = new Map<number, Set<string>>();
  for (const { subscription, key } of rows) {
    const keys = known.get(subscription) ?? new Set();
    known.set(subscription, keys.add(key));
  }
  return known;
}

/** The latest moment a reminder was written down for, by subscription, as ISO time. */
export async function plannedUntil(connection: Connection): Promise<ReadonlyMap<number, string>> {
  const rows = await connection.all<{ subscription: number; until: string }>(
    'select subscription, max(due_at) as until from reminder group by subscription',
  );
  return new Map(rows.map(({ subscription, until }) => [subscription, until]));
}

/** Changes whenever another plan may come of it: subscriptions, register, rules, and reports, whose offices owe one too. */
export async function planningStamp(connection: Connection): Promise<string> {
  const row = await connection.get<{ stamp: string }>(
    `select (select count(*) || '/' || coalesce(max(id), 0) from subscription where cancelled_at is null)
         || ' ' || (select count(*) || '/' || coalesce(max(at), '') from register)
         || ' ' || (select count(*) || '/' || coalesce(max(at), '') || '/' || coalesce(max(id), 0) from due_rule)
         || ' ' || (select value from meta where key = 'revision')
         as stamp`,
  );
  return row?.stamp ?? '';
}
