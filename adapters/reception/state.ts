import type { Knowledge } from '../../knowledge/knowledge.js';

/** What the desk remembers of a conversation: pages not yet shown, and the answer that feedback in words means. */
export interface DeskState {
  readonly rest: readonly string[];
  readonly entry: number | null;
}

/** What is remembered, or nothing; what cannot be read is nothing. */
export async function readState(knowledge: Knowledge, session: string, now: Date): Promise<DeskState> {
  const stored = await knowledge.session(keyOf(session), now);
  if (stored === null) return { rest: [], entry: null };
  const read: unknown = JSON.parse(stored);
  if (typeof read !== 'object' || read === null) return { rest: [], entry: null };
  const rest = 'rest' in read && Array.isArray(read.rest) ? read.rest.filter((piece) => typeof piece === 'string') : [];
  const entry = 'entry' in read && typeof read.entry === 'number' ? read.entry : null;
  return { rest, entry };
}

export function saveState(knowledge: Knowledge, session: string, state: DeskState, now: Date): Promise<void> {
  return knowledge.saveSession(keyOf(session), JSON.stringify(state), now);
}

// --- internal ---

const keyOf = (session: string): string => `${session}#desk`;
