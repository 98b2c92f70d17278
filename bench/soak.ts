/**
 * The same load for a long time: does memory stay? `npm run soak -- [minutes] [--rate 20] [--database <url>] [--write]`
 * Each minute the bot collects its garbage and says what is left. It passes where in the last third both what the heap
 * holds and what the process holds are flat (`slope.ts`), and every question was answered.
 */

import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { databaseOf, type RunningBot, startBot } from './running-bot.js';
import { growthOf, isFlat } from './slope.js';
import { writeBetween } from './written.js';

const { values: options, positionals } = parseArgs({
  options: {
    rate: { type: 'string', default: '20' },
    database: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const minutes = Number(positionals[0] ?? 30);
const rate = Number(options.rate);
/** Conversations that go on at the same time; each is forgotten by the bot when its time has come. */
const SESSIONS = 500;
const MB = 2 ** 20;

const folder = mkdtempSync(join(tmpdir(), 'disclosure-soak-'));
mkdirSync(folder, { recursive: true });
const database = options.database ?? (await databaseOf(folder, 5));
const questions = questionsAsked();
const bot = await startBot({
  database,
  node: ['--expose-gc', '--import', `${process.cwd()}/dist/bench/soak-probe.js`],
  ipc: true,
});

let [asked, answered, failures] = [0, 0, 0];
const ending = new AbortController();
const asking = askSteadily();
const memory: { readonly rss: number; readonly heap: number }[] = [];
for (let minute = 1; minute <= minutes; minute += 1) {
  await pause(60_000);
  const { rss, heap } = await memoryOf(bot);
  memory.push({ rss, heap });
  process.stdout.write(
    `${minute} min: heap ${(heap / MB).toFixed(1)} MB, process ${(rss / MB).toFixed(0)} MB, ${answered} answers, ${failures} failures\n`,
  );
}
ending.abort();
await asking;
const code = await bot.stop();

const last = memory.slice(-Math.max(3, Math.floor(memory.length / 3)));
const verdicts = (['heap', 'rss'] as const).map((kind) => ({ kind, ...growthOf(last.map((each) => each[kind])) }));
const told = verdicts.map(
  ({ kind, share, doubt }) => `${kind} ${(share * 100).toFixed(2)} % ± ${(doubt * 100).toFixed(2)} %`,
);
const flat = verdicts.every(isFlat);
const report = [
  `\`npm run soak -- ${minutes} --rate ${rate}\`: ${answered} answers to ${questions.length} different questions, ${failures} failures, exit code ${code}.`,
  `Growth over the last ${last.length} minutes: ${told.join(', ')}: ${flat ? 'flat' : 'NOT flat'}.`,
  '',
  '| minute | heap after collection, MB | process, MB |',
  '| ---: | ---: | ---: |',
  ...memory.flatMap(({ heap, rss }, at) =>
    at === 0 || (at + 1) % Math.max(1, Math.round(minutes / 10)) === 0
      ? [`| ${at + 1} | ${(heap / MB).toFixed(1)} | ${(rss / MB).toFixed(0)} |`]
      : [],
  ),
].join('\n');
if (options.write) writeBetween('soak', report);
process.stdout.write(`${report}\n`);
process.exitCode = flat && failures === 0 && code === 0 ? 0 : 1;

// --- internal ---

function questionsAsked(): string[] {
  const files = readdirSync('test/answers').filter((name) => name.endsWith('.jsonl'));
  const lines = files.flatMap((name) => readFileSync(join('test/answers', name), 'utf8').split('\n'));
  return lines.flatMap((line) => {
    const { question } = (line.trim() === '' ? {} : JSON.parse(line)) as { question?: unknown };
    return typeof question === 'string' ? [question] : [];
  });
}

/** So many questions a second, whether or not those before are answered. */
async function askSteadily(): Promise<void> {
  const underWay = new Set<Promise<void>>();
  for (let at = performance.now(); !ending.signal.aborted; at += 1000 / rate) {
    const one = askOne(questions[(asked * 31) % questions.length] ?? '', asked % SESSIONS);
    asked += 1;
    underWay.add(one);
    void one.finally(() => underWay.delete(one));
    await pause(Math.max(0, at + 1000 / rate - performance.now()));
  }
  await Promise.all(underWay);
}

async function askOne(question: string, session: number): Promise<void> {
  try {
    const response = await fetch(`${bot.address}/api/ask`, {
      method: 'POST',
      body: JSON.stringify({ question, session: `soak-session-${session}` }),
      signal: AbortSignal.timeout(60_000),
    });
    const { kind } = (await response.json()) as { kind?: string };
    if (response.ok && kind !== undefined && kind !== 'error') answered += 1;
    else failures += 1;
  } catch {
    failures += 1;
  }
}

async function memoryOf({ child }: RunningBot): Promise<{ rss: number; heap: number }> {
  const said = once(child, 'message');
  child.send('memory');
  return (await said)[0] as { rss: number; heap: number };
}
