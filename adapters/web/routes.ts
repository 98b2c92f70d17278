/** The addresses of the web channel: a page for people, `/api/ask` for programs and the page's own script. */

import { type Context, Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { etag } from 'hono/etag';
import type { Answer } from '../../bot/answer.js';
import type { Desk } from '../adapter.js';
import { readBody } from '../http/body.js';
import { exchange } from './exchange.js';
import { answerPage, errorPage, welcomePage } from './page.js';
import { SCRIPT } from './script.js';
import { type Session, sessionOf } from './session.js';
import { STYLE } from './style.js';
import { WEB_ERRORS, type WebError } from './wording.js';

export interface RoutesOptions {
  readonly title: string;
  /** Questions the welcome page offers. */
  readonly examples: () => Promise<readonly string[]>;
  /** Null while the channel is not running. */
  readonly desk: () => Desk | null;
}

/** Every address, each answering its own method and 405 to others. The role is always `public`. */
export function createRoutes({ title, examples, desk }: RoutesOptions): Hono<Environment> {
  const app = new Hono<Environment>();

  const ask = async (c: Context<Environment>, question: string, { id, own }: Session): Promise<Answer | string> => {
    const running = desk();
    if (running === null) return WEB_ERRORS.stopped.message;
    const { from } = c.env;
    const message = { id: null, chat: id, person: own ? id : null, from, group: false, text: question };
    const { answer, texts } = await running.receive(message);
    return answer ?? texts.join('\n');
  };

  app.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(HEADERS)) c.header(name, value);
  });

  app.get('/', async (c) => {
    const session = cookieSession(c);
    c.header('Cache-Control', 'no-store');
    const question = c.req.query('q') ?? '';
    if (question.trim() === '') return c.html(welcomePage(title, await examples()));
    const answer = await ask(c, question, session);
    if (typeof answer === 'string') return c.html(errorPage(title, answer), 503);
    return c.html(answerPage(title, question, answer));
  });

  app.post('/api/ask', async (c) => {
    const body = await readBody(c.req.raw, BODY_LIMIT);
    if (body === null) return refuse(c, 413, WEB_ERRORS.tooLarge);
    const asked = readAsked(body.toString('utf8'));
    if ('error' in asked) return refuse(c, 400, asked.error);
    const session = asked.session === undefined ? cookieSession(c) : sessionOf(asked.session, false);
    c.header('Cache-Control', 'no-store');
    c.header('Vary', 'Accept');
    const answer = await ask(c, asked.question, session);
    if (typeof answer === 'string') return refuse(c, 503, { code: 'refused', message: answer });
    const wantsHtml = c.req.header('Accept')?.includes('text/html') ?? false;
    return wantsHtml ? c.html(exchange(asked.question, answer).markup) : c.json(answer);
  });

  app.get('/healthz', (c) => c.text('ok'));

  for (const [path, asset] of Object.entries(ASSETS)) {
    app.get(path, etag(), (c) =>
      c.body(asset.text, 200, { 'Content-Type': asset.type, 'Cache-Control': 'public, no-cache' }),
    );
  }

  for (const [path, allowed] of Object.entries(ALLOWED)) {
    app.all(path, (c) => {
      c.header('Allow', allowed);
      return fail(c, title, 405, WEB_ERRORS.method);
    });
  }
  app.notFound((c) => fail(c, title, 404, WEB_ERRORS.notFound));
  app.onError((error, c) => {
    console.error(error);
    return fail(c, title, 500, WEB_ERRORS.internal);
  });
  return app;
}

// --- internal ---

/** What the HTTP server tells of a request: the address it came from. */
interface Environment {
  readonly Bindings: { readonly from: string | null };
}

const BODY_LIMIT = 64 * 1024;
const COOKIE = 'session';

const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
} as const;

const ASSETS = {
  '/app.css': { text: STYLE, type: 'text/css; charset=utf-8' },
  '/app.js': { text: SCRIPT, type: 'text/javascript; charset=utf-8' },
} as const;

const ALLOWED = {
  '/': 'GET, HEAD',
  '/healthz': 'GET, HEAD',
  '/app.css': 'GET, HEAD',
  '/app.js': 'GET, HEAD',
  '/api/ask': 'POST',
} as const;

type Asked = { readonly question: string; readonly session: string | undefined } | { readonly error: WebError };

function readAsked(body: string): Asked {
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

/** The session of the visitor's cookie; a visitor without one gets one. */
function cookieSession(c: Context<Environment>): Session {
  const session = sessionOf(getCookie(c, COOKIE), true);
  if (session.isNew) setCookie(c, COOKIE, session.id, { httpOnly: true, sameSite: 'Lax', path: '/' });
  return session;
}

type FailureStatus = 400 | 404 | 405 | 413 | 500 | 503;

function refuse(c: Context<Environment>, status: FailureStatus, error: WebError): Response {
  return c.json({ error: { code: error.code, message: error.message } }, status);
}

/** JSON to programs, a page to people. */
function fail(c: Context<Environment>, title: string, status: FailureStatus, error: WebError): Response {
  if (c.req.path.startsWith('/api/')) return refuse(c, status, error);
  return c.html(errorPage(title, error.message), status);
}
