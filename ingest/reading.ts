import type { CutPassage } from '../knowledge/office-index.js';
import { type Rows, rowsOf } from '../knowledge/report-rows.js';
import { type Message, type Report, UserError } from '../knowledge/types.js';
import { hashBytes, hashContent, readBytes } from './file-bytes.js';
import type { Path } from './file-name.js';
import { mayBeReport } from './files.js';
import { readReport } from './report.js';
import { filesInArchive } from './zip.js';

/** What reading one file comes to, in this process or another: plain data. */
export type Reading = ReadReport | FailedFile;

/** A report, and everything about it that can be worked out without the database. */
export interface ReadReport {
  readonly file: string;
  readonly report: Report;
  /** Of name, bytes and reader. */
  readonly hash: string;
  /** Of the bytes alone. */
  readonly content: string;
  readonly rows: Rows;
  /** What reading could not take as it stood. */
  readonly messages: readonly Message[];
}

export interface FailedFile {
  readonly file: string;
  readonly error: CodedError;
}

export interface CodedError {
  readonly code: string;
  /** Chinese, says what to do. */
  readonly message: string;
}

/** A file to read: where it lies, or its bytes. */
export interface ToRead {
  /** Name the report is stored under. */
  readonly file: string;
  /** Name the reader is chosen by and a report may be known by; where it is not `file`. */
  readonly readAs?: string;
  readonly from: { readonly path: Path } | { readonly bytes: Uint8Array };
  readonly now: Date;
}

export interface FileReading {
  readonly stamp: string;
  /** Of the whole file. */
  readonly hash: string;
  readonly readings: readonly Reading[];
}

/** Passages of an office, to be made an index of. */
export interface ToIndex {
  readonly passages: readonly CutPassage[];
}

/** What a process that reads for another tells back of a file, or of passages: the index they became. */
export type Told = ({ readonly reading: FileReading } | { readonly index: Uint8Array }) & {
  /** Bytes of memory the process holds now. */
  readonly memory: number;
};

/** What it tells meanwhile, now and then; and of programs it starts (`GroupNews`). */
export const ALIVE = 'alive';

/**
 * Reads one file; what is wrong with it is in the result, never thrown. A zip archive stands for the files in it, which
 * are unpacked in memory one at a time, each with a reading of its own.
 */
export async function readFileReports({ file, readAs = file, from, now }: ToRead): Promise<FileReading> {
  try {
    const { value: bytes, stamp } =
      'bytes' in from ? { value: from.bytes, stamp: '' } : await readBytes(from.path, now);
    const hash = hashBytes(file, bytes);
    const archived = await filesInArchive(readAs, bytes, mayBeReport);
    if (!archived) return { stamp, hash, readings: [await readOne({ file, readAs }, bytes)] };
    const readings: Reading[] = [];
    for (const inner of archived) {
      const names = { file: `${file}${inner.file.slice(readAs.length)}`, readAs: inner.file };
      readings.push(
        await inner.read().then(
          (content) => readOne(names, content),
          (error: unknown) => ({ file: names.file, error: describeError(error) }),
        ),
      );
    }
    return { stamp, hash, readings };
  } catch (error) {
    return failedReading(file, error);
  }
}

/** The reading of a file that came to nothing. */
export function failedReading(file: string, error: unknown): FileReading {
  return { stamp: '', hash: '', readings: [{ file, error: describeError(error) }] };
}

/** What is said of an error: its own words where a person can do something about it. */
export function describeError(error: unknown): CodedError {
  if (error instanceof UserError) return { code: error.code, message: error.message };
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = CANNOT_OPEN[code];
  if (message) return { code: 'CANNOT_OPEN', message };
  const detail = error instanceof Error ? error.message.slice(0, 200) : String(error);
  return { code: 'INTERNAL', message: `读取时出现意外错误，这个文件没有入库，其余文件不受影响（${detail}）。` };
}

// --- internal ---

async function readOne(
  { file, readAs }: { readonly file: string; readonly readAs: string },
  bytes: Uint8Array,
): Promise<Reading> {
  try {
    const { value, messages } = await readReport(readAs, bytes);
    const report: Report = { ...value, file };
    const [hash, content] = [hashBytes(file, bytes), hashContent(bytes)];
    return { file, report, hash, content, rows: await rowsOf(report), messages };
  } catch (error) {
    return { file, error: describeError(error) };
  }
}

const NO_PERMISSION = '文件或文件夹没有读取权限，请检查权限后再导入。';
const BUSY = '文件正被别的程序占用，请关闭后再导入。';

const CANNOT_OPEN: Readonly<Record<string, string>> = {
  EACCES: NO_PERMISSION,
  EPERM: NO_PERMISSION,
  ENOENT: '文件打不开：它已经不在原来的位置，请检查后再导入。',
  ENOTDIR: '文件打不开：它已经不在原来的位置，请检查后再导入。',
  EISDIR: '这是文件夹，不能当作文件读取。',
  ELOOP: '这是一个指向自己的链接，打不开。',
  ENAMETOOLONG: '文件名或路径太长，系统打不开，请改短后再导入。',
  EBUSY: BUSY,
  EAGAIN: BUSY,
  EIO: '读取磁盘时出错，请检查磁盘或网络盘后再导入。',
  ESTALE: '读取磁盘时出错，请检查磁盘或网络盘后再导入。',
  EMFILE: '同时打开的文件太多，请稍后再导入。',
  ENFILE: '同时打开的文件太多，请稍后再导入。',
};
