/** How the web says no: JSON to programs, a page to people. */

import type { Refusal } from './asking.js';
import { errorPage } from './page.js';
import type { Site, Visit } from './site.js';
import type { WebError } from './wording.js';

export type FailureStatus = 400 | 403 | 404 | 405 | 413 | 429 | 500 | 503;

/** One sentence and the way back; under `/api/` an error as JSON. */
export function fail(site: Pick<Site, 'title'>, visit: Visit, status: FailureStatus, error: WebError): Response {
  visit.header('Cache-Control', 'no-store');
  if (visit.req.path.startsWith('/api/')) return refuseJson(visit, status, error);
  return visit.html(errorPage(site.title, error.message), status);
}

/** An error as JSON. */
export function refuseJson(visit: Visit, status: FailureStatus, { code, message }: WebError): Response {
  return visit.json({ error: { code, message } }, status);
}

/** Says why a question was not answered, and when to ask again. */
export function refuse(site: Pick<Site, 'title'>, visit: Visit, { status, error, retryAfter }: Refusal): Response {
  if (retryAfter !== null) visit.header('Retry-After', String(Math.ceil(retryAfter)));
  return fail(site, visit, status, error);
}
