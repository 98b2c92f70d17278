import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer } from '../../bot/answer.js';
import type { Expected } from './compare.js';

const COMMAND = 'dist/adapters/command-line.js';

/** Questions asked through the command line in one batch, as an outside program would. */
export function askAll(questions: readonly Expected[], database: string): Map<string, Answer> {
  const input = questions.map(({ id, question }) => JSON.stringify({ id, question })).join('\n');
  const output = execFileSync(
    'node',
    [COMMAND, 'ask', '--batch', '-', '--json', '--today', '2026-11-21', '--database', database],
    { input, encoding: 'utf8', maxBuffer: 1 << 26 },
  );
  const answers = output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer & { id: string });
  return new Map(answers.map((answer) => [answer.id, answer]));
}

/** A new database with the reports of some files. */
export function ingest(files: readonly string[]): string {
  const database = `sqlite:${join(mkdtempSync(join(tmpdir(), 'disclosure-')), 'test.db')}`;
  execFileSync('node', [COMMAND, 'ingest', ...files, '--json', '--database', database], { stdio: 'pipe' });
  return database;
}
