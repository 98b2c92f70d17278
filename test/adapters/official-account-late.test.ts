import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compose } from '../../adapters/official-account/compose.js';
import { CHAT } from '../../bot/chat-phrases.js';
import { until } from './contract.js';
import { at, gated, inEachTest, on, open, SHORT } from './official-account-desk.js';

inEachTest(SHORT);

describe('a slow answer', () => {
  test.each([2, 3])('that is there by delivery %d goes out with it', async (ready) => {
    const gate = gated();
    const { wechat } = await open({});
    const message = wechat.message({ Content: '慢' });
    const seen = await wechat.deliver(message, (attempt) => {
      if (attempt === ready) gate.release();
    });
    expect(seen).toMatchObject({ text: '答：慢', attempts: ready });
    expect(on.asked).toHaveLength(1);
    // It was given, so nothing is owed.
    expect((await wechat.deliver(wechat.message({ Content: '快' }))).text).toBe('答：快');
  });

  test('that comes later is kept and given with the next message, whatever that is, and not twice', async () => {
    const gate = gated();
    const { wechat } = await open({});
    const seen = await wechat.deliver(wechat.message({ Content: '慢' }));
    expect(seen).toMatchObject({ text: CHAT.answerKept, attempts: 3, fault: false });
    gate.release();
    const image = wechat.message({ MsgType: 'image' });
    const { text } = await wechat.deliver(image);
    expect(text).toBe(`${CHAT.answerTo('慢')}\n答：慢\n\n${CHAT.notText}`);
    expect((await wechat.deliver(image)).text).toBe(text);
    expect((await wechat.deliver(wechat.message({ Content: '快' }))).text).toBe('答：快');
    expect(on.asked.map((each) => each.text)).toEqual(['慢', '快']);
  });

  test('is given to nobody else', async () => {
    const gate = gated();
    const { wechat } = await open({});
    await wechat.deliver(wechat.message({ Content: '慢' }));
    gate.release();
    const other = await wechat.deliver(wechat.message({ Content: '快', FromUserName: 'oPerson_b' }));
    expect(other.text).toBe('答：快');
  });

  test('and the next one go out one after the other where both do not fit', async () => {
    const gate = gated();
    const filled = (text: string): string => `${text}${'长'.repeat(500)}`;
    on.respond = async (text) => {
      if (text.startsWith('慢')) await gate.opened;
      return text.startsWith('慢') || text === '快' ? filled(text) : text;
    };
    const { wechat } = await open({});
    await wechat.deliver(wechat.message({ Content: '慢' }));
    gate.release();
    const second = wechat.message({ Content: '快' });
    const given = `${CHAT.answerTo('慢')}\n${filled('慢')}\n${CHAT.answersWaiting}`;
    expect((await wechat.deliver(second)).text).toBe(given);
    expect((await wechat.deliver(second)).text).toBe(given);
    const third = await wechat.deliver(wechat.message({ Content: '嗯' }));
    expect(third.text).toBe(`${CHAT.answerTo('快')}\n${filled('快')}\n\n嗯`);
    expect((await wechat.deliver(wechat.message({ Content: '好' }))).text).toBe('好');
  });

  test('with a question behind it: both are kept, in their order', async () => {
    const gate = gated();
    const { wechat } = await open({});
    const seen = await Promise.all([
      wechat.deliver(wechat.message({ Content: '慢一' })),
      until(() => on.asked.length === 1).then(() => wechat.deliver(wechat.message({ Content: '慢二' }))),
    ]);
    expect(seen.map(({ text }) => text)).toEqual([CHAT.answerKept, CHAT.answerKept]);
    gate.release();
    await until(() => on.asked.length === 2);
    const { text } = await wechat.deliver(wechat.message({ Content: '快' }));
    expect(text).toBe(`${CHAT.answerTo('慢一')}\n答：慢一\n\n${CHAT.answerTo('慢二')}\n答：慢二\n\n答：快`);
  });

  test('no OpenID is in what is stored', async () => {
    const gate = gated();
    const { wechat } = await open({});
    const slow = wechat.deliver(wechat.message({ Content: '慢', FromUserName: 'oPerson_secret' }));
    await slow;
    gate.release();
    await wechat.deliver(
      wechat.message({ MsgType: 'event', Event: 'CLICK', EventKey: '快', FromUserName: 'oPerson_secret' }),
    );
    const tables = await on.database.all<{ name: string }>("select name from sqlite_schema where type = 'table'");
    const rows = [];
    for (const { name } of tables) rows.push(JSON.stringify(await on.database.all(`select * from "${name}"`)));
    expect(rows.join('\n')).toContain('慢');
    expect(rows.join('\n')).not.toContain('oPerson_secret');
  });

  test('of another person holds up nobody', async () => {
    const gate = gated();
    const { wechat } = await open({});
    const slow = wechat.deliver(wechat.message({ Content: '慢' }));
    await until(() => on.asked.length === 1);
    const seen = await wechat.deliver(wechat.message({ Content: '快', FromUserName: 'oPerson_b' }));
    expect(seen.text).toBe('答：快');
    gate.release();
    await slow;
  });

  test('whatever their lengths, answers make a message that WeChat shows, in their order and none halved', () => {
    const piece = fc.record({
      id: fc.uuid(),
      question: fc.oneof(fc.constant(null), fc.string({ unit: 'grapheme', maxLength: 40 })),
      text: fc.integer({ min: 1, max: 650 }).map((length) => '字'.repeat(length)),
    });
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), ([first, ...others]) => {
        if (!first) return;
        const all = [first, ...others];
        const { text, given } = compose([first, ...others]);
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2_047);
        expect(given).toEqual(all.slice(0, given.length).map(({ id }) => id));
        expect(given.length).toBeGreaterThan(0);
        for (const each of all.slice(0, given.length)) expect(text).toContain(each.text);
        expect(text.endsWith(CHAT.answersWaiting)).toBe(given.length < all.length);
      }),
    );
  });
});

describe('a restart', () => {
  test('between deliveries: the answer that was found goes out with the next one', async () => {
    const gate = gated();
    const before = await open({});
    const message = before.wechat.message({ Content: '慢' });
    const { query, body } = before.wechat.envelope(message);
    await expect(before.wechat.post(query, body)).rejects.toThrow();
    gate.release();
    await before.stop();
    const after = await open({});
    expect((await after.wechat.deliver(message)).text).toBe('答：慢');
    expect(on.asked).toHaveLength(1);
  });

  test('after a message was taken and before it was answered: the next delivery is answered', async () => {
    const { dead, message } = await dyingOn('慢');
    on.clock = at(11);
    on.respond = async (text) => `答：${text}`;
    const after = await open({});
    expect((await after.wechat.deliver(message)).text).toBe('答：慢');
    expect(on.asked).toHaveLength(2);
    dead.release();
  });

  test('after the last delivery: the answer is given with the next message', async () => {
    const { dead } = await dyingOn('慢');
    on.clock = at(60);
    on.respond = async (text) => `答：${text}`;
    const after = await open({});
    const { text } = await after.wechat.deliver(after.wechat.message({ Content: '快' }));
    expect(text).toBe(`${CHAT.answerTo('慢')}\n答：慢\n\n答：快`);
    dead.release();
  });

  test('before the last delivery: a person is told, not left with a fault', async () => {
    const gate = gated();
    const { wechat } = await open({});
    const message = wechat.message({ Content: '慢', CreateTime: at(-10).getTime() / 1000 });
    expect(await wechat.deliver(message)).toMatchObject({ text: CHAT.answerKept, attempts: 1 });
    gate.release();
  });

  /** A process that took a message and never came to answer it. */
  async function dyingOn(Content: string) {
    const dead = gated();
    const before = await open({});
    const message = before.wechat.message({ Content });
    const { query, body } = before.wechat.envelope(message);
    await expect(before.wechat.post(query, body)).rejects.toThrow();
    return { dead, message };
  }
});
