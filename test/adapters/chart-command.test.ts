import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { CHART } from '../../bot/chart-phrases.js';
import { ingested, TODAY } from '../bot/fixture.js';

describe('a terminal, which shows no pictures', () => {
  let database: string;
  beforeAll(() => {
    database = ingested(['samples']);
  });

  it.each([
    ['把2020年主动公开排名画成图', true],
    ['2020年主动公开排名', false],
    ['灵源街道2020年主动公开多少条画成图', false],
    ['画个图', false],
  ])('says where a chart is that was asked for: %s', (question, says) => {
    const call = ['dist/adapters/command-line.js', 'ask', question, '--today', TODAY, '--database', database];
    expect(execFileSync('node', call, { encoding: 'utf8' }).includes(CHART.onWebPage)).toBe(says);
  });
});
