import { afterAll, describe, expect, test } from 'vitest';
import type { OnConflict } from '../../knowledge/conflict.js';
import type { Database } from '../../knowledge/connection.js';
import { knowledgeOf } from '../../knowledge/knowledge.js';
import { useVersion } from '../../knowledge/report-use.js';
import type { Report } from '../../knowledge/types.js';
import { freshDatabase } from './databases.js';
import { buildReport, LINJIANG } from './fixtures.js';
import { NOW, store } from './temporary.js';

const opened: Database[] = [];
afterAll(() => Promise.all(opened.map((database) => database.close())));

async function fresh(): Promise<Database> {
  const database = await freshDatabase().open();
  opened.push(database);
  return database;
}

const OF = { officeId: 1, year: 2023 };
const report = (file: string, stated: number, year = 2023): Report =>
  buildReport({
    ...{ office: LINJIANG, year, file, sections: [] },
    figures: [{ metric: 'applications_new', applicant: 'total', stated }],
  });

/** What is known in the end: the number in use, each version, the findings about files. */
async function known(database: Database): Promise<unknown> {
  const knowledge = await knowledgeOf(database);
  const { figures } = await knowledge.figures({ offices: [], years: [2023], metrics: ['applications_new'] });
  const versions = await knowledge.versions(OF);
  const each = await Promise.all(
    versions.map(async ({ number, file, current }) => {
      const { figures: own } = await knowledge.version({ ...OF, number });
      return `${number} ${file} ${own[0]?.stated}${current ? ' used' : ''}`;
    }),
  );
  const findings = (await knowledge.findings({ offices: [], years: [] })).map(({ rule, at }) => `${rule} ${at}`);
  const reports = (await knowledge.reports()).map(({ version }) => `${version.number}/${version.of}`);
  return { used: figures.map(({ stated }) => stated), versions: each, findings, reports };
}

interface Step {
  readonly file: string;
  readonly stated: number;
  readonly onConflict?: OnConflict;
  readonly status: string;
}

const CASES: readonly { name: string; steps: readonly Step[]; known: unknown }[] = [
  {
    name: 'another file is used by default, and the first is kept',
    steps: [
      { file: 'a.txt', stated: 6, status: 'added' },
      { file: 'b.txt', stated: 0, status: 'updated this of a.txt' },
    ],
    known: {
      used: [0],
      versions: ['1 a.txt 6', '2 b.txt 0 used'],
      findings: ['META-ORG-YEAR-DUP 1'],
      reports: ['2/2'],
    },
  },
  {
    name: 'both files again change nothing',
    steps: [
      { file: 'a.txt', stated: 6, status: 'added' },
      { file: 'b.txt', stated: 0, status: 'updated this of a.txt' },
      { file: 'a.txt', stated: 6, status: 'unchanged other of b.txt' },
      { file: 'b.txt', stated: 0, status: 'unchanged' },
    ],
    known: {
      used: [0],
      versions: ['1 a.txt 6', '2 b.txt 0 used'],
      findings: ['META-ORG-YEAR-DUP 1'],
      reports: ['2/2'],
    },
  },
  {
    name: 'keep: the first stays in use',
    steps: [
      { file: 'a.txt', stated: 6, status: 'added' },
      { file: 'b.txt', stated: 0, onConflict: 'keep', status: 'unchanged other of a.txt' },
    ],
    known: {
      used: [6],
      versions: ['1 a.txt 6 used', '2 b.txt 0'],
      findings: ['META-ORG-YEAR-DUP 2'],
      reports: ['1/2'],
    },
  },
  {
    name: 'fail: nothing changes',
    steps: [
      { file: 'a.txt', stated: 6, status: 'added' },
      { file: 'b.txt', stated: 0, onConflict: 'fail', status: 'REPORT_EXISTS' },
    ],
    known: { used: [6], versions: ['1 a.txt 6 used'], findings: [], reports: ['1/1'] },
  },
  {
    name: 'a corrected file of the same name is an update, not a conflict',
    steps: [
      { file: 'a.txt', stated: 6, status: 'added' },
      { file: 'a.txt', stated: 7, onConflict: 'fail', status: 'updated' },
    ],
    known: { used: [7], versions: ['1 a.txt 6', '2 a.txt 7 used'], findings: [], reports: ['2/2'] },
  },
  {
    name: 'a file changed back is in use again',
    steps: [
      { file: 'a.txt', stated: 6, status: 'added' },
      { file: 'a.txt', stated: 7, status: 'updated' },
      { file: 'a.txt', stated: 6, status: 'updated' },
    ],
    known: { used: [6], versions: ['1 a.txt 6 used', '2 a.txt 7'], findings: [], reports: ['1/2'] },
  },
];

describe('several reports of one office and year', () => {
  test.each(CASES)('$name', async ({ steps, known: expected }) => {
    const database = await fresh();
    for (const { file, stated, onConflict = 'replace', status } of steps) {
      const stored = await store(database, report(file, stated), { hash: `${file} ${stated}`, onConflict }).catch(
        (error) => ({ status: error.code as string, conflict: undefined }),
      );
      const { conflict } = stored;
      expect([stored.status, ...(conflict ? [conflict.used, 'of', conflict.file] : [])].join(' ')).toBe(status);
    }
    expect(await known(database)).toEqual(expected);
  });

  test('a newer reading of the same bytes is no other version', async () => {
    const database = await fresh();
    await store(database, report('a.txt', 6), { hash: 'reader 1', content: 'bytes a' });
    await store(database, report('b.txt', 0), { hash: 'reader 1 b', content: 'bytes b' });
    expect(await store(database, report('a.txt', 5), { hash: 'reader 2', content: 'bytes a' })).toMatchObject({
      status: 'unchanged',
    });
    expect(await store(database, report('b.txt', 1), { hash: 'reader 2 b', content: 'bytes b' })).toMatchObject({
      status: 'updated',
    });
    expect(await known(database)).toMatchObject({ used: [1], versions: ['1 a.txt 5', '2 b.txt 1 used'] });
  });

  test('the finding names both files and both numbers, and quotes the one in use', async () => {
    const database = await fresh();
    await store(database, report('a.txt', 6));
    await store(database, report('b.txt', 0));
    const knowledge = await knowledgeOf(database);
    const { findings } = await knowledge.figures({ offices: [], years: [], metrics: ['applications_new'] });
    expect(findings).toMatchObject([{ severity: 'warning', places: [{ quote: 'applications_new：0' }] }]);
    for (const words of ['a.txt', 'b.txt', '6件', '0件', '总计']) expect(findings[0]?.message).toContain(words);
  });

  test('files that state the same are information, and doubt no figure', async () => {
    const database = await fresh();
    await store(database, report('a.txt', 6));
    await store(database, report('b.txt', 6));
    const knowledge = await knowledgeOf(database);
    expect(await knowledge.findings({ offices: [], years: [] })).toMatchObject([{ severity: 'info', metrics: [] }]);
  });

  test('another version can be put in use, and both years beside it are checked again', async () => {
    const database = await fresh();
    const check = (now: Report, previous: Report | null) => [
      {
        ...({ rule: 'X', at: '', severity: 'info', outcome: 'broken', places: [], metrics: [] } as const),
        message: `${previous?.figures[0]?.stated}→${now.figures[0]?.stated}`,
      },
    ];
    await store(database, report('a.txt', 6), { check });
    await store(database, report('b.txt', 0), { check });
    await store(database, report('c.txt', 9, 2024), { check });
    const said = { now: NOW, check, who: '王五', reason: '单位来函' };
    await useVersion(database, { office: 1, year: 2023, number: 1 }, said);
    expect(await known(database)).toMatchObject({ used: [6], versions: ['1 a.txt 6 used', '2 b.txt 0'] });
    const findings = await (await knowledgeOf(database)).findings({ offices: [], years: [] });
    expect(findings.filter(({ rule }) => rule === 'X').map(({ message }) => message)).toEqual(['undefined→6', '6→9']);
    await expect(useVersion(database, { office: 1, year: 2023, number: 5 }, said)).rejects.toMatchObject({
      code: 'NO_SUCH_VERSION',
    });
  });

  test('a file that turns out to be of another year gives way to the one it had replaced', async () => {
    const database = await fresh();
    await store(database, report('a.txt', 6));
    await store(database, report('b.txt', 0), { hash: 'bytes' });
    await store(database, report('b.txt', 0, 2022), { hash: 'bytes' });
    expect(await known(database)).toMatchObject({ used: [6], versions: ['1 a.txt 6 used'], findings: [] });
  });
});
