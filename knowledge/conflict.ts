import type { CurrentReport } from './report-body.js';
import { type Report, UserError } from './types.js';
import type { VersionChoice } from './version-choice.js';
import type { Kept } from './versions.js';

/** What becomes of another file for an office and year that has a report: it is used, kept unused, or refused. */
export type OnConflict = 'replace' | 'keep' | 'fail';

/** Another file that reports on the same office and year, and which of the two answers use. */
export interface Conflict {
  readonly file: string;
  readonly used: 'this' | 'other';
  /** Where a person's choice decides: which report that is, who chose it and when. */
  readonly chosen?: Omit<VersionChoice, 'reason'>;
}

/** Where a report goes among those stored of its office and year. */
export interface Placed {
  /** Whether answers use the report. */
  readonly use: boolean;
  /** Its number where it is a newer reading of a stored one; null for a new one. */
  readonly number: number | null;
  readonly conflict?: Conflict;
}

/** What people have said about the files of an office and a year. */
export interface Decided {
  /** What this call says; undefined where it says nothing. */
  readonly onConflict: OnConflict | undefined;
  /** True where the report was refused before. */
  readonly refused: boolean;
  readonly choice: VersionChoice | null;
}

/**
 * Where a report goes. The same bytes again are a newer reading of what is stored; a file of the same name is a
 * correction (or one taken back) and takes its place; a file of another name contradicts, and `onConflict` decides, by
 * default `replace`. What a person chose stays in use whatever comes, until a call says `replace` and brings new bytes;
 * what was refused stays so until a call says otherwise.
 * @throws UserError REPORT_EXISTS where it decides `fail`
 */
export function placeOf(
  before: CurrentReport | null,
  kept: readonly Kept[],
  { report, content }: { readonly report: Report; readonly content: string },
  { onConflict, refused, choice }: Decided,
): Placed {
  if (!before) return { use: true, number: null };
  const { file } = before.report;
  const sameName = file === report.file;
  const reread = before.content === null ? sameName : before.content === content;
  if (reread) return { use: true, number: before.version };
  const other: Conflict = { file, used: 'other', ...(choice && { chosen: chosenBy(choice) }) };
  const older = kept.find((each) => each.content === content);
  // A file changed back is in use again; an old file beside the one that replaced it stays as it was decided.
  if (older) {
    const back = sameName && !choice;
    return { use: back, number: older.number, ...(!back && { conflict: other }) };
  }
  const decided = onConflict ?? (refused ? 'fail' : choice ? 'keep' : 'replace');
  if (sameName && !choice) return { use: true, number: null };
  if (decided === 'fail' && !sameName) {
    throw new UserError(
      'REPORT_EXISTS',
      `${report.office.name}${report.year}年的年报已由“${file}”导入，这个文件没有导入。要改用这个文件请加 --on-conflict replace，只留存不使用请加 --on-conflict keep。`,
    );
  }
  const used = decided === 'replace';
  return { use: used, number: null, conflict: used ? { file, used: 'this' } : other };
}

/** A choice as it is told: not why, which may name people. */
export function chosenBy({ number, who, at }: VersionChoice): Omit<VersionChoice, 'reason'> {
  return { number, who, at };
}
