import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bot } from '../../bot/bot.js';
import { type Knowledge, openKnowledge } from '../../knowledge/knowledge.js';
import { freshDatabase } from '../knowledge/databases.js';
import { askOn, botOn } from './fixture.js';

let knowledge: Knowledge;
let bot: Bot;
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'disclosure-'));
  const year2020 = readFileSync('samples/jinjiang-lingyuan-2020.txt', 'utf8');
  const year2021 = year2020
    .replace(/2020/g, '@')
    .replace(/2019/g, '2020')
    .replace(/@/g, '2021')
    .replace(/2698人/g, '3001人');
  writeFileSync(join(folder, 'a-2020.txt'), year2020);
  writeFileSync(join(folder, 'b-2021.txt'), year2021);
  const { url } = freshDatabase();
  execFileSync('node', ['dist/adapters/command-line.js', 'ingest', folder, '--json', '--database', url], {
    stdio: 'pipe',
  });
  knowledge = await openKnowledge(url);
  bot = botOn(knowledge);
});
afterAll(() => knowledge.close());

describe('an office with two years', () => {
  it('asks back for the year of a figure, with complete questions', async () => {
    const answer = await askOn(bot, '灵源街道粉丝多少');
    expect(answer.kind).toBe('clarify');
    const values = await Promise.all(
      answer.choices.map(async ({ question }) => (await askOn(bot, question)).values[0]),
    );
    expect(values.map((value) => [value?.year, value?.value])).toEqual([
      [2021, 3001],
      [2020, 2698],
    ]);
  });

  it.each([
    ['灵源街道最新的粉丝多少', 'value', [[2021, 3001]]],
    ['灵源街道2020年粉丝多少', 'value', [[2020, 2698]]],
    [
      '灵源街道2020年和2021年粉丝各多少',
      'table',
      [
        [2020, 2698],
        [2021, 3001],
      ],
    ],
  ])('%s', async (question, kind, values) => {
    const answer = await askOn(bot, question);
    expect(answer.kind).toBe(kind);
    expect(answer.values.map(({ year, value }) => [year, value])).toEqual(values);
  });

  it('takes the latest report for contacts, and names it', async () => {
    expect((await askOn(bot, '灵源街道电话')).text).toContain('2021年年报');
  });

  it('cites a finding across years in both reports', async () => {
    const answer = await askOn(bot, '检查灵源2021年年报的数据');
    const across = answer.findings.find(({ rule }) => rule === 'X-CUMUL');
    expect(across?.citations.map((index) => answer.citations[index]?.year).sort()).toEqual(
      expect.arrayContaining([2020, 2021]),
    );
  });

  it('carries the year of a conversation only where it fits', async () => {
    await askOn(bot, '灵源街道2020年主动公开多少条', 's');
    expect((await askOn(bot, '那2021年呢', 's')).values[0]).toMatchObject({
      year: 2021,
      metric: 'proactive_disclosed_count',
    });
    expect((await askOn(bot, '粉丝呢', 's')).values[0]).toMatchObject({ year: 2021, value: 3001 });
  });
});
