import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isHeaderLabel } from '../../ingest/header-labels.js';
import { cutSections } from '../../ingest/sections.js';
import { readTables } from '../../ingest/statutory-tables.js';
import { readText } from '../../ingest/txt.js';
import { APPLICANTS, type Figure, type Format } from '../../knowledge/types.js';
import { LAYOUTS, type Layout, type Truth, truthOf, writeTable3, writeTable4 } from './table-writer.js';

function read(lines: readonly string[]) {
  const document = readText('report.txt', lines.join('\n'), isHeaderLabel);
  return readTables(cutSections(document), document.lines);
}

function stated(figures: readonly Figure[], key: string): unknown[] {
  return APPLICANTS.map(
    (applicant) => figures.find((each) => each.metric === key && each.applicant === applicant)?.stated,
  );
}

/** Cells that are neither the truth nor said to be unreadable or missing. */
function wrong(figures: readonly Figure[], truth: Truth): string[] {
  return figures
    .filter(({ metric, applicant }) => truth.has(metric) && applicant !== null)
    .filter((each) => {
      const value = truth.get(each.metric)?.[APPLICANTS.indexOf(each.applicant ?? 'total')];
      return each.stated !== value && each.stated !== 'unreadable';
    })
    .map(({ metric, applicant, stated: read }) => `${metric} ${applicant} ${String(read)}`);
}

const form = fc.constantFrom<Format>('2019', '2021');
const cell = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 120 }) },
  fc.constant<'blank'>('blank'),
  fc.constant<'slash'>('slash'),
);
const cells = fc.array(cell, { minLength: 175, maxLength: 175 });
const numbers = fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 175, maxLength: 175 });
const at = (values: readonly (number | 'blank' | 'slash')[]) => (row: number, column: number) =>
  values[row * 7 + column] ?? 0;

describe('table 3 in every layout', () => {
  it.each(LAYOUTS)('%s: full rows are read cell for cell', (layout) => {
    fc.assert(
      fc.property(form, numbers, (version, values) => {
        const truth = truthOf(version, at(values));
        const { figures, format, notes } = read(writeTable3(truth, layout));
        for (const [key, row] of truth) expect(stated(figures, key), key).toEqual(row);
        expect(format).toBe(version);
        expect(notes.filter(({ table }) => table === 3)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it.each(['one cell a line', 'tab rows', 'pipes'] as const)('%s: blanks stay blank in their own column', (layout) => {
    fc.assert(
      fc.property(form, cells, (version, values) => {
        const truth = truthOf(version, at(values));
        const { figures } = read(writeTable3(truth, layout));
        expect(wrong(figures, truth)).toEqual([]);
        const rows = [...truth].filter(([, row]) => row[0] !== 'blank' && row[6] !== 'blank');
        for (const [key, row] of rows) expect(stated(figures, key), key).toEqual(row);
      }),
      { numRuns: 25 },
    );
  });

  it.each(['spaces', 'stacked'] as const)('%s: a lost blank makes its row unreadable, never shifts it', (layout) => {
    fc.assert(
      fc.property(form, cells, (version, values) => {
        const truth = truthOf(version, at(values));
        expect(wrong(read(writeTable3(truth, layout)).figures, truth)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it.each(LAYOUTS)('%s: lines lost or cut in two never give a wrong cell', (layout: Layout) => {
    fc.assert(
      fc.property(
        form,
        numbers,
        fc.array(fc.nat(400), { maxLength: 4 }),
        fc.boolean(),
        (version, values, hits, drop) => {
          const truth = truthOf(version, at(values));
          const lines = writeTable3(truth, layout);
          const damaged = lines.flatMap((line, index) => {
            if (index < 4 || !hits.includes(index)) return [line];
            const middle = Math.floor(line.length / 2);
            return drop || !/\d/.test(line) || line.length < 20
              ? []
              : [line.slice(0, middle).replace(/\d+$/, ''), line.slice(middle).replace(/^\d+/, '')];
          });
          expect(wrong(read(damaged).figures, truth)).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('table 3 in a grid of ten columns', () => {
  const grid = truthOf('2021', (row, column) => (row === 0 || (row === 2 && column > 0) ? 'blank' : 0));
  const padded = writeTable3(grid, 'pipes').map((line) => line.replace(/^\| | \|$/g, '').replaceAll(' | ', '\t'));

  it('a blank row does not decide where the values of others begin', () => {
    expect(stated(read(padded).figures, 'granted')).toEqual(grid.get('granted'));
    expect(stated(read(padded).figures, 'applications_new')).toEqual(grid.get('applications_new'));
  });

  it('a row that lost the blank cells at its end is not shifted', () => {
    const lines = padded.map((line) => line.replace(/^(二、.*)\t0$/, '$1'));
    expect(wrong(read(lines).figures, grid)).toEqual([]);
  });

  it('a row that lost a value and what parts it from the next is not filled from there', () => {
    const whole = truthOf('2021', (row, column) => row * 10 + column);
    const lines = writeTable3(whole, 'one cell a line');
    const label = lines.findIndex((line) => /仍不明确/.test(line));
    const damaged = lines.filter((_, index) => index !== label + 1 && index !== label + 8);
    expect(wrong(read(damaged).figures, whole)).toEqual([]);
  });

  it('a blank row of other handling is blank in the form of 2019', () => {
    const old = truthOf('2019', (row) => (row === 20 ? 'blank' : 0));
    expect(stated(read(writeTable3(old, 'tab rows')).figures, 'other_handling')).toEqual(old.get('other_handling'));
  });
});

describe('table 3, row by row', () => {
  const full = truthOf('2019', (row, column) => (column === 6 ? 10 : row % 3));
  const lines = writeTable3(full, 'tab rows');
  const swap = (key: RegExp, by: (line: string) => string) => lines.map((line) => (key.test(line) ? by(line) : line));

  it('takes a row shifted left by a page break, with the freed fields at its end', () => {
    const { figures } = read(swap(/四类过程性/, (line) => `${line.trimStart()}\t\t`));
    expect(stated(figures, 'denied_deliberative_process')).toEqual(full.get('denied_deliberative_process'));
  });

  it('keeps a blank first cell of a shifted row blank', () => {
    const { figures } = read(swap(/四类过程性/, (line) => `${line.trimStart().replace(/\t\d+/, '\t')}\t\t`));
    expect(stated(figures, 'denied_deliberative_process')[0]).toBe('blank');
    expect(stated(figures, 'denied_deliberative_process')[6]).toBe(10);
  });

  it('does not take the values behind a label that runs into another row', () => {
    const { figures } = read(
      swap(/四类过程性/, (line) => line.replace('过程性信息', '过程性信息要求行政机关确认或重新出具已获取')),
    );
    expect(stated(figures, 'denied_deliberative_process')).toEqual(Array(7).fill(undefined));
    const { figures: spelled } = read(swap(/四类过程性/, (line) => line.replace('过程性信息', '过程性信息（件）')));
    expect(stated(spelled, 'denied_deliberative_process')).toEqual(full.get('denied_deliberative_process'));
  });

  it('says a row with too few cells is unreadable', () => {
    const { figures, notes } = read(swap(/重复申请/, (line) => line.split('\t').slice(0, -2).join('\t')));
    expect(new Set(stated(figures, 'rejected_repeated'))).toEqual(new Set(['unreadable']));
    expect(notes.map(({ kind }) => kind)).toContain('unreadable_row');
  });

  it('says a row with too many values is unreadable', () => {
    const { figures } = read(swap(/重复申请/, (line) => `${line}\t4`));
    expect(new Set(stated(figures, 'rejected_repeated'))).toEqual(new Set(['unreadable']));
  });

  it('reports a row that is no row of the form, and one that is missing', () => {
    const { notes } = read([
      ...lines.filter((line) => !/国家秘密/.test(line)).map((line) => line.replace('重复申请', '属于工作秘密')),
    ]);
    expect(notes.filter(({ table }) => table === 3).map(({ kind, label }) => [kind, label])).toEqual(
      expect.arrayContaining([
        ['missing_row', 'denied_state_secret'],
        ['unknown_row', '2.属于工作秘密'],
        ['missing_row', 'rejected_repeated'],
      ]),
    );
  });
});

describe('table 4', () => {
  const numbered = Array.from({ length: 15 }, (_, index) => String(index));
  it.each([
    ['fifteen values', numbered, numbered.map(Number)],
    [
      'blanks at the front',
      ['', '', '', '', '', ...numbered.slice(5)],
      ['blank', 'blank', 'blank', 'blank', 'blank', ...numbered.slice(5).map(Number)],
    ],
    [
      'strokes',
      numbered.map((each) => (each === '3' ? '/' : each)),
      numbered.map((each) => (each === '3' ? 'slash' : Number(each))),
    ],
    ['fourteen values', numbered.slice(1), Array(15).fill('unreadable')],
    ['sixteen values', [...numbered, '9'], Array(15).fill('unreadable')],
  ])('%s', (_, values, expected) => {
    expect(read(writeTable4(values)).figures.map((figure) => figure.stated)).toEqual(expected);
  });
});

describe('table 2', () => {
  const clause = (number: string) => `第二十条第（${number}）项`;
  it.each<[string, string[], Record<string, unknown>]>([
    [
      'the 2021 form',
      [
        clause('一'),
        '信息内容\t本年制发件数\t本年废止件数\t现行有效件数',
        '规章\t0\t0\t0',
        '行政规范性文件\t3\t\t12',
        clause('八'),
        '信息内容\t本年收费金额（单位：万元）',
        '行政事业性收费\t26.55',
      ],
      {
        't2.normative_documents.issued': 3,
        't2.normative_documents.repealed': 'blank',
        't2.administrative_fees.amount_wanyuan': 26.55,
      },
    ],
    [
      'the 2019 form with signs and amounts',
      [
        clause('五'),
        '信息内容\t上一年项目数量\t本年增/减\t处理决定数量',
        '行政许可\t12\t-1\t1,204',
        '其他对外管理服务事项\t3\t增2\t/',
        clause('九'),
        '信息内容\t采购项目数量\t采购总金额',
        '政府集中采购\t2\t6.5万元',
      ],
      {
        't2.administrative_licensing.items_change': -1,
        't2.administrative_licensing.decisions': 1204,
        't2.other_external_services.items_change': 2,
        't2.other_external_services.decisions': 'slash',
        't2.government_procurement.total_amount': 6.5,
      },
    ],
    [
      'a row that lost a cell',
      [clause('一'), '信息内容\t本年制发件数\t本年废止件数\t现行有效件数', '规章\t0\t0'],
      { 't2.rules.issued': 'unreadable', 't2.rules.in_force': 'unreadable' },
    ],
  ])('%s', (_, rows, expected) => {
    const { figures } = read([
      '二、主动公开政府信息情况',
      ...rows.map((row) => (row.includes('\t') ? row : `${row}\t\t\t`)),
    ]);
    const found = Object.fromEntries(figures.map((figure) => [figure.metric, figure.stated]));
    expect(found).toMatchObject(expected);
  });

  it('keeps an amount without a unit without one', () => {
    const { figures } = read([
      '二、主动公开政府信息情况',
      '信息内容\t采购项目数量\t采购总金额',
      '政府集中采购\t5\t3360',
    ]);
    expect(figures.find(({ metric }) => metric === 't2.government_procurement.total_amount')).toMatchObject({
      stated: 3360,
      unit: null,
    });
  });
});
