import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from './connection.js';
import { migrate, storedVersion } from './schema.js';
import { openSqlite } from './sqlite.js';
import { UserError } from './types.js';

export type { Connection, Database, Parameter } from './connection.js';

export interface OpenOptions {
  /** Create the folder and the file where there is none (default), or fail with DATABASE_MISSING. */
  readonly create?: boolean;
  /** How long to wait for another process that writes, in milliseconds. */
  readonly busyTimeout?: number;
  /** Called with every statement the engine runs. */
  readonly trace?: (sql: string) => void;
}

/**
 * Opens the database of a URL and brings its schema up to date.
 * @throws UserError BAD_DATABASE_URL, DATABASE_UNSUPPORTED, DATABASE_MISSING, NEWER_SCHEMA and those of database-errors.ts
 */
export async function openDatabase(url: string, options: OpenOptions = {}): Promise<Database> {
  const path = sqlitePath(url);
  prepareFolder(path, options.create ?? true);
  const database = await openSqlite(path, { patience: options.busyTimeout ?? 15_000, trace: options.trace });
  try {
    // Before the first write: a file that is not ours stays as it is.
    await storedVersion(database);
    for (const pragma of PRAGMAS) await database.exec(pragma);
    await migrate(database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

// --- internal ---

function sqlitePath(url: string): string {
  if (/^postgres(ql)?:/.test(url)) {
    throw new UserError('DATABASE_UNSUPPORTED', '这个版本只支持 SQLite 数据库，请用 sqlite:文件路径 的形式。');
  }
  const path = /^sqlite:(.+)$/s.exec(url)?.[1];
  if (path === undefined) {
    throw new UserError(
      'BAD_DATABASE_URL',
      `数据库地址“${url}”看不懂，请写成 sqlite:文件路径，例如 sqlite:data/disclosure.db。`,
    );
  }
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
];
