import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { buildIndex, type CutPassage } from '../knowledge/office-index.js';
import { UserError } from '../knowledge/types.js';
import { endGroup, type GroupNews } from './own-processes.js';
import { ALIVE, type FileReading, failedReading, type ToIndex, type Told, type ToRead } from './reading.js';

/** Files read in processes of their own, so that a file that hangs or crashes its reader is the only one lost. */
export interface Readers {
  readonly count: number;
  /** Waits for a free process; what is wrong with a file is in the result, never thrown. */
  read(file: ToRead): Promise<FileReading>;
  /** Builds an index in a free process; in this one where that fails. */
  index(passages: readonly CutPassage[]): Promise<Buffer>;
  /** Ends all processes; what was being read comes back as failed. */
  stop(): Promise<void>;
}

export interface ReadersOptions {
  readonly count?: number;
  /** JavaScript file of the process. */
  readonly script?: string;
  /** Without a sign of life from a process that reads a file, in milliseconds. */
  readonly timeLimit?: number;
  /** For one file in all, in milliseconds: recognising a scan takes minutes, alive. */
  readonly longest?: number;
  /** Memory of one process in bytes, everything included. */
  readonly memoryBound?: number;
}

/** A process that holds more than this is ended. */
export const MEMORY_BOUND = 2 ** 30;
export const TIME_LIMIT_MS = 60_000;
export const LONGEST_MS = 12 * 60_000;

/** As many readers as there are processors, and no more than half of the memory can hold. */
export function readerCount(processors = availableParallelism(), memory = totalmem()): number {
  return Math.max(1, Math.min(processors, Math.floor(memory / 2 / MEMORY_BOUND)));
}

/** Readers to be used; a process starts when there is a file for it. */
export function startReaders({
  count = readerCount(),
  script = fileURLToPath(new URL('./reader-process.js', import.meta.url)),
  timeLimit = TIME_LIMIT_MS,
  longest = LONGEST_MS,
  memoryBound = MEMORY_BOUND,
}: ReadersOptions = {}): Readers {
  const idle: Reader[] = Array.from({ length: count }, () => ({ process: null, files: 0 }));
  const waiting: ((reader: Reader) => void)[] = [];
  const running = new Set<ChildProcess>();
  let stopped = false;

  function release(reader: Reader): void {
    const next = waiting.shift();
    if (next) next(reader);
    else idle.push(reader);
  }

  function processOf(reader: Reader): ChildProcess {
    if (reader.process?.connected) return reader.process;
    reader.files = 0;
    const started = startProcess(script, memoryBound);
    running.add(started);
    started.once('exit', () => running.delete(started));
    reader.process = started;
    return started;
  }

  async function readBy(reader: Reader, file: ToRead): Promise<FileReading> {
    for (;;) {
      if (stopped) return failedReading(file.file, STOPPED);
      const child = processOf(reader);
      const used = reader.files > 0;
      reader.files += 1;
      const told = await ask(child, file, { timeLimit, longest });
      if ('reading' in told) {
        await retireLarge(reader, told);
        return told.reading;
      }
      await retire(reader);
      if (stopped) return failedReading(file.file, STOPPED);
      // A process that has read files before may have died of them: the file gets one of its own.
      if (!('code' in told) || told.code !== 'READER_CRASHED' || !used) return failedReading(file.file, told);
    }
  }

  async function indexBy(reader: Reader, passages: readonly CutPassage[]): Promise<Buffer> {
    const told = stopped ? null : await ask(processOf(reader), { passages }, { timeLimit, longest });
    if (told && 'index' in told) {
      await retireLarge(reader, told);
      return Buffer.from(told.index);
    }
    await retire(reader);
    return buildIndex(passages);
  }

  /** What one file leaves behind is not to be the next one's fault. */
  async function retireLarge(reader: Reader, { memory }: Told): Promise<void> {
    if (memory > memoryBound / 2) await retire(reader);
  }

  async function withReader<T>(work: (reader: Reader) => Promise<T>): Promise<T> {
    const reader = idle.shift() ?? (await new Promise<Reader>((resolve) => waiting.push(resolve)));
    try {
      return await work(reader);
    } finally {
      release(reader);
    }
  }

  return {
    count,
    read: (file) => withReader((reader) => readBy(reader, file)),
    index: (passages) => withReader((reader) => indexBy(reader, passages)),
    stop: async () => {
      stopped = true;
      await Promise.all([...running].map(end));
    },
  };
}

// --- internal ---

interface Reader {
  process: ChildProcess | null;
  /** Read by this process. */
  files: number;
}

const STOPPED = new UserError('STOPPED', '导入已中断，这个文件还没有读。');

type FromReader = Told | GroupNews | typeof ALIVE;

/** A process that reads. However it ends, the programs it has started end with it. */
function startProcess(script: string, memoryBound: number): ChildProcess {
  const child = fork(script, [String(memoryBound)], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [`--max-old-space-size=${Math.floor((memoryBound * 0.75) / 2 ** 20)}`],
  });
  const programs = new Set<number>();
  child.on('message', (told: FromReader) => {
    if (typeof told !== 'object') return;
    if ('ended' in told) programs.delete(told.ended);
    if (!('started' in told)) return;
    programs.add(told.started);
    // Told while it was being killed.
    if (hasEnded(child)) endGroup(told.started);
  });
  child.once('exit', () => {
    for (const pid of programs) endGroup(pid);
  });
  return child;
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** Gives a process something to do; what comes back, or the error that came of it. */
function ask(
  child: ChildProcess,
  given: ToRead | ToIndex,
  { timeLimit, longest }: { timeLimit: number; longest: number },
): Promise<Told | UserError> {
  return new Promise((resolve) => {
    const silence = setTimeout(() => settle(tooSlow(timeLimit)), timeLimit);
    const whole = setTimeout(() => settle(tooSlow(longest)), longest);
    const onMessage = (told: FromReader): void => {
      if (told === ALIVE) silence.refresh();
      else if ('memory' in told) settle(told);
    };
    const onExit = (code: number | null, signal: string | null): void => settle(crashed(code, signal));
    const onError = (cause: Error): void => settle(crashed(null, null, cause));
    function settle(result: Told | UserError): void {
      clearTimeout(silence);
      clearTimeout(whole);
      child.off('message', onMessage).off('exit', onExit).off('error', onError);
      resolve(result);
    }
    child.on('message', onMessage).once('exit', onExit).once('error', onError);
    child.send(given, (cause) => {
      if (cause) onError(cause);
    });
  });
}

async function retire(reader: Reader): Promise<void> {
  const child = reader.process;
  reader.process = null;
  if (child) await end(child);
}

function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child) || child.pid === undefined) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

function tooSlow(timeLimit: number): UserError {
  return new UserError(
    'TIMEOUT',
    `读了 ${Math.round(timeLimit / 1000)} 秒还没有读完，已放弃，其余文件不受影响。请把文件另存一份（或拆成单份年报）后再导入。`,
  );
}

function crashed(code: number | null, signal: string | null, cause?: Error): UserError {
  // Killed by the thread that watches the memory or by the system's; SIGABRT is V8 out of its heap.
  const memory = signal === 'SIGKILL' || signal === 'SIGABRT' || code === 134;
  const why = memory ? '内存超过上限' : '读取程序异常退出';
  const message = `${why}，这个文件没有入库，其余文件不受影响。请把文件另存一份（或拆小）后再导入。`;
  return new UserError('READER_CRASHED', message, { cause });
}
