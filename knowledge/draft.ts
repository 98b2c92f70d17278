import type { Connection } from './connection.js';
import { findOffice } from './office-identity.js';
import { reportOfYear } from './report-body.js';
import type { Report } from './types.js';

/**
 * The stored report of the year before that a report not stored is to be compared with, and whose it is; null where its
 * office or that year is not known. Changes nothing.
 */
export async function yearBefore(
  connection: Connection,
  report: Report,
): Promise<{ readonly officeId: number; readonly report: Report } | null> {
  const office = await findOffice(connection, report.office, report);
  const before = office && (await reportOfYear(connection, office.id, report.year - 1));
  return office && before ? { officeId: office.id, report: before.report } : null;
}
