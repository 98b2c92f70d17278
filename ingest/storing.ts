import { setTimeout as sleep } from 'node:timers/promises';
import { checkReport } from '../knowledge/checks.js';
import type { Conflict, OnConflict } from '../knowledge/conflict.js';
import type { Connection, Database } from '../knowledge/database.js';
import { conflictOf, officeName, type ReadEntry, rememberFile } from '../knowledge/read-files.js';
import { noteRefused, storeIn } from '../knowledge/reports.js';
import type { Format } from '../knowledge/types.js';
import type { Examined } from './examine.js';
import type { Source } from './files.js';
import type { Ready } from './in-order.js';
import { describeError, type FailedFile, type ReadReport } from './reading.js';

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
  readonly conflict?: Conflict;
}

export interface Remark {
  readonly code: string;
  /** Chinese. */
  readonly message: string;
  /** 1-based line in the text of the source; null where it is about the whole file. */
  readonly line: number | null;
}

export interface Storing {
  readonly database: Database;
  readonly now: () => Date;
  readonly onConflict?: OnConflict | undefined;
  /** Stops before the next transaction. */
  readonly signal?: AbortSignal | undefined;
  /** As `ToStore`. */
  readonly indexLater: boolean;
}

/** What became of a source. */
export interface StoredSource {
  readonly source: Source;
  readonly reports: readonly IngestedReport[];
  readonly failed: readonly FailedFile[];
}

/**
 * Stores what was examined, in its order, several reports in one transaction: each source is told of once all of it is
 * committed. A transaction that fails is done again a report at a time, so that the one at fault is the only one left out.
 */
export async function* storeSources(
  examined: readonly Ready<Source, Examined>[],
  options: Storing,
): AsyncGenerator<StoredSource> {
  const steps = examined.flatMap((one) => stepsOf(one, options));
  let open = NONE;
  let singly = 0;
  while (steps.length > 0 && !options.signal?.aborted) {
    const begun = performance.now();
    const batch = alike(steps, singly > 0 ? 1 : steps.length);
    let taken: Taken;
    try {
      taken = await take(options.database, batch, open);
    } catch (error) {
      const [step] = batch;
      if (batch.length > 1 || !step) {
        singly = batch.length;
        continue;
      }
      await step.refused?.(error);
      taken = takeAs(step, { ...open, failed: [...open.failed, { file: step.file, error: describeError(error) }] });
    }
    steps.splice(0, taken.steps);
    singly = Math.max(0, singly - taken.steps);
    open = taken.open;
    yield* taken.whole;
    if (taken.steps > 1 && batch[0]?.writes) await letOthersWrite(options.database, performance.now() - begun);
  }
}

// --- internal ---

/** How long one transaction may keep other writers waiting, one report more or less, in milliseconds. */
const HELD_MS = 60;

/** What was done of the source whose turn it is. */
type Open = Omit<StoredSource, 'source'> & { readonly entries: readonly ReadEntry[] };

const NONE: Open = { reports: [], failed: [], entries: [] };

/** One piece of work in a transaction: a report; with the last of a source, what is remembered of the source. */
interface Step {
  readonly source: Source;
  /** What is named where it fails. */
  readonly file: string;
  readonly last: boolean;
  readonly writes: boolean;
  work(connection: Connection, open: Open): Promise<Open>;
  /** What is to be done where it fails; the transaction is over then. */
  refused?(error: unknown): Promise<void>;
}

/** What one transaction came to. */
interface Taken {
  readonly steps: number;
  readonly whole: readonly StoredSource[];
  readonly open: Open;
}

function stepsOf({ item: source, result }: Ready<Source, Examined>, options: Storing): readonly Step[] {
  const file = source.name;
  if (result.kind === 'unchanged') {
    const { known, touched } = result;
    const work = async (connection: Connection): Promise<Open> => {
      if (touched) await rememberFile(connection, source.key, known);
      const reports: IngestedReport[] = [];
      for (const entry of known.reports) {
        const conflict = await conflictOf(connection, entry);
        reports.push(await ingested(connection, entry, { status: 'unchanged', conflict }));
      }
      return { ...NONE, reports };
    };
    return [{ source, file, last: true, writes: touched, work }];
  }
  const { stamp, hash, readings } = result;
  const end = async (connection: Connection, open: Open): Promise<Open> => {
    if (open.failed.length === 0) await rememberFile(connection, source.key, { stamp, hash, reports: open.entries });
    return open;
  };
  if (readings.length === 0) return [{ source, file, last: true, writes: true, work: end }];
  return readings.map((reading, index) => {
    const step = 'error' in reading ? failedStep(reading) : reportStep(reading, options);
    if (index < readings.length - 1) return { source, last: false, ...step };
    const work = async (connection: Connection, open: Open) => end(connection, await step.work(connection, open));
    return { source, last: true, ...step, work };
  });
}

type OfReading = Omit<Step, 'source' | 'last'>;

function failedStep(failed: FailedFile): OfReading {
  const work = async (_: Connection, open: Open): Promise<Open> => ({ ...open, failed: [...open.failed, failed] });
  return { file: failed.file, writes: false, work };
}

function reportStep(
  { file, report, hash, content, rows, messages }: ReadReport,
  { database, now, onConflict, indexLater }: Storing,
): OfReading {
  const toStore = { report, hash, content, rows, check: checkReport, now: now(), onConflict, indexLater };
  return {
    file,
    writes: true,
    work: async (connection, open) => {
      const { status, office, findings, conflict } = await storeIn(connection, toStore);
      const { year, format } = report;
      const cells = report.figures.filter(({ source }) => source === 'table').length;
      const entry = { file, office, year, format, cells, passages: report.passages.length, findings, messages };
      const stored = await ingested(connection, entry, { status, conflict });
      return { ...open, reports: [...open.reports, stored], entries: [...open.entries, entry] };
    },
    refused: (error) => noteRefused(database, toStore, error),
  };
}

/** The first steps, at most so many, that all write or all do not. */
function alike(steps: readonly Step[], most: number): readonly Step[] {
  const other = steps.findIndex(({ writes }) => writes !== steps[0]?.writes);
  return steps.slice(0, Math.min(most, other < 0 ? steps.length : other));
}

/** Takes steps until there are no more or it has lasted long enough; what does not write needs no transaction. */
async function take(database: Database, steps: readonly Step[], open: Open): Promise<Taken> {
  const work = async (connection: Connection): Promise<Taken> => {
    const begun = performance.now();
    const whole: StoredSource[] = [];
    let [taken, now] = [0, open];
    for (const step of steps) {
      const after = takeAs(step, await step.work(connection, now));
      whole.push(...after.whole);
      now = after.open;
      taken += 1;
      if (performance.now() - begun > HELD_MS) break;
    }
    return { steps: taken, whole, open: now };
  };
  return steps[0]?.writes ? database.transaction(work) : work(database);
}

/** A step that came to `open`. */
function takeAs({ source, last }: Step, open: Open): Taken {
  const { reports, failed } = open;
  return last ? { steps: 1, whole: [{ source, reports, failed }], open: NONE } : { steps: 1, whole: [], open };
}

/** Who waits to write to a SQLite file looks now and then whether it may: there has to be a moment when it may. */
async function letOthersWrite({ engine }: Database, held: number): Promise<void> {
  if (engine === 'sqlite') await sleep(Math.min(held, HELD_MS) / 4);
}

async function ingested(
  connection: Connection,
  { office, ...entry }: ReadEntry,
  { status, conflict }: { readonly status: IngestedReport['status']; readonly conflict: Conflict | null | undefined },
): Promise<IngestedReport> {
  const { file, year, format, cells, passages, findings, messages = [] } = entry;
  const remarks = messages.map(({ code, text, line = null }) => ({ code, message: text, line }));
  const name = await officeName(connection, office);
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
