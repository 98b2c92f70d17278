import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { checkReport } from '../knowledge/checks.js';
import type { OnConflict } from '../knowledge/conflict.js';
import type { Database } from '../knowledge/database.js';
import { type Stored, storeReport } from '../knowledge/reports.js';
import { type Format, UserError } from '../knowledge/types.js';
import { mayBeReport } from './files.js';
import { fileTooLarge } from './refusals.js';
import { READER_VERSION, readReport } from './report.js';
import { filesInArchive } from './zip.js';

/** What became of the files of one call (contract: `ingest --json`). */
export interface IngestResult {
  readonly reports: readonly IngestedReport[];
  readonly failed: readonly FailedFile[];
}

export interface IngestedReport {
  readonly file: string;
  readonly office: string;
  readonly year: number;
  readonly format: Format;
  readonly status: 'added' | 'updated' | 'unchanged';
  /** Cells of the statutory tables. */
  readonly cells: number;
  readonly passages: number;
  readonly findings: number;
  /** Where another file reports on the same office and year. */
  readonly conflict?: NonNullable<Stored['conflict']>;
}

export interface FailedFile {
  readonly file: string;
  readonly error: { readonly code: string; readonly message: string };
}

export interface IngestOptions {
  readonly database: Database;
  readonly now: () => Date;
  /** What becomes of another file for an office and year that has a report; default `replace`. */
  readonly onConflict?: OnConflict;
  /** Called after each file with the number done. */
  readonly onProgress?: (done: number, total: number, file: string) => void;
}

/** Larger files are refused unread. */
export const MOST_BYTES = 100 * 2 ** 20;

/**
 * Reads files one by one, each in a transaction of its own: a bad file never stops the rest. A zip archive stands for
 * the files in it, which are unpacked in memory one at a time.
 */
export async function ingestFiles(files: readonly string[], options: IngestOptions): Promise<IngestResult> {
  const reports: IngestedReport[] = [];
  const failed: FailedFile[] = [];
  for (const [index, path] of files.entries()) {
    for (const { file, read } of await opened(path)) {
      try {
        reports.push(await ingestFile(file, await read(), options));
      } catch (error) {
        failed.push({ file, error: describeError(error) });
      }
    }
    options.onProgress?.(index + 1, files.length, basename(path));
  }
  return { reports, failed };
}

// --- internal ---

interface OpenedFile {
  readonly file: string;
  read(): Promise<Uint8Array>;
}

/** The file itself, or the files in it where it is an archive. What goes wrong comes with `read`. */
async function opened(path: string): Promise<readonly OpenedFile[]> {
  const file = basename(path);
  try {
    if ((await stat(path)).size > MOST_BYTES) throw fileTooLarge(`${MOST_BYTES / 2 ** 20} MB`);
    const bytes = await readFile(path);
    return (await filesInArchive(file, bytes, mayBeReport)) ?? [{ file, read: async () => bytes }];
  } catch (error) {
    return [{ file, read: () => Promise.reject(error) }];
  }
}

async function ingestFile(
  file: string,
  bytes: Uint8Array,
  { database, now, onConflict = 'replace' }: IngestOptions,
): Promise<IngestedReport> {
  const { value: report } = await readReport(file, bytes);
  const hash = createHash('sha256').update(`${READER_VERSION}\n${file}\n`).update(bytes).digest('hex');
  const content = createHash('sha256').update(bytes).digest('hex');
  const toStore = { report, hash, content, now: now(), check: checkReport, onConflict };
  const { status, findings, conflict } = await storeReport(database, toStore);
  const cells = report.figures.filter(({ source }) => source === 'table').length;
  return {
    file,
    office: report.office.name,
    year: report.year,
    format: report.format,
    status,
    cells,
    passages: report.passages.length,
    findings,
    ...(conflict && { conflict }),
  };
}

function describeError(error: unknown): { code: string; message: string } {
  if (error instanceof UserError) return { code: error.code, message: error.message };
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'EACCES' || code === 'EISDIR' || code === 'ENOENT') {
    return { code: 'CANNOT_OPEN', message: '文件打不开，请检查文件是否存在、是否有读取权限。' };
  }
  const detail = error instanceof Error ? error.message.slice(0, 200) : String(error);
  return { code: 'INTERNAL', message: `读取时出现意外错误，这个文件没有入库，其余文件不受影响（${detail}）。` };
}
