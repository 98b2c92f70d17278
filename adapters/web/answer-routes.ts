/** Where questions are asked: the page, `/api/ask`, and an answer's table and picture. */

import type { Hono } from 'hono';
import { readBody } from '../http/body.js';
import { ask, cookieSession, shown, shownOrAsked } from './asking.js';
import { csvOf } from './csv.js';
import { exchange } from './exchange.js';
import { fail, refuse } from './failing.js';
import { ratingToken } from './feedback.js';
import { answerPage, welcomePage } from './page.js';
import { type Session, sessionOf } from './session.js';
import type { Environment, Site, Visit } from './site.js';
import { hotOrNone } from './suggest.js';
import { WEB_ERRORS, type WebError } from './wording.js';

export function addAnswers(app: Hono<Environment>, site: Site): void {
  app.get('/', async (visit) => {
    const session = cookieSession(site, visit);
    visit.header('Cache-Control', 'no-store');
    const question = visit.req.query('q') ?? '';
    if (question.trim() === '') {
      return visit.html(welcomePage(site.title, await site.examples(), await hotOrNone(site)));
    }
    const asked = await ask(site, visit, question, session);
    if ('error' in asked) return refuse(site, visit, asked);
    const { picture } = await shown(site, session, question, asked.answer);
    const rating = await ratingToken(site.knowledge, session, asked.entry);
    return visit.html(answerPage(site.title, question, asked.answer, { picture: picture !== null, rating }));
  });

  app.post('/api/ask', async (visit) => {
    const body = await readBody(visit.req.raw, BODY_LIMIT);
    if (body === null) return fail(site, visit, 413, WEB_ERRORS.tooLarge);
    const read = readAsked(body.toString('utf8'));
    if ('error' in read) return fail(site, visit, 400, read.error);
    const { question } = read;
    const session = read.session === undefined ? cookieSession(site, visit) : sessionOf(read.session, false);
    visit.header('Cache-Control', 'no-store');
    visit.header('Vary', 'Accept');
    const asked = await ask(site, visit, question, session);
    if ('error' in asked) return refuse(site, visit, asked);
    const rating = await ratingToken(site.knowledge, session, asked.entry);
    if (visit.req.header('Accept')?.includes('text/html')) {
      const { picture } = await shown(site, session, question, asked.answer);
      return visit.html(exchange(question, asked.answer, { picture: picture !== null, rating }).markup);
    }
    if (rating !== null) visit.header('Feedback-Token', rating);
    return visit.json(asked.answer);
  });

  app.get('/answer.csv', (visit) =>
    again(site, visit, async (session, question) => {
      const given = await shownOrAsked(site, visit, question, session);
      if ('error' in given) return refuse(site, visit, given);
      if (given.answer.values.length === 0) return fail(site, visit, 404, WEB_ERRORS.noTable);
      visit.header(
        'Content-Disposition',
        `attachment; filename="answer.csv"; filename*=UTF-8''${fileName(question)}.csv`,
      );
      return visit.body(csvOf(given.answer), 200, { 'Content-Type': 'text/csv; charset=utf-8' });
    }),
  );

  app.get('/chart.svg', (visit) =>
    again(site, visit, async (session, question) => {
      const given = await shownOrAsked(site, visit, question, session);
      if ('error' in given) return refuse(site, visit, given);
      if (given.picture === null) return fail(site, visit, 404, WEB_ERRORS.noPicture);
      return visit.body(given.picture, 200, { 'Content-Type': 'image/svg+xml; charset=utf-8' });
    }),
  );
}

// --- internal ---

const BODY_LIMIT = 64 * 1024;

/** What an answer is asked for again in its address; the copy of a browser is asked about each time. */
async function again(
  site: Site,
  visit: Visit,
  give: (session: Session, question: string) => Promise<Response>,
): Promise<Response> {
  const question = visit.req.query('q') ?? '';
  if (question.trim() === '') return fail(site, visit, 400, WEB_ERRORS.noQuestion);
  const session = cookieSession(site, visit);
  visit.header('Cache-Control', 'private, no-cache');
  return give(session, question);
}

type Read = { readonly question: string; readonly session: string | undefined } | { readonly error: WebError };

function readAsked(body: string): Read {
  let read: unknown;
  try {
    read = JSON.parse(body);
  } catch {
    return { error: WEB_ERRORS.notJson };
  }
  if (typeof read !== 'object' || read === null || !('question' in read) || typeof read.question !== 'string')
    return { error: WEB_ERRORS.question };
  const session = 'session' in read ? read.session : undefined;
  if (session !== undefined && typeof session !== 'string') return { error: WEB_ERRORS.session };
  return { question: read.question, session };
}

/** The question as the name of a file, in the form of a header: letters and digits of all scripts, nothing else. */
function fileName(question: string): string {
  const name = question.replace(/[^\p{L}\p{N}]+/gu, '').normalize('NFC');
  return encodeURIComponent(Array.from(name).slice(0, 60).join('') || 'answer').replace(/['()*]/g, '');
}
