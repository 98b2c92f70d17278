import type { Draft } from './draft.js';
import { PHRASES } from './phrases.js';
import type { Context } from './question.js';
import { reportsOf, yearsOf } from './stored-index.js';
import type { Understanding } from './understand.js';

/**
 * Ends an answer with the years asked for of which no report is stored, where the answer does not speak of them: who asks
 * for three years and is told one must not take it for all.
 */
export function sayAbsentYears(draft: Draft, { years, offices }: Understanding, { reports }: Context): Draft {
  if (!WITH_FIGURES.has(draft.kind)) return draft;
  const ids = offices.flatMap((mention) => mention.ids);
  const stored = ids.length > 0 ? new Set(reportsOf(reports, ids).map(({ year }) => year)) : yearsOf(reports);
  const absent = years.years.filter((year) => !stored.has(year) && !draft.text.includes(`${year}年`));
  const some = years.years.some((year) => stored.has(year));
  return absent.length === 0 || !some ? draft : { ...draft, text: `${draft.text}\n${PHRASES.yearsAbsent(absent)}` };
}

// --- internal ---

const WITH_FIGURES: ReadonlySet<Draft['kind']> = new Set(['value', 'table', 'computed', 'passage', 'check', 'missing']);
