import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Adapter, Desk, Feedback, Message, Outgoing } from '../../adapters/adapter.js';
import { type HttpServer, serveHttp } from '../../adapters/http/server.js';
import { notSentBy } from '../../adapters/not-sent.js';
import { secretOf, webhookOf } from '../../adapters/telegram/webhook.js';
import { createTelegram, type TelegramOptions } from '../../adapters/telegram.js';
import { CHAT } from '../../bot/chat-phrases.js';
import { type Knowledge, openKnowledge } from '../../knowledge/knowledge.js';
import { answerOf } from './contract.js';
import {
  alone,
  BOT,
  type Call,
  entity,
  type FakeTelegram,
  type Fault,
  GROUP,
  inGroup,
  keyboardOf,
  openFakeTelegram,
  press,
  TOKEN,
} from './fake-telegram.js';

let telegram: FakeTelegram;
let knowledge: Knowledge;
let heard: Message[];
let rated: Feedback[];
let logged: string[];
/** What the desk makes of a message. */
let reply: (message: Message) => Promise<Partial<Outgoing>>;
let running: Adapter[];
let servers: HttpServer[];

const desk: Desk = {
  async receive(message) {
    heard.push(message);
    return { texts: [], buttons: [], answer: null, entry: null, repeated: false, ...(await reply(message)) };
  },
  async rate(feedback) {
    rated.push(feedback);
    return feedback.liked ? CHAT.thanksLiked : CHAT.thanksDisliked;
  },
};

beforeEach(async () => {
  telegram = await openFakeTelegram();
  knowledge = await openKnowledge('sqlite::memory:');
  [heard, rated, logged, running, servers] = [[], [], [], [], []];
  reply = async ({ text, notice }) => ({ texts: [notice ?? `答：${text}`] });
});
afterEach(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await Promise.all(running.map((adapter) => adapter.stop()));
  await telegram.close();
  await knowledge.close();
  expect(logged.join('\n')).not.toContain(TOKEN);
  expect(logged.join('\n')).not.toContain(TOKEN.split(':')[1]);
});

describe('a message alone with the bot', () => {
  const some = { file_id: 'f', file_unique_id: 'f', width: 1, height: 1, duration: 1 };
  test.each<readonly [string, Parameters<typeof alone>[0], Partial<Message>]>([
    ['a question', { text: '西园街道2023年收到多少件' }, { text: '西园街道2023年收到多少件' }],
    ['several lines', { text: ' 第一行\n第二行 ' }, { text: '第一行\n第二行' }],
    ['/start', { text: '/start' }, { text: '帮助' }],
    ['/start of some link', { text: '/start ref123' }, { text: '帮助' }],
    ['/start with an invitation', { text: '/start ABCD-EFGH-JKLM' }, { text: 'ABCD-EFGH-JKLM' }],
    ['/help', { text: '/help' }, { text: '帮助' }],
    ['/HELP', { text: '/HELP' }, { text: '帮助' }],
    ['/remind', { text: '/remind' }, { text: '我的提醒' }],
    ['/subscribe', { text: '/subscribe' }, { text: '设置提醒' }],
    ['/subscribe an office', { text: '/subscribe  西园街道' }, { text: '设置西园街道的提醒' }],
    ['/check', { text: '/check' }, { text: '有哪些年报有疑点' }],
    ['/check an office', { text: '/check 西园街道 2023' }, { text: '西园街道 2023有哪些疑点' }],
    ['/check to this bot', { text: '/check@report_BOT 西园街道' }, { text: '西园街道有哪些疑点' }],
    ['a command there is not', { text: '/figures 西园街道' }, { text: 'figures 西园街道' }],
    ['a name of every object', { text: '/constructor' }, { text: 'constructor' }],
    ['a slash before Chinese', { text: '/西园街道2023年' }, { text: '/西园街道2023年' }],
    [
      'its own name, which says nothing more',
      { text: '@Report_Bot 西园街道', more: { entities: [entity('mention', '@Report_Bot 西园街道', '@Report_Bot')] } },
      { text: '西园街道' },
    ],
    ['words below a picture', { more: { photo: [some], caption: '西园街道2023年' } }, { text: '西园街道2023年' }],
    ...['photo', 'sticker', 'voice', 'video', 'video_note', 'animation', 'audio', 'location', 'contact', 'poll'].map(
      (kind) => [`a ${kind}`, { more: { [kind]: some } }, { text: '', notice: CHAT.notText }] as const,
    ),
    [
      'an animation, which comes as document too',
      { more: { animation: some, document: some } },
      { notice: CHAT.notText },
    ],
  ])('%s', async (_, written, expected) => {
    await start();
    telegram.push(alone(written));
    await until(() => heard.length === 1);
    const message_id = expect.any(String);
    expect(heard[0]).toMatchObject({ id: message_id, chat: '501', person: '501', group: false, ...expected });
    await until(() => sent().length === 1);
    expect(sent()[0]?.payload).toEqual({
      chat_id: '501',
      text: expected.notice ?? `答：${expected.text}`,
      link_preview_options: { is_disabled: true },
    });
  });

  test.each<readonly [string, object]>([
    ['a pinned message', alone({ more: { pinned_message: { message_id: 1 } } })],
    ['a changed timer', alone({ more: { message_auto_delete_timer_changed: {} } })],
    ['another bot', alone({ text: '你好', more: { from: { id: 9, is_bot: true, first_name: 'b' } } })],
    ['a command for another bot', alone({ text: '/help@Other_Bot' })],
    ['an edited message', { edited_message: alone({ text: '改' }).message }],
    ['a post of a channel', { channel_post: alone({ text: '公告' }).message }],
    ['a message in a channel', alone({ text: '公告', more: { chat: { id: -5, type: 'channel', title: 't' } } })],
    ['a message of nobody', { message: { message_id: 1, date: 1, chat: { id: 5, type: 'private' }, text: '一' } }],
    ['an update of a kind unheard of', { telepathy: { thought: '一' } }],
    ['a message without form', { message: { chat: null } }],
    ['a press without form', { callback_query: { id: '1', data: 5, message: { chat: { id: 501 } } } }],
  ])('%s is passed over, and the channel stays up', async (_, update) => {
    await start();
    telegram.push(update as Parameters<FakeTelegram['push']>[0]);
    telegram.push(alone({ text: '后' }));
    await until(() => heard.length > 0 && sent().length > 0);
    expect(heard.map(({ text }) => text)).toEqual(['后']);
  });

  test('what cannot be read is said once for an album', async () => {
    await start();
    for (const id of [1, 2]) telegram.push(alone({ id, more: { photo: [some], media_group_id: '77' } }));
    await until(() => heard.length === 2);
    expect(heard[0]?.id).toBe(heard[1]?.id);
  });
});

describe('a message in a group', () => {
  const named = '@Report_Bot 西园街道2023年';
  const behind = '😀请问@report_bot西园街道2023年';
  const person = '小助手 西园街道2023年';
  const chat = { id: GROUP, type: 'supergroup', title: '群', is_forum: true };
  test.each<readonly [string, Parameters<typeof alone>[0], Partial<Message>]>([
    [
      'with its name',
      { text: named, more: { entities: [entity('mention', named, '@Report_Bot')] } },
      { text: '西园街道2023年' },
    ],
    [
      'with its name amid emoji',
      { text: behind, more: { entities: [entity('mention', behind, '@report_bot')] } },
      { text: '😀请问 西园街道2023年' },
    ],
    [
      'naming it as a person',
      { text: person, more: { entities: [entity('text_mention', person, '小助手', { user: BOT })] } },
      { text: '西园街道2023年' },
    ],
    [
      'with its name below a picture',
      { more: { photo: [{}], caption: named, caption_entities: [entity('mention', named, '@Report_Bot')] } },
      { text: '西园街道2023年' },
    ],
    [
      'with its name alone',
      { text: '@Report_Bot', more: { entities: [entity('mention', '@Report_Bot', '@Report_Bot')] } },
      { text: '' },
    ],
    [
      'in reply to it',
      { text: '那2022年呢', more: { reply_to_message: { message_id: 1, from: BOT } } },
      { text: '那2022年呢' },
    ],
    ['with a command for it', { text: '/check@Report_Bot 西园街道' }, { text: '西园街道有哪些疑点' }],
    ['with a command it knows', { text: '/check 西园街道' }, { text: '西园街道有哪些疑点' }],
    [
      'of somebody who speaks for the group',
      {
        text: '/help',
        more: {
          from: { id: 1087968824, is_bot: true, first_name: 'Group' },
          sender_chat: { id: GROUP, type: 'supergroup' },
        },
      },
      { text: '帮助', person: null },
    ],
    [
      'with a voice in reply to it',
      { more: { voice: {}, reply_to_message: { message_id: 1, from: BOT } } },
      { text: '', notice: CHAT.notText },
    ],
  ])('%s is heard', async (_, written, expected) => {
    await start();
    telegram.push(inGroup({ id: 41, ...written }));
    await until(() => sent().length === 1);
    expect(heard).toMatchObject([{ chat: String(GROUP), person: '501', group: true, ...expected }]);
    expect(sent()[0]?.payload).toMatchObject({
      chat_id: String(GROUP),
      reply_parameters: { message_id: 41, allow_sending_without_reply: true },
    });
  });

  test.each<readonly [string, Parameters<typeof alone>[0]]>([
    ['without its name', { text: '今天开会' }],
    [
      'with the name of another',
      { text: '@Report_Bot2 在吗', more: { entities: [entity('mention', '@Report_Bot2 在吗', '@Report_Bot2')] } },
    ],
    [
      'naming another as a person',
      { text: person, more: { entities: [entity('text_mention', person, '小助手', { user: { ...BOT, id: 8 } })] } },
    ],
    ['in reply to another', { text: '好', more: { reply_to_message: { message_id: 1, from: { ...BOT, id: 8 } } } }],
    [
      'in a topic it opened',
      { text: '好', more: { reply_to_message: { message_id: 1, from: BOT, forum_topic_created: { name: 't' } } } },
    ],
    ['with a command for another', { text: '/help@Other_Bot' }],
    ['with a command it does not know', { text: '/ban 某人' }],
    ['with a picture', { more: { photo: [{}] } }],
    ['that says who came', { more: { new_chat_members: [BOT] } }],
    ['that moves the group', { more: { migrate_to_chat_id: -100 } }],
    [
      'that a channel passes on',
      { text: named, more: { is_automatic_forward: true, entities: [entity('mention', named, '@Report_Bot')] } },
    ],
  ])('%s is not', async (_, written) => {
    await start();
    telegram.push(inGroup(written));
    telegram.push(inGroup({ text: '/help' }));
    await until(() => sent().length === 1);
    expect(heard.map(({ text }) => text)).toEqual(['帮助']);
  });

  test('in a topic of a forum is answered there', async () => {
    await start();
    telegram.push(inGroup({ text: '/help', more: { chat, is_topic_message: true, message_thread_id: 12 } }));
    await until(() => sent().length === 1);
    expect(sent()[0]?.payload).toMatchObject({ message_thread_id: 12 });
  });

  test('whose group was moved meanwhile is answered in the new one', async () => {
    await start();
    telegram.fail('sendMessage', { code: 400, description: 'upgraded', parameters: { migrate_to_chat_id: -1009 } });
    telegram.push(inGroup({ text: '/help' }));
    await until(() => sent().length === 2);
    expect(sent()[1]?.payload).toEqual({
      chat_id: '-1009',
      text: '答：帮助',
      link_preview_options: { is_disabled: true },
    });
    expect(logged).toEqual([]);
  });
});

describe('buttons', () => {
  const offered = Array.from({ length: 8 }, (_, index) => ({
    label: `第${index}个`,
    question: `晋江市经济开发区管理委员会${2015 + index}年收到多少件政府信息公开申请`,
  }));

  test('ask the whole question, also after a restart', async () => {
    reply = async ({ text }) => ({ texts: ['一', '请选择：'], buttons: text === '哪个' ? offered : [] });
    const adapter = await start();
    telegram.push(alone({ text: '哪个' }));
    await until(() => sent().length === 2);
    const [first, last] = sent().map(({ payload }) => keyboardOf(payload));
    expect(first).toEqual([]);
    expect(last?.map(({ text }) => text)).toEqual(offered.map(({ label }) => label));
    await adapter.stop();
    await start();
    telegram.push(press(last?.[7]?.callback_data ?? ''));
    await until(() => heard.length === 2 && confirmed().length === 1);
    expect(heard[1]).toMatchObject({ text: offered[7]?.question, chat: '501', person: '501', group: false });
    expect(confirmed()[0]?.payload.text).toBeUndefined();
  });

  test('of an answer tell what somebody thinks of it', async () => {
    reply = async () => ({ texts: ['答'], entry: 4711 });
    await start();
    telegram.push(inGroup({ text: '/help' }));
    await until(() => sent().length === 1);
    const [up, down] = keyboardOf(sent()[0]?.payload ?? {});
    for (const button of [up, down]) telegram.push(press(button?.callback_data ?? '', { person: 502, chat: GROUP }));
    await until(() => confirmed().length === 2);
    expect(confirmed().map(({ payload }) => payload.text)).toEqual([CHAT.thanksLiked, CHAT.thanksDisliked]);
    const chat = String(GROUP);
    expect(rated).toMatchObject([
      { person: '502', chat, entry: 4711, liked: true },
      { person: '502', chat, entry: 4711, liked: false },
    ]);
  });

  test('nobody knows any more are kindly refused', async () => {
    reply = async () => ({ texts: ['答'], buttons: offered.slice(0, 1), entry: 1 });
    await start();
    telegram.push(alone({ text: '一' }));
    await until(() => sent().length === 1);
    const [real = { callback_data: '' }] = keyboardOf(sent()[0]?.payload ?? {});
    const key = real.callback_data.split(':')[1];
    const made = [
      '',
      'x',
      '0:AAAAAAAAAAAAAAAA',
      `5:${key}`,
      `up:${'A'.repeat(16)}`,
      `-1:${key}`,
      `0:${key}x`,
      '0:__proto__',
    ];
    for (const data of made) telegram.push(press(data));
    // What was offered in one chat is not taken in another.
    telegram.push(press(real.callback_data, { person: 666 }));
    telegram.push(press(`up:${key}`, { person: 666 }));
    await until(() => confirmed().length === made.length + 2);
    expect(confirmed().map(({ payload }) => payload.text)).toEqual(confirmed().map(() => CHAT.buttonTooOld));
    expect([heard.length, rated]).toEqual([1, []]);
  });

  test('cost nothing of the answer where they cannot be kept', async () => {
    reply = async () => ({ texts: ['答'], buttons: offered, entry: 1 });
    await start({ knowledge: { ...knowledge, saveSession: () => Promise.reject(new Error('disk full')) } });
    telegram.push(alone({ text: '一' }));
    await until(() => sent().length === 1);
    expect(keyboardOf(sent()[0]?.payload ?? {})).toEqual([]);
    expect(logged.join()).toContain('disk full');
  });
});

describe('documents', () => {
  const MEGABYTE = 1024 * 1024;
  const posted = (document: object, caption?: string) => alone({ more: { document, ...(caption ? { caption } : {}) } });

  test('are handed on with their words', async () => {
    const bytes = Buffer.from('某镇2023年政府信息公开工作年度报告');
    telegram.files.set('documents/file_1.txt', { bytes });
    await start();
    telegram.push(posted({ file_id: 'documents/file_1.txt', file_name: '../年报/草稿\u202e.txt' }, '帮我看看'));
    telegram.push(alone({ text: '后' }));
    await until(() => heard.length === 2);
    expect(heard.map(({ text }) => text)).toEqual(['帮我看看', '后']);
    expect(heard[0]?.file?.name).toBe('草稿.txt');
    expect(Buffer.from(heard[0]?.file?.bytes ?? [])).toEqual(bytes);
  });

  test.each<
    readonly [string, { size?: number; announced?: number; real: number; path?: string; fault?: Fault }, string]
  >([
    ['said to be of 25 MB', { announced: 25 * MEGABYTE, real: 1 }, CHAT.fileTooLarge(20)],
    ['that the server says is of 25 MB', { size: 25 * MEGABYTE, real: 1 }, CHAT.fileTooLarge(20)],
    ['of 25 MB said to be small', { announced: 10, size: 10, real: 25 * MEGABYTE }, CHAT.fileTooLarge(20)],
    ['that is gone', { real: 1, fault: { code: 404 } }, CHAT.fileNotFetched],
    ['cut off', { real: 1, fault: 'hang up' }, CHAT.fileNotFetched],
    ['outside its folder', { real: 1, path: '../../etc/passwd' }, CHAT.fileNotFetched],
  ])('%s are kindly refused', async (_, { size, announced, real, path = 'a/b', fault }, notice) => {
    telegram.files.set(path, { bytes: Buffer.alloc(real), ...(size === undefined ? {} : { size }) });
    if (fault) telegram.fail('file', fault);
    await start();
    telegram.push(posted({ file_id: path, ...(announced === undefined ? {} : { file_size: announced }) }));
    await until(() => sent().length === 1);
    expect(heard).toMatchObject([{ text: '', notice }]);
    expect(logged).toHaveLength(notice === CHAT.fileNotFetched ? 1 : 0);
    expect(heard[0]?.file).toBeUndefined();
    telegram.push(alone({ text: '后' }));
    await until(() => sent().length === 2);
  });
});

test('of many documents at once only a few are fetched, the others asked to wait', async () => {
  telegram.files.set('a/b', { bytes: Buffer.from('草稿') });
  for (let each = 0; each < 12; each += 1) {
    telegram.push(alone({ person: 600 + 3 * each, more: { document: { file_id: 'a/b' } } }));
  }
  await start();
  await until(() => heard.length === 12);
  const busy = heard.filter(({ notice }) => notice === CHAT.busy).length;
  expect(busy).toBeGreaterThan(0);
  expect(heard.filter(({ file }) => file !== undefined)).toHaveLength(12 - busy);
});

describe('charts', () => {
  const PICTURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 255]);
  const drawn = { pictureOf: async () => new Uint8Array(PICTURE) };
  const said = (text: string): Partial<Outgoing> => ({ texts: [text], entry: 1, answer: answerOf({ text }) });

  test('are sent as photos with the answer below', async () => {
    reply = async () => said('逐年：*6*件');
    await start(drawn);
    telegram.push(alone({ text: '趋势' }));
    await until(() => pictures().length === 1);
    expect(pictures()[0]).toMatchObject({ payload: { chat_id: '501', caption: '逐年：*6*件' }, file: PICTURE });
    expect(keyboardOf(pictures()[0]?.payload ?? {})).toHaveLength(2);
    telegram.push(alone({ text: '又' }));
    await until(() => pictures().length === 2);
    expect(sent()).toEqual([]);
  });

  test('with more words than a caption takes go before them', async () => {
    reply = async () => said('长'.repeat(1_025));
    await start(drawn);
    telegram.push(alone({ text: '趋势' }));
    await until(() => sent().length === 1);
    expect(telegram.calls.slice(-2).map(({ method }) => method)).toEqual(['sendPhoto', 'sendMessage']);
    expect(pictures()[0]?.payload.caption).toBeUndefined();
    expect(keyboardOf(sent()[0]?.payload ?? {})).toHaveLength(2);
  });

  test.each<readonly [string, Partial<TelegramOptions>, Fault | null]>([
    ['cannot be drawn', { pictureOf: () => Promise.reject(new Error('no font')) }, null],
    ['Telegram does not take', drawn, { code: 400, description: 'IMAGE_PROCESS_FAILED' }],
    ['there are none', { pictureOf: async () => null }, null],
  ])('that %s cost nothing of the answer', async (_, options, fault) => {
    reply = async () => said('答');
    if (fault) telegram.fail('sendPhoto', fault);
    await start(options);
    telegram.push(alone({ text: '趋势' }));
    await until(() => sent().length === 1);
    expect(sent()[0]?.payload.text).toBe('答');
  });
});

describe('what Telegram refuses', () => {
  test('for flooding is sent again when it may be', async () => {
    await start();
    telegram.fail('sendMessage', { code: 429, description: 'Too Many Requests', parameters: { retry_after: 1 } });
    telegram.push(alone({ text: '一' }));
    await until(() => sent().length === 2);
    expect(sent().map(({ payload }) => payload.text)).toEqual(['答：一', '答：一']);
    expect(logged).toEqual([]);
  });

  test.each<readonly [string, Fault]>([
    ['who blocked the bot', { code: 403, description: 'Forbidden: bot was blocked by the user' }],
    ['whose chat is gone', { code: 400, description: 'Bad Request: chat not found' }],
    ['to whom the connection broke', 'hang up'],
  ])('a person %s stops nothing, here and in reminders', async (_, fault) => {
    const adapter = await start();
    telegram.fail('sendMessage', fault, 2);
    telegram.push(alone({ text: '一' }));
    await until(() => logged.length === 1);
    const failed: unknown = await adapter.send?.('501', ['提醒']).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(Error);
    // A reminder is given up where the chat is closed, and not repeated where nobody knows whether it was seen.
    expect(notSentBy(failed)).toEqual(fault === 'hang up' ? null : { again: false });
    expect(logged).toHaveLength(2);
    telegram.push(alone({ text: '二' }));
    await until(() => sent().length === 3);
    expect(sent()[2]?.payload.text).toBe('答：二');
    expect(adapter.healthy?.()).toBe(true);
  });

  test.each<readonly [string, string, Fault]>([
    ['a wrong token', 'getMe', { code: 401, description: 'Unauthorized' }],
    ['a token revoked meanwhile', 'getUpdates', { code: 401, description: 'Unauthorized' }],
    ['another bot of the token', 'getUpdates', { code: 409, description: 'Conflict: terminated by other getUpdates' }],
    ['a broken server', 'getUpdates', { code: 502, description: 'Bad Gateway' }],
    ['a broken proxy', 'getUpdates', 'answer in HTML'],
    ['a broken connection', 'getUpdates', 'hang up'],
    ['a flood of polls', 'getUpdates', { code: 429, description: 'Too Many', parameters: { retry_after: 0 } }],
  ])('%s is reported and tried again', async (_, method, fault) => {
    telegram.fail(method, fault, 3);
    const adapter = create();
    await adapter.start(desk);
    await until(() => logged.length > 0);
    await until(() => adapter.healthy?.() === true);
    expect(logged).toHaveLength(3);
    telegram.push(alone({ text: '一' }));
    await until(() => sent().length === 1);
  });

  test('while polling fails the channel says it is not well', async () => {
    const adapter = await start();
    telegram.fail('getUpdates', { code: 409, description: 'Conflict' }, 10_000);
    telegram.push(alone({ text: '一' }));
    await until(() => adapter.healthy?.() === false);
    expect(logged.join()).toContain('409');
  });

  test('the commands alone leaves everything else', async () => {
    telegram.fail('setMyCommands', { code: 400, description: 'Bad Request' });
    await start();
    telegram.push(alone({ text: '一' }));
    await until(() => sent().length === 1);
    expect(logged.join()).toContain('commands');
  });

  test('a server that went away and came back is found again', async () => {
    const adapter = await start();
    const port = Number(new URL(telegram.apiRoot).port);
    await telegram.close();
    await until(() => adapter.healthy?.() === false);
    telegram = await openFakeTelegram(port);
    await until(() => adapter.healthy?.() === true);
    telegram.push(alone({ text: '一' }));
    await until(() => sent().length === 1);
  });

  test('a server away for a moment loses no answer', async () => {
    let release: () => void = () => undefined;
    reply = async () => {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return { texts: ['答'] };
    };
    const adapter = await start({ pauses: { first: 300, most: 300 } });
    telegram.push(alone({ text: '一' }));
    await until(() => heard.length === 1);
    const port = Number(new URL(telegram.apiRoot).port);
    await telegram.close();
    await until(() => adapter.healthy?.() === false);
    release();
    // Long enough that the first try finds nobody; were it shorter, the test would only see less.
    await new Promise((resolve) => setTimeout(resolve, 100));
    telegram = await openFakeTelegram(port);
    await until(() => sent().length === 1);
  });
});

describe('starting and stopping', () => {
  test('tells Telegram the commands, and takes away a webhook', async () => {
    await start();
    await until(() => called('setMyCommands').length === 1);
    const commands = called('setMyCommands')[0]?.payload.commands as { command: string; description: string }[];
    expect(commands.map(({ command }) => command).sort()).toEqual(['check', 'help', 'remind', 'start', 'subscribe']);
    for (const { description } of commands) expect(description).toMatch(/\p{Script=Han}/u);
    expect(called('deleteWebhook')).toMatchObject([{ payload: {} }]);
  });

  test('does not wait for a server that is not there', async () => {
    const adapter = create({ config: { ...CONFIG, apiRoot: 'http://127.0.0.1:1' } });
    await adapter.start(desk);
    await until(() => logged.length > 1);
    expect(adapter.healthy?.()).toBe(false);
  });

  test('says what was taken, so that it does not come again', async () => {
    const adapter = await start({ pauses: { first: 60_000, most: 60_000 } });
    await until(() => telegram.polled());
    // The poll that waits gets the update; the one that would say it was taken fails.
    telegram.fail('getUpdates', { code: 502 });
    const id = telegram.push(alone({ text: '一' }));
    await until(() => sent().length === 1 && adapter.healthy?.() === false);
    expect(telegram.offset()).toBeLessThan(id);
    await adapter.stop();
    expect(telegram.offset()).toBe(id + 1);
    expect(adapter.healthy?.()).toBe(false);
  });

  test('lets answers go out in their order, several of one chat', async () => {
    const releases: (() => void)[] = [];
    reply = async ({ text }) => {
      await new Promise<void>((resolve) => releases.push(resolve));
      return { texts: [`${text}1`, `${text}2`] };
    };
    const adapter = await start();
    for (const text of ['一', '二', '三']) telegram.push(alone({ text }));
    await until(() => releases.length === 3);
    const stopped = adapter.stop();
    for (const release of releases.reverse()) release();
    await stopped;
    expect(sent().map(({ payload }) => payload.text)).toEqual(['一1', '一2', '二1', '二2', '三1', '三2']);
  });

  test('what was answered before is not sent again, and nothing empty', async () => {
    reply = async ({ text }) =>
      text === '后' ? { texts: ['后'] } : { texts: ['一', ' \n', ''], repeated: text === '重' };
    await start();
    for (const text of ['重', '空', '后']) telegram.push(alone({ text }));
    await until(() => sent().length === 2);
    expect(sent().map(({ payload }) => payload.text)).toEqual(['一', '后']);
  });

  test('speaks first, cut to what Telegram takes', async () => {
    const adapter = await start();
    await adapter.send?.('-100501', ['提醒', '长'.repeat(9_000)]);
    expect(sent().map(({ payload }) => [payload.chat_id, String(payload.text).length])).toEqual([
      ['-100501', 2],
      ['-100501', 4_000],
      ['-100501', 4_000],
      ['-100501', 1_000],
    ]);
  });
});

describe('a webhook', () => {
  test('is set with its secret, made of the token where none is given', async () => {
    await startWebhook({ config: { ...CONFIG, apiRoot: telegram.apiRoot, webhook: true, webhookSecret: null } });
    expect(telegram.webhook()).toEqual({ url: 'https://bot.example/telegram', secret_token: secretOf(TOKEN) });
    expect(secretOf(TOKEN)).toMatch(/^[\w-]{1,256}$/);
    expect(secretOf(TOKEN)).not.toBe(secretOf(`${TOKEN}x`));
    expect(called('setWebhook')[0]?.payload.allowed_updates).toEqual(['message', 'callback_query']);
    expect(await telegram.post(alone({ text: '一' }))).toBe(200);
    expect(sent()).toHaveLength(1);
  });

  test('stays set when the bot stops, and calls are sent back', async () => {
    const adapter = await startWebhook();
    await adapter.stop();
    expect(called('deleteWebhook')).toEqual([]);
    expect(await telegram.post(alone({ text: '一' }))).toBe(503);
    expect(heard).toEqual([]);
  });

  test.each<readonly [string, Parameters<FakeTelegram['post']>[1], number]>([
    ['with a wrong secret', { secret: 'wrong' }, 401],
    ['with a secret as long', { secret: 'a-Secret_0' }, 401],
    ['without a secret', { secret: null }, 401],
    ['too large', { body: Buffer.alloc(1024 * 1024 + 1, 0x20) }, 413],
    ['of 10 MB', { body: Buffer.alloc(10 * 1024 * 1024, 0x20) }, 413],
    ['that is no JSON', { body: '{"update_id":1,' }, 400],
    ['that is no update', { body: '{"message":{}}' }, 400],
    ['that is a list', { body: '[]' }, 400],
    ['that is null', { body: 'null' }, 400],
    ['that is empty', { body: '' }, 400],
    ['that is no text', { body: Buffer.from([0xff, 0xfe, 0]) }, 400],
    ['of a strange id', { body: '{"update_id":"1; drop table"}' }, 400],
    ['without form, which would come again', { body: '{"update_id":1,"message":{"chat":5}}' }, 200],
    ['of a kind unheard of', { body: '{"update_id":1,"telepathy":{}}' }, 200],
  ])('a call %s asks nothing, and the channel stays up', async (_, more, status) => {
    await startWebhook();
    expect(await telegram.post(alone({ text: '一' }), more)).toBe(status);
    expect(heard).toEqual([]);
    expect(await telegram.post(alone({ text: '后' }))).toBe(200);
    expect(heard).toHaveLength(1);
  });

  test('call is answered after 9 s, while its answer goes on', async () => {
    vi.useFakeTimers();
    try {
      const handle = webhookOf({ secret: 's', take: () => new Promise<void>(() => undefined) });
      const request = new Request('http://bot/telegram', {
        method: 'POST',
        headers: { 'x-telegram-bot-api-secret-token': 's' },
        body: '{"update_id":1}',
      });
      let status = 0;
      const answered = Promise.resolve(handle(request, null)).then((response) => {
        status = response.status;
      });
      await vi.advanceTimersByTimeAsync(8_900);
      expect(status).toBe(0);
      await vi.advanceTimersByTimeAsync(200);
      await answered;
      expect(status).toBe(200);
    } finally {
      vi.useRealTimers();
    }
  });

  test('answers nothing but what Telegram calls', async () => {
    await startWebhook();
    const address = servers[0]?.address();
    const headers = { 'x-telegram-bot-api-secret-token': 'A-Secret_0' };
    expect((await fetch(`${address}/telegram`, { headers })).status).toBe(405);
    expect((await fetch(`${address}/telegram/more`, { method: 'POST', headers, body: '{}' })).status).toBe(404);
  });

  test('without an address is a fault of the settings', () => {
    expect(() => create({ config: { ...CONFIG, webhook: true }, publicUrl: null })).toThrow('DISCLOSURE_PUBLIC_URL');
  });

  test('that cannot be set is tried again', async () => {
    telegram.fail('setWebhook', { code: 400, description: 'Bad Request: bad webhook: HTTPS url must be provided' }, 2);
    const adapter = await startWebhook();
    expect(adapter.healthy?.()).toBe(true);
    expect(logged).toHaveLength(2);
  });
});

// --- internal ---

const CONFIG = { token: TOKEN, apiRoot: '', webhook: false, webhookSecret: null };

function create(options: Partial<TelegramOptions> = {}): Adapter {
  const adapter = createTelegram({
    config: { ...CONFIG, apiRoot: telegram.apiRoot },
    publicUrl: null,
    knowledge,
    now: () => new Date('2026-11-21T04:00:00Z'),
    log: (message, error) => logged.push(`${message}: ${String(error)}`),
    pauses: { first: 5, most: 20 },
    ...options,
  });
  running.push(adapter);
  return adapter;
}

async function start(options: Partial<TelegramOptions> = {}): Promise<Adapter> {
  const adapter = create(options);
  await adapter.start(desk);
  await until(() => adapter.healthy?.() === true);
  return adapter;
}

async function startWebhook(options: Partial<TelegramOptions> = {}): Promise<Adapter> {
  const config = { ...CONFIG, apiRoot: telegram.apiRoot, webhook: true, webhookSecret: 'A-Secret_0' };
  const adapter = await start({ config, publicUrl: 'https://bot.example', ...options });
  const server = await serveHttp({ host: '127.0.0.1', port: 0 }, adapter.http ? [adapter.http] : []);
  servers.push(server);
  telegram.route(server.address());
  return adapter;
}

const called = (name: string): readonly Call[] => telegram.calls.filter(({ method }) => method === name);
const sent = (): readonly Call[] => called('sendMessage');
const pictures = (): readonly Call[] => called('sendPhoto');
const confirmed = (): readonly Call[] => called('answerCallbackQuery');

/** Waits for what comes over a socket; the test's own limit ends it. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}
