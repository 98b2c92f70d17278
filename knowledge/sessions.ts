import type { Connection } from './connection.js';

/** What the bot remembers of a conversation, for as long as it is fresh. */
export interface Sessions {
  /** The state last saved, or null where there is none or it is older than the age given. */
  read(id: string, now: Date): Promise<string | null>;
  /** Saves a state and forgets the conversations that are over. */
  save(id: string, state: string, now: Date): Promise<void>;
}

export function sessionsOf(connection: Connection, hours: number): Sessions {
  const oldest = (now: Date): string => new Date(now.getTime() - hours * HOUR).toISOString();
  return {
    async read(id, now) {
      const row = await connection.get<{ state: string }>(
        'select state from session where id = ? and saved_at >= ?',
        id,
        oldest(now),
      );
      return row?.state ?? null;
    },
    async save(id, state, now) {
      await connection.run(
        `insert into session (id, state, saved_at) values (?, ?, ?)
           on conflict (id) do update set state = excluded.state, saved_at = excluded.saved_at`,
        id,
        state,
        now.toISOString(),
      );
      await connection.run('delete from session where saved_at < ?', oldest(now));
    },
  };
}

// --- internal ---

const HOUR = 3_600_000;
