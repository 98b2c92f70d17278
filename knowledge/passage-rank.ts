import type { Term } from './query-terms.js';

/** A passage that may answer a question. */
export interface Candidate {
  readonly id: number;
  readonly matched: ReadonlySet<string>;
  /** How densely it holds the tokens, 0..1 within one query: decides between equal coverage. */
  readonly closeness: number;
}

export interface Ranked {
  readonly id: number;
  readonly score: number;
  /** 0..1: share of the weight of the question's known terms that the passage holds. */
  readonly coverage: number;
}

/** In how many of how many passages a token stands. */
export interface Frequencies {
  readonly passages: number;
  readonly of: ReadonlyMap<string, number>;
}

/** The tokens to look for, each with its weight. */
export function tokensOf(terms: readonly Term[]): ReadonlyMap<string, number> {
  const tokens = new Map<string, number>();
  for (const term of terms) {
    tokens.set(term.text, term.weight);
    for (const synonym of term.synonyms) {
      if (!tokens.has(synonym)) tokens.set(synonym, term.weight * SYNONYM);
    }
  }
  return tokens;
}

/**
 * Orders candidates by how much of the question they cover, rare words counting more. A word no passage holds counts
 * against every candidate, so that a question about something else finds nothing. Below the floor nothing is returned.
 */
export function rank(
  terms: readonly Term[],
  frequencies: Frequencies,
  candidates: readonly Candidate[],
): readonly Ranked[] {
  const known = terms.map((term) => ({ term, full: fullWeight(term, frequencies) }));
  const sumKnown = known.reduce((sum, { full }) => sum + full, 0);
  const sumUnknown = known
    .filter(({ term, full }) => full === 0 && !isPartOfKnown(term.text))
    .reduce((sum, { term }) => sum + UNKNOWN * term.weight * rarity(0, frequencies.passages), 0);
  function isPartOfKnown(text: string): boolean {
    return known.some(({ term, full }) => full > 0 && term.text !== text && term.text.includes(text));
  }
  return candidates
    .map(({ id, matched, closeness }) => {
      const held = known.reduce((sum, { term, full }) => sum + heldWeight(term, full, frequencies, matched), 0);
      const coverage = sumKnown > 0 ? held / sumKnown : 0;
      const share = sumKnown > 0 ? held / (sumKnown + sumUnknown) : 0;
      return { id, coverage, score: share * (1 - CLOSENESS + CLOSENESS * closeness), share };
    })
    .filter(({ share }) => share >= FLOOR)
    .sort((a, b) => b.score - a.score || a.id - b.id)
    .map(({ id, coverage, score }) => ({ id, coverage, score }));
}

/** How much a token in `found` of `passages` passages tells: BM25's inverse document frequency. */
export function rarity(found: number, passages: number): number {
  return Math.log(1 + (Math.max(0, passages - found) + 0.5) / (found + 0.5));
}

// --- internal ---

/** What a synonym is worth against the very word. */
const SYNONYM = 0.8;
/** What a word no passage holds is worth: not all, for some such words only ask. */
const UNKNOWN = 0.8;
/** How far density may move a score. */
const CLOSENESS = 0.2;
/** Share of the question a passage has to hold to be an answer at all. */
const FLOOR = 0.35;

function weightOf(token: string, { of, passages }: Frequencies): number {
  const found = of.get(token) ?? 0;
  return found === 0 ? 0 : rarity(found, passages);
}

/** The weight of a term that is held entirely; 0 where no passage holds it or a synonym. */
function fullWeight(term: Term, frequencies: Frequencies): number {
  const own = weightOf(term.text, frequencies);
  if (own > 0) return term.weight * own;
  return term.weight * Math.max(0, ...term.synonyms.map((synonym) => weightOf(synonym, frequencies)));
}

function heldWeight(term: Term, full: number, frequencies: Frequencies, matched: ReadonlySet<string>): number {
  if (matched.has(term.text)) return full;
  const best = Math.max(
    0,
    ...term.synonyms.map((synonym) => (matched.has(synonym) ? weightOf(synonym, frequencies) : 0)),
  );
  return Math.min(full, term.weight * best * SYNONYM);
}
