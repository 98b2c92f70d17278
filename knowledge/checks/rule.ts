import { METRICS } from '../metrics.js';
import type { FindingPlace, Outcome, Severity } from '../types.js';
import type { Sheet } from './sheet.js';
import { nameOf } from './sheet.js';

/** One summand of a sum rule: a cell, or a narrative figure, of this year's report or of the one before. */
export interface Term {
  readonly key: string;
  readonly year: 'this' | 'previous';
  readonly sign: 1 | -1;
}

/** A check that is arithmetic: the sum of `left` stands in `relation` to the sum of `right` (domain section 3). */
export interface SumRule {
  readonly id: string;
  readonly severity: Severity;
  /** `applicant`: once for each column of table 3; `row`: once for each value row of table 3; null: once. */
  readonly per: 'applicant' | 'row' | null;
  /** Name of the instance where `per` is null. */
  readonly at?: string;
  /** `applicants`: the row's six applicants against its printed total; `previous-year`: some terms are last year's. */
  readonly across?: 'applicants' | 'previous-year';
  /** Its terms are rows of the statistics table of the years before the forms. */
  readonly within?: 'statistics';
  readonly left: readonly Term[];
  readonly right: readonly Term[];
  /** Default `=`. */
  readonly relation?: '=' | '<=';
  /** What is compared, for holding and undecided instances; a template as `message`. */
  readonly subject: string;
  /** Chinese template, see `fill`. */
  readonly message: string;
}

/** What a rule can need before it says anything at all; where it is not there the rule has no instance. */
export type Need = 'form' | 'table2' | 'table3' | 'table4' | 'statistics' | 'previous';

/** A check that is no sum. It may have several instances, told apart by `at`. */
export interface TestRule {
  readonly id: string;
  readonly severity: Severity;
  readonly needs: readonly Need[];
  /** What is checked, for holding instances. */
  readonly subject: string;
  test(sheet: Sheet, previous: Sheet | null): readonly Verdict[];
}

export type Rule = SumRule | TestRule;

/** What one instance of a rule came to. */
export interface Verdict {
  readonly at: string;
  readonly outcome: Outcome;
  /** Empty where the rule's subject says all there is to say. */
  readonly message: string;
  readonly places: readonly FindingPlace[];
  readonly metrics: readonly string[];
  /** Where it differs from the rule's. */
  readonly severity?: Severity;
}

/** What a verdict rests on. */
export interface Evidence {
  readonly places?: readonly (FindingPlace | null | undefined)[];
  readonly metrics?: readonly string[];
  readonly severity?: Severity;
}

export function now(key: string): Term {
  return { key, year: 'this', sign: 1 };
}

export function before(key: string): Term {
  return { key, year: 'previous', sign: 1 };
}

export function less(key: string): Term {
  return { key, year: 'this', sign: -1 };
}

export function holds(at = '', evidence: Evidence = {}): Verdict {
  return verdict(at, 'holds', '', evidence);
}

export function broken(at: string, message: string, evidence: Evidence = {}): Verdict {
  return verdict(at, 'broken', message, evidence);
}

export function cannotTell(at: string, message: string, evidence: Evidence = {}): Verdict {
  return verdict(at, 'cannot_tell', message, evidence);
}

/**
 * Fills `{…}` of a template: with the value given under that name, else with the printed label of the metric of that key.
 * @throws RangeError on a name that is neither (a mistake in the rule).
 */
export function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value !== undefined) return String(value);
    if (METRICS.has(name)) return nameOf(name);
    throw new RangeError(`no value for {${name}} in: ${template}`);
  });
}

// --- internal ---

function verdict(at: string, outcome: Outcome, message: string, evidence: Evidence): Verdict {
  const { places = [], metrics = [], severity } = evidence;
  const kept = new Map<string, FindingPlace>();
  for (const place of places) {
    if (place) {
      const { section, quote, line, previousYear } = place;
      const where = { section, quote, line, ...(previousYear && { previousYear }) };
      kept.set(JSON.stringify(where), where);
    }
  }
  return { at, outcome, message, places: [...kept.values()], metrics, ...(severity && { severity }) };
}
