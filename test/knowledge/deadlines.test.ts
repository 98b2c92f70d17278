import { describe, expect, it } from 'vitest';
import { dueDate, lastWorkingDayFor, nextReportYear } from '../../knowledge/deadlines.js';

describe('when a report is due', () => {
  it.each([
    ['部门', 2023, '2024-01-31', '第四十九条第一款'],
    ['人民政府', 2023, '2024-03-31', '第四十九条第二款'],
    ['街道办事处', 2023, '2024-01-31', '没有点名'],
    ['镇人民政府', 2026, '2027-01-31', '没有点名'],
    ['乡人民政府', 2019, '2020-01-31', '没有点名'],
    ['其他', 2019, '2020-01-31', '没有点名'],
    ['部门', 2018, '2019-03-31', '2007年《政府信息公开条例》第三十一条'],
    ['镇人民政府', 2009, '2010-03-31', '2007年《政府信息公开条例》第三十一条'],
  ] as const)('%s for %i: %s', (kind, year, due, basis) => {
    expect(dueDate(kind, year).due).toBe(due);
    expect(dueDate(kind, year).basis).toContain(basis);
  });

  it('is not moved by a weekend: 31 January 2027 is a Sunday', () => {
    const { due } = dueDate('部门', 2026);
    expect(new Date(`${due}T00:00:00Z`).getUTCDay()).toBe(0);
  });

  it.each([
    ['部门', '2026-11-21', 2026],
    ['部门', '2027-01-31', 2026],
    ['部门', '2027-02-01', 2027],
    ['人民政府', '2027-02-01', 2026],
    ['人民政府', '2027-04-01', 2027],
  ] as const)('next of a %s on %s is the report for %i', (kind, today, year) => {
    expect(nextReportYear(kind, today)).toBe(year);
  });

  it.each([
    [2024, '2025-01-27', true],
    [2025, '2026-01-30', true],
    [2023, '2024-01-31', true],
    [2028, '2029-01-31', false],
  ])('the last working day for the report for %i is %s', (year, date, certain) => {
    expect(lastWorkingDayFor(dueDate('部门', year))).toEqual({ date, certain });
  });
});
