import { describe, expect, it } from 'vitest';
import { levelOf, regionsKnown } from '../../knowledge/office-level.js';
import type { Office, OfficeKind } from '../../knowledge/types.js';

const office = (core: string, kind: OfficeKind, ...places: (string | null)[]): Office => {
  const [province = null, city = null, county = null] = places;
  return { name: core, core, kind, province, city, county, printed: [] };
};
/** Two towns whose names show that 澄湖市 has 青禾市 below it. */
const KNOWN = regionsKnown([
  office('临江街道', '街道办事处', '安澜省', '澄湖市', '青禾市'),
  office('白鹭镇', '镇人民政府', null, null, '松岭县'),
]);

describe('the level of an office', () => {
  it.each([
    [office('临江街道', '街道办事处'), 'town'],
    [office('白鹭镇', '镇人民政府', null, null, '松岭县'), 'town'],
    [office('松岭县', '人民政府', null, null, '松岭县'), 'county'],
    [office('朝晖区', '人民政府', null, '澄湖市', '朝晖区'), 'county'],
    [office('红岩自治区', '人民政府', '红岩自治区'), 'province'],
    [office('安澜省', '人民政府', '安澜省'), 'province'],
    [office('重庆市', '人民政府', '重庆市'), 'province'],
    [office('云溪自治州', '人民政府', null, '云溪自治州'), 'city'],
    [office('青禾市', '人民政府', null, null, '青禾市'), 'county'],
    [office('澄湖市', '人民政府', null, null, '澄湖市'), 'city'],
    [office('石桥市', '人民政府', null, null, '石桥市'), null],
    [office('教育厅', '部门', '安澜省'), 'province'],
    [office('审计局', '部门', '安澜省'), 'province'],
    [office('审计局', '部门', null, null, '松岭县'), 'county'],
    [office('审计局', '部门', null, null, '青禾市'), 'county'],
    [office('审计局', '部门', null, null, '澄湖市'), 'city'],
    [office('审计局', '部门', '安澜省', '澄湖市', '青禾市'), 'county'],
    [office('审计局', '部门', null, null, '石桥市'), null],
    [office('审计局', '部门'), null],
    [office('临港开发区', '其他', null, null, '青禾市'), null],
  ])('%#: %j', (of, level) => {
    expect(levelOf(of, KNOWN)).toBe(level);
  });
});
