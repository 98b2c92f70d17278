import { isPrinted, metric } from '../knowledge/metrics.js';
import type { StoredFigure, StoredFinding, StoredReport } from '../knowledge/stored.js';
import type { Applicant } from '../knowledge/types.js';
import type { DraftBuilder } from './draft.js';
import { PHRASES } from './phrases.js';
import { type Selection, select } from './selection.js';
import { applicantName, figureName, metricName, numberText, reportName, statedText, whereName } from './wording.js';

/** Which figures are asked for. */
export interface FigureQuery {
  readonly keys: readonly string[];
  readonly applicants: readonly Applicant[];
  /** Content words that neither metric nor function words explain: they must name a part. */
  readonly clues: readonly string[];
  /** The counting word asked with (多少人次), null where none. */
  readonly unit: string | null;
  /** The question without office and year. */
  readonly topic: string;
}

/** What telling a metric needs to know. */
export interface Telling {
  readonly report: StoredReport;
  readonly key: string;
  readonly query: FigureQuery;
  /** Applicant column of table 3; null: the total. */
  readonly applicant: Applicant | null;
  readonly rows: readonly StoredFigure[];
  readonly doubts: readonly StoredFinding[];
}
export type Told = { readonly kind: 'stated' | 'parts' | 'computed' | 'missing'; readonly text: string };

/** Metrics whose cells belong together in an answer. */
export function shownKeys(key: string, report: StoredReport, rows: readonly StoredFigure[]): readonly string[] {
  const isStated = (each: string) => rows.some((row) => row.metric === each);
  const together = (TOGETHER[key] ?? [key]).filter((each) => isPrinted(metric(each), report) || isStated(each));
  const stated = together.filter((each) => [each, ...sumOperands(each)].some(isStated));
  return stated.length > 0 ? stated : together.slice(0, 1).length > 0 ? together.slice(0, 1) : [key];
}

/** Every metric that telling a key reads. */
export function neededKeys(key: string): readonly string[] {
  const shown = TOGETHER[key] ?? [key];
  return [...shown, ...shown.flatMap(sumOperands), ...shown.flatMap((each) => RESULTS[each] ?? [])];
}

/** Says one metric of one report, or that the text has to be asked: a part was named that no figure is of. */
export function tell(draft: DraftBuilder, given: Telling): Told | null {
  const { key, query, rows, doubts } = given;
  const entry = metric(key);
  if (entry.formula?.kind === 'sum') return tellSum(draft, given, entry.formula.of);
  const applicant = entry.table === 3 ? given.applicant : null;
  const clues = entry.parts ? query.clues.filter((run) => run.length >= 2) : [];
  const selection = select(rows, doubts, { key, applicant, clues, unit: query.unit, topic: query.topic });
  const told = SAY[selection.kind](draft, given, selection as never) ?? null;
  // The figures' own places are cited first, the doubts' behind them.
  for (const finding of doubts.filter((each) => each.outcome === 'broken' && each.metrics.includes(key))) {
    if (selection.kind !== 'none') draft.addFinding(finding);
  }
  return told;
}

// --- internal ---

function sumOperands(key: string): readonly string[] {
  const { formula } = metric(key);
  return formula?.kind === 'sum' ? formula.of : [];
}

const TOGETHER: Readonly<Record<string, readonly string[]>> = {
  't2.government_procurement.total_amount': [
    't2.government_procurement.total_amount',
    't2.government_procurement.project_count',
  ],
  't2.government_procurement.project_count': [
    't2.government_procurement.project_count',
    't2.government_procurement.total_amount',
  ],
  other_handling: ['other_handling', 'other_total'],
  litigation_stated: ['litigation_direct_total', 'litigation_after_reconsideration_total', 'litigation_stated'],
};

/** A total that is not zero is told with its results. */
const RESULTS: Readonly<Record<string, readonly string[]>> = {
  litigation_direct_total: [
    'litigation_direct_upheld',
    'litigation_direct_corrected',
    'litigation_direct_other',
    'litigation_direct_pending',
  ],
};

type Sayer<K extends Selection['kind']> = (
  draft: DraftBuilder,
  given: Telling,
  selection: Extract<Selection, { kind: K }>,
) => Told | null;

const SAY: { readonly [K in Selection['kind']]: Sayer<K> } = {
  none(_draft, { report, key, query }) {
    const entry = metric(key);
    if (query.clues.some((run) => run.length >= 2)) return null;
    const text = isPrinted(entry, report)
      ? PHRASES.metricNotStated(reportName(report), metricName(key))
      : PHRASES.metricNotInForm(reportName(report), metricName(key));
    return { kind: 'missing', text };
  },
  one(draft, given, { figure: shown, also }) {
    draft.addFigure(shown, also);
    const agreeing = also.find((row) => row.source !== shown.source);
    const where = whereName(shown) + (agreeing ? PHRASES.bothAgree(whereName(agreeing)) : '');
    const text = PHRASES.value(reportName(given.report), nameOf(shown), statedText(shown), where);
    return { kind: 'stated', text: text + results(draft, given) };
  },
  conflict(draft, { report, key }, { figures }) {
    for (const shown of figures) draft.addFigure(shown);
    const lines = figures.map((shown) => PHRASES.conflictLine(whereName(shown), statedText(shown)));
    const text = [PHRASES.conflict(reportName(report), metricName(key)), ...lines, PHRASES.conflictEnd].join('\n');
    return { kind: 'stated', text };
  },
  parts(draft, { report, key }, { figures }) {
    for (const shown of figures) draft.addFigure(shown);
    const lines = figures.map((shown) => PHRASES.tableLine(shown.part ?? metricName(key), statedText(shown)));
    return { kind: 'parts', text: [PHRASES.tableHead(reportName(report), metricName(key)), ...lines].join('\n') };
  },
  otherParts: () => null,
};

function nameOf(shown: StoredFigure): string {
  const column = shown.applicant && shown.applicant !== 'total' ? `（${applicantName(shown.applicant)}）` : '';
  return `${figureName(shown)}${column}`;
}

/** 其中 … of a total with results that are not zero. */
function results(draft: DraftBuilder, { key, rows }: Telling): string {
  const shown = rows.filter(
    (row) => (RESULTS[key] ?? []).includes(row.metric) && typeof row.stated === 'number' && row.stated > 0,
  );
  for (const row of shown) draft.addFigure(row);
  return shown.map((row) => `其中${metric(row.metric).label}${statedText(row)}。`).join('');
}

/** A group's sum over its rows, beside what the text says of the group. */
function tellSum(draft: DraftBuilder, given: Telling, of: readonly string[]): Told {
  const { report, key, applicant, rows } = given;
  const column = applicant ?? 'total';
  const operands = rows.filter((row) => of.includes(row.metric) && row.applicant === column && row.source === 'table');
  const said = rows.filter((row) => row.metric === key && (row.applicant ?? 'total') === column);
  const told = operands.length > 0 ? tellOperands(draft, given, column, operands) : null;
  for (const row of said) draft.addFigure(row);
  const lines = said.map((row) => PHRASES.value(reportName(report), nameOf(row), statedText(row), whereName(row)));
  if (!told && lines.length === 0) {
    return { kind: 'missing', text: PHRASES.metricNotStated(reportName(report), metricName(key)) };
  }
  return { kind: told?.kind ?? 'stated', text: [...(told ? [told.text] : []), ...lines].join('\n') };
}

/** Added up only where every operand has a number. */
function tellOperands(draft: DraftBuilder, given: Telling, column: Applicant, operands: readonly StoredFigure[]): Told {
  const { report, key } = given;
  const name = metricName(key) + (column === 'total' ? '' : `（${applicantName(column)}）`);
  const numbers = operands.flatMap((row) => (typeof row.stated === 'number' ? [row.stated] : []));
  const listed = (row: StoredFigure) => `${metricName(row.metric)}${statedText(row)}`;
  if (numbers.length < operands.length) {
    for (const row of operands) draft.addFigure(row);
    const lines = operands.map((row) => PHRASES.tableLine(metricName(row.metric), statedText(row)));
    return { kind: 'parts', text: [PHRASES.sumCannot(reportName(report), name), ...lines].join('\n') };
  }
  const value = numbers.reduce((sum, each) => sum + each, 0);
  const { unit } = metric(key);
  draft.addSum({ office: report.office, year: report.year, metric: key, applicant: column, value, unit }, operands);
  const shown = operands.filter((row) => row.stated !== 0);
  const named = (shown.length > 0 ? shown : operands).map(listed);
  return { kind: 'computed', text: PHRASES.sumText(reportName(report), name, `${numberText(value)}${unit}`, named) };
}
