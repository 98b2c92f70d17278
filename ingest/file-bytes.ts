import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { UserError } from '../knowledge/types.js';
import type { Path } from './file-name.js';
import { READER_VERSION } from './report.js';

/** Largest file that is read, in bytes: larger ones are refused unopened. */
export const LARGEST_FILE = 100 * 2 ** 20;

/** What is asked of a file before its content: size and times as one text, empty where they prove nothing yet. */
export interface Stamped<T> {
  readonly value: T;
  readonly stamp: string;
}

/**
 * The stamp of a file as it lies there.
 * @throws UserError FILE_TOO_LARGE, NOT_A_FILE; the system's error where it cannot be asked.
 */
export async function stampOf(path: Path, now: Date): Promise<string> {
  const about = await stat(path, { bigint: true });
  requireReadable(about);
  return stampFrom(about, now);
}

/**
 * All bytes of a file, and the stamp they were read under.
 * @throws UserError FILE_TOO_LARGE, NOT_A_FILE, FILE_CHANGING (somebody writes it); the system's error where it cannot be read.
 */
export async function readBytes(path: Path, now: Date): Promise<Stamped<Buffer>> {
  return whileUnchanged(path, now, (handle) => handle.readFile());
}

/** The hash of a file's content, in bounded memory; throws as `readBytes`. */
export async function hashFile(path: Path, file: string, now: Date): Promise<Stamped<string>> {
  return whileUnchanged(path, now, async (handle) => {
    const hash = begun(file);
    for await (const part of handle.createReadStream({ autoClose: false, start: 0 })) hash.update(part);
    return hash.digest('hex');
  });
}

/** The same name, bytes and reader give the same report: what a stored report is known by. */
export function hashBytes(file: string, bytes: Uint8Array): string {
  return begun(file).update(bytes).digest('hex');
}

/** Of the bytes alone: whatever they are called and whichever reader reads them. */
export function hashContent(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

// --- internal ---

/** Times younger than this prove nothing: a file can be written twice within what a file system calls one moment. */
const MOMENT_MS = 3000;

interface About {
  readonly size: bigint;
  readonly ino: bigint;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
  readonly ctimeMs: bigint;
  isFile(): boolean;
}

function begun(file: string) {
  return createHash('sha256').update(`${READER_VERSION}\n${file}\n`);
}

async function whileUnchanged<T>(path: Path, now: Date, work: (handle: FileHandle) => Promise<T>): Promise<Stamped<T>> {
  requireReadable(await stat(path, { bigint: true }));
  // Not to wait for a pipe's other end, should one have taken the file's place.
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const before = await handle.stat({ bigint: true });
    requireReadable(before);
    const value = await work(handle);
    const after = await handle.stat({ bigint: true });
    if (after.size !== before.size || after.mtimeNs !== before.mtimeNs) {
      throw new UserError('FILE_CHANGING', '文件正在被写入，读到的内容可能不完整，没有入库。请等写完后再导入。');
    }
    return { value, stamp: stampFrom(before, now) };
  } finally {
    await handle.close();
  }
}

function requireReadable(about: About): void {
  if (!about.isFile()) throw new UserError('NOT_A_FILE', '这不是普通文件（是设备、管道或文件夹），不能导入。');
  if (about.size > LARGEST_FILE) {
    const [is, most] = [Number(about.size), LARGEST_FILE].map((bytes) => Math.ceil(bytes / 2 ** 20));
    throw new UserError(
      'FILE_TOO_LARGE',
      `文件有 ${is} MB，超过上限 ${most} MB，没有打开。年报一般只有几百 KB，请检查是否选错了文件，或删去其中的图片后再导入。`,
    );
  }
}

/** The time of the last change (ctime) is the system's own; nobody can set it back. */
function stampFrom({ size, ino, mtimeNs, ctimeNs, ctimeMs }: About, now: Date): string {
  return now.getTime() - Number(ctimeMs) > MOMENT_MS ? `${ino}:${size}:${mtimeNs}:${ctimeNs}` : '';
}
