import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SEEDS, SEEDS_ARE_THERE } from '../ingest/truth.js';
import { accuracyPage, type Measured, scoreOf, shareRight } from './accuracy-table.js';
import { askAll, ingest, seedFiles, TODAY } from './ask-all.js';
import { readExpected } from './compare.js';
import { type Judged, judge } from './judge.js';
import { readTruth } from './truth.js';

/** What has to be reached: the least share of right answers, and the most wrong figures. */
const REQUIRED = {
  catalogue: { right: 0.98, wrong: 0 },
  paraphrases: { right: 0.95, wrong: 0 },
  colloquial: { right: 0.95, wrong: 0 },
  offhand: { right: 0.95, wrong: 0 },
  lookalikes: { right: 0.98, wrong: 0 },
  everyday: { right: 0.98, wrong: 0 },
} as const;

interface QuestionSet {
  readonly name: keyof typeof REQUIRED;
  readonly corpus: string;
  readonly files: () => readonly string[];
}

const SAMPLES_AND_GOLDEN = { corpus: 'the samples and the golden reports', files: () => ['samples', 'test/reports'] };
const SETS: readonly QuestionSet[] = [
  SEEDS_ARE_THERE
    ? { name: 'catalogue', corpus: 'the five real reports', files: () => seedFiles(SEEDS) }
    : { name: 'catalogue', corpus: 'the samples', files: () => ['samples'] },
  { name: 'paraphrases', ...SAMPLES_AND_GOLDEN },
  { name: 'colloquial', ...SAMPLES_AND_GOLDEN },
  { name: 'offhand', ...SAMPLES_AND_GOLDEN },
  { name: 'lookalikes', ...SAMPLES_AND_GOLDEN },
  { name: 'everyday', ...SAMPLES_AND_GOLDEN },
];

const file = ({ name }: QuestionSet): string => `test/answers/${name}.jsonl`;
const measured: Measured[] = [];

describe.each(SETS)('accuracy: $name', (set) => {
  describe.skipIf(!existsSync(file(set)))(`asked of ${set.corpus} (skipped where ${file(set)} is absent)`, () => {
    let judged: readonly Judged[] = [];
    beforeAll(() => {
      const questions = readExpected(file(set));
      const answers = askAll(questions, ingest(set.files()));
      const truth = readTruth();
      judged = questions.map((expected) => judge(answers.get(expected.id), expected, truth));
      measured.push({ name: set.name, corpus: set.corpus, judged });
    });

    it('gives no wrong figure', () => {
      const wrong = judged.filter(({ verdict }) => verdict === 'wrong figure');
      expect(wrong, wrong.map(told).join('\n')).toHaveLength(REQUIRED[set.name].wrong);
    });

    it('answers enough of them right', () => {
      const rest = judged.filter(({ verdict }) => verdict !== 'right');
      const share = shareRight(scoreOf(set.name, judged));
      expect(share, rest.map(told).join('\n')).toBeGreaterThanOrEqual(REQUIRED[set.name].right);
    });
  });
});

afterAll(() => {
  if (process.env.ACCURACY !== 'write') return;
  const absent = SETS.filter((set) => !existsSync(file(set))).map((set) => `${set.name} (${file(set)} is absent)`);
  mkdirSync('docs', { recursive: true });
  writeFileSync('docs/accuracy.md', accuracyPage(measured, absent, TODAY));
});

function told({ expected, reasons }: Judged): string {
  return `${expected.id} ${expected.question}: ${reasons.join('; ')}`;
}
