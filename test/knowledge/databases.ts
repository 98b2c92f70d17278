import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, inject } from 'vitest';
import type { Engine } from '../../knowledge/connection.js';
import { type Database, type OpenOptions, openDatabase } from '../../knowledge/database.js';
import { openPostgres } from '../../knowledge/postgres-server.js';
import { openSqlite } from '../../knowledge/sqlite.js';
import { openEmbedded, reachEmbedded } from './embedded.js';

/**
 * The databases of tests, on the engine of the vitest project they run in: a file of SQLite each, or a schema of its own
 * each on a PostgreSQL server, or in the embedded one where there is no server.
 */
export interface TestDatabase {
  /** For programs; throws where only this process can reach the database (`HAS_URLS`). */
  readonly url: string;
  /** The file of SQLite; throws on PostgreSQL. */
  readonly path: string;
  /** As `openDatabase` opens the URL; each call is another handle on the same database. */
  open(options?: OpenOptions): Promise<Database>;
  /** As it is: nothing is made, looked at or brought up to date. */
  reach(): Promise<Database>;
}

export const ENGINE: Engine = process.env.DISCLOSURE_TEST_ENGINE === 'postgres' ? 'postgres' : 'sqlite';

const SERVER = inject('postgres') ?? '';

/** Whether other processes, and other programs, can open what a test opens. */
export const HAS_URLS = ENGINE === 'sqlite' || SERVER !== '';

/** A database that nothing has opened yet. */
export function freshDatabase(): TestDatabase {
  made += 1;
  if (ENGINE === 'sqlite') return inFile(join(folder, `${made}.db`));
  return HAS_URLS ? onServer(`t${process.pid}_${made}_${Date.now().toString(36)}`) : embedded(`t${made}`);
}

/** A database of its own with all that stands in the one of an address, which nothing has open. */
export async function copyOf(url: string): Promise<TestDatabase> {
  const copy = freshDatabase();
  if (ENGINE === 'sqlite') {
    copyFileSync(url.slice('sqlite:'.length), copy.path);
    return copy;
  }
  const database = await copy.open();
  try {
    await database.exec(FILL.replaceAll('THEIRS', /search_path%3D(\w+)/.exec(url)?.[1] ?? ''));
  } finally {
    await database.close();
  }
  return copy;
}

/** The names of its tables. */
export async function tablesOf(database: Database): Promise<string[]> {
  const rows = await database.all<{ name: string }>(TABLES[ENGINE]);
  return rows.map(({ name }) => name);
}

/** The address of one schema of a PostgreSQL database. */
export function schemaUrl(database: string, schema: string): string {
  return `${database}?options=-c%20search_path%3D${schema}`;
}

// --- internal ---

const TABLES = {
  sqlite: "select name from sqlite_schema where type = 'table'",
  postgres: 'select tablename as name from pg_catalog.pg_tables where schemaname = current_schema()',
};

let made = 0;
const folder = mkdtempSync(join(tmpdir(), 'disclosure-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Rows and the numbers that come next; who hands them over has kept the foreign keys. */
const FILL = `
  do $fill$
  declare name text; next bigint;
  begin
    set local session_replication_role = replica;
    for name in select tablename from pg_catalog.pg_tables where schemaname = current_schema() loop
      execute format('delete from %I', name);
      execute format('insert into %I select * from THEIRS.%I', name, name);
    end loop;
    for name, next in select sequencename, last_value from pg_catalog.pg_sequences
                       where schemaname = lower('THEIRS') and last_value is not null loop
      perform setval(cast(format('%I', name) as regclass), next);
    end loop;
  end $fill$`;

function inFile(path: string): TestDatabase {
  const url = `sqlite:${path}`;
  return {
    url,
    path,
    open: (options) => openDatabase(url, options),
    reach: () => openSqlite(path, { patience: 15_000 }),
  };
}

function onServer(schema: string): TestDatabase {
  execFileSync(inject('psql'), [SERVER, '-qXc', `create schema ${schema}`], { stdio: ['ignore', 'ignore', 'inherit'] });
  const url = schemaUrl(SERVER, schema);
  return {
    url,
    get path(): string {
      throw noFile();
    },
    open: (options) => openDatabase(url, options),
    reach: () => openPostgres(url, { patience: 15_000 }),
  };
}

function embedded(schema: string): TestDatabase {
  return {
    get url(): string {
      throw new Error('the embedded PostgreSQL has no address');
    },
    get path(): string {
      throw noFile();
    },
    open: (options) => openEmbedded(schema, options),
    reach: () => reachEmbedded(schema),
  };
}

const noFile = (): Error => new Error('a database of PostgreSQL has no file');
