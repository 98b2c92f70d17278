import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bot } from '../../bot/bot.js';
import { QUESTIONS } from '../../bot/routes.js';
import type { Knowledge } from '../../knowledge/knowledge.js';
import { askOn, botOn, explainOn, openSamples } from './fixture.js';

let knowledge: Knowledge;
let bot: Bot;
const logged: string[] = [];
beforeAll(async () => {
  knowledge = await openSamples();
  bot = botOn(knowledge, (message, error) => logged.push(`${message}: ${String(error)}`));
});
afterAll(() => knowledge.close());

describe('every kind of question', () => {
  it.each(QUESTIONS.flatMap(({ name, examples }) => examples.map((example) => [name, example])))(
    '%s takes %s and answers it',
    async (name, example) => {
      const { question, violation } = await explainOn(bot, example);
      expect(question).toBe(name);
      expect(violation).toBeNull();
      const answer = await askOn(bot, example);
      expect(answer.kind).not.toBe('error');
      expect(answer.text.length).toBeGreaterThan(4);
      expect(logged).toEqual([]);
    },
  );

  it.each(QUESTIONS.flatMap(({ name, notFor }) => (notFor ?? []).map((other) => [name, other])))(
    '%s leaves %s alone',
    async (name, other) => {
      expect((await explainOn(bot, other)).question).not.toBe(name);
    },
  );

  it('choices are complete questions: each is answered, none asks back for what it says', async () => {
    const asked = QUESTIONS.flatMap(({ examples }) => examples);
    const choices = (await Promise.all(asked.map((question) => askOn(bot, question)))).flatMap(
      (answer) => answer.choices,
    );
    expect(choices.length).toBeGreaterThan(5);
    for (const { question } of choices) {
      expect(['value', 'table', 'passage', 'check', 'computed'], question).toContain((await askOn(bot, question)).kind);
    }
  });
});

describe('asking back', () => {
  it.each([
    ['2020年收到多少件申请', /哪个单位/, ['灵源', '振兴', '省新']],
    ['主动公开多少条', /哪个单位/, ['西园', '东石']],
    ['东右镇2019年公众号粉丝多少', /东石镇/, ['东石']],
  ])('%s', async (question, text, names) => {
    const answer = await askOn(bot, question);
    expect(answer.kind).toBe('clarify');
    expect(answer.values).toEqual([]);
    expect(answer.text).toMatch(text);
    for (const name of names) {
      const choice = answer.choices.find((each) => each.question.includes(name));
      expect(choice, name).toBeDefined();
      if (choice) expect((await askOn(bot, choice.question)).kind).toBe('value');
    }
  });
});

describe('a conversation', () => {
  const talk: [string, RegExp][] = [
    ['东石镇2019年粉丝多少', /6649人/],
    ['灵源呢', /灵源街道办事处2020年年报.*2698人/],
    ['主动公开呢', /灵源街道办事处2020年年报.*95条/],
    ['电话呢', /85738005/],
    ['那省新镇呢', /省新镇/],
    ['西园2023年的申请', /6件[\s\S]*0件/],
    ['重新开始', /./],
    ['电话呢', /哪个单位/],
  ];
  it('carries office, year and subject, and names them', async () => {
    for (const [question, expected] of talk) {
      expect((await askOn(bot, question, 'talk')).text, question).toMatch(expected);
    }
  });

  it('keeps sessions apart', async () => {
    await askOn(bot, '东石镇2019年粉丝多少', 'one');
    expect((await askOn(bot, '邮编呢', 'two')).kind).toBe('clarify');
    expect((await askOn(bot, '邮编呢', 'one')).text).toContain('362271');
  });
});
