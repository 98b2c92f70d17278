import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../bot/answer.js';
import { type Bot, createBot } from '../../bot/bot.js';
import type { ChatAddress } from '../../bot/reach.js';
import { MOST_SUBSCRIPTIONS } from '../../bot/subscribing.js';
import type { Database } from '../../knowledge/connection.js';
import { openDatabase } from '../../knowledge/database.js';
import { type Knowledge, knowledgeOf } from '../../knowledge/knowledge.js';
import { listActions } from '../../knowledge/people.js';
import { nextRevision } from '../../knowledge/revision.js';
import { activeSubscriptions } from '../../knowledge/subscriptions.js';
import { ingested } from './fixture.js';
import { REMINDER_DIALOGUES } from './reminder-dialogues.js';

/** Reminders as staff set them in a chat, on the samples. */

let url = '';
let database: Database;
let knowledge: Knowledge;
let bot: Bot;
const logged: string[] = [];
const NOW = new Date('2026-11-21T04:00:00Z');

beforeAll(async () => {
  url = ingested(['samples']);
  database = await openDatabase(url);
  knowledge = await knowledgeOf(database);
  bot = botOf(knowingNoFigures(knowledge));
});
afterAll(() => knowledge.close());

describe('conversations about reminders', () => {
  it.each(REMINDER_DIALOGUES)('$name', async ({ name, turns }) => {
    for (const { say, kind, text, notText } of turns) {
      const answer = await staff(name, say);
      const bare = answer.text.replace(/\s/g, '');
      // What is stated of the calendar passes the guard unseen, so nothing of a report may be in it.
      expect([answer.values, answer.citations]).toEqual([[], []]);
      expect([say, [kind].flat().includes(answer.kind), answer.text]).toEqual([say, true, answer.text]);
      for (const each of [text].flat()) if (each) expect(bare, say).toMatch(each);
      if (notText) expect(bare, say).not.toMatch(notText);
    }
    expect(logged).toEqual([]);
  });

  it('a choice sets what the message asked for, for the office chosen', async () => {
    const asked = await staff('chooser', '提前3天上午10点提醒我交年报');
    expect([asked.kind, asked.choices.length]).toEqual(['clarify', 5]);
    for (const { question } of asked.choices) {
      const answer = await staff('chooser', question);
      expect([answer.kind, /已设置提醒/.test(answer.text), /提前3天，10:00/.test(answer.text)]).toEqual([
        'deadline',
        true,
        true,
      ]);
    }
    expect((await activeSubscriptions(database, { channel: 'test', person: 'chooser' })).length).toBe(5);
  });

  it('choices of a place are the counties, and each is taken', async () => {
    const asked = await staff('county', '提醒全县没交的');
    expect(asked.kind).toBe('clarify');
    for (const { question } of asked.choices)
      expect((await staff('county', question)).text).toMatch(/已设置提醒.*市的年报/);
    const scopes = (await activeSubscriptions(database, { channel: 'test', person: 'county' })).map(
      ({ scope }) => scope,
    );
    expect(scopes.every((scope) => 'place' in scope)).toBe(true);
    expect(scopes.length).toBe(asked.choices.length);
  });

  it('what is cancelled can be set again with the sentence the answer gives', async () => {
    await staff('back', '每年1月10日、1月20日上午10点提醒西园街道交年报');
    const before = await activeSubscriptions(database, { channel: 'test', person: 'back' });
    const { text } = await staff('back', '取消提醒');
    expect(await activeSubscriptions(database, { channel: 'test', person: 'back' })).toEqual([]);
    await staff('back', /请回复“([^”]+)”/.exec(text)?.[1] ?? '');
    const after = await activeSubscriptions(database, { channel: 'test', person: 'back' });
    expect(after.map(({ scope, schedule }) => ({ scope, schedule }))).toEqual(
      before.map(({ scope, schedule }) => ({ scope, schedule })),
    );
  });
});

describe('who may', () => {
  it.each(['提醒我交年报', '每年1月10日提醒我', '我的提醒', '取消提醒', '改到每年1月15日'])(
    'the public is told when reports are due instead: %s',
    async (message) => {
      const answer = await say({ person: 'visitor', role: 'public' }, message);
      expect(answer.kind).toBe('refused');
      expect(answer.text).toMatch(/只为工作人员[\s\S]*2027-01-31（星期日）/);
      expect((await say({ person: null, role: 'public', channel: 'web' }, message)).text).toMatch(
        /calendar\/单位全称\.ics/,
      );
      expect(await activeSubscriptions(database, { channel: 'test', person: 'visitor' })).toEqual([]);
    },
  );

  it('the due day is that of the office named', async () => {
    const { text } = await say({ person: 'visitor', role: 'public' }, '提醒东石镇交年报');
    expect(text).toMatch(/2027-01-31/);
    expect(text).not.toMatch(/2027-03-31/);
  });

  it('nobody is subscribed whom the channel does not know', async () => {
    expect((await say({ person: null }, '提醒西园街道交年报')).kind).toBe('refused');
  });

  it('who is no member of staff any more can still cancel', async () => {
    await staff('dismissed', '提醒西园街道交年报');
    for (const message of ['提醒灵源街道交年报', '改到提前3天'])
      expect((await say({ person: 'dismissed', role: 'public' }, message)).kind).toBe('refused');
    expect((await say({ person: 'dismissed', role: 'public' }, '取消全部提醒')).text).toMatch(/已取消/);
    expect(await activeSubscriptions(database, { channel: 'test', person: 'dismissed' })).toEqual([]);
  });

  it('others cannot see, move or cancel it, on this channel or another', async () => {
    await staff('mine', '每年1月10日提醒西园街道交年报');
    for (const person of ['yours', 'mine']) {
      const channel = person === 'mine' ? 'elsewhere' : 'test';
      for (const message of ['我的提醒', '取消第1个', '取消全部提醒', '第1个改到提前3天'])
        expect((await say({ person, channel }, message)).text).toMatch(/还没有设置提醒/);
    }
    expect((await activeSubscriptions(database, { channel: 'test', person: 'mine' })).length).toBe(1);
  });

  it('in a group only what is sent there is told and cancelled', async () => {
    await staff('both', '每年1月10日提醒西园街道交年报');
    const group = { person: 'both', group: 'room' };
    expect((await say(group, '我的提醒')).text).toMatch(/还没有设置提醒/);
    expect((await say(group, '提醒灵源街道交年报')).text).toMatch(/群里的人都看得到/);
    expect((await say(group, '取消全部提醒')).text).toMatch(/灵源[\s\S]*/);
    const left = await activeSubscriptions(database, { channel: 'test', person: 'both' });
    expect(left.map(({ address }) => address)).toEqual(['chat of both']);
  });

  it('a channel that cannot speak first says so, and what works', async () => {
    const offers = { calendars: 'https://example.gov.cn', channels: ['telegram'] };
    const offering = createBot({ knowledge, now: () => NOW, contact: '', offers, log: () => {} });
    const ask = (channel: string) =>
      offering.reply(
        { text: '提醒西园街道交年报', session: null, role: 'staff', person: { id: 'x', name: null } },
        { channel, today: '2026-11-21' },
      );
    const account = await ask('official-account');
    expect(account.kind).toBe('deadline');
    expect(account.text).toMatch(
      /公众号一般不能主动[\s\S]*example\.gov\.cn\/calendar\/%E6[\s\S]*Telegram[\s\S]*2027-01-31/,
    );
    expect((await ask('web')).text).toMatch(/还不能主动/);
    expect(await activeSubscriptions(database, { channel: 'official-account', person: 'x' })).toEqual([]);
  });

  it('where people are reached for a while only, that is said', async () => {
    expect((await say({ person: 'follower', reach: 'recent' }, '提醒西园街道交年报')).text).toMatch(/很可能发不出/);
  });
});

describe('what is kept', () => {
  it('the address, the office and the schedule', async () => {
    await staff('kept', '每年1月10日、20日上午10点提醒西园街道交年报');
    const [only] = await activeSubscriptions(database, { channel: 'test', person: 'kept' });
    const entry = (await knowledge.deadlines.register()).entries.find(({ core }) => core === '西园街道');
    expect(only).toMatchObject({
      channel: 'test',
      address: 'chat of kept',
      scope: { register: [entry?.id] },
      schedule: {
        time: '10:00',
        rules: [
          { kind: 'yearly', month: 1, day: 10 },
          { kind: 'yearly', month: 1, day: 20 },
        ],
      },
    });
    await staff('kept', '取消提醒');
    const rows = await database.all<{ address: string }>("select address from subscription where person = 'kept'");
    expect(rows).toEqual([{ address: '' }]);
  });

  it('what staff did is noted, without where it is sent', async () => {
    await staff('noted', '提醒西园街道交年报');
    await staff('noted', '改到提前3天');
    await staff('noted', '取消提醒');
    const actions = (await listActions(database, 200))
      .filter(({ who }) => who.includes('noted'))
      .map(({ action }) => action);
    expect(actions).toEqual(['unsubscribe', 'change reminder', 'subscribe']);
    expect(JSON.stringify(await listActions(database, 200))).not.toContain('chat of');
  });

  it('the same twice is one', async () => {
    await staff('twice', '提前3天提醒西园街道交年报');
    expect((await staff('twice', '提前三天提醒我西园街道交年报')).text).toMatch(/没有重复/);
    expect((await activeSubscriptions(database, { channel: 'test', person: 'twice' })).length).toBe(1);
  });

  it('so many a person and no more', async () => {
    for (let day = 1; day <= MOST_SUBSCRIPTIONS; day++)
      expect((await staff('many', `每年1月${day}日提醒西园街道交年报`)).kind).toBe('deadline');
    const answer = await staff('many', '每年2月1日提醒西园街道交年报');
    expect([answer.kind, answer.text.includes(`最多设置${MOST_SUBSCRIPTIONS}个`)]).toEqual(['refused', true]);
    expect((await activeSubscriptions(database, { channel: 'test', person: 'many' })).length).toBe(MOST_SUBSCRIPTIONS);
    await staff('many', '取消第1个');
    expect((await staff('many', '每年2月1日提醒西园街道交年报')).text).toMatch(/已设置/);
  });

  it('a restart forgets nothing', async () => {
    await staff('restart', '每年1月10日提醒西园街道交年报');
    const again = await knowledgeOf(await openDatabase(url));
    const answer = await say({ person: 'restart' }, '我的提醒', botOf(again));
    expect(answer.text).toMatch(/第1个：晋江市西园街道办事处，每年1月10日，09:00；下一次2027-01-10（星期日）/);
    expect((await say({ person: 'restart' }, '取消第1个', botOf(again))).text).toMatch(/已取消/);
    await again.close();
    expect((await staff('restart', '我的提醒')).text).toMatch(/还没有设置/);
  });

  it('numbers stay with their reminders', async () => {
    for (const day of [10, 20, 25]) await staff('numbers', `每年1月${day}日提醒西园街道交年报`);
    await staff('numbers', '取消第1个');
    expect((await staff('numbers', '取消第2个')).text).toMatch(/第2个：.*1月20日/);
    expect((await staff('numbers', '我的提醒')).text).toMatch(/第3个：.*1月25日/);
  });

  it('reminders that failed, or may have, are listed', async () => {
    await staff('troubled', '每年1月10日提醒西园街道交年报');
    const [only] = await activeSubscriptions(database, { channel: 'test', person: 'troubled' });
    for (const [state, day] of [
      ['failed', '2026-01-10'],
      ['unclear', '2025-01-10'],
      ['sent', '2024-01-10'],
    ])
      await database.run(
        `insert into reminder (subscription, key, occasion, due_at, state, next_at) values (?, ?, '{}', ?, ?, '')`,
        only?.id ?? 0,
        day ?? '',
        `${day}T01:00:00.000Z`,
        state ?? '',
      );
    const { text } = await staff('troubled', '我的提醒');
    expect(text).toMatch(/2026-01-10（星期六），第1个：没有发出去[\s\S]*2025-01-10（星期五），第1个：不能确定/);
    expect(text).not.toContain('2024-01-10');
    expect((await staff('someone else', '我的提醒')).text).not.toContain('没有发出去');
  });
});

describe('offices of the register that no report is stored of', () => {
  it('are found by name', async () => {
    await database.run(
      `insert into register (name, core, kind, province, city, county, source, at)
         values ('晋江市陈埭镇人民政府', '陈埭镇', '镇人民政府', '福建省', '泉州市', '晋江市', 'test', '')`,
    );
    await nextRevision(database);
    const { text } = await staff('unstored', '提前3天提醒陈埭镇交年报');
    expect(text).toMatch(/已设置提醒：晋江市陈埭镇人民政府/);
    expect((await staff('unstored', '取消陈埭镇的提醒')).text).toMatch(/已取消[\s\S]*陈埭镇/);
  });
});

// --- internal ---

interface Speaker {
  readonly person: string | null;
  readonly role?: 'staff' | 'public';
  readonly channel?: string;
  readonly group?: string;
  readonly reach?: ChatAddress['reach'];
}

/** Whoever looks for what a report says fails, and so does the test. */
function knowingNoFigures(known: Knowledge): Knowledge {
  const gone = () => Promise.reject(new Error('a reminder read a report'));
  return { ...known, figures: gone, facts: gone, findings: gone, passages: gone, sectionPassages: gone, report: gone };
}

function botOf(known: Knowledge): Bot {
  return createBot({
    knowledge: known,
    now: () => NOW,
    contact: '',
    log: (message, error) => logged.push(`${message}: ${String(error)}`),
  });
}

function staff(person: string, text: string): Promise<Answer> {
  return say({ person }, text);
}

function say(
  { person, role = 'staff', channel = 'test', group, reach = 'always' }: Speaker,
  text: string,
  on: Bot = bot,
): Promise<Answer> {
  const to = group ?? `chat of ${person}`;
  const address = { channel, to, group: group !== undefined, reach };
  const who = person === null ? null : { id: person, name: null };
  return on.reply({ text, session: `${channel}:${to}`, role, person: who, address }, { channel, today: '2026-11-21' });
}
