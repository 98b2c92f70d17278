import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Connection, Database } from './connection.js';
import { tablesOf } from './copy-tables.js';
import { openDatabase } from './database.js';
import { openPostgres, withoutPassword } from './postgres-server.js';
import { storedVersion } from './schema.js';
import { openSqlite } from './sqlite.js';
import { UserError } from './types.js';

/**
 * Fills a knowledge base that is empty, whole or not at all, and keeps everybody else out meanwhile: PostgreSQL in one
 * transaction; SQLite in a file beside it (`.part`), which gets its name when it is complete and on the disk. A `.part`
 * of a copy that was killed is thrown away by the next.
 * @throws UserError COPY_TARGET_NOT_EMPTY (nothing is changed then), and those of `openDatabase`
 */
export async function fillTarget<T>(
  url: string,
  parts: number | undefined,
  fill: (connection: Connection) => Promise<T>,
): Promise<T> {
  const path = /^sqlite:(.+)$/s.exec(url)?.[1];
  return path === undefined ? onServer(url, parts, fill) : inFile(path, fill);
}

// --- internal ---

async function inFile<T>(path: string, fill: (connection: Connection) => Promise<T>): Promise<T> {
  await refuseFile(path);
  const part = `${path}.part`;
  await takeOver(part);
  const remove = () => Promise.all(['', '-wal', '-shm', '-journal'].map((end) => rm(`${part}${end}`, { force: true })));
  try {
    const database = await openDatabase(`sqlite:${part}`);
    let result: T;
    try {
      // What is half is thrown away, so nothing is kept to take it back by.
      await database.exec('pragma journal_mode = off; pragma synchronous = off;');
      result = await database.transaction(fill);
    } finally {
      await database.close();
    }
    await flush(part);
    await refuseFile(path);
    await rename(part, path);
    // Not every file system can.
    await flush(dirname(path)).catch(() => undefined);
    return result;
  } catch (error) {
    await remove();
    throw error;
  }
}

/** A file that is there may be open in another process: it is never written over. */
async function refuseFile(path: string): Promise<void> {
  if (path === ':memory:') throw new UserError('BAD_COPY', '复制的去处要写成一个文件或 PostgreSQL 地址。');
  const about = await stat(path).catch(() => null);
  if (about !== null) throw notEmpty(path);
}

/**
 * Removes what a copy left that was killed.
 * @throws UserError DATABASE_LOCKED where one is under way
 */
async function takeOver(part: string): Promise<void> {
  if ((await stat(part).catch(() => null)) === null) return;
  const left = await openSqlite(part, { patience: 0 });
  try {
    await left.exec('begin exclusive; rollback;');
  } catch (error) {
    if (error instanceof UserError && error.code === 'DATABASE_LOCKED') throw error;
  } finally {
    await left.close();
  }
  await rm(part, { force: true });
}

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r');
  await file.sync().finally(() => file.close());
}

async function onServer<T>(
  url: string,
  parts: number | undefined,
  fill: (connection: Connection) => Promise<T>,
): Promise<T> {
  await refuseFilled(url);
  const database = await openDatabase(url, { parts });
  try {
    return await database.transaction(async (connection) => {
      const tables = await tablesOf(connection);
      // A bot that runs on it waits before it can write anything.
      await connection.exec(
        `lock table ${tables.map(({ name }) => `"${name}"`).join(', ')} in share row exclusive mode`,
      );
      if (await isFilled(connection)) throw notEmpty(withoutPassword(url));
      return fill(connection);
    });
  } finally {
    await database.close();
  }
}

/** Before its schema is looked at: one that is in use is not even brought up to date. */
async function refuseFilled(url: string): Promise<void> {
  const database: Database = await openPostgres(url, { patience: 15_000 });
  try {
    if ((await storedVersion(database)) > 0 && (await isFilled(database))) throw notEmpty(withoutPassword(url));
  } finally {
    await database.close();
  }
}

async function isFilled(connection: Pick<Connection, 'all' | 'get' | 'engine'>): Promise<boolean> {
  for (const { name } of await tablesOf(connection)) {
    if (name === 'meta') continue;
    const row = await connection.get<{ found: number }>(`select exists (select 1 from "${name}") as found`);
    if (row?.found === 1) return true;
  }
  return false;
}

function notEmpty(where: string): UserError {
  return new UserError(
    'COPY_TARGET_NOT_EMPTY',
    `复制的去处 ${where} 已经有内容，没有改动它。请换一个空的数据库，或先移走。`,
  );
}
