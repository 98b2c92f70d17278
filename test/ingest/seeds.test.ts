import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readReport } from '../../ingest/report.js';
import { checkReport } from '../../knowledge/checks.js';
import { keptAs } from '../../knowledge/metrics.js';
import { compact, fold } from '../../knowledge/text.js';
import type { Place, Report, SectionHeading } from '../../knowledge/types.js';
import { SEED_FINDINGS } from '../knowledge/seed-report.js';
import { differences, quoteFaults, tableDifferences } from './compare.js';
import { expectationOf, figuresOf, readSeedTruth, SEEDS, SEEDS_ARE_THERE, type SeedTruth } from './truth.js';

const seeds = readSeedTruth();
const read = async (seed: SeedTruth) => (await readReport(seed.file, readFileSync(`${SEEDS}/${seed.file}`))).value;

describe.skipIf(!SEEDS_ARE_THERE)('the hand-checked reports (skipped where ../shared/seeds is not there)', () => {
  it.each(seeds)('raises exactly the doubts about $file that were found by hand', async (seed) => {
    const broken = checkReport(await read(seed), null).filter(({ outcome }) => outcome === 'broken');
    const found = broken.map(({ rule, at, severity }) => `${rule} ${at} ${severity}`).sort();
    expect(found).toEqual(SEED_FINDINGS[seed.file.slice(0, 3)]);
  });

  it.each(seeds)('reads $file as it stands', async (seed) => {
    expect(differences(await read(seed), expectationOf(seed))).toEqual([]);
  });

  it('reads every one of the 819 cells of table 3 and the 75 of table 4', async () => {
    const results = await Promise.all(
      seeds.map(async (seed) => tableDifferences(await read(seed), expectationOf(seed))),
    );
    const count = (table: 2 | 3 | 4) => results.reduce((sum, r) => sum + r.compared[table], 0);
    console.log(`cells compared: table 2 ${count(2)}, table 3 ${count(3)}, table 4 ${count(4)}`);
    expect(results.flatMap((r) => r.differences)).toEqual([]);
    expect([count(3), count(4)]).toEqual([819, 75]);
  });

  it.each(seeds)('quotes $file verbatim, from the line it names', async (seed) => {
    expect(quoteFaults(await read(seed))).toEqual([]);
  });

  it.each(seeds)('finds the title and the county of $file', async (seed) => {
    const report = await read(seed);
    expect(compact(report.title).endsWith(compact(seed.title))).toBe(true);
    expect(report.titleLine).toBeGreaterThanOrEqual(seed.title_line - 2);
    expect(report.titleLine).toBeLessThanOrEqual(seed.title_line);
    expect(report.office.county).toBe(seed.region.county);
    expect([null, seed.region.province]).toContain(report.office.province);
  });

  it.each(seeds)('finds the sections of $file at their lines', async (seed) => {
    const headings = (await read(seed)).headings;
    const wanted = seed.sections.map(named);
    expect(headings.map(named).filter((h) => wanted.includes(h))).toEqual(wanted);
    const statutory = seed.sections.filter((s) => !s.number?.match(/[(（]/)).map(named);
    expect(headings.filter((h) => h.level === 1).map(named)).toEqual(statutory);
  });

  it.each(seeds)('places the cells of $file in their rows', async (seed) => {
    const report = await read(seed);
    const rows = { ...seed.table3_lines };
    for (const [row, cells] of Object.entries(seed.table2)) rows[`t2.${row}`] = cells.line;
    const lines = [...Object.values(rows), ...seed.sections.map((s) => s.line)].sort((a, b) => a - b);
    const tables = report.figures.filter((f) => f.source === 'table');
    const elsewhere = tables.filter((figure) => {
      const label = rows[figure.metric.replace(/^(t2\.[^.]+)\..*$/, '$1')] ?? seed.table4_line;
      const next = lines.find((line) => line > label) ?? Number.POSITIVE_INFINITY;
      return !touches(report, figure, label, next - 1);
    });
    expect(elsewhere.map((f) => `${f.metric} at ${f.line}`)).toEqual([]);
  });

  it.each(seeds)('places the figures of the running text of $file at their lines', async (seed) => {
    const report = await read(seed);
    const narrative = report.figures.filter((f) => f.source === 'narrative');
    const lost = seed.narrative.filter((n) => {
      const places: readonly Place[] =
        n.key === 'account_name'
          ? report.facts.filter((f) => f.key === 'account_name')
          : figuresOf(n, seed.year).flatMap((e) =>
              narrative.filter((f) => f.stated === e.value && f.metric === keptAs(e.metric)),
            );
      return !places.some((place) => touches(report, place, n.line, n.line));
    });
    expect(lost.map((n) => `${n.key} ${n.printed} at ${n.line}`)).toEqual([]);
  });

  it.each(seeds)('keeps problems, measures and other matters of $file as passages', async (seed) => {
    const report = await read(seed);
    const { problems, measures, other_matters } = seed.passages;
    const five = report.passages.filter((p) => p.sectionKey === 'problems_and_improvements');
    const lost = [...problems, ...measures].filter((line) => !five.some((p) => touches(report, p, line, line)));
    expect(lost).toEqual([]);
    const six = report.passages.filter((p) => p.sectionKey === 'other_matters').map((p) => p.text);
    expect(six).toContain(other_matters.text);
  });

  it.each(seeds.filter((s) => s.page_furniture_lines))('leaves the news list out of $file', async (seed) => {
    const report = await read(seed);
    const [first, last] = seed.page_furniture_lines ?? [0, 0];
    const lines = report.lines.map((text, i) => ({ text: fold(text), line: i + 1 })).filter(({ text }) => text !== '');
    const list = lines.filter(({ line }) => line >= first && line <= last);
    expect(report.furniture).toEqual(list.map(({ line }) => line));
    const titles = list.map(({ text }) => text).filter((text) => text.length > 12);
    expect(report.passages.filter((p) => titles.some((t) => p.text.includes(t))).map((p) => p.text)).toEqual([]);
  });
});

/** The quote of a place covers one of the lines from `first` to `last`. */
function touches(report: Report, place: Place, first: number, last: number): boolean {
  if (place.line === null || place.line > last) return false;
  let end = place.line;
  const text = () => fold(report.lines.slice((place.line ?? 1) - 1, end).join('\n'));
  while (end < report.lines.length && !text().includes(place.quote)) end += 1;
  return end >= first;
}

function named(heading: Pick<SectionHeading, 'number' | 'title' | 'line'>): string {
  return `${heading.line} ${compact(heading.number ?? '')} ${compact(heading.title).replace(/[。.]$/, '')}`;
}
