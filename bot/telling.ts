import { isPrinted, metric } from '../knowledge/metrics.js';
import type { StoredFigure, StoredFinding, StoredReport } from '../knowledge/stored.js';
import type { Applicant } from '../knowledge/types.js';
import { absentText } from './absence.js';
import { numberOf, type Operand, operandsOf } from './computed.js';
import type { DraftBuilder } from './draft.js';
import { PHRASES } from './phrases.js';
import type { Quantity, Reading } from './quantity.js';
import { readQuantity } from './reading.js';
import { operandKeys } from './reading-computed.js';
import { type Selection, select } from './selection.js';
import { computedText, versionText } from './versions.js';
import { applicantName, figureName, metricName, reportName, statedText, whereName } from './wording.js';

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
  const stated = together.filter((each) => [each, ...operandKeys(each)].some(isStated));
  return stated.length > 0 ? stated : together.slice(0, 1).length > 0 ? together.slice(0, 1) : [key];
}

/** Every metric that telling a key reads. */
export function neededKeys(key: string): readonly string[] {
  const shown = TOGETHER[key] ?? [key];
  return [...shown, ...shown.flatMap(operandKeys), ...shown.flatMap((each) => RESULTS[each] ?? [])];
}

/** Says one metric of one report, or that the text has to be asked: a part was named that no figure is of. */
export function tell(draft: DraftBuilder, given: Telling): Told | null {
  const { key, query, rows, doubts } = given;
  const entry = metric(key);
  if (entry.formula) return tellComputed(draft, given);
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
    return { kind: 'missing', text: absentText(entry, report) };
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

/** A sum of rows or a rate, with what it is made of. */
function tellComputed(draft: DraftBuilder, { report, key, query, applicant, rows, doubts }: Telling): Told {
  const quantity: Quantity = { key, applicant, clues: [], unit: null, topic: query.topic };
  const reading = readQuantity(quantity, report, rows, doubts);
  const name = metricName(key) + (applicant === null ? '' : `（${applicantName(applicant)}）`);
  const [only, ...others] = reading.versions;
  for (const { of } of reading.versions) draft.addAll([of]);
  for (const finding of reading.doubts) draft.addFinding(finding);
  if (!only) return tellLack(draft, reading, key, report, name);
  const { formula } = metric(key);
  const said = (of: Operand) => (formula?.kind === 'ratio' ? versionText(of) : sumText(of));
  const contradicts = others.length > 0 && formula?.kind === 'sum';
  const lines = contradicts
    ? [
        PHRASES.conflict(reportName(report), name),
        ...reading.versions.map(({ of, where }) => PHRASES.conflictLine(where, said(of))),
        PHRASES.conflictEnd,
      ]
    : reading.versions.map(({ of, where }) => PHRASES.value(reportName(report), name, said(of), where + backing(of)));
  if (formula?.kind === 'ratio') lines.push(PHRASES.formula(name, formula.text));
  if (formula?.kind === 'ratio' && reading.doubts.length > 0) lines.push(PHRASES.doubtful);
  return { kind: 'computed', text: lines.join('\n') };
}

function backing(of: Operand): string {
  const [said] = 'calculation' in of ? of.also : [];
  return said ? PHRASES.bothAgree(whereName(said)) : '';
}

/** A sum with the rows that are not zero: 3件（甲1件＋乙2件）. */
function sumText(of: Operand): string {
  if (!('calculation' in of)) return statedText(of);
  const shown = operandsOf(of.calculation).filter((each) => numberOf(each) !== 0);
  const named = shown.flatMap((each) => ('calculation' in each ? [] : [metricName(each.metric) + statedText(each)]));
  return computedText(of) + (named.length > 0 ? `（${named.join('＋')}）` : '');
}

function tellLack(
  draft: DraftBuilder,
  { lack, unread }: Reading,
  key: string,
  report: StoredReport,
  name: string,
): Told {
  if (lack === 'zero') return { kind: 'missing', text: PHRASES.notApplicable(reportName(report), name) };
  if (lack !== 'no number' || unread.length === 0) {
    return { kind: 'missing', text: absentText(metric(operandKeys(key)[0] ?? key), report, name) };
  }
  for (const row of unread) draft.addFigure(row);
  const lines = unread.map((row) => PHRASES.tableLine(metricName(row.metric), statedText(row)));
  return { kind: 'parts', text: [PHRASES.sumCannot(reportName(report), name), ...lines].join('\n') };
}
