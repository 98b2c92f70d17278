import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RESULT_ROWS } from '../../knowledge/checks/table3.js';
import { checkReport } from '../../knowledge/checks.js';
import { TABLE3_ROWS } from '../../knowledge/metrics.js';
import { APPLICANTS, type Report, type Stated } from '../../knowledge/types.js';
import { reportWith, withCell } from './report-builder.js';

describe('a table 3', () => {
  it('that balances breaks nothing', () => {
    fc.assert(
      fc.property(balanced(), (table) => {
        const report = reportOf(table);
        expect(checkReport(report, null)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('with one number changed breaks at least one rule of sums', () => {
    fc.assert(
      fc.property(balanced(), fc.nat(), fc.nat(), fc.integer({ min: 1, max: 500 }), (table, row, column, by) => {
        const report = reportOf(table);
        const rows = [...new Set(report.figures.filter((f) => f.applicant).map((f) => f.metric))];
        const key = rows[row % rows.length] ?? '';
        const applicant = APPLICANTS[column % APPLICANTS.length] ?? 'total';
        const cell = report.figures.find((f) => f.metric === key && f.applicant === applicant && f.source === 'table');
        const changed = withCell(report, key, applicant, Number(cell?.stated) + by);
        const broken = checkReport(changed, null).filter((f) => f.outcome === 'broken');
        expect(broken.some((f) => f.rule === 'T3-TOT' && f.at === key && f.metrics.includes(key))).toBe(true);
      }),
      { numRuns: 120 },
    );
  });

  it('with one number taken out holds no sum over it', () => {
    fc.assert(
      fc.property(
        balanced(),
        fc.nat(),
        fc.constantFrom<Stated>('blank', 'slash', 'unreadable'),
        (table, row, stated) => {
          const report = reportOf(table);
          const key = RESULT_ROWS.filter((r) => report.figures.some((f) => f.metric === r))[row % 20] ?? 'granted';
          const found = checkReport(withCell(report, key, 'total', stated), null);
          const undecided = found.filter((f) => f.outcome === 'cannot_tell').map((f) => `${f.rule} ${f.at}`);
          expect(undecided).toContain(`T3-TOT ${key}`);
          expect(undecided).toContain('T3-SUM total');
          expect(found.filter((f) => f.outcome === 'broken').map((f) => f.rule)).toEqual(
            stated === 'unreadable' ? [] : ['T3-BLANK'],
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});

/** Domain 3.8: the column 自然人 of a large city's report for 2025 and its total column's balance. */
describe('the test vector of domain 3.8', () => {
  const results = [5345, 2120, 13, 30, 11, 49, 103, 84, 282, 147, 3075, 177, 19, 199, 147, 0, 100, 5, 315, 202, 941];
  const rows = TABLE3_ROWS.filter((r) => r.forms.includes('2021') && RESULT_ROWS.includes(r.key)).map((r) => r.key);
  const report = (carriedOut: number): Report =>
    reportWith({
      year: 2025,
      table3: {
        applications_new: 13612,
        applications_carried_in: 535,
        ...Object.fromEntries(results.map((n, i) => [rows[i], n])),
        results_total: 13364,
        applications_carried_out: carriedOut,
      },
      table4: {
        reconsideration_upheld: 376,
        reconsideration_corrected: 97,
        reconsideration_other: 196,
        reconsideration_pending: 121,
        reconsideration_total: 790,
        litigation_direct_upheld: 16,
        litigation_direct_corrected: 1,
        litigation_direct_other: 12,
        litigation_direct_pending: 27,
        litigation_direct_total: 56,
        litigation_after_reconsideration_upheld: 74,
        litigation_after_reconsideration_corrected: 1,
        litigation_after_reconsideration_other: 30,
        litigation_after_reconsideration_pending: 51,
        litigation_after_reconsideration_total: 156,
      },
    });

  it('passes every sum', () => {
    const findings = checkReport(report(783), null).map((f) => f.rule);
    expect(findings).toEqual(['T4-DIRECT-2024', 'T4-CORRECTED']);
  });

  it('fails the balance of the column when one application is lost', () => {
    const [finding] = checkReport(report(782), null).filter((f) => f.rule === 'T3-BAL');
    expect(finding).toMatchObject({ at: 'natural_person', severity: 'error' });
    expect(finding?.message).toMatch(/＝14147，.*＝14146，相差1。/);
  });
});

// --- internal ---

/** A table 3 before it is laid out: of each applicant the results by row, and what is carried over. */
interface Balanced {
  readonly year: number;
  readonly columns: readonly {
    readonly results: readonly number[];
    readonly carriedIn: number;
    readonly carriedOut: number;
  }[];
}

function balanced(): fc.Arbitrary<Balanced> {
  const column = fc.record({
    results: fc.array(fc.nat(30), { minLength: RESULT_ROWS.length, maxLength: RESULT_ROWS.length }),
    carriedIn: fc.nat(20),
    carriedOut: fc.nat(20),
  });
  return fc.record({
    year: fc.constantFrom(2020, 2023),
    columns: fc.array(column, { minLength: 6, maxLength: 6 }),
  });
}

/** The report whose table 3 obeys every sum, in the form of its year. */
function reportOf({ year, columns }: Balanced): Report {
  const form = year === 2020 ? '2019' : '2021';
  const rows = RESULT_ROWS.filter((key) => TABLE3_ROWS.find((r) => r.key === key)?.forms.includes(form));
  const cells: Record<string, number[]> = {};
  const put = (key: string, values: readonly number[]) => {
    cells[key] = [...values, sum(values)];
  };
  rows.forEach((row, i) => {
    // The first row is kept large: neither 其他 nor what is carried over then outweighs it.
    put(
      row,
      columns.map((c) => (c.results[i] ?? 0) + (i === 0 ? 200 : 0)),
    );
  });
  const results = columns.map((_, i) => sum(rows.map((row) => cells[row]?.[i] ?? 0)));
  const [carriedIn, carriedOut] = [columns.map((c) => c.carriedIn), columns.map((c) => c.carriedOut)];
  put('results_total', results);
  put('applications_carried_in', carriedIn);
  put('applications_carried_out', carriedOut);
  put(
    'applications_new',
    results.map((n, i) => n + (carriedOut[i] ?? 0) - (carriedIn[i] ?? 0)),
  );
  return reportWith({ year, table3: cells });
}

function sum(values: readonly number[]): number {
  return values.reduce((all, v) => all + v, 0);
}
