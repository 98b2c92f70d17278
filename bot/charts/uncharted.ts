import type { AnswerKind } from '../answer.js';
import { chartOf } from '../chart.js';
import { CHART } from '../chart-phrases.js';
import { type Draft, finish } from '../draft.js';
import type { Understanding } from '../understand.js';

/** Says before the numbers that they make no chart, where one was asked for. */
export function sayUncharted(draft: Draft, { chart, original }: Understanding): Draft {
  if (chart !== 'beside' || !NUMBERS.has(draft.kind) || chartOf(finish(original, draft)) !== null) return draft;
  return { ...draft, text: `${CHART.notDrawn}\n${draft.text}` };
}

// --- internal ---

/** Kinds of answer that tell numbers. */
const NUMBERS: ReadonlySet<AnswerKind> = new Set(['value', 'table', 'computed']);
