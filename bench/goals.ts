/**
 * What the measurements found against the goals, and how each figure grows with the reports; of the file that they leave
 * their results in. `npm run bench:goals -- [--results <file>] [--write]`
 */

import { benchCall } from './call.js';
import { GOALS } from './goals-list.js';
import { type Found, readFound } from './results.js';
import { type Cell, table, times, written } from './tables.js';

const call = benchCall('bench:goals');
const found = readFound(call.results);
if (found.length === 0) throw new RangeError(`${call.results} holds no results: run the other measurements first`);
call.publish('goals', [
  table(['goal', 'at most', 'on', 'measured', ''], goalRows(), 1),
  table(['figure', 'on', 'of', ...['smallest', 'largest', 'growth', 'reports grow']], growthRows(), 2),
]);

// --- internal ---

function goalRows(): Cell[][] {
  return GOALS.flatMap(({ name, limit, least = false, measured }) => {
    const rows = (['sqlite', 'postgres'] as const).flatMap((engine) =>
      measured((bench, reports, figure) => figureOf(engine, bench, reports, figure), sizesOf(engine)).map(
        ({ at, value }): Cell[] => [
          name,
          limited(limit, least),
          `${engine}, ${at}`,
          value,
          verdict(value, limit, least),
        ],
      ),
    );
    return rows.length > 0 ? rows : [[name, limited(limit, least), '', 'not measured', '']];
  });
}

function limited(limit: number, least: boolean): string {
  return `${least ? '≥' : '≤'} ${written(limit)}`;
}

function verdict(value: number, limit: number, least: boolean): string {
  const met = least ? value >= limit : value <= limit;
  if (met) return 'met';
  return `missed: ${times(least ? limit : value, least ? value : limit)}`;
}

function figureOf(engine: Found['engine'], bench: string, reports: number, figure: string): number | null {
  const one = found.find((each) => each.engine === engine && each.bench === bench && each.reports === reports);
  return one?.values[figure] ?? null;
}

/** Which sizes each measurement was made at, smallest first. */
function sizesOf(engine: Found['engine']): (bench: string) => readonly number[] {
  return (bench) =>
    found
      .filter((each) => each.engine === engine && each.bench === bench)
      .map(({ reports }) => reports)
      .sort((a, b) => a - b);
}

/** Times at the middle, memory and statements, of ours: what peers take grows in the tables of their measurements. */
function isOurs(figure: string): boolean {
  return /(?: ms| MB|statements)$/.test(figure) && !/p99|MiniSearch|FTS5|fuse|^node/.test(figure);
}

/** Every figure that was measured at two sizes at least: its last against its first. */
function growthRows(): Cell[][] {
  return (['sqlite', 'postgres'] as const).flatMap((engine) =>
    [...new Set(found.map(({ bench }) => bench))].flatMap((bench) => {
      const sizes = sizesOf(engine)(bench);
      const [first, last] = [sizes[0], sizes.at(-1)];
      if (first === undefined || last === undefined || first === last) return [];
      const figures = Object.keys(found.find((each) => each.bench === bench && each.reports === last)?.values ?? {});
      return figures.filter(isOurs).flatMap((figure): Cell[][] => {
        const at = sizes.filter((size) => figureOf(engine, bench, size, figure) !== null);
        const [from, to] = [at[0] ?? first, at.at(-1) ?? last];
        const [small, large] = [from, to].map((size) => figureOf(engine, bench, size, figure) ?? Number.NaN);
        if (from === to || small === undefined || large === undefined) return [];
        return [
          [`${bench}: ${figure}`, engine, `${from} to ${to}`, small, large, times(large, small), times(to, from)],
        ];
      });
    }),
  );
}
