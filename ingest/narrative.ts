import type { Fact, Figure } from '../knowledge/types.js';
import { accountsIn } from './narrative/accounts.js';
import { ACTIVITY_RULES } from './narrative/activities.js';
import { APPLICATION_RULES, APPLICATION_SIDE_RULES } from './narrative/applications.js';
import { contactsIn } from './narrative/contacts.js';
import { DISCLOSURE_RULES } from './narrative/disclosure.js';
import { HOTLINE_RULES } from './narrative/hotlines.js';
import { candidatesIn, type Rules } from './narrative/match.js';
import { NEW_MEDIA_RULES } from './narrative/new-media.js';
import { sourceOf } from './narrative/places.js';
import { figuresFrom } from './narrative/resolve.js';
import { ABSENCE_RULES, REVIEW_AND_FEE_RULES, REVIEW_SIDE_RULES } from './narrative/review-and-fees.js';
import { sentencesOf } from './narrative/spots.js';
import type { Section } from './sections.js';

export interface NarrativeContext {
  readonly year: number;
  /** What the report calls its own area where that is more than the office (全市 in a city's report); else none. */
  readonly ownArea?: readonly string[];
}

export interface Narrative {
  readonly figures: Figure[];
  readonly facts: Fact[];
}

/**
 * Reads the figures and facts that the running text of a report states (reports in the wild, 5.4). What cannot be
 * told apart from a plan, another year, another area or another matter is left out.
 * @param lines `Document.lines`, to find the line of each quote and to hold quotes to the source; without them a quote
 *   stands at its paragraph's first line.
 */
export function readNarrative(
  sections: readonly Section[],
  context: NarrativeContext,
  lines: readonly string[] | null = null,
): Narrative {
  const source = sourceOf(lines);
  const { year, ownArea = [] } = context;
  const candidates = sections.flatMap((section) => candidatesIn(section, RULES, { year, ownArea }));
  const sentences = sections.flatMap(sentencesOf);
  return {
    figures: figuresFrom(candidates, source),
    facts: [...accountsIn(sentences, source), ...contactsIn(sentences, source)],
  };
}

// --- internal ---

/** Topics in the order they are asked: what names its matter most narrowly first. */
const RULES: Rules = {
  counts: [
    ...HOTLINE_RULES,
    ...REVIEW_AND_FEE_RULES,
    ...APPLICATION_RULES,
    ...ACTIVITY_RULES,
    ...NEW_MEDIA_RULES,
    ...DISCLOSURE_RULES,
  ],
  side: [...APPLICATION_SIDE_RULES, ...REVIEW_SIDE_RULES],
  absences: ABSENCE_RULES,
};
