import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { checkReport } from '../knowledge/checks.js';
import type { OnConflict } from '../knowledge/conflict.js';
import type { Database } from '../knowledge/database.js';
import { type Stored, storeReport } from '../knowledge/reports.js';
import { type Format, UserError } from '../knowledge/types.js';
import { READER_VERSION, readReport } from './report.js';

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

/** Reads files one by one, each in a transaction of its own: a bad file never stops the rest. */
export async function ingestFiles(files: readonly string[], options: IngestOptions): Promise<IngestResult> {
  const reports: IngestedReport[] = [];
  const failed: FailedFile[] = [];
  for (const [index, path] of files.entries()) {
    try {
      reports.push(await ingestFile(path, options));
    } catch (error) {
      failed.push({ file: basename(path), error: describeError(error) });
    }
    options.onProgress?.(index + 1, files.length, basename(path));
  }
  return { reports, failed };
}

// --- internal ---

async function ingestFile(
  path: string,
  { database, now, onConflict = 'replace' }: IngestOptions,
): Promise<IngestedReport> {
  const file = basename(path);
  const bytes = await readFile(path);
  const { value: report } = readReport(file, bytes);
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
