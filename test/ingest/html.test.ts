import { describe, expect, it } from 'vitest';
import type { Document, Table } from '../../ingest/document.js';
import { readHtml } from '../../ingest/html.js';
import { fold } from '../../knowledge/text.js';

const read = (html: string): Document => {
  const document = readHtml('page.html', html);
  expectConsistent(document);
  return document;
};
const tables = (document: Document) => document.blocks.filter((block): block is Table => block.kind === 'table');
const paragraphs = (document: Document) =>
  document.blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.text] : []));
/** Own cells as printed, repeated ones in parentheses. */
const grid = (table: Table | undefined) =>
  table?.rows.map((row) => row.cells.map((cell) => (cell.spanned ? `(${cell.text})` : cell.text)).join('|'));

/** What every other part of the reader relies on: each text stands in the lines, at its line. */
function expectConsistent(document: Document): void {
  const all = fold(document.lines.join('\n'));
  for (const block of document.blocks) {
    if (block.kind === 'paragraph') {
      expect(fold(document.lines.slice(block.line - 1).join('\n')).startsWith(block.text)).toBe(true);
      continue;
    }
    for (const row of block.rows) {
      const own = row.cells.filter((cell) => !cell.spanned).map((cell) => cell.text);
      expect(all).toContain(fold(own.join(' ')));
      for (const cell of row.cells) expect(fold(document.lines[cell.line - 1] ?? '')).toContain(cell.text);
    }
  }
}

describe('readHtml: text', () => {
  it('makes a line of every block and every <br>', () => {
    const document = read('<h1>临川镇<br>年度报告</h1><div>一、概况<p>甲</p>乙<br/>丙</div><ul><li>丁</li></ul>');
    expect(document.lines).toEqual(['临川镇', '年度报告', '一、概况', '甲', '乙', '丙', '丁']);
    expect(document.blocks.map((block) => block.kind === 'paragraph' && block.heading)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
    expect(document.blocks.map((block) => block.line)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it.each<[string, string, readonly string[]]>([
    ['inline tags', '<p>收到<b>3</b><span>件</span><a href="#">申请</a></p>', ['收到3件申请']],
    ['spaces of all kinds', '<p>&nbsp;2024&nbsp;年&#12288;收到\n   3 件&#8203;</p>', ['2024 年 收到 3 件']],
    ['entities', '<p>&ldquo;甲&rdquo;&lt;乙&gt;&amp;</p>', ['“甲”<乙>&']],
    ['preformatted lines', '<pre>甲\n  乙\n\n丙</pre>', ['甲', '乙', '丙']],
    ['scripts and styles', '<style>p{}</style><p>甲<script>var a="乙"</script></p><noscript>丙</noscript>', ['甲']],
    ['page frame', '<header>站名</header><nav>首页</nav><p>甲</p><aside>相关</aside><footer>主办</footer>', ['甲']],
    [
      'head and foot of an article',
      '<article><header><h1>题</h1></header>甲<footer>落款</footer></article>',
      ['题', '甲', '落款'],
    ],
    ['hidden elements', '<p hidden>甲</p><p style="display: none">乙</p><p>丙</p>', ['丙']],
    ['search forms', '<form><p>搜索</p><input value="x"><select><option>一</option></select></form><p>甲</p>', ['甲']],
    ['pinyin above the characters', '<p><ruby>公<rt>gōng</rt>开<rt>kāi</rt></ruby>信息</p>', ['公开信息']],
    ['comments', '<p>甲<!-- 乙 --></p>', ['甲']],
    ['unclosed tags', '<p>甲<p><b>乙<div>丙', ['甲', '乙', '丙']],
  ])('%s', (_name, html, lines) => {
    expect(read(html).lines).toEqual(lines);
  });

  it('keeps a form that holds the whole page', () => {
    const text = '本年度主动公开信息若干条。'.repeat(40);
    expect(read(`<form id="form1"><p>${text}</p><input value="回到顶部"></form>`).lines).toEqual([text]);
  });

  it('reads title and meta, names in lower case, the first one counting', () => {
    const head =
      '<title> 甲镇 2024年年报_某网 </title><meta name="ArticleTitle" content="甲镇2024年年报"><meta property="og:type" content="x"><meta name="articletitle" content="别的"><meta name="__proto__" content="y"><meta charset="utf-8">';
    const { meta } = read(`<head>${head}</head><p>甲</p>`);
    expect(Object.entries(meta)).toEqual([
      ['title', '甲镇 2024年年报_某网'],
      ['articletitle', '甲镇2024年年报'],
      ['og:type', 'x'],
      ['__proto__', 'y'],
    ]);
  });
});

describe('readHtml: tables', () => {
  it('repeats merged cells, marked, and leaves their text out of the line', () => {
    const document = read(
      '<table><caption>表</caption><tr><th rowspan=2>类别</th><th colspan=2>申请人</th><th>总计</th></tr><tr><td>甲</td><td>乙</td><td>&nbsp;</td></tr><tr><td>收到</td><td>1</td><td>0</td><td>/</td></tr></table>',
    );
    expect(grid(tables(document)[0])).toEqual(['类别|申请人|(申请人)|总计', '(类别)|甲|乙|', '收到|1|0|/']);
    expect(document.lines).toEqual(['表', '类别\t申请人\t\t总计', '\t甲\t乙\t', '收到\t1\t0\t/']);
    expect(tables(document)[0]?.rows[1]?.cells[0]?.line).toBe(2);
  });

  it.each<[string, string, readonly string[]]>([
    ['a row too short', '<tr><td>甲<td>1<td>2<tr><td>乙<td>1', ['甲|1|2', '乙|1']],
    ['a row too long', '<tr><td>甲<td>1<tr><td>乙<td>1<td>2', ['甲|1', '乙|1|2']],
    ['rowspan past the end', '<tr><td rowspan=9>甲<td>1<tr><td>2', ['甲|1', '(甲)|2']],
    ['rowspan 0', '<tr><td rowspan=0>甲<td>1<tr><td>2<tr><td>3', ['甲|1', '(甲)|2', '(甲)|3']],
    ['nonsense spans', '<tr><td rowspan=-3 colspan=x>甲<td>1<tr><td>乙<td>2', ['甲|1', '乙|2']],
    ['rowspan at the end of a row', '<tr><td>甲<td rowspan=2>1<tr><td>乙', ['甲|1', '乙|(1)']],
    [
      'a gap before a rowspan is not filled',
      '<tr><td>甲<td>1<td rowspan=2>2<tr><td>乙<tr><td>丙<td>3<td>4',
      ['甲|1|2', '乙', '丙|3|4'],
    ],
    ['colspan meeting a rowspan', '<tr><td>甲<td rowspan=2>1<tr><td colspan=3>乙', ['甲|1', '乙|(1)']],
    ['both at once', '<tr><td rowspan=2 colspan=2>甲<td>1<tr><td>2', ['甲|(甲)|1', '(甲)|(甲)|2']],
    ['an empty row under a rowspan', '<tr><td rowspan=3>甲<td>1<tr><tr><td>2', ['甲|1', '(甲)|2']],
    ['line breaks in a cell', '<tr><td>本年新<br>制作<td><p>1</p>', ['本年新 制作|1']],
    ['a hidden cell', '<tr><td>甲<td style="display:none">9<td>1', ['甲|1']],
    ['a table of one cell inside a cell', '<tr><td>甲<td><table><tr><td>7</table>', ['甲|7']],
  ])('%s', (_name, rows, expected) => {
    expect(grid(tables(read(`<table>${rows}</table>`))[0])).toEqual(expected);
  });

  it('cuts absurd spans', () => {
    const rows = '<tr><td colspan=1000>甲<td rowspan=65534>乙'.repeat(1500);
    const cells = tables(read(`<table>${rows}</table>`))[0]?.rows.flatMap((row) => row.cells) ?? [];
    expect(cells.filter((cell) => !cell.spanned)).toHaveLength(3000);
    expect(cells.length).toBeLessThan(60_000);
  });

  it('walks through layout tables to the data inside', () => {
    const inner = '<table><tr><td>规章</td><td>0</td></tr><tr><td>文件</td><td>2</td></tr></table>';
    const document = read(
      `<table><tr><td>栏目</td><td><h1>题</h1><p>甲</p>${inner}<p>乙</p></td></tr><tr><td>版权</td><td>页脚</td></tr></table>`,
    );
    expect(paragraphs(document)).toEqual(['栏目', '题', '甲', '乙']);
    expect(tables(document).map(grid)).toEqual([['规章|0', '文件|2'], ['版权|页脚']]);
  });

  it('reads a page that is one giant table', () => {
    const prose = '全年公开信息若干条。'.repeat(30);
    const document = read(
      `<table><tr><td colspan=2>一、概况</td></tr><tr><td colspan=2>${prose}</td></tr><tr><td colspan=2>二、表</td></tr><tr><td>规章</td><td>0</td></tr><tr><td>文件</td><td>2</td></tr><tr><td colspan=2>三、其他</td></tr></table>`,
    );
    expect(paragraphs(document)).toEqual(['一、概况', prose, '二、表', '三、其他']);
    expect(tables(document).map(grid)).toEqual([['规章|0', '文件|2']]);
  });

  it('keeps a row of one cell in a table of data', () => {
    const document = read(
      '<table><tr><td colspan=2>第一项</td></tr><tr><td>规章</td><td>0</td></tr><tr><td colspan=2>第二项</td></tr></table>',
    );
    expect(tables(document).map(grid)).toEqual([['第一项|(第一项)', '规章|0', '第二项|(第二项)']]);
  });

  it('takes a table of one column for text, and a table of blanks for nothing', () => {
    const document = read('<table><tr><td>甲</td></tr><tr><td>乙</td></tr></table><table><tr><td><td> </table>');
    expect(paragraphs(document)).toEqual(['甲', '乙']);
    expect(tables(document)).toEqual([]);
  });
});

describe('readHtml: damage', () => {
  it.each(['div', 'b', 'table><tr><td', 'ul><li', 'article'])('survives 100,000 nested <%s>', (tag) => {
    expect(read(`${`<${tag}>`.repeat(100_000)}<p>收到3件`).lines).toEqual(['收到3件']);
  });

  it('reads what there is of a page cut off anywhere', () => {
    const page =
      '<html><head><title>题</title></head><body><p>收到 3 件</p><table><tr><td rowspan="2">甲</td><td>1</td></tr><tr><td>2</td></tr></table></body></html>';
    for (let end = 0; end <= page.length; end += 1) read(page.slice(0, end));
    expect(grid(tables(read(page.slice(0, page.indexOf('<td>2'))))[0])).toEqual(['甲|1']);
  });
});
