import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Database } from '../../knowledge/connection.js';
import { knowledgeOf } from '../../knowledge/knowledge.js';
import { packReport } from '../../knowledge/report-body.js';
import { migrate, schemaVersion, storedVersion } from '../../knowledge/schema.js';
import { codeOf } from './code-of.js';
import { ENGINE, freshDatabase, HAS_URLS, type TestDatabase, tablesOf } from './databases.js';
import { buildReport, LINJIANG } from './fixtures.js';
import { NOW, store, temporaryFolder } from './temporary.js';
import { expectWhole } from './whole.js';

/** No database of PostgreSQL is older: its first three steps are one. */
const FIRST = { sqlite: 1, postgres: 3 }[ENGINE];
const EARLIER = Array.from({ length: schemaVersion() - FIRST }, (_, at) => FIRST + at);

const report = (year: number): ReturnType<typeof buildReport> =>
  buildReport({
    office: LINJIANG,
    year,
    figures: [{ metric: 'granted', stated: year }],
    sections: [{ key: 'overview', path: '一、总体情况', paragraphs: ['街道公开了一批信息。'] }],
  });

/** A database as a program of that version left it, with a report, a conversation and a question in it. */
async function leftAt(fresh: TestDatabase, version: number): Promise<void> {
  const database = await fresh.reach();
  await migrate(database, { to: version });
  expect(await storedVersion(database)).toBe(version);
  const { name, core, kind, province, city, county } = LINJIANG;
  await database.run(
    'insert into office (id, name, core, kind, province, city, county) values (7, ?, ?, ?, ?, ?, ?)',
    ...[name, core, kind, province, city, county],
  );
  const old = report(2022);
  await database.run(
    `insert into report (id, office, year, title, format, hybrid, file, hash, stored_at, printed, body)
       values (70, 7, 2022, ?, ?, 0, ?, 'h2022', ?, '[]', ?)`,
    ...[old.title, old.format, old.file, NOW.toISOString(), await packReport(old)],
  );
  await database.run(
    `insert into figure (metric, year, office, ordinal, report, stated, approximate, source, printed, section, quote)
       values ('granted', 2022, 7, 0, 70, '2022', 0, 'text', '2022', '一、总体情况', '予以公开2022件')`,
  );
  await database.run("insert into session (id, state, saved_at) values ('chat', 'said', ?)", NOW.toISOString());
  await database.run(
    "insert into journal (id, at, channel, question, kind, detail) values (5, ?, 'web', '几件', 'value', '{}')",
    NOW.toISOString(),
  );
  if (ENGINE === 'postgres') await database.exec(COUNT_ON);
  await database.close();
}

/** The numbers given by hand are taken. */
const COUNT_ON = `select setval(pg_get_serial_sequence('office', 'id'), 7), setval(pg_get_serial_sequence('report', 'id'), 70),
  setval(pg_get_serial_sequence('journal', 'id'), 5)`;

async function expectKept(database: Database): Promise<void> {
  expect(await storedVersion(database)).toBe(schemaVersion());
  const knowledge = await knowledgeOf(database);
  expect((await knowledge.offices()).map(({ id, name }) => [id, name])).toEqual([[7, LINJIANG.name]]);
  expect(await knowledge.report(70)).toMatchObject({ year: 2022, office: { name: LINJIANG.name } });
  const { figures } = await knowledge.figures({ offices: [7], years: [], metrics: ['granted'] });
  expect(figures.map(({ stated }) => stated)).toContain(2022);
  expect((await knowledge.session('chat', NOW)).state).toBe('said');
  expect(await database.all('select id, channel, question, kind, detail from journal')).toEqual([
    { id: 5, channel: 'web', question: '几件', kind: 'value', detail: '{}' },
  ]);
}

describe('a database left by an earlier program', () => {
  test.each(EARLIER)('of version %i comes up to date, keeps what is in it and takes more', async (version) => {
    const fresh = freshDatabase();
    await leftAt(fresh, version);
    const database = await fresh.open();
    await expectKept(database);
    expect((await store(database, report(2023))).status).toBe('added');
    await expectWhole(database);
    const knowledge = await knowledgeOf(database);
    const { figures } = await knowledge.figures({ offices: [], years: [], metrics: ['granted'] });
    expect(figures.map(({ stated }) => stated)).toEqual([2022, 2023]);
    await knowledge.close();
  });

  test('has in the end the tables of a new one', async () => {
    const [old, fresh] = [freshDatabase(), freshDatabase()];
    await leftAt(old, FIRST);
    const [migrated, made] = [await old.open(), await fresh.open()];
    expect((await tablesOf(migrated)).sort()).toEqual((await tablesOf(made)).sort());
    const columns = async (database: Database): Promise<unknown> =>
      Promise.all((await tablesOf(made)).sort().map((name) => database.all(COLUMNS[ENGINE], name)));
    expect(await columns(migrated)).toEqual(await columns(made));
    await migrated.close();
    await made.close();
  });

  test.skipIf(!HAS_URLS)('is brought up to date once where several processes open it at once', async () => {
    const fresh = freshDatabase();
    await leftAt(fresh, FIRST);
    const empty = join(temporary, 'empty');
    mkdirSync(empty, { recursive: true });
    const program = ['dist/adapters/command-line.js', 'ingest', empty, '--json', '--database', fresh.url];
    const opened = await Promise.all(Array.from({ length: 4 }, () => promisify(execFile)(process.execPath, program)));
    for (const { stdout } of opened) expect(JSON.parse(stdout)).toMatchObject({ failed: [] });
    const database = await fresh.open();
    await expectKept(database);
    await database.close();
  });
});

const temporary = temporaryFolder();

const COLUMNS = {
  sqlite: 'select name, type, "notnull", pk from pragma_table_info(?) order by name',
  postgres: `select column_name, data_type, is_nullable, collation_name from information_schema.columns
    where table_schema = current_schema() and table_name = ? order by column_name`,
};

describe('what is not to be touched', () => {
  test('is a database that a newer program wrote', async () => {
    const fresh = freshDatabase();
    const database = await fresh.open();
    await store(database, report(2022));
    await database.exec(NEWER[ENGINE]);
    const before = await everything(database);
    await database.close();
    expect(await codeOf(fresh.open())).toBe('NEWER_SCHEMA');
    const after = await fresh.reach();
    expect(await everything(after)).toEqual(before);
    await after.close();
  });

  test("is another program's database", async () => {
    const fresh = freshDatabase();
    const other = await fresh.reach();
    await other.exec('create table theirs (x integer); insert into theirs values (1);');
    await other.close();
    expect(await codeOf(fresh.open())).toBe('FOREIGN_DATABASE');
    expect(await codeOf(fresh.open({ create: false }))).toBe('FOREIGN_DATABASE');
    const after = await fresh.reach();
    expect(await everything(after)).toEqual([['theirs', [{ x: 1 }]]]);
    await after.close();
  });

  test('is one whose tables are called as ours are, and hold something else', async () => {
    const fresh = freshDatabase();
    const other = await fresh.reach();
    await other.exec("create table meta (name text, content text); insert into meta values ('theirs', 'kept');");
    await other.close();
    expect(await codeOf(fresh.open())).toBe('FOREIGN_DATABASE');
    const after = await fresh.reach();
    expect(await everything(after)).toEqual([['meta', [{ name: 'theirs', content: 'kept' }]]]);
    await after.close();
  });
});

const NEWER = {
  sqlite: `pragma user_version = ${schemaVersion() + 1}`,
  postgres: `update meta set value = ${schemaVersion() + 1} where key = 'schema'`,
};

async function everything(database: Database): Promise<unknown> {
  const tables = (await tablesOf(database)).filter((name) => !name.startsWith('passage_')).sort();
  return Promise.all(tables.map(async (name) => [name, await database.all(`select * from ${name}`)]));
}
