/** The goals, as ratios of figures of the same run, and how each is told from the results. */

/** A figure of a measurement at a size; null where it was not measured. */
export type Measured = (bench: string, reports: number, figure: string) => number | null;

export interface Goal {
  readonly name: string;
  readonly limit: number;
  /** True where the limit is what it has to reach. */
  readonly least?: true;
  /** One value for each size it is told of; none where it was not measured. */
  readonly measured: (
    value: Measured,
    sizes: (bench: string) => readonly number[],
  ) => readonly { readonly at: string; readonly value: number }[];
}

export const GOALS: readonly Goal[] = [
  each('one figure through the whole bot / its bare SQL, p50', 1.5, 'answers', 'figure p50 ms', 'bare p50 ms'),
  each('one figure through the whole bot / its bare SQL, p99', 3, 'answers', 'figure p99 ms', 'bare p99 ms'),
  each('the results of table 3 / bare SQL of one figure, p50', 2.5, 'answers', 'table p50 ms', 'bare p50 ms'),
  each('statements of one structured answer', 1, 'answers', 'figure statements'),
  growth('one figure, 100,000 reports / 10,000, p50', 1.5, 'answers', 'figure p50 ms', 10_000, 100_000),
  growth('bare SQL of one figure, 100,000 reports / 10,000, p50', 1.5, 'answers', 'bare p50 ms', 10_000, 100_000),
  growth('a ranking, 100,000 reports / 10,000, p50', 1.5, 'answers', 'ranking p50 ms', 10_000, 100_000),
  growth('a passage of an office, 10,000 reports / 60, p50', 1.3, 'answers', 'narrative p50 ms', 60, 10_000),
  growth('a passage of an office, 100,000 reports / 10,000, p50', 1.5, 'answers', 'narrative p50 ms', 10_000, 100_000),
  each(
    'lunr of an office / MiniSearch of it: finds, short',
    3,
    'text',
    'office finds, short ms',
    'office MiniSearch finds, short ms',
  ),
  each(
    'lunr of an office / MiniSearch of it: finds, long',
    3,
    'text',
    'office finds, long ms',
    'office MiniSearch finds, long ms',
  ),
  each('lunr of an office / MiniSearch of it: loads', 0.5, 'text', 'office loads ms', 'office MiniSearch loads ms'),
  each('MRR of the questions of the tests', 0.93, 'text', 'library ours MRR').reaching(),
  each('recall@5 of the questions of the tests', 0.95, 'text', 'library ours recall@5').reaching(),
  each(
    'MRR of the questions of the tests / MiniSearch',
    1.03,
    'text',
    'library ours MRR',
    'library MiniSearch MRR',
  ).reaching(),
  each('over all offices / FTS5 ranking any word, long, p50', 1, 'text', 'ours long p50 ms', 'FTS5 long p50 ms'),
  each(
    'one office and year by the full text of all / FTS5 ranking any word, long, p50',
    0.01,
    'text',
    'within long p50 ms',
    'FTS5 long p50 ms',
  ).at(10_000),
  growth(
    'one office and year by the full text of all, 100,000 reports / 10,000, p50',
    1.5,
    'text',
    'within long p50 ms',
    10_000,
    100_000,
  ),
  each(
    'over all offices / MiniSearch of everything, long, p50',
    1,
    'text',
    'ours long p50 ms',
    'MiniSearch long p50 ms',
  ),
  growth('over all offices, long, 100,000 reports / 10,000, p50', 1.5, 'text', 'ours long p50 ms', 10_000, 100_000),
  growth('finding the named office, 50,000 offices / 60, p50', 1.5, 'offices', 'named ms', 60, 50_000),
  each('named offices found', 1, 'offices', 'found share').reaching(),
  each('finder / fuse.js on the same question', 0.001, 'offices', 'named ms', 'fuse question ms'),
  each(
    'misspelt name among the nearest / fuse.js over the whole list',
    0.02,
    'offices',
    'misspelt ms',
    'fuse misspelt ms',
  ),
  each(
    'rows written by the table / row by row, reports a second',
    10,
    'ingest',
    'by the table to by the row',
  ).reaching(),
  each('ingest with processes beside / in this process', 1.25, 'ingest', 'beside to in this process').reaching(),
  each('event loop held up during ingest, p99 ms', 20, 'ingest', 'event loop p99 ms'),
];

// --- internal ---

interface Refinable extends Goal {
  /** The same where the limit is what it has to reach. */
  reaching(): Goal;
  /** The same at one size alone. */
  at(reports: number): Goal;
}

/** A figure, or its ratio to another, at every size it was measured at. */
function each(name: string, limit: number, bench: string, figure: string, over?: string): Refinable {
  const goal: Goal = {
    name,
    limit,
    measured: (value, sizes) =>
      sizes(bench).flatMap((reports) => {
        const [one, other] = [value(bench, reports, figure), over === undefined ? 1 : value(bench, reports, over)];
        return one === null || other === null ? [] : [{ at: `${reports}`, value: one / other }];
      }),
  };
  return {
    ...goal,
    reaching: () => ({ ...goal, least: true }),
    at: (reports) => ({
      ...goal,
      measured: (value, sizes) => goal.measured(value, (of) => sizes(of).filter((size) => size === reports)),
    }),
  };
}

/** A figure at one size to the same at another. */
function growth(name: string, limit: number, bench: string, figure: string, from: number, to: number): Goal {
  return {
    name,
    limit,
    measured: (value) => {
      const [small, large] = [value(bench, from, figure), value(bench, to, figure)];
      return small === null || large === null ? [] : [{ at: `${from} to ${to}`, value: large / small }];
    },
  };
}
