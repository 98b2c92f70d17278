import { describe, expect, it } from 'vitest';
import { absenceOf } from '../../bot/absence.js';
import { metric } from '../../knowledge/metrics.js';

describe('why a report gives no figure', () => {
  it.each([
    ['t2.government_procurement.total_amount', '2019', false, 2020, 'not stated'],
    ['t2.government_procurement.total_amount', '2021', false, 2022, 'not in form'],
    ['t2.government_procurement.total_amount', '2021', true, 2021, 'not stated'],
    ['t2.normative_documents.in_force', '2019', false, 2019, 'not in form'],
    ['reconsideration_total', 'narrative', false, 2016, 'before the forms'],
    ['reconsideration_total', 'narrative', false, 2023, 'tables not read'],
    ['wechat_followers', 'narrative', false, 2023, 'not stated'],
  ] as const)('%s in form %s (hybrid %s) for %i: %4$s', (key, format, hybrid, year, expected) => {
    expect(absenceOf(metric(key), { format, hybrid, year })).toBe(expected);
  });
});
