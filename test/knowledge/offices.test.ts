import { describe, expect, it } from 'vitest';
import type { NamedOffice } from '../../knowledge/office-names.js';
import { createOfficeFinder } from '../../knowledge/offices.js';

const OFFICES: readonly NamedOffice[] = [
  office(1, '晋江市西园街道办事处', '西园街道', '街道办事处', '晋江市', '福建省', ['西园风光']),
  office(2, '南安市省新镇人民政府', '省新镇', '镇人民政府', '南安市', null, ['省新视窗']),
  office(3, '孝义市振兴街道办事处', '振兴街道', '街道办事处', '孝义市', null, []),
  office(4, '甲市振兴街道办事处', '振兴街道', '街道办事处', '甲市', '某省', []),
  office(5, '云岭县审计局', '审计局', '部门', '云岭县', null, []),
  office(6, '子长市人民政府', '子长市', '人民政府', '子长市', null, []),
  office(7, '乙区白云街道办事处', '白云街道', '街道办事处', '乙区', null, []),
  office(8, '乙区松洲街办事处', '松洲街', '街道办事处', '乙区', null, []),
];

function office(
  id: number,
  name: string,
  core: string,
  kind: NamedOffice['kind'],
  county: string,
  province: string | null,
  accounts: string[],
): NamedOffice {
  return { id, name, core, kind, county, province, city: null, printed: [name], accounts };
}

const finder = createOfficeFinder(OFFICES);
const found = (text: string) => finder.find(text).map(({ text: words, ids }) => [words, [...ids].sort()]);

describe('offices in a sentence', () => {
  it.each([
    ['西园街道2023年收到多少件申请', [['西园街道', [1]]]],
    ['晋江市人民政府西园街道办事处2023年', [['晋江市人民政府西园街道办事处', [1]]]],
    ['晋江西园主动公开多少', [['晋江西园', [1]]]],
    ['西园办事处23年主动公开条数', [['西园办事处', [1]]]],
    ['西园2023年民政类信息多少条', [['西园', [1]]]],
    ['西园风光有多少粉丝', [['西园风光', [1]]]],
    ['how many applications did 西园街道 receive', [['西园街道', [1]]]],
    ['那省新呢', [['省新', [2]]]],
    [
      '西园和省新哪个多',
      [
        ['西园', [1]],
        ['省新', [2]],
      ],
    ],
    ['孝义振兴2020年报', [['孝义振兴', [3]]]],
    ['孝义市振兴街道办2020', [['孝义市振兴街道办', [3]]]],
    ['振兴街道采购了多少', [['振兴街道', [3, 4]]]],
    ['云岭县审计局收到几件', [['云岭县审计局', [5]]]],
    ['子长市政府2023年公开多少', [['子长市政府', [6]]]],
    ['子长2023年公开多少', [['子长', [6]]]],
    ['白云街2023年公开多少', [['白云街', [7]]]],
    ['松洲街道2023年公开多少', [['松洲街道', [8]]]],
    ['松洲2023年公开多少', [['松洲', [8]]]],
    ['西园街道政府信息公开申请', [['西园街道', [1]]]],
  ])('finds them in %s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it.each([
    '福建省新增了多少条信息',
    '2023年全省新收申请',
    '乡村振兴信息多少条',
    '推进乡村振兴战略',
    '振兴乡村的信息有多少',
    '陈埭镇2023申请数',
    '梨西园艺场',
  ])('finds none in %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it.each([
    ['西元街道', [1]],
    ['省心镇', [2]],
    ['真心街道', [3, 4]],
    ['东园街道', [1]],
    ['东园镇', []],
    ['统计局', []],
    ['子长县', [6]],
    ['陈埭镇', []],
    ['北京市', []],
  ])('offers what is near %s', async (name, ids) => {
    expect((await finder.listen()).near(name).map(({ id }) => id)).toEqual(ids);
  });
});
