import type { Answer } from './answer.js';
import { breakdownChart } from './charts/breakdown.js';
import type { Chart } from './charts/chart-data.js';
import { listedChart } from './charts/listed.js';

/**
 * The chart of an answer, made of what it tells and of nothing else: a trend of an office over at least three years, a
 * ranking of at least three offices of one year, a breakdown of one report into the parts of a whole.
 * @returns null where a chart would mislead: too few numbers, several units, offices and years mixed, a contradiction that
 * cannot be shown as one
 */
export function chartOf(answer: Answer): Chart | null {
  if (answer.kind !== 'table') return null;
  return listedChart(answer) ?? breakdownChart(answer);
}
