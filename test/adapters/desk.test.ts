import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Message } from '../../adapters/adapter.js';
import { mentions, stripMention } from '../../adapters/mention.js';
import type { DeskOptions, OpenDesk } from '../../adapters/reception/desk.js';
import { asksForMore, invitationIn, praise } from '../../adapters/reception/words.js';
import type { Incoming } from '../../bot/bot.js';
import { CHAT } from '../../bot/chat-phrases.js';
import { switchOff, switchOn } from '../../knowledge/channel-off.js';
import type { Database } from '../../knowledge/connection.js';
import { readJournal } from '../../knowledge/journal.js';
import { type Knowledge, knowledgeOf } from '../../knowledge/knowledge.js';
import { admit, dismiss, listActions, listStaff } from '../../knowledge/people.js';
import { ENGINE, freshDatabase, tablesOf } from '../knowledge/databases.js';
import { answerOf } from './contract.js';
import { deskOn } from './desks.js';

const LIMITS = { text: { most: 4_000, unit: 'characters' as const }, messages: 1, buttons: 0 };

let database: Database;
let knowledge: Knowledge;
let asked: Incoming[];
let clock: Date;

beforeEach(async () => {
  database = await freshDatabase().open();
  knowledge = await knowledgeOf(database);
  asked = [];
  clock = new Date('2026-11-21T04:00:00Z');
});
afterEach(() => knowledge.close());

describe('limits', () => {
  test('a person who floods is told once, then not heard; others are', async () => {
    const desk = open({ rates: { person: 3, channel: 100 } });
    const outcomes = [];
    for (let each = 0; each < 6; each += 1) outcomes.push((await desk.receive(message({}))).texts.join(''));
    expect(outcomes.slice(0, 3)).toEqual(['答：问', '答：问', '答：问']);
    expect(outcomes[3]).toMatch(/请等\d+秒再问/);
    expect(outcomes.slice(4)).toEqual(['', '']);
    expect((await desk.receive(message({ person: 'b', chat: 'b' }))).texts).toEqual(['答：问']);
  });

  test('a channel has a limit of its own, which one person alone cannot use up', async () => {
    const desk = open({ rates: { person: 2, channel: 4 } });
    for (let each = 0; each < 20; each += 1) await desk.receive(message({}));
    const others = [];
    for (const person of ['b', 'c', 'd']) others.push((await desk.receive(message({ person, chat: person }))).texts[0]);
    expect(others).toEqual(['答：问', '答：问', CHAT.busy]);
  });

  test('many chats at once are answered a few at a time, in the order they came; a draft keeps none waiting', async () => {
    let [now, most] = [0, 0];
    const begun: string[] = [];
    const desk = open({ log: () => undefined }, async ({ text, file }) => {
      begun.push(text);
      if (!file) now += 1;
      most = Math.max(most, now);
      // The first wait until there are as many as there may be: a server may be slower than an answer.
      for (let tries = 0; tries < 200 && most < 8; tries += 1) await new Promise((resolve) => setTimeout(resolve, 5));
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (file) await drafts;
      else now -= 1;
      if (text === '7') throw new Error('broken');
      return answerOf({ text });
    });
    let release: () => void = () => undefined;
    const drafts = new Promise<void>((resolve) => {
      release = resolve;
    });
    const file = { name: 'a.docx', bytes: new Uint8Array([1]) };
    const sent = Array.from({ length: 10 }, (_, at) => desk.receive(message({ chat: `file ${at}`, text: 'f', file })));
    const asking = Array.from({ length: 40 }, (_, at) => desk.receive(message({ chat: `${at}`, text: `${at}` })));
    const answers = await Promise.all(asking);
    release();
    await Promise.all(sent);
    expect(most).toBe(8);
    expect(answers.map(({ texts: [text] }) => text)).toEqual(
      answers.map((_, at) => (at === 7 ? CHAT.failed : `${at}`)),
    );
    const order = begun.filter((text) => text !== 'f').map(Number);
    // Their turns come in order; a server then looks up who asks side by side, and any of eight may be the first.
    const inOrder = [...order].sort((one, other) => one - other);
    expect(ENGINE === 'sqlite' ? order : inOrder).toEqual(asking.map((_, at) => at));
    expect(desk.underWay()).toBe(0);
  });

  test('messages of one chat are answered in the order they came, each behind the one before', async () => {
    const begun: string[] = [];
    const desk = open({}, async ({ text }) => {
      begun.push(text);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 5));
      begun.push(`${text}.`);
      return answerOf({ text });
    });
    const expected: string[] = [];
    for (let round = 0; round < 10; round += 1) {
      const texts = Array.from({ length: 5 }, (_, at) => `${round} ${at}`);
      const chat = `chat ${round}`;
      await Promise.all(texts.map((text) => desk.receive(message({ chat, id: `id ${text}`, text }))));
      expected.push(...texts.flatMap((text) => [text, `${text}.`]));
    }
    expect(begun).toEqual(expected);
  });

  test('who does not wait for answers is asked to', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const desk = open({}, async () => {
      await held;
      return answerOf({ text: '答' });
    });
    const waiting = Array.from({ length: 8 }, () => desk.receive(message({})));
    const refused = await Promise.race(waiting);
    expect(refused.texts).toEqual([CHAT.queued]);
    release();
    const texts = (await Promise.all(waiting)).map(({ texts: [text] }) => text);
    expect(texts.filter((text) => text === '答')).toHaveLength(5);
  });
});

test('what became of messages is counted by kind alone', async () => {
  const served: string[] = [];
  const desk = open({ rates: { person: 3, channel: 100 }, served: ({ outcome }) => served.push(outcome) });
  const file = message({ text: '', notice: CHAT.notText });
  for (const each of [message({ id: '1' }), message({ id: '1' }), file, message({}), message({}), message({})]) {
    await desk.receive(each);
  }
  clock = new Date(clock.getTime() + 10_000);
  await switchOff(database, { channel: 'test', reason: '维护', who: 'x', now: clock });
  await desk.receive(message({}));
  expect(served).toEqual(['passage', 'repeated', 'notice', 'passage', 'limited', 'limited', 'off']);
});

describe('a message', () => {
  test('is answered once, also by another process and after a restart', async () => {
    const desks = [open({}), open({})];
    const given = message({ id: '1' });
    const together = await Promise.all([...desks, ...desks].map((desk) => desk.receive(given)));
    expect(together.map(({ texts }) => texts)).toEqual(together.map(() => ['答：问']));
    expect(together.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect((await open({}).receive(given)).repeated).toBe(true);
    expect(asked).toHaveLength(1);
  });

  test('that cannot be handed on is told so, once, within the limits, and asks nothing', async () => {
    const desk = open({ rates: { person: 2, channel: 100 } });
    const given = message({ id: '1', text: '', notice: CHAT.notText });
    expect((await desk.receive(given)).texts).toEqual([CHAT.notText]);
    expect((await desk.receive(given)).repeated).toBe(true);
    await desk.receive({ ...given, id: '2' });
    expect((await desk.receive({ ...given, id: '3' })).texts[0]).toMatch(/请等\d+秒再问/);
    expect(asked).toEqual([]);
  });

  test('that died with its process is answered by the next delivery', async () => {
    await knowledge.channels.take({ channel: 'test', id: '1', now: clock, abandoned: 10_000 });
    clock = new Date(clock.getTime() + 20_000);
    expect(await open({}).receive(message({ id: '1' }))).toMatchObject({ texts: ['答：问'], repeated: false });
  });

  test('of one channel is not that of another', async () => {
    await open({}).receive(message({ id: '1' }));
    await open({ channel: 'other' }).receive(message({ id: '1' }));
    expect(asked).toHaveLength(2);
  });
});

test('a channel that is switched off says why, until it is on again', async () => {
  const desk = open({});
  await switchOff(database, { channel: 'test', reason: '系统维护', who: '李四', now: clock });
  expect((await desk.receive(message({}))).texts).toEqual([CHAT.off('系统维护')]);
  expect((await open({ channel: 'other' }).receive(message({}))).texts).toEqual(['答：问']);
  await switchOn(database, 'test');
  clock = new Date(clock.getTime() + 5_000);
  expect((await desk.receive(message({}))).texts).toEqual(['答：问']);
});

describe('staff', () => {
  const roles = () => asked.map(({ role, person }) => [role, person?.name ?? null]);

  test('joins by an invitation, once, in private, noted with who and when', async () => {
    const code = await knowledge.channels.invite({ name: '张三', by: '李四', now: clock, days: 3 });
    const desk = open({});
    expect((await desk.receive(message({ text: code, group: true }))).texts).toEqual([CHAT.inviteInPrivate]);
    expect((await desk.receive(message({ text: `邀请码：${code.toLowerCase()}` }))).texts[0]).toContain('张三');
    expect((await desk.receive(message({ text: code, person: 'b', chat: 'b' }))).texts[0]).toContain('已用过');
    await desk.receive(message({}));
    await desk.receive(message({ person: 'b', chat: 'b' }));
    expect(roles()).toEqual([
      ['staff', '张三'],
      ['public', null],
    ]);
    expect(await listStaff(database)).toMatchObject([{ name: '张三', admittedBy: '李四', since: clock.toISOString() }]);
    expect(await listActions(database, 9)).toMatchObject([{ who: '张三', action: 'join', at: clock.toISOString() }]);
  });

  test('an invitation ends', async () => {
    const code = await knowledge.channels.invite({ name: '张三', by: '李四', now: clock, days: 3 });
    clock = new Date(clock.getTime() + 3 * 86_400_000);
    expect((await open({}).receive(message({ text: code }))).texts[0]).toContain('已过期');
  });

  test.each([
    { name: 'a channel that speaks first', canSend: 'always', group: false },
    { name: 'a group on it', canSend: 'always', group: true },
    { name: 'a channel that reaches people for a while', canSend: 'recent', group: false },
  ] as const)('can be written to later: $name', async ({ canSend, group }) => {
    await open({ canSend }).receive(message({ chat: 'room 1', group }));
    expect(asked[0]?.address).toEqual({ channel: 'test', to: 'room 1', group, reach: canSend });
  });

  test.each([{}, { canSend: 'never' as const }])('cannot be written to on other channels: %j', async (more) => {
    await open(more).receive(message({}));
    expect(asked[0]?.address).toBeNull();
  });

  test('is staff until dismissed, on that channel alone; in a group only where the group is registered', async () => {
    const hash = await knowledge.channels.hash('test', 'a');
    await admit(database, { channel: 'test', person: hash, name: '张三', admittedBy: '李四', now: clock });
    const desk = open({});
    await desk.receive(message({}));
    await open({ channel: 'other' }).receive(message({}));
    await desk.receive(message({ group: true, chat: 'room' }));
    const room = await knowledge.channels.hash('test', 'room');
    await admit(database, { channel: 'test', person: room, name: '公开办工作群', admittedBy: '李四', now: clock });
    await desk.receive(message({ group: true, chat: 'room' }));
    await desk.receive(message({ group: true, chat: 'room', person: 'c' }));
    await dismiss(database, 'test', hash);
    await desk.receive(message({}));
    expect(roles()).toEqual([
      ['staff', '张三'],
      ['public', null],
      ['public', null],
      ['staff', '张三'],
      ['staff', '公开办工作群'],
      ['public', null],
    ]);
  });

  test('nobody vouched for is staff', async () => {
    await open({}).receive(message({ person: null }));
    expect(roles()).toEqual([['public', null]]);
  });
});

test('a file is handed over with its message', async () => {
  const file = { name: '年报.docx', bytes: new Uint8Array([1]) };
  await open({}).receive(message({ text: '', file }));
  expect(asked).toMatchObject([{ text: '', file }]);
});

describe('feedback', () => {
  test('in words is about the last answer', async () => {
    const desk = open({});
    await desk.receive(message({ text: '没用' }));
    expect(asked).toHaveLength(1);
    await desk.receive(message({}));
    expect((await desk.receive(message({ text: '👎🏻' }))).texts).toEqual([CHAT.thanksDisliked]);
    expect(await readJournal(database, 1)).toMatchObject([{ likes: 0, dislikes: 1 }]);
    expect((await desk.receive(message({ text: '有用' }))).texts).toEqual([CHAT.thanksLiked]);
    expect(await readJournal(database, 1)).toMatchObject([{ likes: 1, dislikes: 0 }]);
    expect(asked).toHaveLength(2);
  });
});

test('ids of people and chats are nowhere in what is stored', async () => {
  const desk = open({});
  await desk.receive(message({ id: '1', person: 'openid-of-somebody', chat: 'chat-of-somebody' }));
  const rows = [];
  for (const name of await tablesOf(database)) rows.push(JSON.stringify(await database.all(`select * from "${name}"`)));
  expect(rows.join('\n')).not.toMatch(/of-somebody/);
});

describe('words of the desk', () => {
  test.each(['更多', ' 更多。', '还有吗？', '继续', 'more'])('%s asks for more', (text) => {
    expect(asksForMore(text)).toBe(true);
  });
  test.each(['更多的镇', '还有吗灵活就业', '继续教育多少人', ''])('%s does not', (text) => {
    expect(asksForMore(text)).toBe(false);
  });
  test.each([
    ['👍', true],
    ['👍🏽👍🏽', true],
    ['有用！', true],
    ['[强]', true],
    ['👎', false],
    ['答非所问', false],
    ['不对', false],
    ['不对，应该是6件', null],
    ['有用的信息多少条', null],
  ])('%s praises: %s', (text, expected) => {
    expect(praise(text)).toBe(expected);
  });
  test.each([
    ['ABCD-EFGH-JKLM', 'ABCD-EFGH-JKLM'],
    ['邀请码：abcdefghjklm', 'ABCDEFGHJKLM'],
    ['ABCD-EFGH', null],
    ['2023-2024-2022', null],
    ['某镇ABCD-EFGH-JKLM', null],
  ])('%s hands in %s', (text, code) => {
    expect(invitationIn(text)).toBe(code);
  });
  test.each([
    ['@年报小助手 西园几件', ['年报小助手'], '西园几件'],
    ['@年报小助手\u2005西园几件', ['年报小助手'], '西园几件'],
    ['西园几件@年报小助手', ['年报小助手'], '西园几件'],
    ['@年报小助手二号 几件', ['年报小助手', '年报小助手二号'], '几件'],
    ['@A+B(1) 几件', ['A+B(1)'], '几件'],
    ['a@b.cn 几件', ['年报小助手'], 'a@b.cn 几件'],
  ])('%j is spoken to %j', (text, names, left) => {
    expect(stripMention(text, names)).toBe(left);
    expect(mentions(text, names)).toBe(left !== text);
  });
});

// --- internal ---

function message(given: Partial<Message>): Message {
  return { id: null, chat: 'a', person: 'a', group: false, text: '问', ...given };
}

function open(
  more: Partial<DeskOptions>,
  respond = async ({ text }: Incoming) => answerOf({ text: `答：${text}` }),
): OpenDesk {
  const say = (incoming: Incoming) => {
    asked.push(incoming);
    return respond(incoming);
  };
  const bot = {
    reply: say,
    respond: async (incoming: Incoming) => {
      const answer = await say(incoming);
      const { role, person } = incoming;
      const entry = { at: clock, channel: 'test', question: incoming.text, kind: answer.kind, detail: '' };
      return { answer, entry: await knowledge.journal({ ...entry, role, person: person?.id ?? null }), turn: null };
    },
    explain: () => Promise.reject(new Error('nobody explains here')),
  };
  return deskOn({ knowledge, bot }, { name: 'test', limits: LIMITS }, { now: () => clock, ...more });
}
