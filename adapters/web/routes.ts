/** The addresses of the web channel: pages for people, `/api/` for programs and the page's own script. */

import { Hono } from 'hono';
import { etag } from 'hono/etag';
import { switchOf } from '../reception/switch.js';
import { addAnswers } from './answer-routes.js';
import { ASSETS } from './assets.js';
import { addCalendars } from './calendar-routes.js';
import { fail, refuse } from './failing.js';
import { addFeedback } from './feedback.js';
import { addReports } from './report-routes.js';
import type { Environment, Site } from './site.js';
import { addSuggest, tooMuch } from './suggest.js';
import { WEB_ERRORS } from './wording.js';

/** Every address, each answering its own methods and 405 to others; 503 to all that answers while the channel is off. */
export function createRoutes(site: Site & { readonly now: () => Date }): Hono<Environment> {
  const app = new Hono<Environment>();
  const isOff = switchOf({ knowledge: site.knowledge, channel: 'web', now: site.now });

  app.use(async (visit, next) => {
    await next();
    const picture = visit.res.headers.get('content-type')?.startsWith('image/svg') ?? false;
    for (const [name, value] of Object.entries(HEADERS)) visit.header(name, value);
    if (picture) visit.header('Content-Security-Policy', PICTURE_POLICY);
  });
  app.use(async (visit, next) => {
    const { path } = visit.req;
    if (path in ASSETS) return next();
    const reason = await isOff();
    if (reason === null) return next();
    const error = { ...WEB_ERRORS.off, message: `${WEB_ERRORS.off.message}${reason}` };
    return refuse(site, visit, { status: 503, error, retryAfter: SWITCHED_OFF });
  });
  app.use('/report/*', async (visit, next) => (await tooMuch(site, visit)) ?? next());

  addAnswers(app, site);
  addFeedback(app, site);
  addSuggest(app, site);
  addReports(app, site);
  addCalendars(app, site);
  for (const [path, { text, type }] of Object.entries(ASSETS)) {
    app.get(path, etag(), (visit) =>
      visit.body(text, 200, { 'Content-Type': type, 'Cache-Control': 'public, no-cache' }),
    );
  }

  for (const [path, allowed] of Object.entries(ALLOWED)) {
    app.all(path, (visit) => {
      visit.header('Allow', allowed);
      return fail(site, visit, 405, WEB_ERRORS.method);
    });
  }
  app.notFound((visit) => fail(site, visit, 404, WEB_ERRORS.notFound));
  app.onError((error, visit) => {
    site.log('web failed', error);
    return fail(site, visit, 500, WEB_ERRORS.internal);
  });
  return app;
}

// --- internal ---

/** Seconds after which to look whether the channel is on again. */
const SWITCHED_OFF = 300;

const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  // Other hosts learn nothing; our own forms must be able to say where they come from.
  'Referrer-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const;

/** A picture opened by itself may do nothing at all. */
const PICTURE_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'";

const ALLOWED = {
  '/': 'GET, HEAD',
  '/answer.csv': 'GET, HEAD',
  '/chart.svg': 'GET, HEAD',
  '/report/:office/:year': 'GET, HEAD',
  '/calendar/:file': 'GET, HEAD',
  '/api/suggest': 'GET, HEAD',
  '/api/ask': 'POST',
  '/api/feedback': 'POST',
  ...Object.fromEntries(Object.keys(ASSETS).map((path) => [path, 'GET, HEAD'])),
};
