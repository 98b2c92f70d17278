import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../bot/answer.js';
import type { Bot } from '../../bot/bot.js';
import { type Knowledge, openKnowledge } from '../../knowledge/knowledge.js';
import { DIALOGUES, type Turn } from './dialogues.js';
import { askOn, botOn, ingested } from './fixture.js';

/** Conversations as people hold them, on the samples and the golden reports. */
describe('conversations', () => {
  let url = '';
  let knowledge: Knowledge;
  let bot: Bot;
  beforeAll(async () => {
    url = ingested(['samples', 'test/reports']);
    knowledge = await openKnowledge(url);
    bot = botOn(knowledge);
  });
  afterAll(() => knowledge.close());

  it.each(DIALOGUES)('$name', async ({ name, turns }) => {
    for (const turn of turns) expect(faults(await askOn(bot, turn.say, name), turn), turn.say).toEqual([]);
  });

  it('a conversation goes on after a restart', async () => {
    await askOn(bot, '柳林街道收到几件申请', 'restart');
    const again = await openKnowledge(url);
    const answer = await askOn(botOn(again), '公开率', 'restart');
    await again.close();
    expect(answer.values[0]).toMatchObject({ value: 58.33, unit: '%' });
  });

  it.each([
    { name: 'an hour later', at: '2026-11-21T05:00:00Z', value: 58.33 },
    { name: 'the next day', at: '2026-11-22T05:00:00Z', value: null },
  ])('a conversation is remembered for a while only: $name', async ({ name, at, value }) => {
    await askOn(bot, '柳林街道收到几件申请', name);
    const later = botOn(knowledge, undefined, () => new Date(at));
    expect((await askOn(later, '公开率', name)).values[0]?.value ?? null).toBe(value);
  });

  it('a conversation is not shared', async () => {
    await askOn(bot, '柳林街道收到几件申请', 'mine');
    expect((await askOn(bot, '公开了几件', 'yours')).kind).toBe('clarify');
    expect((await askOn(bot, '公开了几件')).kind).toBe('clarify');
    expect((await askOn(bot, '公开了几件', 'mine')).values[0]?.value).toBe(5);
  });
});

// --- internal ---

/** What is wrong with an answer; empty where it is right. */
function faults(answer: Answer, { kind, value, values = [], text, notText }: Turn): string[] {
  const stated = answer.values.map((each) => each.value);
  return [
    ...([kind].flat().includes(answer.kind) ? [] : [`${answer.kind}: ${answer.text}`]),
    ...(value === undefined || stated[0] === value ? [] : [`${stated[0]} leads, not ${value}`]),
    ...values.filter((each) => !stated.includes(each)).map((each) => `no ${each} among ${stated.join(', ')}`),
    ...(text && !text.test(answer.text.replace(/\s/g, '')) ? [`${answer.text} is not ${text}`] : []),
    ...(notText?.test(answer.text) ? [`${answer.text} holds ${notText}`] : []),
  ];
}
