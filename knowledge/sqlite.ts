import { setTimeout as sleep } from 'node:timers/promises';
import type { Database as Driver, Statement as DriverStatement, RunResult } from 'sqlite3';
import type { Connection, Database, Parameter, Reader } from './connection.js';
import { databaseError, isLocked } from './database-errors.js';

export interface SqliteOptions {
  /** How long to wait for another writer, in milliseconds. */
  readonly patience: number;
  readonly trace?: ((sql: string) => void) | undefined;
}

/**
 * Opens (or creates) a SQLite file through node-sqlite3, as it is: no schema, and no pragma set but busy_timeout.
 * @throws UserError of database-errors.ts
 */
export async function openSqlite(path: string, { patience, trace }: SqliteOptions): Promise<Database> {
  const sqlite3 = (await import('sqlite3')).default;
  const driver = await new Promise<Driver>((resolve, reject) => {
    const mode = sqlite3.OPEN_READWRITE | sqlite3.OPEN_CREATE | sqlite3.OPEN_FULLMUTEX;
    const opened = new sqlite3.Database(path, mode, (error) => {
      if (error) reject(databaseError(error, path));
      else resolve(opened);
    });
  });
  if (trace) driver.on('trace', (sql) => trace(sql));
  const direct = connectionOn(driver, path);
  await direct.exec(`pragma busy_timeout = ${Math.min(Math.trunc(patience), LONGEST_SLEEP)}`);
  return gated(direct, patience);
}

// --- internal ---

/** node-sqlite3 binds larger whole numbers as REAL, and an index compared with a REAL is not used. */
const LARGEST_BOUND = 2 ** 31 - 1;

/**
 * SQLite waits for a lock asleep in one of the four threads all handles of the process share: four sleepers, and the
 * handle that has the lock cannot run the commit they wait for. So it sleeps shortly, and the rest is waited out here.
 */
const LONGEST_SLEEP = 50;

async function patiently<T>(patience: number, work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + patience;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isLocked(error) || Date.now() >= deadline) throw error;
      await sleep(5 + Math.random() * 20);
    }
  }
}

/** One handle is one transaction at a time: what is asked outside waits, so that it can be neither seen nor rolled back. */
function gated(direct: DirectConnection, patience: number): Database {
  const pending = new Set<Promise<unknown>>();
  let transactions: Promise<void> | null = null;

  async function outside<T>(work: () => Promise<T>): Promise<T> {
    while (transactions) await transactions;
    const running = patiently(patience, work);
    pending.add(running);
    try {
      return await running;
    } finally {
      pending.delete(running);
    }
  }

  async function exclusively<T>(begin: string, work: (connection: Connection) => Promise<T>): Promise<T> {
    while (transactions) await transactions;
    let done: () => void = () => undefined;
    transactions = new Promise((resolve) => {
      done = resolve;
    });
    try {
      await Promise.allSettled(pending);
      await patiently(patience, () => direct.exec(begin));
      return await inTransaction(direct, work);
    } finally {
      transactions = null;
      done();
    }
  }

  const reader: Reader = {
    engine: 'sqlite',
    all: (sql, ...parameters) => outside(() => direct.all(sql, ...parameters)),
    get: (sql, ...parameters) => outside(() => direct.get(sql, ...parameters)),
  };
  return {
    ...reader,
    replica: reader,
    run: (sql, ...parameters) => outside(() => direct.run(sql, ...parameters)),
    exec: (sql) => outside(() => direct.exec(sql)),
    prepare: (sql) => outside(() => direct.prepare(sql)),
    // IMMEDIATE takes the write lock at once: what is read in the transaction cannot change under it.
    transaction: (work) => exclusively('begin immediate', work),
    snapshot: (work) => exclusively('begin', work),
    close: () => outside(() => direct.close()),
  };
}

/** Runs `work` between the begin that was done and a commit or rollback. */
async function inTransaction<T>(direct: Connection, work: (connection: Connection) => Promise<T>): Promise<T> {
  try {
    const result = await work(direct);
    await direct.exec('commit');
    return result;
  } catch (error) {
    // A full disk rolls back by itself; then there is nothing left to roll back.
    await direct.exec('rollback').catch(() => undefined);
    throw error;
  }
}

interface DirectConnection extends Connection {
  prepare(sql: string): Promise<void>;
  close(): Promise<void>;
}

function connectionOn(driver: Driver, path: string): DirectConnection {
  const statements = new Map<string, Promise<DriverStatement>>();

  function statement(sql: string): Promise<DriverStatement> {
    const known = statements.get(sql);
    if (known) return known;
    const compiled = new Promise<DriverStatement>((resolve, reject) => {
      const prepared: DriverStatement = driver.prepare(sql, (error: Error | null) => {
        if (error) reject(databaseError(error, path, sql));
        else resolve(prepared);
      });
    });
    statements.set(sql, compiled);
    compiled.catch(() => statements.delete(sql));
    return compiled;
  }

  async function all<Row>(sql: string, ...parameters: Parameter[]): Promise<Row[]> {
    const prepared = await statement(sql);
    return new Promise((resolve, reject) => {
      prepared.all<Row>(bound(parameters), (error, rows) => {
        if (error) reject(databaseError(error, path, sql));
        else resolve(rows);
      });
    });
  }

  return {
    engine: 'sqlite',
    all,
    // Not the driver's get: it leaves the statement open, and with it the snapshot the statement reads.
    get: async <Row>(sql: string, ...parameters: Parameter[]) => (await all<Row>(sql, ...parameters))[0],
    run: async (sql, ...parameters) => {
      const prepared = await statement(sql);
      return new Promise((resolve, reject) => {
        prepared.run(bound(parameters), function (this: RunResult, error: Error | null) {
          if (error) reject(databaseError(error, path, sql));
          else resolve({ changes: this.changes });
        });
      });
    },
    exec: (sql) =>
      new Promise((resolve, reject) => {
        driver.exec(sql, (error) => (error ? reject(databaseError(error, path, sql)) : resolve()));
      }),
    prepare: async (sql) => {
      await statement(sql);
    },
    close: async () => {
      for (const compiled of await Promise.allSettled(statements.values())) {
        const { value } = compiled.status === 'fulfilled' ? compiled : { value: null };
        if (value) await new Promise<void>((resolve) => value.finalize(() => resolve()));
      }
      statements.clear();
      await new Promise<void>((resolve, reject) => {
        driver.close((error) => (error ? reject(databaseError(error, path)) : resolve()));
      });
    },
  };
}

/** @throws RangeError for a whole number the driver would bind as REAL (ids stay below 2^31). */
function bound(parameters: readonly Parameter[]): readonly Parameter[] {
  for (const value of parameters) {
    if (typeof value === 'number' && !(Number.isInteger(value) && Math.abs(value) <= LARGEST_BOUND)) {
      throw new RangeError(`${value} cannot be bound as a whole number`);
    }
  }
  return parameters;
}
