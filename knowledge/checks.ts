import { APPLICATION_RULES } from './checks/applications.js';
import { CATEGORY_RULES } from './checks/categories.js';
import { COPIED_TEXT_RULES } from './checks/copied-text.js';
import { CROSS_YEAR_RULES } from './checks/cross-year.js';
import { DATE_RULES } from './checks/dates.js';
import { NARRATIVE_RULES } from './checks/narrative.js';
import type { Need, Rule, Verdict } from './checks/rule.js';
import { type Sheet, sheetOf } from './checks/sheet.js';
import { STATISTICS_RULES } from './checks/statistics.js';
import { STRUCTURE_RULES } from './checks/structure.js';
import { evaluateSum, needsOf } from './checks/sum.js';
import { TABLE2_RULES } from './checks/table2.js';
import { TABLE3_RULES } from './checks/table3.js';
import { TABLE4_RULES } from './checks/table4.js';
import { WORDING_RULES } from './checks/wording.js';
import type { Finding, Outcome, Report, Severity } from './types.js';

/** One instance of one rule, whatever it came to. A holding one says in `message` what was compared. */
export interface Evaluation extends Omit<Finding, 'outcome'> {
  readonly outcome: Outcome;
}

/** Every rule of domain section 3 that one report or two consecutive ones decide, in the order of that section. */
export const RULES: readonly Rule[] = [
  ...TABLE3_RULES,
  ...TABLE4_RULES,
  ...TABLE2_RULES,
  ...CROSS_YEAR_RULES,
  ...COPIED_TEXT_RULES,
  ...APPLICATION_RULES,
  ...NARRATIVE_RULES,
  ...CATEGORY_RULES,
  ...WORDING_RULES,
  ...STRUCTURE_RULES,
  ...DATE_RULES,
  ...STATISTICS_RULES,
];

/**
 * The doubts about a report: what is broken and what cannot be told.
 * @param previous the same office's report of the year before; any other year's is left aside. Null where there is none.
 */
export function checkReport(report: Report, previous: Report | null): Finding[] {
  return evaluateReport(report, previous).flatMap(({ outcome, ...rest }) =>
    outcome === 'holds' ? [] : [{ ...rest, outcome }],
  );
}

/**
 * Every instance of every rule with its outcome. A rule that does not apply to a report (its form has no such row, the
 * text does not speak of it, there is no report of the year before) has no instance.
 */
export function evaluateReport(report: Report, previous: Report | null): Evaluation[] {
  const sheet = sheetOf(report);
  const before = previous && previous.year === report.year - 1 ? sheetOf(asPrevious(previous)) : null;
  const taken = new Map<string, number>();
  return RULES.flatMap((rule) =>
    instances(rule, sheet, before).map((verdict) => ({
      rule: rule.id,
      at: distinct(rule.id, verdict.at, taken),
      severity: verdict.severity ?? severityOf(rule, verdict.outcome),
      outcome: verdict.outcome,
      message: verdict.message || `${rule.subject}：符合。`,
      places: verdict.places,
      metrics: verdict.metrics,
    })),
  );
}

// --- internal ---

/** The figures of the year before carry it into the places of what they are compared with. */
function asPrevious(report: Report): Report {
  return { ...report, figures: report.figures.map((figure) => ({ ...figure, previousYear: true })) };
}

/** Reports for earlier years had a free outline and no statutory tables (domain 2.8). */
const FIRST_YEAR_OF_FORMS = 2019;

const MET: Record<Need, (sheet: Sheet, before: Sheet | null) => boolean> = {
  form: ({ report }) => hasForm(report),
  table2: (sheet) => sheet.table(2).length > 0,
  table3: (sheet) => sheet.table(3).length > 0,
  table4: (sheet) => sheet.table(4).length > 0,
  statistics: (sheet) => sheet.statistics.size > 0,
  previous: (_, before) => before !== null,
};

function hasForm(report: Report): boolean {
  return report.year >= FIRST_YEAR_OF_FORMS || report.format !== 'narrative';
}

function instances(rule: Rule, sheet: Sheet, before: Sheet | null): readonly Verdict[] {
  const needs = 'test' in rule ? rule.needs : needsOf(rule);
  const unmet = needs.filter((need) => !MET[need](sheet, before));
  if (unmet.length === 0) return 'test' in rule ? rule.test(sheet, before) : evaluateSum(rule, sheet, before);
  // People ask whether the tables' own sums hold: where such a table was not read, that cannot be told.
  const table = unmet.find((need) => need in TABLES);
  const own = !('test' in rule) && rule.severity === 'error' && rule.across !== 'previous-year';
  if (!table || !own || !hasForm(sheet.report)) return [];
  const message = `${TABLES[table]}没有识别到，无法核对。`;
  return [{ at: '', outcome: 'cannot_tell', message, places: [], metrics: [], severity: 'info' }];
}

const TABLES: Partial<Record<Need, string>> = { table3: '表三', table4: '表四' };

/** A report can name a row or a category twice: the second instance is told from the first. */
function distinct(rule: string, at: string, taken: Map<string, number>): string {
  const count = (taken.get(`${rule} ${at}`) ?? 0) + 1;
  taken.set(`${rule} ${at}`, count);
  return count === 1 ? at : `${at}#${count}`;
}

/** What cannot be told is at most a warning: nothing wrong was found. */
function severityOf(rule: Rule, outcome: Outcome): Severity {
  return outcome === 'cannot_tell' && rule.severity === 'error' ? 'warning' : rule.severity;
}
