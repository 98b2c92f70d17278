import type { JournalLine } from './journal.js';
import { fold } from './text.js';

/**
 * What became of a question, as the journal is looked through: not understood, no data, declined, held back by the guard,
 * asked back, failed, or found bad by somebody; `answered` is everything else.
 */
export type Outcome = 'unclear' | 'missing' | 'refused' | 'guarded' | 'clarify' | 'error' | 'disliked' | 'answered';

/** Outcomes that somebody should look at. Asking back is no failure. */
export const MISSES: readonly Outcome[] = ['unclear', 'missing', 'refused', 'guarded', 'error', 'disliked'];

/** Questions that say the same in the same words, but for spaces, signs and width. */
export interface Wording {
  /** As it was asked last, on one line, without characters that only steer a display. */
  readonly question: string;
  readonly count: number;
  /** How many different people asked; those the channel cannot tell apart count for nobody. */
  readonly people: number;
  readonly lastAsked: Date;
  /** What became of it, the most frequent first. */
  readonly outcomes: readonly { readonly outcome: Outcome; readonly count: number }[];
  readonly likes: number;
  readonly dislikes: number;
  readonly channels: readonly string[];
  /** Of the latest entry: what an example is made from. */
  readonly id: number;
}

/** What became of the question of an entry. A dislike counts for more than that there was an answer. */
export function outcomeOf({ kind, detail, dislikes }: Pick<JournalLine, 'kind' | 'detail' | 'dislikes'>): Outcome {
  if (/^(?:file: )?guard:/.test(detail)) return 'guarded';
  const named = OF_KIND[kind];
  if (named === 'error') return named;
  if (dislikes > 0) return 'disliked';
  if (detail === 'unclear' && kind === 'help') return 'unclear';
  return named ?? 'answered';
}

/**
 * Puts like wordings together, the most asked first, then the latest. Questions whose text was forgotten, and what was
 * asked of the journal itself, are left out.
 * @param outcomes which to take; empty: all
 */
export function groupWordings(lines: readonly JournalLine[], outcomes: readonly Outcome[]): Wording[] {
  const groups = new Map<string, { line: JournalLine; outcome: Outcome }[]>();
  for (const line of lines) {
    if (line.question === '' || line.detail === OF_ITSELF) continue;
    const outcome = outcomeOf(line);
    if (outcomes.length > 0 && !outcomes.includes(outcome)) continue;
    const key = likeWording(line.question);
    const group = groups.get(key) ?? [];
    group.push({ line, outcome });
    groups.set(key, group);
  }
  return [...groups.values()]
    .map(wordingOf)
    .sort((a, b) => b.count - a.count || b.lastAsked.getTime() - a.lastAsked.getTime() || b.id - a.id);
}

/** A question without what does not change it: width, case, white space, punctuation. */
export function likeWording(question: string): string {
  const folded = question.normalize('NFKC').toLowerCase();
  const bare = folded.replace(/[\s\p{P}\p{S}\p{C}]+/gu, '');
  return bare === '' ? folded.trim() : bare;
}

// --- internal ---

/** The question that reads the journal. */
const OF_ITSELF = 'journal';

const OF_KIND: Readonly<Record<string, Outcome>> = {
  missing: 'missing',
  refused: 'refused',
  clarify: 'clarify',
  error: 'error',
};

function wordingOf(entries: readonly { readonly line: JournalLine; readonly outcome: Outcome }[]): Wording {
  const lines = entries.map(({ line }) => line);
  const latest = lines.reduce((last, line) => (line.id > last.id ? line : last));
  const counts = new Map<Outcome, number>();
  for (const { outcome } of entries) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return {
    question: oneLine(latest.question),
    count: lines.length,
    people: new Set(lines.flatMap(({ person, channel }) => (person === null ? [] : [`${channel}:${person}`]))).size,
    lastAsked: new Date(Math.max(...lines.map(({ at }) => at.getTime()))),
    outcomes: [...counts].map(([outcome, count]) => ({ outcome, count })).sort((a, b) => b.count - a.count),
    likes: lines.reduce((sum, { likes }) => sum + likes, 0),
    dislikes: lines.reduce((sum, { dislikes }) => sum + dislikes, 0),
    channels: [...new Set(lines.map(({ channel }) => channel))].sort(),
    id: latest.id,
  };
}

/** What strangers typed must not move the cursor of a terminal or turn the direction of a line. */
function oneLine(text: string): string {
  return fold(text.replace(/\p{C}+/gu, ' '));
}
