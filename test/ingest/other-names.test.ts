import { describe, expect, it } from 'vitest';
import { otherNames } from '../../ingest/other-names.js';
import type { Office, OfficeKind } from '../../knowledge/types.js';

const office = (core: string, kind: OfficeKind, county: string | null = '青禾市'): Office => ({
  ...{ core, kind, county, province: null, city: null, printed: [core] },
  name: `${county ?? ''}${core}`,
});
const street = office('临江街道', '街道办事处');
const town = office('白鹭镇', '镇人民政府');
const health = office('卫生健康局', '部门');
const government = office('青禾市', '人民政府', '青禾市');

describe('names an office had before or has since', () => {
  it.each([
    [street, '临江街道（原临江镇）位于市区东部。', '青禾市临江镇人民政府'],
    [street, '青禾市临江街道办事处(原青禾市临江镇人民政府)全面推进公开。', '青禾市临江镇人民政府'],
    [street, '2020年5月，原临江镇更名为临江街道。', '青禾市临江镇人民政府'],
    [street, '经省政府批准，撤销临江镇设立临江街道。', '青禾市临江镇人民政府'],
    [street, '临江街道系由原临江乡更名而来。', '青禾市临江乡人民政府'],
    [town, '撤白鹭乡设白鹭镇后，公开栏目随之调整。', '青禾市白鹭乡人民政府'],
    [town, '白鹭镇（原名石桥镇）辖12个村。', '青禾市石桥镇人民政府'],
    [town, '2021年，我镇更名为石桥镇。', '青禾市石桥镇人民政府'],
    [health, '原卫生和计划生育局更名为卫生健康局。', '青禾市卫生和计划生育局'],
    [health, '青禾市卫生健康局（原青禾市卫生和计划生育局）编制本报告。', '青禾市卫生和计划生育局'],
    [health, '原市卫生局已正式更名为青禾市卫生健康局，网站随之更名。', '青禾市卫生局'],
    [government, '青禾市（原青禾县）下辖九个镇。', '青禾县人民政府'],
  ])('%#: %s says %s', (of, text, name) => {
    const [found, ...more] = otherNames(of, [{ text, line: 7 }]);
    expect(found).toMatchObject({ name, quote: text, line: 7 });
    expect(more).toEqual([]);
  });

  it.each([
    [street, '我街道坚持公开原则，方便原临江镇居民办事。'],
    [street, '临江街道与临江镇合并设立新的街道办事处。'],
    [health, '由原卫生局、原计划生育局组建青禾市卫生健康局。'],
    [health, '将原食品药品监督管理局的职责划入卫生健康局。'],
    [health, '原卫生局与计划生育局更名为卫生健康局。'],
    [street, '撤销临江镇，设立临江街道、白鹭街道。'],
    [street, '公众号“平安临江”更名为“看临江”。'],
    [street, '原临江社区居委会更名为江滨社区居委会。'],
    [street, '原市场监督管理所更名为临江街道市场监管所。'],
    [street, '白鹭镇（原白鹭乡）派员来访学习。'],
    [street, '原红岩镇更名为红岩街道。'],
    [street, '网站栏目“政务公开”更名为“政府信息公开”。'],
    [street, '原晨光农场更名为临江街道。'],
    [health, '统计局（原统计调查局）参加培训。'],
  ])('%#: %s says none', (of, text) => {
    expect(otherNames(of, [{ text, line: 7 }])).toEqual([]);
  });
});
