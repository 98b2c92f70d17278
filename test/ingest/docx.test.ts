import { describe, expect, it } from 'vitest';
import { formatCount } from '../../ingest/docx-numbering.js';
import { readDocument } from '../../ingest/readers.js';
import { docxOf, zipOf } from './zip-writer.js';

const run = (text: string) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
const p = (text: string, properties = '') => `<w:p><w:pPr>${properties}</w:pPr>${run(text)}</w:p>`;
const tc = (content: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${content}</w:tc>`;
const tr = (...cells: readonly string[]) => `<w:tr>${cells.join('')}</w:tr>`;
const tbl = (...rows: readonly string[]) => `<w:tbl><w:tblPr/>${rows.join('')}</w:tbl>`;
const across = (count: number) => `<w:gridSpan w:val="${count}"/>`;
const below = '<w:vMerge w:val="restart"/>';
const goesOn = '<w:vMerge/>';

async function linesOf(body: string, more: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  return (await readDocument('a.docx', docxOf(body, more))).lines;
}

/** Cells of the only table, continued ones in brackets. */
async function cellsOf(body: string): Promise<string[][]> {
  const { blocks } = await readDocument('a.docx', docxOf(body));
  const tables = blocks.flatMap((block) => (block.kind === 'table' ? [block] : []));
  expect(tables.length).toBe(1);
  return (tables[0]?.rows ?? []).map(({ cells }) => cells.map(({ text, spanned }) => (spanned ? `(${text})` : text)));
}

describe('cells of a Word table', () => {
  it.each<[string, string, string[][]]>([
    [
      'stand in their columns',
      tbl(tr(tc(p('甲')), tc(p('1'))), tr(tc(p('乙')), tc(p('')))),
      [
        ['甲', '1'],
        ['乙', ''],
      ],
    ],
    [
      'are repeated where they are merged',
      tbl(tr(tc(p('甲'), below), tc(p('申请'), across(2))), tr(tc(p(''), goesOn), tc(p('1')), tc(p('2')))),
      [
        ['甲', '申请', '(申请)'],
        ['(甲)', '1', '2'],
      ],
    ],
    [
      'stay merged with a bookmark between the rows and between the cells',
      tbl(
        tr(tc(p('甲'), below), '<w:bookmarkStart w:id="1" w:name="x"/>', tc(p('1'))),
        '<w:bookmarkStart w:id="2" w:name="y"/><w:bookmarkEnd w:id="1"/>',
        tr(tc(p(''), goesOn), tc(p('2'))),
      ),
      [
        ['甲', '1'],
        ['(甲)', '2'],
      ],
    ],
    [
      'keep their columns in a row that begins some columns in',
      tbl(
        tr(tc(p('甲')), tc(p('乙')), tc(p('1'))),
        `<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>${tc(p('2'))}</w:tr>`,
      ),
      [
        ['甲', '乙', '1'],
        ['', '()', '2'],
      ],
    ],
    ['hold several paragraphs', tbl(tr(tc(p('三、') + p('办理结果')), tc(p('1')))), [['三、 办理结果', '1']]],
    [
      'are cells, though they look like headings',
      tbl(tr(tc(p('甲', '<w:pStyle w:val="1"/>')), tc(p('1')))),
      [['甲', '1']],
    ],
    [
      'are not empty with a picture',
      tbl(tr(tc(p('甲')), tc('<w:p><w:r><w:drawing><wp:inline/></w:drawing></w:r></w:p>'))),
      [['甲', '〔图〕']],
    ],
    [
      'are not empty with a formula',
      tbl(tr(tc(p('甲')), tc('<w:p><m:oMath><m:r><m:t>7</m:t></m:r></m:oMath></w:p>'))),
      [['甲', '〔公式〕']],
    ],
    [
      'show the result of a field',
      tbl(tr(tc(p('甲')), tc(`<w:p><w:fldSimple w:instr="=SUM(LEFT)">${run('7')}</w:fldSimple></w:p>`))),
      [['甲', '7']],
    ],
    [
      'show what stays after changes are accepted',
      tbl(
        tr(tc(p('甲')), tc(`<w:p><w:del><w:r><w:delText>1</w:delText></w:r></w:del><w:ins>${run('2')}</w:ins></w:p>`)),
      ),
      [['甲', '2']],
    ],
    [
      'of a row that is missing some stay too few',
      tbl(tr(tc(p('甲')), tc(p('1')), tc(p('2'))), tr(tc(p('乙')), tc(p('3')))),
      [
        ['甲', '1', '2'],
        ['乙', '3'],
      ],
    ],
  ])('%s', async (_, body, cells) => {
    expect(await cellsOf(body)).toEqual(cells);
  });

  it('of a table within a table are read as the table they are', async () => {
    const inner = tbl(tr(tc(p('甲')), tc(p('1'))), tr(tc(p('乙')), tc(p('2'))));
    expect(await cellsOf(tbl(tr(tc(p('外') + inner + p('')))))).toEqual([
      ['甲', '1'],
      ['乙', '2'],
    ]);
  });
});

const NUMBERING = `<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
  <w:abstractNum w:abstractNumId="0">
    <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="japaneseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
    <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="（%2）"/></w:lvl>
    <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
  </w:abstractNum>
  <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl></w:abstractNum>
  <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
  <w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
  <w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>
</w:numbering>`;
const STYLES = `<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
  <w:style w:type="paragraph" w:styleId="a"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
  <w:style w:type="paragraph" w:styleId="b"><w:name w:val="x"/><w:basedOn w:val="a"/></w:style>
</w:styles>`;
const list = (id: number, level = 0) => `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${id}"/></w:numPr>`;

describe('text of a Word file', () => {
  it('has the numbers that Word puts before it', async () => {
    const body = [
      p('总体情况', list(1)),
      p('主动公开', list(1, 1)),
      p('依申请公开', list(1, 1)),
      p('受理', list(1, 2)),
      p('主动公开政府信息情况', list(1)),
      p('再起头', list(1, 1)),
      p('其他', list(2)),
      p('点', list(3)),
      p('无', list(0)),
    ];
    expect(await linesOf(body.join(''), { 'word/numbering.xml': NUMBERING })).toEqual([
      '一、总体情况',
      '（一）主动公开',
      '（二）依申请公开',
      '1.受理',
      '二、主动公开政府信息情况',
      '（一）再起头',
      '五、其他',
      '点',
      '无',
    ]);
  });

  it('has the numbers that belong to styles, and a heading of a style is one', async () => {
    const body = p('总体情况', '<w:pStyle w:val="a"/>') + p('主动公开', '<w:pStyle w:val="b"/>');
    const parts = { 'word/numbering.xml': NUMBERING, 'word/styles.xml': STYLES };
    const { blocks } = await readDocument('a.docx', docxOf(body, parts));
    expect(blocks).toMatchObject([
      { text: '一、总体情况', heading: true },
      { text: '二、主动公开', heading: false },
    ]);
  });

  it.each<[string, string, readonly string[]]>([
    ['leaves hidden runs out', `<w:p>${run('甲')}<w:r><w:rPr><w:vanish/></w:rPr><w:t>乙</w:t></w:r></w:p>`, ['甲']],
    [
      'keeps runs that are said not to be hidden',
      `<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>乙</w:t></w:r></w:p>`,
      ['乙'],
    ],
    [
      'keeps the characters below pinyin',
      `<w:p><w:r><w:ruby><w:rt>${run('yi')}</w:rt><w:rubyBase>${run('乙')}</w:rubyBase></w:ruby></w:r></w:p>`,
      ['乙'],
    ],
    [
      'has text boxes once',
      `<w:p>${run('甲')}<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline/></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>${p('框')}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>`,
      ['甲', '框'],
    ],
    ['breaks lines where they break', `<w:p>${run('甲')}<w:r><w:br/></w:r>${run('乙')}</w:p>`, ['甲', '乙']],
    ['joins pieces of a number', `<w:p>${run('收到1')}${run('2')}${run('件')}</w:p>`, ['收到12件']],
    ['takes characters by their number', p('&#x6536;&amp;'), ['收&']],
  ])('%s', async (_, body, lines) => {
    expect(await linesOf(body)).toEqual(lines);
  });

  it('leaves headers and footers out', async () => {
    const footer = `<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${p('第1页')}</w:ftr>`;
    expect(await linesOf(p('甲'), { 'word/footer1.xml': footer })).toEqual(['甲']);
  });
});

describe('counts in lists', () => {
  it.each<[number, string, string]>([
    [1, 'chineseCounting', '一'],
    [10, 'chineseCountingThousand', '十'],
    [21, 'japaneseCounting', '二十一'],
    [12, 'chineseLegalSimplified', '拾贰'],
    [3, 'decimalEnclosedCircleChinese', '③'],
    [4, 'lowerRoman', 'iv'],
    [28, 'upperLetter', 'BB'],
    [7, 'decimalZero', '07'],
    [7, 'anything else', '7'],
  ])('%d as %s', (count, format, printed) => {
    expect(formatCount(count, format)).toBe(printed);
  });
});

const ENTITIES = `<!DOCTYPE d [<!ENTITY a "1111111111"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>`;
const WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
/** A Word file whose main part is something else. */
const zipWith = (main: string | Uint8Array | null) =>
  zipOf([
    { name: '[Content_Types].xml', content: '<Types/>' },
    { name: 'word/styles.xml', content: '<styles/>' },
    ...(main === null ? [] : [{ name: 'word/document.xml', content: main, method: 0 }]),
  ]);
const nested = (count: number) => '<w:sdt>'.repeat(count) + p('甲') + '</w:sdt>'.repeat(count);
const container = (...names: readonly string[]) => {
  const bytes = Buffer.alloc(512 + names.length * 128);
  bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  for (const [index, name] of names.entries()) {
    bytes.write(name, 512 + index * 128, 'utf16le');
    bytes.writeUInt16LE((name.length + 1) * 2, 512 + index * 128 + 64);
    bytes[512 + index * 128 + 66] = 2;
  }
  return bytes;
};

describe('a Word file that cannot be read', () => {
  it.each<[string, Uint8Array, string]>([
    [
      'entities',
      zipWith(`${ENTITIES}<w:document ${WORD}><w:body>${p('&b;&x;')}</w:body></w:document>`),
      'DAMAGED_FILE',
    ],
    ['an entity no one declared', docxOf(p('&nbsp;')), 'DAMAGED_FILE'],
    ['tags that do not close', zipWith(`<w:document ${WORD}><w:body>`), 'DAMAGED_FILE'],
    ['100,000 nested tags', docxOf(nested(100_000)), 'DAMAGED_FILE'],
    ['no main text', zipWith(null), 'DAMAGED_FILE'],
    ['text that is no UTF-8', zipWith(Uint8Array.from([0x3c, 0xff, 0xff])), 'DAMAGED_FILE'],
    ['cut off', docxOf(p('甲')).subarray(0, 700), 'DAMAGED_FILE'],
    ['nothing in it', docxOf(p('')), 'EMPTY_FILE'],
    ['more XML than a report can have', zipWith(`<w:document>${'甲'.repeat(7_000_000)}`), 'FILE_TOO_LARGE'],
    ['more elements than a report can have', docxOf('<w:p/>'.repeat(260_000)), 'FILE_TOO_LARGE'],
    ['a password', container('EncryptionInfo', 'EncryptedPackage'), 'ENCRYPTED_FILE'],
    ['a workbook of old', container('Workbook'), 'UNSUPPORTED_FORMAT'],
    ['slides of old', container('PowerPoint Document'), 'UNSUPPORTED_FORMAT'],
    ['a container of something else', container('Catalog'), 'DAMAGED_FILE'],
  ])('%s', async (_, bytes, code) => {
    await expect(readDocument('a.docx', bytes)).rejects.toMatchObject({ code });
  });

  it('takes 1,000 rows', async () => {
    const rows = Array.from({ length: 1000 }, (_, index) =>
      tr(...Array.from({ length: 10 }, () => tc(p(String(index))))),
    );
    expect((await cellsOf(tbl(...rows))).length).toBe(1000);
  });
});
