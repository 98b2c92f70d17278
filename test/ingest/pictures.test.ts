import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDocument } from '../../ingest/readers.js';
import { readReport } from '../../ingest/report.js';
import { openKnowledge } from '../../knowledge/knowledge.js';
import type { Read, Report } from '../../knowledge/types.js';
import { askOn, botOn, ingested } from '../bot/fixture.js';
import { temporaryFolder } from '../knowledge/temporary.js';
import { writeHtml } from './carrier-writers.js';
import { CAN_PRINT, pageOf, printPdf } from './pdf-writer.js';
import { asItStands, type Piece } from './printed-form.js';
import { docxOf } from './zip-writer.js';

/** A report whose table 3 was pasted in as a picture. */
const SOURCE = 'test/reports/meilin-town-2025.txt';
const PLACE = '（表三在此）';
let pieces: Piece[] = [];
let whole: Report;

beforeAll(async () => {
  const bytes = readFileSync(SOURCE);
  whole = (await readReport(SOURCE, bytes)).value;
  const line = whole.figures.find(({ metric }) => metric === 'applications_new')?.line ?? 0;
  const document = await readDocument(SOURCE, bytes);
  const blocks = document.blocks.map((block) =>
    block.kind === 'table' && block.line <= line && line <= block.lastLine
      ? { kind: 'paragraph' as const, text: PLACE, line: block.line, lastLine: block.line, heading: false }
      : block,
  );
  pieces = asItStands({ ...document, blocks });
});

const DOT =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';
const DRAWING =
  '<w:p><w:r><w:drawing><wp:inline xmlns:wp="wp"><a:graphic xmlns:a="a"><a:graphicData><pic:pic xmlns:pic="pic"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>';
const OLD_PICTURE =
  '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata/></v:shape></w:pict></w:r></w:p>';
const html = (picture: string) => new TextDecoder().decode(writeHtml(pieces)).replace(`<p>${PLACE}</p>`, picture);

function docx(picture: string): Uint8Array {
  const p = (text: string) => `<w:p><w:r><w:t>${text.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</w:t></w:r></w:p>`;
  const row = (cells: readonly { readonly text: string }[]) =>
    `<w:tr>${cells.map(({ text }) => `<w:tc>${p(text)}</w:tc>`).join('')}</w:tr>`;
  const body = pieces.map((piece) =>
    piece.kind === 'text' ? p(piece.text) : `<w:tbl>${piece.rows.map(row).join('')}</w:tbl>`,
  );
  return docxOf(body.join('').replace(p(PLACE), picture));
}

function pdf(picture: string): Uint8Array {
  const blocks = pieces.map((piece, index) => {
    const at = { line: index, lastLine: index };
    if (piece.kind === 'text') return { kind: 'paragraph' as const, text: piece.text, heading: false, ...at };
    const cells = (row: readonly { readonly text: string }[]) =>
      row.map(({ text }) => ({ text, line: index, spanned: false }));
    return { kind: 'table' as const, rows: piece.rows.map((row) => ({ cells: cells(row), ...at })), ...at };
  });
  return printPdf(pageOf({ blocks }).replace(`<p>${PLACE}</p>`, picture));
}

const utf8 = (text: string) => new TextEncoder().encode(text);
const CARRIERS: readonly (readonly [name: string, file: string, make: () => Uint8Array])[] = [
  ['a page', 'a.html', () => utf8(html('<p><img src="a.png" width="600" height="400"></p>'))],
  ['a page that does not say how large', 'a.html', () => utf8(html('<div><span><img src="a.png"></span></div>'))],
  ['a page, in a table of its own', 'a.html', () => utf8(html('<table><tr><td><img src="a.png"></td></tr></table>'))],
  ['a Word file', 'a.docx', () => docx(DRAWING)],
  ['a Word file of older make', 'a.docx', () => docx(OLD_PICTURE)],
  ['Markdown', 'a.md', () => utf8(markdown('![表](a.png)'))],
  ...(CAN_PRINT ? [['a PDF', 'a.pdf', () => pdf(`<p><img src="${DOT}" width="600" height="300"></p>`)] as const] : []),
];

function markdown(picture: string): string {
  const rows = (piece: Extract<Piece, { kind: 'grid' }>) =>
    piece.rows.map((row) => `| ${row.map(({ text }) => text).join(' | ')} |`).join('\n');
  return pieces
    .map((piece) => (piece.kind === 'text' ? piece.text : rows(piece)))
    .join('\n\n')
    .replace(PLACE, picture);
}

describe('a table that is a picture', () => {
  it.each(CARRIERS)('in %s is there and unread', async (_, file, make) => {
    const { value, messages }: Read<Report> = await readReport(file, make());
    const ofTable3 = (report: Report) =>
      report.figures.filter(({ applicant, source }) => applicant && source === 'table');
    expect(ofTable3(value).map(({ metric }) => metric)).toEqual(ofTable3(whole).map(({ metric }) => metric));
    expect(new Set(ofTable3(value).map(({ stated, printed }) => `${stated} ${printed}`))).toEqual(
      new Set(['unreadable ']),
    );
    const others = (report: Report) =>
      report.figures
        .filter(({ applicant, source }) => !applicant && source === 'table')
        .map(({ metric, stated }) => `${metric} ${stated}`);
    expect(others(value)).toEqual(others(whole));
    expect(value.format).toBe(whole.format);
    const remarks = messages.filter(({ code }) => code === 'PICTURE_TABLE');
    expect(remarks.map(({ line }) => value.lines[(line ?? 0) - 1])).toEqual([
      expect.stringContaining('收到和处理政府信息公开申请情况'),
    ]);
  });

  it.each([
    ['no picture', ''],
    ['an icon', '<p><img src="a.png" width="16" height="16"></p>'],
    ['an icon by its style', '<p><img src="a.png" style="width: 20px"></p>'],
  ])('is none where the section has %s', async (_, picture) => {
    const { value, messages } = await readReport('a.html', utf8(html(picture)));
    expect(value.figures.filter(({ applicant, source }) => applicant && source === 'table')).toEqual([]);
    expect(messages.map(({ code }) => code)).not.toContain('PICTURE_TABLE');
    expect(value.notes.map(({ kind, table }) => `${kind} ${table}`)).toContain('missing_table 3');
  });

  it('is none where the table was read all the same', async () => {
    const bytes = readFileSync('samples/jinjiang-dongshi-2019.html', 'utf8');
    const { messages } = await readReport('a.html', utf8(bytes.replaceAll('</table>', '</table><img src="a.png">')));
    expect(messages.map(({ code }) => code)).not.toContain('PICTURE_TABLE');
  });
});

describe('an answer from such a report', () => {
  const folder = temporaryFolder();
  const closing: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const close of closing) await close();
  });

  it.each(['予以公开多少件', '不予公开的国家秘密有几件'])('says that a picture stands there: %s', async (asked) => {
    const path = join(folder, 'meilin.html');
    writeFileSync(path, html('<p><img src="a.png"></p>'));
    const knowledge = await openKnowledge(ingested([path]));
    closing.push(() => knowledge.close());
    const answer = await askOn(botOn(knowledge), `${whole.office.core}${whole.year}年${asked}`);
    expect(answer.text).toContain('图片');
    expect(answer.text).toContain('原件');
    expect(answer.values.filter(({ value }) => value !== null)).toEqual([]);
  });
});
