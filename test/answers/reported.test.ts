import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../bot/answer.js';
import { withoutPersonal } from '../../knowledge/personal.js';
import { askAll, ingest } from './ask-all.js';
import { faults, readExpected } from './compare.js';

const FILE = 'test/answers/reported.jsonl';

/** Questions that people asked and `disclosure-bot journal --example` wrote down, with what is expected of them. */
describe.skipIf(!existsSync(FILE))(`questions from the journal (skipped while there is no ${FILE})`, () => {
  const reported = existsSync(FILE) ? readExpected(FILE) : [];
  let answers = new Map<string, Answer>();
  beforeAll(() => {
    answers = askAll(reported, ingest(['samples', 'test/reports']));
  });

  it.each(reported)('$id $question', (expected) => {
    const answer = answers.get(expected.id);
    expect(answer, 'answered').toBeDefined();
    if (answer) expect(faults(answer, expected), answer.text).toEqual([]);
    expect(withoutPersonal(expected.question)).toBe(expected.question);
  });
});
