import { describe, expect, test } from 'vitest';
import { checkReport } from '../../knowledge/checks.js';
import type { Database } from '../../knowledge/connection.js';
import { readFindings } from '../../knowledge/findings.js';
import type { Report } from '../../knowledge/types.js';
import { CASES } from './checks-cases.js';
import { freshDatabase } from './databases.js';
import { reportWith } from './report-builder.js';
import { store } from './temporary.js';

/** The rules that compare with the year before, each on the two reports of its case. */
const ACROSS = CASES.flatMap(({ rule, broken: { report, previous } }) =>
  previous ? [{ rule, now: quoted(report), before: quoted(previous) }] : [],
);

describe('findings across years', () => {
  test('are tried for every rule of that kind', () => {
    const rules = ['X-CARRY', 'X-NORM-2021', 'X-ITEMS-2019', 'X-PUB-2019', 'X-CUMUL', 'X-FOLLOWERS', 'X-PENDING'];
    expect(ACROSS.map(({ rule }) => rule)).toEqual(expect.arrayContaining([...rules, 'X-DUP-TEXT', 'N-GROW']));
  });

  test.each(ACROSS)('$rule is found in whichever order the years come, and goes with the year', async (each) => {
    const { rule, now, before } = each;
    const forward = await stored([before, now]);
    const backward = await stored([now, before]);
    expect((await known(forward)).map((each) => each.rule)).toContain(rule);
    expect(await known(backward)).toEqual(await known(forward));
    for (const database of [forward, backward]) {
      // The year before turns out to be another year's report.
      await store(database, { ...before, year: before.year - 10 }, { hash: `hash ${before.year}`, check: checkReport });
      const left = (await known(database)).filter((finding) => finding.year === now.year);
      expect(left).toEqual(expected(now));
      await database.close();
    }
  });

  test('of several years are the same in every order', async () => {
    const years = [2021, 2022, 2023].map((year) =>
      quoted(reportWith({ year, table3: { applications_carried_in: year - 2020, results_total: year - 2020 } })),
    );
    const [a, b, c] = years as [Report, Report, Report];
    const all = [];
    for (const order of [
      [a, b, c],
      [a, c, b],
      [b, a, c],
      [b, c, a],
      [c, a, b],
      [c, b, a],
    ]) {
      const database = await stored(order);
      all.push(await known(database));
      await database.close();
    }
    expect(all[0]?.some(({ rule }) => rule === 'X-CARRY')).toBe(true);
    for (const findings of all) expect(findings).toEqual(all[0]);
  });
});

// --- internal ---

/** The report with its quotes in its source, as storage demands. */
function quoted(report: Report): Report {
  const quotes = [...report.figures, ...report.facts, ...report.passages].map(({ quote }) => quote);
  return { ...report, file: `${report.year}.txt`, lines: quotes };
}

async function stored(reports: readonly Report[]): Promise<Database> {
  const database = await freshDatabase().open();
  for (const report of reports) await store(database, report, { hash: `hash ${report.year}`, check: checkReport });
  return database;
}

async function known(database: Database) {
  const findings = await readFindings(database, { offices: [], years: [] });
  return findings.map(({ year, rule, at, message }) => ({ year, rule, at, message }));
}

function expected(now: Report) {
  return checkReport(now, null).map(({ rule, at, message }) => ({ year: now.year, rule, at, message }));
}
