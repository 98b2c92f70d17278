import { describe, expect, it } from 'vitest';
import { ABSENCE, numbersIn, readCount, statesAbsence } from '../../knowledge/numerals.js';

const COUNTS: readonly (readonly [text: string, value: number, approximate: boolean])[] = [
  ['6', 6, false],
  ['126 条', 126, false],
  ['１２６', 126, false],
  ['1,489,691人次', 1489691, false],
  ['1，164篇', 1164, false],
  ['26.55', 26.55, false],
  ['26.55万元', 26.55, false],
  ['4.5万', 45000, false],
  ['4.1万篇', 41000, false],
  ['2亿', 2e8, false],
  ['3千', 3000, false],
  ['约4万人次', 40000, true],
  ['近30条', 30, true],
  ['超120万人次', 1200000, true],
  ['10 多场', 10, true],
  ['120余条', 120, true],
  ['148万余人次', 1480000, true],
  ['10余万', 100000, true],
  ['万余人次', 10000, true],
  ['百余', 100, true],
  ['50条以上', 50, true],
  ['零', 0, false],
  ['六件', 6, false],
  ['两次', 2, false],
  ['十', 10, false],
  ['十二', 12, false],
  ['二十', 20, false],
  ['十余次', 10, true],
  ['十几', 10, true],
  ['一百二十', 120, false],
  ['一百零七', 107, false],
  ['一百二', 120, false],
  ['两万五', 25000, false],
  ['三千零五', 3005, false],
  ['一亿二千万', 120000000, false],
  ['二〇二三', 2023, false],
];

describe('readCount', () => {
  it.each(COUNTS)('%s is %d', (text, value, approximate) => {
    expect(readCount(text)).toEqual({ value, approximate });
  });

  it.each(['', '若干', '三四十', '三四', '2-3', '3至5次', '数十', '第六', '12345号平台', '1 2件半'])(
    '%s is not one number',
    (text) => {
      expect(readCount(text)).toBeNull();
    },
  );
});

describe('statesAbsence', () => {
  it.each([
    '2020年，我街道未收到政府信息公开申请。',
    '没有受理政府信息公开申请事项。',
    '未接到群众要求公开的信息。',
    '未接收到依申请公开。',
    '未发生行政复议。',
    '本年度无行政诉讼案件。',
    '申请办理情况：无。',
    '行政复议、行政诉讼均为零。',
    '政府信息公开零投诉。',
    '没有收费情况。',
    '未向申请人收取费用，也没有减免。',
  ])('%s', (quote) => {
    expect(statesAbsence(quote)).toBe(true);
  });

  it.each([
    '在无锡市召开会议。',
    '无偿提供查阅服务。',
    '无法提供2件。',
    '无正当理由大量反复申请1件。',
    '毫无保留地公开。',
    '共收到申请6件。',
    '打造无障碍网站。',
  ])('%s says nothing of the kind', (quote) => {
    expect(statesAbsence(quote)).toBe(false);
  });

  it('knows every phrase it lists', () => {
    for (const phrase of ABSENCE)
      if (phrase !== '未' && phrase !== '零') expect(statesAbsence(phrase), phrase).toBe(true);
  });
});

describe('numbersIn', () => {
  const values = (text: string): number[] => numbersIn(text).map((number) => number.value);

  it('gives every Arabic number, whatever it is of', () => {
    expect(values('2023 年收到 6 件，电话 0595-85551234')).toEqual([2023, 6, 595, 85551234]);
  });
  it('gives a number before 万 multiplied and plain', () => {
    expect(values('约4.5万人次')).toEqual([45000, 4.5]);
    expect(values('10余万')).toEqual([100000, 10]);
    expect(values('26.55万元')).toContain(26.55);
  });
  it('reads separators, full width and dates apart', () => {
    expect(values('1,489,691')).toEqual([1489691]);
    expect(values('１２６条')).toEqual([126]);
    expect(values('2024.1.18')).toEqual([2024, 1, 18]);
  });
  it('gives a negative number with and without its sign', () => {
    expect(values('增减为-2')).toEqual([-2, 2]);
    expect(values('2020-2021')).toEqual([2020, 2021]);
  });
  it('gives Chinese numerals where they count', () => {
    expect(values('收到六件，培训两次，宣讲十多场')).toEqual([6, 2, 10]);
    expect(values('万余人次')).toEqual([10000]);
  });
  it('gives no ordinals and no list numbers', () => {
    expect(values('第六条规定，一、总体情况；一是加强；（三）其他；三安全一稳定')).toEqual([]);
  });
  it('says where each stands', () => {
    for (const text of ['共 1,234 条', '约４万人次', '十多场']) {
      for (const number of numbersIn(text)) expect(text.slice(number.start, number.end)).toBe(number.printed);
    }
  });
});
