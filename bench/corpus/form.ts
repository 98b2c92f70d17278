import { STATUTORY_SECTIONS } from '../../knowledge/checks/structure.js';
import {
  APPLICANT_LABELS,
  TABLE2_BLOCKS,
  TABLE3_GROUPS,
  TABLE3_ROWS,
  TABLE4_BLOCKS,
  TABLE4_COLUMNS,
} from '../../knowledge/metrics.js';
import { APPLICANTS, type Applicant, type Format, type SectionKey } from '../../knowledge/types.js';

/** The tables of the official forms as text copied out of a page: cells parted by tabs. */

/** What stands in the cells that are not 0. */
export interface Cells {
  /** By metric key. */
  readonly table2: Readonly<Record<string, string>>;
  /** By row key and applicant. */
  readonly table3: Readonly<Record<string, Partial<Record<Applicant, string>>>>;
}

export type Form = Exclude<Format, 'narrative'>;

export function sectionTitle(key: SectionKey): string {
  const section = STATUTORY_SECTIONS.find((each) => each.key === key);
  return `${section?.number}、${section?.title}`;
}

export function table2(form: Form, { table2: cells }: Cells): string[] {
  return TABLE2_BLOCKS.filter(({ format }) => format === form).flatMap(({ clause, columns, rows }) => [
    clause,
    ['信息内容', ...columns.map(({ label }) => label)].join('\t'),
    ...rows.map((row) =>
      [row.label, ...columns.map((column) => cells[`t2.${row.key}.${column.key}`] ?? '0')].join('\t'),
    ),
  ]);
}

export function table3(form: Form, { table3: cells }: Cells): string[] {
  const rows = TABLE3_ROWS.filter(({ forms }) => forms.includes(form));
  const labels = APPLICANTS.map((applicant) => APPLICANT_LABELS[applicant].label);
  const results = rows.filter(({ depth }) => depth > 1);
  return [
    '（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）\t\t\t申请人情况\t\t\t\t\t\t',
    `\t\t\t${labels[0]}\t法人或其他组织\t\t\t\t\t${labels[6]}`,
    `\t\t\t\t${labels.slice(1, 6).join('\t')}\t`,
    ...rows.map((row) => {
      const first = row === results[0] ? (TABLE3_GROUPS[0]?.label ?? '') : '';
      const group = rows.find((other) => other.group === row.group) === row ? (row.group ?? '') : '';
      const before =
        row.depth === 1 ? [row.label, '', ''] : row.depth === 2 ? [first, row.label, ''] : [first, group, row.label];
      return [...before, ...APPLICANTS.map((applicant) => cells[row.key]?.[applicant] ?? '0')].join('\t');
    }),
  ];
}

export function table4(): string[] {
  const columns = TABLE4_COLUMNS.map(({ label }) => label);
  return [
    '行政复议\t\t\t\t\t行政诉讼\t\t\t\t\t\t\t\t\t',
    '\t\t\t\t\t未经复议直接起诉\t\t\t\t\t复议后起诉\t\t\t\t',
    TABLE4_BLOCKS.flatMap(() => columns).join('\t'),
    TABLE4_BLOCKS.flatMap(() => columns.map(() => '0')).join('\t'),
  ];
}
