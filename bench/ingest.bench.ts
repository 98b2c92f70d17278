import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bench, describe } from 'vitest';
import { writeCorpus } from '../test/ingest/corpus.js';

/** Reports of made-up offices; INGEST_REPORTS=9000 for a larger folder. */
const REPORTS = Number(process.env.INGEST_REPORTS ?? 900);
const folder = mkdtempSync(join(tmpdir(), 'disclosure-'));
const corpus = join(folder, 'corpus');
await writeCorpus(corpus, REPORTS);
const OPTIONS = { iterations: 1, warmupIterations: 0, warmupTime: 0, time: 0 };
let databases = 0;

describe(`a folder of ${REPORTS} reports`, () => {
  for (const jobs of new Set([1, availableParallelism()])) {
    bench(`into a new knowledge base, ${jobs} reading`, () => measured(jobs, newDatabase()), OPTIONS);
  }
  bench('again, unchanged', () => measured(availableParallelism(), `${databases}.db`), OPTIONS);
});

function newDatabase(): string {
  databases += 1;
  return `${databases}.db`;
}

/** What a process took: seconds of processor time, and bytes of memory at most. */
interface Taken {
  readonly role: 'the command' | 'readers';
  readonly processor: number;
  readonly memory: number;
}

/** Runs the command, and says on standard error how fast it was and what it took: processor time tells on a busy machine. */
async function measured(jobs: number, database: string): Promise<void> {
  const began = performance.now();
  const run = promisify(execFile)(
    'node',
    [
      ...['dist/adapters/command-line.js', 'ingest', corpus, '--json', '--jobs', String(jobs)],
      ...['--database', `sqlite:${join(folder, database)}`],
    ],
    { maxBuffer: 2 ** 28 },
  );
  const taken = new Map<string, Taken>();
  const timer = setInterval(() => look(run.child.pid ?? 0, taken), 50);
  const { stdout } = await run;
  clearInterval(timer);
  const { reports } = JSON.parse(stdout) as { reports: unknown[] };
  const rate = reports.length / ((performance.now() - began) / 1000);
  const said = (['the command', 'readers'] as const).map((role) => {
    const of = [...taken.values()].filter((one) => one.role === role);
    const processor = of.reduce((sum, one) => sum + one.processor, 0) / reports.length;
    const memory = Math.max(0, ...of.map((one) => one.memory));
    return `${role} ${(processor * 1000).toFixed(1)} ms of processor a report, at most ${Math.round(memory / 2 ** 20)} MB each`;
  });
  process.stderr.write(`${reports.length} reports, ${jobs} reading: ${rate.toFixed(1)} a second; ${said.join('; ')}\n`);
}

/** Notes what the command and its readers took so far; Linux alone tells. */
function look(command: number, taken: Map<string, Taken>): void {
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const status = readFileSync(`/proc/${name}/status`, 'utf8');
      const reads = Number(/^PPid:\s*(\d+)/m.exec(status)?.[1]) === command;
      if (!reads && Number(name) !== command) continue;
      // The 14th and 15th fields: hundredths of a second for the program and for the system on its behalf.
      const fields = readFileSync(`/proc/${name}/stat`, 'utf8')
        .replace(/^.*\) /, '')
        .split(' ');
      taken.set(name, {
        role: reads ? 'readers' : 'the command',
        processor: (Number(fields[11]) + Number(fields[12])) / 100,
        // An ended process has none any more.
        memory: Math.max(taken.get(name)?.memory ?? 0, Number(/^VmHWM:\s*(\d+)/m.exec(status)?.[1] ?? 0) * 1024),
      });
    } catch {
      // Ended while it was looked at.
    }
  }
}
