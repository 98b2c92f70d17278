import { keptAs, metric } from '../../knowledge/metrics.js';
import type { Figure } from '../../knowledge/types.js';
import type { Candidate } from './match.js';
import { placeOf, type Source } from './places.js';
import { verbatimOf } from './plain.js';

/**
 * Weighs what several sentences state of one metric: the same value once; different values under their own labels
 * where all are labelled apart; else the value of the highest rank, and none where two of that rank disagree.
 */
export function figuresFrom(candidates: readonly Candidate[], source: Source): Figure[] {
  const groups = grouped(candidates, (one) => [keptAs(one.key), one.applicant, one.part].join(' '));
  const kept = new Set([...groups.values()].flatMap(weigh));
  return [...kept].flatMap((one) => figure(one, source));
}

// --- internal ---

function weigh(group: readonly Candidate[]): Candidate[] {
  const top = Math.max(...group.map((one) => one.rank));
  if (new Set(group.map((one) => one.value)).size > 1) {
    const labelled = labelledApart(group);
    if (labelled) return labelled;
  }
  const best = group.filter((one) => one.rank === top);
  const first = best[0];
  return first && best.every((one) => one.value === first.value) ? [first] : [];
}

/** Each distinct label with one value of its own; null where a label is missing or stands for two values. */
function labelledApart(group: readonly Candidate[]): Candidate[] | null {
  const byLabel = grouped(group, (one) => one.label);
  if (byLabel.has(null) || byLabel.size < 2) return null;
  const kept = [...byLabel.values()].map((same) => same[0]);
  const apart = [...byLabel.values()].every((same) => same.every((one) => one.value === same[0]?.value));
  return apart ? kept.flatMap((one) => (one ? [{ ...one, part: one.label }] : [])) : null;
}

function grouped<K>(all: readonly Candidate[], keyOf: (one: Candidate) => K): Map<K, Candidate[]> {
  const groups = new Map<K, Candidate[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}

function figure(one: Candidate, source: Source): Figure[] {
  const place = placeOf(one.sentence, one.start, one.end, source);
  if (place === null) return [];
  const key = keptAs(one.key);
  const byApplicant = metric(key).table === 3 || TOTALS_BY_APPLICANT.has(key);
  return [
    {
      metric: key,
      applicant: byApplicant ? (one.applicant ?? 'total') : null,
      part: one.part,
      stated: one.value,
      approximate: one.approximate,
      unit: one.unit,
      source: 'narrative',
      printed: verbatimOf(one.sentence.plain, one.start, one.end),
      ...place,
    },
  ];
}

/** Sums over rows of table 3, told apart by applicant like the rows. */
const TOTALS_BY_APPLICANT: ReadonlySet<string> = new Set(['denied_total', 'unavailable_total', 'rejected_total']);
