import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Answer, Value } from '../../bot/answer.js';
import { accuracyPage, scoreOf, shareRight } from './accuracy-table.js';
import { type Expected, readExpected } from './compare.js';
import { judge, type Verdict } from './judge.js';
import { contradicts, readTruth, type Truth } from './truth.js';

const TRUTH: Truth = new Map([
  ['甲镇|2020|granted|total', new Set([3])],
  ['甲镇|2020|wechat_followers|', new Set([2698])],
]);

const granted = (value: number, year = 2020): Value => ({
  office: '甲镇',
  year,
  metric: 'granted',
  applicant: 'total',
  value,
  state: 'number',
  approximate: false,
  unit: '件',
  source: 'table',
  citations: [],
});
const rate = (value: number): Value => ({
  ...granted(value),
  metric: 'disclosure_rate',
  unit: '%',
  source: 'computed',
});
const followers: Value = { ...granted(2698), metric: 'wechat_followers', applicant: 'total' };
const phone: Value = { ...granted(85738005), metric: 'contact.phone' };

const answer = (kind: Answer['kind'], values: readonly Value[] = [], text = ''): Answer => ({
  question: '',
  kind,
  text,
  values,
  citations: [],
  findings: [],
  choices: [],
});

const THREE: Expected['expect'] = {
  kind: 'value',
  values: [{ office: '甲镇', year: 2020, metric: 'granted', value: 3 }],
};
const YEARS: Expected['expect'] = {
  kind: 'table',
  values: [2023, 2022].map((year) => ({ office: '甲镇', year, metric: 'granted', value: year - 2000 })),
};
const RATE: Expected['expect'] = {
  kind: 'computed',
  first: { metric: 'disclosure_rate', value: 75, unit: '%' },
  text: ['75.00%'],
};
const NOTHING: Expected['expect'] = { kinds: ['missing', 'passage'], values: [] };
const NO_FIGURE: Expected['expect'] = { kind: 'missing' };

const CASES: readonly [what: string, expect: Expected['expect'], answer: Answer, verdict: Verdict][] = [
  ['the figure asked for', THREE, answer('value', [granted(3)]), 'right'],
  ['no figure', THREE, answer('missing'), 'declined'],
  ['one figure too many', THREE, answer('value', [granted(3), followers]), 'declined'],
  ['another number of the same cell', THREE, answer('value', [granted(4)]), 'wrong figure'],
  [
    'a number the report does not state beside the right one',
    THREE,
    answer('value', [granted(3), granted(5)]),
    'wrong figure',
  ],
  ['the figure of something else', THREE, answer('value', [followers]), 'wrong figure'],
  ['all rows in order', YEARS, answer('table', [granted(23, 2023), granted(22, 2022)]), 'right'],
  ['rows in another order', YEARS, answer('table', [granted(22, 2022), granted(23, 2023)]), 'declined'],
  ['one row of two', YEARS, answer('table', [granted(23, 2023)]), 'declined'],
  ['the rows exchanged', YEARS, answer('table', [granted(22, 2023), granted(23, 2022)]), 'wrong figure'],
  ['the computed value', RATE, answer('computed', [rate(75), granted(3)], '75.00%'), 'right'],
  ['the computed value, not printed', RATE, answer('computed', [rate(75), granted(3)], '75%'), 'declined'],
  ['another computed value', RATE, answer('computed', [rate(60), granted(3)], '60.00%'), 'wrong figure'],
  ['nothing where nothing may be said', NOTHING, answer('missing'), 'right'],
  ['a contact where no figure may be given', { ...NOTHING, values: [] }, answer('passage', [phone]), 'declined'],
  ['a figure where none may be given', NOTHING, answer('value', [granted(3)]), 'wrong figure'],
  ['a figure where the data are missing', NO_FIGURE, answer('value', [granted(3)]), 'wrong figure'],
  ['what there is instead, labelled', NO_FIGURE, answer('missing', [granted(3)]), 'right'],
  ['another kind without figures', NO_FIGURE, answer('refused'), 'declined'],
];

describe('an answer is judged', () => {
  it.each(CASES)('%s', (_, expected, given, verdict) => {
    expect(judge(given, { id: '1', question: '问', expect: expected }, TRUTH).verdict).toBe(verdict);
  });

  it('as declined where there is none', () => {
    expect(judge(undefined, { id: '1', question: '问', expect: THREE }, TRUTH).verdict).toBe('declined');
  });
});

describe('the truth of the golden reports', () => {
  const stated: readonly [figure: Partial<Value>, otherNumber: number][] = [
    [{ metric: 'granted', applicant: 'total', value: 444 }, 445],
    [{ metric: 't2.administrative_licensing.decisions', value: 103566 }, 103],
    [{ metric: 'reconsideration_total', value: 64 }, 63],
  ];

  it.each(stated)('%j holds, another number does not', (figure, otherNumber) => {
    const truth = readTruth();
    const { applicant: _, ...value } = granted(0, 2023);
    const told: Value = { ...value, office: '白河县人民政府', ...figure };
    expect(contradicts(truth, told)).toBe(false);
    expect(contradicts(truth, { ...told, value: otherNumber })).toBe(true);
    expect(contradicts(truth, { ...told, value: null, state: 'blank' })).toBe(true);
  });
});

describe('what is expected stands in the reports', () => {
  const files = readdirSync('test/answers').filter((name) => name.endsWith('.jsonl'));

  it.each(files)('%s', (file) => {
    const truth = readTruth();
    const told = readExpected(`test/answers/${file}`).flatMap(({ id, expect: { values = [], first } }) =>
      [...values, ...(first ? [first] : [])]
        .filter(({ office, year, metric, value }) => office && year && metric && value !== undefined)
        .map((want) => ({ id, want })),
    );
    // Only the fields that name a cell and its number are read.
    expect(told.filter(({ want }) => contradicts(truth, want as Value))).toEqual([]);
  });
});

describe('the page of accuracy', () => {
  const judged = (['right', 'declined', 'wrong figure', 'right'] as const).map((verdict, index) => ({
    expected: { id: `${index}`, group: index < 2 ? 'a' : 'b', question: `问题${index}`, expect: THREE },
    verdict,
    reasons: verdict === 'right' ? [] : [`reason ${index}`],
  }));

  it('counts by group and names what is not right', () => {
    const page = accuracyPage([{ name: 'set', corpus: 'two reports', judged }], ['others (absent)'], '2026-11-21');
    expect(page).toContain(
      '| a | 2 | 1 | 1 | 0 | 50.0 % |\n| b | 2 | 1 | 0 | 1 | 50.0 % |\n| all | 4 | 2 | 1 | 1 | 50.0 % |',
    );
    expect(page).toContain('- 1 问题1 (declined): reason 1\n- 2 问题2 (wrong figure): reason 2\n');
    expect(page).toContain('Not measured: others (absent).');
    expect(page).not.toContain('问题0');
  });

  it('has no share of nothing', () => {
    expect(shareRight(scoreOf('none', []))).toBe(0);
  });
});
