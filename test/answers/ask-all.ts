import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from '../../bot/answer.js';
import { freshDatabase } from '../knowledge/databases.js';
import type { Expected } from './compare.js';

const COMMAND = 'dist/adapters/command-line.js';

/** The day every question is asked on that names no other. */
export const TODAY = '2026-11-21';

/**
 * Questions asked through the command line in one batch, as an outside program would: in the order they stand, so that
 * the turns of a session see each other.
 */
export function askAll(questions: readonly Expected[], database: string): Map<string, Answer> {
  const input = questions
    .map(({ id, question, session, role, today }) => JSON.stringify({ id, question, session, role, today }))
    .join('\n');
  const { status, stdout, stderr } = spawnSync(
    'node',
    [COMMAND, 'ask', '--batch', '-', '--json', '--today', TODAY, '--database', database],
    { input, encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  // 1 says that some lines failed: their answers tell which.
  if (status !== 0 && status !== 1) throw new Error(`ask --batch ended with ${status}: ${stderr}`);
  const answers = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer & { id: string });
  return new Map(answers.map((answer) => [answer.id, answer]));
}

/** A new database with the reports of some files. */
export function ingest(files: readonly string[]): string {
  const { url: database } = freshDatabase();
  execFileSync('node', [COMMAND, 'ingest', ...files, '--json', '--database', database], { stdio: 'pipe' });
  return database;
}

/** The report files of a folder of real reports. */
export function seedFiles(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => join(folder, name));
}
