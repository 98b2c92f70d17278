import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../bot/answer.js';
import { type Bot, createBot, type Explanation } from '../../bot/bot.js';
import { finish } from '../../bot/draft.js';
import { PHRASES } from '../../bot/phrases.js';
import { QUESTIONS } from '../../bot/routes.js';
import { metricName } from '../../bot/wording.js';
import { type Knowledge, openKnowledge } from '../../knowledge/knowledge.js';
import { METRICS } from '../../knowledge/metrics.js';
import { ingest } from '../answers/ask-all.js';
import { messages } from './fuzz-messages.js';

/**
 * Messages nobody would write, made of the pieces of those that people do. Whatever comes, the bot answers, nothing it
 * says is stopped by the guard, and every number it says comes from somewhere.
 * FUZZ_RUNS: how many messages; FUZZ_SEED: another seed.
 */
const RUNS = Number(process.env.FUZZ_RUNS ?? 3000);
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_121);
const TURNS = 4;
const ORIGIN = { channel: 'fuzz', today: '2026-11-21' };

let knowledge: Knowledge;
let bot: Bot;
let storedYears: readonly number[] = [];
const logged: string[] = [];
beforeAll(async () => {
  knowledge = await openKnowledge(ingest(['samples', 'test/reports']));
  storedYears = (await knowledge.reports()).map(({ year }) => year);
  const log = (message: string, error: unknown) => logged.push(`${message}: ${String(error)}`);
  bot = createBot({ knowledge, now: () => new Date('2026-11-21T04:00:00Z'), contact: '县政务公开办', log });
});
afterAll(() => knowledge.close());

describe('any message at all', () => {
  it(
    `is answered, ${RUNS} of them`,
    async () => {
      const message = messages(await officeNames());
      const settings = { seed: SEED, endOnFailure: RUNS > 3000 };
      await fc.assert(
        fc.asyncProperty(message, (text) => hold(text, null)),
        { ...settings, numRuns: Math.ceil(RUNS / 2) },
      );
      let conversation = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(message, { minLength: TURNS, maxLength: TURNS }), async (turns) => {
          conversation++;
          for (const text of turns) await hold(text, `talk ${conversation}`);
        }),
        { ...settings, numRuns: Math.ceil(RUNS / 2 / TURNS) },
      );
    },
    60_000 + RUNS * 40,
  );
});

/** What must be true of every answer. In a session the answer is asked for in one and explained in another alike. */
async function hold(text: string, session: string | null): Promise<void> {
  logged.length = 0;
  const explained = await bot.explain(
    { text, session: session && `${session} explained`, role: 'public', person: null },
    ORIGIN,
  );
  const answer = session
    ? await bot.reply({ text, session, role: 'public', person: null }, ORIGIN)
    : finish(text, explained.draft);
  const said = `${JSON.stringify(text)} ⇒ ${explained.question} ${answer.kind}: ${answer.text}`;
  expect(logged, said).toEqual([]);
  expect(explained.violation, said).toBeNull();
  expect(answer.kind, said).not.toBe('error');
  expect(answer.text, said).not.toBe(PHRASES.guarded);
  expect(answer.text.trim(), said).not.toBe('');
  expect(QUESTIONS.map(({ name }) => name)).toContain(explained.question);
  if (['clarify', 'help', 'refused'].includes(answer.kind)) expect(answer.values, said).toEqual([]);
  for (const value of answer.values) {
    expect(value.value === null, said).toBe(value.state !== 'number');
    for (const index of value.citations) expect(answer.citations[index], said).toBeDefined();
  }
  expect(strayNumbers(answer, explained), said).toEqual([]);
}

// --- Where a number may come from, without the guard's own reading ---

/** Digits of the text that no value, year, quotation, name, finding, question or law accounts for. */
function strayNumbers(answer: Answer, { draft, understood }: Explanation): string[] {
  const law = (draft as { stated?: readonly string[] }).stated ?? [];
  // The choices are numbered.
  let open = squeeze(answer.choices.length > 0 ? answer.text.replace(/^\d+\. /gm, '') : answer.text);
  for (const stretch of [...law, ...answer.findings.map(({ message }) => message)].sort(
    (a, b) => b.length - a.length,
  )) {
    open = open.replaceAll(squeeze(stretch), ' ');
  }
  // A quotation may hold quotation marks of its own: whole quotes go first.
  for (const { quote } of answer.citations) open = open.replaceAll(`“${squeeze(quote)}”`, ' ');
  // What a question leaves out is taken from the conversation.
  const asked = [answer.question, understood.text, understood.topic].map((words) => words.replace(/[“”]/g, ''));
  const sources = squeeze([...answer.citations.map(({ quote }) => quote), ...asked].join('\n'));
  open = open.replace(/“[^“”]*”/g, (quoted) => (sources.includes(quoted.slice(1, -1)) ? ' ' : quoted));
  // A mean, or a rate by day, names what it divides by.
  open = open.replace(/\/(\d+)(?=[＝=])/g, (printed, divisor) => (isDivisor(Number(divisor)) ? ' ' : printed));
  const names = [...METRICS.keys()].map(metricName);
  const titles = answer.citations.flatMap(({ title, section, office }) => [title, section, office]);
  const parts = draft.values.flatMap(({ evidence }) =>
    evidence.kind === 'figure' ? [evidence.figure.part ?? '', evidence.figure.printed] : [],
  );
  const known = new Set([
    ...[names, titles, parts, asked].flat().flatMap(digitsOf),
    // A change is counted from the year before.
    ...[...storedYears, ...understood.years.years].flatMap((year) => [String(year), String(year - 1)]),
    ...answer.values.flatMap(({ value, year }) => [...(value === null ? [] : forms(value)), String(year)]),
  ]);
  return digitsOf(open).filter((digits) => !known.has(digits));
}

/** Months, days of a year, or a count of the reports stored. */
function isDivisor(number: number): boolean {
  return [12, 365, 366].includes(number) || (number >= 1 && number <= storedYears.length);
}

function squeeze(text: string): string {
  return text.normalize('NFKC').replace(/[\s\p{C}]/gu, '');
}

function digitsOf(text: string): string[] {
  return text.normalize('NFKC').match(/\d+(?:\.\d+)?/g) ?? [];
}

/** How a number may be printed: 75, 75.00, 0.5, 5.186. */
function forms(value: number): string[] {
  const size = Math.abs(value);
  return [String(size), size.toFixed(2), size.toFixed(1), String(Number(size.toFixed(6)))];
}

/** What offices are called, and the first characters that people make of it. */
async function officeNames(): Promise<string[]> {
  const offices = await knowledge.offices();
  return offices.flatMap(({ name, core, county, accounts }) => [
    name,
    core,
    core.slice(0, 2),
    `${county ?? ''}${core}`,
    ...accounts,
  ]);
}
