import { LAST_YEAR_OF_STATISTICS, metric, olderKeys } from '../knowledge/metrics.js';
import type { StoredFigure, StoredReport } from '../knowledge/stored.js';
import { namesPart } from './selection.js';

/**
 * The keys that answer for one in a report. Before the forms one matter may stand in the statistics table and in the text
 * under names of their own: both are told, the table first. A row of that table is of no part: where the question
 * names one, only the row that is named like it answers.
 * @param clues content words of the question that must name a part.
 * @returns the key itself where the report states none; empty where what is stated is of something else.
 */
export function keysInReport(
  key: string,
  clues: readonly string[],
  report: StoredReport,
  rows: readonly StoredFigure[],
): readonly string[] {
  if (report.year > LAST_YEAR_OF_STATISTICS) return [key];
  const stated = olderKeys(key).filter((each) => rows.some((row) => row.metric === each));
  const legacy = stated.filter((each) => metric(each).legacy);
  const fitting = legacy.filter((each) => answersFor(each, clues));
  const others = stated.filter((each) => !legacy.includes(each));
  return stated.length > 0 ? [...fitting, ...others] : [key];
}

/** Whether a question may be about a legacy metric in spite of content that no metric explains. */
export function mayHoldParts(key: string): boolean {
  const { parts, alike = [] } = metric(key);
  return parts === true || alike.some((each) => metric(each).parts === true);
}

// --- internal ---

function answersFor(key: string, clues: readonly string[]): boolean {
  const { label, words } = metric(key);
  const own = words.flatMap((entry) =>
    entry.startsWith('^') ? (entry.slice(1).split(' + ')[0]?.split('|') ?? []) : [],
  );
  const left = clues.filter((run) => own.reduce((rest, word) => rest.replace(word, ''), run).length >= 2);
  return left.length === 0 || (own.length > 0 && left.every((run) => namesPart([run], label)));
}
