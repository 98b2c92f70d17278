import { readFileSync } from 'node:fs';
import { FileBox } from 'file-box';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { types } from 'wechaty';
import type { Desk, Message, Outgoing } from '../../adapters/adapter.js';
import { notSentBy } from '../../adapters/not-sent.js';
import { MOST_BYTES } from '../../adapters/wechat/attachment.js';
import { CHAT } from '../../bot/chat-phrases.js';
import { answerOf, until } from './contract.js';
import { type Account, BOT_NAME, openAccount, ROOM } from './wechat-mock.js';

let account: Account;
let received: Message[];
let outgoing: Partial<Outgoing>;

afterEach(async () => {
  await account.adapter.stop();
  vi.useRealTimers();
});

describe('in a room it hears', () => {
  const own = [BOT_NAME];
  test.each([
    ['a mention by id', `@${BOT_NAME}\u2005收到多少件`, own, '收到多少件'],
    ['a mention by name, with a space', `@${BOT_NAME} 收到多少件`, [], '收到多少件'],
    ['a mention by its name in the room', '@公开科机器人\u2005收到多少件', [], '收到多少件'],
    ['a mention typed by hand without a space', `@${BOT_NAME}收到多少件`, [], '收到多少件'],
    ['a full-width sign', `＠${BOT_NAME} 收到多少件`, [], '收到多少件'],
    ['a mention behind the question', `收到多少件 @${BOT_NAME}\u2005`, own, '收到多少件'],
    ['a mention alone, as a call for help', `@${BOT_NAME}\u2005`, own, '帮助'],
    [
      'the question without others who are mentioned',
      `@${BOT_NAME}\u2005@李四\u2005收到多少件`,
      [...own, '李四'],
      '收到多少件',
    ],
    ['a call to all that names it, too', `@所有人 @${BOT_NAME}\u2005收到多少件`, own, '收到多少件'],
    [
      'what is said below a quote',
      `「李四：@王五 旧的」\n- - - - - - - - - - -\n@${BOT_NAME}\u2005收到多少件`,
      own,
      '收到多少件',
    ],
    ['nothing where it is not mentioned', '收到多少件', [], null],
    ['nothing where another is mentioned', '@李四\u2005收到多少件', ['李四'], null],
    [
      'nothing where one with a longer name is mentioned',
      `@${BOT_NAME}二号\u2005收到多少件`,
      [`${BOT_NAME}二号`],
      null,
    ],
    ['nothing where all are called', '@所有人 今天开会', own, null],
    ['nothing where only a quote names it', `「李四：@${BOT_NAME} 旧的」\n- - - - - - - - - - -\n收到`, [], null],
    ['nothing where its name is only told', `${BOT_NAME}收到多少件`, [], null],
  ])('%s', async (_, text, mentioned, heard) => {
    await open({ roomAlias: '公开科机器人' });
    await account.deliver({ person: '张三', room: true, text, mentioned });
    expect(received).toEqual(
      heard === null
        ? []
        : [{ id: 'message-1', chat: account.chatOf(ROOM), person: account.chatOf('张三'), group: true, text: heard }],
    );
    expect(account.spoken).toEqual(heard === null ? [] : [{ to: ROOM, text: '@张三 好', file: null }]);
  });

  test('no file and no picture, which nobody can address to it', async () => {
    await open();
    await account.deliver({ person: '张三', room: true, file: reportBox() });
    await account.deliver({ person: '张三', room: true, type: types.Message.Image });
    expect([received, account.spoken]).toEqual([[], []]);
  });
});

describe('alone with somebody', () => {
  test.each([
    ['收到多少件', '收到多少件'],
    [`@${BOT_NAME} 收到多少件`, '收到多少件'],
    ['「年报小助手：2023年收到6件」\n- - - - - - - - - - - - - - -\n那2022年呢', '那2022年呢'],
    ['「办结」是什么意思', '「办结」是什么意思'],
  ])('it hears %j', async (text, heard) => {
    await open();
    await account.deliver({ person: '张三', text });
    const chat = account.chatOf('张三');
    expect(received).toEqual([{ id: 'message-1', chat, person: chat, group: false, text: heard }]);
    expect(account.spoken).toEqual([{ to: '张三', text: '好', file: null }]);
  });

  test.each([
    'Audio',
    'Emoticon',
    'Image',
    'Location',
    'MiniProgram',
    'Url',
    'Video',
    'Contact',
    'ChatHistory',
  ] as const)('it says that it reads text only, to a message of kind %s', async (kind) => {
    await open();
    await account.deliver({ person: '张三', type: types.Message[kind] });
    expect(account.spoken.map(({ text }) => text)).toEqual([CHAT.notText]);
    expect(received).toEqual([]);
  });

  test('it says so three times a minute, not to each of fifty stickers', async () => {
    await open();
    for (let sent = 0; sent < 50; sent += 1) await account.deliver({ person: '张三', type: types.Message.Emoticon });
    expect(account.spoken).toHaveLength(3);
  });

  test.each(['Unknown', 'Recalled', 'GroupNote', 'RedEnvelope', 'Transfer', 'Post'] as const)(
    'it leaves a message of kind %s alone',
    async (kind) => {
      await open();
      await account.deliver({
        person: '张三',
        type: types.Message[kind],
        text: '你已添加了张三，现在可以开始聊天了。',
      });
      expect([received, account.spoken]).toEqual([[], []]);
    },
  );

  test('it leaves official accounts alone, which write to everybody', async () => {
    await open();
    const kind = vi.spyOn(account.puppet, 'contactRawPayload');
    kind.mockImplementation(async (id) => ({
      id,
      name: '某公众号',
      gender: 0,
      phone: [],
      avatar: '',
      type: types.Contact.Official,
    }));
    await account.deliver({ person: '某公众号', text: '关注有礼' });
    expect([received, account.spoken]).toEqual([[], []]);
  });

  test('what the account itself says, from a phone, is no question', async () => {
    await open();
    account.sayOnPhone('收到多少件');
    await account.deliver({ person: '张三', text: '一' });
    expect(received.map(({ text }) => text)).toEqual(['一']);
  });

  test('what was sent long before is not answered, and that is told once', async () => {
    await open();
    const hour = Date.now() - 3_600_000;
    await account.deliver({ person: '张三', text: '旧一', sentAt: hour });
    await account.deliver({ person: '张三', text: '旧二', sentAt: hour });
    await account.deliver({ person: '张三', text: '新', sentAt: Date.now() - 30_000 });
    expect(received.map(({ text }) => text)).toEqual(['新']);
    expect(account.told.filter((each) => each === CHAT.wechatOldMessages)).toHaveLength(1);
  });

  test('an answer that was given before is not sent again', async () => {
    await open();
    outgoing = { repeated: true };
    await account.deliver({ person: '张三', text: '一' });
    expect(account.spoken).toEqual([]);
  });
});

describe('a file', () => {
  test('is passed on as it is', async () => {
    await open();
    await account.deliver({ person: '张三', file: reportBox() });
    const [message] = received;
    expect(message).toMatchObject({ text: '', group: false, file: { name: '年报.txt' } });
    expect(Buffer.from(message?.file?.bytes ?? []).equals(REPORT)).toBe(true);
  });

  test('that claims to be too large is not read', async () => {
    await open();
    const box = reportBox();
    const read = vi.fn(box.toStream.bind(box));
    give({ name: '年报.pdf', size: MOST_BYTES + 1, toStream: read });
    await account.deliver({ person: '张三', type: types.Message.Attachment });
    expect(account.spoken.map(({ text }) => text)).toEqual([CHAT.fileTooLarge(20)]);
    expect([received, read.mock.calls]).toEqual([[], []]);
  });

  test('that is larger than it claims is read no further than the limit', async () => {
    await open();
    let read = 0;
    const endless = async function* () {
      for (;;) {
        read += 1;
        yield Buffer.alloc(1024 * 1024);
      }
    };
    const { Readable } = await import('node:stream');
    give({ name: '年报.pdf', size: 10, toStream: async () => Readable.from(endless()) });
    await account.deliver({ person: '张三', type: types.Message.Attachment });
    expect(account.spoken.map(({ text }) => text)).toEqual([CHAT.fileTooLarge(20)]);
    expect(read).toBeLessThan(60);
  });

  test('that cannot be fetched is told, and the next is', async () => {
    await open();
    give(new Error('gone'));
    await account.deliver({ person: '张三', type: types.Message.Attachment });
    expect(account.spoken.map(({ text }) => text)).toEqual([CHAT.fileNotFetched]);
    expect(account.logged.join()).toContain('gone');
    vi.restoreAllMocks();
    await account.deliver({ person: '张三', file: reportBox() });
    expect(received).toHaveLength(1);
  });

  test('has no path in its name', async () => {
    await open();
    await account.deliver({ person: '张三', file: FileBox.fromBase64('YQ==', '../../etc/a.txt') });
    expect(received[0]?.file?.name).toBe('a.txt');
  });

  /** What the puppet has for the next file. */
  function give(box: object): void {
    vi.spyOn(account.puppet, 'messageFile').mockImplementation(async () => {
      if (box instanceof Error) throw box;
      return box as FileBox;
    });
  }
});

describe('a chart', () => {
  const PNG = Uint8Array.from([137, 80, 78, 71, 13, 10, 26, 10, 0, 1, 2, 255]);

  test.each([
    ['alone', false],
    ['in a room', true],
  ])('follows its answer as a picture, %s', async (_, room) => {
    await open({ pictureOf: async ({ text }) => (text === '图' ? PNG : null) });
    outgoing = { texts: ['一', '二'], answer: answerOf({ text: '图' }) };
    await account.deliver({ person: '张三', text: `@${BOT_NAME} 问`, room });
    expect(account.spoken.map(({ file }) => file?.name ?? null)).toEqual([null, null, 'chart.png']);
    expect(new Uint8Array((await account.spoken[2]?.file?.toBuffer()) ?? [])).toEqual(PNG);
    outgoing = { texts: ['三'], answer: answerOf({ text: '无' }) };
    await account.deliver({ person: '张三', text: `@${BOT_NAME} 问`, room });
    expect(account.spoken).toHaveLength(4);
  });

  test('that fails leaves the answer', async () => {
    await open({ pictureOf: () => Promise.reject(new Error('no font')) });
    outgoing = { answer: answerOf({ text: '图' }) };
    await account.deliver({ person: '张三', text: '问' });
    expect(account.spoken.map(({ text }) => text)).toEqual(['好']);
    expect(account.logged.join()).toContain('no font');
  });
});

describe('what goes wrong', () => {
  test('with one message does not stop the next', async () => {
    await open();
    const send = vi.spyOn(account.puppet, 'messageSendText');
    send.mockRejectedValueOnce(new Error('frequency limit'));
    await account.deliver({ person: '张三', text: '一' });
    await account.deliver({ person: '张三', text: '二' });
    expect(account.spoken.map(({ text }) => text)).toEqual(['好']);
    expect(account.logged.join()).toContain('frequency limit');
  });

  test('in the desk, in the puppet, in an event: each is logged and nothing ends', async () => {
    await open({
      alarm: () => {
        throw new Error('alarm broken');
      },
    });
    const rejections: unknown[] = [];
    const note = (reason: unknown): void => void rejections.push(reason);
    process.on('unhandledRejection', note);
    try {
      outgoing = new Proxy(
        {},
        {
          ownKeys: () => {
            throw new Error('desk broken');
          },
        },
      );
      await account.deliver({ person: '张三', text: '一' });
      account.puppet.emit('message', { messageId: 'nobody knows it' });
      account.puppet.emit('error', { data: 'puppet broken' });
      account.puppet.emit('login', { contactId: 'nobody knows it' });
      account.puppet.emit('scan', { qrcode: 'https://login.weixin.qq.com/l/abc', status: types.ScanStatus.Waiting });
      await until(() => account.logged.join().includes('alarm broken'));
      outgoing = {};
      await account.deliver({ person: '张三', text: '二' });
    } finally {
      process.off('unhandledRejection', note);
    }
    expect(account.spoken.map(({ text }) => text)).toEqual(['好']);
    for (const part of ['desk broken', 'puppet broken', 'alarm broken']) expect(account.logged.join()).toContain(part);
    expect(rejections).toEqual([]);
  });

  test('is logged without the token', async () => {
    await open({ puppetToken: 'insecure_5e7c9a4b' });
    account.puppet.emit('error', { data: 'add a prefix like "insecure_5e7c9a4b" to your token' });
    await until(() => account.logged.length > 0);
    expect(account.logged.join()).toContain('***');
    expect(account.logged.join()).not.toContain('5e7c9a4b');
  });
});

describe('speaking first', () => {
  test('reaches a person and a room', async () => {
    await open();
    await account.adapter.send?.(account.chatOf('张三'), ['提醒一', '提醒二']);
    await account.adapter.send?.(account.chatOf(ROOM), ['提醒三']);
    expect(account.spoken.map(({ to, text }) => [to, text])).toEqual([
      ['张三', '提醒一'],
      ['张三', '提醒二'],
      [ROOM, '提醒三'],
    ]);
  });

  test('is refused while nobody is logged in', async () => {
    await open({}, false);
    await expect(account.adapter.send?.('somebody', ['提醒'])).rejects.toThrow('not logged in');
    const error: unknown = await account.adapter.send?.('somebody', ['提醒']).catch((failed: unknown) => failed);
    expect(notSentBy(error)).toEqual({ again: true });
  });
});

describe('the operator', () => {
  test('is told where to scan and who logged in, not the rest of what the code carries', async () => {
    await open({}, false);
    expect(account.adapter.healthy?.()).toBe(false);
    const scan = {
      qrcode: 'https://login.weixin.qq.com/l/abc==',
      status: types.ScanStatus.Waiting,
      data: 'session secret',
    };
    account.puppet.emit('scan', scan);
    await until(() => account.told.length > 0);
    expect(account.told).toEqual([
      CHAT.wechatScan('https://wechaty.js.org/qrcode/https%3A%2F%2Flogin.weixin.qq.com%2Fl%2Fabc%3D%3D'),
    ]);
    account.login();
    await until(() => account.told.length > 1);
    expect(account.told[1]).toBe(CHAT.wechatLoggedIn(BOT_NAME));
    expect(account.adapter.healthy?.()).toBe(true);
    expect([...account.told, ...account.logged].join()).not.toContain('session secret');
    expect(account.alarms).toEqual([]);
  });

  test('is alarmed once when an account that claims to be logged in hears nothing', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
    await open({ silenceHours: 2 });
    await account.deliver({ person: '张三', text: '一' });
    vi.advanceTimersByTime(110 * 60_000);
    expect([account.alarms, account.adapter.healthy?.()]).toEqual([[], true]);
    vi.advanceTimersByTime(300 * 60_000);
    expect([account.alarms, account.adapter.healthy?.()]).toEqual([[CHAT.wechatSilent(2)], false]);
    expect(account.logged.join()).toContain(CHAT.wechatSilent(2));
    // Talk of others in a room is a sign of life as well.
    await account.deliver({ person: '李四', text: '今天开会', room: true });
    expect(account.adapter.healthy?.()).toBe(true);
  });
});

describe('after a loss', () => {
  const quick = { first: 1, most: 5, patience: 5_000 };

  test('of the login it connects anew, alarms once, and answers again', async () => {
    await open({ backoff: quick });
    const starts = vi.spyOn(account.puppet, 'onStart');
    await account.puppet.logout('kicked');
    expect(account.adapter.healthy?.()).toBe(false);
    await until(() => starts.mock.calls.length > 0);
    expect(account.alarms).toEqual([CHAT.wechatLost]);
    await again();
  });

  test('a reset the puppet asks for is done even while it claims to be logged in', async () => {
    await open({ backoff: quick });
    const starts = vi.spyOn(account.puppet, 'onStart');
    account.puppet.emit('reset', { data: 'please' });
    await until(() => starts.mock.calls.length > 0);
    await again();
  });

  test('a start that fails is tried again', async () => {
    account = openAccount({ backoff: quick });
    const start = vi.spyOn(account.puppet, 'onStart');
    start.mockRejectedValueOnce(new Error('no route'));
    await account.adapter.start(desk());
    // wechaty takes five seconds to get over a start that failed.
    await vi.waitFor(() => expect(start.mock.calls.length).toBeGreaterThan(1), { timeout: 30_000 });
    expect(account.logged.join()).toContain('no route');
    await again();
  });

  test('an error while logged in, or a code that waits to be scanned, restarts nothing', async () => {
    await open({ backoff: quick });
    const starts = vi.spyOn(account.puppet, 'onStart');
    account.puppet.emit('error', { data: 'one message could not be sent' });
    await until(() => account.logged.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(starts).not.toHaveBeenCalled();
  });

  async function again(): Promise<void> {
    await until(() => account.puppet.state.active() === true && !account.puppet.isLoggedIn);
    account.login();
    await until(() => account.adapter.healthy?.() === true);
    await account.deliver({ person: '张三', text: '还在吗' });
    expect(account.spoken.at(-1)).toMatchObject({ to: '张三', text: '好' });
  }
});

// --- internal ---

const REPORT = readFileSync('samples/jinjiang-xiyuan-2023.txt');

function reportBox(): FileBox {
  return FileBox.fromBase64(REPORT.toString('base64'), '年报.txt');
}

function desk(): Desk {
  received = [];
  outgoing = {};
  return {
    receive: async (message) => {
      received.push(message);
      return { texts: ['好'], buttons: [], answer: null, entry: null, repeated: false, ...outgoing };
    },
    rate: async () => '',
  };
}

async function open(more: Parameters<typeof openAccount>[0] = {}, loggedIn = true): Promise<void> {
  account = openAccount(more);
  await account.adapter.start(desk());
  if (!loggedIn) return;
  account.login();
  await until(() => account.told.length > 0);
}
