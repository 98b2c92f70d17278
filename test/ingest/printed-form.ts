import type { Document } from '../../ingest/document.js';
import { cutSections } from '../../ingest/sections.js';
import {
  APPLICANT_LABELS,
  TABLE2_BLOCKS,
  TABLE3_GROUPS,
  TABLE3_ROWS,
  TABLE4_BLOCKS,
  TABLE4_COLUMNS,
} from '../../knowledge/metrics.js';
import { APPLICANTS, type Report } from '../../knowledge/types.js';

/** A report as any program could print it: the same text and the same cells, for writers of the different carriers. */

/** A cell and how far it reaches; cells it covers are not given. */
export interface PrintedCell {
  readonly text: string;
  readonly across: number;
  readonly down: number;
}

export type Piece =
  | { readonly kind: 'text'; readonly text: string; readonly heading: boolean }
  | { readonly kind: 'grid'; readonly rows: readonly (readonly PrintedCell[])[] };

/** A document as it stands: its paragraphs, and its tables with the cells that are merged. */
export function asItStands(document: Document): Piece[] {
  return document.blocks.map((block) => {
    if (block.kind === 'paragraph') return { kind: 'text', text: block.text, heading: block.heading };
    const at = (row: number, column: number) => block.rows[row]?.cells[column];
    const continues = (row: number, column: number, line: number, text: string) => {
      const cell = at(row, column);
      return cell?.spanned === true && cell.line === line && cell.text === text;
    };
    const rows = block.rows.map(({ cells }, row) =>
      cells.flatMap((cell, column): PrintedCell[] => {
        if (cell.spanned) return [];
        let across = 1;
        let down = 1;
        while (continues(row, column + across, cell.line, cell.text)) across += 1;
        while (continues(row + down, column, cell.line, cell.text)) down += 1;
        return [{ text: cell.text, across, down }];
      }),
    );
    return { kind: 'grid', rows };
  });
}

/** The same report with its tables in the layout of the official form, every merged cell in its place. */
export function inOfficialForm(document: Document, report: Report): Piece[] {
  const tables = new Map([
    ['proactive_disclosure', table2(report)],
    ['applications', table3(report)],
    ['review_and_litigation', table4(report)],
  ]);
  const { sections } = cutSections(document);
  const title =
    document.meta.title === undefined ? [] : [{ kind: 'text', text: document.meta.title, heading: true } as const];
  const body = document.blocks.flatMap((block): Piece[] => {
    if (block.kind === 'paragraph') return [{ kind: 'text', text: block.text, heading: block.heading }];
    const within = ({ line, lastLine }: { line: number; lastLine: number }) =>
      line >= block.line && lastLine <= block.lastLine;
    const key = sections.find((section) => section.tables.some(within))?.key ?? '';
    const rows = tables.get(key) ?? [];
    tables.delete(key);
    return rows.length > 0 ? [{ kind: 'grid', rows }] : [];
  });
  return [...title, ...body];
}

// --- internal ---

const cell = (text: string, across = 1, down = 1): PrintedCell => ({ text, across, down });

function printedValue(report: Report, metric: string, applicant?: string): string {
  const figure = report.figures.find(
    (each) =>
      each.source === 'table' && each.metric === metric && (applicant === undefined || each.applicant === applicant),
  );
  return figure?.printed ?? '';
}

function table2(report: Report): PrintedCell[][] {
  const format = report.format === '2019' ? '2019' : '2021';
  if (!report.figures.some((each) => each.metric.startsWith('t2.'))) return [];
  return TABLE2_BLOCKS.filter((block) => block.format === format).flatMap((block) => {
    const spread = (index: number) => (block.columns.length === 1 ? 3 : block.columns.length === 2 ? 1 + index : 1);
    return [
      [cell(block.clause, 4)],
      [cell('信息内容'), ...block.columns.map(({ label }, index) => cell(label, spread(index)))],
      ...block.rows.map((row) => [
        cell(row.label),
        ...block.columns.map((column, index) =>
          cell(printedValue(report, `t2.${row.key}.${column.key}`), spread(index)),
        ),
      ]),
    ];
  });
}

function table3(report: Report): PrintedCell[][] {
  const format = report.format === '2019' ? '2019' : '2021';
  const rows = TABLE3_ROWS.filter((row) => row.forms.includes(format));
  if (!report.figures.some((each) => each.metric === rows[0]?.key && each.source === 'table')) return [];
  const labels = APPLICANTS.map((applicant) => APPLICANT_LABELS[applicant].label);
  const results = rows.filter(({ depth }) => depth > 1);
  return [
    [cell('（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）', 3, 3), cell('申请人情况', 7)],
    [cell(labels[0] ?? '', 1, 2), cell('法人或其他组织', 5), cell(labels[6] ?? '', 1, 2)],
    labels.slice(1, 6).map((label) => cell(label)),
    ...rows.map((row) => {
      const opens = row === results[0] ? [cell(TABLE3_GROUPS[0]?.label ?? '', 1, results.length)] : [];
      const group = rows.filter(({ group }) => group !== null && group === row.group);
      const groups = row === group[0] ? [cell(row.group ?? '', 1, group.length)] : [];
      const values = APPLICANTS.map((applicant) => cell(printedValue(report, row.key, applicant)));
      return [...opens, ...groups, cell(row.label, row.depth === 1 ? 3 : row.depth === 2 ? 2 : 1), ...values];
    }),
  ];
}

function table4(report: Report): PrintedCell[][] {
  const keys = TABLE4_BLOCKS.flatMap((block) => TABLE4_COLUMNS.map((column) => `${block.key}_${column.key}`));
  if (!report.figures.some((each) => each.metric === keys[0] && each.source === 'table')) return [];
  return [
    [cell('行政复议', 5, 2), cell('行政诉讼', 10)],
    [cell('未经复议直接起诉', 5), cell('复议后起诉', 5)],
    keys.map((_, index) => cell(TABLE4_COLUMNS[index % 5]?.label ?? '')),
    keys.map((key) => cell(printedValue(report, key))),
  ];
}
