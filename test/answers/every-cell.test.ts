import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../bot/answer.js';
import { applicantName, fullPlaceName, metricName } from '../../bot/wording.js';
import { type Knowledge, openKnowledge } from '../../knowledge/knowledge.js';
import { METRICS } from '../../knowledge/metrics.js';
import type { StoredFigure } from '../../knowledge/stored.js';
import { askOn, botOn } from '../bot/fixture.js';
import { freshDatabase } from '../knowledge/databases.js';

let knowledge: Knowledge;
beforeAll(async () => {
  const { url } = freshDatabase();
  execFileSync(
    'node',
    ['dist/adapters/command-line.js', 'ingest', 'samples', 'test/reports', '--json', '--database', url],
    { stdio: 'pipe' },
  );
  knowledge = await openKnowledge(url);
});
afterAll(() => knowledge.close());

/** True where the answer holds the figure as it is stored, or asks which of several is meant. */
function tells(answer: Answer, figure: StoredFigure): boolean {
  const state = typeof figure.stated === 'number' ? 'number' : figure.stated;
  return answer.values.some(
    (value) =>
      value.metric === figure.metric &&
      value.office === figure.office &&
      value.year === figure.year &&
      (value.applicant ?? null) === figure.applicant &&
      // A table and a narrative that agree are one value with both citations.
      value.citations.some((index) => answer.citations[index]?.quote === figure.quote) &&
      value.state === state &&
      (state !== 'number' || value.value === figure.stated),
  );
}

describe('every cell of every report, asked for by its label', () => {
  it.each(['table', 'narrative'] as const)('%s', async (source) => {
    const bot = botOn(knowledge);
    const offices = await knowledge.offices();
    const { figures } = await knowledge.figures({ offices: [], years: [], metrics: [...METRICS.keys()] });
    const missed: string[] = [];
    let asked = 0;
    for (const figure of figures.filter((each) => each.source === source)) {
      const office = offices.find(({ id }) => id === figure.officeId);
      if (!office) throw new Error('a figure of no office');
      const column = figure.applicant && figure.applicant !== 'total' ? applicantName(figure.applicant) : '';
      // A rate is asked for by its own name, which is its part.
      const name = figure.metric === 'disclosure_rate_stated' ? '' : metricName(figure.metric).replace('—', '');
      const question = `${fullPlaceName(office)}${figure.year}年${column === '其他' ? '其他组织' : column}${name}${figure.part ?? ''}是多少`;
      const answer = await askOn(bot, question);
      asked++;
      if (!tells(answer, figure)) missed.push(`${question} => ${answer.kind} ${answer.text.slice(0, 80)}`);
    }
    expect(asked).toBeGreaterThan(source === 'table' ? 3000 : 100);
    expect(missed).toEqual([]);
  });
});
