import type { StoredReport } from '../knowledge/stored.js';
import type { Applicant, OfficeKind, Place } from '../knowledge/types.js';
import type { Choice } from './answer.js';
import type { Draft } from './draft.js';
import { LAW } from './followup-words.js';
import type { MetricMention } from './mentions/metrics.js';
import type { PlaceMention } from './mentions/offices.js';
import { reportNamed } from './stored-index.js';
import type { Understanding } from './understand.js';

/** What a conversation remembers of its last answers: enough to fill in what the next question leaves out. */
export interface Memory {
  readonly offices: readonly number[];
  readonly years: readonly number[];
  readonly metrics: readonly MetricMention[];
  readonly applicants: readonly Applicant[];
  /** Places and kinds that stood for offices. */
  readonly places: readonly PlaceMention[];
  readonly kinds: readonly OfficeKind[];
  /** Content words that named a part. */
  readonly rest: readonly string[];
  /** The last subject in the user's words, without office and year. */
  readonly topic: string;
  /** Name of the question that answered. */
  readonly question: string;
  /** Reports the last answers were about, the latest first. */
  readonly reports: readonly ReportKey[];
  /** What the last answer told first of each report. */
  readonly told: readonly Told[];
  /** Where the last answer's words and numbers stand. */
  readonly cited: readonly Cited[];
  readonly choices: readonly Choice[];
  /** How the last answer came about, where it was a table: 画成图 asks for it again. */
  readonly again: Again | null;
}

/** A question and what the conversation was about when it was asked. */
export interface Again {
  readonly text: string;
  readonly memory: Omit<Memory, 'again'>;
}

export interface ReportKey {
  readonly officeId: number;
  readonly year: number;
}

export interface Told extends ReportKey {
  readonly metric: string;
  readonly part: string | null;
  readonly applicant: Applicant | null;
}

export interface Cited extends Place {
  readonly reportId: number;
}

export const NOTHING: Memory = {
  offices: [],
  years: [],
  metrics: [],
  applicants: [],
  places: [],
  kinds: [],
  rest: [],
  topic: '',
  question: '',
  reports: [],
  told: [],
  cited: [],
  choices: [],
  again: null,
};

/** Reads a stored memory; anything unreadable, or of an older shape, is no memory. */
export function readMemory(state: string | null): Memory {
  if (state === null) return NOTHING;
  try {
    const parsed: unknown = JSON.parse(state);
    return isMemory(parsed) ? parsed : NOTHING;
  } catch {
    return NOTHING;
  }
}

/** What to remember of a question as it was understood, and of its answer. */
export function remember(
  understood: Understanding,
  { question, draft, reports }: { question: string; draft: Draft; reports: readonly StoredReport[] },
  before: Memory,
): Memory {
  const offices = [...new Set(understood.offices.flatMap(({ ids }) => (ids.length === 1 ? ids : [])))];
  const years = understood.years.years;
  const told = toldIn(draft, reports);
  const asked = understood.metrics.length > 0 || understood.topic.length > 1;
  const earlier = told.length > 0 && isOther(understood.metrics, before.metrics) ? [] : before.reports;
  const recent = [...distinct(told), ...earlier.filter((each) => !told.some((one) => isSame(one, each)))];
  const answered = told.length > 0 || draft.citations.length > 0;
  const counts = answered || LAW.has(question) || COUNTING.has(draft.kind);
  // 谢谢, and what was not understood, change nothing of what is talked about.
  if (!counts && understood.offices.length === 0) return { ...before, choices: draft.choices };
  return {
    offices: offices.length > 0 ? offices : COLLECTIVE.has(question) ? [] : before.offices,
    years: years.length > 0 ? years : yearsAfter(question, offices, told, before),
    metrics: understood.metrics.length > 0 ? understood.metrics.map(withoutPositions) : before.metrics,
    applicants:
      understood.metrics.length > 0 || understood.applicants.length > 0 ? understood.applicants : before.applicants,
    places: understood.places,
    kinds: [...understood.kinds],
    rest: understood.metrics.length > 0 ? understood.rest : before.rest,
    topic: asked ? understood.topic : before.topic,
    question: counts ? question : before.question,
    reports: recent.slice(0, MAX_REPORTS),
    told: told.length > 0 ? told.slice(0, MAX_TOLD) : before.told,
    cited: answered ? citedIn(draft).slice(0, MAX_CITED) : before.cited,
    choices: draft.choices,
    again: draft.kind === 'table' ? { text: understood.original, memory: withoutAgain(before) } : null,
  };
}

/** Questions about all offices at once: a year carries over to the next of them, an office does not. */
export const COLLECTIVE: ReadonlySet<string> = new Set(['ranking', 'list', 'total', 'timeliness', 'trend', 'compare']);

// --- internal ---

/** One question back, no further: what is stored does not grow with the conversation. */
function withoutAgain({ again: _, ...memory }: Memory): Again['memory'] {
  return memory;
}

/** Reports told of another figure are not those to go on reckoning with. */
function isOther(now: readonly MetricMention[], before: readonly MetricMention[]): boolean {
  const keys = new Set(before.flatMap((mention) => mention.keys));
  return now.length > 0 && keys.size > 0 && !now.some((mention) => mention.keys.some((key) => keys.has(key)));
}

/** Kinds of answer that are about something, with or without a figure. */
const COUNTING: ReadonlySet<Draft['kind']> = new Set(['missing', 'clarify', 'check']);

const MAX_REPORTS = 10;
const MAX_TOLD = 12;
const MAX_CITED = 6;

/** The year told of one report is the year talked about, named or not. */
function yearsAfter(
  question: string,
  offices: readonly number[],
  told: readonly Told[],
  before: Memory,
): readonly number[] {
  const [only, ...others] = distinct(told);
  if (only && others.length === 0 && !COLLECTIVE.has(question)) return [only.year];
  return offices.length > 0 || COLLECTIVE.has(question) ? [] : before.years;
}

function toldIn(draft: Draft, reports: readonly StoredReport[]): readonly Told[] {
  return draft.values.flatMap(({ value, evidence }) => {
    const report = reportNamed(reports, { office: value.office ?? '', year: value.year });
    if (!report) return [];
    const part = evidence.kind === 'figure' ? evidence.figure.part : null;
    return [
      { officeId: report.officeId, year: value.year, metric: value.metric, part, applicant: value.applicant ?? null },
    ];
  });
}

function distinct(told: readonly Told[]): readonly ReportKey[] {
  return told
    .filter((each, index) => told.findIndex((other) => isSame(other, each)) === index)
    .map(({ officeId, year }) => ({ officeId, year }));
}

function isSame(a: ReportKey, b: ReportKey): boolean {
  return a.officeId === b.officeId && a.year === b.year;
}

function citedIn(draft: Draft): Cited[] {
  return draft.citations.map(({ reportId, citation: { section, quote, line } }) => ({
    reportId,
    section,
    quote,
    line,
  }));
}

/** Spans belong to the text they were found in. */
function withoutPositions(mention: MetricMention): MetricMention {
  return { ...mention, spans: [], covers: [] };
}

function isMemory(value: unknown): value is Memory {
  if (typeof value !== 'object' || value === null) return false;
  const memory = value as Record<string, unknown>;
  return Object.entries(NOTHING).every(([key, empty]) =>
    Array.isArray(empty) ? Array.isArray(memory[key]) : typeof memory[key] === typeof empty,
  );
}
