/** Two ingests at once on one database: what is stored is what one alone stores. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../knowledge/database.js';
import { knowledgeOf } from '../../knowledge/knowledge.js';
import { writeCorpus } from '../ingest/corpus.js';
import { count } from '../ingest/stored.js';
import { temporaryFolder } from '../knowledge/temporary.js';
import { COMMAND, ingestInto, SERVERS } from './several-bots.js';

const REPORTS = 18;
const SEARCHED = ['存在的主要问题', '改进措施', '公众号发布信息', '依申请公开情况', '收费'];
const folder = temporaryFolder();
const corpus = join(folder, 'corpus');
const years = (...of: number[]): string[] => of.map((year) => join(corpus, String(year)));

describe.each(SERVERS)('on $name', ({ newUrl }) => {
  let alone: Stored;
  beforeAll(async () => {
    await writeCorpus(corpus, REPORTS);
    const url = await newUrl(folder, 'alone');
    ingestInto(url, [corpus]);
    alone = await read(url, stored);
  });

  test.each([
    ['the same folder', [corpus], [corpus]],
    ['folders that overlap', years(2021, 2022), years(2022, 2023)],
  ])('two of %s', async (name, one, other) => {
    const url = await newUrl(folder, name);
    const running = [ingesting(url, one), ingesting(url, other)];
    expect(await Promise.all(running.map(ended))).toEqual([0, 0]);
    expectSame(await read(url, stored), alone);
  });

  test('two of the same folder, of which one is killed in the middle', async () => {
    const url = await newUrl(folder, 'killed');
    const [killed, left] = [ingesting(url, [corpus]), ingesting(url, [corpus])];
    const isLeft = ended(left);
    const database = await openDatabase(url);
    while ((await count(database, 'report')) < 8) await sleep(20);
    killed.kill('SIGKILL');
    await ended(killed);
    const before = await count(database, 'report');
    await database.close();
    expect(before).toBeLessThan(REPORTS);
    expect(await isLeft).toBe(0);
    expectSame(await read(url, stored), alone);
  });
});

// --- internal ---

function ingesting(url: string, folders: readonly string[]): ChildProcess {
  const args = [COMMAND, 'ingest', ...folders, '--json', '--database', url];
  return spawn('node', args, { stdio: ['ignore', 'ignore', 'inherit'] });
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}

async function read<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(url);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

type Stored = Readonly<Record<string, readonly string[]>>;

/** Table by table, and what is in one alone: whole they are too large to be shown. */
function expectSame(found: Stored, expected: Stored): void {
  for (const [table, rows] of Object.entries(expected)) {
    const is = found[table] ?? [];
    const more = is.filter((row) => !rows.includes(row));
    const missing = rows.filter((row) => !is.includes(row));
    expect({ table, more, missing, rows: is.length }).toEqual({ table, more: [], missing: [], rows: rows.length });
  }
}

/** Everything stored of reports but the numbers rows were given, which tell who came first, and the times. */
async function stored(database: Database): Promise<Stored> {
  const rows = async (columns: string, from: string): Promise<string[]> =>
    (await database.all(`select ${columns} from ${from}`)).map((row) => JSON.stringify(row)).sort();
  const ofOffice = (table: string, alias: string): string =>
    `${table} ${alias} join office o on o.id = ${alias}.office`;
  const knowledge = await knowledgeOf(database);
  const found: string[] = [];
  // Of one report each: which of two equal passages comes first is a matter of who came first.
  for (const { officeId, office, year } of await knowledge.reports()) {
    for (const text of SEARCHED) {
      const passages = await knowledge.passages({ text, offices: [officeId], years: [year], limit: 5 });
      found.push(JSON.stringify([office, year, text, passages.map(({ quote }) => quote)]));
    }
  }
  return {
    offices: await rows('name, core, kind, province, city, county, aliases', 'office'),
    names: await rows('o.name as office, n.name, n.kind, n.quote, n.file', ofOffice('office_name', 'n')),
    reports: await rows(
      'o.name as office, r.year, r.title, r.format, r.file, r.hash, r.content, r.version, r.printed, r.body',
      ofOffice('report', 'r'),
    ),
    figures: await rows(
      'o.name as office, f.year, f.metric, f.ordinal, f.applicant, f.part, f.stated, f.quote, f.line',
      ofOffice('figure', 'f'),
    ),
    facts: await rows('o.name as office, f.year, f.key, f.ordinal, f.text, f.quote', ofOffice('fact', 'f')),
    passages: await rows('o.name as office, p.year, p.ordinal, p.section, p.quote, p.tokens', ofOffice('passage', 'p')),
    findings: await rows(
      'o.name as office, f.year, f.rule, f.at, f.severity, f.outcome, f.message, f.places, f.metrics',
      ofOffice('finding', 'f'),
    ),
    doubts: await rows('o.name as office, d.year, d.metric', ofOffice('doubt', 'd')),
    versions: await rows('o.name as office, v.year, v.number, v.file, v.hash', ofOffice('version', 'v')),
    replaced: await rows('o.name as office, r.year, r.metric, r.old, r.new', ofOffice('replaced', 'r')),
    indexes: await rows('o.name as office, i.stamp, i.passages', ofOffice('office_index', 'i')),
    files: await rows('path, hash', 'read_file'),
    found: found.sort(),
  };
}
