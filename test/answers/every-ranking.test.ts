import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { metricName } from '../../bot/wording.js';
import { type Knowledge, openKnowledge } from '../../knowledge/knowledge.js';
import { METRICS } from '../../knowledge/metrics.js';
import type { StoredFigure } from '../../knowledge/stored.js';
import { askOn, botOn } from '../bot/fixture.js';
import { ingest } from './ask-all.js';

let knowledge: Knowledge;
beforeAll(async () => {
  knowledge = await openKnowledge(ingest(['samples', 'test/reports']));
});
afterAll(() => knowledge.close());

/** Figures that stand for their report alone: one number, nothing that contradicts it. */
async function plainFigures(key: string): Promise<StoredFigure[]> {
  const { figures, findings } = await knowledge.figures({ offices: [], years: [], metrics: [key] });
  const whole = figures.filter(({ part, applicant }) => part === null && (applicant ?? 'total') === 'total');
  return whole.filter(
    (row) =>
      typeof row.stated === 'number' &&
      whole.filter(({ reportId }) => reportId === row.reportId).every(({ stated }) => stated === row.stated) &&
      !findings.some(({ reportId, rule, at }) => reportId === row.reportId && rule === 'T3-TOT' && at === key),
  );
}

/** The metrics people can ask a ranking of by their official name. */
const KEYS = [...METRICS.values()]
  // 行政诉讼 alone means both kinds together, which is a sum.
  .filter(({ key, formula, means, parts }) => !formula && !means && !parts && key !== 'litigation_stated')
  .map(({ key }) => key);

describe('every figure of every report, ranked by its label', () => {
  it.each(KEYS)('%s', async (key) => {
    const bot = botOn(knowledge);
    const rows = await plainFigures(key);
    for (const year of new Set(rows.map((row) => row.year))) {
      const answer = await askOn(bot, `${year}年各单位${metricName(key).replace('—', '')}排名`);
      const told = answer.values.filter(({ metric, source }) => metric === key && source !== 'computed');
      // What is told is what is stored, in order; nothing of another year or figure.
      expect(
        answer.values.every((value) => value.year === year),
        answer.text,
      ).toBe(true);
      const mine = rows.filter((row) => row.year === year);
      for (const value of told) {
        const same = mine.find(({ office }) => office === value.office);
        if (same) expect(value.value, `${answer.question} ${value.office}`).toBe(same.stated);
      }
      const known = told.flatMap(({ office, value }) =>
        mine.some((row) => row.office === office) ? [value ?? -1] : [],
      );
      if (mine.every(({ unit }) => unit !== null) || METRICS.get(key)?.unit !== '') {
        expect(known, answer.text).toEqual([...known].sort((a, b) => b - a));
      }
      const offices = new Set(mine.map(({ office }) => office));
      expect(answer.kind, `${answer.question}: ${answer.text}`).toBe('table');
      expect(new Set(told.map(({ office }) => office).filter((office) => offices.has(office))).size).toBe(
        Math.min(offices.size, 20),
      );
    }
  });
});
