import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from './connection.js';
import { openPostgres, withoutPassword } from './postgres-server.js';
import { migrate, schemaVersion, storedVersion } from './schema.js';
import { openSqlite } from './sqlite.js';
import { UserError } from './types.js';

export type { Connection, Database, Parameter } from './connection.js';

export interface OpenOptions {
  /** Create what is not there (default): folder and file, or the tables on a server; or fail with DATABASE_MISSING. */
  readonly create?: boolean;
  /** Of a PostgreSQL server that follows the one of the URL: questions are read there. */
  readonly replica?: string | undefined;
  /** Into how many parts PostgreSQL cuts the tables of offices where they are made now; default 1. */
  readonly parts?: number | undefined;
  /** How long to wait for another process that writes, in milliseconds. */
  readonly busyTimeout?: number;
  /** Called with every statement the engine runs. */
  readonly trace?: (sql: string) => void;
}

/**
 * Opens the database of a URL (`sqlite:<path>` or `postgres://…`) and brings its schema up to date.
 * @throws UserError BAD_DATABASE_URL, DATABASE_MISSING, NEWER_SCHEMA, FOREIGN_DATABASE and those of the engine
 *   (database-errors.ts, postgres-errors.ts)
 */
export async function openDatabase(url: string, options: OpenOptions = {}): Promise<Database> {
  const { busyTimeout: patience = 15_000, trace } = options;
  if (POSTGRES.test(url)) {
    const { replica } = options;
    // What the driver cannot read it quotes in its error, password and all.
    if (!URL.canParse(url)) throw badUrl(url);
    if (replica !== undefined && !(POSTGRES.test(replica) && URL.canParse(replica))) throw badUrl(replica);
    return readyOnPostgres(await openPostgres(url, { patience, trace, replica }), url, options);
  }
  const path = sqlitePath(url);
  prepareFolder(path, options.create ?? true);
  return broughtUp(await openSqlite(path, { patience, trace }), inFile);
}

/** A PostgreSQL database that is reached already, brought up to date; closed where that fails. Throws as `openDatabase`. */
export function readyOnPostgres(database: Database, url: string, options: OpenOptions = {}): Promise<Database> {
  return broughtUp(database, onServer(url, options));
}

// --- internal ---

const POSTGRES = /^postgres(?:ql)?:\/\//;

async function broughtUp(database: Database, bringUp: (database: Database) => Promise<void>): Promise<Database> {
  try {
    await bringUp(database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function inFile(database: Database): Promise<void> {
  // Before the first write: a file that is not ours stays as it is.
  await storedVersion(database);
  for (const pragma of PRAGMAS) await database.exec(pragma);
  await migrate(database);
}

function onServer(url: string, { create = true, parts }: OpenOptions): (database: Database) => Promise<void> {
  return async (database) => {
    // Read where it can be read: with a copy of it at hand questions are answered while the server is away.
    const version = await storedVersion(database);
    if (version === schemaVersion()) return;
    if (version === 0 && !create) {
      throw new UserError(
        'DATABASE_MISSING',
        `数据库 ${withoutPassword(url)} 里还没有知识库，请先用 disclosure-bot ingest 读入年报。`,
      );
    }
    await migrate(database, { parts: parts ?? 1 });
  };
}

function badUrl(url: string): UserError {
  return new UserError(
    'BAD_DATABASE_URL',
    `数据库地址“${withoutPassword(url)}”看不懂，请写成 sqlite:文件路径（例如 sqlite:data/disclosure.db）或 postgres://用户:密码@主机:端口/库名。`,
  );
}

function sqlitePath(url: string): string {
  const path = /^sqlite:(.+)$/s.exec(url)?.[1];
  if (path === undefined) throw badUrl(url);
  return path;
}

function prepareFolder(path: string, create: boolean): void {
  if (path === ':memory:') return;
  if (!create && !existsSync(path)) {
    throw new UserError('DATABASE_MISSING', `知识库 ${path} 还不存在，请先用 disclosure-bot ingest 读入年报。`);
  }
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (cause) {
    throw new UserError('DATABASE_CANNOT_OPEN', `数据库所在的文件夹 ${dirname(path)} 不能建立，请检查路径和权限。`, {
      cause,
    });
  }
}

/**
 * WAL: readers never wait for the writer, and a killed process leaves the old state or the new. With it, synchronous
 * NORMAL can lose the last transactions of a power cut, never half of one.
 */
const PRAGMAS = [
  'pragma journal_mode = wal',
  'pragma synchronous = normal',
  'pragma cache_size = -65536',
  'pragma foreign_keys = on',
  // What people wrote is overwritten when it is deleted (retention.ts).
  'pragma secure_delete = on',
];
