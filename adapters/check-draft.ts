import type { CheckedFile, SentFile } from '../bot/sent-file.js';
import { readReport } from '../ingest/report.js';
import { checkReport } from '../knowledge/checks.js';
import { openDatabase } from '../knowledge/database.js';
import { yearBefore } from '../knowledge/draft.js';
import { knowledgeOf } from '../knowledge/knowledge.js';
import type { StoredReport } from '../knowledge/stored.js';
import { type Read, type Report, UserError } from '../knowledge/types.js';
import type { Checked } from './checked.js';

/** A report that is checked and not stored, as `check` prints it. */
export interface CheckedDraft extends CheckedFile {
  readonly checked: Checked;
}

/**
 * Reads a file and checks it as `checkReading` does.
 * @throws UserError of the reader, or of the database
 */
export async function checkDraft({ name, bytes }: SentFile, databaseUrl: string): Promise<CheckedDraft> {
  return checkReading(await readReport(name, bytes), databaseUrl);
}

/**
 * Checks a report that was read, also against the stored report of the year before where there is one. Stores nothing,
 * and makes no database where there is none.
 * @throws UserError of the database
 */
export async function checkReading(
  { value: report, messages }: Read<Report>,
  databaseUrl: string,
): Promise<CheckedDraft> {
  const previous = await storedYearBefore(report, databaseUrl);
  const { office, year, title, format, file } = report;
  const before = previous?.before ?? null;
  const of = { officeId: before?.officeId ?? 0, office: office.name, year, title, file, format };
  const findings = checkReport(report, previous?.report ?? null).map((finding) => ({
    ...finding,
    ...of,
    reportId: DRAFT,
    verdict: null,
  }));
  return {
    checked: { report: of, county: office.county, findings, before, stored: false },
    report,
    findings,
    messages,
    before,
    sourceOf: async (id) => (id === DRAFT || !previous ? report : previous.report),
  };
}

// --- internal ---

/** No stored report has this id. */
const DRAFT = 0;

async function storedYearBefore(
  report: Report,
  databaseUrl: string,
): Promise<{ readonly before: StoredReport; readonly report: Report } | null> {
  const database = await openDatabase(databaseUrl, { create: false }).catch((error: unknown) => {
    if (error instanceof UserError && error.code === 'DATABASE_MISSING') return null;
    throw error;
  });
  if (!database) return null;
  const knowledge = await knowledgeOf(database);
  try {
    const previous = await yearBefore(database, report);
    const before = (await knowledge.reports()).find(
      ({ officeId, year }) => officeId === previous?.officeId && year === report.year - 1,
    );
    return previous && before ? { before, report: previous.report } : null;
  } finally {
    await knowledge.close();
  }
}
