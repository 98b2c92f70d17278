import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readHtml } from '../../ingest/html.js';
import { cutSections } from '../../ingest/sections.js';
import { readTables } from '../../ingest/statutory-tables.js';
import { APPLICANT_LABELS, TABLE3_ROWS, TABLE4_BLOCKS, TABLE4_COLUMNS } from '../../knowledge/metrics.js';
import { APPLICANTS, type Figure } from '../../knowledge/types.js';

/**
 * Word lays each row of a table out by itself; where rows do not line up, a file holds a finer grid, in which a value
 * reaches over one, two or three columns without meaning more than one.
 */
const cell = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 99 }).map(String) },
  fc.constantFrom('', '/', '—'),
);
const values = (count: number) => fc.array(cell, { minLength: count, maxLength: count });
const widths = (count: number) => fc.array(fc.integer({ min: 1, max: 3 }), { minLength: count, maxLength: count });

const tr = (cells: readonly (readonly [text: string, across: number])[]) =>
  `<tr>${cells.map(([text, across]) => `<td colspan="${across}">${text}</td>`).join('')}</tr>`;
const read = (title: string, rows: readonly string[]) => {
  const document = readHtml('a.html', `<p>一、总体情况</p><p>${title}</p><table>${rows.join('')}</table>`);
  return readTables(cutSections(document), document.lines).figures;
};
const isSaid = (figure: Figure, truth: string) => {
  if (truth === '') return figure.stated === 'blank';
  return /^\d/.test(truth) ? figure.stated === Number(truth) : figure.stated === 'slash';
};

const KEYS4 = TABLE4_BLOCKS.flatMap((block) => TABLE4_COLUMNS.map((column) => `${block.key}_${column.key}`));
const HEADERS4 = KEYS4.map((_, index) => TABLE4_COLUMNS[index % 5]?.label ?? '');
const TITLE4 = '四、政府信息公开行政复议、行政诉讼情况';

describe('values that reach over columns of a finer grid', () => {
  it('of table 4 stand in their columns', () => {
    fc.assert(
      fc.property(values(15), widths(15), widths(15), (truth, headerWidths, valueWidths) => {
        fc.pre(truth.filter((each) => each !== '').length >= 3);
        const header = tr(HEADERS4.map((label, index) => [label, headerWidths[index] ?? 1]));
        const figures = read(TITLE4, [header, tr(truth.map((text, index) => [text, valueWidths[index] ?? 1]))]);
        expect(
          KEYS4.every((key, index) => figures.some((f) => f.metric === key && isSaid(f, truth[index] ?? ''))),
        ).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('of table 4 are unreadable where two columns share one', () => {
    fc.assert(
      fc.property(values(15), fc.integer({ min: 0, max: 13 }), (truth, shared) => {
        fc.pre(truth.filter((each) => each !== '').length >= 4);
        const cells = truth.flatMap((text, index) =>
          index === shared + 1 ? [] : [[text, index === shared ? 2 : 1] as const],
        );
        const figures = read(TITLE4, [tr(HEADERS4.map((label) => [label, 1])), tr(cells)]);
        expect(figures.filter(({ stated }) => stated !== 'unreadable')).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  const ROWS3 = TABLE3_ROWS.filter(({ depth, key }) => depth === 1 || /granted$|results_total/.test(key));
  const HEADER3 = APPLICANTS.map((applicant) => [APPLICANT_LABELS[applicant].label, 1] as const);
  const labelled = (lines: readonly (readonly (readonly [string, number])[])[]) => [
    tr([['', 1], ...HEADER3]),
    ...lines.map((cells, index) => tr([[ROWS3[index]?.label ?? '', 1], ...cells])),
  ];
  const table = fc.array(values(7), { minLength: ROWS3.length, maxLength: ROWS3.length });
  const TITLE3 = '三、收到和处理政府信息公开申请情况';
  const stated = (figures: readonly Figure[], row: number, column: number) =>
    figures.find(({ metric, applicant }) => metric === ROWS3[row]?.key && applicant === APPLICANTS[column]);

  it('of table 3 stand in their columns', () => {
    fc.assert(
      fc.property(table, fc.array(widths(7), { minLength: ROWS3.length, maxLength: ROWS3.length }), (truth, spans) => {
        const cells = truth.map((line, row) => line.map((text, column) => [text, spans[row]?.[column] ?? 1] as const));
        const figures = read(TITLE3, labelled(cells));
        for (const [row, line] of truth.entries())
          for (const [column, text] of line.entries()) {
            const figure = stated(figures, row, column);
            expect(figure && isSaid(figure, text)).toBe(true);
          }
      }),
      { numRuns: 200 },
    );
  });

  it('of table 3 are unreadable where two columns share one', () => {
    fc.assert(
      fc.property(
        table,
        fc.integer({ min: 0, max: ROWS3.length - 1 }),
        fc.integer({ min: 0, max: 5 }),
        (truth, row, shared) => {
          fc.pre(truth[row]?.[shared] !== '');
          const cells = truth.map((line, index) =>
            line.flatMap((text, column) => {
              if (index !== row) return [[text, 1] as const];
              return column === shared + 1 ? [] : [[text, column === shared ? 2 : 1] as const];
            }),
          );
          const figures = read(TITLE3, labelled(cells));
          const torn = APPLICANTS.map((_, column) => stated(figures, row, column)?.stated);
          expect(new Set(torn)).toEqual(new Set(['unreadable']));
        },
      ),
      { numRuns: 200 },
    );
  });

  it.each<[string, string, unknown]>([
    ['two numbers in one cell', '<p>1</p><p>2</p>', 'unreadable'],
    ['a number with its unit in the next line', '3<br>件', 3],
    ['a number in pieces', '<span>1</span><span>2</span>', 12],
  ])('%s: %s', (_, content, value) => {
    const cells = ['1', '1', '1', '1', '1', '1'].map((text) => [text, 1] as const);
    const row = ROWS3.map(() => [[content, 1] as const, ...cells]);
    expect(stated(read(TITLE3, labelled(row)), 0, 0)?.stated).toBe(value);
  });
});
