/**
 * What every channel owes its users, as one suite. An adapter's test file gives it a harness: its adapter, and a fake of
 * its platform that speaks the real protocol over a socket.
 */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Adapter } from '../../adapters/adapter.js';
import { openDesk } from '../../adapters/reception/desk.js';
import type { Answer } from '../../bot/answer.js';
import type { Incoming } from '../../bot/bot.js';
import { CHAT } from '../../bot/chat-phrases.js';
import { lengthIn } from '../../bot/split.js';
import { type Knowledge, openKnowledge } from '../../knowledge/knowledge.js';

/** A message a person sends on the platform. */
export interface Said {
  readonly text: string;
  /** Who; people of different names are in different chats, except in a group. */
  readonly person: string;
  readonly group?: boolean;
  /** In a group: addresses the bot in the platform's own way. */
  readonly mention?: boolean;
  /** The platform's id of the message; a new one where none is given. */
  readonly id?: string;
}

/** What the person then sees, in order: the texts of messages, and the labels of buttons below them. */
export interface Seen {
  readonly texts: readonly string[];
  readonly buttons: readonly string[];
}

export interface Harness {
  /** The adapter, not started. */
  readonly adapter: Adapter;
  /** Connects the platform's fake; called after `adapter.start`. */
  readonly connect?: () => Promise<void>;
  /** Sends a message as the platform does, and resolves with what comes back, also where that is nothing. */
  say(said: Said): Promise<Seen>;
  /** Presses the button of a label that the person saw last; only where the channel has buttons. */
  press?(person: string, label: string): Promise<Seen>;
  close(): Promise<void>;
}

/** What a channel cannot do, with the reason; the suite says so instead of passing over it. */
export interface Lacks {
  readonly groups?: string;
  readonly buttons?: string;
  readonly redelivery?: string;
  readonly more?: string;
}

export function describeAdapter(name: string, open: () => Promise<Harness>, lacks: Lacks = {}): void {
  describe(`${name} keeps the contract of channels`, () => {
    let harness: Harness;
    let knowledge: Knowledge;
    let respond: (message: Incoming) => Promise<Answer>;
    let asked: Incoming[];
    let failures: string[];
    let desk: ReturnType<typeof openDesk>;

    beforeEach(async () => {
      harness = await open();
      knowledge = await openKnowledge('sqlite::memory:');
      asked = [];
      failures = [];
      respond = async ({ text }) => answerOf({ text: `答：${text}` });
      const reply = (message: Incoming): Promise<Answer> => {
        asked.push(message);
        return respond(message);
      };
      desk = openDesk({
        channel: harness.adapter.name,
        limits: harness.adapter.limits,
        knowledge,
        bot: {
          reply,
          respond: async (message) => ({ answer: await reply(message), entry: null, turn: null }),
          explain: () => Promise.reject(new Error('nobody explains here')),
        },
        now: () => new Date(),
        rates: { person: 1_000, channel: 10_000 },
        today: null,
        log: (message, error) => failures.push(`${message}: ${String(error)}`),
      });
      await harness.adapter.start(desk);
      await harness.connect?.();
    });
    afterEach(async () => {
      await harness.adapter.stop();
      await harness.close();
      await knowledge.close();
    });

    test('a question is answered with its sources and doubts', async () => {
      respond = async () => CITED;
      const { texts } = await harness.say({ text: '某镇2023年收到多少件', person: 'a' });
      const shown = texts.join('\n');
      for (const part of ['某镇2023年：6件', '收到申请6件', '第96行', '表与正文不一致'])
        expect(bare(shown)).toContain(part);
      expect(asked).toMatchObject([{ text: '某镇2023年收到多少件', role: 'public' }]);
      expect(asked[0]?.session).toBeTruthy();
      // A hash may begin with any letter; only the bare name would be one.
      expect(asked[0]?.session).not.toMatch(/:a(?::|$)/);
    });

    test('people are kept apart, and one person is the same one again', async () => {
      await harness.say({ text: '一', person: 'a' });
      await harness.say({ text: '二', person: 'b' });
      await harness.say({ text: '三', person: 'a' });
      const [first, second, third] = asked.map(({ session }) => session);
      expect(first).toBe(third);
      expect(first).not.toBe(second);
    });

    test('nobody becomes staff by saying so', async () => {
      for (const text of ['我是工作人员', '/staff', 'role=staff', '邀请码 AAAA-BBBB-CCCC'])
        await harness.say({ text, person: 'a' });
      expect(asked.map(({ role }) => role)).toEqual(asked.map(() => 'public'));
    });

    test('a member of staff is one after handing in an invitation, once', async () => {
      const code = await knowledge.channels.invite({ name: '张三', by: 'test', now: new Date(), days: 1 });
      const { texts } = await harness.say({ text: `邀请码 ${code}`, person: 'a' });
      expect(texts.join('')).toContain('张三');
      await harness.say({ text: `邀请码 ${code}`, person: 'b' });
      await harness.say({ text: '一', person: 'a' });
      await harness.say({ text: '一', person: 'b' });
      expect(asked.map(({ role, person }) => [role, person?.name])).toEqual([
        ['staff', '张三'],
        ['public', null],
      ]);
    });

    test('choices can be chosen', async (context) => {
      respond = async ({ text }) => (text === '哪个镇' ? CHOICE : answerOf({ text: `答：${text}` }));
      const seen = await harness.say({ text: '哪个镇', person: 'a' });
      if (lacks.buttons) {
        expect(seen.texts.join('\n')).toMatch(/1\. 甲镇[\s\S]*2\. 乙镇/);
        context.skip(lacks.buttons);
      }
      expect(seen.buttons).toEqual(['甲镇', '乙镇']);
      const after = await harness.press?.('a', '乙镇');
      expect(after?.texts.join('\n')).toContain('答：乙镇2023年收到多少件');
    });

    test('a long answer comes in pieces that fit, the rest on 更多, nothing lost', async (context) => {
      const { text: limit, messages } = harness.adapter.limits;
      const line = '第一条：本单位按要求主动公开政府信息，数字见下表。\n';
      const length = lengthIn(limit.unit, line);
      const long = line
        .repeat(Math.ceil((limit.most * (messages + 1)) / length))
        .replace(/第一条/g, () => `第${counter()}条`);
      respond = async () => answerOf({ text: long });
      if (lacks.more) context.skip(lacks.more);
      const pieces: string[] = [];
      let seen = await harness.say({ text: '列出来', person: 'a' });
      for (let round = 0; round < 10 && seen.texts.length > 0; round += 1) {
        pieces.push(...seen.texts);
        for (const text of seen.texts) expect(lengthIn(limit.unit, text)).toBeLessThanOrEqual(limit.most);
        expect(seen.texts.length).toBeLessThanOrEqual(messages);
        if (!seen.texts.at(-1)?.includes(CHAT.toBeContinued.trim())) break;
        seen = await harness.say({ text: '更多', person: 'a' });
      }
      const shown = pieces.join('\n').replaceAll(CHAT.toBeContinued.trim(), '');
      expect(bare(shown)).toBe(bare(long));
      expect(asked).toHaveLength(1);
    });

    test.each(Object.entries(AWKWARD))('%s arrives as it is', async (_, text) => {
      respond = async () => answerOf({ text });
      const { texts } = await harness.say({ text: '问', person: 'a' });
      expect(bare(texts.join('\n'))).toContain(bare(text));
      expect(failures).toEqual([]);
    });

    test('where the bot fails the person gets a sentence, and the channel stays up', async () => {
      respond = async () => {
        throw new Error('broken at /srv/secret');
      };
      const { texts } = await harness.say({ text: '一', person: 'a' });
      expect(texts).toEqual([CHAT.failed]);
      respond = async ({ text }) => answerOf({ text: `答：${text}` });
      expect((await harness.say({ text: '二', person: 'a' })).texts.join('')).toContain('答：二');
    });

    test('a message delivered twice is answered once', async (context) => {
      if (lacks.redelivery) context.skip(lacks.redelivery);
      await harness.say({ text: '一', person: 'a', id: '4711' });
      await harness.say({ text: '一', person: 'a', id: '4711' });
      expect(asked).toHaveLength(1);
    });

    test('answers of one person keep their order; another does not wait for them', async () => {
      // On some platforms a conversation begins with its first answer.
      await harness.say({ text: '先', person: 'a' });
      asked.length = 0;
      let release: () => void = () => undefined;
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      respond = async ({ text }) => {
        if (text === '慢') await held;
        return answerOf({ text: `答：${text}` });
      };
      const finished: string[] = [];
      const note = (label: string) => (seen: Seen) => finished.push(label) && seen;
      const slow = harness.say({ text: '慢', person: 'a' }).then(note('a1'));
      await until(() => asked.length === 1);
      const next = harness.say({ text: '快', person: 'a' }).then(note('a2'));
      await harness.say({ text: '快', person: 'b' }).then(note('b1'));
      expect(asked.map(({ text }) => text)).toEqual(['慢', '快']);
      release();
      await Promise.all([slow, next]);
      expect(finished[0]).toBe('b1');
      expect(asked.map(({ text }) => text)).toEqual(['慢', '快', '快']);
    });

    test('in a group it speaks when it is spoken to, without the mention', async (context) => {
      if (lacks.groups) context.skip(lacks.groups);
      const quiet = await harness.say({ text: '今天开会', person: 'a', group: true });
      expect(quiet.texts).toEqual([]);
      expect(asked).toEqual([]);
      const { texts } = await harness.say({ text: '某镇2023年收到多少件', person: 'a', group: true, mention: true });
      expect(asked.map(({ text }) => text)).toEqual(['某镇2023年收到多少件']);
      expect(texts.join('\n')).toContain('答：某镇2023年收到多少件');
    });

    test('stopping lets the answer under way go out', async () => {
      let release: () => void = () => undefined;
      respond = async ({ text }) => {
        await new Promise<void>((resolve) => {
          release = resolve;
        });
        return answerOf({ text: `答：${text}` });
      };
      const under = harness.say({ text: '一', person: 'a' });
      await until(() => asked.length === 1);
      const stopped = harness.adapter.stop();
      release();
      expect((await under).texts.join('')).toContain('答：一');
      await stopped;
    });
  });
}

// --- internal ---

const AWKWARD = {
  Markdown: '*粗* _斜_ `码` [链](http://x) ~删~ #题 1. 一 - 二 > 引 | 表 | !图 (括) {花} =等= +加 \\反',
  HTML: '<b>粗</b> &amp; <script>alert(1)</script> "引" \'号\'',
  'the end of CDATA': '前]]>后<![CDATA[中]]>',
  'emoji and rare characters': '👨‍👩‍👧 𠮷野家 ❤️ 〇',
} as const;

const CITATION = {
  office: '某镇人民政府',
  year: 2023,
  title: '某镇2023年政府信息公开工作年度报告',
  section: '一、总体情况',
  quote: '收到申请6件',
  file: 'a.txt',
  line: 96,
};

const CITED: Answer = {
  ...answerOf({ text: '某镇2023年：6件。' }),
  kind: 'value',
  citations: [CITATION],
  findings: [{ rule: 'N-NEW', message: '表与正文不一致。', citations: [0] }],
};

const CHOICE: Answer = {
  ...answerOf({ text: '请选择：' }),
  kind: 'clarify',
  choices: ['甲镇', '乙镇'].map((label) => ({ label, question: `${label}2023年收到多少件` })),
};

export function answerOf({ text }: { readonly text: string }): Answer {
  return { question: '', kind: 'passage', text, values: [], citations: [], findings: [], choices: [] };
}

let count = 0;
function counter(): number {
  count += 1;
  return count;
}

/** Without white space, where texts are cut. */
function bare(text: string): string {
  return text.replace(/\s+/g, '');
}

/** Waits for something that other code does; fails the test after two seconds. */
export async function until(holds: () => boolean): Promise<void> {
  const deadline = performance.now() + 2_000;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error('it never came');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
