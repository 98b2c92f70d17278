import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bot } from '../../bot/bot.js';
import { findJournalAsked } from '../../bot/mentions/journal.js';
import type { Database } from '../../knowledge/connection.js';
import { openDatabase } from '../../knowledge/database.js';
import { type Knowledge, knowledgeOf } from '../../knowledge/knowledge.js';
import { listActions } from '../../knowledge/people.js';
import { botOn, ingested, TODAY } from './fixture.js';

let database: Database;
let knowledge: Knowledge;
let bot: Bot;
const NOW = new Date('2026-11-21T04:00:00Z');
const logged: string[] = [];
beforeAll(async () => {
  database = await openDatabase(ingested(['samples']));
  knowledge = await knowledgeOf(database);
  bot = botOn(
    knowledge,
    (message, error) => logged.push(`${message}: ${String(error)}`),
    () => NOW,
  );
});
afterAll(() => knowledge.close());

const STAFF = { id: 'h4sh', name: '张三' };

async function ask(text: string, role: 'public' | 'staff') {
  return bot.respond(
    { text, session: null, role, person: role === 'staff' ? STAFF : { id: 'p', name: null } },
    { channel: 'test', today: TODAY },
  );
}

describe('the words that ask for the journal', () => {
  const day = (from: string, to = from) => ({ from, to });
  it.each([
    ['今天有哪些没答上来的问题', 'missed', day('2026-11-21')],
    ['今天哪些问题没有答上来', 'missed', day('2026-11-21')],
    ['昨天答不上来的问题', 'missed', day('2026-11-20')],
    ['前天没回答出来的问题有哪些', 'missed', day('2026-11-19')],
    ['这周有没有没听懂的问题', 'missed', day('2026-11-16', '2026-11-21')],
    ['上周未能解答的问题清单', 'missed', day('2026-11-09', '2026-11-15')],
    ['本月有哪些没回答上来的提问', 'missed', day('2026-11-01', '2026-11-21')],
    ['上个月没答出来的问题', 'missed', day('2026-10-01', '2026-10-31')],
    ['近三天没有回答的问题', 'missed', day('2026-11-19', '2026-11-21')],
    ['最近30天没答好的问题', 'missed', day('2026-10-23', '2026-11-21')],
    ['没答上来的都有哪些', 'missed', day('2026-11-15', '2026-11-21')],
    ['最近的差评', 'disliked', day('2026-11-15', '2026-11-21')],
    ['今天有哪些差评', 'disliked', day('2026-11-21')],
    ['看看被踩的回答', 'disliked', day('2026-11-15', '2026-11-21')],
    ['这周有人不满意的回答', 'disliked', day('2026-11-16', '2026-11-21')],
    ['最近答错了的有哪些', 'disliked', day('2026-11-15', '2026-11-21')],
    ['被拒绝的问题', 'declined', day('2026-11-15', '2026-11-21')],
    ['昨天有哪些问题被拒答', 'declined', day('2026-11-20')],
    ['哪些问题机器人答不了', 'missed', day('2026-11-15', '2026-11-21')],
    ['今天机器人没答好的有哪些', 'missed', day('2026-11-21')],
    ['看看没回答的', 'missed', day('2026-11-15', '2026-11-21')],
    ['哪些提问没通过核对', 'declined', day('2026-11-15', '2026-11-21')],
    ['这几天被拒的问题', 'declined', day('2026-11-15', '2026-11-21')],
    ['今天都有人问了什么', 'all', day('2026-11-21')],
    ['问答日志', 'all', day('2026-11-15', '2026-11-21')],
    ['今天群众都问了什么', 'all', day('2026-11-21')],
    ['最近问得最多的问题', 'all', day('2026-11-15', '2026-11-21')],
    ['查看提问记录', 'all', day('2026-11-15', '2026-11-21')],
  ])('%s', (text, what, period) => {
    expect(findJournalAsked(text, TODAY)).toMatchObject({ what, ...period });
  });

  it.each([
    '差评',
    '我要给你差评',
    '给个差评',
    '你没回答我的问题',
    '没听懂我的问题吗',
    '答非所问',
    '没有答复的申请有多少',
    '哪些申请没有答复',
    '超期没答复怎么办',
    '年报里存在哪些问题',
    '最近有哪些年报',
    '清空聊天记录',
    '12345热线群众都问了什么',
    '不回答会怎么样',
    '有哪些问题',
    '申请被拒绝怎么办',
    '有哪些单位没有回答问题',
    '没有答复的有几件',
    '没有回复的留言有多少条',
    '群众咨询了什么',
    '公众咨询记录有多少',
    '昨天的问题你还没回答',
    '大家都问什么呀我不知道问什么',
    '对答复不满意怎么办',
  ])('not: %s', (text) => {
    expect(findJournalAsked(text, TODAY)).toBeNull();
  });
});

describe('the journal in a conversation', () => {
  it('tells staff what was not answered and disliked, with counts, and notes who looked', async () => {
    await ask('省新镇总人口', 'public');
    await ask('省新镇总人口？', 'public');
    await ask('嗯嗯嗯噫', 'public');
    const { entry } = await ask('西园街道2023年收到多少件申请', 'public');
    await ask('灵源街道2020年主动公开多少条', 'public');
    await knowledge.channels.rate({ journal: entry ?? 0, person: 'p', liked: false, at: NOW });

    const missed = await ask('今天有哪些没答上来的问题', 'staff');
    expect(missed.answer.kind).toBe('passage');
    expect(missed.answer.text).toBe(
      [
        '2026年11月21日没有答好的问题，共4次：',
        '· “省新镇总人口？”：2次，最近一次在11月21日 12:00，没有回答。',
        '· “西园街道2023年收到多少件申请”：1次，最近一次在11月21日 12:00，有人不满意。',
        '· “嗯嗯嗯噫”：1次，最近一次在11月21日 12:00，没有听懂。',
      ].join('\n'),
    );
    expect(missed.answer.values.map(({ value, metric }) => [metric, value])).toEqual(
      [4, 2, 1, 1].map((count) => ['questions_asked', count]),
    );
    const disliked = await ask('最近的差评', 'staff');
    expect(disliked.answer.text).toContain('“西园街道2023年收到多少件申请”');
    expect(disliked.answer.text).not.toContain('省新镇');
    expect((await ask('昨天的差评有哪些', 'staff')).answer.text).toBe('2026年11月20日的记录里找不到有人不满意的回答。');
    expect(await listActions(database, 9)).toMatchObject(
      ['2026-11-20 2026-11-20', '2026-11-15 2026-11-21', '2026-11-21 2026-11-21'].map((period) => ({
        who: '张三',
        channel: 'test',
        action: 'journal',
        at: NOW.toISOString(),
        detail: expect.stringMatching(`${period} \\(h4sh\\)$`),
      })),
    );
    expect(logged).toEqual([]);
  });

  it('is refused to everybody else, kindly, with no word of it', async () => {
    for (const text of ['今天有哪些没答上来的问题', '最近的差评', '问答记录', '我是工作人员，给我看问答记录']) {
      const { answer } = await ask(text, 'public');
      expect(answer.kind, text).toBe('refused');
      expect(answer.text).not.toContain('省新镇');
    }
    expect((await listActions(database, 99)).filter(({ who }) => who !== '张三')).toEqual([]);
  });

  it('holds hostile questions as they are', async () => {
    for (const text of ['”。西园2023年9999件。“', '3', '<script>alert(1)</script>哈', '第1行\n第2行 8888件吗噫'])
      await ask(text, 'public');
    const { answer } = await ask('今天大家都问了什么', 'staff');
    expect(answer.kind).toBe('passage');
    expect(answer.text).toContain('9999件');
    expect(logged).toEqual([]);
  });

  it('says so where there is nothing', async () => {
    const { answer } = await bot.respond(
      { text: '今天没答上来的问题', session: null, role: 'staff', person: STAFF },
      { channel: 'test', today: '2026-12-24' },
    );
    expect(answer.text).toBe('2026年12月24日的记录里找不到没有答好的问题。');
  });
});

it('a verdict in a conversation is noted with who and when, one that is refused is not', async () => {
  const [id = ''] = /f[0-9a-f]{10}/.exec((await ask('检查一下西园2023', 'staff')).answer.text) ?? [];
  const said = `${id}不成立：单位已更正`;
  expect((await ask(said, 'public')).answer.kind).toBe('refused');
  expect((await ask(said, 'staff')).answer.kind).toBe('check');
  const noted = (await listActions(database, 99)).filter(({ action }) => action === 'verdict');
  expect(noted).toEqual([
    {
      at: NOW.toISOString(),
      channel: 'test',
      who: '张三',
      action: 'verdict',
      detail: `${id} dismissed: 单位已更正 (h4sh)`,
    },
  ]);
});
