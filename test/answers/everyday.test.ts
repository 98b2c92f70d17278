import { beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../bot/answer.js';
import { askAll, ingest } from './ask-all.js';
import { faults, readExpected } from './compare.js';

const EVERYDAY = readExpected('test/answers/everyday.jsonl');

/** Questions as clerks and residents type them, and lookalikes that must not get a figure. */
describe('everyday questions on the samples and the golden reports', () => {
  let answers = new Map<string, Answer>();
  beforeAll(() => {
    answers = askAll(EVERYDAY, ingest(['samples', 'test/reports']));
  });

  it.each(EVERYDAY)('$id $question', (expected) => {
    const answer = answers.get(expected.id);
    expect(answer, 'answered').toBeDefined();
    if (answer) expect(faults(answer, expected), answer.text).toEqual([]);
  });
});
