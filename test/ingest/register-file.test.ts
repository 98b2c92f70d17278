import { describe, expect, it } from 'vitest';
import { readDocument } from '../../ingest/readers.js';
import { readRegisterFile } from '../../ingest/register-file.js';
import { xlsxOf } from './zip-writer.js';

const NOWHERE = { province: null, city: null, county: null };
const QINGHE = { province: '安澜省', city: '澄湖市', county: '青禾市' };

async function read(text: string, region: Parameters<typeof readRegisterFile>[1] = NOWHERE) {
  return readRegisterFile(await readDocument('名册.csv', new TextEncoder().encode(text)), region);
}

const short = ({ office: { name, kind, city, county } }: Awaited<ReturnType<typeof read>>['rows'][number]) =>
  [name, kind, city, county].join(' ');

describe('a register of offices', () => {
  it.each([
    ['单位名称,类型,省,市,县', '青禾市临江街道办事处 街道办事处 澄湖市 青禾市'],
    ['单位,单位类型,省份,地市,县（市、区）', '青禾市临江街道办事处 街道办事处 澄湖市 青禾市'],
    ['机关名称,类别,所在省,设区市,所属县区', '青禾市临江街道办事处 街道办事处 澄湖市 青禾市'],
    ['责任单位 ,性质,省（自治区、直辖市）,市（州）,区县', '青禾市临江街道办事处 街道办事处 澄湖市 青禾市'],
  ])('headed %s', async (head, told) => {
    const { rows, refused } = await read(`${head}\n临江街道办事处,街道,福建,澄湖,青禾市\n`);
    expect([rows.map(short), refused]).toEqual([[told], []]);
    expect(rows[0]?.office.province).toBe('福建省');
  });

  it.each([
    ['青禾市白鹭镇', '', '青禾市白鹭镇人民政府 镇人民政府'],
    ['青禾市白鹭镇人民政府', '乡镇', '青禾市白鹭镇人民政府 镇人民政府'],
    ['云溪乡', '', '青禾市云溪乡人民政府 乡人民政府'],
    ['教育局', '县直部门', '青禾市教育局 部门'],
    ['青禾市人民政府', '政府', '青禾市人民政府 人民政府'],
    ['青禾高新技术产业开发区管理委员会', '开发区', '其他'],
    ['国网青禾供电所筹备组', '其他', '其他'],
  ])('%s (%s) in a file of one county', async (name, kind, told) => {
    const { rows, refused } = await read(`单位名称,类型\n${name},${kind}\n`, QINGHE);
    expect(refused).toEqual([]);
    expect(rows.map(short).join()).toContain(told);
    expect(rows[0]?.office).toMatchObject(QINGHE);
  });

  it.each([
    ['青禾市第一中学,学校,青禾市', '不适用'],
    ['青禾市教育局,大单位,青禾市', '看不懂'],
    ['松岭县白鹭镇,镇,青禾市', '不一致'],
    ['白鹭镇,镇,青禾', '全称'],
    ['白鹭镇,镇,', '哪个地方'],
    ['12345,,青禾市', '不像单位'],
    ['（略）,,青禾市', '不像单位'],
  ])('refuses %s and reads the rest', async (row, reason) => {
    const { rows, refused } = await read(`单位名称,类型,县\n${row}\n青禾市云溪乡,乡,青禾市\n`);
    expect(rows.map(({ office }) => office.core)).toEqual(['云溪乡']);
    expect(refused).toEqual([{ line: 2, name: row.split(',')[0], reason: expect.stringContaining(reason) }]);
  });

  it('skips titles, numbers, totals and blank rows', async () => {
    const text =
      '青禾市2025年度应公布年报单位名册\n序号,单位名称,类型\n1,青禾市白鹭镇,镇\n,,\n2,青禾市云溪乡,乡\n,合计,\n';
    const { rows, refused } = await read(text);
    expect([rows.map(({ office }) => office.core), refused]).toEqual([['白鹭镇', '云溪乡'], []]);
  });

  it('takes a plain list of names', async () => {
    const { rows } = await read('青禾市白鹭镇\n青禾市云溪乡\n');
    expect(rows.map(({ office, line }) => [office.core, line])).toEqual([
      ['白鹭镇', 1],
      ['云溪乡', 2],
    ]);
  });

  it('leaves a city’s own bureau without a county', async () => {
    const { rows } = await read('单位名称,市,县\n澄湖市教育局,澄湖市,\n青禾市教育局,澄湖市,青禾市\n');
    expect(rows.map(({ office }) => [office.name, office.city, office.county])).toEqual([
      ['澄湖市教育局', '澄湖市', null],
      ['青禾市教育局', '澄湖市', '青禾市'],
    ]);
  });

  it('does not put an office of another county into the file’s own', async () => {
    const { rows } = await read('单位名称\n松岭县白鹭镇\n云溪乡\n', QINGHE);
    expect(rows.map(({ office }) => [office.province, office.city, office.county])).toEqual([
      [null, null, '松岭县'],
      ['安澜省', '澄湖市', '青禾市'],
    ]);
  });

  it('reads a workbook', async () => {
    const cell = (ref: string, text: string) => `<c r="${ref}" t="inlineStr"><is><t>${text}</t></is></c>`;
    const rows = [
      ['单位名称', '类型', '县（市、区）'],
      ['白鹭镇人民政府', '镇', '青禾市'],
    ].map(
      (texts, row) => `<row r="${row + 1}">${texts.map((t, i) => cell(`${'ABC'[i]}${row + 1}`, t)).join('')}</row>`,
    );
    const document = await readDocument(
      '名册.xlsx',
      xlsxOf([{ name: '名册', xml: `<sheetData>${rows.join('')}</sheetData>` }]),
    );
    const { rows: found, refused } = readRegisterFile(document, NOWHERE);
    expect([found.map(short), refused]).toEqual([['青禾市白鹭镇人民政府 镇人民政府  青禾市'], []]);
  });
});
