import { METRICS } from '../knowledge/metrics.js';
import { numbersIn, statesAbsence } from '../knowledge/numerals.js';
import { evaluate } from './arithmetic.js';
import { operandsOf } from './computed.js';
import type { Draft, DraftValue } from './draft.js';
import { metricName, signatureText } from './wording.js';

/** The last step: no number without a value, no value without its quote, no quote without its source. */
export interface Violation {
  readonly rule:
    | 'number in text'
    | 'value not in text'
    | 'value and source differ'
    | 'quote lacks the value'
    | 'quote not in source'
    | 'no citation';
  readonly detail: string;
}

export interface GuardedBy {
  /** Folded text of a report's source; null where the report is not known. */
  readonly sourceOf: (reportId: number) => string | null;
  /** Years that may be named: of the reports known and of the question. */
  readonly years: ReadonlySet<number>;
  /** The question's own words, which an answer may repeat between quotation marks. */
  readonly question: string;
}

/** The first rule a finished draft breaks, or null. */
export function findViolation(draft: Draft, by: GuardedBy): Violation | null {
  return (
    first(draft.citations, ({ citation, reportId }) => {
      const source = by.sourceOf(reportId);
      return source?.includes(citation.quote) && citation.quote !== ''
        ? null
        : violation('quote not in source', citation.quote);
    }) ??
    first(draft.values, (each) => checkValue(each, draft)) ??
    checkText(draft, by)
  );
}

// --- internal ---

function first<T>(items: readonly T[], check: (item: T) => Violation | null): Violation | null {
  for (const item of items) {
    const found = check(item);
    if (found) return found;
  }
  return null;
}

function violation(rule: Violation['rule'], detail: string): Violation {
  return { rule, detail };
}

function checkValue(each: DraftValue, draft: Draft): Violation | null {
  const { value, evidence } = each;
  const name = `${value.office} ${value.year} ${value.metric}`;
  if (evidence.kind === 'calculation') {
    const same = value.source === 'computed' && value.office === '' && evidence.recalculate() === value.value;
    return same ? null : violation('value and source differ', name);
  }
  if (value.citations.length === 0) return violation('no citation', name);
  if (evidence.kind === 'computed') {
    const operandOf = (index: number) => draft.values[index]?.value.value ?? Number.NaN;
    const same = value.source === 'computed' && evaluate(evidence.calculation, operandOf) === value.value;
    return same ? null : violation('value and source differ', name);
  }
  const quotes = value.citations.map((index) => draft.citations[index]?.citation.quote ?? '');
  if (evidence.kind === 'fact') {
    const text = String(value.value);
    if (evidence.fact.text !== text) return violation('value and source differ', name);
    return quotes.some((quote) => quote.includes(text)) ? null : violation('quote lacks the value', name);
  }
  const { figure } = evidence;
  const state = typeof figure.stated === 'number' ? 'number' : figure.stated;
  const stated = typeof figure.stated === 'number' ? figure.stated : null;
  const same =
    value.value === stated &&
    value.state === state &&
    value.metric === figure.metric &&
    value.year === figure.year &&
    value.office === figure.office &&
    (value.applicant ?? null) === figure.applicant &&
    value.source === figure.source;
  if (!same) return violation('value and source differ', name);
  if (!quotes.includes(figure.quote)) return violation('quote lacks the value', name);
  if (stated === null) return null;
  // The row of a table quotes all its cells: the value must be the one this cell prints.
  const printed = holds(figure.quote, stated) && holds(figure.printed, stated);
  return printed ? null : violation('quote lacks the value', name);
}

/** True where the quote prints the number, or says in words that there is none. */
function holds(quote: string, value: number): boolean {
  const numbers = numbersIn(quote);
  if (numbers.some((number) => number.value === value)) return true;
  // 减1 and ↓1 print a negative number without a minus.
  if (value < 0)
    return numbers.some((number) => number.value === -value && /[减↓]\s?$/.test(quote.slice(0, number.start)));
  return value === 0 && statesAbsence(quote);
}

function checkText(draft: Draft, by: GuardedBy): Violation | null {
  // Findings hold quotations and quotations hold names: the longer stretches are taken out first.
  const findings = draft.findings.map(({ message }) => message);
  // What is to choose from is numbered, and holds no figures.
  const said = draft.kind === 'clarify' ? draft.text.replace(/^\d{1,2}\. (?=\D)/gm, '') : draft.text;
  const stated = [...draft.stated].sort((a, b) => b.length - a.length);
  const unquoted = withoutQuotations(
    without(withoutSpace(said), [...stated, ...findings, ...signsOf(draft)]),
    draft,
    by,
  );
  const open = without(unquoted, namesOf(draft)).replace(/(\d{4})年/g, (printed, year) =>
    by.years.has(Number(year)) ? '' : printed,
  );
  const allowed = new Set(draft.values.flatMap(numbersOf));
  const numbers = numbersIn(open);
  // 6.5万元 is read as 6.5 and as 65000: one of the readings must be a value.
  const isAllowed = (start: number) =>
    numbers.some((each) => each.start === start && allowed.has(Math.abs(each.value)));
  const loose = numbers.find(({ start, printed }) => /[0-9０-９]/.test(printed) && !isAllowed(start));
  return loose ? violation('number in text', loose.printed) : findUntold(draft);
}

/** The value, and what an average divides by: a number of offices or days. */
function numbersOf({ value, evidence }: DraftValue): number[] {
  const divisor = evidence.kind === 'computed' ? evidence.calculation.under : null;
  return [...(value.value === null ? [] : [Math.abs(value.value)]), ...(typeof divisor === 'number' ? [divisor] : [])];
}

/** Every value asked for is told; operands of a calculation need not be (zeros are left out). */
function findUntold(draft: Draft): Violation | null {
  const operands = new Set(
    draft.values.flatMap(({ evidence }) => (evidence.kind === 'computed' ? operandsOf(evidence.calculation) : [])),
  );
  const told = numbersIn(draft.text).map(({ value }) => Math.abs(value));
  for (const [index, { value }] of draft.values.entries()) {
    if (value.value === null || operands.has(index)) continue;
    const at = told.indexOf(Math.abs(value.value));
    if (at < 0) return violation('value not in text', `${value.metric} ${value.value}`);
    told.splice(at, 1);
  }
  return null;
}

/** Names that hold digits of their own: offices, titles, sections, metrics, parts. */
function namesOf(draft: Draft): string[] {
  const names = [
    ...NAMES_WITH_DIGITS,
    ...draft.citations.flatMap(({ citation }) => [citation.title, citation.office, citation.section]),
    ...draft.values.flatMap(({ value, evidence }) => [
      ...(evidence.kind === 'fact' || evidence.kind === 'calculation' ? [] : [metricName(value.metric)]),
      ...(evidence.kind === 'figure' && evidence.figure.part ? [evidence.figure.part] : []),
    ]),
  ];
  return names.filter((name) => /\d/.test(name)).sort((a, b) => b.length - a.length);
}

/** Ids of the doubts in the draft, and who decided about them on which day, as the records in it say. */
function signsOf({ findings }: Draft): string[] {
  return findings.flatMap(({ id, verdict }) => [...(id ? [id] : []), ...(verdict ? [signatureText(verdict)] : [])]);
}

/** The text without the stretches, which are cited elsewhere or are names. */
function without(text: string, stretches: readonly string[]): string {
  return stretches.map(withoutSpace).reduce((left, stretch) => left.split(stretch).join(''), text);
}

/** Names of metrics that hold digits: 12345热线. */
const NAMES_WITH_DIGITS = [...METRICS.keys()].map(metricName).filter((name) => /\d/.test(name));

/** What stands between quotation marks and is verbatim (white space apart) in a cited quote, in the recorded reason of a decision, or in the question. */
function withoutQuotations(text: string, draft: Draft, by: GuardedBy): string {
  const reasons = draft.findings.flatMap(({ verdict }) => (verdict ? [verdict.reason] : []));
  const sources = [...draft.citations.map(({ citation }) => citation.quote), ...reasons, by.question].map(withoutSpace);
  const open = sources.reduce((left, source) => left.split(`“${source}”`).join(''), text);
  return open.replace(/“([^“”]*)”/g, (whole, inner: string) =>
    sources.some((source) => source.includes(inner)) ? '' : whole,
  );
}

function withoutSpace(text: string): string {
  return text.replace(/\s/g, '');
}
