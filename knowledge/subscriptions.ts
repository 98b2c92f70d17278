import type { Connection } from './connection.js';
import { insertedId } from './inserted.js';

/** What somebody wants to be reminded of. */
export type SubscriptionScope =
  /** Entries of the register, by id. */
  | { readonly register: readonly number[] }
  /** Every entry of a province, city or county: one digest. */
  | { readonly place: string };

/** When, in days of the calendar of Asia/Shanghai. */
export type ScheduleRule =
  /** Each year on a day. */
  | { readonly kind: 'yearly'; readonly month: number; readonly day: number }
  /** So many days before the due day; 0 is the day itself. */
  | { readonly kind: 'ahead'; readonly days: number }
  /** Once, on an ISO date. */
  | { readonly kind: 'once'; readonly date: string }
  /** So many days after the due day, while the report is not out. */
  | { readonly kind: 'overdue'; readonly days: number };

export interface Schedule {
  readonly rules: readonly ScheduleRule[];
  /** HH:MM; outside the quiet hours. */
  readonly time: string;
}

export interface Subscription {
  readonly id: number;
  readonly channel: string;
  /** The platform's id of the chat, as `Adapter.send` takes it. */
  readonly address: string;
  /** Hashed. */
  readonly person: string;
  readonly scope: SubscriptionScope;
  readonly schedule: Schedule;
  /** ISO time. */
  readonly createdAt: string;
}

/** Stores a subscription and returns its id. */
export async function subscribe(
  connection: Connection,
  { channel, address, person, scope, schedule, now }: Omit<Subscription, 'id' | 'createdAt'> & { readonly now: Date },
): Promise<number> {
  const id = await insertedId(
    connection,
    `insert into subscription (channel, address, person, scope, schedule, created_at) values (?, ?, ?, ?, ?, ?)`,
    channel,
    address,
    person,
    JSON.stringify(scope),
    JSON.stringify(schedule),
    now.toISOString(),
  );
  return id;
}

/** The subscriptions that are not cancelled: a person's, or all, in the order they were made. */
export async function activeSubscriptions(
  connection: Connection,
  of?: { readonly channel: string; readonly person: string },
): Promise<Subscription[]> {
  const rows = await connection.all<Omit<Subscription, 'scope' | 'schedule'> & { scope: string; schedule: string }>(
    `select id, channel, address, person, scope, schedule, created_at as createdAt from subscription
      where cancelled_at is null and (cast(?1 as text) is null or (channel = ?1 and person = ?2)) order by id`,
    of?.channel ?? null,
    of?.person ?? null,
  );
  return rows.map((row) => ({
    ...row,
    scope: JSON.parse(row.scope) as SubscriptionScope,
    schedule: JSON.parse(row.schedule) as Schedule,
  }));
}

/** Cancels a person's own subscriptions of these ids, forgets where they were sent, and returns how many there were. */
export async function cancelSubscriptions(
  connection: Connection,
  of: { readonly channel: string; readonly person: string; readonly ids: readonly number[]; readonly now: Date },
): Promise<number> {
  const { changes } = await connection.run(
    `update subscription set cancelled_at = ?1, address = ''
      where cancelled_at is null and channel = ?2 and person = ?3 and id in (select cast(value as integer) from json_each(?4))`,
    of.now.toISOString(),
    of.channel,
    of.person,
    JSON.stringify(of.ids),
  );
  return changes;
}

/**
 * Cancels what somebody who is staff no longer had set, and what is sent to a room that is registered no longer; returns
 * how many there were.
 * @param hash as people and chats are stored (`people.ts`)
 */
export async function cancelOfDismissed(
  connection: Connection,
  of: { readonly channel: string; readonly person: string; readonly now: Date },
  hash: (channel: string, id: string) => string,
): Promise<number> {
  const { channel, person, now } = of;
  const theirs = (await activeSubscriptions(connection)).filter(
    (each) => each.channel === channel && (each.person === person || hash(channel, each.address) === person),
  );
  let cancelled = 0;
  for (const each of theirs) {
    cancelled += await cancelSubscriptions(connection, { channel, person: each.person, ids: [each.id], now });
  }
  return cancelled;
}
