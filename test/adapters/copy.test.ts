import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyKnowledge } from '../../knowledge/copy.js';
import { countersOf, tablesOf } from '../../knowledge/copy-tables.js';
import { type Database, openDatabase } from '../../knowledge/database.js';
import { openKnowledge } from '../../knowledge/knowledge.js';
import { schemaVersion } from '../../knowledge/schema.js';
import { UserError } from '../../knowledge/types.js';
import { askOn, botOn, ingested } from '../bot/fixture.js';
import { temporaryFolder } from '../knowledge/temporary.js';
import { type PostgresServer, postgresPrograms, startPostgres } from '../postgres-server.js';

const COMMAND = 'dist/adapters/command-line.js';
const folder = temporaryFolder();
let original: string;
let files = 0;
function freshFile(): string {
  files += 1;
  return `sqlite:${join(folder, `${files}.db`)}`;
}

beforeAll(async () => {
  original = ingested(['samples']);
  await using(original, fillAll);
});

test('a copy of a file is the file, and its numbers go on where they were', async () => {
  const to = freshFile();
  const copied = await copyKnowledge({ from: original, to });
  expect(await contents(to)).toEqual(await contents(original));
  expect(copied.map(({ rows }) => Math.min(1, rows))).toEqual(copied.map(() => 1));
  expect(existsSync(`${to.slice('sqlite:'.length)}.part`)).toBe(false);
  await using(to, async (database) => {
    expect(await database.all('pragma foreign_key_check')).toEqual([]);
    await database.run("insert into passage_text (passage_text) values ('integrity-check')");
  });
});

test('what is written while it is copied is not in the copy', async () => {
  const [from, to] = [freshFile(), freshFile()];
  await copyKnowledge({ from: original, to: from });
  const before = await contents(from);
  let written = false;
  await copyKnowledge({
    from,
    to,
    onProgress: () => {
      if (written) return;
      written = true;
      // A process of its own, which ends before the next row is read.
      const script = `const s = require('sqlite3'); new s.Database(process.argv[1]).exec("delete from doubt; insert into decision (at, kind, office, detail, who, reason) values ('a', 'b', 'c', 'd', 'e', 'f')", (e) => { if (e) throw e; })`;
      execFileSync('node', ['-e', script, from.slice('sqlite:'.length)]);
    },
  });
  expect(await contents(to)).toEqual(before);
  expect(await contents(from)).not.toEqual(before);
});

test('a file that is there is refused and left as it is', async () => {
  const to = freshFile();
  writeFileSync(to.slice('sqlite:'.length), 'mine');
  expect(await codeOf(copyKnowledge({ from: original, to }))).toBe('COPY_TARGET_NOT_EMPTY');
  expect(await codeOf(copyKnowledge({ from: freshFile(), to: freshFile() }))).toBe('DATABASE_MISSING');
});

test.each([[[]], [['--from', 'sqlite:a.db']], [['--to', 'sqlite:a.db']]])(
  'called with %j it says how',
  async (args) => {
    const { code, err } = await run(args);
    expect([code, err]).toEqual([2, expect.stringContaining('disclosure-bot copy --from')]);
  },
);

describe.skipIf(postgresPrograms() === null)('with a server', () => {
  let server: PostgresServer;
  let databases = 0;
  function fresh(): Promise<string> {
    databases += 1;
    return server.createDatabase(`copy${databases}`);
  }
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server?.remove());

  test('there, on to another and back again is what it was', { timeout: 120_000 }, async () => {
    const [first, second, back] = [await fresh(), await fresh(), freshFile()];
    const sums = [
      await copyKnowledge({ from: original, to: first }),
      await copyKnowledge({ from: first, to: second, parts: 3 }),
      await copyKnowledge({ from: second, to: back }),
    ];
    expect(await contents(back)).toEqual(await contents(original));
    const named = sums.map((tables) =>
      Object.fromEntries(tables.map(({ table, rows, checksum }) => [table, { rows, checksum }])),
    );
    expect(named[2]).toEqual(named[0]);
    await using(second, async (database) => {
      const { parts } = (await database.get<{ parts: number }>(
        "select count(*) as parts from pg_inherits where inhparent = cast('figure' as regclass)",
      )) ?? { parts: 0 };
      expect(parts).toBe(3);
      // The full text is of all passages, and counts each word as often as one office after the other would have.
      const odd = await database.all(
        `select * from (select word as token, ndoc as doc from ts_stat('select words from passage_text')) as counted
           full join passage_vocabulary using (token, doc) where counted.token is null or passage_vocabulary.token is null`,
      );
      expect(odd).toHaveLength(0);
    });
  });

  test.each(['西园街道2023年收到多少件申请', '哪份报告提到减税降费', '西园街道存在什么问题'])(
    'answers %s alike',
    async (question) => {
      const there = await fresh();
      await copyKnowledge({ from: original, to: there });
      expect(await answerOf(there, question)).toEqual(await answerOf(original, question));
    },
  );

  test('a table that comes one day is copied; one that only one side has is refused', async () => {
    const [from, to] = [freshFile(), await fresh()];
    await copyKnowledge({ from: original, to: from });
    const later = 'create table later (id integer primary key, what text not null, size integer)';
    await using(from, async (database) => {
      await database.exec(later);
      await database.run("insert into later (id, what, size) values (7, '后来的', null)");
    });
    expect(await codeOf(copyKnowledge({ from, to }))).toBe('COPY_SCHEMA');
    await using(to, (database) => database.exec(later.replace('text', 'text collate "C"')));
    expect(await copyKnowledge({ from, to })).toContainEqual(expect.objectContaining({ table: 'later', rows: 1 }));
    await using(to, async (database) => {
      expect(await database.all('select * from later')).toEqual([{ id: 7, what: '后来的', size: null }]);
    });
  });

  test('both engines have the same tables and columns', async () => {
    const shape = async (database: Database) =>
      (await tablesOf(database)).map(({ name, columns }) => [name, columns]).sort();
    const there = await using(await fresh(), shape);
    expect(there).toEqual(await using(original, shape));
    expect(there.length).toBeGreaterThan(30);
  });

  test('a database with something in it is refused and left as it is', async () => {
    const to = await fresh();
    await using(to, (database) => database.run("insert into secret (key, value) values ('people', 'x')"));
    const before = await contents(to);
    expect(await codeOf(copyKnowledge({ from: original, to }))).toBe('COPY_TARGET_NOT_EMPTY');
    expect(await contents(to)).toEqual(before);
  });

  test('what does not arrive as it was sent is found, and nothing is left of it', async () => {
    const to = await fresh();
    await using(to, (database) =>
      database.exec(`create function falsify() returns trigger language plpgsql as
          $$ begin new.stated := '7'; return new; end $$;
        create trigger falsify before insert on figure for each row when (new.stated = '6') execute function falsify();`),
    );
    const before = await contents(to);
    const error = await copyKnowledge({ from: original, to }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'COPY_MISMATCH', message: expect.stringContaining('figure') });
    expect(await contents(to)).toEqual(before);
  });

  test('stopped or killed it leaves nothing half, and the next goes through', { timeout: 120_000 }, async () => {
    const stop = new AbortController();
    const [stopped, file] = [await fresh(), freshFile()];
    const onProgress = ({ table }: { readonly table: string }): void => {
      if (table === 'figure') stop.abort();
    };
    for (const to of [stopped, file]) {
      expect(await codeOf(copyKnowledge({ from: original, to, signal: stop.signal, onProgress }))).toBe('COPY_STOPPED');
    }
    expect(existsSync(file.slice('sqlite:'.length))).toBe(false);
    for (const to of [stopped, file]) {
      const child = spawn('node', [COMMAND, 'copy', '--from', original, '--to', to], {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      await once(child.stderr, 'data');
      child.kill('SIGKILL');
      await once(child, 'exit');
      expect(to === file ? existsSync(file.slice('sqlite:'.length)) : await rowsIn(to)).toBe(to === file ? false : 0);
      await copyKnowledge({ from: original, to });
      expect((await contents(to)).rows).toEqual((await contents(original)).rows);
    }
    expect(existsSync(`${file.slice('sqlite:'.length)}.part`)).toBe(false);
  });

  test('the command tells table by table and never a password', { timeout: 120_000 }, async () => {
    const to = (await fresh()).replace('disclosure@', 'disclosure:geheim123@');
    const done = await run(['--from', original, '--to', to]);
    expect([done.code, done.out]).toEqual([0, expect.stringMatching(/^figure：\d+行，校验值 [0-9a-f]{16}，一致$/m)]);
    expect(done.err).toContain('正在复制');
    const again = await run(['--from', original, '--to', to, '--json']);
    expect([again.code, again.out]).toEqual([2, '']);
    const nowhere = await run(['--from', to.replace(/:\d+\//, ':1/'), '--to', freshFile()]);
    expect([nowhere.code, nowhere.err]).toEqual([2, expect.stringContaining('连接不上')]);
    for (const { out, err } of [done, again, nowhere]) expect(`${out}${err}`).not.toMatch(/geheim|^\s+at /m);
  });
});

// --- internal ---

async function using<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(url);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** Every row of every table, read in no particular order and put into one; with what is counted on. */
function contents(url: string): Promise<{ rows: Record<string, string[]>; counters: unknown }> {
  return using(url, async (database) => {
    const rows: Record<string, string[]> = {};
    for (const { name } of await tablesOf(database)) {
      const all = await database.all<Record<string, unknown>>(`select * from "${name}"`);
      rows[name] = all
        .filter(({ key }) => name !== 'meta' || key === 'revision')
        .map((row) => JSON.stringify(Object.entries(row).sort(([one], [other]) => (one < other ? -1 : 1))))
        .sort();
    }
    return { rows, counters: [...(await countersOf(database))].sort() };
  });
}

async function rowsIn(url: string): Promise<number> {
  const { rows } = await contents(url);
  return Object.entries(rows).reduce((sum, [name, { length }]) => sum + (name === 'meta' ? 0 : length), 0);
}

const CHECKED: Readonly<Record<string, string>> = { 'verdict.verdict': 'confirmed', 'reminder.state': 'sent' };

/** Puts two rows into every table that has none, and takes the last rows of some away again. */
async function fillAll(database: Database): Promise<void> {
  for (const { name, key } of await tablesOf(database)) {
    if ((await database.get(`select 1 from "${name}" limit 1`)) !== undefined) continue;
    const columns = await database.all<{ name: string; type: string; notnull: number }>(`pragma table_info("${name}")`);
    for (const number of [1, 2]) {
      const values = columns.map((column) => {
        if (number === 2 && column.notnull === 0 && !key.includes(column.name)) return null;
        if (/int/i.test(column.type)) return number;
        if (/blob/i.test(column.type)) return Buffer.from([0, 255, number]);
        return CHECKED[`${name}.${column.name}`] ?? `第${number}个"值"'\\ $1 ? 😀\r\n\t`;
      });
      const places = columns.map(() => '?').join(', ');
      await database.run(
        `insert into "${name}" (${columns.map((each) => `"${each.name}"`).join(', ')}) values (${places})`,
        ...values,
      );
    }
  }
  await database.exec('delete from journal where id = 2; delete from decision;');
  await database.run(
    "insert into decision (id, at, kind, office, detail, who, reason) values (1, '', '', '', '', '', '')",
  );
  expect(await database.get('select user_version as version from pragma_user_version')).toEqual({
    version: schemaVersion(),
  });
}

async function answerOf(url: string, question: string): Promise<unknown> {
  const knowledge = await openKnowledge(url);
  try {
    const { kind, text, citations } = await askOn(botOn(knowledge), question);
    return { kind, text, citations };
  } finally {
    await knowledge.close();
  }
}

async function codeOf(rejected: Promise<unknown>): Promise<string> {
  const error = await rejected.then(
    () => expect.fail('was not rejected'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof UserError)) throw error;
  return error.code;
}

async function run(args: readonly string[]) {
  const child = spawn('node', [COMMAND, 'copy', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { out: '', err: '' };
  child.stdout.on('data', (part) => {
    said.out += part;
  });
  child.stderr.on('data', (part) => {
    said.err += part;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { ...said, code };
}
