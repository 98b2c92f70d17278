import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { keyOf } from './file-name.js';
import { type FileSource, listFiles } from './files.js';
import { type FileOutcome, type IngestOptions, ingestFiles } from './ingest.js';
import type { CodedError } from './reading.js';
import { type Settling, startSettling } from './settling.js';

export interface WatchOptions extends Omit<IngestOptions, 'signal' | 'onFile'> {
  /** Ends the watch. */
  readonly signal: AbortSignal;
  /** Called after each file; a failure that is only for now comes with `again`. */
  readonly onFile: (outcome: FileOutcome, again: boolean) => void;
  /** Called where the database took nothing any more, and so not all files were read; they come again. */
  readonly onStopped?: (error: CodedError) => void;
  /** Called when the folder cannot be read, and once when it can be again. */
  readonly onFolder?: (readable: boolean) => void;
  /** How long a file has to lie unchanged before it is read, in milliseconds. */
  readonly settle?: number;
  /** Between two looks, in milliseconds. */
  readonly every?: number;
}

/**
 * Reads what lies in a folder, then what is put into it or changed, until `signal` ends it. It looks again and again
 * rather than being told: network drives tell nothing.
 * @throws as `listFiles` where the folder is not there at the start
 */
export async function watchFolder(folder: string, options: WatchOptions): Promise<void> {
  const { signal, onFolder, settle = 2000, every = 1000 } = options;
  const settling = startSettling(settle);
  let readable = true;
  await listFiles([folder]);
  while (!signal.aborted) {
    const begun = Date.now();
    const sources = await listFiles([folder]).catch(() => null);
    const whole = sources?.every(({ kind, key }) => kind !== 'broken' || key !== keyOf(resolve(folder))) === true;
    if (whole !== readable) onFolder?.(whole);
    readable = whole;
    const files = (sources ?? []).filter((source): source is FileSource => source.kind === 'file');
    const ready = whole ? new Set(settling.look(await statesOf(files), Date.now())) : new Set();
    // A folder so large that looking takes long is looked at less often.
    const pause = Math.max(every, 5 * (Date.now() - begun));
    const chosen = files.filter(({ key }) => ready.has(key));
    if (chosen.length > 0) await readSettled(chosen, settling, options);
    await sleep(Math.min(pause, LONGEST_PAUSE_MS), undefined, { signal }).catch(() => {});
  }
}

// --- internal ---

const LONGEST_PAUSE_MS = 60_000;

/** Codes of failures that pass by themselves. */
const PASSING = new Set([
  'CANNOT_OPEN',
  'FILE_CHANGING',
  'STOPPED',
  'DATABASE_LOCKED',
  'DATABASE_BUSY',
  'DATABASE_LOST',
  'DATABASE_UNREACHABLE',
  'DISK_FULL',
]);

async function readSettled(files: readonly FileSource[], settling: Settling, options: WatchOptions): Promise<void> {
  const { onFile, onStopped, ...rest } = options;
  const done = new Set<string>();
  const { stopped } = await ingestFiles(files, {
    ...rest,
    onFile: (outcome) => {
      done.add(outcome.source.key);
      const again = outcome.failed.some(({ error }) => PASSING.has(error.code));
      if (again) settling.retry(outcome.source.key, Date.now());
      onFile(outcome, again);
    },
  });
  if (stopped && !options.signal.aborted) onStopped?.(stopped);
  // A database that takes nothing stops the run before its last file.
  for (const { key } of files) if (!done.has(key)) settling.retry(key, Date.now());
}

/** Size and time of each file; what is gone meanwhile is not there. */
async function statesOf(files: readonly FileSource[]): Promise<Map<string, string>> {
  const states = new Map<string, string>();
  for (const { key, path } of files) {
    const about = await stat(path, { bigint: true }).catch(() => null);
    if (about) states.set(key, `${about.size}:${about.mtimeNs}:${about.ctimeNs}`);
  }
  return states;
}
