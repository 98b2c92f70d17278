import type { StoredFact, StoredFigure, StoredFinding, StoredReport } from '../knowledge/stored.js';
import type { FindingPlace, Place } from '../knowledge/types.js';
import type { Answer, AnswerKind, Choice, Citation, Value } from './answer.js';
import type { Calculation, Term } from './arithmetic.js';
import { type Computed, type Operand, operandsOf } from './computed.js';
import { PHRASES } from './phrases.js';
import { reportOf } from './stored-index.js';

/** An answer in the making: every value carries what it was read or computed from, so that the guard can hold it to that. */
export interface Draft {
  readonly kind: AnswerKind;
  readonly text: string;
  readonly values: readonly DraftValue[];
  readonly citations: readonly SourcedCitation[];
  readonly findings: Answer['findings'];
  readonly choices: readonly Choice[];
  /** Stretches of the text that state law or a date of the calendar, not a figure of a report. */
  readonly stated: readonly string[];
}

export interface DraftValue {
  readonly value: Value;
  readonly evidence: Evidence;
}

export type Evidence =
  | { readonly kind: 'figure'; readonly figure: StoredFigure }
  | { readonly kind: 'fact'; readonly fact: StoredFact }
  /** Computed from other values of the same draft, by index. */
  | { readonly kind: 'computed'; readonly calculation: Calculation<number> }
  /** Worked out from the question's own numbers or from the calendar: no report holds it, so it cites none. */
  | { readonly kind: 'calculation'; readonly recalculate: () => number };

/** A citation and the report whose text must contain it. */
export interface SourcedCitation {
  readonly citation: Citation;
  readonly reportId: number;
}

/** What every stored row says of its report. */
export interface InReport {
  readonly reportId: number;
  readonly office: string;
  readonly year: number;
  readonly title: string;
  readonly file: string;
}

/** A number worked out from the question's own words, before it stands in a draft. */
export type Calculated = Omit<Value, 'citations' | 'source' | 'state' | 'approximate'>;

/** Collects values and citations; the same place is cited once. */
export interface DraftBuilder {
  readonly cite: (report: InReport, place: Place) => number;
  /** Adds a stored figure; `also` are further rows that state the same (narrative and table agreeing). */
  readonly addFigure: (figure: StoredFigure, also?: readonly StoredFigure[]) => number;
  readonly addFact: (fact: StoredFact, metric: string) => number;
  /** Adds values in this order, then whatever the computed ones among them are made of. */
  readonly addAll: (items: readonly Operand[]) => void;
  /** Adds a value that rests on no report; the guard calculates it again. */
  readonly addCalculation: (value: Calculated, recalculate: () => number) => number;
  /** Records a stretch of law or calendar and returns it. For figures of reports never. */
  readonly state: (text: string) => string;
  /** @param id its short name, for staff: what was decided about it is then added as well. */
  readonly addFinding: (finding: StoredFinding, id?: string) => void;
  readonly build: (kind: AnswerKind, text: string, choices?: readonly Choice[]) => Draft;
}

/**
 * A new, empty draft.
 * @param reports all stored: a finding may compare with the report of the year before.
 */
export function startDraft(reports: readonly StoredReport[] = []): DraftBuilder {
  const values: DraftValue[] = [];
  const citations: SourcedCitation[] = [];
  const findings: {
    readonly of: StoredFinding;
    readonly as: string | undefined;
    readonly citations: readonly number[];
  }[] = [];
  const places = new Map<Operand, number>();
  const unsettled: Computed[] = [];
  const stated: string[] = [];

  const cite = (report: InReport, place: Place): number => {
    const same = citations.findIndex(
      ({ citation, reportId }) =>
        reportId === report.reportId && citation.quote === place.quote && citation.line === place.line,
    );
    if (same >= 0) return same;
    const { office, year, title, file } = report;
    const { section, quote, line } = place;
    citations.push({ reportId: report.reportId, citation: { office, year, title, section, quote, file, line } });
    return citations.length - 1;
  };

  const citeFinding = (finding: StoredFinding, place: FindingPlace): number[] => {
    if (!place.previousYear) return [cite(finding, place)];
    const before = reportOf(reports, { officeId: finding.officeId, year: finding.year - 1 });
    return before ? [cite({ ...before, reportId: before.id }, place)] : [];
  };

  const addFigure = (figure: StoredFigure, also: readonly StoredFigure[] = []): number => {
    const { stated } = figure;
    values.push({
      evidence: { kind: 'figure', figure },
      value: {
        office: figure.office,
        year: figure.year,
        metric: figure.metric,
        ...(figure.applicant ? { applicant: figure.applicant } : {}),
        value: typeof stated === 'number' ? stated : null,
        state: typeof stated === 'number' ? 'number' : stated,
        approximate: figure.approximate,
        unit: figure.unit,
        source: figure.source,
        citations: [figure, ...also].map((row) => cite(row, row)),
      },
    });
    places.set(figure, values.length - 1);
    return values.length - 1;
  };

  /** Index of an operand among the values; what is not there yet is added. */
  const indexOf = (operand: Operand): number => {
    const known = places.get(operand);
    if (known !== undefined) return known;
    return 'calculation' in operand ? reserve(operand) : addFigure(operand);
  };

  /** A computed value takes its place before its operands have theirs. */
  const reserve = (item: Computed): number => {
    const at = values.length;
    places.set(item, at);
    const evidence: Evidence = { kind: 'computed', calculation: { ...item.calculation, over: [], under: null } };
    values.push({ evidence, value: { ...item.value, state: 'number', source: 'computed', citations: [] } });
    unsettled.push(item);
    return at;
  };

  const settle = (item: Computed): void => {
    const at = places.get(item) ?? -1;
    const indexed = (terms: readonly Term<Operand>[]) => terms.map(({ of, factor }) => ({ of: indexOf(of), factor }));
    const { over, under } = item.calculation;
    const calculation = {
      ...item.calculation,
      over: indexed(over),
      under: Array.isArray(under) ? indexed(under) : (under as number | null),
    };
    for (let next = unsettled.shift(); next; next = unsettled.shift()) settle(next);
    const made = operandsOf(calculation).flatMap((index) => values[index]?.value.citations ?? []);
    const cited = [...made, ...item.also.map((row) => cite(row, row))];
    const value = { ...(values[at] as DraftValue).value, citations: [...new Set(cited)] };
    values[at] = { evidence: { kind: 'computed', calculation }, value };
  };

  const addAll = (items: readonly Operand[]): void => {
    for (const item of items) indexOf(item);
    for (let next = unsettled.shift(); next; next = unsettled.shift()) settle(next);
  };

  return {
    cite,
    addFigure,
    addFact(fact, metric) {
      values.push({
        evidence: { kind: 'fact', fact },
        value: {
          office: fact.office,
          year: fact.year,
          metric,
          value: Number(fact.text),
          state: 'number',
          approximate: false,
          unit: null,
          source: 'narrative',
          citations: [cite(fact, fact)],
        },
      });
      return values.length - 1;
    },
    addAll,
    addCalculation(value, recalculate) {
      const calculated: Value = { ...value, state: 'number', approximate: false, source: 'computed', citations: [] };
      values.push({ evidence: { kind: 'calculation', recalculate }, value: calculated });
      return values.length - 1;
    },
    state(text) {
      stated.push(text);
      return text;
    },
    addFinding(finding, id) {
      const { reportId, rule, message, places } = finding;
      // What two reports are doubted for in the same words are two doubts.
      const known = findings.some(
        ({ of, as }) => of.reportId === reportId && of.rule === rule && of.message === message && as === id,
      );
      if (known) return;
      // What is missing from a report has a section but no words to quote.
      const quoted = places.filter(({ quote }) => quote !== '');
      findings.push({ of: finding, as: id, citations: quoted.flatMap((place) => citeFinding(finding, place)) });
    },
    build: (kind, text, choices = []) => {
      // The text of a check tells them in these words, each under the name of its report.
      const several = kind !== 'check' && new Set(findings.map(({ of }) => of.reportId)).size > 1;
      const told = findings.map(({ of, as, citations: cited }) => ({
        ...(as === undefined ? {} : { id: as, verdict: of.verdict }),
        rule: of.rule,
        message: several ? ofReport(of) : of.message,
        citations: cited,
      }));
      return { kind, text, values, citations, findings: told, choices, stated };
    },
  };
}

/** A draft of words alone: help, refusal, clarification, missing. */
export function say(kind: AnswerKind, text: string, choices: readonly Choice[] = []): Draft {
  return startDraft().build(kind, text, choices);
}

/** The finished answer, without the evidence. */
export function finish(question: string, draft: Draft): Answer {
  return {
    question,
    kind: draft.kind,
    text: draft.text,
    values: draft.values.map(({ value }) => value),
    citations: draft.citations.map(({ citation }) => citation),
    findings: draft.findings,
    choices: draft.choices,
  };
}

// --- internal ---

/** A doubt among those of several reports says whose it is, unless its own words do. */
function ofReport({ office, year, message }: StoredFinding): string {
  return message.includes(office) && message.includes(`${year}年`) ? message : PHRASES.findingOf(office, year, message);
}
