import { metric } from '../metrics.js';
import { APPLICANTS, type Applicant, type Figure } from '../types.js';
import { broken, cannotTell, fill, holds, type Need, type SumRule, type Term, type Verdict } from './rule.js';
import {
  applicantName,
  cellOperand,
  isEmpty,
  isNumber,
  nameOf,
  narrativeOperand,
  type Operand,
  type Sheet,
  statisticOperand,
  whyUndecided,
} from './sheet.js';

/** What must be there before a sum rule says anything: its tables, and last year's report where terms come from it. */
export function needsOf(rule: SumRule): readonly Need[] {
  if (rule.within) return [rule.within];
  const tables = [...rule.left, ...rule.right].map((term) => metric(term.key).table);
  if (rule.per === 'row') tables.push(3);
  const needs = new Set<Need>();
  for (const table of tables) if (table !== null) needs.add(`table${table}`);
  if (rule.across === 'previous-year') needs.add('previous');
  return [...needs];
}

/**
 * Evaluates every instance of a sum rule. A blank is never 0: with one among its terms an instance cannot be told, and
 * its message says whether it would hold with blank = 0 (domain section 3).
 */
export function evaluateSum(rule: SumRule, sheet: Sheet, previous: Sheet | null): readonly Verdict[] {
  return instancesOf(rule, sheet, previous).flatMap((instance) => {
    const decided = decide(rule, instance);
    return decided ? [decided] : [];
  });
}

// --- internal ---

interface Summand {
  readonly operand: Operand;
  readonly sign: 1 | -1;
}

interface Instance {
  readonly at: string;
  readonly left: readonly Summand[];
  readonly right: readonly Summand[];
  readonly values: Readonly<Record<string, string | number>>;
}

function instancesOf(rule: SumRule, sheet: Sheet, previous: Sheet | null): readonly Instance[] {
  if (rule.per === 'row') return sheet.rows.map((row) => rowInstance(row, sheet));
  const columns: readonly (Applicant | null)[] = rule.per === 'applicant' ? APPLICANTS : [null];
  const laidOut = (terms: readonly Term[], column: Applicant | null) =>
    rule.within ? statistics(terms, sheet) : summands(terms, column, sheet, previous);
  return columns.flatMap((column) => {
    const left = laidOut(rule.left, column);
    const right = laidOut(rule.right, column);
    if (!left || !right) return [];
    const first = rule.left[0]?.key ?? '';
    const { year, office } = sheet.report;
    const values = {
      单位: office.core,
      年: year,
      上年: year - 1,
      列: column ? applicantName(column) : '',
      行: metric(first).group ?? nameOf(first),
    };
    return [{ at: column ?? rule.at ?? '', left, right, values }];
  });
}

function rowInstance(row: string, sheet: Sheet): Instance {
  const cells = APPLICANTS.map((applicant) => ({ operand: cellOperand(sheet, row, applicant), sign: 1 as const }));
  const { year, office } = sheet.report;
  return {
    at: row,
    left: cells.slice(0, -1),
    right: cells.slice(-1),
    values: { 单位: office.core, 年: year, 上年: year - 1, 列: applicantName('total'), 行: nameOf(row) },
  };
}

/** Null where the form does not have a cell that the rule speaks of, or the narrative does not state the figure. */
function summands(
  terms: readonly Term[],
  column: Applicant | null,
  sheet: Sheet,
  previous: Sheet | null,
): readonly Summand[] | null {
  const found: Summand[] = [];
  for (const { key, year, sign } of terms) {
    const from = year === 'this' ? sheet : previous;
    if (!from) return null;
    const { table } = metric(key);
    if (table === null) {
      const figure = onlyFigure(from.stated(key));
      if (!figure) return null;
      found.push({ operand: narrativeOperand(figure), sign });
    } else if (from.prints(key)) {
      found.push({ operand: cellOperand(from, key, table === 3 ? (column ?? 'total') : null), sign });
    } else if (table !== 3) return null;
  }
  return found;
}

function statistics(terms: readonly Term[], sheet: Sheet): readonly Summand[] {
  return terms.map(({ key, sign }) => ({ operand: statisticOperand(sheet, key), sign }));
}

/** The figure a report states under a key, null where it states none or several that differ. */
function onlyFigure(figures: readonly Figure[]): Figure | null {
  const [first, ...others] = figures;
  return first && others.every((f) => f.stated === first.stated) ? first : null;
}

function decide(rule: SumRule, { at, left, right, values }: Instance): Verdict | null {
  const operands = [...left, ...right].map((s) => s.operand);
  const metrics = [...new Set(operands.map((o) => o.key))];
  const missing = operands.filter((o) => !isNumber(o));
  const relation = rule.relation ?? '=';
  const sums = { left: total(left), right: total(right) };
  const fits = relation === '=' ? sums.left === sums.right : sums.left <= sums.right;
  if (missing.length > 0) {
    const empty = missing.every((o) => isEmpty(o.seen));
    const ifZero = empty
      ? `${missing.some((o) => o.seen === 'slash') ? '空白或“/”' : '空白'}如按0计则${fits ? '成立' : '不成立'}。`
      : '';
    return cannotTell(at, `${fill(rule.subject, values)}无法核对：${whyUndecided(missing)}。${ifZero}`, {
      places: missing.map((o) => o.figure),
      metrics,
      ...(missing.every((o) => isEmpty(o.seen) || o.seen === 'approximate') && { severity: 'info' }),
    });
  }
  if (fits) {
    const how = relation === '=' ? `两边都是${sums.left}，相符` : `${sums.left}不多于${sums.right}，符合`;
    return {
      ...holds(at, { places: used(left, right), metrics }),
      message: `${fill(rule.subject, values)}：${how}。`,
    };
  }
  const message = fill(rule.message, {
    ...values,
    左: sums.left,
    右: sums.right,
    差: Math.abs(sums.left - sums.right),
    ...numbered('左', left),
    ...numbered('右', right),
  });
  return broken(at, message, { places: used(left, right), metrics });
}

/** The sum with what is no number left out: final only where nothing is missing. */
function total(side: readonly Summand[]): number {
  return side.reduce((sum, { operand, sign }) => sum + (isNumber(operand) ? sign * operand.seen : 0), 0);
}

/** 左1, 左2 …: the single numbers, for messages that name each. */
function numbered(name: string, side: readonly Summand[]): Record<string, string | number> {
  return Object.fromEntries(side.map(({ operand }, i) => [`${name}${i + 1}`, String(operand.seen)]));
}

/** The figures to look at: what is not zero, and what it is compared with. */
function used(left: readonly Summand[], right: readonly Summand[]): readonly (Figure | null)[] {
  const counting = left.filter((s) => s.operand.seen !== 0);
  return [...(counting.length > 0 ? counting : left.slice(0, 1)), ...right].map((s) => s.operand.figure);
}
