import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readReport } from '../../ingest/report.js';
import { differences, quoteFaults } from './compare.js';
import { expectationOf, readSeedTruth, SEEDS_ARE_THERE } from './truth.js';

/** Which hand-checked report each sample tells in other words: its office and year. */
const SAMPLES = [
  { sample: 'jinjiang-dongshi-2019.html', office: '晋江市东石镇人民政府', year: 2019 },
  { sample: 'jinjiang-lingyuan-2020.txt', office: '晋江市灵源街道办事处', year: 2020 },
  { sample: 'jinjiang-xiyuan-2023.txt', office: '晋江市西园街道办事处', year: 2023 },
  { sample: 'nanan-shengxin-2020.md', office: '南安市省新镇人民政府', year: 2020 },
  { sample: 'xiaoyi-zhenxing-2020.html', office: '孝义市振兴街道办事处', year: 2020 },
];
const read = async (sample: string) => (await readReport(sample, readFileSync(`samples/${sample}`))).value;

describe('the samples', () => {
  it('are the five listed here', () => {
    expect(readdirSync('samples').sort()).toEqual(SAMPLES.map((s) => s.sample));
  });

  it.each(SAMPLES)('$sample says whose report it is and which year', async ({ sample, office, year }) => {
    const report = await read(sample);
    expect([report.office.name, report.year]).toEqual([office, year]);
  });

  it.each(SAMPLES)('$sample is quoted verbatim', async ({ sample }) => {
    expect(quoteFaults(await read(sample))).toEqual([]);
  });
});

describe.skipIf(!SEEDS_ARE_THERE)('the samples against the truth (skipped where ../shared/seeds is not there)', () => {
  const truths = readSeedTruth();
  it.each(SAMPLES)('$sample states the figures of its report, blanks and contradictions included', async (s) => {
    const truth = truths.find((t) => t.office === s.office && t.year === s.year);
    expect(truth).toBeDefined();
    expect(truth && differences(await read(s.sample), expectationOf(truth))).toEqual([]);
  });
});
