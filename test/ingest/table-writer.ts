import {
  APPLICANT_LABELS,
  TABLE3_GROUPS,
  TABLE3_ROWS,
  TABLE4_BLOCKS,
  TABLE4_COLUMNS,
} from '../../knowledge/metrics.js';
import { APPLICANTS, type Format } from '../../knowledge/types.js';

/** Writes table 3 in the layouts of real reports, for tests: the same truth, printed in different ways. */

export type Truth = ReadonlyMap<string, readonly (number | 'blank' | 'slash')[]>;
export const LAYOUTS = ['one cell a line', 'tab rows', 'pipes', 'spaces', 'stacked'] as const;
export type Layout = (typeof LAYOUTS)[number];

/** Rows of a form with made-up values; `pick` gives each cell. */
export function truthOf(form: Format, pick: (row: number, column: number) => number | 'blank' | 'slash'): Truth {
  const rows = TABLE3_ROWS.filter((row) => row.forms.includes(form));
  return new Map(rows.map((row, at) => [row.key, APPLICANTS.map((_, column) => pick(at, column))]));
}

/** The lines of a report whose only table is table 3 in one layout. */
export function writeTable3(truth: Truth, layout: Layout): string[] {
  const rows = [...truth].map(([key, values]) => ({ labels: labelsOf(key, truth), values: values.map(printed) }));
  const body = {
    'one cell a line': () => [
      ...oneCell(HEADER),
      ...rows.flatMap(({ labels, values }) => oneCell([...labels, ...values])),
    ],
    'tab rows': () => [HEADER.join('\t'), ...rows.map(({ labels, values }) => tabRow(labels, values))],
    pipes: () => [
      `| ${HEADER.join(' | ')} |`,
      ...rows.map(({ labels, values }) => `| ${[...padded(labels), ...values].join(' | ')} |`),
    ],
    spaces: () =>
      rows.map(({ labels, values }) => `${labels.filter((each) => each !== '').join('  ')}  ${values.join('  ')}`),
    stacked: () => rows.flatMap(({ labels, values }) => [...labels.filter((each) => each !== ''), ...values]),
  }[layout];
  return [
    '一、总体情况',
    '全年工作平稳。',
    '三、收到和处理政府信息公开申请情况',
    '',
    ...body(),
    '',
    '四、政府信息公开行政复议、行政诉讼情况',
    '没有发生。',
  ];
}

/** Rows of table 4 as one TAB-separated line below its headers. */
export function writeTable4(values: readonly string[]): string[] {
  const blocks = TABLE4_BLOCKS.map(({ label }) => label);
  const columns = TABLE4_BLOCKS.flatMap(() => TABLE4_COLUMNS.map(({ label }) => label));
  return ['四、政府信息公开行政复议、行政诉讼情况', blocks.join('\t'), columns.join('\t'), values.join('\t')];
}

// --- internal ---

const HEADER = ['（本列数据的勾稽关系）', '', '', ...APPLICANTS.map((applicant) => APPLICANT_LABELS[applicant].label)];

function printed(value: number | 'blank' | 'slash'): string {
  return value === 'blank' ? '' : value === 'slash' ? '/' : String(value);
}

/** Group labels stand on the first row of their group only, as in real reports. */
function labelsOf(key: string, truth: Truth): string[] {
  const rows = TABLE3_ROWS.filter((row) => truth.has(row.key));
  const at = rows.findIndex((row) => row.key === key);
  const row = rows[at];
  if (!row) return [];
  if (row.depth === 1) return [row.label];
  const first = rows.findIndex((each) => each.depth > 1) === at ? (TABLE3_GROUPS[0]?.label ?? '') : '';
  if (row.depth === 2) return [first, row.label];
  const opens = rows[at - 1]?.group !== row.group;
  return [first, opens ? (row.group ?? '') : '', row.label];
}

function padded(labels: readonly string[]): string[] {
  const own = labels.at(-1) ?? '';
  return labels.length === 1 ? [own, '', ''] : labels.length === 2 ? [...labels, ''] : [...labels];
}

function oneCell(cells: readonly string[]): string[] {
  return [...cells.map((cell) => `\t${cell}`), ''];
}

/** One- and two-label rows begin their values in the third field, three-label rows in the fourth. */
function tabRow(labels: readonly string[], values: readonly string[]): string {
  const cells =
    labels.length === 1
      ? [labels[0], '', ...values, '']
      : labels.length === 2
        ? [...labels, ...values, '']
        : [...labels, ...values];
  return cells.join('\t');
}
