import type { Connection, Database, Parameter } from './connection.js';
import { isLost, postgresError } from './postgres-errors.js';
import { postgresSql } from './postgres-sql.js';

export interface PostgresOptions {
  /** What messages call the database; without a password. */
  readonly where: string;
  readonly trace?: ((sql: string) => void) | undefined;
}

/** One connection of a server, as `pg` lends it. */
export interface Lent {
  query(of: { readonly text: string; readonly name?: string; readonly values?: unknown[] }): Promise<{
    readonly rows: unknown[];
    readonly rowCount: number | null;
  }>;
  /** Gives it back; `true` throws it away. */
  release(destroy?: boolean): void;
}

/** The connections of a server. */
export interface Pool {
  connect(): Promise<Lent>;
  end(): Promise<void>;
}

/**
 * A database on a PostgreSQL server: no schema is looked at. One transaction of all processes runs at a time, as with
 * SQLite, so that what a transaction reads cannot change under it; single statements go on beside it.
 * @param replica a server that follows it; left out, questions are read where everything is written
 */
export function postgresDatabase(
  pool: Pool,
  { where, trace, replica }: PostgresOptions & { readonly replica?: Pool | undefined },
): Database {
  const primary = serverOn(pool, { where, trace });
  const follower = replica ? serverOn(replica, { where, trace }) : null;
  return {
    engine: 'postgres',
    ...readingFrom(primary, follower),
    run: async (sql, ...parameters) => {
      const { rowCount } = await primary.lend(({ ask }) => ask(sql, parameters));
      return { changes: rowCount ?? 0 };
    },
    exec: (sql) => primary.lend(({ exec }) => exec(sql)),
    prepare: async (sql) => {
      statementOf(sql);
    },
    replica: { engine: 'postgres', ...(follower ? readingFrom(follower, primary) : readingFrom(primary, null)) },
    transaction: (work) => primary.lend((asked) => inTransaction(asked, WRITING, work)),
    snapshot: (work) => primary.lend((asked) => inTransaction(asked, SNAPSHOT, work)),
    close: async () => {
      await Promise.all([pool.end(), replica?.end()]);
    },
  };
}

// --- internal ---

interface Statement {
  readonly name: string;
  readonly text: string;
  readonly isReading: boolean;
}

/** Statements are few and written in this program; a server keeps each prepared under its name. */
const STATEMENTS = new Map<string, Statement>();

function statementOf(sql: string): Statement {
  const known = STATEMENTS.get(sql);
  if (known) return known;
  const isReading = /^\s*(?:select|with)\b/i.test(sql) && !/\b(?:insert into|update|delete from)\b/i.test(sql);
  const statement = { name: `s${STATEMENTS.size + 1}`, text: postgresSql(sql), isReading };
  STATEMENTS.set(sql, statement);
  return statement;
}

/** PostgreSQL has no character NUL in its texts. */
function bound(value: Parameter): Parameter {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '') : value;
}

type Result = Awaited<ReturnType<Lent['query']>>;

/** A lent connection whose errors are said for people. */
interface Asked {
  ask(sql: string, parameters?: readonly Parameter[]): Promise<Result>;
  /** Statements without parameters, as they stand. */
  exec(text: string): Promise<void>;
}

interface Server {
  /** Reads; asks again on another connection where one was lost. */
  read(sql: string, parameters: readonly Parameter[]): Promise<Result>;
  /** Lends a connection for work that must not be done twice. */
  lend<T>(work: (asked: Asked) => Promise<T>): Promise<T>;
}

function serverOn(pool: Pool, { where, trace }: PostgresOptions): Server {
  let away: { readonly error: unknown; readonly until: number } | null = null;

  async function connect(): Promise<Lent> {
    if (away && performance.now() < away.until) throw away.error;
    return pool.connect().catch((cause: unknown) => {
      const error = postgresError(cause, where);
      // A server that cannot be reached may take seconds to say so: not every question has to wait for that.
      if (isLost(error)) away = { error, until: performance.now() + AWAY_MS };
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
          return lent.query({ name, text, values: parameters.map(bound) }).catch(noticed(sql));
        },
        exec: async (text) => {
          await lent.query({ text }).catch(noticed(text));
        },
      });
    } finally {
      lent.release(isBroken);
    }
  }

  async function read(sql: string, parameters: readonly Parameter[]): Promise<Result> {
    const once = () => lend(({ ask }) => ask(sql, parameters));
    // A server that was started again has closed the connections that lie ready.
    return once().catch((error: unknown) => (isLost(error) ? once() : Promise.reject(error)));
  }

  return { read, lend };
}

/** What is only read may come from the other server while the first cannot be reached. */
function readingFrom(first: Server, second: Server | null): Pick<Database, 'all' | 'get'> {
  async function all<Row>(sql: string, ...parameters: Parameter[]): Promise<Row[]> {
    if (!statementOf(sql).isReading) return (await first.lend(({ ask }) => ask(sql, parameters))).rows as Row[];
    try {
      return (await first.read(sql, parameters)).rows as Row[];
    } catch (error) {
      if (!second || !isLost(error)) throw error;
      return (await second.read(sql, parameters)).rows as Row[];
    }
  }
  return {
    all,
    get: async <Row>(sql: string, ...parameters: Parameter[]) => (await all<Row>(sql, ...parameters))[0],
  };
}

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

const AWAY_MS = 1_000;

/** Of all processes on this schema; let go at the end of the transaction, or of its connection. */
const ONE_AT_A_TIME = `select pg_advisory_xact_lock(${0x4f474942}, hashtext(current_schema()))`;

const WRITING = ['begin', ONE_AT_A_TIME];
const SNAPSHOT = ['begin isolation level repeatable read read only'];
