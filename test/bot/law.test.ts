import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../bot/answer.js';
import type { Bot } from '../../bot/bot.js';
import { startDraft } from '../../bot/draft.js';
import { findViolation } from '../../bot/guard.js';
import { plainWords } from '../../bot/mentions/typing.js';
import { metricName } from '../../bot/wording.js';
import { DEFINITIONS } from '../../knowledge/definitions.js';
import type { Knowledge } from '../../knowledge/knowledge.js';
import { METRICS } from '../../knowledge/metrics.js';
import { findProcedure, PROCEDURES } from '../../knowledge/procedures.js';
import { askOn, botOn, explainOn, openSamples } from './fixture.js';
import { LAW_QUESTIONS, OTHER_QUESTIONS } from './law-questions.js';

let knowledge: Knowledge;
let bot: Bot;
beforeAll(async () => {
  knowledge = await openSamples();
  bot = botOn(knowledge);
});
afterAll(() => knowledge.close());

const LAW = new Set(['fee', 'time-limit', 'deadline', 'owing', 'procedure', 'definition']);

function asked(question: string, role: 'public' | 'staff', today: string): Promise<Answer> {
  return bot.reply({ text: question, session: null, role, person: null }, { channel: 'test', today });
}

describe('questions of law', () => {
  it.each(LAW_QUESTIONS)('%s is a %s: %s', async (question, name, text) => {
    const explained = await explainOn(bot, question);
    expect(explained.question).toBe(name);
    expect(explained.violation).toBeNull();
    expect(explained.draft.text).toMatch(text);
  });

  it.each(OTHER_QUESTIONS)('%s is no question of law', async (question) => {
    expect(LAW).not.toContain((await explainOn(bot, question)).question);
  });

  it.each([...new Set([...METRICS.keys()].map(metricName))])(
    'the figure %s of a report is no question of law',
    async (name) => {
      for (const question of [
        `西园街道2023年${name}是多少`,
        `东石镇${name}有多少`,
        `灵源有没有${name}`,
        `2020年${name}`,
      ]) {
        expect(LAW, question).not.toContain((await explainOn(bot, question)).question);
      }
    },
  );

  it('every answer names an article, a form or a rule', async () => {
    for (const [question, name] of LAW_QUESTIONS) {
      const { kind, text } = await askOn(bot, question);
      if (kind === 'refused' || kind === 'clarify' || name === 'definition') continue;
      expect(text, question).toMatch(/第[一二三四五六七八九十]+条|第[一二三]项|通行做法/);
    }
  });
});

describe('what is laid down', () => {
  it('every topic is reached by a question', () => {
    const reached = new Set(LAW_QUESTIONS.map(([question]) => findProcedure(plainWords(question))?.name));
    expect(PROCEDURES.map(({ name }) => name).filter((name) => !reached.has(name))).toEqual([]);
  });

  it.each(DEFINITIONS.map(({ terms, text }) => [terms[0] ?? '', text]))('什么是%s', async (term, text) => {
    const explained = await explainOn(bot, `什么是${term}`);
    expect([explained.question, explained.violation]).toEqual(['definition', null]);
    expect(explained.draft.text).toContain(text);
  });
});

describe('the fee', () => {
  it.each([
    ['一个月申请35件收多少', [3000], '20×100＋5×200＝3000元'],
    ['打印120页多少钱', [1100], '70×10＋20×20＝1100元'],
    ['申请十件要交多少信息处理费', [0], '免收'],
    ['申请三十一件收多少钱', [2200], '20×100＋1×200＝2200元'],
    ['申请35件，一共120页，要交多少钱', [3000, 1100], '不会相加'],
  ])('%s', async (question, totals, text) => {
    const answer = await askOn(bot, question);
    expect(answer.kind).toBe('computed');
    expect(answer.values.map(({ value }) => value)).toEqual(totals);
    expect(
      answer.values.every(({ source, office, year, unit }) => `${source}${office}${year}${unit}` === 'computed2026元'),
    ).toBe(true);
    expect(answer.text).toContain(text);
    expect(answer.text).toMatch(/由行政机关决定[\s\S]*只能选一种/);
  });

  it('is not worked out for several months together', async () => {
    const answer = await askOn(bot, '三个月一共申请了35件要交多少钱');
    expect([answer.kind, answer.values]).toEqual(['clarify', []]);
  });
});

describe('deadlines', () => {
  it.each([
    ['西园街道的年报什么时候要交', '2027-01-31（星期日）', '2027-03-31'],
    ['县政府的年报呢', '2027-03-31（星期三）', '01-31'],
    ['2018年的年报什么时候截止', '2019-03-31（星期日）', '2027'],
    ['去年的年报什么时候该交', '2026-01-31（星期六）', '2027'],
  ])('%s: %s', async (question, date, other) => {
    const { kind, text } = await askOn(bot, question);
    expect(kind).toBe('deadline');
    expect(text).toContain(date);
    expect(text).not.toContain(other);
  });

  it('names the last working day, and says so where the holidays are not arranged', async () => {
    const text = (await askOn(bot, '2026年度年报截止日')).text;
    expect(text).toMatch(/2027-01-29（星期五）.*暂按周末推算/);
    expect((await asked('年报什么时候交', 'public', '2025-12-01')).text).toMatch(/2026-01-30（星期五）完成。/);
  });

  it.each([
    ['2026-11-21', 71],
    ['2027-01-31', 0],
    ['2027-02-01', 364],
  ])('counts the days from %s: %i', async (today, days) => {
    const { values, text } = await asked('还有多少天', 'public', today);
    expect(values.map(({ value, metric, source }) => [value, metric, source])).toEqual([
      [days, 'days_left', 'computed'],
    ]);
    expect(text).toContain(`还有${days}天`);
  });

  it('tells staff alone who has no report of a year, among the offices known', async () => {
    expect((await askOn(bot, '2023年谁还没交年报')).kind).toBe('refused');
    const { kind, text } = await asked('2023年谁还没交年报', 'staff', '2026-11-21');
    expect(kind).toBe('deadline');
    expect(text).toMatch(/东石镇[\s\S]*2024-01-31[\s\S]*没有收录不等于没有交/);
    expect(text).not.toContain('西园');
  });

  it('refuses reminders to the public, and gives everybody the due dates', async () => {
    for (const [role, kind, said] of [
      ['public', 'refused', /不能设置提醒/],
      ['staff', 'deadline', /还不能/],
    ] as const) {
      const answer = await asked('提醒我交年报', role, '2026-11-21');
      expect([answer.kind, said.test(answer.text), answer.text.includes('2027-01-31')]).toEqual([kind, true, true]);
      expect((await explainOn(bot, '设置年报提醒')).question).toBe('subscription');
    }
  });
});

describe('where to turn', () => {
  it('is told from the report of the office named, with its words', async () => {
    const { citations, text } = await askOn(bot, '怎么向西园街道申请公开信息');
    expect(text).toContain('85602220');
    expect(citations.some(({ quote, office }) => quote.includes('85602220') && office.includes('西园'))).toBe(true);
  });

  it('is said to be missing where the report has none, and for an office not known', async () => {
    expect((await askOn(bot, '怎么向省新镇申请公开信息')).text).toContain('没有写');
    expect((await askOn(bot, '怎么向陈埭镇申请公开信息')).text).toContain('没有收录“陈埭镇”');
  });
});

describe('stated law and the guard', () => {
  const by = { sourceOf: () => null, years: new Set<number>(), question: '' };

  it('lets stated stretches pass and no other number', () => {
    const draft = startDraft();
    const text = draft.state('自收到之日起20个工作日内答复');
    expect(findViolation(draft.build('passage', text), by)).toBeNull();
    expect(findViolation(draft.build('passage', `${text}，另有3件`), by)?.rule).toBe('number in text');
    expect(findViolation(draft.build('passage', '自收到之日起30个工作日内答复'), by)?.rule).toBe('number in text');
  });

  it('calculates a value again, and takes none of an office', () => {
    const built = (value: number, office: string) => {
      const draft = startDraft();
      draft.addCalculation({ office, year: 2026, metric: 'days_left', value, unit: '天' }, () => 71);
      return draft.build('deadline', `还有${value}天`);
    };
    expect(findViolation(built(71, ''), by)).toBeNull();
    expect(findViolation(built(72, ''), by)?.rule).toBe('value and source differ');
    expect(findViolation(built(71, '某镇'), by)?.rule).toBe('value and source differ');
  });

  it('only questions of law, and the journal, which reads no figures of reports, state stretches', () => {
    const files = readdirSync('bot', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    const stating = files.filter((name) =>
      /\.state\(|\baddCalculation\(/.test(readFileSync(join('bot', name), 'utf8')),
    );
    expect(stating.sort()).toEqual(
      [...LAW]
        .map((name) => join('questions', `${name}.ts`))
        // Reminders state days and names; test/bot/subscriptions.test.ts holds them to reading no figure.
        .concat('draft.ts', join('questions', 'journal.ts'), 'subscription-telling.ts')
        .sort(),
    );
    const journal = readFileSync(join('bot', 'questions', 'journal.ts'), 'utf8');
    expect(journal).not.toMatch(/addFigure|addFact|addAll|\.figures\(|\.facts\(|\.report\(|passages/i);
  });
});
