import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isHeaderLabel } from '../../ingest/header-labels.js';
import { readHtml } from '../../ingest/html.js';
import { readMarkdown } from '../../ingest/markdown.js';
import { cutSections } from '../../ingest/sections.js';
import { readStatistics, type Statistics } from '../../ingest/statistics-table.js';
import { readText } from '../../ingest/txt.js';
import { STATISTICS_GROUPS, STATISTICS_ROWS } from '../../knowledge/metrics.js';

/** Rows as they are printed: groups without a number of their own in front of their first row. */
const ROWS = STATISTICS_ROWS.flatMap((row, at) => {
  const group = STATISTICS_GROUPS[row.group - 1];
  const opens = STATISTICS_ROWS[at - 1]?.group !== row.group && !group?.anchor.test(row.label);
  const own = group?.anchor.test(row.label) ? group.label : `（一）${row.label}`;
  return [
    ...(opens ? [{ label: group?.label ?? '', unit: '——', key: null }] : []),
    { label: own, unit: row.unit, key: row.key },
  ];
});
type Printed = readonly (readonly [label: string, unit: string, value: string])[];

const LAYOUTS = {
  'fields between TABs': (rows: Printed) => text(rows.map((row) => row.join('\t'))),
  'fields between TABs, numbered': (rows: Printed) => text(rows.map((row, at) => [at + 1, ...row].join('\t'))),
  'one cell a line': (rows: Printed) => text(rows.flatMap((row) => [...row.map((cell) => `\t${cell}`), ''])),
  'pipes in text': (rows: Printed) => text(rows.map((row) => `| ${row.join(' | ')} |`)),
  Markdown: (rows: Printed) =>
    statistics(readMarkdown('a.md', ['| 指标 | 单位 | 数 |', '| --- | --- | --- |', ...piped(rows)].join('\n'))),
  'a page': (rows: Printed) =>
    statistics(
      readHtml('a.html', `<table>${rows.map((row) => `<tr><td>${row.join('</td><td>')}</td></tr>`).join('')}</table>`),
    ),
} as const;

const number = fc.oneof({ weight: 5, arbitrary: fc.nat(5000).map(String) }, fc.constantFrom('', '/', '—'));
const values = fc.array(number, { minLength: ROWS.length, maxLength: ROWS.length });
const STATE: Readonly<Record<string, unknown>> = { '': 'blank', '/': 'slash', '—': 'slash' };

describe('the statistics table in every layout', () => {
  it.each(Object.entries(LAYOUTS))('%s: every cell in its row', (_, read) => {
    fc.assert(
      fc.property(values, (cells) => {
        const printed = ROWS.map(({ label, unit, key }, at) => [label, unit, key ? (cells[at] ?? '') : '——'] as const);
        const { figures, notes } = read(printed);
        const truth = ROWS.flatMap(({ key }, at) => (key ? [[key, STATE[cells[at] ?? ''] ?? Number(cells[at])]] : []));
        expect(figures.map(({ metric, stated }) => [metric, stated])).toEqual(truth);
        expect(notes).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });

  it('a row that lost the cell of its number is unreadable, not blank', () => {
    const rows = ROWS.map(({ label, unit, key }, at) => `| ${label} | ${unit} | ${key ? at : '——'} | |`);
    const at = ROWS.findIndex(({ key }) => key !== null);
    const { label, unit, key } = ROWS[at] ?? { label: '', unit: '', key: null };
    const short = rows.with(at, `| ${label} | ${unit} | |`);
    const { figures } = statistics(
      readMarkdown('a.md', ['| 指标 | 单位 | 数 | 备注 |', '| --- | --- | --- | --- |', ...short].join('\n')),
    );
    expect(figures.find(({ metric }) => metric === key)?.stated).toBe('unreadable');
    expect(figures.filter(({ stated }) => stated === 'unreadable')).toHaveLength(1);
  });

  it('lines that were lost make no number another row’s', () => {
    fc.assert(
      fc.property(values, fc.subarray([...ROWS.keys()]), (cells, kept) => {
        const printed = kept.map((at) => {
          const { label, unit, key } = ROWS[at] ?? { label: '', unit: '', key: null };
          return [label, unit, key ? (cells[at] ?? '') : '——'] as const;
        });
        const { figures } = LAYOUTS['fields between TABs'](printed);
        const truth = new Map(kept.map((at) => [ROWS[at]?.key, STATE[cells[at] ?? ''] ?? Number(cells[at])]));
        const wrong = figures.filter(({ metric, stated }) => stated !== 'unreadable' && stated !== truth.get(metric));
        expect(wrong).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a damaged statistics table', () => {
  const around = [
    '（一）收到申请数\t件\t3',
    '1.当面申请数\t件\t1',
    '3.网络申请数\t件\t2',
    '申请办结数\t件\t3',
    '按时办结数\t件\t3',
  ];

  it.each<[string, string[], string, unknown, string[]]>([
    [
      'a number that is missing with its field',
      ['延期办结数\t件'],
      'legacy.completed_late',
      'unreadable',
      ['wrong_cell_count'],
    ],
    ['an empty field', ['延期办结数\t件\t'], 'legacy.completed_late', 'blank', []],
    [
      'a remark behind the number',
      ['延期办结数\t件\t1\t见说明'],
      'legacy.completed_late',
      'unreadable',
      ['wrong_cell_count'],
    ],
    ['two numbers in one field', ['延期办结数\t件\t1 2'], 'legacy.completed_late', 'unreadable', []],
    ['words for a number', ['延期办结数\t件\t若干'], 'legacy.completed_late', 'unreadable', []],
    ['a number with its unit', ['延期办结数\t\t1件'], 'legacy.completed_late', 1, []],
    ['no unit at all', ['延期办结数\t1'], 'legacy.completed_late', 1, []],
    ['thousands', ['主动公开政府信息数\t条\t12，345'], 'proactive_disclosed_count', 12345, []],
    ['a row printed twice, alike', ['延期办结数\t件\t1', '延期办结数\t件\t1'], 'legacy.completed_late', 1, []],
    [
      'a row printed twice, otherwise',
      ['延期办结数\t件\t1', '延期办结数\t件\t2'],
      'legacy.completed_late',
      'unreadable',
      [],
    ],
    [
      'a result without its group',
      ['被依法纠错数\t件\t1'],
      'legacy.reconsideration_corrected',
      'unreadable',
      ['unreadable_row'],
    ],
    [
      'and not of lawsuits either',
      ['被依法纠错数\t件\t1'],
      'legacy.litigation_corrected',
      'unreadable',
      ['unreadable_row'],
    ],
    [
      'a result under its group',
      ['五、行政诉讼数量\t件\t1', '被依法纠错数\t件\t1'],
      'legacy.litigation_corrected',
      1,
      [],
    ],
    ['a row of its own', ['5.电话申请数\t件\t1'], 'legacy.completed_late', undefined, ['unknown_row']],
  ])('%s', (_, rows, key, state, kinds) => {
    const { figures, notes } = text([...around, ...rows]);
    expect(figures.find(({ metric }) => metric === key)?.stated).toBe(state);
    expect(notes.map(({ kind }) => kind)).toEqual(kinds);
    expect(figures.filter(({ metric }) => metric === 'applications_new').map(({ stated }) => stated)).toEqual([3]);
  });

  it('too few of its rows are no table', () => {
    expect(text(around.slice(0, 4))).toEqual({ figures: [], notes: [] });
  });
});

// --- internal ---

function statistics(document: ReturnType<typeof readText>): Statistics {
  return readStatistics(cutSections(document), document.lines);
}

function text(lines: readonly string[]): Statistics {
  return statistics(readText('a.txt', ['一、概述', '平稳。', '', ...lines].join('\n'), isHeaderLabel));
}

function piped(rows: Printed): string[] {
  return rows.map((row) => `| ${row.join(' | ')} |`);
}
