/** 👍 and 👎: each visitor rates the answers of their own conversation and no others. */

import { timingSafeEqual } from 'node:crypto';
import type { Hono } from 'hono';
import type { Knowledge } from '../../knowledge/knowledge.js';
import { readBody } from '../http/body.js';
import { cookieSession } from './asking.js';
import { fail } from './failing.js';
import { notePage } from './page.js';
import { type Session, sessionOf } from './session.js';
import type { Environment, Site, Visit } from './site.js';
import { isOurs } from './visitor.js';
import { WEB_ERRORS } from './wording.js';

/** What a form or a program hands back to rate an answer; null where the answer cannot be rated. */
export async function ratingToken(
  knowledge: Knowledge,
  session: Session,
  entry: number | null,
): Promise<string | null> {
  return entry === null ? null : `${entry}.${await proofOf(knowledge, session, entry)}`;
}

/** `POST /api/feedback`: a form's fields or JSON, `{entry, liked, session?}`. */
export function addFeedback(app: Hono<Environment>, site: Site): void {
  app.post('/api/feedback', async (visit) => {
    visit.header('Cache-Control', 'no-store');
    if (!isOurs(visit.req.raw, site.publicUrl)) return fail(site, visit, 403, WEB_ERRORS.foreign);
    const body = await readBody(visit.req.raw, BODY_LIMIT);
    if (body === null) return fail(site, visit, 413, WEB_ERRORS.tooLarge);
    const type = visit.req.header('content-type') ?? '';
    const form = type.startsWith('application/x-www-form-urlencoded');
    const rating = readRating(form ? fieldsOf(body) : parsed(body));
    if (rating === null) return answer(site, visit, form, 400, WEB_ERRORS.rating.message);
    const session = rating.session === undefined ? cookieSession(site, visit) : sessionOf(rating.session, false);
    const entry = await entryOf(site.knowledge, session, rating.token);
    if (entry === null) return answer(site, visit, form, 403, WEB_ERRORS.notYours.message);
    const desk = site.desk();
    if (desk === null) return fail(site, visit, 503, WEB_ERRORS.stopped);
    const { id, own } = session;
    const said = await desk.rate({ person: own ? id : null, chat: id, entry, liked: rating.liked });
    return answer(site, visit, form, 200, said);
  });
}

// --- internal ---

const BODY_LIMIT = 4 * 1024;

interface Rating {
  readonly token: string;
  readonly liked: boolean;
  readonly session: string | undefined;
}

/** Only who was given the answer knows this, and only in that conversation does it prove anything. */
function proofOf({ channels }: Knowledge, { id }: Session, entry: number): Promise<string> {
  return channels.hash('web feedback', `${entry} ${id}`);
}

async function entryOf(knowledge: Knowledge, session: Session, token: string): Promise<number | null> {
  const [, number, proof = ''] = /^(\d{1,15})\.(.{1,200})$/.exec(token) ?? [];
  if (number === undefined) return null;
  const expected = Buffer.from(await proofOf(knowledge, session, Number(number)));
  const given = Buffer.from(proof);
  return given.length === expected.length && timingSafeEqual(given, expected) ? Number(number) : null;
}

function fieldsOf(body: Buffer): unknown {
  return Object.fromEntries(new URLSearchParams(body.toString('utf8')));
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}

const LIKED: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
  ['yes', true],
  ['no', false],
  [true, true],
  [false, false],
]);

function readRating(read: unknown): Rating | null {
  if (typeof read !== 'object' || read === null || !('entry' in read) || !('liked' in read)) return null;
  const liked = LIKED.get(read.liked);
  const session = 'session' in read ? read.session : undefined;
  if (typeof read.entry !== 'string' || liked === undefined) return null;
  if (session !== undefined && typeof session !== 'string') return null;
  return { token: read.entry, liked, session };
}

/** A form gets a page, the script and programs get JSON. */
function answer(site: Site, visit: Visit, form: boolean, status: 200 | 400 | 403, message: string): Response {
  if (form) return visit.html(notePage(site.title, message), status);
  return status === 200
    ? visit.json({ message })
    : visit.json(
        { error: { code: status === 400 ? WEB_ERRORS.rating.code : WEB_ERRORS.notYours.code, message } },
        status,
      );
}
