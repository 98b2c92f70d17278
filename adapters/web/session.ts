/** Which conversation a request belongs to. What a client names is taken only in a form that cannot be anything else. */

import { randomUUID } from 'node:crypto';

export interface Session {
  /** What the client holds. */
  readonly id: string;
  /** What the bot is told; the prefix keeps the web's sessions apart from those of other channels. */
  readonly session: string;
  /** True where the client named none, or none that can be taken. */
  readonly isNew: boolean;
}

/** The session the client names, or a new random one where it names none or an untrustworthy one. */
export function sessionOf(named: string | undefined): Session {
  const isNew = named === undefined || !ACCEPTED.test(named);
  const id = isNew ? randomUUID() : named;
  return { id, session: `web:${id}`, isNew };
}

// --- internal ---

const ACCEPTED = /^[A-Za-z0-9_-]{8,64}$/;
