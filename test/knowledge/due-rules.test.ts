import { describe, expect, it } from 'vitest';
import { type DueRule, dueFor, type Owing } from '../../knowledge/due-rules.js';
import { inPlace, placeLevel, placesCalled } from '../../knowledge/places.js';

const JINJIANG = { province: '福建省', city: '泉州市', county: '晋江市' };
const street: Owing = { id: 1, kind: '街道办事处', ...JINJIANG };
const bureau: Owing = { id: 2, kind: '部门', ...JINJIANG };
const government: Owing = { id: 3, kind: '人民政府', ...JINJIANG };
const elsewhere: Owing = { id: 4, kind: '街道办事处', province: '福建省', city: '泉州市', county: '石狮市' };

function rule(id: number, monthDay: string, more: Partial<DueRule> = {}): DueRule {
  const everywhere = { place: null, kind: null, register: null, firstYear: 2025, lastYear: 2026 };
  return { id, monthDay, basis: `通知${id}`, who: '王五', at: '2026-01-01T00:00:00.000Z', ...everywhere, ...more };
}

const PROVINCE = rule(1, '01-28', { place: '福建省' });
const CITY = rule(2, '01-26', { place: '福建省泉州市' });
const COUNTY = rule(3, '01-22', { place: '福建省泉州市晋江市' });
const COUNTY_STREETS = rule(4, '01-20', { place: '福建省泉州市晋江市', kind: '街道办事处' });
const OFFICE = rule(5, '01-15', { register: 1 });
const ALL = [OFFICE, COUNTY_STREETS, COUNTY, CITY, PROVINCE];

describe('the day of a local notice', () => {
  it.each([
    ['the office’s own before all others', street, 2025, ALL, '2026-01-15', '通知5'],
    ['one that names the kind before one that does not', street, 2025, ALL.slice(1), '2026-01-20', '通知4'],
    ['the county’s before the city’s', street, 2025, [CITY, COUNTY, PROVINCE], '2026-01-22', '通知3'],
    ['the city’s for another county', elsewhere, 2025, ALL, '2026-01-26', '通知2'],
    ['the province’s where there is no other', elsewhere, 2026, [PROVINCE, COUNTY], '2027-01-28', '通知1'],
    ['one for nowhere in particular last', street, 2025, [rule(9, '01-10'), PROVINCE], '2026-01-28', '通知1'],
    [
      'the latest entered of two alike',
      street,
      2025,
      [COUNTY, rule(8, '01-18', { place: '晋江市' })],
      '2026-01-18',
      '通知8',
    ],
    ['none before its first year', street, 2024, ALL, '2025-01-31', '没有点名'],
    ['none after its last year', street, 2027, ALL, '2028-01-31', '没有点名'],
    ['none without a kind for a government’s own report', government, 2025, ALL, '2026-03-31', '第四十九条第二款'],
    [
      'one for governments',
      government,
      2025,
      [rule(6, '02-20', { place: '福建省', kind: '人民政府' })],
      '2026-02-20',
      '通知6',
    ],
    [
      'none that puts off what the article sets',
      bureau,
      2025,
      [rule(7, '02-15', { place: '晋江市' })],
      '2026-01-31',
      '第一款',
    ],
    [
      'one that puts off what is practice',
      street,
      2025,
      [rule(7, '03-31', { place: '晋江市' })],
      '2026-03-31',
      '通知7',
    ],
    ['the rule of 2007 for 2016', street, 2016, ALL, '2017-03-31', '2007年'],
    [
      'none that puts off the rule of 2007',
      street,
      2016,
      [rule(7, '04-15', { firstYear: 2010, lastYear: 2018 })],
      '2017-03-31',
      '2007年',
    ],
  ] as const)('%s', (_, office, year, rules, due, basis) => {
    for (const order of [rules, [...rules].reverse()]) {
      const found = dueFor(office, year, order);
      expect(found.due).toBe(due);
      expect(found.basis).toContain(basis);
    }
  });

  it('always has the day of the Regulations beside it', () => {
    expect(dueFor(street, 2025, ALL).statutory?.due).toBe('2026-01-31');
    expect(dueFor(bureau, 2025, ALL).statutory).toMatchObject({ due: '2026-01-31' });
    expect(dueFor(street, 2024, ALL).statutory).toBeUndefined();
  });
});

describe('a place', () => {
  it.each([
    ['晋江市', JINJIANG, 3],
    ['福建省晋江市', JINJIANG, 3],
    ['泉州市', JINJIANG, 2],
    ['福建省', JINJIANG, 1],
    ['石狮市', JINJIANG, null],
    ['江西省晋江市', JINJIANG, null],
    ['江市', JINJIANG, null],
    ['南京市鼓楼区', { province: '福建省', city: '福州市', county: '鼓楼区' }, null],
    ['福州市鼓楼区', { province: '福建省', city: '福州市', county: '鼓楼区' }, 3],
    ['福州市鼓楼区', { province: null, city: null, county: '鼓楼区' }, null],
    ['福建省泉州市晋江市', { province: null, city: null, county: '晋江市' }, 3],
  ] as const)('%s', (place, office, level) => {
    expect(placeLevel(office, place)).toBe(level);
  });

  it('may be called by its short name where it is asked for', () => {
    expect(inPlace(JINJIANG, '晋江')).toBe(true);
    expect(inPlace(JINJIANG, '江')).toBe(false);
  });

  it('that two cities have is two places', () => {
    const gulou = (city: string) => ({ province: null, city, county: '鼓楼区' });
    expect(placesCalled('鼓楼区', [gulou('福州市'), gulou('南京市')])).toEqual(['福州市鼓楼区', '南京市鼓楼区']);
    expect(placesCalled('南京市鼓楼区', [gulou('福州市'), gulou('南京市')])).toEqual(['南京市鼓楼区']);
    expect(placesCalled('晋江', [JINJIANG, { province: null, city: null, county: '晋江市' }])).toEqual([
      '福建省泉州市晋江市',
    ]);
  });
});
