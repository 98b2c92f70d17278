import type { Connection } from './connection.js';
import { moveReport } from './office-moves.js';
import type { OfficeState } from './office-snapshot.js';
import { reportOfYear } from './report-body.js';
import type { SidedReport } from './report-sides.js';
import { promote } from './report-use.js';
import { endChoice, readChoice, saveChoice } from './version-choice.js';
import { keptVersions } from './versions.js';

export interface Split {
  /** The office both are now. */
  readonly into: number;
  /** The one that gets its reports back. */
  readonly from: number;
  readonly year: number;
  /** What was when they were called one; null where only a name was declared. */
  readonly before: { readonly into: OfficeState; readonly from: OfficeState } | null;
  readonly now: Date;
}

/** Gives the reports of a year that are another office's to it; each goes on with the one it used. */
export async function splitYear(connection: Connection, split: Split, reports: readonly SidedReport[]): Promise<void> {
  const { into, from, year, before, now } = split;
  const moving = reports.filter(({ side }) => side === 'from');
  const staying = reports.filter(({ side }) => side === 'rest');
  const current = reports.find((report) => report.current);
  if (!current || moving.length === 0) return;
  if (staying.length === 0) {
    const report = await reportOfYear(connection, into, year);
    if (report) await moveReport(connection, report.id, from);
    return;
  }
  const chosen = await readChoice(connection, into, year);
  if (current.side === 'from') {
    await endChoice(connection, into, year);
    await useAgain(connection, { office: into, year, now }, usedOf(staying, before?.into ?? null)?.number);
    await restoreChoice(connection, { office: into, year }, before?.into ?? null);
  }
  for (const { number, ownNumber } of moving) {
    await connection.run(
      'update version set office = ?, number = ? where office = ? and year = ? and number = ?',
      ...[from, ownNumber, into, year, number],
    );
  }
  const used = current.side === 'from' ? current : usedOf(moving, before?.from ?? null);
  await useAgain(connection, { office: from, year, now }, used?.ownNumber);
  if (current.side === 'from' && chosen) {
    await saveChoice(connection, { office: from, year }, { ...chosen, number: current.ownNumber });
  } else await restoreChoice(connection, { office: from, year }, before?.from ?? null);
  await restoreVerdicts(connection, split);
}

// --- internal ---

/** The one in use before, else the latest. */
function usedOf(reports: readonly SidedReport[], before: OfficeState | null): SidedReport | undefined {
  const was = before?.reports.find(({ year, current }) => current && year === reports[0]?.year);
  return reports.find(({ ownNumber, own }) => own === null && ownNumber === was?.number) ?? reports.at(-1);
}

async function useAgain(
  connection: Connection,
  { office, year, now }: { readonly office: number; readonly year: number; readonly now: Date },
  number: number | undefined,
): Promise<void> {
  const kept = (await keptVersions(connection, office, year)).find((each) => each.number === number);
  if (!kept) throw new RangeError(`version ${number} of ${year} is not there`);
  await promote(connection, { office, year, before: await reportOfYear(connection, office, year) }, kept, now);
}

/** A choice counts again where what was chosen is in use again. */
async function restoreChoice(
  connection: Connection,
  of: { readonly office: number; readonly year: number },
  before: OfficeState | null,
): Promise<void> {
  const was = before?.choices.find(({ year }) => year === of.year);
  const used = await reportOfYear(connection, of.office, of.year);
  if (was && was.number === used?.version) await saveChoice(connection, of, was);
}

/** What people decided about doubts of a year in which both had reports goes back to where it was said. */
async function restoreVerdicts(connection: Connection, { into, from, year, before }: Split): Promise<void> {
  const mine = before?.from.verdicts.filter((verdict) => verdict.year === year) ?? [];
  for (const { rule, at, verdict, reason, who, at_time, message } of mine) {
    const theirs = before?.into.verdicts.some((each) => each.year === year && each.rule === rule && each.at === at);
    if (!theirs) {
      await connection.run(
        'delete from verdict where office = ? and year = ? and rule = ? and at = ? and at_time = ?',
        ...[into, year, rule, at, at_time],
      );
    }
    await connection.run(
      `insert into verdict (office, year, rule, at, verdict, reason, who, at_time, message)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing`,
      ...[from, year, rule, at, verdict, reason, who, at_time, message],
    );
  }
}
