import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { Database } from '../../knowledge/connection.js';
import { readFigures } from '../../knowledge/figures.js';
import { readFindings } from '../../knowledge/findings.js';
import type { CheckReports } from '../../knowledge/recheck.js';
import type { Report } from '../../knowledge/types.js';
import { saveVerdict } from '../../knowledge/verdicts.js';
import { freshDatabase } from './databases.js';
import { BAILU, buildFinding, buildReport, LINJIANG, type ReportOf } from './fixtures.js';
import { NOW, store } from './temporary.js';

const opened: Database[] = [];
afterAll(() => Promise.all(opened.map((database) => database.close())));

async function fresh(): Promise<Database> {
  const database = await freshDatabase().open();
  opened.push(database);
  return database;
}

const SECTIONS = [
  { key: 'overview', path: '一、总体情况', paragraphs: ['街道公开了一批信息，收到申请若干。'] },
] as const;
const report = (more: Partial<ReportOf> = {}): Report =>
  buildReport({ office: LINJIANG, year: 2023, sections: SECTIONS, ...more });

const ALL = { offices: [], years: [] };
const LATER = new Date(NOW.getTime() + 60_000);

/** Every row of every table that belongs to what is known, to see whether anything changed. */
async function everything(database: Database): Promise<unknown> {
  const tables = [
    'meta',
    'office',
    'report',
    'figure',
    'fact',
    'passage',
    'office_index',
    'finding',
    'doubt',
    'replaced',
  ];
  return Promise.all(tables.map((table) => database.all(`select * from ${table}`)));
}

describe('storing a report', () => {
  test('gives back what was stored', async () => {
    const database = await fresh();
    const stored = report({
      figures: [
        { metric: 'applications_new', applicant: 'total', stated: 6, unit: '件', source: 'narrative', printed: '6' },
        { metric: 'applications_new', applicant: 'total', stated: 0 },
        { metric: 'applications_new', applicant: 'natural_person', stated: 'blank', unit: null, printed: '' },
        { metric: 'granted', applicant: 'total', stated: 'slash', printed: '/' },
        { metric: 'wechat_reads', part: '转发', stated: 40000, approximate: true, unit: '人次', printed: '约4万人次' },
        { metric: 'wechat_reads', part: null, stated: 'unreadable', line: null },
      ],
    });
    expect(await store(database, stored)).toEqual({ status: 'added', office: expect.any(Number), findings: 0 });
    const { figures } = await readFigures(database, {
      ...ALL,
      metrics: ['wechat_reads', 'applications_new', 'granted'],
    });
    const ofReport = { reportId: 1, officeId: 1, office: LINJIANG.name, year: 2023 };
    const { title, file, format } = stored;
    const order = [4, 5, 0, 1, 2, 3];
    expect(figures).toEqual(order.map((index) => ({ ...stored.figures[index], ...ofReport, title, file, format })));
  });

  test('a number comes back as the very number', async () => {
    const database = await fresh();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 30 }),
        async (numbers) => {
          const figures = numbers.map((stated) => ({ metric: 'granted', stated: stated + 0, quote: '' }));
          await store(database, report({ figures }), { hash: JSON.stringify(numbers) });
          const read = await readFigures(database, { ...ALL, metrics: ['granted'] });
          expect(read.figures.map(({ stated }) => stated)).toEqual(figures.map(({ stated }) => stated));
        },
      ),
      { numRuns: 40 },
    );
  });

  test('the same file again changes nothing', async () => {
    const database = await fresh();
    const check: CheckReports = () => [buildFinding('A'), buildFinding('B')];
    await store(database, report({ figures: [{ metric: 'granted', stated: 1 }] }), { hash: 'same', check });
    const before = await everything(database);
    const again = await store(database, report({ figures: [{ metric: 'granted', stated: 9 }] }), {
      hash: 'same',
      now: LATER,
      check: () => [],
    });
    expect(again).toEqual({ status: 'unchanged', office: expect.any(Number), findings: 2 });
    expect(await everything(database)).toEqual(before);
  });

  test('another file of that office and year takes its place, and what it replaced is kept', async () => {
    const database = await fresh();
    await store(
      database,
      report({
        figures: [
          { metric: 'granted', applicant: 'total', stated: 1 },
          { metric: 'granted', applicant: 'natural_person', stated: 1 },
          { metric: 'category_count', part: '规划类', stated: 7, unit: '条', source: 'narrative' },
          { metric: 'fee_collected', stated: 3360, unit: null },
        ],
        facts: [{ key: 'account_name', text: '看临江' }],
      }),
    );
    const corrected = report({
      figures: [
        { metric: 'granted', applicant: 'total', stated: 2 },
        { metric: 'granted', applicant: 'natural_person', stated: 1 },
        { metric: 'fee_collected', stated: 3360, unit: '元' },
        { metric: 'denied_third_party_rights', applicant: 'total', stated: 'blank' },
      ],
      sections: [{ ...SECTIONS[0], paragraphs: ['更正后的报告。'] }],
    });
    expect((await store(database, corrected, { now: LATER })).status).toBe('updated');

    expect(await database.all('select metric, stated from figure order by ordinal')).toEqual(
      corrected.figures.map(({ metric, stated }) => ({ metric, stated: String(stated) })),
    );
    expect(await database.all('select quote from passage')).toEqual([{ quote: '更正后的报告。' }]);
    expect(await database.all('select * from fact')).toEqual([]);
    expect(await database.all('select count(*) as count from passage_text')).toEqual([{ count: 1 }]);
    const kept = await database.all<{ old: string | null; new: string | null }>(
      'select year, metric, applicant, source, part, old, new, at from replaced order by id',
    );
    const of = { year: 2023, applicant: null, source: 'table', part: null, at: LATER.toISOString() };
    const saying = (stated: unknown, unit: string | null): unknown => ({ stated, unit, approximate: false });
    expect(
      kept.map((row) => ({ ...row, old: JSON.parse(row.old ?? 'null'), new: JSON.parse(row.new ?? 'null') })),
    ).toEqual([
      { ...of, metric: 'granted', applicant: 'total', old: saying(1, '件'), new: saying(2, '件') },
      { ...of, metric: 'category_count', part: '规划类', source: 'narrative', old: saying(7, '条'), new: null },
      { ...of, metric: 'fee_collected', old: saying(3360, null), new: saying(3360, '元') },
      { ...of, metric: 'denied_third_party_rights', applicant: 'total', old: null, new: saying('blank', '件') },
    ]);
  });

  test('a file that was read as another year before does not stay there as well', async () => {
    const database = await fresh();
    const misread = report({ year: 2022, file: 'a.txt', figures: [{ metric: 'granted', stated: 1 }] });
    await store(database, misread, { hash: 'bytes' });
    const reread = report({ year: 2023, file: 'a.txt', figures: [{ metric: 'granted', stated: 1 }] });
    expect((await store(database, reread, { hash: 'bytes' })).status).toBe('updated');
    expect(await database.all('select year from report')).toEqual([{ year: 2023 }]);
    expect(await database.all('select year from figure')).toEqual([{ year: 2023 }]);
    expect(await database.all('select year, new from replaced')).toEqual([{ year: 2022, new: null }]);
  });

  test.each([
    { what: 'figure', broken: (r: Report) => ({ ...r, figures: r.figures.map((f) => ({ ...f, quote: '7 件' })) }) },
    { what: 'fact', broken: (r: Report) => ({ ...r, facts: r.facts.map((f) => ({ ...f, quote: '别处的话' })) }) },
    { what: 'passage', broken: (r: Report) => ({ ...r, passages: r.passages.map((p) => ({ ...p, quote: '编的' })) }) },
    { what: 'passage', broken: (r: Report) => ({ ...r, lines: r.lines.map((l) => l.replace('若干', '许多')) }) },
  ])('a $what whose quote is not in the source is refused', async ({ what, broken }) => {
    const database = await fresh();
    const whole = report({ figures: [{ metric: 'granted' }], facts: [{ key: 'contact.phone', text: '110' }] });
    await expect(store(database, broken(whole))).rejects.toThrow(new RegExp(`${what} .*quotes what is not there`));
    await expect(store(database, broken(whole))).rejects.toThrow(RangeError);
    expect(await database.all('select * from report')).toEqual([]);
  });

  test('a check that throws leaves the old state', async () => {
    const database = await fresh();
    await store(database, report({ figures: [{ metric: 'granted', stated: 1 }] }));
    const before = await everything(database);
    const failing = store(database, report({ figures: [{ metric: 'granted', stated: 2 }] }), {
      check: () => {
        throw new RangeError('a rule is wrong');
      },
    });
    await expect(failing).rejects.toThrow('a rule is wrong');
    expect(await everything(database)).toEqual(before);
  });
});

describe('findings', () => {
  /** Compares a figure with the year before, as the rules across years do. */
  const check: CheckReports = (now, previous) => {
    const [is] = now.figures;
    const [was] = previous?.figures ?? [];
    return [
      buildFinding(was ? 'X-CARRY' : 'X-NONE', {
        message: `${was?.stated ?? '无'}→${is?.stated}`,
        metrics: ['granted', 'granted'],
        places: [{ section: '一', quote: 'q', line: 3 }],
      }),
    ];
  };
  const of = (year: number, stated: number): Report => report({ year, figures: [{ metric: 'granted', stated }] });
  const messages = async (database: Database): Promise<unknown> =>
    (await readFindings(database, ALL)).map(({ year, message }) => `${year} ${message}`);

  test('a report is checked against the year before, and the year after against it', async () => {
    const database = await fresh();
    await store(database, of(2023, 3), { check });
    expect(await messages(database)).toEqual(['2023 无→3']);
    await store(database, of(2022, 2), { check });
    expect(await messages(database)).toEqual(['2022 无→2', '2023 2→3']);
    await store(database, of(2022, 7), { check });
    expect(await messages(database)).toEqual(['2022 无→7', '2023 7→3']);
    await store(database, { ...of(2023, 4), office: BAILU }, { check });
    expect(await messages(database)).toEqual(['2022 无→7', '2023 7→3', '2023 无→4']);
  });

  test('come with the figures they doubt, once each', async () => {
    const database = await fresh();
    await store(database, of(2022, 2), { check });
    await store(database, of(2023, 3), { check });
    const asked = { offices: [1], years: [2023], metrics: ['granted', 'applications_new', 'granted'] };
    const { figures, findings } = await readFigures(database, asked);
    expect(figures.map(({ year, stated }) => ({ year, stated }))).toEqual([{ year: 2023, stated: 3 }]);
    const { title, file, format } = of(2023, 3);
    expect(findings).toEqual([
      {
        ...{ rule: 'X-CARRY', at: '', severity: 'error', outcome: 'broken', message: '2→3' },
        ...{ metrics: ['granted', 'granted'], places: [{ section: '一', quote: 'q', line: 3 }] },
        ...{ reportId: 2, officeId: 1, office: LINJIANG.name, year: 2023, title, file, format, verdict: null },
      },
    ]);
    expect((await readFigures(database, { ...asked, metrics: ['applications_new'] })).findings).toEqual([]);
  });

  test("a person's verdict outlives the report's being stored again", async () => {
    const database = await fresh();
    await store(database, of(2023, 3), { check });
    const decided = { office: 1, year: 2023, rule: 'X-NONE', at: '', who: '张三', now: NOW } as const;
    await saveVerdict(database, { ...decided, verdict: 'confirmed', reason: '已核实' });
    await saveVerdict(database, { ...decided, verdict: 'dismissed', reason: '上年未建', now: LATER });
    await store(database, of(2023, 4), { check });
    const verdict = { verdict: 'dismissed', reason: '上年未建', who: '张三', at: LATER.toISOString() };
    expect(await readFindings(database, ALL)).toMatchObject([{ message: '无→4', verdict }]);
    const { findings } = await readFigures(database, { ...ALL, metrics: ['granted'] });
    expect(findings).toMatchObject([{ verdict }]);
  });
});
