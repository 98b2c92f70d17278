import { describe, expect, test } from 'vitest';
import { CHANNELS } from '../../adapters/channels.js';
import { notSentBy } from '../../adapters/not-sent.js';
import { createOfficialAccount } from '../../adapters/official-account.js';
import { CHAT } from '../../bot/chat-phrases.js';
import { readConfig } from '../../bot/config.js';
import type { Knowledge } from '../../knowledge/knowledge.js';
import { UserError } from '../../knowledge/types.js';
import { until } from './contract.js';
import { AES_KEY, SECRET, TOKEN } from './fake-wechat.js';
import { at, gated, inEachTest, log, on, open, SHORT } from './official-account-desk.js';

inEachTest(SHORT);

describe('the customer-service interface', () => {
  test('brings an answer that is too slow for the reply, once', async () => {
    const gate = gated();
    const { wechat } = await open({ secret: SECRET });
    const seen = await wechat.deliver(wechat.message({ Content: '慢' }));
    expect(seen).toMatchObject({ text: CHAT.answerFollows, attempts: 3 });
    expect(on.api.sent).toEqual([]);
    gate.release();
    await until(() => on.api.sent.length > 0);
    expect(on.api.sent).toEqual([{ to: 'oPerson_a', text: '答：慢' }]);
    expect((await wechat.deliver(wechat.message({ Content: '快' }))).text).toBe('答：快');
    expect(on.api.sent).toHaveLength(1);
  });

  test.each([45015, 45047, 48001, 50000])(
    'refuses with %d: the answer is given with the next message',
    async (code) => {
      const gate = gated();
      const { wechat } = await open({ secret: SECRET });
      on.api.refusals.push(code);
      await wechat.deliver(wechat.message({ Content: '慢' }));
      gate.release();
      await until(() => on.logged.length > 0);
      const { text } = await wechat.deliver(wechat.message({ Content: '快' }));
      expect(text).toBe(`${CHAT.answerTo('慢')}\n答：慢\n\n答：快`);
      expect(on.api.sent).toEqual([]);
      expect(on.logged.join('\n')).not.toMatch(/access-|secret-of/);
    },
  );

  test('is not promised for an hour to an account that has none', async () => {
    const gate = gated();
    const { wechat, adapter } = await open({ secret: SECRET });
    on.api.refusals.push(48001);
    await expect(adapter.send('oPerson_a', ['提醒'])).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    expect((await wechat.deliver(wechat.message({ Content: '慢' }))).text).toBe(CHAT.answerKept);
    gate.release();
    await wechat.deliver(wechat.message({ Content: '快' }));
    expect(on.api.sent).toEqual([]);
  });

  test('asks for a token once while it is good', async () => {
    const { adapter } = await open({ secret: SECRET });
    await Promise.all(['a', 'b', 'c'].map((to) => adapter.send(to, ['提醒'])));
    expect(on.api.tokens()).toBe(1);
    on.clock = at(7_200 - 301);
    await adapter.send('a', ['提醒']);
    expect(on.api.tokens()).toBe(1);
    on.clock = at(7_200 - 299);
    await adapter.send('a', ['提醒']);
    expect(on.api.tokens()).toBe(2);
    expect(on.api.sent).toHaveLength(5);
  });

  test('gets a new token where the old one is not taken, once', async () => {
    const { adapter } = await open({ secret: SECRET });
    await adapter.send('a', ['一']);
    on.api.refusals.push(40001);
    await adapter.send('a', ['二']);
    expect(on.api.tokens()).toBe(2);
    on.api.refusals.push(42001, 42001);
    await expect(adapter.send('a', ['三'])).rejects.toThrow(/42001/);
    expect(on.api.sent.map(({ text }) => text)).toEqual(['一', '二']);
  });

  test('gets each text within its limit', async () => {
    const { adapter } = await open({ secret: SECRET });
    await adapter.send('a', ['一', '长'.repeat(1_000)]);
    expect(on.api.sent).toHaveLength(3);
    for (const { text } of on.api.sent) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1_950);
  });

  test.each<[string, () => Promise<void> | void, string[], { again: boolean } | null]>([
    ['no window', () => void on.api.refusals.push(45015), ['提醒'], { again: false }],
    ['no right', () => void on.api.refusals.push(48001), ['提醒'], { again: false }],
    ['too many', () => void on.api.refusals.push(45047), ['提醒'], { again: true }],
    ['no token', () => void on.api.tokenRefusals.push(40125), ['提醒'], { again: true }],
    ['away', () => on.api.close(), ['提醒'], { again: true }],
    ['too many after a part was seen', () => void on.api.refusals.push(0, 45047), ['一', '二'], null],
  ])('tells whether a message may be sent again: %s', async (_, arrange, texts, fate) => {
    const { adapter } = await open({ secret: SECRET });
    await arrange();
    const error: unknown = await adapter.send('a', texts).catch((failed: unknown) => failed);
    expect(error).toBeInstanceOf(Error);
    expect(notSentBy(error)).toEqual(fate);
  });

  test.each<[string, () => void, object | RegExp]>([
    [
      'no window',
      () => on.api.refusals.push(45015),
      { code: 'WINDOW_CLOSED', message: expect.stringContaining('48 小时') },
    ],
    ['too many', () => on.api.refusals.push(45047), { code: 'TOO_MANY' }],
    ['another refusal', () => on.api.refusals.push(40003), /refused: 40003$/],
    ['a wrong secret', () => on.api.tokenRefusals.push(40125), /refused: 40125$/],
  ])('says why it cannot send: %s', async (_, arrange, error) => {
    const { adapter } = await open({ secret: SECRET });
    arrange();
    const failed = adapter.send('a', ['提醒']);
    await (error instanceof RegExp
      ? expect(failed).rejects.toThrow(error)
      : expect(failed).rejects.toMatchObject(error));
  });

  test('that is away is an error without token and secret', async () => {
    const { adapter } = await open({ secret: SECRET });
    await adapter.send('a', ['一']);
    await on.api.close();
    const error = await adapter.send('a', ['二']).catch((failed: unknown) => failed);
    expect(String(error)).toMatch(/^Error: WeChat's \/cgi-bin\/message\/custom\/send: \w+$/);
    expect(error).not.toHaveProperty('cause');
  });

  test('is not there without a secret, which is said', async () => {
    const { adapter } = await open({});
    await expect(adapter.send('a', ['提醒'])).rejects.toThrow(UserError);
    await expect(adapter.send('a', ['提醒'])).rejects.toThrow(/AppSecret/);
    expect(adapter.reach).toBe('never');
  });
});

describe('starting and stopping', () => {
  test.each([
    { aesKey: AES_KEY, secret: null },
    { aesKey: null, secret: SECRET },
  ])('%j needs the AppID', ({ aesKey, secret }) => {
    const config = { token: TOKEN, appId: null, aesKey, secret, apiRoot: on.api.root };
    expect(() => createOfficialAccount({ config, knowledge: on.knowledge, now: () => on.clock, log })).toThrow(
      /DISCLOSURE_OFFICIAL_ACCOUNT_APP_ID/,
    );
  });

  test.each([
    [{}, false],
    [{ DISCLOSURE_OFFICIAL_ACCOUNT_TOKEN: 't' }, true],
  ])('runs where %j says so: %s', async (environment, isOn) => {
    const config = readConfig(environment);
    const channel = CHANNELS.find(({ name }) => name === 'official-account');
    expect(channel?.configured(config)).toBe(isOn);
    const parts = {
      config,
      knowledge: on.knowledge,
      now: () => on.clock,
      log,
      examples: async () => [],
      hot: async () => [],
      pictureOf: async () => null,
    };
    if (isOn) expect(await channel?.create(parts)).toMatchObject({ name: 'official-account' });
    else await expect(channel?.create(parts)).rejects.toThrow();
  });

  test('takes nothing before it is started and after it was stopped', async () => {
    const { wechat, adapter } = await open({});
    expect(adapter.healthy?.()).toBe(true);
    await adapter.stop();
    expect(adapter.healthy?.()).toBe(false);
    const { query, body } = wechat.envelope(wechat.message({ Content: '问' }));
    expect((await wechat.post(query, body)).status).toBe(503);
    expect(on.asked).toEqual([]);
  });

  test('lets a late answer go out before it stops, and waits for no connection it holds', async () => {
    const gate = gated();
    const { wechat, adapter } = await open({ secret: SECRET });
    await wechat.deliver(wechat.message({ Content: '慢' }));
    const held = wechat.deliver(wechat.message({ Content: '慢', FromUserName: 'oPerson_b' }));
    await until(() => on.asked.length === 2);
    const stopped = adapter.stop();
    gate.release();
    await stopped;
    expect(on.api.sent).toEqual([{ to: 'oPerson_a', text: '答：慢' }]);
    await held;
  });

  test('where what is owed cannot be read, answers come all the same', async () => {
    const broken: Knowledge = {
      ...on.knowledge,
      session: (id, now) => (id.endsWith('#owed') ? Promise.reject(new Error('disk')) : on.knowledge.session(id, now)),
    };
    const { wechat } = await open({ knowledge: broken });
    expect((await wechat.deliver(wechat.message({ Content: '问' }))).text).toBe('答：问');
    expect(on.logged.join('\n')).toContain('disk');
  });

  test('a log is not filled by who knocks all day', async () => {
    const { wechat } = await open({}, { token: 'another' });
    for (let each = 0; each < 5; each += 1) await wechat.deliver(wechat.message({ Content: '问' }));
    expect(on.logged).toEqual(['official account: refused a request: signature']);
    on.clock = at(61);
    await wechat.deliver(wechat.message({ Content: '问' }));
    expect(on.logged).toHaveLength(2);
  });
});
