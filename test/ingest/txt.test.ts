import { describe, expect, it } from 'vitest';
import { isHeaderLabel } from '../../ingest/header-labels.js';
import { readText } from '../../ingest/txt.js';

/** Rows of all tables as cells, and paragraphs, in order. */
function shape(text: string): unknown[] {
  return readText('report.txt', text, isHeaderLabel).blocks.flatMap((block): unknown[] =>
    block.kind === 'paragraph' ? [block.text] : block.rows.map(({ cells }) => cells.map((cell) => cell.text)),
  );
}

describe('plain text', () => {
  it.each<[string, string, unknown[]]>([
    ['paragraphs, one a line', '甲。\n\n乙。', ['甲。', '乙。']],
    ['CR LF', '甲。\r\n乙。', ['甲。', '乙。']],
    [
      'TAB rows with empty fields',
      '项\t数\n规章\t\t0',
      [
        ['项', '数'],
        ['规章', '', '0'],
      ],
    ],
    [
      'one cell a line, a blank cell kept',
      '\t规章\n\t0\n\t\n\t2\n\n\t次行\n\t1',
      [
        ['规章', '0', '', '2'],
        ['次行', '1'],
      ],
    ],
    ['a label broken over lines', '\t本年新\n制作数量\n\t3', [['本年新 制作数量', '3']]],
    [
      'a label one character a line',
      '\t三\n\n、\n\n本\n\n年\n\t（一）予以公开\n\t0',
      [['三 、 本 年', '（一）予以公开', '0']],
    ],
    [
      'the heading behind a table is no cell of it',
      '\t规章\n\t0\n\n三、收到和处理政府信息公开申请情况\n\n\t自然人',
      [['规章', '0'], '三、收到和处理政府信息公开申请情况', ['自然人']],
    ],
    [
      'rule lines are left out',
      '项\t数\n---------\t---\n规章\t0',
      [
        ['项', '数'],
        ['规章', '0'],
      ],
    ],
    [
      'pipes',
      '| 项 | 数 |\n|---|---|\n| 规章 | 0 |',
      [
        ['项', '数'],
        ['规章', '0'],
      ],
    ],
    ['values behind a label', '重复申请  0  1  2', [['重复申请', '0', '1', '2']]],
    [
      'values below a label',
      '规章\n0\n1\n行政许可\n2',
      [
        ['规章', '0', '1'],
        ['行政许可', '2'],
      ],
    ],
    [
      'headers and values a line each',
      '第二十条第（一）项\n信息内容\n本年制发件数\n\n规章\n0\n结果维持\n结果纠正\n总计\n1\n2',
      [
        ['第二十条第（一）项', '信息内容', '本年制发件数'],
        ['规章', '0'],
        ['结果维持', '结果纠正'],
        ['总计', '1', '2'],
      ],
    ],
    [
      'one cell a line with nothing between the rows',
      '\t信息内容\n\t件数\n\t规章\n\t0\n\t\n\t许可\n\t增3\n\t2',
      [
        ['信息内容', '件数'],
        ['规章', '0', ''],
        ['许可', '增3', '2'],
      ],
    ],
    [
      'a sentence with numbers is no row',
      '全年公开 3 条，受理 2 件，办结 1 件。',
      ['全年公开 3 条，受理 2 件，办结 1 件。'],
    ],
    ['NBSP and ideographic space', '\t规章\n\t\u00a00\n\t0\u3000', [['规章', '0', '0']]],
  ])('%s', (_, text, expected) => {
    expect(shape(text)).toEqual(expected);
  });

  it('numbers lines as the file does', () => {
    const { lines, blocks } = readText('report.txt', '甲。\n\n乙。\n规章\t0');
    expect(lines).toHaveLength(4);
    expect(blocks.map(({ line, lastLine }) => [line, lastLine])).toEqual([
      [1, 1],
      [3, 3],
      [4, 4],
    ]);
  });

  it('takes 100,000 lines', () => {
    expect(readText('report.txt', '甲。\n'.repeat(100_000)).blocks).toHaveLength(100_000);
  });
});
