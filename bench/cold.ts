/**
 * `ask` from a cold start against `node -e 0`, and the memory of a process that answers.
 * `npm run bench:cold -- [--reports 60,900] [--rounds 10] [--keep <folder>] [--database <url>] [--write]`
 */

import { type ChildProcess, execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { questionsOf } from './answers-asked.js';
import { benchCall } from './call.js';
import { databaseOf } from './databases.js';
import { inTurns } from './measuring.js';
import { startBot } from './running-bot.js';
import { type Cell, table, times } from './tables.js';

const COMMAND = 'dist/adapters/command-line.js';
const MB = 2 ** 20;
/** Questions to the running bot before its memory is looked at again. */
const ASKED = 200;

const call = benchCall('bench:cold', { rounds: 10 });
const starts: Cell[][] = [];
const memory: Cell[][] = [];
for (const reports of call.reports) {
  const url = await databaseOf(call.folder, reports, call.server);
  const { figures, narratives } = await questionsOf(reports);
  const questions = [...figures.map(({ question }) => question), ...narratives];
  // Before anybody asks: a bot that starts where people talked writes the whole file anew (retention.ts).
  const held = await memoryOfBot(url, questions);
  const ask = (question: string | undefined) => () => answered([COMMAND, 'ask', question ?? '', '--database', url]);
  const timings = await inTurns(
    {
      'node -e 0': () => execFileSync('node', ['-e', '0']),
      'ask: a figure': ask(figures[0]?.question),
      'ask: a passage': ask(narratives[0]),
    },
    { rounds: call.rounds, warm: 1, seconds: 100 },
  );
  const bare = timings['node -e 0'];
  for (const [name, { p50, p99 }] of Object.entries(timings)) {
    starts.push([name, reports, p50, p99, p50 - bare.p50, times(p50, bare.p50)]);
  }
  memory.push([reports, held.started / MB, held.first / MB, held.many / MB]);
  call.save({
    bench: 'cold',
    reports,
    values: {
      'ask a figure ms': timings['ask: a figure'].p50,
      'ask a passage ms': timings['ask: a passage'].p50,
      'node ms': bare.p50,
      'bot memory MB': held.many / MB,
    },
  });
}
call.publish('cold', [
  table(['from a cold start', 'reports', 'p50 ms', 'p99 ms', 'more than node, ms', 'to node'], starts),
  table(['reports', 'started, MB', 'after one answer', `after ${ASKED}`], memory, 0),
]);

// --- internal ---

function answered(args: readonly string[]): void {
  const { status, stderr } = spawnSync('node', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')}: ${stderr}`);
}

/** Bytes in memory of a bot that runs: when it listens, after its first answer, after many. */
async function memoryOfBot(database: string, questions: readonly string[]) {
  const bot = await startBot({ database });
  const ask = async (question: string): Promise<void> => {
    const body = JSON.stringify({ question });
    const response = await fetch(`${bot.address}/api/ask`, { method: 'POST', body });
    if (!response.ok) throw new Error(`${question}: ${response.status}`);
    await response.text();
  };
  try {
    const started = held(bot.child);
    await ask(questions[0] ?? '');
    const first = held(bot.child);
    for (let at = 0; at < ASKED; at += 1) await ask(questions[(at * 7) % questions.length] ?? '');
    return { started, first, many: held(bot.child) };
  } finally {
    await bot.stop();
  }
}

/** What a process holds in memory, in bytes; NaN where the system does not tell. */
function held({ pid }: ChildProcess): number {
  try {
    return Number(/^VmRSS:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
  } catch {
    return Number.NaN;
  }
}
