/**
 * Many users at once on the page's API and on the official account's webhook, each against a bare server in the same run.
 * `npm run load -- [--reports 5,900] [--users 200] [--rounds 20] [--keep <folder>] [--profile <folder>] [--write]`
 */

import { mkdirSync, mkdtempSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ask, byApi, byOfficialAccount, delivery, type Outcome, type Way } from './load-asking.js';
import { questionsFor } from './load-questions.js';
import { databaseOf, type RunningBot, startBot, startProcess } from './running-bot.js';
import { writeBetween } from './written.js';

const TOKEN = 'load-token';
/** The bare server is so much faster that its run would be over at once. */
const BARE = 10;
const { values: options } = parseArgs({
  options: {
    reports: { type: 'string', default: '5,900' },
    users: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '20' },
    keep: { type: 'string' },
    profile: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
const folder = options.keep ?? mkdtempSync(join(tmpdir(), 'disclosure-load-'));
mkdirSync(folder, { recursive: true });
const many = { users: Number(options.users), rounds: Number(options.rounds) };

const rows: string[] = [];
let failed = false;
for (const reports of options.reports.split(',').map(Number)) {
  const database = await databaseOf(folder, reports);
  const questions = await questionsFor(database);
  const profile = options.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${options.profile}`];
  const bot = await startBot({
    database,
    environment: { DISCLOSURE_OFFICIAL_ACCOUNT_TOKEN: TOKEN },
    node: profile,
  });
  const bare = await startProcess(['dist/bench/load-bare.js', await anAnswer(bot, questions[0] ?? ''), TOKEN]);
  for (const way of [byApi(questions), byOfficialAccount(questions, TOKEN)]) {
    if (way.name.endsWith('/official-account') && !(await hasOfficialAccount(bot))) {
      process.stderr.write('the official account is not there: its webhook is passed over\n');
      continue;
    }
    const constant = await ask(bare.address, way, { ...many, rounds: many.rounds * BARE });
    const outcome = await ask(bot.address, way, many);
    rows.push(rowOf(reports, way, outcome, constant));
    process.stdout.write(`${rows.at(-1)}\n`);
    failed ||= outcome.errors > 0 || outcome.late > 0;
  }
  await Promise.all([bot.stop(), bare.stop()]);
}
const table = [headOf(), ...rows].join('\n');
const measured = `\`npm run load\`: ${many.users} users, ${many.rounds} questions each, ${cpus().length} processors shared by the bot, the bare server and the users, Node ${process.version}.`;
if (options.write) writeBetween('load', `${measured}\n\n${table}`);
else process.stdout.write(`${measured}\n\n${table}\n`);
process.exitCode = failed ? 1 : 0;

// --- internal ---

function headOf(): string {
  const names = ['reports', 'asked by', 'a second', 'bare', 'ratio', 'p50 ms', 'bare', 'p99 ms', 'bare', 'longest ms'];
  const all = [...names, 'errors', 'over 5 s'];
  return `| ${all.join(' | ')} |\n|${all.map((_, at) => (at === 1 ? ' --- |' : ' ---: |')).join('')}`;
}

function rowOf(reports: number, { name }: Way, bot: Outcome, bare: Outcome): string {
  const ratio = `1 : ${(bare.perSecond / bot.perSecond).toFixed(1)}`;
  const speed = [Math.round(bot.perSecond), Math.round(bare.perSecond), ratio];
  const times = [bot.p50, bare.p50, bot.p99, bare.p99, bot.longest].map(Math.round);
  return `| ${[reports, `\`${name}\``, ...speed, ...times, bot.errors, bot.late].join(' | ')} |`;
}

async function anAnswer({ address }: RunningBot, question: string): Promise<string> {
  return (await fetch(`${address}/api/ask`, { method: 'POST', body: JSON.stringify({ question }) })).text();
}

async function hasOfficialAccount({ address }: RunningBot): Promise<boolean> {
  const { path, body } = delivery('帮助', 'load-user-0', TOKEN);
  const response = await fetch(address + path, { method: 'POST', body });
  return response.status === 200 && (await response.text()).includes('<Content>');
}
