import { describe, expect, it } from 'vitest';
import type { Table } from '../../ingest/document.js';
import { readMarkdown } from '../../ingest/markdown.js';
import { fold } from '../../knowledge/text.js';

/** Reads and checks what every other part of the reader relies on: each text stands in the lines, at its line. */
function read(text: string) {
  const document = readMarkdown('report.md', text);
  expect(document.lines).toHaveLength(text.split('\n').length);
  const all = fold(document.lines.join('\n'));
  for (const block of document.blocks) {
    if (block.kind === 'paragraph') {
      expect(fold(document.lines.slice(block.line - 1, block.lastLine).join('\n'))).toContain(block.text);
      continue;
    }
    for (const row of block.rows) {
      const own = row.cells.filter((cell) => !cell.spanned);
      expect(all).toContain(fold(own.map((cell) => cell.text).join(' ')));
      for (const cell of row.cells) expect(fold(document.lines[cell.line - 1] ?? '')).toContain(cell.text);
    }
  }
  return document;
}
const paragraphs = (text: string) =>
  read(text).blocks.flatMap((block) =>
    block.kind === 'paragraph' ? [`${block.line}${block.heading ? '#' : ' '}${block.text}`] : [],
  );
const grid = (text: string) =>
  read(text)
    .blocks.filter((block): block is Table => block.kind === 'table')
    .map((table) => table.rows.map((row) => `${row.line} ${row.cells.map((cell) => cell.text).join('|')}`));

describe('readMarkdown: text', () => {
  it.each<[string, string, readonly string[]]>([
    ['headings', '# 题\n\n## 一、概况 ##\n正文\n副题\n---', ['1#题', '3#一、概况', '4 正文', '5 副题']],
    ['underlined heading', '题\n====\n\n正文', ['1#题', '4 正文']],
    ['heading mark without a space', '#一、概况\n正文', ['1#一、概况', '2 正文']],
    ['a line a paragraph', '一、概况\n收到申请，\n予以公开。', ['1 一、概况', '2 收到申请，', '3 予以公开。']],
    ['inline marks', '收到**3**件，见[附件](http://a.cn/x)和`表`，*甲*~~乙~~', ['1 收到3件，见附件和表，甲乙']],
    ['escapes and entities', '1\\. 甲\\_乙&nbsp;&lt;丙', ['1 1. 甲_乙 <丙']],
    ['addresses in brackets', '网站（<http://www.a.cn/>）', ['1 网站（http://www.a.cn/）']],
    [
      'numbers of lists stay, bullets go',
      '1. 甲\n2. 乙\n\n- 丙\n* 丁\n\n- 1 -',
      ['1 1. 甲', '2 2. 乙', '4 丙', '5 丁', '7 - 1 -'],
    ],
    ['quotes', '> 甲\n> 乙', ['1 甲', '2 乙']],
    ['indented lines', '    甲\n\n\t乙', ['1 甲', '3 乙']],
    ['line breaks', '甲<br>乙  \n丙', ['1 甲', '1 乙', '2 丙']],
    ['fences', '```\n甲\n乙\n```', ['2 甲', '3 乙']],
    ['HTML blocks', '<div align="center">\n  <b>题</b>\n</div>\n\n正文', ['2 题', '5 正文']],
    ['HTML marks in text', '<u>甲</u>乙<!-- 丙 -->', ['1 甲乙']],
    ['Windows line ends', '甲\r\n\r\n乙', ['1 甲', '3 乙']],
  ])('%s', (_name, text, expected) => {
    expect(paragraphs(text)).toEqual(expected);
  });

  it('reads front matter into the metadata', () => {
    const document = read('---\ntitle: "甲镇2024年年报"\nDate: 2025-01-20\n---\n正文');
    expect(document.meta).toEqual({ title: '甲镇2024年年报', date: '2025-01-20' });
    expect(document.lines).toEqual(['', '', '', '', '正文']);
  });
});

describe('readMarkdown: tables', () => {
  it.each<[string, string, readonly (readonly string[])[]]>([
    ['with a header', '| 类 | 数 |\n|:--|--:|\n| **甲** | 1 |\n| 乙 |  |', [['1 类|数', '3 甲|1', '4 乙|']]],
    ['rows of wrong length', '|a|b|\n|-|-|\n|甲|\n|乙|1|2|', [['1 a|b', '3 甲', '4 乙|1|2']]],
    ['a header of another width', '|复议|诉讼|\n|-|-|-|-|\n|0|0|1|1|', [['1 复议|诉讼', '3 0|0|1|1']]],
    ['a blank header', '| | |\n|-|-|\n|甲|1|', [['3 甲|1']]],
    ['a row of blanks', '|a|b|\n|-|-|\n| | |', [['1 a|b', '3 |']]],
    ['without a delimiter', '|甲|1|\n|乙|2|', [['1 甲|1', '2 乙|2']]],
    ['without outer pipes', 'a | b\n--|--\n甲 | 1', [['1 a|b', '3 甲|1']]],
    ['escaped pipes', '|a\\|b|1|\n|-|-|', [['1 a|b|1']]],
    ['breaks in a cell', '|本年新<br>制作|1|', [['1 本年新 制作|1']]],
    ['under a line of text', '附表\n|甲|1|\n说明', [['2 甲|1']]],
    ['in a quote', '> |甲|1|\n> |-|-|\n> |乙|2|', [['1 甲|1', '3 乙|2']]],
    ['two, apart', '|甲|1|\n\n|乙|2|', [['1 甲|1'], ['3 乙|2']]],
  ])('%s', (_name, text, expected) => {
    expect(grid(text)).toEqual(expected);
  });

  it('shows table lines as cells separated by TAB', () => {
    expect(read('前\n\n|甲|1|\n|-|-|\n|乙||').lines).toEqual(['前', '', '甲\t1', '', '乙\t']);
  });

  it('reads HTML tables, blank lines and merged cells included, at the lines of the file', () => {
    const text =
      '## 三、表\n\n<table>\n<tr><td rowspan="2">甲</td>\n<td>1</td></tr>\n\n<tr>\n<td>2</td></tr>\n</table>\n\n## 四、其他';
    const document = read(text);
    expect(document.blocks.map((block) => [block.kind, block.line])).toEqual([
      ['paragraph', 1],
      ['table', 4],
      ['paragraph', 11],
    ]);
    expect(grid(text)).toEqual([['4 甲|1', '8 甲|2']]);
    expect(document.lines[3]).toBe('甲\t1');
  });

  it('reads rows that share one line, and a table that is never closed', () => {
    const text = '<table><tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr>\n\n# 题\n文';
    expect(grid(text)).toEqual([['1 甲|1', '1 乙|2']]);
    expect(paragraphs(text)).toEqual(['3#题', '4 文']);
  });
});
