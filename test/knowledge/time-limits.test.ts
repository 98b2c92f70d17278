import { describe, expect, it } from 'vitest';
import { lastDay, TIME_LIMITS, type TimeLimitName } from '../../knowledge/time-limits.js';

describe('the clocks of an application', () => {
  it.each<[TimeLimitName, string, string]>([
    ['correction', '2026-07-01', '2026-07-10'],
    ['answer', '2026-07-01', '2026-07-29'],
    ['extended answer', '2026-07-01', '2026-08-26'],
    ['third party', '2026-09-01', '2026-09-21'],
    ['other organ', '2026-09-01', '2026-09-21'],
    ['publication', '2026-10-08', '2026-11-04'],
    // Worked days for a holiday count (20 September, 10 October), the holiday does not.
    ['answer', '2026-09-28', '2026-10-30'],
    ['reconsideration', '2026-07-02', '2026-08-31'],
    // The last day of a period in days is a Sunday: it ends on the Monday.
    ['reconsideration', '2026-07-01', '2026-08-31'],
    ['suit after reconsideration', '2026-08-10', '2026-08-25'],
    // It would end in the National Day holidays.
    ['suit after reconsideration', '2026-09-18', '2026-10-08'],
    ['direct suit', '2026-02-25', '2026-08-25'],
    // No 31 June.
    ['direct suit', '2025-12-31', '2026-06-30'],
  ])('%s from %s ends on %s', (name, from, to) => {
    expect(lastDay(TIME_LIMITS[name], from)).toEqual({ date: to, certain: true });
  });

  it('every clock names its article, and its count stands in its rule', () => {
    for (const { basis, rule, count, name } of Object.values(TIME_LIMITS)) {
      expect(basis, name).toMatch(/《.+》.*第.+条/);
      expect(rule, name).toContain(name === 'extended answer' ? '20' : String(count));
    }
  });

  it('runs into a year that is not arranged yet without being certain', () => {
    expect(lastDay(TIME_LIMITS['extended answer'], '2026-12-01').certain).toBe(false);
    expect(lastDay(TIME_LIMITS.answer, '2026-11-20')).toEqual({ date: '2026-12-18', certain: true });
  });
});
