import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Value } from '../../bot/answer.js';
import { keptAs, metric, TABLE4_BLOCKS, TABLE4_COLUMNS } from '../../knowledge/metrics.js';
import { APPLICANTS, type Applicant } from '../../knowledge/types.js';
import type { Expectation, ExpectedCell } from '../ingest/compare.js';
import { expectationOf, readSeedTruth } from '../ingest/truth.js';

/** What the reports state, by cell; null where a cell states no number. */
export type Truth = ReadonlyMap<string, ReadonlySet<number | null>>;

const GOLDEN = 'test/reports';

/** The figures of the golden reports and, where the hand-checked truth is at hand, of the five real ones. */
export function readTruth(): Truth {
  const truth = new Map<string, Set<number | null>>();
  for (const report of [...readSeedTruth().map(expectationOf), ...golden()]) {
    for (const { key, value } of figuresOf(report)) {
      truth.set(key, (truth.get(key) ?? new Set()).add(value));
    }
  }
  return truth;
}

/** True where the reports are known to state something else; what the truth does not speak of is not judged. */
export function contradicts(truth: Truth, value: Value): boolean {
  if (value.source === 'computed') return false;
  const stated = truth.get(cellKey(value.office, value.year, value.metric, value.applicant));
  return stated !== undefined && !stated.has(value.value);
}

// --- internal ---

interface Stated {
  readonly key: string;
  readonly value: number | null;
}

function golden(): readonly Expectation[] {
  return readdirSync(GOLDEN)
    .filter((file) => file.endsWith('.expected.json'))
    .map((file) => JSON.parse(readFileSync(join(GOLDEN, file), 'utf8')) as Expectation);
}

function figuresOf(report: Expectation): readonly Stated[] {
  const at = (name: string, cell: ExpectedCell, applicant?: Applicant): Stated => ({
    key: cellKey(report.office, report.year, name, applicant),
    value: numberOf(cell),
  });
  const table4 = TABLE4_BLOCKS.flatMap((block) => TABLE4_COLUMNS.map((column) => `${block.key}_${column.key}`));
  return [
    ...Object.entries(report.table2 ?? {}).map(([name, cell]) => at(name, cell)),
    ...Object.entries(report.table3?.rows ?? {}).flatMap(([name, row]) =>
      typeof row === 'string'
        ? []
        : APPLICANTS.flatMap((applicant) => {
            const cell = row[applicant] ?? report.table3?.others;
            return cell === undefined ? [] : [at(name, cell, applicant)];
          }),
    ),
    ...Object.entries(report.statistics ?? {}).map(([name, cell]) =>
      at(name, cell, metric(name).table === 3 ? 'total' : undefined),
    ),
    ...(report.table4 ?? []).map((cell, index) => at(table4[index] ?? '', cell)),
    ...report.narrative.flatMap(({ metric: name, value, applicant }) => {
      const cell = metric(keptAs(name));
      if (cell.table !== 3) return [at(cell.key, value)];
      // What all applications came from one kind of applicant is said of that kind and of the total.
      return [...new Set<Applicant>(['total', applicant ?? 'total'])].map((each) => at(cell.key, value, each));
    }),
  ];
}

function cellKey(office: string, year: number, name: string, applicant: Applicant | undefined): string {
  return [office, year, name, applicant ?? ''].join('|');
}

function numberOf(cell: ExpectedCell): number | null {
  if (typeof cell === 'number') return cell;
  return cell !== null && typeof cell === 'object' ? cell.value : null;
}
