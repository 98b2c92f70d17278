import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bot } from '../../bot/bot.js';
import { type Knowledge, openKnowledge } from '../../knowledge/knowledge.js';
import { ingest } from '../answers/ask-all.js';
import { askOn, botOn } from './fixture.js';

let knowledge: Knowledge;
let bot: Bot;
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'disclosure-'));
  const first = readFileSync('samples/jinjiang-lingyuan-2020.txt', 'utf8');
  writeFileSync(join(folder, 'a-first.txt'), first);
  writeFileSync(join(folder, 'b-second.txt'), first.replace(/2698人/g, '2699人'));
  knowledge = await openKnowledge(ingest([folder]));
  bot = botOn(knowledge);
});
afterAll(() => knowledge.close());

describe('two files for one office and year', () => {
  it('an answer says that there are two, and which it goes by', async () => {
    const answer = await askOn(bot, '灵源街道2020年粉丝多少');
    expect(answer.values.map(({ value }) => value)).toEqual([2699]);
    expect(answer.text).toMatch(/两份不同的文件.*第二份/);
    expect(answer.citations[0]?.file).toBe('b-second.txt');
  });

  it('a check names both', async () => {
    const answer = await askOn(bot, '检查灵源街道2020年报的数据');
    expect(answer.findings.map(({ rule }) => rule)).toContain('META-ORG-YEAR-DUP');
  });
});
