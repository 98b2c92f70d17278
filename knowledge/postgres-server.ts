import type { Pool as DriverPool } from 'pg';
import type { Database } from './connection.js';
import { postgresDatabase } from './postgres.js';
import type { Pool } from './postgres-lending.js';

export interface ServerOptions {
  /** How long to wait for another process that writes, in milliseconds. */
  readonly patience: number;
  readonly trace?: ((sql: string) => void) | undefined;
  /** Of a server that follows this one; questions are read there. */
  readonly replica?: string | undefined;
}

/**
 * Opens a PostgreSQL database by its URL (`postgres://user:password@host:port/name`), as it is: nothing is asked yet.
 * Connections are made when they are needed, at most `CONNECTIONS` a process.
 */
export async function openPostgres(url: string, { patience, trace, replica }: ServerOptions): Promise<Database> {
  const pg = (await import('pg')).default;
  const poolOf = (address: string): Pool => lending(new pg.Pool(poolOptions(address, patience)));
  return postgresDatabase(poolOf(url), {
    where: withoutPassword(url),
    trace,
    replica: replica === undefined ? undefined : { pool: poolOf(replica), where: withoutPassword(replica) },
  });
}

/** A URL as it can be shown. */
export function withoutPassword(url: string): string {
  return url.replace(/^([a-z]+:\/\/[^/@:]*)(?::[^/]*)?@/i, '$1@').replace(/([?&]\w*password=)[^&]*/gi, '$1***');
}

// --- internal ---

const CONNECTIONS = 6;
/** For a server that does not answer at all, and for a connection where all are in use. */
const CONNECT_MS = 5_000;

function poolOptions(url: string, patience: number) {
  return {
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    idleTimeoutMillis: 30_000,
    lock_timeout: patience,
    application_name: 'disclosure-bot',
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types: { getTypeParser },
  };
}

/** The ids of PostgreSQL's types (`pg_type.oid`, fixed). */
const BOOLEAN = 16;
const BYTES = 17;
const NUMBERS: ReadonlySet<number> = new Set([20, 21, 23, 700, 701, 1700]);

/** Values as SQLite gives them: numbers (counts are bigint), 1 and 0 for what is true and false, JSON as its text. */
export function getTypeParser(oid: number): (text: string) => unknown {
  if (NUMBERS.has(oid)) return Number;
  if (oid === BOOLEAN) return (text) => (text === 't' ? 1 : 0);
  if (oid === BYTES) return (text) => Buffer.from(text.slice(2), 'hex');
  return (text) => text;
}

/** A connection may end at any time (the server is stopped): the next statement on it says so, and nothing else does. */
function lending(pool: DriverPool): Pool {
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  let ended: Promise<void> | null = null;
  return {
    connect: async () => {
      const client = await pool.connect();
      return {
        query: async ({ text, name, values }) => client.query({ text, ...(name !== undefined && { name, values }) }),
        release: (destroy) => client.release(destroy),
      };
    },
    end: () => {
      ended ??= pool.end();
      return ended;
    },
  };
}
