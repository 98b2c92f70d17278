import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bot } from '../../bot/bot.js';
import { startDraft } from '../../bot/draft.js';
import { type Knowledge, openKnowledge } from '../../knowledge/knowledge.js';
import type { StoredFinding } from '../../knowledge/stored.js';
import { askOn, botOn, ingested } from './fixture.js';

/** A doubt of an invented report. */
function doubt(reportId: number, office: string, message = '合计与各项之和不符'): StoredFinding {
  return {
    ...{ rule: 'T3-BAL', at: '', severity: 'error', outcome: 'broken', message, metrics: [], verdict: null },
    ...{ reportId, officeId: reportId, office, year: 2023, title: '', file: `${reportId}.txt`, format: '2021' },
    places: [{ section: '三', quote: `第${reportId}行`, line: reportId }],
  };
}

describe('a doubt that two reports share word for word', () => {
  it.each([
    {
      name: 'is told of each',
      doubts: [doubt(1, '甲镇'), doubt(2, '乙镇')],
      told: ['甲镇2023年年报：', '乙镇2023年年报：'],
    },
    { name: 'once for one report', doubts: [doubt(1, '甲镇'), doubt(1, '甲镇')], told: [''] },
    {
      name: 'without saying twice whose it is',
      doubts: [doubt(1, '甲镇', '甲镇2023年有误'), doubt(2, '乙镇')],
      told: ['', '乙镇2023年年报：'],
    },
  ])('$name', ({ doubts, told }) => {
    const draft = startDraft();
    for (const each of doubts) draft.addFinding(each);
    const { findings, citations } = draft.build('value', '');
    expect(findings.map(({ message }) => message)).toEqual(told.map((whose, index) => whose + doubts[index]?.message));
    for (const [index, { citations: cited }] of findings.entries())
      expect(cited.map((at) => citations[at]?.reportId)).toEqual([doubts[index]?.reportId]);
  });
});

describe('two reports with the same mistakes', () => {
  let knowledge: Knowledge;
  let bot: Bot;
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'disclosure-'));
    const text = readFileSync('samples/jinjiang-xiyuan-2023.txt', 'utf8');
    writeFileSync(join(folder, '1.txt'), text);
    writeFileSync(join(folder, '2.txt'), text.replace(/西园/g, '东林'));
    knowledge = await openKnowledge(ingested([folder]));
    bot = botOn(knowledge);
  });
  afterAll(() => knowledge.close());

  it.each(['2023年收到申请排名', '西园街道和东林街道2023年收到的申请对比', '晋江市2023年一共收到多少件申请'])(
    'both show in the answer to %s',
    async (question) => {
      const { findings, citations, kind } = await askOn(bot, question);
      expect(kind).not.toBe('refused');
      const of = (office: string) =>
        findings
          .filter(({ message }) => message.startsWith(`晋江市${office}街道办事处2023年年报：`))
          .map(({ message }) => message.replaceAll('东林', '西园'));
      expect(of('西园').length).toBeGreaterThan(0);
      expect(of('西园')).toEqual(of('东林'));
      for (const { message, citations: cited } of findings)
        for (const at of cited) expect(message).toContain(citations[at]?.office);
    },
  );

  it('both show in a check of all, each under its report and with its own places', async () => {
    const { text, findings, citations, kind } = await askOn(bot, '哪些年报有错误');
    expect(kind).toBe('check');
    const doubt = '：各类申请人相加为1，“总计”列填的是0，相差1。';
    expect(text).toMatch(new RegExp(`西园街道办事处2023年[^]*${doubt}[^]*东林街道办事处2023年[^]*${doubt}`));
    const offices = findings
      .filter(({ message }) => message.startsWith('表三“（一）予以公开”'))
      .map(({ citations: cited }) => [...new Set(cited.map((at) => citations[at]?.office))]);
    expect(offices).toEqual([['晋江市西园街道办事处'], ['晋江市东林街道办事处']]);
  });
});
