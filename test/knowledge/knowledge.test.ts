import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import type { Database, OpenOptions } from '../../knowledge/database.js';
import { type Knowledge, knowledgeOf } from '../../knowledge/knowledge.js';
import type { Report } from '../../knowledge/types.js';
import { compiled } from './compiled.js';
import { ENGINE, freshDatabase, HAS_URLS, type TestDatabase } from './databases.js';
import { BAILU, buildFinding, buildReport, LINJIANG, type ReportOf, YUNXI } from './fixtures.js';
import { NOW, quiet, store, temporaryFolder } from './temporary.js';

const folder = temporaryFolder();
const opened: Knowledge[] = [];
afterAll(() => Promise.all(opened.map((knowledge) => knowledge.close())));

/** The statements since the list was cleared, once the one that reads figures has been reported. */
async function traced(statements: readonly string[]): Promise<void> {
  while (!statements.some((sql) => /\bfigure\b/.test(sql))) await sleep(10);
  await quiet(statements);
}

interface Open {
  readonly fresh: TestDatabase;
  readonly database: Database;
  readonly knowledge: Knowledge;
}

async function opening(options: OpenOptions = {}): Promise<Open> {
  const fresh = freshDatabase();
  const database = await fresh.open(options);
  const knowledge = await knowledgeOf(database);
  opened.push(knowledge);
  return { fresh, database, knowledge };
}

const SECTIONS = [
  { key: 'preamble', path: '引言', paragraphs: ['本报告由党政办编制。'] },
  { key: 'overview', path: '一、总体情况', paragraphs: ['街道公开了一批信息。', '全年组织培训两次。'] },
  { key: 'problems_and_improvements', path: '五、存在的主要问题及改进情况', paragraphs: ['信息更新不够及时。'] },
] as const;
const report = (more: Partial<ReportOf> = {}): Report =>
  buildReport({ office: LINJIANG, year: 2023, sections: SECTIONS, ...more });
const granted = (stated: number): NonNullable<ReportOf['figures']> => [
  { metric: 'granted', applicant: 'total', stated },
];

/** Three offices, years 2021 to 2023, `granted` = office number and year. */
async function library(options: OpenOptions = {}): Promise<Open> {
  const open = await opening(options);
  for (const [index, office] of [LINJIANG, BAILU, YUNXI].entries()) {
    for (const year of [2021, 2022, 2023]) {
      const check = (): ReturnType<typeof buildFinding>[] => [
        buildFinding('R', { at: `${year}`, metrics: ['granted'] }),
      ];
      const figures = [...granted((index + 1) * 10_000 + year), { metric: 'training_count', stated: year }];
      await store(
        open.database,
        report({ office, year, figures, facts: [{ key: 'account_name', text: `号${index}` }] }),
        { check },
      );
    }
  }
  return open;
}

describe('figures', () => {
  test.each([
    { offices: [2], years: [2022], stated: [22022] },
    { offices: [2], years: [], stated: [22021, 22022, 22023] },
    { offices: [3, 1], years: [2023, 2021], stated: [12021, 32021, 12023, 32023] },
    { offices: [], years: [2022], stated: [12022, 22022, 32022] },
    { offices: [], years: [], stated: [12021, 22021, 32021, 12022, 22022, 32022, 12023, 22023, 32023] },
    { offices: [9], years: [], stated: [] },
    { offices: [1, 1], years: [2021, 2021], stated: [12021] },
    { offices: [1], years: [1999], stated: [] },
  ])('of offices $offices in $years', async ({ offices, years, stated }) => {
    const { knowledge } = await library();
    const { figures, findings } = await knowledge.figures({ offices, years, metrics: ['granted'] });
    expect(figures.map((figure) => figure.stated)).toEqual(stated);
    expect(findings.map(({ officeId, year }) => officeId * 10_000 + year).sort()).toEqual([...stated].sort());
  });

  test('cost one statement a call, whatever is asked', async () => {
    const statements: string[] = [];
    const { knowledge } = await library({ trace: (sql) => statements.push(sql) });
    for (const offices of [[], [1], [1, 2, 3]]) {
      for (const years of [[], [2022], [2021, 2022]]) {
        await quiet(statements);
        statements.length = 0;
        await knowledge.figures({ offices, years, metrics: ['granted', 'training_count', 'applications_new'] });
        await traced(statements);
        expect(statements).toHaveLength(1);
      }
    }
  });

  test.skipIf(ENGINE !== 'sqlite')('are read by the whole key, or by one stretch of the table', async () => {
    const statements: string[] = [];
    const { database, knowledge } = await library({ trace: (sql) => statements.push(sql) });
    const plan = async (offices: number[], years: number[]): Promise<string> => {
      await quiet(statements);
      statements.length = 0;
      await knowledge.figures({ offices, years, metrics: ['granted'] });
      await traced(statements);
      const read = statements.find((sql) => sql.includes('with hit'));
      const steps = await database.all<{ detail: string }>(`explain query plan ${read}`);
      return steps.map(({ detail }) => detail).join('\n');
    };
    const key = 'SEARCH x USING PRIMARY KEY';
    expect(await plan([1], [2022])).toContain(`${key} (metric=? AND year=? AND office=?)`);
    expect(await plan([1], [])).toContain(`${key} (metric=? AND year=? AND office=?)`);
    expect(await plan([], [2022])).toContain(`${key} (metric=? AND year=?)`);
    expect(await plan([], [])).toContain(`${key} (metric=?)`);
  });
});

describe('the catalogue', () => {
  test('is read again when another handle has stored something, and only then', async () => {
    const statements: string[] = [];
    const { fresh, knowledge } = await opening({ trace: (sql) => statements.push(sql) });
    const other = await fresh.open();
    expect(await knowledge.offices()).toEqual([]);
    await store(other, report({ facts: [{ key: 'account_name', text: '看临江' }] }));
    const { printed } = LINJIANG;
    expect(await knowledge.offices()).toEqual([
      { ...LINJIANG, id: 1, printed, accounts: ['看临江'], level: 'town', otherNames: [] },
    ]);
    await store(other, report({ office: BAILU, year: 2022 }));
    expect((await knowledge.reports()).map(({ office, year }) => [office, year])).toEqual([
      [LINJIANG.name, 2023],
      [BAILU.name, 2022],
    ]);
    expect(await knowledge.reports()).toBe(await knowledge.reports());
    await sleep(20);
    statements.length = 0;
    await knowledge.offices();
    await sleep(20);
    expect(statements).toHaveLength(1);
    await other.close();
  });

  test('keeps its offices as they are where a report changes nothing about them', async () => {
    const { database, knowledge } = await opening();
    await store(database, buildReport({ office: LINJIANG, year: 2022, sections: [] }));
    const offices = await knowledge.offices();
    await store(database, buildReport({ office: LINJIANG, year: 2023, sections: [] }));
    expect(await knowledge.reports()).toHaveLength(2);
    expect(await knowledge.offices()).toBe(offices);
    await store(database, buildReport({ office: BAILU, year: 2023, sections: [] }));
    expect(await knowledge.offices()).toHaveLength(2);
  });

  test('asked for both its parts at once is looked up once, and once more when asked again', async () => {
    const asked: string[] = [];
    const { database, knowledge } = await opening({ trace: (sql) => asked.push(sql) });
    await store(database, buildReport({ office: LINJIANG, year: 2023, sections: [] }));
    const both = () => Promise.all([knowledge.offices(), knowledge.reports()]);
    const looked = () => asked.filter((sql) => /^select value from meta/.test(sql)).length;
    await both();
    await quiet(asked);
    asked.length = 0;
    const [offices, reports] = await both();
    await quiet(asked);
    expect([offices.length, reports.length, looked()]).toEqual([1, 1, 1]);
    const before = both();
    await store(database, buildReport({ office: BAILU, year: 2023, sections: [] }));
    const after = both();
    // A server may have stored the report before it lists them; a file is asked one thing after the other.
    const [, listed] = await before;
    if (ENGINE === 'sqlite') expect(listed).toHaveLength(1);
    expect((await after).map((list) => list.length)).toEqual([2, 2]);
  });

  test('gathers printed forms and accounts over the years', async () => {
    const { database, knowledge } = await opening();
    const office = (printed: string[]): Report['office'] => ({ ...LINJIANG, printed });
    const facts = (text: string): NonNullable<ReportOf['facts']> => [{ key: 'account_name', text }];
    await store(database, report({ year: 2022, office: office(['临江街道', '青禾市临江街道']), facts: facts('旧号') }));
    await store(database, report({ year: 2023, office: office(['临江街道', '临江街道办']), facts: facts('新号') }));
    const [found] = await knowledge.offices();
    expect([...(found?.printed ?? [])].sort()).toEqual(['临江街道', '临江街道办', '青禾市临江街道'].sort());
    expect(found?.accounts).toEqual(['新号', '旧号']);
    await store(database, report({ year: 2022, office: office(['临江街道']), facts: facts('更正号') }));
    expect((await knowledge.offices())[0]?.accounts).toEqual(['新号', '更正号']);
    expect((await knowledge.offices())[0]?.printed).not.toContain('青禾市临江街道');
  });

  test('a stored report tells what it is', async () => {
    const { database, knowledge } = await opening();
    const stored = { ...report(), hybrid: true, documentNumber: '青临〔2024〕3号' };
    await store(database, stored);
    const { title, format, hybrid, documentNumber, issuedOn, file } = stored;
    expect(await knowledge.reports()).toEqual([
      {
        ...{ id: 1, officeId: 1, office: LINJIANG.name, year: 2023, storedAt: NOW.toISOString() },
        ...{ title, format, hybrid, documentNumber, issuedOn, file },
        version: { number: 1, of: 1 },
      },
    ]);
  });
});

describe('whole reports, facts and sections', () => {
  test('a report comes back whole, also after another handle has replaced it', async () => {
    const { fresh, database, knowledge } = await opening();
    const first = report({ figures: granted(1) });
    await store(database, first);
    expect(await knowledge.report(1)).toEqual(first);
    expect(await knowledge.report(1)).toBe(await knowledge.report(1));
    const other = await fresh.open();
    const second = report({ figures: granted(2) });
    await store(other, second);
    expect(await knowledge.report(1)).toEqual(second);
    await expect(knowledge.report(99)).rejects.toMatchObject({ code: 'REPORT_GONE' });
    await other.close();
  });

  test('a report carries the name its office has come to be known by', async () => {
    const { database, knowledge } = await opening();
    const bare = { ...LINJIANG, name: '临江街道办事处', province: null, city: null, county: null };
    await store(database, report({ year: 2022, office: bare }));
    await store(database, report({ year: 2023 }));
    expect((await knowledge.report(1)).office).toMatchObject({ name: LINJIANG.name, county: LINJIANG.county });
  });

  test('facts by key, office and year', async () => {
    const { knowledge } = await library();
    const facts = await knowledge.facts({ offices: [2], years: [2021, 2023], keys: ['account_name', 'contact.phone'] });
    expect(facts.map(({ text, year, office, quote }) => ({ text, year, office, quote }))).toEqual(
      [2021, 2023].map((year) => ({ text: '号1', year, office: BAILU.name, quote: 'account_name：号1' })),
    );
    expect(await knowledge.facts({ offices: [], years: [], keys: ['contact.phone'] })).toEqual([]);
  });

  test('findings by office and year', async () => {
    const { knowledge } = await library();
    const of = async (offices: number[], years: number[]): Promise<string[]> =>
      (await knowledge.findings({ offices, years })).map(({ officeId, at }) => `${officeId} ${at}`);
    expect(await of([2], [2022])).toEqual(['2 2022']);
    expect(await of([], [2021])).toEqual(['1 2021', '2 2021', '3 2021']);
    expect(await of([3], [])).toEqual(['3 2021', '3 2022', '3 2023']);
  });

  test('the passages of a section, in document order', async () => {
    const { database, knowledge } = await opening();
    await store(database, report());
    const passages = await knowledge.sectionPassages({
      reportId: 1,
      sections: ['problems_and_improvements', 'overview'],
    });
    expect(passages.map(({ text, sectionKey, line }) => ({ text, sectionKey, line }))).toEqual(
      report()
        .passages.slice(1)
        .map(({ text, sectionKey, line }) => ({ text, sectionKey, line })),
    );
  });
});

test.skipIf(!HAS_URLS)('a figure is answered without jieba and lunr, full text loads them', async () => {
  const { fresh, database } = await opening();
  await store(database, report({ figures: granted(1) }));
  mkdirSync(join(folder, 'build'));
  const script = compiled('test/knowledge/loaded.ts', join(folder, 'build'));
  expect(JSON.parse(execFileSync(process.execPath, [script, fresh.url]).toString())).toEqual({
    figures: 1,
    afterFigure: [],
    afterPassage: ['jieba', 'lunr'],
  });
});
