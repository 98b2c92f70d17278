import {
  isPrinted,
  isStatistic,
  LAST_YEAR_OF_STATISTICS,
  METRICS,
  metric,
  PARTS_OF_ANSWERS,
  TABLE3_ROWS,
} from '../../knowledge/metrics.js';
import type { StoredFigure, StoredReport } from '../../knowledge/stored.js';
import { APPLICANTS, type Applicant } from '../../knowledge/types.js';
import { absentText } from '../absence.js';
import { type Draft, startDraft } from '../draft.js';
import { inMeasure } from '../mentions/measures.js';
import { PHRASES } from '../phrases.js';
import { type Context, defineQuestion } from '../question.js';
import { resolveScope } from '../scope.js';
import { ofReport } from '../stored-index.js';
import type { Understanding } from '../understand.js';
import { applicantName, metricName, reportName, statedText } from '../wording.js';
import { answerFigure } from './figure.js';

/** The parts of a figure: categories of disclosure, results of applications, kinds of applicants, cells of a row. */
export interface BreakdownQuery {
  readonly title: string;
  readonly keys: readonly string[];
  readonly rows: 'applicants' | 'metrics' | 'parts';
  /** Only cells with a number other than 0. */
  readonly filled?: boolean;
  /** What says the same in the statistics table of the years before the forms; without it nothing of that table is shown. */
  readonly older?: readonly string[];
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
    const cells = cellsOfTable(understood.text);
    if (cells) return cells;
    if (understood.operations.has('check')) return null;
    const asked = ofApplicants(understood) ?? ofSum(understood);
    if (asked) return asked;
    const rule = RULES.find(({ pattern, only }) => pattern.test(understood.text) && namesOnly(understood, only));
    return rule ? rule.query : ofRow(understood);
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
    metrics: [...query.keys, ...(query.older ?? [])],
  });
  const printed = scoped.reports.map((report) => query.keys.filter((key) => isPrinted(metric(key), report)));
  const [[cell] = []] = printed;
  // A row of one cell is a figure.
  if (query.rows === 'metrics' && cell && printed.every((keys) => keys.length === 1)) {
    return answerFigure(
      { keys: [cell], applicants: understood.applicants, clues: [], unit: null, topic: understood.topic },
      understood,
      context,
    );
  }
  const draft = startDraft(context.reports);
  const lines: string[] = [];
  let found = false;
  for (const report of scoped.reports) {
    const rows = rowsOf(inReport(query, report), ofReport(figures, report.id), understood.applicants[0] ?? 'total');
    found ||= rows.length > 0;
    lines.push(...linesOf(query, report, rows));
    for (const row of rows) draft.addFigure(row);
    const doubts = findings.filter(
      (each) => each.reportId === report.id && each.outcome === 'broken' && each.metrics.length > 0 && rows.length > 0,
    );
    for (const finding of doubts) draft.addFinding(finding);
    if (doubts.length > 0) lines.push(PHRASES.doubts);
  }
  return draft.build(found ? 'table' : 'missing', lines.join('\n'));
}

// --- internal ---

const CATEGORIES = ['proactive_disclosed_count', 'category_count'];

/** Rows of 三、本年度办理结果 in print order. */
const RESULTS = TABLE3_ROWS.filter((row) => row.depth > 1).map((row) => row.key);

interface Rule {
  readonly pattern: RegExp;
  /** Where other figures than these are named, it is their breakdown that is asked for. */
  readonly only: readonly string[];
  readonly query: BreakdownQuery;
}

const RULES: readonly Rule[] = [
  {
    pattern:
      /(?:办理|处理|答复|申请|办结).{0,6}(?:结果|明细|构成|分布)(?!总计|维持|纠正)|申请.{0,4}(?:[都分各]别?)?是?(?:怎么|如何|咋|怎样)(?:个)?(?:处理|办|答复|回复|办理|回)[的了]|(?:处理|办理|答复)情况|(?:\d+[件条个]|那些|这些|那几[件个])(?:申请)?(?:都|又|最后|后来)?是?(?:怎么|如何|咋|怎样)(?:处理|办|答复|办理|回)[的了]/,
    only: ['applications_new', 'results_total', 'legacy.applications_completed', 'legacy.applications_answered'],
    query: { title: '申请办理结果', keys: RESULTS, rows: 'metrics', older: PARTS_OF_ANSWERS },
  },
  {
    pattern:
      /(?:公开|信息).{0,6}(?:分类|各类|哪几类|哪些类|构成|明细|分别|分布)|各类.{0,6}(?:信息|公开)|分类.{0,4}(?:公开|情况|数|明细|统计)|(?:按|分|各个?)(?:类别|类型|栏目|种类|大类)|(?:什么|哪些|啥)(?:种|大)?(?:类别|类型|种类|类)(?!最|申请|人)|类别.{0,4}(?:构成|明细|分布|情况|各|分别)|(?:公开|信息|条).{0,6}(?:怎么|如何|咋|怎样)(?:分|划分|归类)/,
    only: ['proactive_disclosed_count', 'category_count'],
    query: { title: '主动公开信息分类', keys: CATEGORIES, rows: 'parts' },
  },
];

/** What is asked of a whole printed table: all its cells, or those with a number other than 0. */
function cellsOfTable(text: string): BreakdownQuery | null {
  const [, number = ''] = /(?:附?表|表格)([二三四234])/.exec(text) ?? [];
  const table = TABLES[number];
  if (!table || !(FILLED.test(text) || WHOLE.test(text))) return null;
  const keys = [...METRICS.values()].filter((each) => each.table === table).map(({ key }) => key);
  return { title: `表${'一二三四'[table - 1]}`, keys, rows: 'metrics', filled: FILLED.test(text) };
}

const TABLES: Readonly<Record<string, number>> = { 二: 2, 三: 3, 四: 4, 2: 2, 3: 3, 4: 4 };
const FILLED = /(?:不为|不是|不等于|非|大于)(?:零|0)|有数(?:字|据)?的|有数字|填了数/;
const WHOLE =
  /表格?[二三四234](?:的|里|中|里面)?(?:全部|所有|完整|各项|各行|明细|数据|内容|数字)+(?:是什么|有哪些|是多少|列出来|都列出来|给我)?[?？呢吗]*$/;

/** 各类申请人分别几件: the columns of a row of table 3, of the applications received where none is named. */
function ofApplicants({ text, metrics, rest }: Understanding): BreakdownQuery | null {
  if (!BY_APPLICANT.test(text) || rest.filter((run) => run.length > 1 && !/申请|来源|类型/.test(run)).length > 0) {
    return null;
  }
  const rows = metrics.flatMap(({ keys }) => keys).filter((key) => metric(key).table === 3);
  const [key = 'applications_new'] = rows.filter((each) => each !== 'applications_new');
  const title = key === 'applications_new' ? '本年新收申请按申请人分' : `${metricName(key)}按申请人分`;
  return { title, keys: [key], rows: 'applicants' };
}

const BY_APPLICANT =
  /申请人?.{0,6}(?:构成|来自|都是(?:什么|哪些|啥)人|类型|分布)|(?:什么|哪些|啥|什么样的|哪类|哪种)人.{0,4}申请|申请.{0,4}是?(?:都)?是?(?:些)?(?:什么|啥|哪些)(?:样的|些)?人(?:提|来|交|申请)?的?|(?:各类|各种|各个|不同|每[类种]|哪[几些]类|各)(?:类型|种类|类别)?的?申请(?:人|主体|对象)|(?:按|分)(?:照)?申请(?:人|主体)|申请(?:人|主体)(?:类型|类别|身份|来源|情况|分类)|申请(?:人|主体).{0,4}(?:分别|各)(?!是谁|叫)/;

/** 不予公开的构成: the grounds, which are the rows under it. */
function ofSum({ text, metrics, rest, applicants }: Understanding): BreakdownQuery | null {
  const [only, ...others] = metrics;
  const formula = only && !only.group && others.length === 0 ? metric(only.keys[0] ?? '').formula : undefined;
  if (formula?.kind !== 'sum' || applicants.length > 0 || !PARTS.test(text)) return null;
  const explained = rest.every((run) => run.length < 2 || /^(?:原因|理由|情形|种类|类型)+$/.test(run));
  const rows = formula.of.every((key) => metric(key).table === 3);
  return explained && rows ? { title: metricName(only?.keys[0] ?? ''), keys: formula.of, rows: 'metrics' } : null;
}

const PARTS =
  /构成|明细|分布|细分|拆开|各(?:项|类|种|个)?(?:原因|理由|情形|情况|是)|(?:原因|理由|情形|情况).{0,4}(?:分别|各)|分别(?:是|有|因|属)/;

function ofRow(understood: Understanding): BreakdownQuery | null {
  const row = understood.metrics.find((mention) => mention.group);
  const alone = understood.metrics.every(({ group }) => group);
  return row &&
    alone &&
    understood.rest.every((run) => run.replace(/各[种类项个]|全部|所有|每[种类项个]/g, '').length < 2) &&
    inMeasure(understood.topic, row.keys).length > 0
    ? { title: '', keys: row.keys, rows: 'metrics' }
    : null;
}

function namesOnly({ metrics, rest }: Understanding, only: readonly string[]): boolean {
  const explained = rest.every((run) => run.replace(OF_PARTS, '').length < 2);
  return explained && metrics.every(({ keys, group }) => group || keys.every((key) => only.includes(key)));
}

/** Words that ask for parts, and numbers that the question itself brings. */
const OF_PARTS =
  /结果|怎[么样]?|如何|处理|办理|办结|答复|回复|构成|拆开?|分开|分成|列出?|[分各哪每]?[些几]?(?:大|种)?类[别型目]?|栏目|种类|统计|公开|主动|申请|来源|数据|\d+|[都些个最看条件分哪]/g;

function inReport(query: BreakdownQuery, { year }: StoredReport): BreakdownQuery {
  return query.older && year <= LAST_YEAR_OF_STATISTICS ? { ...query, keys: query.older } : query;
}

function rowsOf(query: BreakdownQuery, rows: readonly StoredFigure[], column: Applicant): readonly StoredFigure[] {
  const order = (row: StoredFigure) => query.keys.indexOf(row.metric);
  const asked = rows.filter((row) => query.keys.includes(row.metric) && (query.older || !isStatistic(row)));
  const sorted = asked.sort((a, b) => order(a) - order(b));
  // The whole alone is no breakdown.
  if (query.rows === 'parts') return sorted.some((row) => row.part !== null) ? sorted : [];
  const table = sorted.filter((row) => row.source === 'table' && (query.filled !== true || isFilled(row)));
  if (query.rows === 'applicants') {
    return APPLICANTS.flatMap((applicant) => table.filter((row) => row.applicant === applicant));
  }
  return table.filter((row) => (row.applicant ?? column) === column || (column === 'total' && isOnlySign(row, table)));
}

function isFilled({ stated }: StoredFigure): boolean {
  return typeof stated === 'number' && stated !== 0;
}

/** A column that has numbers where the total column has none of them is shown beside it. */
function isOnlySign(row: StoredFigure, table: readonly StoredFigure[]): boolean {
  const total = table.find((each) => each.metric === row.metric && each.applicant === 'total');
  return row.stated !== 0 && typeof row.stated === 'number' && (total?.stated ?? 0) === 0;
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
