import type { Connection, Database } from './connection.js';
import { addReminders, type Claimed, claimReminder, giveUpLost, type Reminder, settleReminder } from './reminders.js';
import {
  countOpen,
  knownKeys,
  type ListQuery,
  listReminders,
  plannedUntil,
  planningStamp,
} from './reminders-written.js';
import { activeSubscriptions, type Schedule, type Subscription, type SubscriptionScope } from './subscriptions.js';

/** What reminding needs of the database. */
export interface ReminderStore {
  /** Those not cancelled. */
  subscriptions(): Promise<Subscription[]>;
  /** One of them, cancelled or not; null where it is gone. */
  subscription(id: number): Promise<AnySubscription | null>;
  /** As `addReminders`. */
  add(of: Parameters<typeof addReminders>[1]): Promise<number>;
  /** As `claimReminder`. */
  claim(of: Parameters<typeof claimReminder>[1]): Promise<Claimed | null>;
  /** As `settleReminder`. */
  settle(claimed: Pick<Claimed, 'id' | 'lease'>, settlement: Parameters<typeof settleReminder>[2]): Promise<boolean>;
  /** As `giveUpLost`. */
  giveUpLost(now: Date): Promise<number>;
  /** As `listReminders`. */
  list(query: ListQuery): Promise<Reminder[]>;
  /** As `countOpen`. */
  countOpen(now: Date): ReturnType<typeof countOpen>;
  /** As `knownKeys`. */
  knownKeys(since: Date): ReturnType<typeof knownKeys>;
  /** As `plannedUntil`. */
  plannedUntil(): ReturnType<typeof plannedUntil>;
  /** As `planningStamp`. */
  stamp(): Promise<string>;
}

export interface AnySubscription extends Subscription {
  /** ISO time. */
  readonly cancelledAt: string | null;
}

export function reminderStoreOf(database: Database): ReminderStore {
  return {
    subscriptions: () => activeSubscriptions(database),
    subscription: (id) => findSubscription(database, id),
    add: (of) => addReminders(database, of),
    claim: (of) => claimReminder(database, of),
    settle: (claimed, settlement) => settleReminder(database, claimed, settlement),
    giveUpLost: (now) => giveUpLost(database, now),
    list: (query) => listReminders(database, query),
    countOpen: (now) => countOpen(database, now),
    knownKeys: (since) => knownKeys(database, since),
    plannedUntil: () => plannedUntil(database),
    stamp: () => planningStamp(database),
  };
}

// --- internal ---

async function findSubscription(connection: Connection, id: number): Promise<AnySubscription | null> {
  const row = await connection.get<Omit<AnySubscription, 'scope' | 'schedule'> & { scope: string; schedule: string }>(
    `select id, channel, address, person, scope, schedule, created_at as createdAt, cancelled_at as cancelledAt
       from subscription where id = ?`,
    id,
  );
  if (!row) return null;
  const scope = JSON.parse(row.scope) as SubscriptionScope;
  return { ...row, scope, schedule: JSON.parse(row.schedule) as Schedule };
}
