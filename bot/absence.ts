import { isPrinted, type Metric } from '../knowledge/metrics.js';
import type { StoredReport } from '../knowledge/stored.js';
import { PHRASES } from './phrases.js';
import { metricName, reportName } from './wording.js';

/**
 * Why a report gives no figure: it might and does not; its form has no such item; there was no form yet (the statutory
 * tables begin with the reports for 2019, 国办公开办函〔2019〕60号); it should have tables, but none was recognised.
 */
export type Absence = 'not stated' | 'not in form' | 'before the forms' | 'tables not read';

/** The first report year with statutory tables. */
const FIRST_FORM = 2019;

export function absenceOf(entry: Metric, report: Pick<StoredReport, 'format' | 'hybrid' | 'year'>): Absence {
  if (isPrinted(entry, report)) return 'not stated';
  if (report.format !== 'narrative') return 'not in form';
  return report.year < FIRST_FORM ? 'before the forms' : 'tables not read';
}

/** The sentence that says so of one report. */
export function absentText(entry: Metric, report: StoredReport, name = metricName(entry.key)): string {
  return SENTENCES[absenceOf(entry, report)](reportName(report), name);
}

// --- internal ---

const SENTENCES: Readonly<Record<Absence, (report: string, name: string) => string>> = {
  'not stated': PHRASES.metricNotStated,
  'not in form': PHRASES.metricNotInForm,
  'before the forms': PHRASES.metricBeforeForms,
  'tables not read': PHRASES.metricNotRead,
};
