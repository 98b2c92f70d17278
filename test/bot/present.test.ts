import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answer } from '../../bot/answer.js';
import { CHAT } from '../../bot/chat-phrases.js';
import { type Limits, next, pages, present } from '../../bot/present.js';
import { lengthIn, split, type TextLimit } from '../../bot/split.js';

const CHARACTERS: TextLimit = { most: 20, unit: 'characters' };
const ROOMY: Limits = { text: { most: 4_000, unit: 'characters' }, messages: 1, buttons: 3 };

describe('split', () => {
  test.each<[string, string, TextLimit, readonly string[]]>([
    ['leaves what fits', '一句。', CHARACTERS, ['一句。']],
    ['gives one empty piece for nothing', '  \n', CHARACTERS, ['']],
    [
      'prefers the end of a paragraph',
      '第一段，说了一些话。\n\n第二段，也说了一些话。',
      CHARACTERS,
      ['第一段，说了一些话。', '第二段，也说了一些话。'],
    ],
    [
      'then the end of a line',
      '第一行说了一些话\n第二行也说了一些话呀',
      { most: 12, unit: 'characters' },
      ['第一行说了一些话', '第二行也说了一些话呀'],
    ],
    [
      'then the end of a sentence',
      '先说了一句比较长的话。再说一句也很长的话。',
      { most: 14, unit: 'characters' },
      ['先说了一句比较长的话。', '再说一句也很长的话。'],
    ],
    [
      'keeps a number whole',
      '共公开政府信息一共是123456条',
      { most: 14, unit: 'characters' },
      ['共公开政府信息一共是', '123456条'],
    ],
    [
      'keeps thousands whole',
      '共公开政府信息是12,345条',
      { most: 11, unit: 'characters' },
      ['共公开政府信息是', '12,345条'],
    ],
    ['counts bytes', '中文字', { most: 6, unit: 'bytes' }, ['中文', '字']],
    ['keeps a character of two halves whole', '𠮷𠮷𠮷', { most: 3, unit: 'characters' }, ['𠮷', '𠮷', '𠮷']],
    [
      'cuts a cluster that is longer than a message',
      `e${'\u0301'.repeat(9)}`,
      { most: 4, unit: 'characters' },
      [`e${'\u0301'.repeat(3)}`, '\u0301'.repeat(4), '\u0301\u0301'],
    ],
  ])('%s', (_, text, limit, pieces) => {
    expect(split(text, limit)).toEqual(pieces);
  });

  test('loses nothing and never exceeds the limit', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 400 }),
        fc.constantFrom<TextLimit['unit']>('characters', 'bytes'),
        fc.integer({ min: 40, max: 120 }),
        (text, unit, most) => {
          const pieces = split(text, { most, unit });
          for (const piece of pieces) expect(lengthIn(unit, piece)).toBeLessThanOrEqual(most);
          expect(pieces.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('refuses a limit no character fits', () => {
    expect(() => split('中文', { most: 2, unit: 'bytes' })).toThrow(RangeError);
  });
});

describe('present', () => {
  const citation = {
    office: '某镇人民政府',
    year: 2023,
    title: '某镇2023年政府信息公开工作年度报告',
    section: '一、总体情况',
    quote: '收到申请6件',
    file: 'a.txt',
    line: 96,
  };
  const answer: Answer = {
    question: '',
    kind: 'value',
    text: '某镇2023年：6件。',
    values: [],
    citations: [citation],
    findings: [],
    choices: [],
  };
  const told = (given: Partial<Answer>, limits: Limits = ROOMY): string =>
    present({ ...answer, ...given }, limits).texts.join('\n');

  test('tells the figure, then where it stands', () => {
    expect(told({})).toBe(
      '某镇2023年：6件。\n\n出处：\n· 某镇2023年政府信息公开工作年度报告“一、总体情况”第96行：「收到申请6件」',
    );
  });

  test('quotes nothing twice', () => {
    expect(told({ text: '原文：收到申请6件' })).toBe('原文：收到申请6件');
    const doubt = { rule: 'N-NEW' as const, message: '两处不一致。', citations: [] };
    expect(told({ citations: [], findings: [doubt] })).toBe('某镇2023年：6件。\n\n注意：两处不一致。');
    expect(told({ citations: [], findings: [doubt], text: '两处不一致。' })).toBe('两处不一致。');
  });

  test('a long quote keeps the number it is quoted for', () => {
    const quote = `${'前面说了很多别的事情，'.repeat(20)}收到申请4711件${'，后面还有很多'.repeat(20)}`;
    const value = {
      office: '某镇人民政府',
      year: 2023,
      metric: 'applications_new',
      value: 4711,
      state: 'number' as const,
      approximate: false,
      unit: '件',
      source: 'narrative' as const,
      citations: [0],
    };
    const shown = told({ citations: [{ ...citation, quote }], values: [value] });
    expect(shown).toContain('4711件');
    expect(shown.length).toBeLessThan(260);
  });

  test('names how many sources there are where it does not show all', () => {
    const citations = Array.from({ length: 9 }, (_, index) => ({ ...citation, quote: `第${index}处` }));
    expect(told({ citations })).toContain('共9处出处');
  });

  test.each([
    [3, [], ['甲', '乙', '丙']],
    [2, ['1. 甲', '2. 乙', '3. 丙'], []],
  ])('with %d buttons', (buttons, written, shown) => {
    const choices = ['甲', '乙', '丙'].map((label) => ({ label, question: `${label}镇` }));
    const laid = present({ ...answer, choices }, { ...ROOMY, buttons });
    for (const line of written) expect(laid.texts.join()).toContain(line);
    expect(laid.buttons.map(({ label }) => label)).toEqual(shown);
  });

  test('pages that are asked for one by one give the whole', () => {
    const limits: Limits = { text: { most: 60, unit: 'characters' }, messages: 2, buttons: 0 };
    const text = Array.from({ length: 30 }, (_, index) => `第${index}条说的是第${index}件事。`).join('');
    let { texts, rest } = pages(text, limits);
    const all: string[] = [...texts];
    while (rest.length > 0) {
      expect(texts.at(-1)).toContain(CHAT.toBeContinued);
      ({ texts, rest } = next(rest, limits));
      expect(texts.length).toBeLessThanOrEqual(2);
      for (const each of texts) expect(each.length).toBeLessThanOrEqual(60);
      all.push(...texts);
    }
    expect(all.join('').replaceAll(CHAT.toBeContinued, '')).toBe(text);
  });
});
