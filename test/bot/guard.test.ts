import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bot, Explanation } from '../../bot/bot.js';
import { startDraft } from '../../bot/draft.js';
import { findViolation } from '../../bot/guard.js';
import type { Knowledge } from '../../knowledge/knowledge.js';
import { fold } from '../../knowledge/text.js';
import { readExpected } from '../answers/compare.js';
import { askOn, botOn, explainOn, openSamples } from './fixture.js';

const CATALOGUE = readExpected('test/answers/catalogue.jsonl').map(({ question }) => question);

let knowledge: Knowledge;
let bot: Bot;
beforeAll(async () => {
  knowledge = await openSamples();
  bot = botOn(knowledge);
});
afterAll(() => knowledge.close());

const explain = (question: string): Promise<Explanation> => explainOn(bot, question);

/** Every number that differs from a given one in one digit. */
function otherNumbers(value: number): number[] {
  const digits = String(value);
  return [...digits].flatMap((digit, at) =>
    /\d/.test(digit)
      ? [...'0123456789']
          .filter((other) => other !== digit)
          .map((other) => Number(digits.slice(0, at) + other + digits.slice(at + 1)))
      : [],
  );
}

async function sources(explained: Explanation): Promise<Map<number, string>> {
  const found = new Map<number, string>();
  for (const { reportId } of explained.draft.citations) {
    found.set(reportId, fold((await knowledge.report(reportId)).lines.join('\n')));
  }
  return found;
}

async function violates(explained: Explanation, draft: Explanation['draft']): Promise<boolean> {
  const source = await sources(explained);
  const reports = await knowledge.reports();
  const by = {
    sourceOf: (id: number) => source.get(id) ?? null,
    years: new Set(reports.map(({ year }) => year)),
    question: explained.understood.text,
  };
  return findViolation(draft, by) !== null;
}

describe('the guard', () => {
  it('passes every answer of the catalogue as it is', async () => {
    for (const question of CATALOGUE) expect((await explain(question)).violation, question).toBeNull();
  });

  it('refuses every answer in which one digit of one value is changed', async () => {
    let changed = 0;
    for (const question of CATALOGUE) {
      const explained = await explain(question);
      for (const [index, each] of explained.draft.values.entries()) {
        for (const other of each.value.value === null ? [7] : otherNumbers(each.value.value)) {
          const values = explained.draft.values.with(index, {
            ...each,
            value: { ...each.value, value: other, state: 'number' },
          });
          expect(await violates(explained, { ...explained.draft, values }), `${question}: ${other}`).toBe(true);
          changed++;
        }
      }
    }
    expect(changed).toBeGreaterThan(500);
  });

  it('refuses every answer in which one digit of a value is changed in the text', async () => {
    let changed = 0;
    for (const question of CATALOGUE) {
      const explained = await explain(question);
      const { text, values } = explained.draft;
      for (const { value } of values) {
        const printed = value.value === null ? '' : String(value.value);
        const at =
          printed === ''
            ? -1
            : text.search(new RegExp(`(?<![\\d.])${printed.replace('.', '\\.')}(?=[件条人篇个项次场万元（]|$)`));
        if (at < 0) continue;
        const other = String((Number(printed.at(-1)) + 3) % 10);
        const altered = text.slice(0, at + printed.length - 1) + other + text.slice(at + printed.length);
        expect(await violates(explained, { ...explained.draft, text: altered }), `${question}: ${altered}`).toBe(true);
        changed++;
      }
    }
    expect(changed).toBeGreaterThan(40);
  });

  it('refuses a quote that is not in the source, and a value without a citation', async () => {
    const explained = await explain('灵源街道2020年主动公开多少条');
    const { draft } = explained;
    const citations = draft.citations.map((each) => ({
      ...each,
      citation: { ...each.citation, quote: each.citation.quote.replace('95', '59') },
    }));
    expect(await violates(explained, { ...draft, citations })).toBe(true);
    const values = draft.values.map((each) => ({ ...each, value: { ...each.value, citations: [] } }));
    expect(await violates(explained, { ...draft, values })).toBe(true);
  });

  it('refuses a number in the text that no value holds', async () => {
    const explained = await explain('灵源街道2020年主动公开多少条');
    expect(await violates(explained, { ...explained.draft, text: `${explained.draft.text}另有12件。` })).toBe(true);
  });

  it('passes a quotation that holds the name of its own report', () => {
    const title = '某镇2021年政府信息公开工作年度报告';
    const quote = `按照〔2021〕30号文编制${title}，全文共12页。`;
    const report = { reportId: 1, office: '某镇', year: 2021, title, file: 'a.txt' };
    const draft = startDraft();
    draft.cite(report, { section: '引言', quote, line: 1 });
    const by = { sourceOf: () => quote, years: new Set([2021]), question: '' };
    expect(findViolation(draft.build('passage', `某镇2021年年报写道：\n“${quote}”`), by)).toBeNull();
    expect(findViolation(draft.build('passage', `某镇2021年年报写道：\n“${quote}”共13页。`), by)).not.toBeNull();
  });

  it('answers with a refusal where the store gives a figure its quote does not print', async () => {
    for (const question of [
      '灵源街道2020年主动公开多少条',
      '省新镇2020年收到几条申请',
      '西园2023年予以公开几件',
      '振兴街道采购了多少',
    ]) {
      expect((await askOn(bot, question)).kind, question).toBe('value');
      const lying: Knowledge = {
        ...knowledge,
        figures: async (q) => {
          const { figures, findings } = await knowledge.figures(q);
          const altered = figures.map((row) =>
            typeof row.stated === 'number' ? { ...row, stated: otherNumbers(row.stated)[0] ?? 1 } : row,
          );
          return { figures: altered, findings };
        },
      };
      const { kind, values, text } = await askOn(botOn(lying), question);
      expect({ kind, values }, question).toEqual({ kind: 'refused', values: [] });
      expect(text).not.toMatch(/\d/);
    }
  });
});
