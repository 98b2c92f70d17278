import { setTimeout as pause } from 'node:timers/promises';
import type { Knowledge } from '../../knowledge/knowledge.js';

/** What the desk remembers of a conversation: pages not yet shown, and the answer that feedback in words means. */
export interface DeskState {
  readonly rest: readonly string[];
  readonly entry: number | null;
  /** The turn of the answer they are of (`Responded.turn`). */
  readonly turn: number;
}

type Sessions = Pick<Knowledge, 'session' | 'saveSession'>;

/** A state as it was stored, with the version that tells whether it still is. */
export interface FoundState extends DeskState {
  readonly version: number;
}

/** What is remembered, or nothing; what cannot be read is nothing. */
export async function readState(knowledge: Sessions, session: string, now: Date): Promise<FoundState> {
  const { state, version } = await knowledge.session(keyOf(session), now);
  return { ...stateIn(state), version };
}

/**
 * Remembers the rest of an answer, unless one that came after it in the conversation was remembered already: another
 * process may answer messages of the same conversation.
 * @param turn null where its place in the conversation is not known: then it counts as the last
 * @param found what was remembered when last looked at
 */
export async function saveState(
  knowledge: Sessions,
  session: string,
  { turn, ...answer }: Omit<DeskState, 'turn'> & { readonly turn: number | null },
  { found, now }: { readonly found: FoundState; readonly now: Date },
): Promise<void> {
  for (let before = found; turn === null || before.turn <= turn; before = await readState(knowledge, session, now)) {
    const state: DeskState = { ...answer, turn: turn ?? before.turn };
    if (await swap(knowledge, session, state, { version: before.version, now })) return;
    await pause(Math.random() * MOST_PAUSE);
  }
}

/**
 * Takes something of what is remembered: `part` tells what is left, or null where there is nothing to take. What is taken
 * is taken once, whichever processes take.
 */
export async function takeOf<T>(
  knowledge: Sessions,
  session: string,
  now: Date,
  part: (state: DeskState) => { readonly taken: T; readonly left: DeskState } | null,
): Promise<{ readonly taken: T | null; readonly found: FoundState }> {
  for (;;) {
    const found = await readState(knowledge, session, now);
    const parted = part(found);
    if (parted === null) return { taken: null, found };
    if (await swap(knowledge, session, parted.left, { version: found.version, now }))
      return { taken: parted.taken, found };
    await pause(Math.random() * MOST_PAUSE);
  }
}

// --- internal ---

/** Milliseconds, so that several who were late are not late together again. Each round somebody was not. */
const MOST_PAUSE = 10;

const keyOf = (session: string): string => `${session}#desk`;

async function swap(
  knowledge: Sessions,
  session: string,
  { rest, entry, turn }: DeskState,
  of: { readonly version: number; readonly now: Date },
): Promise<boolean> {
  return (await knowledge.saveSession(keyOf(session), JSON.stringify({ rest, entry, turn }), of)) !== null;
}

function stateIn(stored: string | null): DeskState {
  const read: unknown = stored === null ? null : JSON.parse(stored);
  if (typeof read !== 'object' || read === null) return { rest: [], entry: null, turn: 0 };
  const rest = 'rest' in read && Array.isArray(read.rest) ? read.rest.filter((piece) => typeof piece === 'string') : [];
  const entry = 'entry' in read && typeof read.entry === 'number' ? read.entry : null;
  const turn = 'turn' in read && typeof read.turn === 'number' ? read.turn : 0;
  return { rest, entry, turn };
}
