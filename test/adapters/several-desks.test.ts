import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Message } from '../../adapters/adapter.js';
import type { Bot } from '../../bot/bot.js';
import { type Knowledge, openKnowledge } from '../../knowledge/knowledge.js';
import { temporaryFolder } from '../knowledge/temporary.js';
import { deskOn } from './desks.js';
import { answerOf } from './hostile.js';
import { SERVERS } from './several-bots.js';

const folder = temporaryFolder();
const LIMITS = { text: { most: 1_000, unit: 'characters' as const }, messages: 1, buttons: 0 };
const MESSAGE: Message = { id: '1', chat: 'c', person: 'p', group: false, text: '问' };

describe.each(SERVERS)('two desks on $name', ({ newUrl }) => {
  let knowledge: readonly Knowledge[] = [];
  beforeAll(async () => {
    const url = await newUrl(folder, 'desks');
    knowledge = [await openKnowledge(url), await openKnowledge(url)];
  });
  afterAll(async () => {
    for (const each of knowledge) await each.close();
  });

  test('wait for an answer that takes longer than one that was abandoned may', { timeout: 30_000 }, async () => {
    let asked = 0;
    const bot: Bot = {
      respond: async () => {
        asked += 1;
        await sleep(8_000);
        return { answer: answerOf('答'), entry: null, turn: null };
      },
      reply: () => Promise.reject(new Error('nobody asks so')),
      explain: () => Promise.reject(new Error('nobody explains here')),
    };
    const desks = knowledge.map((each) =>
      deskOn({ knowledge: each, bot }, { name: 'test', limits: LIMITS }, { now: () => new Date() }),
    );
    const first = desks[0]?.receive(MESSAGE);
    await sleep(200);
    const second = await desks[1]?.receive(MESSAGE);
    expect(await first).toMatchObject({ texts: ['答'], repeated: false });
    expect(second).toMatchObject({ texts: ['答'], repeated: true });
    expect(asked).toBe(1);
  });

  test('give what another said meanwhile where one stood still for too long', async () => {
    const [one, other] = knowledge as [Knowledge, Knowledge];
    const id = { channel: 'test', id: 'still' };
    const bot: Bot = {
      respond: async () => {
        await other.channels.keepAnswer({ ...id, outgoing: JSON.stringify({ texts: ['另一个'], buttons: [] }) });
        return { answer: answerOf('答'), entry: null, turn: null };
      },
      reply: () => Promise.reject(new Error('nobody asks so')),
      explain: () => Promise.reject(new Error('nobody explains here')),
    };
    const desk = deskOn({ knowledge: one, bot }, { name: 'test', limits: LIMITS });
    expect(await desk.receive({ ...MESSAGE, id: 'still' })).toMatchObject({ texts: ['另一个'], repeated: true });
  });
});
