import { isPrinted, metric, TABLE3_ROWS } from '../../knowledge/metrics.js';
import type { StoredFigure, StoredReport } from '../../knowledge/stored.js';
import { APPLICANTS, type Applicant } from '../../knowledge/types.js';
import { absentText } from '../absence.js';
import { type Draft, startDraft } from '../draft.js';
import { inMeasure } from '../mentions/measures.js';
import { PHRASES } from '../phrases.js';
import { type Context, defineQuestion } from '../question.js';
import { resolveScope } from '../scope.js';
import type { Understanding } from '../understand.js';
import { applicantName, metricName, reportName, statedText } from '../wording.js';

/** The parts of a figure: categories of disclosure, results of applications, kinds of applicants, cells of a row. */
export interface BreakdownQuery {
  readonly title: string;
  readonly keys: readonly string[];
  readonly rows: 'applicants' | 'metrics' | 'parts';
}

export const breakdown = defineQuestion<BreakdownQuery>({
  name: 'breakdown',
  kind: 'table',
  examples: [
    '西园街道2023年主动公开各类分别多少条',
    '省新镇2020年申请办理结果明细',
    '省新镇2020年申请人构成',
    '灵源街道2020年规范性文件情况',
    '西园街道2023年行政处罚明细',
  ],
  notFor: ['西园2023年民政类信息多少条', '什么是勾稽关系', '西园分类数对吗'],
  match(understood) {
    if (understood.operations.has('check')) return null;
    const rule = RULES.find(({ pattern }) => pattern.test(understood.text));
    if (rule) return rule.query;
    const row = understood.metrics.find((mention) => mention.group);
    const alone = understood.metrics.every(({ group }) => group);
    return row &&
      alone &&
      understood.rest.every((run) => run.length < 2) &&
      inMeasure(understood.topic, row.keys).length > 0
      ? { title: '', keys: row.keys, rows: 'metrics' }
      : null;
  },
  answer: answerBreakdown,
});

/** Answers with one value a row, in print order. */
export async function answerBreakdown(
  query: BreakdownQuery,
  understood: Understanding,
  context: Context,
): Promise<Draft> {
  const scoped = resolveScope(understood, context, { noYear: 'ask', noOffice: 'ask' });
  if (!scoped.found) return scoped.draft;
  const { figures, findings } = await context.knowledge.figures({
    offices: scoped.offices.map(({ id }) => id),
    years: [...new Set(scoped.reports.map(({ year }) => year))],
    metrics: query.keys,
  });
  const draft = startDraft(context.reports);
  const lines: string[] = [];
  let found = false;
  for (const report of scoped.reports) {
    const rows = rowsOf(
      query,
      figures.filter((row) => row.reportId === report.id),
      understood.applicants[0] ?? 'total',
    );
    found ||= rows.length > 0;
    lines.push(...linesOf(query, report, rows));
    for (const row of rows) draft.addFigure(row);
    const doubts = findings.filter(
      (each) => each.reportId === report.id && each.outcome === 'broken' && rows.length > 0,
    );
    for (const finding of doubts) draft.addFinding(finding);
    if (doubts.length > 0) lines.push(PHRASES.doubts);
  }
  return draft.build(found ? 'table' : 'missing', lines.join('\n'));
}

// --- internal ---

/** Rows of 三、本年度办理结果 in print order. */
const RESULTS = TABLE3_ROWS.filter((row) => row.depth > 1).map((row) => row.key);

const RULES: readonly { readonly pattern: RegExp; readonly query: BreakdownQuery }[] = [
  {
    pattern: /申请人?.{0,6}(?:构成|来自|都是(?:什么|哪些)人|类型|分布)|什么人.{0,4}申请/,
    query: { title: '本年新收申请按申请人分', keys: ['applications_new'], rows: 'applicants' },
  },
  {
    pattern: /(?:办理|处理|答复|申请).{0,6}(?:结果|明细|构成|分布)(?!总计|维持|纠正)/,
    query: { title: '申请办理结果', keys: RESULTS, rows: 'metrics' },
  },
  {
    pattern:
      /(?:公开|信息).{0,6}(?:分类|各类|哪几类|哪些类|构成|明细|分别)|各类.{0,6}(?:信息|公开)|分类.{0,4}(?:公开|情况|数)/,
    query: { title: '主动公开信息分类', keys: ['proactive_disclosed_count', 'category_count'], rows: 'parts' },
  },
];

function rowsOf(query: BreakdownQuery, rows: readonly StoredFigure[], column: Applicant): readonly StoredFigure[] {
  const order = (row: StoredFigure) => query.keys.indexOf(row.metric);
  const sorted = [...rows].sort((a, b) => order(a) - order(b));
  if (query.rows === 'parts') return sorted;
  const table = sorted.filter((row) => row.source === 'table');
  if (query.rows === 'applicants') {
    return APPLICANTS.flatMap((applicant) => table.filter((row) => row.applicant === applicant));
  }
  return table.filter((row) => (row.applicant ?? column) === column || (column === 'total' && isOnlySign(row, table)));
}

/** A column that has numbers where the total column has none of them is shown beside it. */
function isOnlySign(row: StoredFigure, table: readonly StoredFigure[]): boolean {
  const total = table.find((each) => each.metric === row.metric && each.applicant === 'total');
  return row.stated !== 0 && typeof row.stated === 'number' && total?.stated === 0;
}

function linesOf(query: BreakdownQuery, report: StoredReport, rows: readonly StoredFigure[]): string[] {
  const title = query.title || metricName(query.keys[0] ?? '').split('—')[0] || '';
  if (rows.length === 0) {
    const [first = ''] = query.keys;
    const printed = query.keys.find((key) => isPrinted(metric(key), report)) ?? first;
    return [absentText(metric(printed), report, title)];
  }
  return [
    PHRASES.tableHead(reportName(report), title),
    ...rows.map((row) => PHRASES.tableLine(rowName(query, row), statedText(row))),
  ];
}

function rowName(query: BreakdownQuery, row: StoredFigure): string {
  if (query.rows === 'applicants' && row.applicant) return applicantName(row.applicant);
  const column = row.applicant && row.applicant !== 'total' ? `（${applicantName(row.applicant)}列）` : '';
  return `${row.part ?? metricName(row.metric)}${column}`;
}
