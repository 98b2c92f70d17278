import { lstat, readdir, stat } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { UserError } from '../knowledge/types.js';
import { below, keyOf, nameOf, type Path } from './file-name.js';

/** Which files a call means: named files as they are, folders with what may be a report in them. */

/** One thing to read. */
export type Source = FileSource | PageSource | BrokenSource;

export interface FileSource {
  readonly kind: 'file';
  readonly path: Path;
  /** File name without its folder. */
  readonly name: string;
  /** Text that tells this path from every other. */
  readonly key: string;
}

/** A page or file of a web site. */
export interface PageSource {
  readonly kind: 'page';
  readonly url: string;
  readonly name: string;
  readonly key: string;
}

/** What cannot even be listed: a folder without permission, one that is gone. */
export interface BrokenSource {
  readonly kind: 'broken';
  readonly name: string;
  readonly key: string;
  readonly error: Error;
}

/**
 * Lists what the given paths and addresses mean, in a stable order, each once. Symbolic links inside folders are not
 * followed, nor is a folder entered twice; a folder that cannot be read is listed as such and the rest goes on.
 * @throws UserError `NO_SUCH_FILE` naming the path that does not exist.
 */
export async function listFiles(paths: readonly string[]): Promise<Source[]> {
  const found: Source[] = [];
  const entered = new Set<string>();
  for (const path of paths) {
    if (isAddress(path)) found.push({ kind: 'page', url: path, name: path, key: path });
    else if ((await named(path)).isDirectory()) await walk(resolve(path), entered, found);
    else found.push(fileAt(resolve(path)));
  }
  return [...new Map(found.map((source) => [source.key, source])).values()];
}

/** True for an address of a web page or anything that is written like one. */
export function isAddress(text: string): boolean {
  return /^[a-z][a-z\d+.-]+:\/\//i.test(text);
}

/** False for data and program files that lie beside reports, by their extension. */
export function mayBeReport(name: string): boolean {
  return !NOT_DOCUMENTS.has(extname(name).toLowerCase());
}

// --- internal ---

/** Data and program files that lie beside reports, and halves of downloads; named directly they are tried all the same. */
const NOT_DOCUMENTS = new Set(
  '.json .jsonl .log .db .db-wal .db-shm .js .ts .css .map .yaml .yml .ini .toml .tmp .part .crdownload .download'.split(
    ' ',
  ),
);

/** Hidden files, and the locks office programs lay beside an open document. */
const PASSED_OVER = /^(?:\.|~\$)/;

async function named(path: string) {
  try {
    return await stat(path);
  } catch (cause) {
    const why = codeOf(cause) === 'ELOOP' ? '是一个指向自己的链接' : '不存在或没有权限';
    throw new UserError('NO_SUCH_FILE', `找不到文件或文件夹：${path}（${why}）。请检查路径。`, { cause });
  }
}

async function walk(folder: Path, entered: Set<string>, found: Source[]): Promise<void> {
  try {
    const { dev, ino } = await stat(folder, { bigint: true });
    const identity = `${dev}:${ino}`;
    // A folder mounted below itself has no end. Where the system numbers no folders there is nothing to compare.
    if (ino !== 0n && entered.has(identity)) return;
    entered.add(identity);
    for (const name of (await readdir(folder, { encoding: 'buffer' })).sort(byName)) {
      await visit(below(folder, name), entered, found);
    }
  } catch (cause) {
    const error = cause instanceof Error ? cause : new Error(String(cause));
    found.push({ kind: 'broken', name: nameOf(folder), key: keyOf(folder), error });
  }
}

async function visit(path: Path, entered: Set<string>, found: Source[]): Promise<void> {
  const name = nameOf(path);
  if (PASSED_OVER.test(name)) return;
  // Gone since the folder was listed: as if it had not been there.
  const about = await lstat(path).catch(() => null);
  if (about?.isDirectory()) await walk(path, entered, found);
  else if (about?.isFile() && mayBeReport(name)) found.push(fileAt(path));
}

function fileAt(path: Path): FileSource {
  return { kind: 'file', path, name: nameOf(path), key: keyOf(path) };
}

/** By the words of a language, not by bytes: the order people see in their file manager. */
function byName(one: Buffer, other: Buffer): number {
  return one.toString().localeCompare(other.toString()) || Buffer.compare(one, other);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
