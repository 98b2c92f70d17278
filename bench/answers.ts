/**
 * Answers through the whole bot against the bare SQL of the same figure, and how they grow with the reports.
 * `npm run bench:answers -- [--reports 60,900] [--rounds 300] [--keep <folder>] [--database <url>] [--write]`
 */

import type { Answer } from '../bot/answer.js';
import { openDatabase } from '../knowledge/database.js';
import { type Knowledge, knowledgeOf, openKnowledge } from '../knowledge/knowledge.js';
import { type Asked, askedBot, questionsOf } from './answers-asked.js';
import { openBareFigure } from './bare-figure.js';
import { benchCall } from './call.js';
import { databaseOf } from './databases.js';
import { inTurns, memoryHeld, type Timing, timingOf, type Work } from './measuring.js';
import { type Cell, table, times } from './tables.js';

const NAMES: Readonly<Record<string, string>> = {
  bare: 'bare SQL of one figure, prepared',
  figure: 'one figure',
  table: 'the results of table 3',
  series: 'a series of an office',
  narrative: 'a passage of an office',
  everywhere: 'a passage of any office',
  mention: 'which reports speak of something',
  ranking: 'a ranking of all offices',
  sum: 'a sum over all offices',
};

const call = benchCall('bench:answers');
const rows: Cell[][] = [];
const once: Cell[][] = [];
for (const reports of call.reports) {
  const url = await databaseOf(call.folder, reports, call.server);
  const measured = await measure(url, await questionsOf(reports));
  const { bare } = measured.timings;
  for (const [name, timing] of Object.entries(measured.timings)) rows.push(rowOf(reports, name, timing, bare));
  const { statements, opening, first, cold, memory } = measured;
  once.push([reports, statements.figure, statements.table, opening, first, cold.p50, cold.p99, memory / 2 ** 20]);
  call.save({
    bench: 'answers',
    reports,
    values: {
      ...Object.fromEntries(
        Object.entries(measured.timings).flatMap(([name, { p50, p99 }]) => [
          [`${name} p50 ms`, p50],
          [`${name} p99 ms`, p99],
        ]),
      ),
      'figure statements': statements.figure,
      'table statements': statements.table,
      'cold p50 ms': cold.p50,
      'first ms': first,
      'memory MB': memory / 2 ** 20,
    },
  });
}
call.publish('answers', [
  table(['what', 'reports', 'p50 ms', 'p99 ms', 'to the bare figure, p50', 'p99', 'measured'], rows),
  table(
    [
      ...['reports', 'statements of a figure', 'of a table', 'opening ms', 'first answer ms'],
      ...['report not asked before, p50 ms', 'p99 ms', 'memory MB'],
    ],
    once,
    0,
  ),
]);

// --- internal ---

function rowOf(reports: number, name: string, { p50, p99, count }: Timing, bare: Timing): Cell[] {
  return [NAMES[name] ?? name, reports, p50, p99, times(p50, bare.p50), times(p99, bare.p99), count];
}

async function measure(url: string, asked: Asked) {
  const began = performance.now();
  const knowledge = await openKnowledge(url);
  const opening = performance.now() - began;
  const ask = askedBot(knowledge);
  const bare = await openBareFigure(url);
  const ids = await officeIds(knowledge);
  const [first, cold] = await coldly(asked, ask);
  const figureOf = (at: number) => asked.figures[at % asked.figures.length];
  const said = (questions: readonly string[], kind: Answer['kind']): Work => {
    let at = 0;
    return async () => {
      const question = questions[at % questions.length] ?? '';
      at += 1;
      expectKind(await ask(question), kind);
    };
  };
  const timings = await inTurns(
    {
      bare: async (round) => {
        const asking = figureOf(round);
        const stated = await bare.read({ office: ids.get(asking?.office.name ?? '') ?? 0, year: asking?.year ?? 0 });
        if (stated !== String(asking?.numbers.all))
          throw new Error(`${asking?.question}: the bare figure is ${stated}`);
      },
      figure: async (round) => {
        const asking = figureOf(round);
        const { kind, values, text } = await ask(asking?.question ?? '');
        if (kind !== 'value' || values[0]?.value !== asking?.numbers.all)
          throw new Error(`${asking?.question}: ${text}`);
      },
      table: said(asked.tables, 'table'),
      series: said(asked.series, 'table'),
      narrative: said(asked.narratives, 'passage'),
    },
    { rounds: call.rounds, seconds: 60 },
  );
  // What the bot takes for another kind of question (台风预警 is none about reports) is not timed here.
  const asking = async (questions: readonly string[]) => said(await answered(questions, 'passage', ask), 'passage');
  const [everywhere, mention] = [await asking(asked.everywhere), await asking(asked.mentions)];
  // Slow ones apart: they are not to leave the cache of the quick ones cold.
  const overAll = await inTurns(
    {
      everywhere,
      mention,
      ranking: said(asked.rankings, 'table'),
      sum: said(asked.sums, 'computed'),
    },
    { rounds: Math.min(call.rounds, 50), warm: 2, seconds: 40 },
  );
  const memory = memoryHeld();
  await Promise.all([bare.close(), knowledge.close()]);
  return {
    timings: { ...timings, ...overAll },
    opening,
    first,
    cold,
    memory,
    statements: await countStatements(url, asked),
  };
}

/** The first answer of the process, and those of reports that none was given of before. */
async function coldly(asked: Asked, ask: (text: string) => Promise<Answer>): Promise<[first: number, cold: Timing]> {
  const taken: number[] = [];
  for (const { question } of asked.figures) {
    const began = performance.now();
    await ask(question);
    taken.push(performance.now() - began);
  }
  return [taken[0] ?? Number.NaN, timingOf(taken.slice(1))];
}

/** A dozen of the questions that get an answer of this kind. */
async function answered(questions: readonly string[], kind: Answer['kind'], ask: (text: string) => Promise<Answer>) {
  const found: string[] = [];
  for (const question of questions.slice(0, 30)) {
    if (found.length < 12 && (await ask(question)).kind === kind) found.push(question);
  }
  if (found.length < 3) throw new Error(`${questions[0]} and the like are not answered with a ${kind}`);
  return found;
}

/** How many statements one answer takes that others were given before. */
async function countStatements(url: string, { figures, tables }: Asked) {
  let statements = 0;
  const count = (): void => {
    statements += 1;
  };
  const knowledge = await knowledgeOf(await openDatabase(url, { trace: count }));
  const ask = askedBot(knowledge);
  const countOf = async (question: string): Promise<number> => {
    for (let time = 0; time < 2; time += 1) {
      statements = 0;
      await ask(question);
    }
    return statements;
  };
  const counted = { figure: await countOf(figures[0]?.question ?? ''), table: await countOf(tables[0] ?? '') };
  await knowledge.close();
  return counted;
}

async function officeIds(knowledge: Knowledge): Promise<ReadonlyMap<string, number>> {
  return new Map((await knowledge.offices()).map(({ name, id }) => [name, id]));
}

function expectKind(answer: Answer, kind: Answer['kind']): void {
  if (answer.kind !== kind) throw new Error(`${answer.question}: ${answer.kind} instead of ${kind}: ${answer.text}`);
}
