import type { Connection, Database, Parameter } from './connection.js';
import { following } from './postgres-following.js';
import { type Asked, type Pool, serverOn } from './postgres-lending.js';
import { statementOf } from './postgres-statements.js';

export interface PostgresOptions {
  /** What messages call the database; without a password. */
  readonly where: string;
  readonly trace?: ((sql: string) => void) | undefined;
  /** A server that follows it; left out, questions are read where everything is written. */
  readonly replica?: { readonly pool: Pool; readonly where: string } | undefined;
}

/**
 * A database on a PostgreSQL server: no schema is looked at. One transaction of all processes runs at a time, as with
 * SQLite, so that what a transaction reads cannot change under it; single statements go on beside it.
 */
export function postgresDatabase(pool: Pool, { where, trace, replica }: PostgresOptions): Database {
  const primary = serverOn(pool, { where, trace });
  const follower = replica ? serverOn(replica.pool, { where: replica.where, trace }) : null;
  const reading = following(primary, follower);
  let last: Promise<unknown> = Promise.resolve();

  /** One after the other here too: those that wait for their turn on the server would take every connection there is. */
  function transaction<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const done = last.then(() => primary.lend((asked) => inTransaction(asked, WRITING, work)).finally(reading.wrote));
    last = done.catch(() => undefined);
    return done;
  }

  return {
    engine: 'postgres',
    all: reading.latest.all,
    get: reading.latest.get,
    replica: reading.replica,
    run: async (sql, ...parameters) => {
      const { rowCount } = await primary.lend(({ ask }) => ask(sql, parameters));
      return { changes: rowCount ?? 0 };
    },
    exec: (sql) => primary.lend(({ exec }) => exec(sql)).finally(reading.wrote),
    prepare: async (sql) => {
      statementOf(sql);
    },
    transaction,
    snapshot: (work) => primary.lend((asked) => inTransaction(asked, SNAPSHOT, work)),
    close: async () => {
      await Promise.all([primary.end(), follower?.end()]);
    },
  };
}

// --- internal ---

/** @param begin the statements that begin it, one after the other */
async function inTransaction<T>(
  asked: Asked,
  begin: readonly string[],
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const all = async <Row>(sql: string, ...parameters: Parameter[]): Promise<Row[]> =>
    (await asked.ask(sql, parameters)).rows as Row[];
  const connection: Connection = {
    engine: 'postgres',
    all,
    get: async <Row>(sql: string, ...parameters: Parameter[]) => (await all<Row>(sql, ...parameters))[0],
    run: async (sql, ...parameters) => ({ changes: (await asked.ask(sql, parameters)).rowCount ?? 0 }),
    exec: asked.exec,
  };
  try {
    for (const statement of begin) await asked.exec(statement);
    const result = await work(connection);
    await asked.exec('commit');
    return result;
  } catch (error) {
    await asked.exec('rollback').catch(() => undefined);
    throw error;
  }
}

/** Of all processes on this schema; let go at the end of the transaction, or of its connection. */
const ONE_AT_A_TIME = `select pg_advisory_xact_lock(${0x4f474942}, hashtext(current_schema()))`;

const WRITING = ['begin', ONE_AT_A_TIME];
const SNAPSHOT = ['begin isolation level repeatable read read only'];
