import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../bot/answer.js';
import type { Bot } from '../../bot/bot.js';
import { chartOf } from '../../bot/chart.js';
import { type Knowledge, openKnowledge } from '../../knowledge/knowledge.js';
import { drawn, LINGYUAN, openYears, SHENGXIN, table, value } from './chart-answers.js';
import { askOn, botOn, ingested } from './fixture.js';

const years = (from: number, numbers: readonly number[]) =>
  numbers.map((number, index) => ({ year: from + index, value: number, said: `${number}件` }));
const offices = (count: number, said: (index: number) => string = (index) => `${count - index}件`) =>
  Array.from({ length: count }, (_, index) => ({
    office: `甲县第${index}镇人民政府`,
    value: count - index,
    said: said(index),
  }));

describe('a chart of an answer', () => {
  it('draws one office over the years', () => {
    const chart = chartOf(table(years(2020, [6, 0, 3])));
    expect(chart).toMatchObject({ kind: 'trend', unit: '件', categories: ['2020年', '2021年', '2022年'] });
    expect(chart && drawn(chart)).toEqual([[6, 0, 3]]);
    expect(chart?.source).toContain('甲县东街道办事处2020、2021、2022年');
  });

  it('leaves a gap where a year has no number, also at the end', () => {
    const answer = table([...years(2018, [6, 1]), ...years(2021, [3])]);
    const text = `${answer.text}\n“申请”所在单元格空白或没有可靠数字的：甲县东街道办事处2022年（空白不等于零）。`;
    const chart = chartOf({ ...answer, text });
    expect(chart && drawn(chart)).toEqual([[6, 1, null, 3, null]]);
    expect(chart?.series[0]?.points[2]?.label).not.toBe('');
    expect(chart?.notes.join()).toMatch(/2020年.*2022年没有可画的数字/);
  });

  it('draws both numbers where a report contradicts itself', () => {
    const [first, second, third] = years(2020, [6, 4, 3]);
    if (!first || !second || !third) throw new Error('three years');
    const answer = table([{ ...first, said: '正文6件，表三0件（两处不一致）' }, second, third]);
    const [six, ...rest] = answer.values;
    const both = { ...answer, values: [six ?? value({}), value({ year: 2020, value: 0 }), ...rest] };
    const chart = chartOf(both);
    expect(chart && drawn(chart)).toEqual([
      [6, 4, 3],
      [0, null, null],
    ]);
    expect(chart?.notes.join()).toContain('2020年的年报前后不一致');
    expect(chartOf(answer), 'a second number that is no value').toBeNull();
  });

  it('takes changes and operands for no points', () => {
    const answer = table(years(2020, [6, 4, 9]));
    const behind = [
      value({ year: 2022, value: 3, source: 'computed' }),
      value({ year: 2021, value: 4, metric: 'granted' }),
    ];
    const chart = chartOf({ ...answer, values: [...answer.values, ...behind] });
    expect(chart && drawn(chart)).toEqual([[6, 4, 9]]);
  });

  it('ranks at most twenty offices of one year and says of how many', () => {
    const chart = chartOf(table(offices(1000)));
    expect(chart?.kind).toBe('ranking');
    expect(chart?.categories).toHaveLength(20);
    expect(chart?.notes[0]).toBe('前二十个，共一千个。');
    expect(chart?.title).toContain('甲县');
  });

  it('marks approximate numbers', () => {
    const lines = offices(3, (index) => `约${3 - index}万件`).map((each) => ({
      ...each,
      value: each.value * 10_000,
      approximate: true,
    }));
    expect(chartOf(table(lines))?.series[0]?.points.map(({ label }) => label)).toEqual([
      '约30000',
      '约20000',
      '约10000',
    ]);
  });

  it('keeps an office without a number a gap among the others', () => {
    const lines = offices(4).map((each, index) => (index === 1 ? { ...each, ...blank } : each));
    const chart = chartOf(table(lines));
    expect(chart && drawn(chart)).toEqual([[4, null, 2, 1]]);
    expect(chart?.notes.join()).toContain('第1镇没有可画的数字');
  });

  const blank = { value: null, state: 'blank', said: '空白（没有填数，不等于零）' } as const;
  const none: readonly (readonly [string, Answer])[] = [
    ['two years', table(years(2020, [1, 2]))],
    ['two offices', table(offices(2))],
    ['offices of different years', table(offices(4).map((each, index) => ({ ...each, year: 2020 + (index % 2) })))],
    ['units that differ', table(offices(3).map((each, index) => ({ ...each, unit: index === 1 ? '万元' : '元' })))],
    ['nothing but blanks', table(offices(4).map((each) => ({ ...each, ...blank })))],
    ['nothing but zeros', table(offices(4, () => '0件').map((each) => ({ ...each, value: 0 })))],
    ['values without lines', { ...table(offices(4)), text: '四个单位。' }],
    ['lines that say other numbers', table(offices(4, () => '999件'))],
    [
      'other offices every year',
      {
        ...table(years(2020, [1, 2, 3])),
        text: `${table(years(2020, [1, 2, 3])).text}\n各年收录的单位不同，只是相加，不能看作趋势。`,
      },
    ],
    ['no values', table([])],
    ['a single figure', { ...table(offices(4)), kind: 'value' }],
  ];
  it.each(none)('draws none of %s', (_, answer) => {
    expect(chartOf(answer)).toBeNull();
  });
});

describe('a breakdown', () => {
  const head = (rows: readonly string[]) => ['甲县东街道办事处2023年年报本年新收申请按申请人分：', ...rows].join('\n');
  const applicants = ['natural_person', 'commercial_enterprise', 'other_organization', 'total'] as const;
  const names = ['自然人', '商业企业', '其他', '总计'];

  it('keeps a blank cell a gap and the whole out of its parts', () => {
    const numbers = [3, 2, 1, 6];
    const values = applicants.map((applicant, index) => value({ applicant, value: numbers[index] ?? null }));
    values.splice(3, 0, value({ applicant: 'research_institution', value: null, state: 'blank' }));
    const said = [
      ...names.slice(0, 3).map((name, index) => `· ${name}：${numbers[index]}件`),
      '· 科研机构：空白（没有填数，不等于零）',
      '· 总计：6件',
    ];
    const chart = chartOf({ ...table([]), text: head(said), values });
    expect(chart?.kind).toBe('breakdown');
    expect(chart && drawn(chart)).toEqual([[3, 2, 1, null]]);
    expect(chart?.series[0]?.points[3]?.label).toBe('空白');
    expect(chart?.notes.join()).toMatch(/合计：总计6件[\s\S]*科研机构没有可画的数字/);
  });

  it('draws none of rows that are no parts of one whole', () => {
    const metrics = ['applications_new', 'granted', 'applications_carried_in', 'results_total'];
    const values = metrics.map((metric, index) => value({ metric, value: index + 1 }));
    const said = metrics.map((name, index) => `· ${name}：${index + 1}件`);
    expect(chartOf({ ...table([]), text: head(said), values })).toBeNull();
  });
});

describe('charts of what the bot answers', () => {
  const open: Knowledge[] = [];
  let bot: Bot;
  let overYears: Bot;
  beforeAll(async () => {
    open.push(await openKnowledge(ingested(['samples', 'test/reports'])), await openKnowledge(openYears()));
    [bot, overYears] = open.map((each) => botOn(each)) as [Bot, Bot];
  });
  afterAll(() => Promise.all(open.map((each) => each.close())));

  it.each([
    ['2020年主动公开排名', 'ranking', [[1204, 143, 95, 82, 58, 37]]],
    ['2020年公开率排名', 'ranking', [[75, 71.43, 66.67, 66.67]]],
    ['把2020年主动公开排名画成柱状图', 'ranking', [[1204, 143, 95, 82, 58, 37]]],
    ['西园街道2023年主动公开各类分别多少条', 'breakdown', [[7, 78, 6, 4, 9, 12, 10]]],
    ['省新镇2020年申请人构成', 'breakdown', [[4, 0, 0, 0, 0, 0]]],
    ['省新镇2020年申请办理结果明细', 'breakdown', [[3, 1]]],
    ['西园街道2023年行政诉讼明细', 'breakdown', [[0, 2, 0, 0, 0, 0, 0, 0]]],
  ])('%s', async (question, kind, numbers) => {
    const chart = chartOf(await askOn(bot, question));
    expect(chart?.kind).toBe(kind);
    expect(chart && drawn(chart)).toEqual(numbers);
  });

  it('shows both numbers of every report that contradicts itself', async () => {
    const chart = chartOf(await askOn(bot, '2023年各单位收到的申请都列一下'));
    expect(chart && drawn(chart).map((points) => points.slice(0, 3))).toEqual([
      [6, 1245, 0],
      [0, 1250, 11],
    ]);
  });

  it.each(['灵源街道历年主动公开趋势', '灵源街道历年主动公开画成图', '画个灵源街道历年主动公开的折线图'])(
    '%s',
    async (question) => {
      const answer = await askOn(overYears, question);
      const chart = chartOf(answer);
      const told = new Map<number, number>(LINGYUAN);
      expect(answer.kind).toBe('table');
      expect(chart?.categories).toEqual([2017, 2018, 2019, 2020, 2021, 2022, 2023].map((year) => `${year}年`));
      expect(chart && drawn(chart)).toEqual([
        [2017, 2018, 2019, 2020, 2021, 2022, 2023].map((year) => told.get(year) ?? null),
      ]);
    },
  );

  it('draws two offices as two lines', async () => {
    const chart = chartOf(await askOn(overYears, '灵源和省新历年主动公开对比图'));
    const told = new Map<number, number>(SHENGXIN);
    expect(chart?.series.map(({ name }) => name)).toEqual(['晋江市灵源街道', '南安市省新镇']);
    expect(chart && drawn(chart)[1]).toEqual(
      [2017, 2018, 2019, 2020, 2021, 2022, 2023].map((year) => told.get(year) ?? null),
    );
  });

  it('draws the table that was told before, as often as it is asked', async () => {
    const table = await askOn(overYears, '灵源街道历年主动公开趋势', 'again');
    for (const words of ['画个图', '把上面的数据画成柱状图', '能画成图吗']) {
      const answer = await askOn(overYears, words, 'again');
      expect(answer.text, words).toBe(table.text);
      expect(chartOf(answer), words).toEqual(chartOf(table));
    }
    const other = await askOn(overYears, '省新镇呢', 'again');
    expect((await askOn(overYears, '画个图', 'again')).text).toContain(other.text);
  });

  it('draws no table that the conversation has left', async () => {
    await askOn(overYears, '灵源街道历年主动公开趋势', 'left');
    await askOn(overYears, '省新镇2020年电话是多少', 'left');
    expect((await askOn(overYears, '画个图', 'left')).kind).toBe('refused');
  });

  it('asks what to draw where nothing was told, with questions that make charts', async () => {
    const answer = await askOn(overYears, '画个图');
    expect(answer.kind).toBe('refused');
    expect(answer.choices.length).toBeGreaterThan(1);
    const [trend] = answer.choices;
    expect(chartOf(await askOn(overYears, trend?.question ?? ''))?.kind).toBe('trend');
  });

  it('says that a single number makes no chart, and answers', async () => {
    const answer = await askOn(bot, '灵源街道2020年主动公开多少条画成图');
    expect(answer.kind).toBe('value');
    expect(answer.text).toMatch(/^这些数字不适合画图[\s\S]*95条/);
  });
});
