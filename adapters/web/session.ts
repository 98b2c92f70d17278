/** Which conversation a request belongs to. What a client names is taken only in a form that cannot be anything else. */

import { randomUUID } from 'node:crypto';

export interface Session {
  /** What the client holds. */
  readonly id: string;
  /** True for the one of a cookie, which is random and nobody else's; what a program names may be known to others. */
  readonly own: boolean;
  /** True where the client named none, or none that can be taken. */
  readonly isNew: boolean;
}

/**
 * The session the client names, or a new random one where it names none or an untrustworthy one.
 * @param own whether a browser's cookie names it
 */
export function sessionOf(named: string | undefined, own: boolean): Session {
  const isNew = named === undefined || !(own ? RANDOM : ACCEPTED).test(named);
  const id = isNew ? randomUUID() : named;
  return { id, own, isNew };
}

// --- internal ---

const ACCEPTED = /^[A-Za-z0-9_-]{8,64}$/;
/** As `randomUUID` makes them: nobody is staff under an identifier that somebody made up. */
const RANDOM = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
