import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Database } from '../../knowledge/connection.js';
import { loadPassageIndex } from '../../knowledge/passage-index.js';
import { matchText } from '../../knowledge/passage-text.js';
import { readReport } from '../../knowledge/report-body.js';
import { compiled } from './compiled.js';
import { ENGINE, freshDatabase, HAS_URLS, type TestDatabase } from './databases.js';
import { temporaryFolder } from './temporary.js';
import { expectWhole } from './whole.js';

const KILLS = { sqlite: 36, postgres: 12 }[ENGINE];
const folder = temporaryFolder();

describe.skipIf(!HAS_URLS)('a process killed while it stores', () => {
  test(`leaves the old state or the new, ${KILLS} times`, { timeout: 300_000 }, async () => {
    mkdirSync(join(folder, 'build'));
    const script = compiled('test/knowledge/kill-writer.ts', join(folder, 'build'));
    const fresh = freshDatabase();
    let newest = 0;
    let halfRounds = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const { writer, each } = await startWriter(script, fresh.url, newest + 1);
      await sleep(Math.random() * Math.max(120, 4 * each));
      writer.kill('SIGKILL');
      await once(writer, 'exit');
      const versions = await versionsStored(fresh);
      expect(versions).toHaveLength(4);
      expect(Math.max(...versions)).toBeGreaterThan(newest);
      if (new Set(versions).size > 1) halfRounds += 1;
      newest = Math.max(...versions);
    }
    // Or the kills would all have come between rounds, and proved little.
    expect(halfRounds).toBeGreaterThan(KILLS / 4);
  });
});

async function startWriter(
  script: string,
  url: string,
  version: number,
): Promise<{ writer: ChildProcess; each: number }> {
  const writer = spawn(process.execPath, [script, url, String(version)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(writer, 'exit').then(() => expect.fail('the writer ended'));
  const [said] = await Promise.race([once(writer.stdout, 'data'), ended]);
  return { writer, each: Number(said) };
}

/** Opens the database as the next process would; every report must be of one version throughout. */
async function versionsStored(fresh: TestDatabase): Promise<number[]> {
  const database = await fresh.open();
  try {
    await expectWhole(database);
    const reports = await database.all<{ id: number; office: number; hash: string }>(
      'select id, office, hash from report',
    );
    for (const report of reports) await expectOneVersion(database, report);
    return reports.map(({ hash }) => Number(hash.slice(1)));
  } finally {
    await database.close();
  }
}

async function expectOneVersion(
  database: Database,
  { id, office, hash }: { id: number; office: number; hash: string },
): Promise<void> {
  const version = hash.slice(1);
  const rows = <Row>(sql: string): Promise<Row[]> => database.all<Row>(sql, id);
  expect(await rows('select stated, count(*) as count from figure where report = ? group by stated')).toEqual([
    { stated: version, count: 150 },
  ]);
  expect(await rows('select text from fact where report = ?')).toEqual([{ text: hash }]);
  expect(await rows('select rule, at from finding where report = ?')).toEqual([{ rule: 'VERSION', at: hash }]);
  expect(await rows('select metric from doubt d join finding f on f.id = d.finding where f.report = ?')).toHaveLength(
    1,
  );
  expect((await readReport(database, id)).facts[0]?.text).toBe(hash);

  const passages = await rows<{ id: number; quote: string }>(
    'select id, quote from passage where report = ? order by id',
  );
  expect(passages).toHaveLength(20);
  for (const { quote } of passages) expect(quote).toContain(`写的是${hash}，`);
  const ids = passages.map((passage) => passage.id);
  const inText = await database.all<{ id: number }>(IN_TEXT[ENGINE], matchText(ENGINE, { all: [hash], oneOf: [] }), id);
  expect(inText.map((row) => row.id)).toEqual(ids);

  const stored = await database.get<{ data: Buffer }>('select data from office_index where office = ?', office);
  const index = await loadPassageIndex(stored?.data ?? Buffer.alloc(0));
  const all = await database.all('select id from passage where office = ?', office);
  expect(index.size).toBe(all.length);
  const found = index.find(new Map([[hash, 1]])).map((hit) => hit.id);
  expect(found).toEqual(expect.arrayContaining(ids));
}

/** The passages of a report that the full text finds by an expression. */
const IN_TEXT = {
  sqlite: `select t.rowid as id from passage_text t join passage p on p.id = t.rowid
    where t.passage_text match ? and p.report = ? order by 1`,
  postgres: `select t.id as id from passage_text t join passage p on p.office = t.office and p.id = t.id
    where t.words @@ cast(? as tsquery) and p.report = ? order by 1`,
};
