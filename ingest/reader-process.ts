import { Worker } from 'node:worker_threads';
import { buildIndex } from '../knowledge/office-index.js';
import { onGroup } from './own-processes.js';
import {
  ALIVE,
  type FileReading,
  failedReading,
  readFileReports,
  type ToIndex,
  type Told,
  type ToRead,
} from './reading.js';

/** The process that reads files for another (parallel.ts starts it): a file in, its reading out, until the other ends; and
 * passages in, their index out. */

// --- internal ---

const MEMORY_BOUND = Number(process.argv[2]);

/**
 * A file can keep this thread busy for ever, or fill the memory outside of V8's heap. A thread beside it looks at the
 * memory, and whether the process that asked is still there; where it is not, this thread has a moment to leave by itself
 * and to take with it the programs it started.
 */
const WATCH = `
  const { ppid } = process;
  let alone = 0;
  setInterval(() => {
    if (process.ppid !== ppid) alone += 1;
    if (alone > 2 || process.memoryUsage.rss() > ${MEMORY_BOUND}) process.kill(process.pid, 'SIGKILL');
  }, 200);
`;
new Worker(WATCH, { eval: true }).unref();

// Ctrl-C goes to every process of a terminal; when to stop is for the one that asked to say.
process.on('SIGINT', () => {});
// Killed, this process cannot end the programs it started: the one that kills it does.
onGroup((news) => process.connected && process.send?.(news));
process.on('disconnect', () => process.exit());
process.on('message', async (given: ToRead | ToIndex) => {
  // Comes out only while this thread is not stuck.
  const alive = setInterval(() => process.send?.(ALIVE), 2000);
  const done = 'passages' in given ? { index: await buildIndex(given.passages) } : { reading: await read(given) };
  clearInterval(alive);
  process.send?.({ ...done, memory: process.memoryUsage.rss() } satisfies Told);
});

function read(file: ToRead): Promise<FileReading> {
  return readFileReports(file).catch((error: unknown) => failedReading(file.file, error));
}
