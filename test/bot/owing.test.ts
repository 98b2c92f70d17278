import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../bot/answer.js';
import type { Bot } from '../../bot/bot.js';
import { openDatabase } from '../../knowledge/database.js';
import { addDueRule } from '../../knowledge/due-rules.js';
import { type Knowledge, openKnowledge } from '../../knowledge/knowledge.js';
import { notePublished } from '../../knowledge/published.js';
import { readRegister } from '../../knowledge/register.js';
import { enterOffices } from '../../knowledge/register-entries.js';
import { syncRegister } from '../../knowledge/register-sync.js';
import { buildOffice } from '../knowledge/fixtures.js';
import { NOW } from '../knowledge/temporary.js';
import { botOn, explainOn, ingested, TODAY } from './fixture.js';

let knowledge: Knowledge;
let bot: Bot;
beforeAll(async () => {
  const url = ingested(['samples', 'test/reports']);
  const database = await openDatabase(url);
  const jinjiang = { province: '福建省', city: '泉州市', county: '晋江市' };
  const offices = [
    buildOffice('陈埭镇', '镇人民政府', jinjiang),
    buildOffice('教育局', '部门', jinjiang),
    buildOffice('蚶江镇', '镇人民政府', { ...jinjiang, county: '石狮市' }),
    buildOffice('城关镇', '镇人民政府', { province: null, city: null, county: '云岭县' }),
    buildOffice('城关镇', '镇人民政府', { province: null, city: null, county: '白河县' }),
  ];
  await enterOffices(database, offices, { source: '名册.csv', who: '王五', now: NOW });
  const at = NOW.toISOString();
  const rule = { register: null, firstYear: 2023, lastYear: 2026, basis: '晋政办〔2023〕8号', who: '王五', at };
  await addDueRule(database, { ...rule, place: '福建省泉州市晋江市', kind: '街道办事处', monthDay: '01-15' });
  await addDueRule(database, { ...rule, place: '福建省泉州市晋江市', kind: '镇人民政府', monthDay: '01-20' });
  const register = (await readRegister(database)).find(({ core }) => core === '陈埭镇')?.id ?? 0;
  await notePublished(
    database,
    {
      register,
      year: 2025,
      publishedOn: '2026-01-28',
      evidence: 'https://www.example.gov.cn/20260128/1.html',
      who: '王五',
      at,
    },
    TODAY,
  );
  // The day entered of a report that is stored is not the one it prints.
  await syncRegister(database, NOW);
  const lingyuan = (await readRegister(database)).find(({ core }) => core === '灵源街道')?.id ?? 0;
  const noted = { register: lingyuan, year: 2020, publishedOn: '2021-02-10', evidence: '市政府网站', who: '王五', at };
  await notePublished(database, noted, TODAY);
  await database.close();
  knowledge = await openKnowledge(url);
  bot = botOn(knowledge);
}, 60_000);
afterAll(() => knowledge.close());

function asked(
  text: string,
  {
    role = 'staff',
    today = TODAY,
    session = null,
  }: { role?: 'public' | 'staff'; today?: string; session?: string | null } = {},
): Promise<Answer> {
  return bot.reply({ text, session, role, person: null }, { channel: 'test', today });
}

const numberOf = ({ values }: Answer, metric: string) => values.find((value) => value.metric === metric)?.value;

describe('who owes a report', () => {
  it.each([
    ['2023年度谁还没交', /陈埭镇[\s\S]*没有收录不等于没有交/],
    ['晋江市谁还没交2025年的年报', /教育局/],
    ['石狮市谁还没交年报', /蚶江镇/],
    ['晋江哪些街道没有公布2025年年报', /灵源街道办事处、.*西园街道办事处（期限2026-01-15/],
    ['还有哪些单位没报年报', /蚶江镇/],
    ['年报没交的单位名单', /蚶江镇/],
    ['今年谁没交年报', /2025年度/],
    ['未交年报的有哪些', /蚶江镇/],
    ['年报都交齐了没', /蚶江镇/],
    ['哪些单位2025年年报还没挂网', /蚶江镇/],
    ['年报还没挂出来的有谁', /蚶江镇/],
    ['晉江市誰還沒交年報', /陈埭镇|教育局/],
    ['云岭县各部门2023年年报交了没', /没有公布依据/],
  ])('%s', async (question, text) => {
    const answer = await asked(question);
    expect([answer.kind, (await explainOn(bot, question)).question]).toEqual(['deadline', 'owing']);
    expect(answer.text).toMatch(text);
    expect(answer.text).toContain('只判断名册里的单位');
  });

  it.each([
    ['2023年度哪些单位晚交了'],
    ['2023年谁逾期了'],
    ['哪几个单位没按时公布2023年年报'],
    ['2023年年报晚了的单位有哪些'],
    ['2023年度年报逾期的有几个'],
    ['未按时公布2023年年报的单位'],
    ['2023年年报晚交名单'],
  ])('%s: by how many days, quoting the report', async (question) => {
    const answer = await asked(question);
    expect(answer.text).toMatch(/西园街道办事处：期限2024-01-15（星期一）.*2024-01-31.*落款“2024年1月18日”，晚3天/);
    expect(numberOf(answer, 'days_late')).toBe(3);
    expect(answer.citations.some(({ office, quote }) => office.includes('西园') && quote.includes('1月18日'))).toBe(
      true,
    );
    expect(answer.text).toContain('晋政办〔2023〕8号');
  });

  it('counts what it names', async () => {
    const answer = await asked('晋江市2023年谁还没交');
    const [due, published, late, missing] = ['due', 'published', 'late', 'missing'].map((name) =>
      numberOf(answer, `register_${name}`),
    );
    expect([due, published, late, missing]).toEqual([5, 1, 1, 4]);
    expect(answer.text).not.toContain('西园');
  });

  it('does not call late what is not due yet', async () => {
    const { text, values } = await asked('晋江市谁还没交', { today: '2027-01-10' });
    expect(text).toMatch(/2026年度[\s\S]*还有5天[\s\S]*还有10天/);
    expect(values.some(({ metric }) => metric === 'days_overdue')).toBe(false);
  });

  it('knows the day a report came from a person’s entry, and says whose', async () => {
    for (const question of ['陈埭镇交了吗', '陈埭镇2025年年报交了没有', '陈埭镇2025年度年报晚了几天']) {
      const answer = await asked(question);
      expect(answer.text, question).toMatch(/2026-01-28（星期三）公布（依据：.*王五登记.*），晚8天/);
      expect(answer.text).toMatch(/期限是2026-01-20.*2026-01-31/);
    }
  });

  it.each([
    ['城关镇2025年年报交了吗', 'clarify', /云岭县城关镇[\s\S]*白河县城关镇/],
    ['白河县城关镇2025年年报交了吗', 'deadline', /白河县城关镇人民政府2025年度的年报没有收录.*已经过了294天/],
    ['东石镇2019年的年报交了吗', 'deadline', /没有落款日期.*公布日期不明，不能判断/],
    ['灵源街道2020年年报交了没', 'deadline', /2021-02-10（星期三）公布（依据：市政府网站（王五登记）），晚10天/],
    ['省新镇2020年年报交了没', 'deadline', /落款“.*”，在期限以内/],
    ['我们街道年报交了吗', 'clarify', /请写明是哪个单位/],
    ['紫帽镇2025年年报交了吗', 'missing', /名册里没有“紫帽镇”/],
  ])('%s', async (question, kind, text) => {
    const answer = await asked(question);
    expect(answer.kind).toBe(kind);
    expect(answer.text).toMatch(text);
  });

  it('goes on about the office talked about', async () => {
    await asked('西园街道2023年的年报交了吗', { session: 's' });
    const answer = await asked('晚了几天', { session: 's' });
    expect([answer.kind, numberOf(answer, 'days_late')]).toEqual(['deadline', 3]);
  });

  it('tells the public what is stored, and nothing of anybody’s being late', async () => {
    for (const question of ['谁还没交年报', '2023年哪些单位晚交了', '哪些单位交了年报']) {
      expect((await asked(question, { role: 'public' })).kind).toBe('refused');
    }
    const stored = await asked('西园街道2023年的年报交了吗', { role: 'public' });
    expect(stored.text).toMatch(/收录了.*落款“2024年1月18日”/);
    expect(stored.text).not.toMatch(/晚\d/);
    const both = await asked('灵源街道2020年的年报交了吗', { role: 'public' });
    expect(both.text).toMatch(/收录了.*落款“.*12月31日”/);
    expect(both.text).not.toContain('2021-02-10');
    const entered = await asked('陈埭镇2025年年报交了吗', { role: 'public' });
    expect(entered.text).toMatch(/没有收录.*\n[\s\S]*没有收录不等于没有交/);
    expect(entered.text).not.toContain('王五');
  });
});

describe('what only sounds like it', () => {
  it.each([
    '谁没交申请费',
    '哪些单位没有公布电话',
    '2023年谁没有主动公开',
    '晚几天要紧吗',
    '年报晚交会扣分吗',
    '年报可以晚几天交吗',
    '没按时答复怎么办',
    '西园街道公布了多少条信息',
    '哪些单位没有收到申请',
    '年报交到哪里',
    '第三方超期没有回复怎么办',
    '今年的年报出来了吗',
    '2027年3月31日是星期几，县政府年报那天能交吗',
    '西园街道要交年报吗',
    '村委会必须报年报吗',
    '水利局没交钱不办的申请几件',
  ])('%s', async (question) => {
    expect((await explainOn(bot, question)).question).not.toBe('owing');
  });
});

describe('by when, with local notices', () => {
  it.each([
    ['陈埭镇的年报什么时候交', /陈埭镇.*2027-01-20.*晋政办[\s\S]*2027-01-31/],
    ['西园街道2023年年报截止日', /西园街道.*2024-01-15[\s\S]*2024-01-31/],
    ['晋江市的街道年报什么时候交', /晋江市街道办事处.*2027-01-15[\s\S]*2027-01-31/],
    ['晋江市部门年报什么时候交', /县级以上人民政府部门.*2027-01-31/],
    ['石狮市的乡镇年报什么时候交', /乡镇人民政府.*2027-01-31/],
    ['街道也是1月31日吗', /2027-01-31[\s\S]*本地通知：.*晋江市街道办事处.*2027-01-15/],
    ['西园街道2022年的年报什么时候截止', /2023-01-31/],
    ['西园街道2016年的年报什么时候截止', /2017-03-31.*2007年/],
  ])('%s', async (question, text) => {
    const answer = await asked(question, { role: 'public' });
    expect(answer.kind).toBe('deadline');
    expect(answer.text).toMatch(text);
  });

  it.each([
    ['部门', /2027-01-31/, /晋政办/],
    ['石狮市的乡镇', /2027-01-31/, /晋政办/],
  ])('%s: no notice for others is told as theirs', async (who, text, notText) => {
    const answer = await asked(`${who}的年报什么时候交`, { role: 'public' });
    expect(answer.text).toMatch(text);
    expect(answer.text).not.toMatch(notText);
  });

  it('counts the days to the office’s own day', async () => {
    const answer = await asked('离西园街道交年报还有几天', { role: 'public' });
    expect(numberOf(answer, 'days_left')).toBe(55);
  });
});
