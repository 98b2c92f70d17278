import { describe, expect, it } from 'vitest';
import { readPages } from '../../ingest/layout/document.js';
import type { Glyph, Page, Rule } from '../../ingest/layout/page.js';

const SIZE = 10;

/** Text set in type 10 points high, a character 10 wide, a digit 5. */
function set(text: string, left: number, bottom: number): Glyph[] {
  let x = left;
  return [...text].flatMap((char) => {
    const width = /[\x20-\x7e]/.test(char) ? SIZE / 2 : SIZE;
    const glyph = { text: char, left: x, right: x + width, top: bottom - SIZE, bottom, size: SIZE, spaced: false };
    x += width;
    return char === ' ' ? [] : [glyph];
  });
}

const level = (at: number, from: number, to: number): Rule => ({ level: true, at, from, to });
const upright = (at: number, from: number, to: number): Rule => ({ level: false, at, from, to });

/** A table with rules everywhere, rows 20 high and columns 80 wide, and its cells. */
function ruled(rows: readonly (readonly string[])[], top: number): Pick<Page, 'glyphs' | 'rules'> {
  const columns = Math.max(...rows.map((row) => row.length));
  const bottom = top + rows.length * 20;
  return {
    glyphs: rows.flatMap((row, y) => row.flatMap((text, x) => set(text, 52 + x * 80, top + y * 20 + 15))),
    rules: [
      ...Array.from({ length: rows.length + 1 }, (_, y) => level(top + y * 20, 50, 50 + columns * 80)),
      ...Array.from({ length: columns + 1 }, (_, x) => upright(50 + x * 80, top, bottom)),
    ],
  };
}

function page(...parts: readonly Partial<Page>[]): Page {
  return {
    width: 600,
    height: 800,
    glyphs: parts.flatMap((part) => part.glyphs ?? []),
    rules: parts.flatMap((part) => part.rules ?? []),
  };
}

const read = (...pages: readonly Page[]) => readPages(pages).lines;

describe('tables with rules', () => {
  it.each<[string, Partial<Page>[], string[]]>([
    [
      'cells by their rules',
      [
        ruled(
          [
            ['规章', '1', '2'],
            ['文件', '', '3'],
          ],
          100,
        ),
      ],
      ['规章\t1\t2', '文件\t\t3'],
    ],
    ['type printed twice', [ruled([['规章', '1']], 100), { glyphs: set('1', 132.5, 115) }], ['规章\t1']],
    ['two numbers in one cell', [ruled([['规章', '3 5']], 100)], ['规章\t3；5']],
    [
      'two numbers one below the other',
      [
        {
          ...ruled(
            [
              ['甲', ''],
              ['乙', ''],
            ],
            100,
          ),
          rules: [
            level(100, 50, 210),
            level(140, 50, 210),
            upright(50, 100, 140),
            upright(130, 100, 140),
            upright(210, 100, 140),
          ],
        },
        { glyphs: [...set('3', 160, 115), ...set('5', 160, 135)] },
      ],
      ['甲乙\t3；5'],
    ],
    [
      'a cell over two rows',
      [
        {
          glyphs: [...set('甲', 60, 125), ...set('1', 160, 115), ...set('2', 160, 135)],
          rules: [
            level(100, 50, 210),
            level(120, 130, 210),
            level(140, 50, 210),
            upright(50, 100, 140),
            upright(130, 100, 140),
            upright(210, 100, 140),
          ],
        },
      ],
      ['甲\t1', '\t2'],
    ],
    [
      'open at both sides',
      [
        {
          glyphs: [...set('甲', 60, 115), ...set('1', 160, 115), ...set('乙', 60, 135), ...set('2', 160, 135)],
          rules: [level(100, 50, 210), level(120, 50, 210), level(140, 50, 210), upright(130, 100, 140)],
        },
      ],
      ['甲\t1', '乙\t2'],
    ],
    [
      'a frame around text is no table',
      [
        {
          glyphs: set('一段文字。', 60, 115),
          rules: [level(100, 50, 210), level(140, 50, 210), upright(50, 100, 140), upright(210, 100, 140)],
        },
      ],
      ['一段文字。'],
    ],
  ])('%s', (_, parts, lines) => {
    expect(read(page(...parts))).toEqual(lines);
  });

  it('blank cells of a row with a missing rule are not certain', () => {
    const whole = ruled(
      [
        ['甲', '1', ''],
        ['乙', '', ''],
      ],
      100,
    );
    const rules = whole.rules
      .filter((rule) => !(rule.level && rule.at === 120))
      .concat(level(120, 50, 130), level(120, 210, 290));
    const holed = rules.filter((rule) => !(!rule.level && rule.at === 210)).concat(upright(210, 120, 140));
    expect(read(page({ ...whole, rules: holed }))).not.toContain('乙\t\t');
  });
});

describe('tables over pages', () => {
  const header = ['信息内容', '制发件数', '废止件数'];
  const text = (from: string) => ({ glyphs: set(from, 50, 60) });

  it.each<[string, string[][], string[][], string[]]>([
    [
      'the header printed again is left out',
      [header, ['甲类', '1', '2']],
      [header, ['乙类', '3', '4']],
      ['甲类\t1\t2', '乙类\t3\t4'],
    ],
    [
      'a row broken in its label',
      [header, ['一二三四五六七', '1', '2']],
      [header, ['续', '', '']],
      ['一二三四五六七续\t1\t2'],
    ],
    [
      'values behind the break',
      [header, ['一二三四五六七', '', '']],
      [header, ['', '3', '4']],
      ['一二三四五六七\t3\t4'],
    ],
    [
      'a row with blanks before a numbered one',
      [header, ['一、甲类', '', '']],
      [header, ['二、乙类', '3', '4']],
      ['一、甲类\t\t', '二、乙类\t3\t4'],
    ],
    [
      'what may be one row or two keeps no blanks',
      [header, ['甲类', '', '']],
      [header, ['乙类', '3', '4']],
      ['甲类', '乙类\t3\t4'],
    ],
  ])('%s', (_, first, second, rows) => {
    const lines = read(page(text('前文一段。'), ruled(first, 100)), page(ruled(second, 100)));
    expect(lines).toEqual(['前文一段。', header.join('\t'), ...rows]);
  });
});

describe('tables without rules', () => {
  const row = (bottom: number, label: string, ...values: readonly [string, number][]) => [
    ...set(label, 50, bottom),
    ...values.flatMap(([text, left]) => set(text, left, bottom)),
  ];

  it.each<[string, Glyph[], string[]]>([
    [
      'values in their columns',
      [...row(100, '甲类', ['1', 200], ['2', 300]), ...row(120, '乙类', ['3', 300])],
      ['甲类\t1\t2', '乙类\t\t3'],
    ],
    [
      'a value between columns leaves no blank',
      [...row(100, '甲类', ['1', 200], ['2', 300]), ...row(120, '乙类', ['3', 250])],
      ['甲类\t1\t2', '乙类\t3'],
    ],
    [
      'a label that reaches into the columns',
      [...row(100, '甲类', ['1', 200], ['2', 300]), ...row(120, '乙类'.repeat(8), ['3', 300])],
      ['甲类\t1\t2', `${'乙类'.repeat(8)}\t3`],
    ],
  ])('%s', (_, glyphs, lines) => {
    expect(read(page({ glyphs }))).toEqual(lines);
  });
});

describe('running text', () => {
  const long = '行政机关公开政府信息应当坚持以公开为常态不公开为例外遵循公正公平合法便民的原则依法办理各项工作并且';

  it('goes on from a full line, and not from a short one', () => {
    const glyphs = [...set(long, 50, 100), ...set('及时答复。', 50, 115), ...set('收到申请3件。', 70, 130)];
    expect(read(page({ glyphs }))).toEqual([`${long}及时答复。`, '收到申请3件。']);
  });

  it('in two columns is read one column after the other', () => {
    const half = long.slice(0, 22);
    const rows = Array.from({ length: 8 }, (_, index) => index);
    const glyphs = rows.flatMap((index) => [
      ...set(`左${half}`, 50, 100 + index * 15),
      ...set(`右${half}`, 320, 100 + index * 15),
    ]);
    const text = read(page({ glyphs })).join('');
    expect(text.lastIndexOf('左')).toBeLessThan(text.indexOf('右'));
  });

  it.each(['— 1 —', '1', '第 1 页 共 3 页', '1/3'])('page number %s is left out', (number) => {
    const glyphs = [...set('收到申请3件。', 50, 100), ...set(number, 280, 780)];
    expect(read(page({ glyphs }))).toEqual(['收到申请3件。']);
  });

  it('a running head is kept once', () => {
    const head = set('临川镇人民政府文件汇编', 50, 30);
    const pages = ['甲。', '乙。', '丙。'].map((text) => page({ glyphs: [...head, ...set(text, 50, 200)] }));
    expect(read(...pages)).toEqual(['临川镇人民政府文件汇编', '甲。', '乙。', '丙。']);
  });
});
