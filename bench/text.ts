/**
 * Full text: an office's lunr index against MiniSearch, and the search over all offices against FTS5's own ranking and
 * MiniSearch of everything: how well, how quick, how large.
 * `npm run bench:text -- [--reports 60,900] [--rounds 200] [--keep <folder>] [--database <url>] [--write]`
 */

import { type Database, openDatabase } from '../knowledge/database.js';
import { benchCall } from './call.js';
import { databaseOf } from './databases.js';
import { inTurns, memoryHeld, spending, type Timing } from './measuring.js';
import { type Cell, table } from './tables.js';
import { libraryQuality } from './text-library.js';
import { compareOffices, STEPS } from './text-offices.js';
import {
  miniSearch,
  miniSearchOf,
  ours,
  plainFts5,
  plainTsvector,
  type Searcher,
  searchWithin,
  TOKENIZE,
  type Tokenised,
} from './text-peers.js';
import { qualityOf } from './text-quality.js';
import { type TextQuestion, textQuestions } from './text-questions.js';

/** MiniSearch holds everything in memory, and a second FTS5 takes minutes to fill: not above so many reports. */
const PEERS_REPORTS = 10_000;
/** The database is copied for the questions that a person wrote: not above so many reports. */
const LIBRARY_REPORTS = 1_000;
const KINDS: readonly TextQuestion['kind'][] = ['short', 'long', 'reworded'];
const MB = 2 ** 20;

interface Built {
  readonly seconds: number;
  readonly bytes: number;
  readonly memory: number;
}

const call = benchCall('bench:text', { rounds: 200 });
const ofOffices: Cell[][] = [];
const overAll: Cell[][] = [];
const quality: Cell[][] = [];
const library: Cell[][] = [];
for (const reports of call.reports) {
  const database = await openDatabase(await databaseOf(call.folder, reports, call.server));
  const questions = await textQuestions(reports);
  const values: Record<string, number> = {};
  await measureOffices(database, reports, questions, values);
  await measureAll(database, reports, questions, values);
  if (call.engine === 'sqlite' && reports <= LIBRARY_REPORTS) await measureLibrary(reports, values);
  call.save({ bench: 'text', reports, values });
  await database.close();
}
call.publish('text', [
  table(
    ['reports', 'one office', 'lunr p50 ms', 'MiniSearch p50', 'ratio', 'lunr p99', 'MiniSearch p99'],
    ofOffices,
    2,
  ),
  table(
    [
      ...['all offices', 'reports', 'short p50 ms', 'p99', 'long p50 ms', 'p99', 'reworded p50 ms', 'p99'],
      ...['build s', 'index MB', 'memory MB'],
    ],
    overAll,
  ),
  table(['questions of the tests', 'reports', 'recall@5', 'MRR@10'], library),
  table(['found', 'reports', ...KINDS.flatMap((kind) => [`${kind}: recall@5`, 'MRR@10'])], quality),
]);

// --- internal ---

async function measureOffices(
  database: Database,
  reports: number,
  questions: readonly TextQuestion[],
  values: Record<string, number>,
): Promise<void> {
  const of = (kind: TextQuestion['kind']) => questions.filter((each) => each.kind === kind).map(({ text }) => text);
  const { timings, lunrBytes, miniBytes } = await compareOffices(
    database,
    { short: of('short'), long: of('long') },
    call.rounds,
  );
  for (const step of STEPS.filter((each) => each.startsWith('lunr '))) {
    const what = step.slice('lunr '.length);
    const [lunr, mini] = [timings[step], timings[`MiniSearch ${what}` as (typeof STEPS)[number]]];
    ofOffices.push([String(reports), what, lunr.p50, mini.p50, lunr.p50 / mini.p50, lunr.p99, mini.p99]);
    values[`office ${what} ms`] = lunr.p50;
    values[`office MiniSearch ${what} ms`] = mini.p50;
  }
  const kB = [lunrBytes, miniBytes].map((bytes) => bytes / 1024) as [number, number];
  ofOffices.push([String(reports), 'stored, kB', ...kB, kB[0] / kB[1], '', '']);
}

async function measureAll(
  database: Database,
  reports: number,
  questions: readonly TextQuestion[],
  values: Record<string, number>,
): Promise<void> {
  const peers: (readonly [Searcher, Built | null])[] = [await builtOurs(database, reports)];
  if (call.engine === 'postgres') peers.push([await plainTsvector(database), null]);
  else if (reports <= PEERS_REPORTS) peers.push(await builtFts5(database));
  if (reports <= PEERS_REPORTS) peers.push(await builtMiniSearch(database));
  for (const [{ name, search }, built] of peers) {
    const timings: Timing[] = [];
    for (const kind of KINDS) {
      const texts = questions.filter((each) => each.kind === kind).map(({ text }) => text);
      timings.push(
        (
          await inTurns(
            { all: (at) => search(texts[at % texts.length] ?? '', 10) },
            { rounds: call.rounds, warm: Math.min(texts.length, 20), seconds: 15 },
          )
        ).all,
      );
    }
    KINDS.forEach((kind, at) => {
      values[`${name} ${kind} p50 ms`] = timings[at]?.p50 ?? Number.NaN;
    });
    const size = built ? [built.seconds, built.bytes / MB, Math.max(built.memory, 0) / MB] : ['', '', ''];
    overAll.push([name, reports, ...timings.flatMap(({ p50, p99 }) => [p50, p99]), ...size]);
  }
  await measureWithin(database, reports, questions, values);
  for (const [searcher] of peers) {
    const found = [];
    for (const kind of KINDS) {
      const { recall5, mrr } = await qualityOf(
        searcher,
        questions.filter((each) => each.kind === kind),
        database,
      );
      values[`${searcher.name} ${kind} recall@5`] = recall5;
      values[`${searcher.name} ${kind} MRR`] = mrr;
      found.push(recall5.toFixed(3), mrr.toFixed(3));
    }
    quality.push([searcher.name, reports, ...found]);
  }
}

/** The full text of all asked for one office and year: it is not to grow with the others. */
async function measureWithin(
  database: Database,
  reports: number,
  questions: readonly TextQuestion[],
  values: Record<string, number>,
): Promise<void> {
  const rows = await database.all<{ id: number; name: string }>('select id, name from office');
  const ids = new Map(rows.map(({ id, name }) => [name, id]));
  const timings: Timing[] = [];
  for (const kind of KINDS) {
    const asked = questions
      .filter((each) => each.kind === kind)
      .map(({ text, of }) => ({ text, offices: [ids.get(of.office.name) ?? 0], years: [of.year] }));
    const { within } = await inTurns(
      { within: (at) => searchWithin(database, asked[at % asked.length] ?? { text: '', offices: [], years: [] }) },
      { rounds: call.rounds, warm: 20, seconds: 10 },
    );
    timings.push(within);
    values[`within ${kind} p50 ms`] = within.p50;
  }
  overAll.push(['ours, one office and year', reports, ...timings.flatMap(({ p50, p99 }) => [p50, p99]), '', '', '']);
}

async function measureLibrary(reports: number, values: Record<string, number>): Promise<void> {
  const url = await databaseOf(call.folder, reports);
  for (const [name, { recall5, mrr }] of Object.entries(await libraryQuality(url.replace(/^sqlite:/, '')))) {
    library.push([name, reports, recall5.toFixed(3), mrr.toFixed(3)]);
    values[`library ${name} MRR`] = mrr;
    values[`library ${name} recall@5`] = recall5;
  }
}

/** The bot's index built anew, beside the one that is there. */
async function builtOurs(database: Database, reports: number): Promise<readonly [Searcher, Built | null]> {
  const searcher = await ours(database);
  if (call.engine !== 'sqlite') {
    const size = await database.get<{ bytes: string }>("select pg_total_relation_size('passage_text') as bytes");
    // It is filled with everything else: what that alone takes is not known.
    return [searcher, { seconds: Number.NaN, bytes: Number(size?.bytes), memory: Number.NaN }];
  }
  if (reports > PEERS_REPORTS) {
    const bytes = await sizeOfTable(database, 'passage_text');
    return [searcher, { seconds: Number.NaN, bytes, memory: Number.NaN }];
  }
  const before = memoryHeld();
  await database.exec(
    `create virtual table temp.again using fts5 (tokens, content = '', contentless_delete = 1, detail = column, ${TOKENIZE})`,
  );
  const { seconds } = await spending(() =>
    database.exec('insert into temp.again (rowid, tokens) select id, tokens from passage'),
  );
  await database.exec('drop table temp.again');
  return [searcher, { seconds, bytes: await sizeOfTable(database, 'passage_text'), memory: memoryHeld() - before }];
}

async function builtFts5(database: Database): Promise<readonly [Searcher, Built]> {
  const before = memoryHeld();
  const { result: searcher, seconds } = await spending(() => plainFts5(database));
  return [searcher, { seconds, bytes: await sizeOfTable(database, 'plain'), memory: memoryHeld() - before }];
}

async function sizeOfTable(database: Database, table: 'plain' | 'passage_text'): Promise<number> {
  const size = await database.get<{ bytes: number }>(`select sum(length(block)) as bytes from ${table}_data`);
  return size?.bytes ?? Number.NaN;
}

async function builtMiniSearch(database: Database): Promise<readonly [Searcher, Built]> {
  const documents = await database.all<Tokenised>('select id, tokens from passage');
  const before = memoryHeld();
  const { result: index, seconds } = await spending(async () => miniSearchOf(documents));
  const memory = memoryHeld() - before;
  return [await miniSearch(index), { seconds, bytes: sizeOf(index), memory }];
}

/** As JSON, in bytes; NaN where it is longer than a text can be. */
function sizeOf(index: object): number {
  try {
    return Buffer.byteLength(JSON.stringify(index));
  } catch {
    return Number.NaN;
  }
}
