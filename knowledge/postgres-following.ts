import { setTimeout as sleep } from 'node:timers/promises';
import type { Parameter, Reader } from './connection.js';
import { isLost } from './postgres-errors.js';
import type { Result, Server } from './postgres-lending.js';
import { statementOf } from './postgres-statements.js';
import { UserError } from './types.js';

/** Reading from two servers of one content, one of which follows the other. */
export interface Following {
  /** From the server that is followed; from the other one while that cannot be reached. */
  readonly latest: Reader;
  /** From the server that follows. What this process wrote is seen there at once, and what was seen stays seen. */
  readonly replica: Reader;
  /** To be called after what was written has to be seen. */
  readonly wrote: () => void;
}

/**
 * Reads go to one of the servers and stay there: to the follower, until this process has written or the follower is away;
 * then to the other one, until the follower has all that was seen there. So what is read never goes back to an older
 * state, as long as the server that is followed is there to be asked how far it is.
 */
export function following(primary: Server, replica: Server | null): Following {
  let isBehind = false;
  let next = 0;
  let looking: Promise<boolean> | null = null;
  const seen = new Set<Promise<unknown>>();

  async function readsReplica(follower: Server): Promise<boolean> {
    if (!isBehind) return true;
    if (primary.isAway()) return true;
    if (follower.isAway() || (looking === null && performance.now() < next)) return false;
    looking ??= Promise.race([hasAll(follower), sleep(LOOK_MS, false, { ref: false })])
      .catch(() => false)
      .then((caughtUp) => {
        isBehind = !caughtUp;
        next = performance.now() + LOOK_AGAIN_MS;
        looking = null;
        return caughtUp;
      });
    return looking;
  }

  /** Whether the follower has all that was read of the primary; it gets some milliseconds to come there. */
  async function hasAll(follower: Server): Promise<boolean> {
    await Promise.allSettled(seen);
    const { rows } = await primary.read(HERE, []);
    const [at] = rows as { at: string }[];
    for (let tries = 0; tries < 8; tries += 1) {
      if (tries > 0) await sleep(5);
      const [row] = (await follower.read(PASSED, [at?.at ?? ''])).rows as { passed: number }[];
      if (row?.passed === 1) return true;
    }
    return false;
  }

  async function readPrimary(sql: string, parameters: readonly Parameter[]): Promise<Result> {
    const reading = primary.read(sql, parameters);
    seen.add(reading);
    return reading.finally(() => seen.delete(reading));
  }

  async function readFollowing(sql: string, parameters: readonly Parameter[]): Promise<Result> {
    if (replica === null) return primary.read(sql, parameters);
    if (await readsReplica(replica)) {
      try {
        return await replica.read(sql, parameters);
      } catch (error) {
        if (!isLost(error) && !isCancelled(error)) throw error;
        isBehind = true;
        return readPrimary(sql, parameters);
      }
    }
    return readPrimary(sql, parameters).catch((error: unknown) =>
      isLost(error) ? replica.read(sql, parameters) : Promise.reject(error),
    );
  }

  async function readLatest(sql: string, parameters: readonly Parameter[]): Promise<Result> {
    if (!statementOf(sql).isReading) return primary.lend(({ ask }) => ask(sql, parameters));
    return primary
      .read(sql, parameters)
      .catch((error: unknown) => (replica && isLost(error) ? replica.read(sql, parameters) : Promise.reject(error)));
  }

  return {
    latest: readerOf(readLatest),
    replica: readerOf(readFollowing),
    wrote: () => {
      isBehind = replica !== null;
      next = 0;
    },
  };
}

// --- internal ---

/** How long a read waits at most to know where it is done, and how long what it got to know is believed. */
const LOOK_MS = 200;
const LOOK_AGAIN_MS = 50;

const HERE = 'select cast(pg_current_wal_lsn() as text) as at';
/** A server that follows nobody (any more) has what it has written. */
const PASSED = 'select coalesce(pg_last_wal_replay_lsn(), pg_current_wal_lsn()) >= cast(? as pg_lsn) as passed';

/** A server that follows ends what stands in the way of following: the other one knows no such thing. */
function isCancelled(error: unknown): boolean {
  return error instanceof UserError && error.code === 'DATABASE_LOCKED';
}

function readerOf(read: (sql: string, parameters: readonly Parameter[]) => Promise<Result>): Reader {
  const all = async <Row>(sql: string, ...parameters: Parameter[]): Promise<Row[]> =>
    (await read(sql, parameters)).rows as Row[];
  return {
    engine: 'postgres',
    all,
    get: async <Row>(sql: string, ...parameters: Parameter[]) => (await all<Row>(sql, ...parameters))[0],
  };
}
