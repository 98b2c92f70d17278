import { describe, expect, it } from 'vitest';
import { formatNumber } from '../../ingest/number-format.js';
import { readDocument } from '../../ingest/readers.js';
import { xlsxOf, zipOf } from './zip-writer.js';

const text = (at: string, value: string) => `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;
const number = (at: string, value: string, style = 0) => `<c r="${at}" s="${style}"><v>${value}</v></c>`;
const row = (at: number, cells: string, more = '') => `<row r="${at}" ${more}>${cells}</row>`;
const data = (...rows: readonly string[]) => `<sheetData>${rows.join('')}</sheetData>`;
const STYLES = `<styleSheet><numFmts><numFmt numFmtId="176" formatCode="#,##0.0&quot;件&quot;"/></numFmts>
  <cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="176"/><xf numFmtId="12"/></cellXfs></styleSheet>`;

async function shown(xml: string, more: Readonly<Record<string, string>> = {}): Promise<string[][]> {
  const { blocks } = await readDocument('a.xlsx', xlsxOf([{ name: 'Sheet1', xml }], more));
  return blocks.flatMap((block) =>
    block.kind === 'paragraph'
      ? [[block.text]]
      : block.rows.map(({ cells }) => cells.map((cell) => (cell.spanned ? `(${cell.text})` : cell.text))),
  );
}

describe('cells of a workbook', () => {
  it.each<[string, string, Readonly<Record<string, string>>, string[][]]>([
    [
      'stand at their addresses',
      data(row(1, text('A1', '甲') + number('C1', '1')), row(2, text('A2', '乙') + number('B2', '2'))),
      {},
      [
        ['甲', '', '1'],
        ['乙', '2', ''],
      ],
    ],
    ['without addresses follow each other', data('<row><c><v>1</v></c><c><v>2</v></c></row>'), {}, [['1', '2']]],
    [
      'are found in the shared strings, without their phonetics',
      data(row(1, '<c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>0</v></c>')),
      {
        'xl/sharedStrings.xml':
          '<sst><si><t>乙</t></si><si><r><t>甲</t></r><r><t>等</t></r><rPh sb="0" eb="1"><t>jia</t></rPh></si></sst>',
      },
      [['甲等', '乙']],
    ],
    [
      'are repeated where they are merged',
      `${data(row(1, text('A1', '甲') + text('B1', '申请')), row(2, number('B2', '1') + number('C2', '2')))}<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/></mergeCells>`,
      {},
      [
        ['甲', '申请', '(申请)'],
        ['(甲)', '1', '2'],
      ],
    ],
    [
      'show the results of formulas',
      data(row(1, `${text('A1', '甲')}<c r="B1"><f>SUM(C1:D1)</f><v>7</v></c>`)),
      {},
      [['甲', '7']],
    ],
    [
      'show numbers in their format',
      data(row(1, number('A1', '0.1234', 1) + number('B1', '1234.56', 2))),
      { 'xl/styles.xml': STYLES },
      [['12.34%', '1,234.6件']],
    ],
    [
      'are no numbers where the format is not known',
      data(row(1, number('A1', '0.5', 3) + number('B1', '2', 9))),
      { 'xl/styles.xml': STYLES },
      [['0.5（格式不详）', '2（格式不详）']],
    ],
    [
      'show errors as they stand',
      data(row(1, `${text('A1', '甲')}<c r="B1" t="e"><v>#REF!</v></c>`)),
      {},
      [['甲', '#REF!']],
    ],
    [
      'are left out where rows or columns are hidden',
      `<cols><col min="2" max="2" hidden="1"/></cols>${data(row(1, text('A1', '甲') + number('B1', '1') + number('C1', '2')), row(2, number('A2', '9') + number('C2', '9'), 'hidden="1"'))}`,
      {},
      [['甲', '2']],
    ],
    [
      'in blank rows of a table stay',
      data(row(1, text('A1', '甲') + text('B1', '乙')), row(2, '<c r="A2"/><c r="B2"/>')),
      {},
      [
        ['甲', '乙'],
        ['', ''],
      ],
    ],
    [
      'with formats beyond the table are no part of it',
      data(row(1, `${text('A1', '甲') + text('B1', '乙')}<c r="C1"/><c r="D1"/>`)),
      {},
      [['甲', '乙']],
    ],
    [
      'of a title are a line of text',
      `${data(row(1, text('A1', '2023年年报')), row(2, text('A2', '甲') + number('B2', '1') + number('C2', '1')), row(3, text('A3', '四、诉讼')), row(4, text('A4', '乙') + number('B4', '1')))}<mergeCells><mergeCell ref="A3:C3"/></mergeCells>`,
      {},
      [['2023年年报'], ['甲', '1', '1'], ['四、诉讼'], ['乙', '1']],
    ],
  ])('%s', async (_, xml, more, cells) => {
    expect(await shown(xml, more)).toEqual(cells);
  });

  it('of sheets that are hidden are left out; names of sheets are headings', async () => {
    const sheet = (name: string, state?: string) => ({
      name,
      ...(state ? { state } : {}),
      xml: data(row(1, text('A1', name) + number('B1', '1'))),
    });
    const document = await readDocument(
      'a.xlsx',
      xlsxOf([sheet('表二'), sheet('旧', 'hidden'), sheet('密', 'veryHidden')]),
    );
    expect(document.lines).toEqual(['表二', '表二\t1']);
    expect(document.blocks[0]).toMatchObject({ kind: 'paragraph', heading: true });
  });
});

describe('a number in its format', () => {
  it.each<[number, string, string]>([
    [0.1 + 0.2, 'General', '0.3'],
    [1e21, 'General', '1000000000000000000000'],
    [1e-7, 'General', '0.0000001'],
    [-3, 'General', '-3'],
    [1000, '#,##0', '1,000'],
    [1234567.891, '#,##0.00', '1,234,567.89'],
    [26.55, '0', '27'],
    [0.285, '0.00', '0.29'],
    [5, '000', '005'],
    [0.5, '0%', '50%'],
    [-5, '#,##0;(#,##0)', '(5)'],
    [-5, '#,##0;[Red]-#,##0', '-5'],
    [-0.2, '0', '0'],
    [-3, '0', '-3'],
    [3, '0;;', '3'],
    [0, '0;-0;', ''],
    [7, '[]', '7（格式不详）'],
    [3, '0";"', '3;'],
    [0, '0;-0;"无"', '无'],
    [12, '0"件"', '12件'],
    [0, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', '-'],
    [12, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', '12.00'],
    [45000, 'yyyy"年"m"月"d"日"', '2023年3月15日'],
    [45000, 'yyyy\\-mm\\-dd', '2023-03-15'],
    [45000.5, 'yyyy/m/d h:mm', '45000.5（格式不详）'],
    [1.5, '# ?/?', '1.5（格式不详）'],
    [1500, '0.00E+00', '1500（格式不详）'],
    [150, '[>=100]0;0.0', '150（格式不详）'],
    [1500, '0,', '1500（格式不详）'],
  ])('%d as %s', (value, format, printed) => {
    expect(formatNumber(value, format)).toBe(printed);
  });

  it('counts days from 1904 where the workbook does', () => {
    expect(formatNumber(43538, 'yyyy/m/d', true)).toBe('2023/3/15');
  });
});

describe('values separated by commas', () => {
  it.each<[string, string, string[][]]>([
    [
      'in plain lines',
      '甲,1,2\r\n乙,,3\r\n',
      [
        ['甲', '1', '2'],
        ['乙', '', '3'],
      ],
    ],
    [
      'with quotes, commas and line ends within',
      '"甲,乙","1\n2","a""b"\n丙,3,4',
      [
        ['甲,乙', '1 2', 'a"b'],
        ['丙', '3', '4'],
      ],
    ],
    [
      'with semicolons',
      '甲;1;2\n乙;3;4',
      [
        ['甲', '1', '2'],
        ['乙', '3', '4'],
      ],
    ],
    [
      'with rows that are too short',
      '甲,1,2\n乙,3',
      [
        ['甲', '1', '2'],
        ['乙', '3'],
      ],
    ],
    [
      'with a quote that never closes',
      '甲,"1\n乙,2',
      [
        ['甲', '"1'],
        ['乙', '2'],
      ],
    ],
    ['below a title', '2023年年报,,\n甲,1,2', [['2023年年报'], ['甲', '1', '2']]],
  ])('%s', async (_, csv, cells) => {
    const { blocks } = await readDocument('a.csv', new TextEncoder().encode(`\ufeff${csv}`));
    const found = blocks.flatMap((block) =>
      block.kind === 'paragraph' ? [[block.text]] : block.rows.map((r) => r.cells.map((c) => c.text)),
    );
    expect(found).toEqual(cells);
  });
});

describe('a workbook that cannot be read', () => {
  const one = (cell: string) => xlsxOf([{ name: 'a', xml: data(row(1, cell)) }]);
  it.each<[string, Uint8Array, string]>([
    ['a string that is not there', one('<c r="A1" t="s"><v>5</v></c>'), 'DAMAGED_FILE'],
    ['two cells at one place', one(number('A1', '1') + number('A1', '2')), 'DAMAGED_FILE'],
    ['a cell in another row', one(number('A2', '1')), 'DAMAGED_FILE'],
    ['an address that is none', one(number('AAAA1', '1')), 'DAMAGED_FILE'],
    ['a number that is none', one(number('A1', 'x')), 'DAMAGED_FILE'],
    ['nothing in it', one(''), 'EMPTY_FILE'],
    ['no sheet', xlsxOf([]), 'DAMAGED_FILE'],
    [
      'no workbook',
      zipOf([
        { name: '[Content_Types].xml', content: '' },
        { name: 'xl/x', content: '' },
      ]),
      'DAMAGED_FILE',
    ],
    ['entities', xlsxOf([{ name: 'a', xml: '<!DOCTYPE a>' }]), 'DAMAGED_FILE'],
  ])('%s', async (_, bytes, code) => {
    await expect(readDocument('a.xlsx', bytes)).rejects.toMatchObject({ code });
  });

  it('more cells than a sheet of statistics has', async () => {
    const csv = new TextEncoder().encode('甲,1,2,3\n'.repeat(60_000));
    await expect(readDocument('a.csv', csv)).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
    expect((await readDocument('a.csv', csv.subarray(0, 40_000 * 10))).lines.length).toBe(40_000);
  });

  it('merges over a million rows and all columns are cut', async () => {
    const xml = `${data(row(1, number('A1', '1') + number('B1', '2')), row(9, number('A9', '3')))}<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>`;
    const { blocks } = await readDocument('a.xlsx', xlsxOf([{ name: 'a', xml }]));
    expect(blocks.length).toBeGreaterThan(0);
  });
});
