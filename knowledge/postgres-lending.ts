import type { Parameter } from './connection.js';
import { isLost, postgresError } from './postgres-errors.js';
import { statementOf } from './postgres-statements.js';

/** One connection of a server, as `pg` lends it. */
export interface Lent {
  query(of: { readonly text: string; readonly name?: string; readonly values?: unknown[] }): Promise<Result>;
  /** Gives it back; `true` throws it away. */
  release(destroy?: boolean): void;
}

export interface Result {
  readonly rows: unknown[];
  readonly rowCount: number | null;
}

/** The connections of a server. */
export interface Pool {
  connect(): Promise<Lent>;
  end(): Promise<void>;
}

/** A lent connection whose errors are said for people. */
export interface Asked {
  ask(sql: string, parameters?: readonly Parameter[]): Promise<Result>;
  /** Statements without parameters, as they stand. */
  exec(text: string): Promise<void>;
}

export interface Server {
  /** Reads; asks again on other connections where one was lost. */
  read(sql: string, parameters: readonly Parameter[]): Promise<Result>;
  /** Lends a connection for work that must not be done twice. */
  lend<T>(work: (asked: Asked) => Promise<T>): Promise<T>;
  /** Whether it could not be reached when it was last tried. */
  readonly isAway: () => boolean;
  end(): Promise<void>;
}

/**
 * A server over its pool. Where it cannot be reached, whoever asks is told so at once and does not wait for it; it is
 * tried again beside that until it is there.
 */
export function serverOn(
  pool: Pool,
  { where, trace }: { readonly where: string; readonly trace?: ((sql: string) => void) | undefined },
): Server {
  let away: unknown = null;
  let trying: NodeJS.Timeout | undefined;
  let ended = false;

  function tryAgain(): void {
    trying = setTimeout(() => {
      pool.connect().then(
        (lent) => {
          lent.release();
          away = null;
        },
        () => {
          if (!ended) tryAgain();
        },
      );
    }, AGAIN_MS);
    trying.unref();
  }

  async function connect(): Promise<Lent> {
    if (away !== null) throw away;
    return pool.connect().catch((cause: unknown) => {
      const error = postgresError(cause, where);
      if (isLost(error) && !isCrowded(cause) && away === null && !ended) {
        away = error;
        tryAgain();
      }
      throw error;
    });
  }

  async function lend<T>(work: (asked: Asked) => Promise<T>): Promise<T> {
    const lent = await connect();
    let isBroken = false;
    const noticed = (sql: string) => (cause: unknown) => {
      const error = postgresError(cause, where, sql);
      isBroken ||= isLost(error);
      throw error;
    };
    try {
      return await work({
        ask: (sql, parameters = []) => {
          const { name, text } = statementOf(sql);
          trace?.(sql);
          return lent.query({ text, name, values: parameters.map(bound) }).catch(noticed(sql));
        },
        exec: async (text) => {
          trace?.(text);
          await lent.query({ text }).catch(noticed(text));
        },
      });
    } finally {
      lent.release(isBroken);
    }
  }

  return {
    lend,
    read: async (sql, parameters) => {
      for (let tries = 1; ; tries += 1) {
        try {
          return await lend(({ ask }) => ask(sql, parameters));
        } catch (error) {
          // A server that was started again has closed the connections that lie ready.
          if (!isLost(error) || away !== null || tries === MOST_TRIES) throw error;
        }
      }
    },
    isAway: () => away !== null,
    end: () => {
      ended = true;
      clearTimeout(trying);
      return pool.end();
    },
  };
}

// --- internal ---

const AGAIN_MS = 500;
/** Of one read, each on another connection. */
const MOST_TRIES = 4;

/** It is there and has no connection left for us; those we have are good. */
function isCrowded(cause: unknown): boolean {
  return typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === '53300';
}

/** PostgreSQL has no character NUL in its texts. */
function bound(value: Parameter): Parameter {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '') : value;
}
