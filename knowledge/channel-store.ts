import { type ChannelOff, channelsOff } from './channel-off.js';
import type { Database } from './connection.js';
import { findEntries, type JournalLine, type JournalQuery, writeFeedback } from './journal.js';
import {
  acceptInvitation,
  type Hasher,
  hasherOf,
  invite,
  noteAction,
  type StaffAction,
  type StaffMember,
  staffMember,
} from './people.js';
import { type Counts, countsOf } from './rates.js';
import { cameWith, forgetReceived, keepAnswer, keepTaken, type Reception, take } from './received.js';

/** What channels need to know of people, of messages already answered and of themselves. */
export interface ChannelStore {
  /** What is stored in a person's or a chat's place. */
  hash(channel: string, id: string): Promise<string>;
  staffMember(channel: string, person: string): Promise<StaffMember | null>;
  /** As `invite`. */
  invite(of: Parameters<typeof invite>[1]): Promise<string>;
  /** @throws UserError as `acceptInvitation` */
  accept(of: Parameters<typeof acceptInvitation>[1]): Promise<StaffMember>;
  take(of: Parameters<typeof take>[1]): Promise<Reception>;
  keepTaken(of: Parameters<typeof keepTaken>[1]): Promise<void>;
  keepAnswer(of: Parameters<typeof keepAnswer>[1]): Promise<boolean>;
  cameWith(of: Parameters<typeof cameWith>[1]): Promise<boolean>;
  /** Forgets answered messages older than a moment. */
  forgetReceived(before: Date): Promise<number>;
  off(): Promise<readonly ChannelOff[]>;
  /** Messages counted over all processes. */
  readonly counts: Counts;
  /** What a person thinks of an answer; false where there is no such journal entry. */
  rate(feedback: Parameters<typeof writeFeedback>[1]): Promise<boolean>;
  /** As `findEntries`; for staff alone. */
  entries(query: JournalQuery): Promise<readonly JournalLine[]>;
  /** Notes what a member of staff did. */
  note(action: StaffAction): Promise<void>;
}

export function channelStoreOf(database: Database): ChannelStore {
  let hasher: Promise<Hasher> | null = null;
  const hashing = (): Promise<Hasher> => {
    hasher ??= hasherOf(database).catch((error: unknown) => {
      hasher = null;
      throw error;
    });
    return hasher;
  };
  return {
    hash: async (channel, id) => (await hashing())(channel, id),
    staffMember: (channel, person) => staffMember(database, channel, person),
    invite: (of) => invite(database, of),
    accept: (of) => acceptInvitation(database, of),
    take: (of) => take(database, of),
    keepTaken: (of) => keepTaken(database, of),
    keepAnswer: (of) => keepAnswer(database, of),
    cameWith: (of) => cameWith(database, of),
    forgetReceived: (before) => forgetReceived(database, before),
    off: () => channelsOff(database),
    counts: countsOf(database),
    rate: (feedback) => writeFeedback(database, feedback),
    entries: (query) => findEntries(database, query),
    note: (action) => noteAction(database, action),
  };
}
