import type { Connection } from './connection.js';

/** Messages of one person, or of a whole channel, in the minute that began with the first of them. */
export interface Counted {
  /** This message included. */
  readonly messages: number;
  /** Milliseconds until they are counted anew. */
  readonly left: number;
}

/** What counts messages over all processes of a database. */
export interface Counts {
  /**
   * Counts a message of a person and of the channel, in one statement. The channel's is null where the person is over the
   * limit already: who floods must not use up what is everybody's.
   */
  count(of: {
    readonly person: string | null;
    readonly channel: string;
    /** Messages of a person in a minute. */
    readonly most: number;
    readonly now: Date;
  }): Promise<{ readonly person: Counted | null; readonly channel: Counted | null }>;
  /** True for the first who asks with a key within a minute. */
  isFirst(of: { readonly key: string; readonly now: Date }): Promise<boolean>;
}

export function countsOf(connection: Connection): Counts {
  let forgotten = Number.NEGATIVE_INFINITY;

  const forget = async (now: Date): Promise<void> => {
    if (Math.abs(now.getTime() - forgotten) < KEPT) return;
    forgotten = now.getTime();
    await connection.run('delete from rate where until <= ?', new Date(now.getTime() - KEPT).toISOString());
  };

  return {
    async count({ person, channel, most, now }) {
      const [ofPerson, ofChannel] = [person === null ? null : `${channel} person ${person}`, `${channel} all`];
      const times = [inMinutes(1, now), now.toISOString(), inMinutes(ODD, now)];
      const rows = await connection.all<{ key: string; points: number; until: string }>(
        COUNT,
        ...[ofPerson, ofChannel, most, ...times],
      );
      await forget(now);
      const counted = (key: string | null): Counted | null => {
        const row = rows.find((each) => each.key === key);
        return row ? { messages: row.points, left: Math.max(0, Date.parse(row.until) - now.getTime()) } : null;
      };
      return { person: counted(ofPerson), channel: counted(ofChannel) };
    },
    async isFirst({ key, now }) {
      const first = await connection.get<{ key: string }>(
        FIRST,
        ...[key, inMinutes(1, now), now.toISOString(), inMinutes(ODD, now)],
      );
      return first !== undefined;
    },
  };
}

// --- internal ---

const MINUTE = 60_000;
/** Long after its minute, so that nobody counts what is being forgotten. */
const KEPT = 60 * MINUTE;

/** A minute that ends later than this was begun by a clock that was set back since; clocks of machines differ by less. */
const ODD = 2;

const inMinutes = (minutes: number, now: Date): string => new Date(now.getTime() + minutes * MINUTE).toISOString();

const IS_OVER = '(rate.until <= ?5 or rate.until > ?6)';

/** The person first, in every process, so that no two wait for each other. */
const COUNT = `insert into rate (key, points, until)
  select cast(?1 as text), 1, cast(?4 as text) where cast(?1 as text) is not null
  union all
  select cast(?2 as text), 1, cast(?4 as text)
   where not exists (select 1 from rate where key = cast(?1 as text) and points >= cast(?3 as integer) and not ${IS_OVER})
  on conflict (key) do update set
    points = case when ${IS_OVER} then 1 else rate.points + 1 end,
    until = case when ${IS_OVER} then excluded.until else rate.until end
  returning key, points, until`;

const FIRST = `insert into rate (key, points, until) values (?1, 1, ?2)
  on conflict (key) do update set until = excluded.until where rate.until <= ?3 or rate.until > ?4
  returning key`;
