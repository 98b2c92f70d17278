import type { Answer, Value } from '../../bot/answer.js';
import { allowedKinds, type Expected, faults, sameValue } from './compare.js';
import { contradicts, type Truth } from './truth.js';

/** `declined`: nothing false is said, but something that was asked for is not said either. */
export type Verdict = 'right' | 'declined' | 'wrong figure';

export interface Judged {
  readonly expected: Expected;
  readonly verdict: Verdict;
  /** What is not as expected; empty where it is right. */
  readonly reasons: readonly string[];
}

/**
 * How an answer stands to what was expected. A figure is wrong where the report states another one, where another number
 * stands under the name of what was asked for, where nothing that was asked for is given but something else, where a
 * computed figure or the head of a ranking is another one, or where no figure may be given at all.
 */
export function judge(answer: Answer | undefined, expected: Expected, truth: Truth): Judged {
  if (!answer) return { expected, verdict: 'declined', reasons: ['no answer'] };
  const wrong = wrongFigures(answer, expected, truth);
  if (wrong.length > 0) return { expected, verdict: 'wrong figure', reasons: wrong };
  const reasons = faults(answer, expected);
  return { expected, verdict: reasons.length === 0 ? 'right' : 'declined', reasons };
}

// --- internal ---

const FIGURE_KINDS: readonly Answer['kind'][] = ['value', 'table', 'computed'];

function wrongFigures(answer: Answer, expected: Expected, truth: Truth): readonly string[] {
  const figures = answer.values.filter(({ metric }) => !metric.startsWith('contact.'));
  return [
    ...figures.filter((value) => contradicts(truth, value)).map((value) => `${spoken(value)} is not what stands there`),
    ...unasked(answer.kind, figures, expected),
    ...replaced(figures, expected),
    ...beside(answer.kind, figures, expected),
    ...misled(answer, expected),
  ];
}

/** Figures where none may be given. */
function unasked(kind: Answer['kind'], figures: readonly Value[], { expect }: Expected): readonly string[] {
  const none = expect.values?.length === 0 && !expect.partial && !expect.first;
  const noKind = FIGURE_KINDS.includes(kind) && !allowedKinds(expect).some((each) => FIGURE_KINDS.includes(each));
  return none || noKind ? figures.map((value) => `${spoken(value)} where no figure may be given`) : [];
}

/** Another number than the expected one, under the same office, year, metric and applicant. */
function replaced(figures: readonly Value[], { expect }: Expected): readonly string[] {
  return (expect.values ?? []).flatMap((want) => {
    const { office, year, metric, applicant, value, source } = want;
    if (office === undefined || year === undefined || metric === undefined) return [];
    const name = { office, year, metric, ...(applicant ? { applicant } : {}) };
    const same = figures.filter(
      (each) => sameValue(each, name) && (each.source === 'computed') === (source === 'computed'),
    );
    if (same.length === 0 || same.some((each) => each.value === value)) return [];
    const others = same.filter((each) => !expect.values?.some((other) => sameValue(each, other)));
    return others.map((each) => `${spoken(each)} instead of ${value}`);
  });
}

/** Figures of which not one was asked for. */
function beside(kind: Answer['kind'], figures: readonly Value[], { expect }: Expected): readonly string[] {
  const wanted = [...(expect.values ?? []), ...(expect.first ? [expect.first] : [])];
  if (wanted.length === 0 || !FIGURE_KINDS.includes(kind)) return [];
  if (figures.some(({ value }) => wanted.some((want) => want.value === value))) return [];
  return figures.map((value) => `${spoken(value)} was not asked for`);
}

/** A computed figure or the head of a ranking that is another one than expected. */
function misled({ kind, values: [lead] }: Answer, { expect }: Expected): readonly string[] {
  if (!expect.first || !lead || sameValue(lead, expect.first) || lead.value === expect.first.value) return [];
  const leads = lead.source === 'computed' || kind === 'computed' || kind === 'table';
  return leads ? [`${spoken(lead)} leads, not ${expect.first.value}`] : [];
}

function spoken({ office, year, metric, applicant, value, unit }: Value): string {
  return [office, year, metric, applicant, `${value}${unit ?? ''}`].filter((each) => each !== undefined).join(' ');
}
