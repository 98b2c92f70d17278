import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../bot/answer.js';
import { askAll, ingest, seedFiles } from './ask-all.js';
import { faults, readExpected } from './compare.js';

const CATALOGUE = readExpected('test/answers/catalogue.jsonl');
const SEEDS = '../shared/seeds';

function run(files: () => readonly string[]): void {
  let answers = new Map<string, Answer>();
  beforeAll(() => {
    answers = askAll(CATALOGUE, ingest(files()));
  });

  it.each(CATALOGUE)('$id $question', (expected) => {
    const answer = answers.get(expected.id);
    expect(answer, 'answered').toBeDefined();
    if (answer) expect(faults(answer, expected), answer.text).toEqual([]);
  });
}

describe('the catalogue of questions on the samples', () => {
  run(() => ['samples']);
});

describe.skipIf(!existsSync(SEEDS))(
  'the catalogue of questions on the real reports (skipped where they are absent)',
  () => {
    run(() => seedFiles(SEEDS));
  },
);
