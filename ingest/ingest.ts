import { checkReport } from '../knowledge/checks.js';
import type { Conflict, OnConflict } from '../knowledge/conflict.js';
import type { Database } from '../knowledge/database.js';
import { officeIndexes } from '../knowledge/office-index.js';
import { conflictOf, officeName, type ReadEntry, rememberFile } from '../knowledge/read-files.js';
import { type Stored, storeReport } from '../knowledge/reports.js';
import type { Format } from '../knowledge/types.js';
import { type Examined, examine, type FetchPage } from './examine.js';
import type { Source } from './files.js';
import { inOrder } from './in-order.js';
import { type ReadersOptions, startReaders } from './parallel.js';
import { type CodedError, describeError, type FailedFile, type ReadReport, readFileReports } from './reading.js';

/** What became of the files of one call (contract: `ingest --json`). */
export interface IngestResult {
  readonly reports: readonly IngestedReport[];
  readonly failed: readonly FailedFile[];
}

export interface IngestedReport {
  readonly file: string;
  /** Canonical name. */
  readonly office: string;
  readonly year: number;
  readonly format: Format;
  readonly status: 'added' | 'updated' | 'unchanged';
  /** Cells of the statutory tables. */
  readonly cells: number;
  readonly passages: number;
  readonly findings: number;
  /** What the reader remarked: guessed, could not read, left out. */
  readonly messages: readonly Remark[];
  /** Where another file reports on the same office and year. */
  readonly conflict?: NonNullable<Stored['conflict']>;
}

export interface Remark {
  readonly code: string;
  /** Chinese. */
  readonly message: string;
  /** 1-based line in the text of the source; null where it is about the whole file. */
  readonly line: number | null;
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
 * of the files, each in a transaction of its own: a bad file never stops the rest, and what is stored does not depend on
 * which was read first. A file that was read before and did not change is not read again. Only a database that takes
 * nothing any more (full disk, read-only) stops the run, and `signal`.
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
    for await (const { item, result } of inOrder(sources, ahead, (source) => examine(source, examineOptions))) {
      if (!signal?.aborted) {
        const outcome = await storeAll(item, result, options, readers !== null);
        done += 1;
        reports.push(...outcome.reports);
        failed.push(...outcome.failed);
        onFile?.({ ...outcome, source: item, done, total });
        stopped = outcome.failed.find(({ error }) => FATAL.has(error.code))?.error ?? null;
      }
      if (signal?.aborted && done < total) stopped = INTERRUPTED;
      if (stopped) break;
    }
    if (readers && !stopped) {
      options.onIndexing?.();
      await officeIndexes(database).bringUpToDate(() => !signal?.aborted);
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
const AHEAD = 8;

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

async function storeAll(
  source: Source,
  examined: Examined,
  { database, now, onConflict }: IngestOptions,
  indexLater: boolean,
): Promise<IngestResult> {
  if (examined.kind === 'unchanged') {
    const { known, touched } = examined;
    if (touched) await rememberFile(database, source.key, known);
    const reports = known.reports.map(async (entry) =>
      ingested(database, entry, { status: 'unchanged', conflict: await conflictOf(database, entry) }),
    );
    return { reports: await Promise.all(reports), failed: [] };
  }
  const reports: IngestedReport[] = [];
  const entries: ReadEntry[] = [];
  const failed: FailedFile[] = [];
  for (const reading of examined.readings) {
    if ('error' in reading) {
      failed.push(reading);
      continue;
    }
    try {
      const { status, conflict, entry } = await store(database, reading, { now: now(), onConflict, indexLater });
      entries.push(entry);
      reports.push(await ingested(database, entry, { status, conflict }));
    } catch (error) {
      failed.push({ file: reading.file, error: describeError(error) });
    }
  }
  const { stamp, hash } = examined;
  if (failed.length === 0) await rememberFile(database, source.key, { stamp, hash, reports: entries });
  return { reports, failed };
}

async function store(
  database: Database,
  { file, report, hash, content, rows, messages }: ReadReport,
  how: { readonly now: Date; readonly onConflict: OnConflict | undefined; readonly indexLater: boolean },
): Promise<Pick<Stored, 'status' | 'conflict'> & { entry: ReadEntry }> {
  const toStore = { report, hash, content, rows, check: checkReport, ...how };
  const { status, office, findings, conflict } = await storeReport(database, toStore);
  const { year, format } = report;
  const cells = report.figures.filter(({ source }) => source === 'table').length;
  const entry = { file, office, year, format, cells, passages: report.passages.length, findings, messages };
  return { status, entry, ...(conflict && { conflict }) };
}

async function ingested(
  database: Database,
  { office, ...entry }: ReadEntry,
  { status, conflict }: { readonly status: IngestedReport['status']; readonly conflict: Conflict | null | undefined },
): Promise<IngestedReport> {
  const { file, year, format, cells, passages, findings, messages = [] } = entry;
  const remarks = messages.map(({ code, text, line = null }) => ({ code, message: text, line }));
  const name = await officeName(database, office);
  return {
    file,
    office: name,
    year,
    format,
    status,
    cells,
    passages,
    findings,
    messages: remarks,
    ...(conflict && { conflict }),
  };
}
