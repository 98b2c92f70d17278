import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bot } from '../../bot/bot.js';
import { PHRASES } from '../../bot/phrases.js';
import { type Knowledge, openKnowledge } from '../../knowledge/knowledge.js';
import { askOn, botOn, ingested } from './fixture.js';

let knowledge: Knowledge;
let bot: Bot;
beforeAll(async () => {
  knowledge = await openKnowledge(ingested(['test/reports']));
  bot = botOn(knowledge);
});
afterAll(() => knowledge.close());

/** What is told: each value with where it is from. */
async function told(question: string): Promise<[kind: string, values: (string | number | null)[][]]> {
  const { kind, values } = await askOn(bot, question);
  return [kind, values.map(({ metric, value, state, source }) => [metric, state === 'number' ? value : state, source])];
}

describe('figures of the statistics table', () => {
  it.each<[string, (string | number | null)[][]]>([
    ['云溪镇2017年主动公开多少条信息', [['proactive_disclosed_count', 86, 'table']]],
    ['云溪镇2017年主动公开规范性文件几件', [['legacy.normative_disclosed', 4, 'table']]],
    ['云溪镇2017年规范性文件主动公开了多少', [['legacy.normative_disclosed', 4, 'table']]],
    ['2017年云溪镇出台了几份规范性文件', [['legacy.normative_made', 5, 'table']]],
    ['云溪镇2017年按时办结几件', [['legacy.completed_on_time', 7, 'table']]],
    ['云溪镇2017年延期办结几件', [['legacy.completed_late', 1, 'table']]],
    [
      '云溪镇2017年答复了几件申请',
      [
        ['legacy.applications_answered', 8, 'table'],
        ['results_total', 7, 'narrative'],
      ],
    ],
    ['云溪镇2017年网上申请几件', [['legacy.applied_online', 5, 'table']]],
    ['云溪镇2017年写信申请的有几件', [['legacy.applied_by_letter', 1, 'table']]],
    ['云溪镇2017年同意公开的申请几件', [['granted', 3, 'table']]],
    ['云溪镇2017年部分公开几件', [['partially_granted', 1, 'table']]],
    ['云溪镇2017年不同意公开几件', [['legacy.denied', 1, 'table']]],
    ['云溪镇2017年涉及商业秘密不公开的几件', [['legacy.denied_trade_secret', 1, 'table']]],
    ['云溪镇2017年信息不存在的几件', [['legacy.not_existing', 1, 'table']]],
    ['云溪镇2017年行政复议几件', [['reconsideration_total', 2, 'table']]],
    ['云溪镇2017年行政复议被纠错几件', [['legacy.reconsideration_corrected', 1, 'table']]],
    ['云溪镇2017年打了几场官司', [['litigation_stated', 0, 'table']]],
    ['林业局2018年行政诉讼维持几件', [['legacy.litigation_upheld', 1, 'table']]],
    ['云溪镇2017年政府网站公开了多少条', [['legacy.by_website', 72, 'table']]],
    ['云溪镇2017年公众号发了几条', [['legacy.by_wechat', 14, 'table']]],
    ['云溪镇2017年其他方式公开几条', [['legacy.by_other', 'blank', 'table']]],
    ['云溪镇2017年政府公报公开几条', [['legacy.by_gazette', 'slash', 'table']]],
    ['云溪镇2017年政策解读几篇', [['legacy.interpretations', 6, 'table']]],
    ['云溪镇2017年培训了几次', [['legacy.trainings', 1, 'table']]],
    ['云溪镇2017年培训了多少人次', [['legacy.trainees', 26, 'table']]],
    ['云溪镇2017年兼职人员几名', [['legacy.staff_part_time', 4, 'table']]],
    ['云溪镇2017年专项经费多少', [['legacy.budget', 1.2, 'table']]],
    ['林业局2018年收取费用多少万元', [['legacy.fees', 0.03, 'table']]],
    ['紫金街道2015年举报投诉几件', [['legacy.complaints', 'unreadable', 'table']]],
    ['紫金街道2015年行政复议纠错几件', [['legacy.reconsideration_corrected', 'unreadable', 'table']]],
  ])('%s', async (question, values) => {
    expect(await told(question)).toEqual(['value', values]);
  });

  it.each<[string, (string | number | null)[][]]>([
    [
      '云溪镇2017年收到多少件申请',
      [
        ['applications_new', 8, 'table'],
        ['applications_new', 7, 'narrative'],
      ],
    ],
    [
      '紫金街道2015年主动公开多少条',
      [
        ['proactive_disclosed_count', 45, 'table'],
        ['proactive_disclosed_count', 40, 'narrative'],
      ],
    ],
  ])('%s: the table first, and that the text says otherwise', async (question, values) => {
    const answer = await askOn(bot, question);
    expect(answer.values.map(({ metric, value, source }) => [metric, value, source])).toEqual(values);
    expect(answer.findings.map(({ rule }) => rule)).toEqual(['S-TEXT']);
    expect(answer.text).toMatch(/不一致[\s\S]*《政府信息公开情况统计表》[\s\S]*正文/);
  });

  it('lists the answers given', async () => {
    const { kind, values } = await askOn(bot, '云溪镇2017年申请办理结果明细');
    expect(kind).toBe('table');
    expect(values.map(({ value }) => value)).toEqual([2, 3, 1, 1, 0, 1, 0, 0]);
  });

  it.each(['云溪镇2017年公开率', '云溪镇2017年自然人申请几件', '龙潭乡2016年按时办结几件'])(
    'no number is made for %s',
    async (question) => {
      const { kind, values } = await askOn(bot, question);
      expect([kind, values]).toEqual(['missing', []]);
    },
  );

  it.each(['云溪镇消防培训几次', '云溪镇2017年消防培训几次', '云溪镇2017年网上申请里涉及拆迁的几件'])(
    'the whole is not told for a part: %s',
    async (question) => {
      expect((await askOn(bot, question)).values).toEqual([]);
    },
  );

  it('what only a narrative states is found by the same words', async () => {
    expect(await told('龙潭乡2016年专职人员几名')).toEqual(['value', [['staff_count', 1, 'narrative']]]);
    expect(await told('龙潭乡2016年收到多少件申请')).toEqual(['value', [['applications_new', 2, 'narrative']]]);
  });
});

describe('years before the forms beside later ones', () => {
  it.each<[string, string, number[]]>([
    ['林业局2018年和2019年收到的申请对比', 'table', [21, 26]],
    ['林业局历年主动公开趋势', 'table', [138, 11.423841059602649, 1208, 1346]],
    ['林业局2019年比2018年申请增加多少', 'computed', [5, 23.809523809523807, 26, 21]],
    ['林业局2018年和2019年同意公开几件对比', 'table', [9, 14]],
    ['林业局2018年和2019年部分公开几件对比', 'table', [2, 3]],
    ['林业局2018年和2019年行政复议对比', 'table', [3, 2]],
    ['林业局2018年和2019年行政诉讼对比', 'table', [1, 1]],
  ])('%s', async (question, kind, values) => {
    const answer = await askOn(bot, question);
    expect(answer.kind).toBe(kind);
    const numbers = answer.values.map(({ value }) => value);
    expect(numbers).toEqual(expect.arrayContaining(values.map((value) => expect.closeTo(value, 1))));
    expect(answer.text).toContain(PHRASES.olderAndLater);
  });

  it('two equal years differ by nothing', async () => {
    const answer = await askOn(bot, '林业局历年行政诉讼');
    expect(answer.kind).toBe('table');
    expect(answer.text).toContain('没有变化（相差0件）');
  });

  it.each([
    '林业局2018年和2019年办结数对比',
    '林业局2018年和2019年行政复议维持对比',
    '林业局2018年和2019年不予公开对比',
  ])('%s: what counts otherwise stays out of the series', async (question) => {
    const { values, text } = await askOn(bot, question);
    expect(values.filter(({ year }) => year === 2018)).toEqual([]);
    expect(text).toMatch(/没有计入：.*2018年/);
  });
});
