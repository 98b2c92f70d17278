import { describe, expect, it } from 'vitest';
import { findYears } from '../../bot/mentions/years.js';

describe('years in a question', () => {
  it.each<[string, number[]]>([
    ['2023年收到多少件', [2023]],
    ['2023收到多少件', [2023]],
    ['2023年度报告', [2023]],
    ['23年收到多少件', [2023]],
    ['二〇二三年收到多少件', [2023]],
    ['二零二三年', [2023]],
    ['二三年的', [2023]],
    ['两千零二十年公开了多少', [2020]],
    ['两千零二十三年', [2023]],
    ['二千一十九年', [2019]],
    ['两千二百件', []],
    ['去年收到多少', [2025]],
    ['前年收到多少', [2024]],
    ['大前年呢', [2023]],
    ['今年的', [2026]],
    ['三年前公众号发了多少篇', [2023]],
    ['2019到2023年的', [2019, 2020, 2021, 2022, 2023]],
    ['2019-2021', [2019, 2020, 2021]],
    ['2020年和2023年', [2020, 2023]],
    ['in 2023', [2023]],
    ['last year', [2025]],
    ['上年结转多少件', []],
    ['上一年项目数量', []],
    ['12345办件多少', []],
    ['电话85602220', []],
    ['本年新收多少', []],
    ['近几年的', []],
  ])('reads %s', (text, years) => {
    expect(findYears(text, '2026-11-21').years).toEqual(years);
  });

  it('says which were counted from today', () => {
    expect(findYears('去年', '2026-01-01').mentions).toMatchObject([{ year: 2025, relative: true }]);
    expect(findYears('2025年', '2026-01-01').mentions).toMatchObject([{ year: 2025, relative: false }]);
  });
});
