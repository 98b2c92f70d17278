import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { officeOf, ofReport, reportNamed, reportOf, reportsOf, yearsOf } from '../../bot/stored-index.js';
import type { Knowledge } from '../../knowledge/knowledge.js';
import type { StoredFigure, StoredOffice, StoredReport } from '../../knowledge/stored.js';
import { openSamples } from './fixture.js';

/** Everything found by index is what going through the list finds. */
describe('finding what is stored by index', () => {
  let knowledge: Knowledge;
  let offices: readonly StoredOffice[];
  let reports: readonly StoredReport[];
  let figures: readonly StoredFigure[];

  beforeAll(async () => {
    knowledge = await openSamples();
    offices = await knowledge.offices();
    reports = await knowledge.reports();
    const metrics = ['new_applications', 'granted', 'wechat_follower_count', 'carried_forward'];
    figures = (await knowledge.figures({ offices: [], years: [], metrics })).figures;
  });
  afterAll(() => knowledge.close());

  it('gives the reports of offices in the order of the offices, each once', () => {
    const ids = [...offices.map(({ id }) => id)].reverse();
    expect(reportsOf(reports, [...ids, ...ids, 9_999])).toEqual(
      ids.flatMap((id) => reports.filter(({ officeId }) => officeId === id)),
    );
  });

  it('finds a report by office and year, by id or name, and none where there is none', () => {
    expect(reports.length).toBeGreaterThan(4);
    for (const report of reports) {
      expect(reportOf(reports, report)).toBe(report);
      expect(reportNamed(reports, report)).toBe(report);
      expect(reportOf(reports, { ...report, year: 1999 })).toBeUndefined();
      expect(reportNamed(reports, { ...report, year: 1999 })).toBeUndefined();
    }
  });

  it('knows years and offices', () => {
    expect([...yearsOf(reports)].sort()).toEqual([...new Set(reports.map(({ year }) => year))].sort());
    for (const office of offices) expect(officeOf(offices, office.id)).toBe(office);
    expect(officeOf(offices, 9_999)).toBeUndefined();
  });

  it.each([1, 200])('gives the rows of a report in their order, of a list taken %i times over', (times) => {
    const many = Array.from({ length: times }, () => figures).flat();
    expect(many.length >= 100).toBe(times > 1);
    for (const { id } of reports) expect(ofReport(many, id)).toEqual(many.filter(({ reportId }) => reportId === id));
  });
});
