import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { UserError } from '../knowledge/types.js';

/** Which files a call means: named files as they are, folders with what may be a report in them. */

/** Data and program files that lie beside reports; named directly they are tried all the same. */
const NOT_DOCUMENTS = new Set([
  '.json',
  '.jsonl',
  '.log',
  '.db',
  '.db-wal',
  '.db-shm',
  '.js',
  '.ts',
  '.css',
  '.map',
  '.yaml',
  '.yml',
  '.ini',
  '.toml',
]);

/**
 * Lists files below the given paths in a stable order; symbolic links inside folders are not followed.
 * @throws UserError `NO_SUCH_FILE` naming the path that does not exist.
 */
export async function listFiles(paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    const about = await stat(path).catch(() => null);
    if (!about) throw new UserError('NO_SUCH_FILE', `找不到文件或文件夹：${path}。请检查路径。`);
    if (about.isDirectory()) found.push(...(await walk(path)));
    else found.push(path);
  }
  return [...new Set(found)];
}

/** False for data and program files that lie beside reports, by their extension. */
export function mayBeReport(name: string): boolean {
  return !NOT_DOCUMENTS.has(extname(name).toLowerCase());
}

// --- internal ---

async function walk(folder: string): Promise<string[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).sort((a, b) => a.name.localeCompare(b.name));
  const found: string[] = [];
  for (const entry of entries) {
    if (entry.name.startsWith('.') || entry.isSymbolicLink()) continue;
    if (entry.isDirectory()) found.push(...(await walk(join(folder, entry.name))));
    else if (entry.isFile() && mayBeReport(entry.name)) found.push(join(folder, entry.name));
  }
  return found;
}
