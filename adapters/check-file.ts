import { PHRASES } from '../bot/phrases.js';
import type { CheckFile } from '../bot/sent-file.js';
import { type ReadersOptions, startReaders } from '../ingest/parallel.js';
import type { FileReading } from '../ingest/reading.js';
import { checkReading } from './check-draft.js';

/** How files of chats are read; what one of them may cost is bounded. */
export interface FileCheckerOptions {
  readonly databaseUrl: string;
  readonly now: () => Date;
  readonly readers?: Omit<ReadersOptions, 'count'>;
  /** Files that may wait while another is read; each is held in memory. */
  readonly mostWaiting?: number;
  /** Letters of a report that is checked. */
  readonly mostLetters?: number;
}

/**
 * Checks files one after the other, each read in a process of its own that ends with it: a file that hangs, crashes or
 * fills its reader keeps nobody from being answered. What is wrong with a file is in the result; rejects only where the
 * database cannot be asked.
 */
export function fileChecker({
  databaseUrl,
  now,
  readers,
  mostWaiting = MOST_WAITING,
  mostLetters = MOST_LETTERS,
}: FileCheckerOptions): CheckFile {
  let last: Promise<unknown> = Promise.resolve();
  let taken = 0;
  return async ({ name, bytes }) => {
    if (taken > mostWaiting) return { error: { code: 'READERS_BUSY', message: PHRASES.fileBusy } };
    taken += 1;
    const turn = last.then(() => readAlone(name, bytes, now(), { ...BOUNDS, ...readers }));
    last = turn.catch(() => {});
    try {
      const [reading, ...more] = (await turn).readings;
      if (!reading || more.length > 0) return { error: { code: 'SEVERAL_FILES', message: PHRASES.fileSeveral } };
      if ('error' in reading) return reading;
      const { report, messages } = reading;
      if (lettersIn(report.lines) > mostLetters) {
        return { error: { code: 'FILE_TOO_LARGE', message: PHRASES.fileTooLong(mostLetters) } };
      }
      return await checkReading({ value: report, messages }, databaseUrl);
    } finally {
      taken -= 1;
    }
  };
}

// --- internal ---

const MOST_WAITING = 3;

/** Somebody waits for the answer: shorter than when reports are taken in. Recognising a scan takes minutes. */
const BOUNDS: ReadersOptions = { timeLimit: 30_000, longest: 3 * 60_000 };

/** Reports have some ten thousand, and the checks run beside the answers of others. */
const MOST_LETTERS = 300_000;

async function readAlone(file: string, bytes: Uint8Array, now: Date, bounds: ReadersOptions): Promise<FileReading> {
  const readers = startReaders({ ...bounds, count: 1 });
  try {
    return await readers.read({ file, from: { bytes }, now });
  } finally {
    await readers.stop();
  }
}

function lettersIn(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length, 0);
}
