import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bench, describe } from 'vitest';

const COMMAND = 'dist/adapters/command-line.js';
const folder = mkdtempSync(join(tmpdir(), 'disclosure-'));
const DATABASE = `sqlite:${join(folder, 'bench.db')}`;
const run = (...args: string[]) => execFileSync('node', args, { stdio: 'pipe' });
run(COMMAND, 'ingest', 'samples', '--json', '--database', DATABASE);

const OPTIONS = { iterations: 10, warmupIterations: 1, time: 0 };

describe('one question from a cold start', () => {
  bench('node -e 0', () => void run('-e', '0'), OPTIONS);
  bench('ask: a figure', () => void run(COMMAND, 'ask', '省新镇2020年收到几条申请', '--database', DATABASE), OPTIONS);
  bench('ask: a passage', () => void run(COMMAND, 'ask', '灵源街道信息发布前谁审查', '--database', DATABASE), OPTIONS);
});

describe('the five samples', () => {
  let number = 0;
  bench(
    'ingest into a new knowledge base',
    () => {
      number++;
      run(COMMAND, 'ingest', 'samples', '--json', '--database', `sqlite:${join(folder, `${number}.db`)}`);
    },
    OPTIONS,
  );
});
