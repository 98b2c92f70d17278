import type { Connection, Database } from './connection.js';
import { activeSubscriptions, cancelSubscriptions, type Subscription, subscribe } from './subscriptions.js';

/** Whose subscriptions: a person's on a channel, hashed. */
export interface Subscriber {
  readonly channel: string;
  readonly person: string;
}

export type NewSubscription = Omit<Subscription, 'id' | 'createdAt'>;

/** A subscription and the number its person knows it by: counted among all they ever made, so that it never becomes another's. */
export interface OwnSubscription extends Subscription {
  readonly number: number;
}

/** What became of a wish to subscribe: `same` where the person has just that already, `full` where they have too many. */
export interface Subscribed {
  readonly state: 'made' | 'same' | 'full';
  /** Of the new one, or of the one that says the same; null where there is none. */
  readonly id: number | null;
}

/** A reminder that did not reach its chat, or of which that is not known. */
export interface Trouble {
  readonly subscription: number;
  readonly state: 'failed' | 'unclear';
  /** ISO time. */
  readonly dueAt: string;
}

/** What people asked to be reminded of. */
export interface SubscriptionStore {
  /** Stores a subscription, once, and no more than so many a person. */
  subscribe(wanted: NewSubscription & { readonly most: number; readonly now: Date }): Promise<Subscribed>;
  /** A person's own, in the order they were made. */
  active(of: Subscriber): Promise<OwnSubscription[]>;
  /** Cancels a person's own and returns how many there were. */
  cancel(of: Subscriber & { readonly ids: readonly number[]; readonly now: Date }): Promise<number>;
  /** Puts a new subscription in the place of a person's own; false, and nothing changed, where that one is not there. */
  replace(id: number, wanted: NewSubscription & { readonly now: Date }): Promise<boolean>;
  /** The latest reminders of a person's active subscriptions that went wrong, newest first. */
  troubles(of: Subscriber & { readonly limit: number }): Promise<Trouble[]>;
}

export function subscriptionStoreOf(database: Database): SubscriptionStore {
  return {
    subscribe: ({ most, ...wanted }) =>
      database.transaction(async (connection) => {
        const own = await activeSubscriptions(connection, wanted);
        const same = own.find((each) => saysSame(each, wanted));
        if (same) return { state: 'same', id: same.id };
        if (own.length >= most) return { state: 'full', id: null };
        return { state: 'made', id: await subscribe(connection, wanted) };
      }),
    active: (of) => numbered(database, of),
    cancel: (of) => cancelSubscriptions(database, of),
    replace: (id, wanted) =>
      database.transaction(async (connection) => {
        if ((await cancelSubscriptions(connection, { ...wanted, ids: [id] })) === 0) return false;
        await subscribe(connection, wanted);
        return true;
      }),
    troubles: ({ channel, person, limit }) =>
      database.all<Trouble>(
        `select reminder.subscription, reminder.state, reminder.due_at as dueAt
           from reminder join subscription on subscription.id = reminder.subscription
          where subscription.channel = ? and subscription.person = ? and subscription.cancelled_at is null
            and reminder.state in ('failed', 'unclear')
          order by reminder.due_at desc, reminder.id desc limit ?`,
        channel,
        person,
        limit,
      ),
  };
}

// --- internal ---

async function numbered(connection: Connection, of: Subscriber): Promise<OwnSubscription[]> {
  const ever = await connection.all<{ id: number }>(
    'select id from subscription where channel = ? and person = ? order by id',
    of.channel,
    of.person,
  );
  const own = await activeSubscriptions(connection, of);
  return own.map((each) => ({ ...each, number: ever.findIndex(({ id }) => id === each.id) + 1 }));
}

function saysSame(one: NewSubscription, other: NewSubscription): boolean {
  const said = ({ address, scope, schedule }: NewSubscription): string => JSON.stringify([address, scope, schedule]);
  return said(one) === said(other);
}
