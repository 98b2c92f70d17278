import type { Verdict } from '../knowledge/stored.js';
import type { Applicant, FigureSource, Finding } from '../knowledge/types.js';

/** The machine interface of one answer; every channel renders this and nothing else. Changes only by an issue. */
export interface Answer {
  readonly question: string;
  readonly kind: AnswerKind;
  /** Plain text, Chinese (or English where the question was), complete in itself. */
  readonly text: string;
  readonly values: readonly Value[];
  readonly citations: readonly Citation[];
  readonly findings: readonly AnswerFinding[];
  readonly choices: readonly Choice[];
}

export type AnswerKind =
  | 'value'
  | 'table'
  | 'computed'
  | 'passage'
  | 'check'
  | 'deadline'
  | 'clarify'
  | 'missing'
  | 'help'
  | 'refused'
  | 'error';

export interface Value {
  readonly office: string;
  readonly year: number;
  readonly metric: string;
  /** Table 3 only. */
  readonly applicant?: Applicant;
  /** Null where `state` is not `number`. */
  readonly value: number | null;
  readonly state: 'number' | 'blank' | 'slash' | 'unreadable';
  readonly approximate: boolean;
  readonly unit: string | null;
  readonly source: FigureSource | 'computed';
  /** Indexes into `citations`. */
  readonly citations: readonly number[];
}

export interface Citation {
  readonly office: string;
  readonly year: number;
  readonly title: string;
  readonly section: string;
  /** Verbatim, white space folded. */
  readonly quote: string;
  readonly file: string;
  /** 1-based line in the text of the source; null where it has none. */
  readonly line: number | null;
}

export interface AnswerFinding {
  /** What staff decide about it by; only in answers to staff. Null in a draft. */
  readonly id?: string | null;
  /** What staff decided about it; likewise. */
  readonly verdict?: Verdict | null;
  readonly rule: Finding['rule'];
  readonly message: string;
  readonly citations: readonly number[];
}

/** What to ask next, or what to choose from: always a complete question. */
export interface Choice {
  readonly label: string;
  readonly question: string;
}
