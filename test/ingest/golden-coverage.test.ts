import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decode } from '../../ingest/encoding.js';
import { readReport } from '../../ingest/report.js';
import { isStatistic } from '../../knowledge/metrics.js';
import type { Figure, Report } from '../../knowledge/types.js';

/** Which golden report shows what: told from what is read of it and from its source, never from its name. */

interface Golden {
  readonly report: Report;
  readonly messages: readonly string[];
  readonly text: string;
}

const FOLDER = 'test/reports';
const FEWEST = 30;
const files = readdirSync(FOLDER).filter((file) => !file.endsWith('.json'));
const golden = new Map<string, Golden>(
  await Promise.all(
    files.map(async (file): Promise<[string, Golden]> => {
      const bytes = readFileSync(`${FOLDER}/${file}`);
      const { value, messages } = await readReport(file, bytes);
      return [file, { report: value, messages: messages.map(({ code }) => code), text: decode(bytes, null) }];
    }),
  ),
);

const printed =
  (pattern: RegExp) =>
  ({ report }: Golden): boolean =>
    cells(report).some((cell) => pattern.test(cell.printed));
const kind =
  (...kinds: readonly string[]) =>
  ({ report }: Golden): boolean =>
    kinds.includes(report.office.kind);
const says =
  (code: string) =>
  ({ messages }: Golden): boolean =>
    messages.includes(code);
const notes =
  (note: string, table: number | string) =>
  ({ report }: Golden): boolean =>
    report.notes.some((each) => each.kind === note && each.table === table);

const COVERAGE: readonly (readonly [string, (golden: Golden) => boolean, readonly string[]])[] = [
  [
    'the form of 2019',
    ({ report }) => report.format === '2019' && !report.hybrid && report.year < 2021,
    ['forestry-bureau-2019.md', 'qingshi-town-2020.txt', 'hongqiao-subdistrict-2020.html'],
  ],
  [
    'the form of 2021',
    ({ report }) => report.format === '2021' && !report.hybrid,
    ['chengbei-subdistrict-2024.md', 'bibo-town-2023.txt', 'baihe-county-2023.txt', 'fengle-town-2022.html'],
  ],
  ['both forms in one report', ({ report }) => report.hybrid, ['education-bureau-2021.txt', 'qingquan-town-2021.txt']],
  [
    'before the forms, words alone',
    ({ report }) => report.year < 2019 && cells(report).length === 0,
    ['longtan-township-2016.txt'],
  ],
  [
    'before the forms, with the statistics table',
    ({ report }) => report.year < 2019 && report.figures.filter(isStatistic).length > 20,
    ['yunxi-town-2017.txt', 'forestry-bureau-2018.html', 'zijin-subdistrict-2015.md'],
  ],
  [
    'a statistics table that contradicts the text',
    ({ report }) => report.figures.some((cell) => isStatistic(cell) && contradicted(cell, report)),
    ['yunxi-town-2017.txt', 'zijin-subdistrict-2015.md'],
  ],
  [
    'a statistics table with rows that cannot be told apart, of its own, or with two numbers',
    (each) => ['unknown_row', 'unreadable_row', 'wrong_cell_count'].every((note) => notes(note, 'statistics')(each)),
    ['zijin-subdistrict-2015.md'],
  ],
  ['a department', kind('部门'), ['audit-bureau-2022.txt', 'forestry-bureau-2018.html', 'police-bureau-2024.txt']],
  ['a town', kind('镇人民政府'), ['yunxi-town-2017.txt', 'qingshi-town-2020.txt', 'xinglong-town-2021.html']],
  ['a township', kind('乡人民政府'), ['longtan-township-2016.txt', 'zhushan-township-2025.txt']],
  ['a sub-district', kind('街道办事处'), ['wangjiang-subdistrict-2023.html', 'nanhu-subdistrict-2020.txt']],
  [
    'the government of a county',
    ({ report }) => report.office.kind === '人民政府' && /[县市区]$/.test(report.office.core),
    ['baihe-county-2023.txt'],
  ],
  [
    'thousands separators',
    printed(/\d[,，]\d{3}/),
    ['baihe-county-2023.txt', 'qingquan-town-2021.txt', 'forestry-bureau-2018.html'],
  ],
  ['decimals', printed(/\d\.\d/), ['liulin-subdistrict-2023.txt', 'yunxi-town-2017.txt', 'forestry-bureau-2019.md']],
  ['strokes', printed(/^\/$/), ['audit-bureau-2022.txt', 'yunxi-town-2017.txt', 'zijin-subdistrict-2015.md']],
  ['dashes', printed(/^—+$/), ['audit-bureau-2022.txt', 'forestry-bureau-2018.html']],
  [
    'blank cells',
    ({ report }) => cells(report).some(({ stated }) => stated === 'blank'),
    ['audit-bureau-2022.txt', 'yunxi-town-2017.txt', '安岭县民政局2022年政府信息公开工作年度报告.txt'],
  ],
  [
    'lost blanks: no cell of the row is guessed',
    ({ report }) =>
      report.notes.some(
        ({ kind: note, table, line }) =>
          note === 'unreadable_row' &&
          table === 3 &&
          cells(report)
            .filter((cell) => cell.line === line)
            .every(({ stated }) => stated === 'unreadable'),
      ),
    ['baisha-town-2022.txt', 'wangjiang-subdistrict-2023.html'],
  ],
  [
    'a row that a page broke',
    ({ text }) => /\t[^\n]*\n+—\s?\d+\s?—\n+(?:\S[^\n]*\t|\d)/.test(text),
    ['qingquan-town-2021.txt'],
  ],
  [
    'a row that a page moved',
    ({ text }) => /\n\t\t[1-8]\.[^\n]*\n[1-8]\.[^\n]*\t\d/.test(text) || /\n\(七\) 总计\t\d/.test(text),
    ['liulin-subdistrict-2023.txt', 'water-bureau-2022.txt'],
  ],
  ['a row of no form', notes('unknown_row', 3), ['baisha-town-2022.txt', 'wangjiang-subdistrict-2023.html']],
  ['a year that only the page names', says('YEAR_FROM_METADATA'), ['forestry-bureau-2018.html']],
  ['an office that only the page names', says('OFFICE_FROM_METADATA'), ['wangjiang-subdistrict-2023.html']],
  [
    'a year and an office that only the name of the file tells',
    (each) => says('YEAR_FROM_FILE_NAME')(each) && says('OFFICE_FROM_FILE_NAME')(each),
    ['安岭县民政局2022年政府信息公开工作年度报告.txt'],
  ],
  ['text', ({ text }) => text.includes('\t'), ['yunxi-town-2017.txt']],
  ['a page', ({ text }) => /<html/i.test(text), ['forestry-bureau-2018.html']],
  ['Markdown', ({ text }) => /^# .*[\s\S]*\n\| --- /.test(text), ['zijin-subdistrict-2015.md']],
];

describe('the golden reports', () => {
  it(`are ${FEWEST} at least`, () => {
    expect(golden.size).toBeGreaterThanOrEqual(FEWEST);
  });

  it.each(COVERAGE)('show %s', (_, shows, named) => {
    const lacking = named.filter((file) => {
      const each = golden.get(file);
      return each === undefined || !shows(each);
    });
    expect(lacking).toEqual([]);
  });
});

// --- internal ---

function cells({ figures }: Report): readonly Figure[] {
  return figures.filter(({ source }) => source === 'table');
}

function contradicted(cell: Figure, { figures }: Report): boolean {
  return figures.some(
    ({ source, metric, part, stated }) =>
      source === 'narrative' && metric === cell.metric && part === null && stated !== cell.stated,
  );
}
