import { setTimeout as pause } from 'node:timers/promises';
import type { Connection } from './connection.js';

/** A conversation as it is stored. */
export interface Session {
  /** The state last saved; null where there is none or it is older than the age given. */
  readonly state: string | null;
  /** Of that state, for whoever saves the next one; 0 where there is none. */
  readonly version: number;
  /** True while one process alone goes on with the conversation. */
  readonly isHeld: boolean;
}

/** What the bot remembers of a conversation, for as long as it is fresh. */
export interface Sessions {
  read(id: string, now: Date): Promise<Session>;
  /**
   * Saves a state in the place of the one of a version and returns the new one's; null, and nothing saved, where another
   * process saved one meanwhile. Without a version it takes the place of whatever is there. A hold ends with it.
   */
  save(id: string, state: string, of: { readonly now: Date; readonly version?: number }): Promise<number | null>;
  /**
   * Keeps a conversation to this process until it saves a state, at most for so many milliseconds; what is held already
   * can be taken over by its version. Returns the version that it then has; null where it had another one.
   */
  hold(
    id: string,
    of: { readonly now: Date; readonly version: number; readonly milliseconds: number },
  ): Promise<number | null>;
}

/** @param hours how long a conversation is remembered; those that are over are forgotten when another is saved */
export function sessionsOf(connection: Connection, hours: number): Sessions {
  const oldest = (now: Date): string => new Date(now.getTime() - hours * HOUR).toISOString();
  let forgotten = Number.NEGATIVE_INFINITY;

  /** Not with every message: it is a second writing. */
  const forget = async (now: Date): Promise<void> => {
    if (Math.abs(now.getTime() - forgotten) < FORGET_EVERY) return;
    forgotten = now.getTime();
    await connection.run('delete from session where saved_at < ?', oldest(now));
  };

  return {
    async read(id, now) {
      const row = await connection.get<{ state: string; version: number; heldUntil: string | null }>(
        'select state, version, held_until as heldUntil from session where id = ? and saved_at >= ?',
        id,
        oldest(now),
      );
      if (!row) return { state: null, version: NONE, isHeld: false };
      const isHeld = row.heldUntil !== null && row.heldUntil > now.toISOString();
      return { state: row.state === '' ? null : row.state, version: row.version, isHeld };
    },
    async save(id, state, { now, version }) {
      const at = now.toISOString();
      const saved =
        version === undefined
          ? await connection.get<{ version: number }>(OVERWRITE, id, state, at, firstVersion(now))
          : await connection.get<{ version: number }>(SAVE, id, state, at, firstVersion(now), version, oldest(now));
      await forget(now);
      return saved?.version ?? null;
    },
    async hold(id, { now, version, milliseconds }) {
      const until = new Date(now.getTime() + milliseconds).toISOString();
      const held = await connection.get<{ version: number }>(
        HOLD,
        id,
        until,
        now.toISOString(),
        firstVersion(now),
        version,
        oldest(now),
      );
      return held?.version ?? null;
    },
  };
}

/**
 * A conversation once nobody holds it. Whoever holds it longer than may be is dead, whatever the clocks say.
 * @param longest milliseconds it may be held
 */
export async function whenFree(read: () => Promise<Session>, longest: number): Promise<Session> {
  let found = await read();
  let since = performance.now();
  while (found.isHeld && performance.now() - since < longest) {
    await pause(POLL * (0.5 + Math.random()));
    const next = await read();
    if (next.version !== found.version) since = performance.now();
    found = next;
  }
  return found;
}

// --- internal ---

const POLL = 20;
const HOUR = 3_600_000;
const FORGET_EVERY = 60_000;
/** The version of what is not there. */
const NONE = 0;

/** Seconds since 2020: ahead of the last version of a conversation that was forgotten, for nobody writes every second. */
function firstVersion(now: Date): number {
  return Math.max(1, Math.floor((now.getTime() - Date.UTC(2020)) / 1000));
}

const OVERWRITE = `insert into session (id, state, saved_at, version) values (?1, ?2, ?3, ?4)
   on conflict (id) do update set state = excluded.state, saved_at = excluded.saved_at, held_until = null,
     version = session.version + 1
   returning version`;

/** One that is too old counts as none, whoever read it when. */
const SAVE = `insert into session (id, state, saved_at, version) values (?1, ?2, ?3, ?4)
   on conflict (id) do update set state = excluded.state, saved_at = excluded.saved_at, held_until = null,
     version = session.version + 1
   where session.version = ?5 or session.saved_at < ?6
   returning version`;

const HOLD = `insert into session (id, state, saved_at, version, held_until) values (?1, '', ?3, ?4, ?2)
   on conflict (id) do update set state = case when session.saved_at < ?6 then '' else session.state end,
     saved_at = excluded.saved_at, held_until = excluded.held_until, version = session.version + 1
   where session.version = ?5 or session.saved_at < ?6
   returning version`;
