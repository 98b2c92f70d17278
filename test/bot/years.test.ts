import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bot } from '../../bot/bot.js';
import { findYears } from '../../bot/mentions/years.js';
import { normalizeQuestion } from '../../bot/understand.js';
import type { Knowledge } from '../../knowledge/knowledge.js';
import { askOn, botOn, openSamples } from './fixture.js';

const TODAY = '2026-11-21';
const read = (text: string) => findYears(normalizeQuestion(text), TODAY);

describe('years in a question', () => {
  it.each<[string, number[]]>([
    ['2023年收到多少件', [2023]],
    ['2023收到多少件', [2023]],
    ['2023年度报告', [2023]],
    ['23年收到多少件', [2023]],
    ['二〇二三年收到多少件', [2023]],
    ['二零二三年', [2023]],
    ['二三年的', [2023]],
    ['两千零二十年公开了多少', [2020]],
    ['两千零二十三年', [2023]],
    ['二千一十九年', [2019]],
    ['两千二百件', []],
    ['去年收到多少', [2025]],
    ['前年收到多少', [2024]],
    ['大前年呢', [2023]],
    ['今年的', [2026]],
    ['三年前公众号发了多少篇', [2023]],
    ['2019到2023年的', [2019, 2020, 2021, 2022, 2023]],
    ['2019-2021', [2019, 2020, 2021]],
    ['2020年和2023年', [2020, 2023]],
    ['in 2023', [2023]],
    ['last year', [2025]],
    ['上年结转多少件', []],
    ['上一年项目数量', []],
    ['12345办件多少', []],
    ['电话85602220', []],
    ['本年新收多少', []],
    ['近几年的', []],
  ])('reads %s', (text, years) => {
    expect(findYears(text, TODAY).years).toEqual(years);
  });

  it.each<[string, number[]]>([
    ['２０２３年', [2023]],
    ['2023 年', [2023]],
    ['20\u200b23年', [2023]],
    ['二零二三', [2023]],
    ['二○二三年', [2023]],
    ['贰零贰叁年', [2023]],
    ['二零年', [2020]],
    ['两千二十三年', [2023]],
    ['两千零二十收到几件', [2020]],
    ['两千零二十三公开了多少', [2023]],
    ['二零幺九年', [2019]],
    ['23年度', [2023]],
    ['23年报', [2023]],
    ['98年', [1998]],
    ['2050年', [2050]],
    ['2023年6月13日', [2023]],
    ['2023.6.13', [2023]],
    ['2023-06-13', [2023]],
    ['截至2020年底', [2020]],
    ['2023处理了多少件', [2023]],
    ['2023部分公开', [2023]],
    ['2023条例', [2023]],
    ['2023个人申请', [2023]],
    ['2019年公众号发布1719条', [2019]],
  ])('reads digits of any kind: %s', (text, years) => {
    expect(read(text).years).toEqual(years);
  });

  it.each<[string, number[]]>([
    ['上年度申请量', [2025]],
    ['上一年度', [2025]],
    ['上一年收到多少', [2025]],
    ['近三年', [2023, 2024, 2025]],
    ['最近三年主动公开', [2023, 2024, 2025]],
    ['近3年', [2023, 2024, 2025]],
    ['近两年来', [2024, 2025]],
    ['过去5年', [2021, 2022, 2023, 2024, 2025]],
    ['过去五年', [2021, 2022, 2023, 2024, 2025]],
    ['前三年', [2023, 2024, 2025]],
    ['近一年', [2025]],
    ['近十年', Array.from({ length: 10 }, (_, index) => 2016 + index)],
    ['last 3 years', [2023, 2024, 2025]],
    ['两年前', [2024]],
    ['10年前', [2016]],
    ['五年以前', [2021]],
    ['疫情那年转发了多少', [2020]],
    ['疫情爆发的那一年', [2020]],
    ['明年', [2027]],
    ['2020年以来', [2020, 2021, 2022, 2023, 2024, 2025]],
    ['2022年至今', [2022, 2023, 2024, 2025]],
    ['2023年到去年', [2023, 2024, 2025]],
    ['2010年以前', [2008, 2009]],
  ])('counts from today: %s', (text, years) => {
    const { mentions, years: all } = read(text);
    expect(all).toEqual(years);
    expect(mentions.map(({ relative }) => relative)).toEqual([true]);
  });

  it.each<[string, number[]]>([
    ['2019到2023', [2019, 2020, 2021, 2022, 2023]],
    ['2019至2021年', [2019, 2020, 2021]],
    ['从2019年到2021年', [2019, 2020, 2021]],
    ['2019年度至2021年度', [2019, 2020, 2021]],
    ['2019~2021', [2019, 2020, 2021]],
    ['2019～2021', [2019, 2020, 2021]],
    ['2019—2021年', [2019, 2020, 2021]],
    ['19到23年', [2019, 2020, 2021, 2022, 2023]],
    ['19-21年', [2019, 2020, 2021]],
    ['2019-21年', [2019, 2020, 2021]],
    ['19年到21年', [2019, 2020, 2021]],
    ['一九到二一年', [2019, 2020, 2021]],
    ['二零一九年至二零二一年', [2019, 2020, 2021]],
    ['2023到2021年', [2021, 2022, 2023]],
    ['from 2019 to 2021', [2019, 2020, 2021]],
    ['2019年和2020年', [2019, 2020]],
    ['2019、2020', [2019, 2020]],
    ['2019、2020、2023三年', [2019, 2020, 2023]],
    ['19、20两年', [2019, 2020]],
    ['19和20年', [2019, 2020]],
    ['2019、20年', [2019, 2020]],
    ['2019到2020年和2023年', [2019, 2020, 2023]],
  ])('reads several: %s', (text, years) => {
    expect(read(text).years).toEqual(years);
  });

  it.each<[string, number[]]>([
    ['2023年发布的年报里公开了多少', [2022]],
    ['2023年公布的', [2022]],
    ['23年初发布的', [2022]],
    ['2024年1月18日公布的年度报告', [2023]],
    ['2024年初公布的那份', [2023]],
    ['去年发布的年报', [2024]],
    ['今年出的年报', [2025]],
    ['2023年发布的\u0001\u0001\u0001\u0001年报', [2022]],
  ])('a report published in a year is that of the year before: %s', (text, years) => {
    const { mentions, years: all } = findYears(text, TODAY);
    expect(all).toEqual(years);
    expect(mentions.map(({ published }) => published)).toEqual([true]);
  });

  it.each<[string, number[]]>([
    ['2023年发布了多少条', [2023]],
    ['公众号2023年发布多少', [2023]],
    ['2023年公众号发布的信息有多少条', [2023]],
    ['2023年发布的信息多少条', [2023]],
    ['公众号2020年发布的', [2020]],
    ['2023年公开的信息有多少条', [2023]],
    ['2023年公开的有几件', [2023]],
  ])('what was published in a year is counted for that year: %s', (text, years) => {
    const { mentions, years: all } = read(text);
    expect(all).toEqual(years);
    expect(mentions.map(({ published }) => published)).toEqual([false]);
  });

  it.each([
    '12345',
    '幺二三四五办件多少',
    '受理一二三四五多少件',
    '2023件',
    '1964人',
    '126条',
    '2000多条',
    '3360元',
    '2020人次',
    '第三方',
    '三年级',
    '十年来',
    '20年来',
    '90年代',
    '每3年',
    '6月13日',
    '13号',
    '0595-85602220',
    '13805952023',
    '南省政〔2021〕9号',
    '国办公开办函[2019]60号',
    '上年度结转几件',
    '上一年结转过来的',
    '从去年结转来的',
    '去年年底结转',
    // The year before the report's own, as its form calls it.
    '公众号上年粉丝多少',
    '上年项目几项',
    '上一年度项目',
    '历年累计多少条',
    '每年',
    '年年',
    '全年',
    '年报',
    '年初',
    '比上一年多多少',
    '和上年相比',
    '1.2023万元',
    '二十件',
    '一二三条',
  ])('no year: %s', (text) => {
    expect(read(text).years).toEqual([]);
  });

  it.each([
    ['最新的年报', true],
    ['最近一期', true],
    ['最近一年收到多少', true],
    ['最近的年报', true],
    ['最近三年', false],
    ['近一年', false],
    ['近几年', false],
  ])('the latest: %s', (text, latest) => {
    expect(read(text).latest).toBe(latest);
  });

  it('says which were counted from today', () => {
    expect(findYears('去年', '2026-01-01').mentions).toMatchObject([{ years: [2025], relative: true }]);
    expect(findYears('2025年', '2026-01-01').mentions).toMatchObject([{ years: [2025], relative: false }]);
    expect(findYears('近几年', '2026-01-01').mentions).toMatchObject([{ years: [], relative: true }]);
  });

  it('a mention covers all the words that name the years', () => {
    for (const words of ['2019年到2021年', '19、20两年', '2023年初发布的', '2022年至今', '疫情那年', '过去五年来']) {
      expect(read(words).mentions).toMatchObject([{ start: 0, end: words.length, text: words }]);
    }
  });
});

describe('what an answer says of the years', () => {
  let knowledge: Knowledge;
  let bot: Bot;
  beforeAll(async () => {
    knowledge = await openSamples();
    bot = botOn(knowledge);
  });
  afterAll(() => knowledge.close());

  it.each([
    ['西园街道去年主动公开多少条', 'missing', ['“去年”按2025年度理解', '已收录的年份：2023年']],
    ['东石镇过去五年主动公开多少条', 'missing', ['“过去五年”按2021年至2025年度理解', '2019年']],
    ['西园街道2030年收到多少件申请', 'missing', ['2030年', '已收录的年份：2023年']],
    ['2023年发布的西园街道年报主动公开多少条', 'missing', ['2023年发布的是2022年度的年报', '2023年']],
    ['2024年发布的西园街道年报主动公开多少条', 'value', ['2023年年报', '126条']],
    ['疫情那年灵源街道公众号粉丝多少', 'value', ['2020年年报', '2698人']],
    ['西园街道贰零贰叁年主动公开多少条', 'value', ['126条']],
    ['西园街道2023年受理幺二三四五多少件', 'value', ['582件']],
    ['西园街道2022年和2023年主动公开多少条', '', ['126条', '没有收录2022年的年报']],
    ['灵源街道2020年到2023年粉丝多少', '', ['2698人', '没有收录2021年、2022年、2023年的年报']],
    ['西园街道2010到2023年存在什么问题', '', ['没有收录2010年至2022年的年报']],
  ])('%s', async (question, kind, texts) => {
    const answer = await askOn(bot, question);
    if (kind !== '') expect(answer.kind).toBe(kind);
    for (const text of texts) expect(answer.text).toContain(text);
  });

  it('says nothing of years where all are there', async () => {
    expect((await askOn(bot, '西园街道2023年主动公开多少条')).text).not.toContain('没有收录');
  });
});
