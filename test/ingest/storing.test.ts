import { describe, expect, it } from 'vitest';
import type { Source } from '../../ingest/files.js';
import type { ReadReport } from '../../ingest/reading.js';
import { type StoredSource, type Storing, storeSources } from '../../ingest/storing.js';
import type { Database } from '../../knowledge/connection.js';
import { rowsOf } from '../../knowledge/report-rows.js';
import type { Report } from '../../knowledge/types.js';
import { freshDatabase, type TestDatabase } from '../knowledge/databases.js';
import { LIBRARY } from '../knowledge/library.js';
import { quiet } from '../knowledge/temporary.js';
import { count, dump } from './stored.js';

/** What the databases were asked, since they were opened. */
async function opened(): Promise<{ database: Database; fresh: TestDatabase; asked: string[] }> {
  const fresh = freshDatabase();
  const asked: string[] = [];
  const database = await fresh.open({ trace: (sql) => asked.push(sql) });
  await quiet(asked);
  asked.length = 0;
  return { database, fresh, asked };
}

const sourceOf = (name: string): Source => ({ kind: 'file', path: name, name, key: `/${name}` });

async function readingOf(report: Report): Promise<ReadReport> {
  const { file } = report;
  return { file, report, hash: file, content: file, rows: await rowsOf(report), messages: [] };
}

type Files = Parameters<typeof storeSources>[0];

/** A file for each reading, or one file of several. */
const fileOf = (
  name: string,
  readings: readonly (ReadReport | { file: string; error: { code: string; message: string } })[],
) => ({
  item: sourceOf(name),
  result: { kind: 'read' as const, stamp: '', hash: name, readings },
});

async function stored(files: Files, options: Omit<Storing, 'now' | 'indexLater'>): Promise<StoredSource[]> {
  const outcomes: StoredSource[] = [];
  const whole = { now: () => new Date(0), indexLater: true, ...options };
  for await (const outcome of storeSources(files, whole)) outcomes.push(outcome);
  return outcomes;
}

async function transactions(asked: readonly string[]): Promise<number> {
  await quiet(asked);
  return asked.filter((sql) => /^begin/i.test(sql)).length;
}

/** Different names, so that none is a correction of another. */
const REPORTS = LIBRARY.map((report, index): Report => ({ ...report, file: `${index}.txt` }));

async function library(): Promise<Files> {
  return Promise.all(REPORTS.map(async (report) => fileOf(report.file, [await readingOf(report)])));
}

describe('reports that are ready together', () => {
  it('are stored in fewer transactions than there are reports, and as one by one', async () => {
    const files = await library();
    const [together, alone] = [await opened(), await opened()];
    const outcomes = await stored(files, together);
    const taken = await transactions(together.asked);
    expect(taken).toBeGreaterThan(0);
    expect(taken).toBeLessThan(files.length);
    const singly: StoredSource[] = [];
    for (const file of files) singly.push(...(await stored([file], alone)));
    expect(outcomes).toEqual(singly);
    expect(outcomes.flatMap(({ reports }) => reports.map(({ status }) => status))).toEqual(files.map(() => 'added'));
    expect(await dump(together.database)).toEqual(await dump(alone.database));
  });

  it.each([0, 2, REPORTS.length - 1])('lose none by a bad one among them, wherever it is (%i)', async (bad) => {
    const files = await library();
    const spoilt = files.map((file, index) => {
      const [reading] = file.result.kind === 'read' ? file.result.readings : [];
      if (index !== bad || !reading || 'error' in reading) return file;
      return fileOf(file.item.name, [{ ...reading, rows: { ...reading.rows, facts: '[{"key":null}]' } }]);
    });
    const [one, other] = [await opened(), await opened()];
    const outcomes = await stored(spoilt, one);
    expect(outcomes.map(({ failed }) => failed.length)).toEqual(files.map((_, index) => (index === bad ? 1 : 0)));
    expect(outcomes[bad]?.failed[0]).toMatchObject({ file: `${bad}.txt`, error: { code: expect.any(String) } });
    await stored(
      files.filter((_, index) => index !== bad),
      other,
    );
    const withoutIds = async ({ database }: { database: Database }) => ({
      reports: await database.all('select file, year, hash, body from report order by file'),
      texts: await count(database, 'passage_text'),
      remembered: await database.all('select path, hash from read_file order by path'),
    });
    expect(await withoutIds(one)).toEqual(await withoutIds(other));
  });

  it('refuse what `fail` refuses, note it, and store the rest', async () => {
    const { database } = await opened();
    const files = await library();
    const [first] = REPORTS;
    if (!first) throw new RangeError('there is no report');
    const second = await readingOf({ ...first, file: 'another.txt' });
    const outcomes = await stored([files[0] ?? [], fileOf('another.txt', [second]), files.slice(1)].flat(), {
      database,
      onConflict: 'fail',
    });
    expect(outcomes.flatMap(({ failed }) => failed.map(({ file, error }) => [file, error.code]))).toEqual([
      ['another.txt', 'REPORT_EXISTS'],
    ]);
    expect(await count(database, 'refused_file')).toBe(1);
    expect(await count(database, 'report')).toBe(REPORTS.length);
  });

  it('are told of file by file, an archive once all of it is stored', async () => {
    const { database } = await opened();
    const [a, b, c] = await Promise.all(REPORTS.slice(0, 3).map(readingOf));
    if (!a || !b || !c) throw new RangeError('there are no reports');
    const unread = { file: 'x', error: { code: 'UNREADABLE', message: '看不懂。' } };
    const outcomes = await stored([fileOf('1.zip', [a, unread, b]), fileOf('2.zip', []), fileOf('3.txt', [c])], {
      database,
    });
    expect(outcomes.map(({ source, reports, failed }) => [source.name, reports.length, failed.length])).toEqual([
      ['1.zip', 2, 1],
      ['2.zip', 0, 0],
      ['3.txt', 1, 0],
    ]);
    // A file is read again as long as something in it could not be.
    expect(await database.all('select path from read_file order by path')).toEqual([
      { path: '/2.zip' },
      { path: '/3.txt' },
    ]);
  });

  it('stop before the next transaction when told to', async () => {
    const { database } = await opened();
    const controller = new AbortController();
    const outcomes: StoredSource[] = [];
    const options = { database, now: () => new Date(0), indexLater: true, signal: controller.signal };
    for await (const outcome of storeSources(await library(), options)) {
      outcomes.push(outcome);
      controller.abort();
    }
    expect(await count(database, 'report')).toBe(outcomes.length);
  });
});

it('what is unchanged is told of without a transaction', async () => {
  const { database, asked } = await opened();
  const [report] = REPORTS;
  if (!report) throw new RangeError('there is no report');
  await stored([fileOf('a.txt', [await readingOf(report)])], { database });
  const known = {
    stamp: '',
    hash: 'a.txt',
    reports: [
      { file: 'a.txt', office: 1, year: report.year, format: report.format, cells: 1, passages: 2, findings: 3 },
    ],
  };
  expect(await transactions(asked)).toBe(1);
  asked.length = 0;
  const outcomes = await stored(
    [1, 2].map(() => ({ item: sourceOf('a.txt'), result: { kind: 'unchanged', known, touched: false } as const })),
    { database },
  );
  expect(outcomes.map(({ reports }) => reports.map(({ status }) => status))).toEqual([['unchanged'], ['unchanged']]);
  expect(await transactions(asked)).toBe(0);
  expect(asked.length).toBeGreaterThan(0);
});

it('others who write get their turn while many reports are stored', async () => {
  const { database, fresh } = await opened();
  const other = await fresh.open();
  const files = await Promise.all(
    Array.from({ length: 40 }, async (_, index) => {
      const report = REPORTS[index % REPORTS.length] as Report;
      const office = { ...report.office, name: `${report.office.name}${index}`, core: `${report.office.core}${index}` };
      return fileOf(`${index}`, [await readingOf({ ...report, office, file: `${index}` })]);
    }),
  );
  let done = false;
  const waits: number[] = [];
  const writing = (async () => {
    while (!done) {
      const begun = performance.now();
      await other.run("insert into session (id, state, saved_at) values (?, '', '')", String(waits.length));
      waits.push(performance.now() - begun);
    }
  })();
  const outcomes = await stored(files, { database });
  done = true;
  await writing;
  await other.close();
  expect(outcomes.flatMap(({ failed }) => failed)).toEqual([]);
  expect(outcomes).toHaveLength(40);
  // Many times the 200 ms it may be: the machine of a test is busy.
  expect(Math.max(...waits)).toBeLessThan(3000);
  expect(waits.length).toBeGreaterThan(5);
});
