import { describe, expect, it } from 'vitest';
import { dueDate } from '../../knowledge/deadlines.js';

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
});
