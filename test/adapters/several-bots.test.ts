/** Two bots and eight on one database: what people see is what they would see of one. */

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHAT } from '../../bot/chat-phrases.js';
import { readConfig } from '../../bot/config.js';
import { type Database, openDatabase } from '../../knowledge/database.js';
import { type Knowledge, knowledgeOf } from '../../knowledge/knowledge.js';
import { admit } from '../../knowledge/people.js';
import { findingId } from '../../knowledge/verdicts.js';
import { temporaryFolder } from '../knowledge/temporary.js';
import { orderOf } from './one-after-another.js';
import { ingestInto, newPerson, PERSON_RATE, type RunningBot, SERVERS, startBots } from './several-bots.js';

const CHANNEL = 'official-account';
/** Its answer fills several messages. */
const LONG = '数据对不对';
const folder = temporaryFolder();
const { contact } = readConfig({});

/** Each means something else after another. */
const TALK = [
  '西园街道2023年收到多少件申请',
  '灵源街道2020年呢',
  '那2023年呢',
  '予以公开多少件',
  '省新镇2020年',
  '行政复议呢',
  '西园街道',
  '结转下年度呢',
];

describe.each(SERVERS)('on $name', ({ newUrl }) => {
  describe.each([2, 8])('%i bots', (count) => {
    let bots: readonly RunningBot[] = [];
    let database: Database;
    let knowledge: Knowledge;
    const botAt = (index: number): RunningBot => bots[index % bots.length] as RunningBot;
    const journaled = async (question: string): Promise<number> =>
      (await database.all('select id from journal where question = ?', question)).length;

    beforeAll(async () => {
      const url = await newUrl(folder, `bots-${count}`);
      ingestInto(url, ['samples', 'test/reports']);
      database = await openDatabase(url);
      knowledge = await knowledgeOf(database);
      bots = await startBots(count, url);
    });
    afterAll(async () => {
      await Promise.all(bots.map((bot) => bot.kill()));
      await knowledge?.close();
    });

    test('answer messages of a conversation that come at once as if one came after the other', async () => {
      for (let round = 0; round < 6; round += 1) {
        const session = `together-${count}-${round}`;
        const questions = TALK.slice(round % 3);
        const exchanged = await Promise.all(
          questions.map(async (question, at) => ({ question, answer: await botAt(at).ask(question, session) })),
        );
        const id = `web:${await knowledge.channels.hash('web', session)}`;
        const { state } = await knowledge.session(id);
        const order = await orderOf(knowledge, { exchanged, left: state ?? '', contact });
        expect(
          order,
          JSON.stringify(exchanged.map(({ question, answer }) => [question, answer.slice(0, 200)])),
        ).toHaveLength(questions.length);
      }
    });

    test('show the pages of an answer one after the other, each once', async () => {
      const [alone, together] = [newPerson(), newPerson()];
      let page = await tell(botAt(0), alone, LONG);
      const pages: (string | null)[] = [];
      while (page?.endsWith(CHAT.toBeContinued)) {
        page = await tell(botAt(pages.length), alone, '更多');
        pages.push(page);
      }
      expect(pages.length).toBeGreaterThan(2);
      await tell(botAt(0), together, LONG);
      const shown = await Promise.all(pages.map((_, at) => tell(botAt(at), together, '更多')));
      expect(shown.sort()).toEqual(pages.sort());
    });

    test('answer a message that is delivered to several of them once', async () => {
      const question = `西园街道${'2023年'.repeat(count)}收到多少件申请`;
      const sent = botAt(0).wechat.message({ FromUserName: newPerson(), Content: question });
      const together = await Promise.all(bots.map((bot) => bot.wechat.deliver(sent)));
      const later = await botAt(1).wechat.deliver(sent);
      expect(new Set([...together, later].map(({ text }) => text)).size).toBe(1);
      expect(later.text).toContain('6件');
      expect(await journaled(question)).toBe(1);
    });

    test(`answer ${PERSON_RATE} messages of a person in a minute, and say once that it is too much`, async () => {
      const from = newPerson();
      const texts: (string | null)[] = [];
      for (let sent = 0; sent < 3 * PERSON_RATE; sent += bots.length) {
        const replies = bots.map(({ wechat }) =>
          wechat.deliver(wechat.message({ FromUserName: from, Content: '谢谢' })),
        );
        texts.push(...(await Promise.all(replies)).map(({ text }) => text));
      }
      expect(texts.filter((text) => text !== null && /请等\d+秒再问/.test(text))).toHaveLength(1);
      expect(texts.filter((text) => text !== null)).toHaveLength(PERSON_RATE + 1);
    });

    test('give the table of an answer that another of them showed', async () => {
      const cookie = `session=${randomUUID()}`;
      const visit = async (bot: RunningBot, path: string, question: string): Promise<Response> =>
        fetch(`${bot.address}${path}?q=${encodeURIComponent(question)}`, {
          headers: { cookie, 'x-forwarded-for': `192.0.2.${count}` },
        });
      await visit(botAt(0), '/', '西园街道2023年收到多少件申请');
      const asked = '予以公开的呢';
      const before = await journaled(asked);
      expect((await visit(botAt(1), '/', asked)).status).toBe(200);
      const [own, other] = [await visit(botAt(1), '/answer.csv', asked), await visit(botAt(0), '/answer.csv', asked)];
      expect([own.status, other.status]).toEqual([200, 200]);
      expect(await other.text()).toBe(await own.text());
      expect(await journaled(asked)).toBe(before + 1);
    });

    test('take no other message for an address that one of them was called with', async () => {
      const [first, second] = [botAt(0).wechat, botAt(1).wechat];
      const sent = first.message({ FromUserName: newPerson(), Content: '谢谢' });
      const { query, body } = first.envelope(sent);
      expect((await first.post(query, body)).status).toBe(200);
      expect((await second.post(query, body)).status).toBe(200);
      const { body: forged } = first.envelope(first.message({ FromUserName: newPerson(), Content: '谢谢' }));
      expect((await second.post(query, forged)).status).toBe(403);
    });

    test('do what a member of staff says once', async () => {
      const from = await staffMember(knowledge, database);
      const [finding] = await database.all<{ office: number; year: number; rule: string; at: string }>(
        'select office, year, rule, at from finding order by id limit 1',
      );
      if (!finding) throw new Error('the samples have doubts');
      const id = findingId(finding);
      const said = [
        `${id} 属实，已核对原件`,
        `${id} 不成立：表格是对的`,
        `${id} 属实，已去电核实`,
        '西园街道2023年收到多少件申请',
      ];
      const replies = await Promise.all(said.map((text, at) => tell(botAt(at), from, text)));
      expect(replies.filter((text) => text?.includes(id))).toHaveLength(3);
      // The first found nothing decided, and each after it what the one before it had.
      expect(replies.slice(0, 3).filter((text) => text?.includes('此前认定为'))).toHaveLength(2);
      const actions = await database.all<{ detail: string }>(
        "select detail from staff_action where action = 'verdict'",
      );
      expect(actions.filter(({ detail }) => detail.includes(id))).toHaveLength(3);
    });

    test('set a reminder that is asked for several times at once, once; and cancel it once', async () => {
      const from = await staffMember(knowledge, database);
      const say = (texts: readonly string[]) => Promise.all(texts.map((text, at) => tell(botAt(at), from, text)));
      const open = async () =>
        (await database.all<{ person: string }>('select person from subscription where cancelled_at is null')).length;
      await say(Array.from({ length: 4 }, () => '提前三天提醒西园街道交年报'));
      expect(await open()).toBe(1);
      await say(Array.from({ length: 3 }, () => '取消提醒'));
      expect(await open()).toBe(0);
      const actions = await database.all<{ action: string }>(
        "select action from staff_action where action in ('subscribe', 'unsubscribe')",
      );
      expect(actions.map(({ action }) => action).sort()).toEqual(['subscribe', 'unsubscribe']);
    });
  });
});

// --- internal ---

/** What the person sees of the answer. */
async function tell({ wechat }: RunningBot, from: string, text: string): Promise<string | null> {
  return (await wechat.deliver(wechat.message({ FromUserName: from, Content: text }))).text;
}

async function staffMember(knowledge: Knowledge, database: Database): Promise<string> {
  const from = newPerson();
  const person = await knowledge.channels.hash(CHANNEL, from);
  await admit(database, { channel: CHANNEL, person, name: '李四', admittedBy: 'test', now: new Date() });
  return from;
}
