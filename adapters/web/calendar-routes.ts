/** `/calendar/<office or place>.ics`: due days, for calendar programs to subscribe to. */

import type { Hono } from 'hono';
import { etag } from 'hono/etag';
import { shanghaiDate } from '../../bot/calendar.js';
import { calendarCalled, calendarOf } from '../../bot/calendar-events.js';
import { fail } from './failing.js';
import type { Environment, Site } from './site.js';
import { tooMuch } from './suggest.js';
import { WEB_ERRORS } from './wording.js';

/** Public data alone, for whoever asks. */
export function addCalendars(app: Hono<Environment>, site: Site & { readonly now: () => Date }): void {
  app.get('/calendar/:file', etag(), async (visit) => {
    const refused = await tooMuch(site, visit);
    if (refused !== null) return refused;
    const file = visit.req.param('file');
    const name = file.endsWith(ENDING) ? file.slice(0, -ENDING.length).normalize('NFKC').trim() : '';
    const of = name === '' || name.length > LONGEST ? null : await calendarCalled(site.knowledge, name);
    if (of === null) return fail(site, visit, 404, WEB_ERRORS.noCalendar);
    const text = await calendarOf(site.knowledge, of, shanghaiDate(site.now()));
    // Programs come every few hours and take what has not changed from their own store.
    visit.header('Cache-Control', 'public, no-cache');
    visit.header(
      'Content-Disposition',
      `inline; filename="deadlines.ics"; filename*=UTF-8''${encodeURIComponent(name)}.ics`,
    );
    return visit.body(text, 200, { 'Content-Type': 'text/calendar; charset=utf-8; method=PUBLISH' });
  });
}

// --- internal ---

const ENDING = '.ics';
const LONGEST = 60;
