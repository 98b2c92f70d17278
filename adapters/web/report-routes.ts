/** `/report/<office>/<year>`: the text of a report, where every citation leads. */

import type { Hono } from 'hono';
import { etag } from 'hono/etag';
import type { StoredReport } from '../../knowledge/stored.js';
import { UserError } from '../../knowledge/types.js';
import { fail } from './failing.js';
import type { Wanted } from './marking.js';
import { reportPage } from './report-page.js';
import type { Environment, Site, Visit } from './site.js';
import { WEB_ERRORS, WORDING } from './wording.js';

/** The latest version of the report; the address stays when another takes its place. */
export function addReports(app: Hono<Environment>, site: Site): void {
  app.get('/report/:office/:year', etag(), async (visit) => {
    const { office, year } = visit.req.param();
    const reports = await site.knowledge.reports();
    const stored = await reportOf(site, reports, office, year);
    if (stored === null)
      return fail(site, visit, 404, { ...WEB_ERRORS.noReport, message: absent(reports, office, year) });
    try {
      const report = await site.knowledge.report(stored.id);
      visit.header('Cache-Control', 'public, no-cache');
      return visit.html(reportPage(site.title, stored, report, wantedBy(visit, report.lines.length)));
    } catch (error) {
      if (error instanceof UserError) return fail(site, visit, 404, { ...WEB_ERRORS.noReport, message: error.message });
      throw error;
    }
  });
}

// --- internal ---

/** By the office's name or another that its reports print, where only one office bears it. */
async function reportOf(
  { knowledge }: Site,
  reports: readonly StoredReport[],
  named: string,
  year: string,
): Promise<StoredReport | null> {
  if (!/^\d{4}$/.test(year)) return null;
  const own = reports.filter((report) => report.office === named);
  const offices = own.length > 0 ? [] : await knowledge.offices();
  const ids = offices.filter(({ printed }) => printed.includes(named)).map(({ id }) => id);
  const others = ids.length === 1 ? reports.filter(({ officeId }) => ids.includes(officeId)) : [];
  return [...own, ...others].find((report) => report.year === Number(year)) ?? null;
}

function absent(reports: readonly StoredReport[], office: string, year: string): string {
  const years = reports.filter((report) => report.office === office).map((report) => report.year);
  const named = Array.from(office).slice(0, LONGEST_NAME).join('');
  return years.length > 0 ? WORDING.yearsOf(named, years) : WORDING.noReportOf(named, year.slice(0, 4));
}

const LONGEST_NAME = 60;

function wantedBy(visit: Visit, lines: number): Wanted | null {
  const line = wholeNumber(visit.req.query('line'));
  if (line === null || line < 1 || line > lines) return null;
  return { line, begins: visit.req.query('begins') ?? '', length: wholeNumber(visit.req.query('length')) ?? 0 };
}

function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,7}$/.test(text) ? Number(text) : null;
}
