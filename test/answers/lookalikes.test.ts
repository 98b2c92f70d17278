import { beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../bot/answer.js';
import { askAll, ingest } from './ask-all.js';
import { faults, readExpected } from './compare.js';

/** Questions with the words of a figure that no report states: whatever is said, no figure is given. */
const LOOKALIKES = readExpected('test/answers/lookalikes.jsonl');

function run(folders: readonly string[]): void {
  let answers = new Map<string, Answer>();
  beforeAll(() => {
    answers = askAll(LOOKALIKES, ingest(folders));
  });

  it.each(LOOKALIKES)('$id $question', (expected) => {
    const answer = answers.get(expected.id);
    expect(answer, 'answered').toBeDefined();
    // A telephone number that helps is no figure.
    const values = answer?.values.filter(({ metric }) => !metric.startsWith('contact.')) ?? [];
    if (answer) expect(faults({ ...answer, values }, expected), answer.text).toEqual([]);
  });
}

describe('lookalikes on the samples', () => {
  run(['samples']);
});

describe('lookalikes on the samples and the golden reports', () => {
  run(['samples', 'test/reports']);
});
