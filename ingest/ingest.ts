import type { OnConflict } from '../knowledge/conflict.js';
import type { Database } from '../knowledge/database.js';
import { bringUpToDate } from '../knowledge/office-indexes.js';
import { examine, type FetchPage } from './examine.js';
import type { Source } from './files.js';
import { inOrder } from './in-order.js';
import { type ReadersOptions, startReaders } from './parallel.js';
import { type CodedError, describeError, type FailedFile, readFileReports } from './reading.js';
import { type IngestedReport, storeSources } from './storing.js';

export type { IngestedReport, Remark } from './storing.js';

/** What became of the files of one call (contract: `ingest --json`). */
export interface IngestResult {
  readonly reports: readonly IngestedReport[];
  readonly failed: readonly FailedFile[];
}

export interface IngestOptions {
  readonly database: Database;
  readonly now: () => Date;
  /** What becomes of another file for an office and year that has a report; left out: as `storeReport`. */
  readonly onConflict?: OnConflict | undefined;
  /** Gets what an address names; without it addresses are refused. */
  readonly fetchPage?: FetchPage;
  /** How processes read; `false` for none. Left out, many files are read in processes and a few in this one. */
  readonly readers?: ReadersOptions | false;
  /** Reads also what was read before and did not change. */
  readonly again?: boolean;
  /** Stops after the transaction that runs. */
  readonly signal?: AbortSignal;
  /** Called after each file with what became of it, in the order of the files. */
  readonly onFile?: (outcome: FileOutcome) => void;
  /** Called when the full text of offices is put in order, after many files. */
  readonly onIndexing?: () => void;
}

export interface FileOutcome extends IngestResult {
  readonly source: Source;
  /** Files done, this one included. */
  readonly done: number;
  readonly total: number;
}

/** As `IngestResult`, and how far it got. */
export interface IngestRun extends IngestResult {
  readonly done: number;
  readonly total: number;
  /** Why it ended before the last file; null where it did not. */
  readonly stopped: CodedError | null;
}

/**
 * Reads files, in processes side by side where there are many, and stores their reports one after the other in the order
 * of the files, those that are ready together in one transaction: a bad file never stops the rest, and what is stored does
 * not depend on which was read first, nor on what was stored together. A file that was read before and did not change is
 * not read again. Only a database that takes nothing any more (full disk, read-only) stops the run, and `signal`.
 */
export async function ingestFiles(sources: readonly Source[], options: IngestOptions): Promise<IngestRun> {
  const { database, now, fetchPage, signal, again, onFile } = options;
  const readers = needsReaders(sources, options) ? startReaders(options.readers || {}) : null;
  const examineOptions = { database, now, fetchPage, signal, again, read: readers?.read ?? readFileReports };
  const endReaders = (): void => void readers?.stop();
  signal?.addEventListener('abort', endReaders);
  const total = sources.length;
  const reports: IngestedReport[] = [];
  const failed: FailedFile[] = [];
  let done = 0;
  let stopped: CodedError | null = null;
  try {
    const ahead = readers ? readers.count * AHEAD : 1;
    for await (const examined of inOrder(sources, ahead, (source) => examine(source, examineOptions))) {
      for await (const outcome of storeSources(examined, { ...options, indexLater: readers !== null })) {
        done += 1;
        reports.push(...outcome.reports);
        failed.push(...outcome.failed);
        onFile?.({ ...outcome, done, total });
        stopped = outcome.failed.find(({ error }) => FATAL.has(error.code))?.error ?? null;
        if (stopped) break;
      }
      if (signal?.aborted && done < total) stopped = INTERRUPTED;
      if (stopped) break;
    }
    if (readers && !stopped) {
      options.onIndexing?.();
      await bringUpToDate(database, { goOn: () => !signal?.aborted, build: readers.index });
    }
    return { reports, failed, done, total, stopped };
  } catch (error) {
    // Between two files: what was stored is stored, and is told.
    const told = describeError(error);
    if (!OF_DATABASE.test(told.code)) throw error;
    return { reports, failed, done, total, stopped: told };
  } finally {
    signal?.removeEventListener('abort', endReaders);
    await readers?.stop();
  }
}

// --- internal ---

/** Starting processes and their dictionaries takes half a second. */
const FEW = 8;

/** Files read for each reader before it is their turn to be stored: what is read and not yet stored is in memory. */
const AHEAD = 16;

/** The database cannot take anything any more: to go on would say so of every file. */
const FATAL = new Set([
  'DISK_FULL',
  'DATABASE_READONLY',
  'DATABASE_CORRUPT',
  'DATABASE_IO',
  'DATABASE_UNREACHABLE',
  'DATABASE_LOST',
]);

const OF_DATABASE = /^(?:DATABASE|DISK)_/;

const INTERRUPTED: CodedError = { code: 'STOPPED', message: '导入已中断。' };

function needsReaders(sources: readonly Source[], { readers }: IngestOptions): boolean {
  return readers === undefined ? sources.length > FEW : readers !== false;
}
