import fc from 'fast-check';
import readExcelFile from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { plainText, toCsv } from '../../adapters/check-table.js';
import { toText } from '../../adapters/check-text.js';
import { toWorkbook } from '../../adapters/check-workbook.js';
import type { Checked } from '../../adapters/checked.js';
import { buildFinding } from '../knowledge/fixtures.js';

/** A report whose office, file and quotes say what a hostile file could. */
function saying(words: string): Checked {
  const report = { officeId: 1, office: words, year: 2023, title: words, file: words };
  const finding = buildFinding('T3-BAL', { message: words, places: [{ section: words, quote: words, line: 7 }] });
  const of = { ...report, reportId: 1, format: '2021' as const, verdict: null };
  return { report, county: words, findings: [{ ...finding, ...of }], before: null, stored: true };
}

const FORMULAS = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1+1', '\r\n=1+1', ' =cmd', '＝1+1', '=HYPERLINK("http://x","y")'];

describe('a table of findings', () => {
  it.each(FORMULAS)('holds %j as text in CSV', (words) => {
    const [, row = ''] = toCsv([saying(words)])
      .trimEnd()
      .split('\r\n');
    const cells = [...row.matchAll(/"((?:[^"]|"")*)"/g)].map((match) => match[1] ?? '');
    expect(cells.length).toBeGreaterThan(5);
    for (const cell of cells) expect(cell).not.toMatch(/^\s*[=+\-@＝]/);
  });

  it.each([...FORMULAS, 'toString', '__proto__'])('holds %j as text in a workbook', async (words) => {
    const sheets = await readExcelFile(await toWorkbook([saying(words)]));
    const [, row] = sheets.find(({ sheet }) => sheet === '错误')?.data ?? [];
    expect(row?.filter((cell) => typeof cell === 'string' && cell.trim() === plainText(words).trim())).toHaveLength(5);
    expect(row?.filter((cell) => typeof cell === 'number')).toEqual([2023, 7]);
  });

  it('is one line a finding and can be opened, whatever the words', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (words) => {
        expect(toCsv([saying(words)]).split('\r\n')).toHaveLength(3);
        expect(toText([saying(words)])).not.toMatch(/(?!\n)\p{Cc}/u);
        expect(await readExcelFile(await toWorkbook([saying(words)]))).toHaveLength(5);
      }),
      { numRuns: 60 },
    );
  });

  it('cuts what no cell can hold', async () => {
    const sheets = await readExcelFile(await toWorkbook([saying('长'.repeat(40_000))]));
    const cells = sheets.flatMap(({ data }) => data.flat());
    expect(Math.max(...cells.map((cell) => String(cell ?? '').length))).toBe(32_767);
  });
});
