import type { Database } from './connection.js';
import { type DueRule, readDueRules } from './due-rules.js';
import { obligations } from './obligations.js';
import { createOfficeFinder, type OfficeFinder } from './offices.js';
import { type Obligation, type RegisterEntry, readRegister } from './register.js';
import { syncRegister } from './register-sync.js';
import { currentRevision } from './revision.js';
import { type SubscriptionStore, subscriptionStoreOf } from './subscription-store.js';

/** The register as a question sees it. */
export interface RegisterView {
  readonly entries: readonly RegisterEntry[];
  /** Finds entries in a sentence, by id, whether or not a report of them is stored; and the places they lie in. */
  readonly finder: OfficeFinder;
}

/** What is due, of whom, and what is known of it. Offices with a stored report count as entered. */
export interface DeadlineStore {
  /** Cached until something changes, by whichever process. */
  register(): Promise<RegisterView>;
  /** Local notices, in the order they were entered. */
  rules(): Promise<readonly DueRule[]>;
  /** As `obligations`. */
  obligations(of: Parameters<typeof obligations>[1]): Promise<readonly Obligation[]>;
  /** Who asked to be reminded, of what. */
  readonly subscriptions: SubscriptionStore;
}

export function deadlineStoreOf(database: Database, now: () => Date = () => new Date()): DeadlineStore {
  let view: { readonly revision: number; readonly read: Promise<RegisterView> } | null = null;

  async function register(): Promise<RegisterView> {
    const revision = await currentRevision(database);
    if (view?.revision === revision) return view.read;
    const read = readView(database, now());
    view = { revision, read };
    read.catch(() => {
      if (view?.read === read) view = null;
    });
    return read;
  }

  return {
    register,
    rules: () => readDueRules(database),
    obligations: async (of) => {
      await register();
      return obligations(database, of);
    },
    subscriptions: subscriptionStoreOf(database),
  };
}

/** A finder of the entries of a register. */
export function registerFinder(entries: readonly RegisterEntry[]): OfficeFinder {
  return createOfficeFinder(
    entries.map(({ id, name, core, kind, province, city, county }) => {
      return { id, name, core, kind, province, city, county, printed: [], accounts: [] };
    }),
  );
}

// --- internal ---

async function readView(database: Database, now: Date): Promise<RegisterView> {
  await syncRegister(database, now);
  const entries = await readRegister(database);
  let finder: OfficeFinder | null = null;
  return {
    entries,
    get finder() {
      finder ??= registerFinder(entries);
      return finder;
    },
  };
}
