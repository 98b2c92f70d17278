/** The addresses of the web channel: a page for people, `/api/ask` for programs and the page's own script. */

import { type Context, Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { etag } from 'hono/etag';
import type { Receive } from '../adapter.js';
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
  readonly receive: Receive;
}

/** Every address, each answering its own method and 405 to others. The role is always `public`. */
export function createRoutes({ title, examples, receive }: RoutesOptions): Hono {
  const app = new Hono();

  app.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(HEADERS)) c.header(name, value);
  });

  app.get('/', async (c) => {
    const session = cookieSession(c);
    c.header('Cache-Control', 'no-store');
    const question = c.req.query('q') ?? '';
    if (question.trim() === '') return c.html(welcomePage(title, await examples()));
    const answer = await receive({ text: question, session: session.session, role: 'public', person: null });
    return c.html(answerPage(title, question, answer));
  });

  app.post('/api/ask', async (c) => {
    const body = await readBody(c.req.raw, BODY_LIMIT);
    if (body === null) return refuse(c, 413, WEB_ERRORS.tooLarge);
    const asked = readAsked(body);
    if ('error' in asked) return refuse(c, 400, asked.error);
    const { session } = asked.session === undefined ? cookieSession(c) : sessionOf(asked.session);
    c.header('Cache-Control', 'no-store');
    c.header('Vary', 'Accept');
    const answer = await receive({ text: asked.question, session, role: 'public', person: null });
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

/** The body as text; null where it is longer than the limit, of which no more than the limit is kept. */
async function readBody(request: Request, limit: number): Promise<string | null> {
  if (request.body === null) return '';
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of request.body) {
    size += piece.length;
    if (size > limit) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

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
function cookieSession(c: Context): Session {
  const session = sessionOf(getCookie(c, COOKIE));
  if (session.isNew) setCookie(c, COOKIE, session.id, { httpOnly: true, sameSite: 'Lax', path: '/' });
  return session;
}

type FailureStatus = 400 | 404 | 405 | 413 | 500;

function refuse(c: Context, status: FailureStatus, error: WebError): Response {
  return c.json({ error: { code: error.code, message: error.message } }, status);
}

/** JSON to programs, a page to people. */
function fail(c: Context, title: string, status: FailureStatus, error: WebError): Response {
  if (c.req.path.startsWith('/api/')) return refuse(c, status, error);
  return c.html(errorPage(title, error.message), status);
}
