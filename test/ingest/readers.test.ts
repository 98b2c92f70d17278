import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identify } from '../../ingest/identify.js';
import { readDocument } from '../../ingest/readers.js';
import { fold } from '../../knowledge/text.js';
import { UserError } from '../../knowledge/types.js';

const bytes = (text: string) => new TextEncoder().encode(text);
const GBK_PAGE = Uint8Array.from([
  ...bytes('<html><meta charset="gbk"><p>'),
  ...('d5feb8aed0c5cfa2b9abbfaa'.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16)),
]);
const TABBED = '一、表\n\t规章\n\t0\n\t0\n\t文件\n\t1\n';

describe('readDocument', () => {
  it.each<[string, string, string]>([
    ['a.txt', '甲\n乙', 'text'],
    ['A.TXT', '甲\n乙', 'text'],
    ['a.html', '<p>甲</p>', 'html'],
    ['a.htm', '<p>甲', 'html'],
    ['a.md', '# 甲', 'markdown'],
    ['a.markdown', '甲', 'markdown'],
    ['a', '甲', 'text'],
    ['2024年年报', '<!DOCTYPE html><p>甲', 'html'],
    ['a.dat', '# 甲\n\n乙', 'markdown'],
    ['a.dat', '甲\n|类|数|\n|--|--|\n|甲|1|', 'markdown'],
    ['saved-page.txt', '\n<html><body><p>甲</p></body></html>', 'html'],
    ['fragment.txt', '<div>甲</div>'.repeat(10), 'html'],
    ['piped.txt', '甲\n|类|数|\n|--|--|\n|甲|1|', 'markdown'],
    ['tabbed.md', TABBED, 'text'],
    ['plain.html', TABBED, 'text'],
    ['report.doc', '<html xmlns:w="word"><body>甲</body></html>', 'html'],
  ])('%s %j is %s', async (file, text, carrier) => {
    expect((await readDocument(file, bytes(text))).carrier).toBe(carrier);
  });

  it('keeps the file name without its folder', async () => {
    expect((await readDocument('/data/2024/a.txt', bytes('甲'))).file).toBe('a.txt');
    expect((await readDocument('C:\\data\\a.md', bytes('甲'))).file).toBe('a.md');
  });

  it('respects the charset a page declares', async () => {
    expect((await readDocument('a.html', GBK_PAGE)).lines).toEqual(['政府信息公开']);
  });

  it.each<[string, string, string]>([
    ['a.docx', 'PK\u0003\u0004…', 'DAMAGED_FILE'],
    ['a.docx', '不是文档', 'UNSUPPORTED_FORMAT'],
    ['a.pdf', '%PDF-1.4', 'DAMAGED_FILE'],
    ['a.PDF', '', 'UNSUPPORTED_FORMAT'],
    ['a.xlsx', '不是表格', 'UNSUPPORTED_FORMAT'],
    ['a.json', '{"year":2024}', 'UNSUPPORTED_FORMAT'],
    ['a.txt', 'PK\u0003\u0004…', 'DAMAGED_FILE'],
    ['a', '%PDF-1.4', 'DAMAGED_FILE'],
    ['a.txt', '', 'EMPTY_FILE'],
    ['a.html', ' \n', 'EMPTY_FILE'],
  ])('%s %j is refused: %s', async (file, text, code) => {
    await expect(readDocument(file, bytes(text))).rejects.toThrow(expect.objectContaining({ code }));
  });

  it('says what can be read', async () => {
    await expect(readDocument('a.ppt', bytes('文字'))).rejects.toThrow(
      /\.ppt .*\.docx.*\.pdf.*\.html.*\.md.*\.txt.*\.zip/,
    );
  });
});

describe('readDocument: any input', () => {
  const piece = fc.constantFrom(
    ...'<table> <tr> <td> </td> <td colspan=9> <td rowspan=3> </table> <p> <br> <div> </div> | |--| # ** > ` \n \n\n \t'.split(
      ' ',
    ),
    ...'临川镇 2023年 政府信息公开 工作年度报告 一、总体情况 2024年1月18日 〔2024〕9号 收到 3 件 。 （ 自2023年1月1日至'.split(
      ' ',
    ),
  );
  const content = fc.oneof(
    fc.array(piece, { maxLength: 60 }).map((pieces) => bytes(pieces.join(''))),
    fc.uint8Array({ maxLength: 300 }),
  );

  it('is read, each text standing at its line, or refused in words', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('a.txt', 'a.html', 'a.md', 'a'), content, async (file, data) => {
        try {
          const document = await readDocument(file, data);
          for (const block of document.blocks) {
            const rest = fold(document.lines.slice(block.line - 1).join('\n'));
            if (block.kind === 'paragraph') expect(rest).toContain(block.text);
            else
              for (const row of block.rows)
                for (const cell of row.cells) expect(cell.line).toBeLessThanOrEqual(row.lastLine);
          }
          identify(document, { headings: [], sections: [], furniture: [] });
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
