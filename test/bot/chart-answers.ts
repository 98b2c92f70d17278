import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer, Value } from '../../bot/answer.js';
import type { Chart } from '../../bot/charts/chart-data.js';

/** A value as an answer holds it. */
export function value(given: Partial<Value>): Value {
  return {
    office: '甲县东街道办事处',
    year: 2023,
    metric: 'applications_new',
    applicant: 'total',
    value: 1,
    state: 'number',
    approximate: false,
    unit: null,
    source: 'table',
    citations: [0],
    ...given,
  };
}

/** A table answer: a line for each value, and values that stand behind without a line. */
export function table(
  lines: readonly (Partial<Value> & { readonly said: string })[],
  more: Partial<Answer> = {},
): Answer {
  const values = lines.map(({ said: _, ...given }) => value(given));
  const text = lines.map(({ said }, index) => {
    const { office, year } = values[index] as Value;
    return `· ${office}${year}年：${said}`;
  });
  return {
    question: '',
    kind: 'table',
    text: ['本年新收政府信息公开申请数量：', ...text].join('\n'),
    values,
    citations: [],
    findings: [],
    choices: [],
    ...more,
  };
}

/** Numbers and absences of a chart, series by series. */
export function drawn({ series }: Chart): readonly (readonly (number | null)[])[] {
  return series.map(({ points }) => points.map(({ value: number }) => number));
}

/** A database of one office with six years and a gap, and of another with four. */
export function openYears(): string {
  const folder = mkdtempSync(join(tmpdir(), 'disclosure-'));
  const write = (file: string, years: readonly (readonly [number, number])[], count: string) => {
    const text = readFileSync(join('samples', file), 'utf8');
    for (const [year, number] of years) {
      const shifted = text.replace(/20(19|20|21)(?=\D)/g, (_, each: string) =>
        String(2000 + Number(each) + year - 2020),
      );
      writeFileSync(join(folder, `${year}-${file}`), shifted.replaceAll(`${count}条`, `${number}条`));
    }
  };
  write('jinjiang-lingyuan-2020.txt', LINGYUAN, '95');
  write('nanan-shengxin-2020.md', SHENGXIN, '82');
  const url = `sqlite:${join(folder, 'years.db')}`;
  execFileSync('node', ['dist/adapters/command-line.js', 'ingest', folder, '--json', '--database', url], {
    stdio: 'pipe',
  });
  return url;
}

export const LINGYUAN = [
  [2017, 61],
  [2018, 72],
  [2020, 95],
  [2021, 88],
  [2022, 140],
  [2023, 1203],
] as const;

export const SHENGXIN = [
  [2019, 70],
  [2020, 82],
  [2021, 90],
  [2022, 61],
] as const;
