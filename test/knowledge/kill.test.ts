import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../knowledge/database.js';
import { loadPassageIndex } from '../../knowledge/passage-index.js';
import { readReport } from '../../knowledge/report-body.js';
import { compiled } from './compiled.js';
import { temporaryFolder } from './temporary.js';

const KILLS = 36;
const folder = temporaryFolder();

describe('a process killed while it stores', () => {
  test(`leaves the old state or the new, ${KILLS} times`, { timeout: 300_000 }, async () => {
    mkdirSync(join(folder, 'build'));
    const script = compiled('test/knowledge/kill-writer.ts', join(folder, 'build'));
    const url = `sqlite:${join(folder, 'killed.db')}`;
    let newest = 0;
    let halfRounds = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const writer = await startWriter(script, url, newest + 1);
      await sleep(Math.random() * 120);
      writer.kill('SIGKILL');
      await once(writer, 'exit');
      const versions = await versionsStored(url);
      expect(versions).toHaveLength(4);
      expect(Math.max(...versions)).toBeGreaterThan(newest);
      if (new Set(versions).size > 1) halfRounds += 1;
      newest = Math.max(...versions);
    }
    // Or the kills would all have come between rounds, and proved little.
    expect(halfRounds).toBeGreaterThan(KILLS / 4);
  });
});

async function startWriter(script: string, url: string, version: number): Promise<ChildProcess> {
  const writer = spawn(process.execPath, [script, url, String(version)], { stdio: ['ignore', 'pipe', 'inherit'] });
  await Promise.race([once(writer.stdout, 'data'), once(writer, 'exit').then(() => expect.fail('the writer ended'))]);
  return writer;
}

/** Opens the database as the next process would; every report must be of one version throughout. */
async function versionsStored(url: string): Promise<number[]> {
  const database = await openDatabase(url);
  try {
    const [check] = await database.all<{ integrity_check: string }>('pragma integrity_check');
    expect(check?.integrity_check).toBe('ok');
    expect(await database.all('pragma foreign_key_check')).toEqual([]);
    await database.run("insert into passage_text (passage_text) values ('integrity-check')");
    const reports = await database.all<{ id: number; office: number; hash: string }>(
      'select id, office, hash from report',
    );
    for (const report of reports) await expectWhole(database, report);
    return reports.map(({ hash }) => Number(hash.slice(1)));
  } finally {
    await database.close();
  }
}

async function expectWhole(
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

  const passages = await rows<{ id: number; quote: string }>('select id, quote from passage where report = ?');
  expect(passages).toHaveLength(20);
  for (const { quote } of passages) expect(quote).toContain(`写的是${hash}，`);
  const ids = passages.map((passage) => passage.id);
  const inText = await database.all<{ id: number }>(
    `select t.rowid as id from passage_text t join passage p on p.id = t.rowid
      where t.passage_text match ? and p.report = ? order by 1`,
    `"${hash}"`,
    id,
  );
  expect(inText.map((row) => row.id)).toEqual(ids);

  const stored = await database.get<{ data: Buffer }>('select data from office_index where office = ?', office);
  const index = await loadPassageIndex(stored?.data ?? Buffer.alloc(0));
  const all = await database.all('select id from passage where office = ?', office);
  expect(index.size).toBe(all.length);
  const found = index.find(new Map([[hash, 1]])).map((hit) => hit.id);
  expect(found).toEqual(expect.arrayContaining(ids));
}
