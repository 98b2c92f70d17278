/** Asking the bot for a visitor: whose question it is, and what came of it. */

import { getCookie, setCookie } from 'hono/cookie';
import type { Answer } from '../../bot/answer.js';
import type { Outgoing } from '../adapter.js';
import type { Shown } from './kept.js';
import { type Session, sessionOf } from './session.js';
import type { Site, Visit } from './site.js';
import { visitorOf } from './visitor.js';
import { WEB_ERRORS, type WebError, WORDING } from './wording.js';

/** What came of a question: an answer with what feedback names, or why there is none. */
export type Asked = Told | Refusal;

export interface Told {
  readonly answer: Answer;
  readonly entry: number | null;
}

export interface Refusal {
  readonly status: 429 | 500 | 503;
  readonly error: WebError;
  /** Seconds; null where waiting is no help. */
  readonly retryAfter: number | null;
}

/** Asks in the visitor's conversation, as the public unless the visitor was invited. */
export async function ask(site: Site, visit: Visit, question: string, { id, own }: Session): Promise<Asked> {
  const desk = site.desk();
  if (desk === null) return STOPPED;
  const from = visitorOf(visit.req.raw, visit.env.from, site.proxied);
  const outgoing = await desk.receive({
    id: null,
    chat: id,
    person: own ? id : null,
    from,
    group: false,
    text: question,
  });
  const { answer, texts, entry } = outgoing;
  if (answer !== null) return { answer, entry };
  return refusalOf(outgoing) ?? { answer: wordsOnly(question, texts.join('\n')), entry: null };
}

/** An answer with its picture, kept for the addresses of its table and its picture. */
export async function shown(site: Site, session: Session, question: string, answer: Answer): Promise<Shown> {
  const picture = answer.values.length === 0 ? null : await site.pictureOf(answer);
  if (answer.values.length > 0) await site.kept.keep(session.id, question, { answer, picture });
  return { answer, picture };
}

/** What was shown for a question before or, where that is not known any more, what is answered now. */
export async function shownOrAsked(
  site: Site,
  visit: Visit,
  question: string,
  session: Session,
): Promise<Shown | Refusal> {
  const known = await site.kept.get(session.id, question);
  if (known) return known;
  const asked = await ask(site, visit, question, session);
  return 'error' in asked ? asked : shown(site, session, question, asked.answer);
}

/** The session of the visitor's cookie; a visitor without one gets one. */
export function cookieSession({ publicUrl }: Site, visit: Visit): Session {
  const session = sessionOf(getCookie(visit, COOKIE), true);
  const secure = publicUrl?.startsWith('https:') ?? false;
  if (session.isNew) setCookie(visit, COOKIE, session.id, { httpOnly: true, sameSite: 'Lax', path: '/', secure });
  return session;
}

// --- internal ---

const COOKIE = 'session';
const STOPPED: Refusal = { status: 503, error: WEB_ERRORS.stopped, retryAfter: 10 };

const REFUSALS = {
  limited: { status: 429, code: 'too_many_requests', message: WORDING.limited },
  off: { status: 503, code: 'switched_off', message: WEB_ERRORS.stopped.message },
  failed: { status: 500, code: 'internal', message: WEB_ERRORS.internal.message },
} as const;

function refusalOf({ notice, texts, retryAfter }: Outgoing): Refusal | null {
  if (notice === undefined) return null;
  const { status, code, message } = REFUSALS[notice];
  return { status, error: { code, message: texts.join('\n') || message }, retryAfter: retryAfter ?? null };
}

/** What the desk itself says, thanks for praise for instance. */
function wordsOnly(question: string, text: string): Answer {
  return { question, kind: 'help', text, values: [], citations: [], findings: [], choices: [] };
}
