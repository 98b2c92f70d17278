import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { readReport } from '../ingest/report.js';
import { checkReport } from '../knowledge/checks.js';
import { openDatabase } from '../knowledge/database.js';
import { yearBefore } from '../knowledge/draft.js';
import { type KnowledgeOptions, knowledgeOf } from '../knowledge/knowledge.js';
import type { StoredReport } from '../knowledge/stored.js';
import { type Message, type Report, UserError } from '../knowledge/types.js';
import type { Checked } from './checked.js';

/** A report that is checked and not stored. */
export interface CheckedDraft {
  readonly checked: Checked;
  readonly report: Report;
  /** What reading could not take as it stood. */
  readonly messages: readonly Message[];
  /** The stored report of the year before, as the catalogue holds it. */
  readonly before: StoredReport | null;
  /** Both whole, by the id findings and citations name them with. */
  readonly sourceOf: (reportId: number) => Promise<Report>;
}

/**
 * Reads a file and checks it, also against the stored report of the year before where there is one. Stores nothing, and
 * makes no database where there is none.
 * @throws UserError of the reader, or of the database
 */
export async function checkDraft(
  path: string,
  databaseUrl: string,
  options: KnowledgeOptions = {},
): Promise<CheckedDraft> {
  const file = basename(path);
  const { value: report, messages } = await readReport(file, await readFile(path));
  const previous = await storedYearBefore(report, databaseUrl, options);
  const { office, year, title, format } = report;
  const of = { officeId: previous?.before.officeId ?? 0, office: office.name, year, title, file, format };
  const findings = checkReport(report, previous?.report ?? null).map((finding) => ({
    ...finding,
    ...of,
    reportId: DRAFT,
    verdict: null,
  }));
  return {
    checked: { report: of, county: office.county, findings, before: previous?.before ?? null, stored: false },
    report,
    messages,
    before: previous?.before ?? null,
    sourceOf: async (id) => (id === DRAFT || !previous ? report : previous.report),
  };
}

// --- internal ---

/** No stored report has this id. */
const DRAFT = 0;

async function storedYearBefore(
  report: Report,
  databaseUrl: string,
  options: KnowledgeOptions,
): Promise<{ readonly before: StoredReport; readonly report: Report } | null> {
  const database = await openDatabase(databaseUrl, { ...options, create: false }).catch((error: unknown) => {
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
