import type { CurrentReport } from './report-body.js';
import { type Report, UserError } from './types.js';
import type { Kept } from './versions.js';

/** What becomes of another file for an office and a year that has a report: it is used, kept unused, or refused. */
export type OnConflict = 'replace' | 'keep' | 'fail';

/** Another file that reports on the same office and year, and which of the two answers use. */
export interface Conflict {
  readonly file: string;
  readonly used: 'this' | 'other';
}

/** Where a report goes among those stored of its office and year. */
export interface Placed {
  /** Whether answers use the report. */
  readonly use: boolean;
  /** Its number where it is a newer reading of a stored one; null for a new one. */
  readonly number: number | null;
  readonly conflict?: Conflict;
}

/**
 * Where a report goes. The same bytes again are a newer reading of what is stored; a file of the same name is a
 * correction (or one taken back) and takes its place; a file of another name contradicts, and `onConflict` decides.
 * @throws UserError REPORT_EXISTS where it decides `fail`
 */
export function placeOf(
  before: CurrentReport | null,
  kept: readonly Kept[],
  { report, content }: { readonly report: Report; readonly content: string },
  onConflict: OnConflict,
): Placed {
  if (!before) return { use: true, number: null };
  const { file } = before.report;
  const reread = before.content === null ? file === report.file : before.content === content;
  if (reread) return { use: true, number: before.version };
  const older = kept.find((each) => each.content === content);
  // A file changed back is in use again; an old file beside the one that replaced it stays as it was decided.
  if (older) return { use: file === report.file, number: older.number };
  if (file === report.file) return { use: true, number: null };
  if (onConflict === 'fail') {
    throw new UserError(
      'REPORT_EXISTS',
      `${report.office.name}${report.year}年的年报已由“${file}”导入，这个文件没有导入。要改用这个文件请加 --on-conflict replace，只留存不使用请加 --on-conflict keep。`,
    );
  }
  const used = onConflict === 'replace';
  return { use: used, number: null, conflict: { file, used: used ? 'this' : 'other' } };
}
