import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { declaredCharset, decode } from '../../ingest/encoding.js';
import { readReport } from '../../ingest/report.js';
import { evaluateReport } from '../../knowledge/checks.js';
import { APPLICANTS, type Report } from '../../knowledge/types.js';

/** Every golden report and sample, and what it would be a year later if only the years in it were changed. */
const FILES = ['test/reports', 'samples'].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => !name.endsWith('.json'))
    .map((name) => ({ name, path: `${folder}/${name}` })),
);

async function pairOf({ name, path }: { name: string; path: string }): Promise<{ report: Report; next: Report }> {
  const bytes = readFileSync(path);
  const text = decode(bytes, declaredCharset(bytes)).replace(/charset="?gb\w+/i, 'charset="utf-8');
  const later = text.replace(/(?<!\d)20(\d\d)(?=\s*年|-\d\d-|〕)/g, (_, year: string) => `20${Number(year) + 1}`);
  const [report, next] = (await Promise.all([text, later].map((each) => readReport(name, Buffer.from(each))))).map(
    ({ value }) => value,
  ) as [Report, Report];
  return { report, next };
}

const PAIRS = await Promise.all(FILES.map(async (file) => ({ name: file.name, ...(await pairOf(file)) })));

describe('a report that only changed its years', () => {
  const pairs = PAIRS.filter(({ report, next }) => next.year === report.year + 1);

  it('can be made of nearly every report', () => {
    expect(pairs.length).toBeGreaterThan(FILES.length * 0.8);
  });

  it.each(pairs)('$name: its text is found to be copied', ({ report, next }) => {
    const found = evaluateReport(next, report).filter(({ rule }) => rule === 'X-DUP-TEXT');
    // A text too short to compare has no instance.
    for (const each of found) expect(each).toMatchObject({ outcome: 'broken', severity: 'info' });
    const written = next.passages
      .filter(({ sectionKey }) => sectionKey === 'overview')
      .map(({ text }) => text)
      .join('');
    if (written.length > 600) expect(found).toHaveLength(1);
  });

  it.each(pairs)('$name: what it carries in is held against what was carried out', ({ report, next }) => {
    const stated = (of: Report, metric: string, applicant: string) =>
      of.figures.find((f) => f.source === 'table' && f.metric === metric && f.applicant === applicant)?.stated;
    const found = new Map(
      evaluateReport(next, report)
        .filter(({ rule }) => rule === 'X-CARRY')
        .map(({ at, outcome }) => [at, outcome]),
    );
    for (const applicant of APPLICANTS) {
      const [now, before] = [
        stated(next, 'applications_carried_in', applicant),
        stated(report, 'applications_carried_out', applicant),
      ];
      if (typeof now !== 'number' || typeof before !== 'number') expect(found.get(applicant)).not.toBe('holds');
      else expect(found.get(applicant)).toBe(now === before ? 'holds' : 'broken');
    }
  });

  it.each(pairs)('$name: it states no other name of its office', ({ report }) => {
    expect(report.office.otherNames).toBeUndefined();
  });
});
