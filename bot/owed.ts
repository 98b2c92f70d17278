import type { Obligation } from '../knowledge/register.js';
import type { SubscriptionScope } from '../knowledge/subscriptions.js';

/** Who owes a report of a year: entries of the register, or all of a place; the whole register where neither is named. */
export type ObligationsOf = (of: {
  readonly year: number;
  readonly register?: readonly number[];
  readonly place?: string;
}) => Promise<readonly Obligation[]>;

/** What a subscription is about in a report year. */
export type Owed = (scope: SubscriptionScope, year: number) => Promise<readonly Obligation[]>;

/**
 * Asks what is owed as rarely as may be, and believes it for good: thousands of subscriptions share a year. Who wants to
 * know anew makes another.
 */
export function owedOf(obligations: ObligationsOf): Owed {
  const years = new Map<number, Promise<ReadonlyMap<number, Obligation>>>();
  const places = new Map<string, Promise<readonly Obligation[]>>();

  const wholeYear = (year: number): Promise<ReadonlyMap<number, Obligation>> =>
    kept(years, year, async () => new Map((await obligations({ year })).map((one) => [one.entry.id, one])));

  return async (scope, year) => {
    if ('place' in scope) {
      return kept(places, `${year} ${scope.place}`, () => obligations({ year, place: scope.place }));
    }
    const all = await wholeYear(year);
    const found = scope.register.flatMap((id) => all.get(id) ?? []);
    // Of entries that are one office the whole register shows one; who asked for the other is answered as well.
    return found.length === scope.register.length ? found : obligations({ year, register: scope.register });
  };
}

// --- internal ---

function kept<Key, Value>(known: Map<Key, Promise<Value>>, key: Key, ask: () => Promise<Value>): Promise<Value> {
  const before = known.get(key);
  if (before) return before;
  const asked = ask();
  known.set(key, asked);
  asked.catch(() => known.delete(key));
  return asked;
}
