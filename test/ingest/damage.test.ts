import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readReport } from '../../ingest/report.js';
import { cellsOf } from './marked-report.js';

/** Real reports with one thing broken; each was once read as other numbers. */
const PADDED = 'test/reports/education-bureau-2021.txt';
const PAGE = 'test/reports/hongqiao-subdistrict-2020.html';
const text = (file: string) => readFileSync(file, 'utf8');
const cells = async (file: string, content: string) =>
  cellsOf((await readReport(file, new TextEncoder().encode(content))).value.figures);

/** Cells that say something else than in the report as it was, and are not unreadable. */
async function misread(file: string, content: string): Promise<string[]> {
  const truth = await cells(file, text(file));
  const now = await cells(file, content);
  return [...now].filter(([id, stated]) => stated !== 'unreadable' && stated !== truth.get(id)).map(([id]) => id);
}

async function unread(file: string, content: string): Promise<string[]> {
  return [...(await cells(file, content))].filter(([, stated]) => stated === 'unreadable').map(([id]) => id);
}

function changed(content: string, from: string | RegExp, to: string): string {
  const after = content.replace(from, to);
  if (after === content) throw new Error(`nothing to change: ${from}`);
  return after;
}

const NEW = /^(一、[^\t]*\t\t)12\t3\t/m;
const row = (label: string, values: readonly string[]) => `${label}\t\t\t${values.join('\t')}\n`;

describe('a damaged row', () => {
  it.each([
    ['that lost a cell, where blanks pad it', changed(text(PADDED), NEW, '$112\t')],
    ['whose cells ran together', changed(text(PADDED), NEW, '$1123\t')],
    ['that gained a cell', changed(text(PADDED), NEW, '$112\t12\t3\t')],
    ['that gained a blank', changed(text(PADDED), NEW, '$112\t\t3\t')],
    ['of table 2 that lost a cell', changed(text(PADDED), /^(行政许可\t)203\t/m, '$1')],
    ['of table 4 that lost a cell', changed(text(PADDED), /^0(?:\t0){14}$/m, Array(14).fill('0').join('\t'))],
  ])('%s gives no other number', async (_, content) => {
    expect(await misread(PADDED, content)).toEqual([]);
    expect((await unread(PADDED, content)).length).toBeGreaterThan(0);
  });

  it('made of two, a row between them lost, is unreadable', async () => {
    const content = changed(text(PADDED), /(\t8\t2\t0\t0)\t0\t0\t10\t\n[^\n]*(\t0\t0\t1\t\n)/, '$1$2');
    expect(await misread(PADDED, content)).toEqual([]);
  });

  it('that does not add up, among whole rows, is what the report says', async () => {
    const content = changed(text(PADDED), /^(一、[^\t]*\t\t12\t3\t0\t0\t0\t0\t)15/m, '$116');
    expect((await cells(PADDED, content)).get('applications_new total')).toBe(16);
  });

  it('of a page whose tag swallowed a number is unreadable', async () => {
    const content = changed(text(PAGE), /(（七）总计[^\n]*14px")>3</, '$1~3<');
    expect(await misread(PAGE, content)).toEqual([]);
  });
});

describe('a file that ends within a row', () => {
  const upTo = (content: string, end: RegExp) =>
    content.slice(0, (end.exec(content)?.index ?? 0) + (end.exec(content)?.[0].length ?? 0));
  const numbers = ['12', '3', '0', '0', '0', '0', '15'];
  const whole = changed(
    text(PADDED),
    /^[\s\S]*$/,
    upTo(text(PADDED), /一、本年新收[^\n]*\n二、[^\n]*\n/) + row('（一）予以公开', numbers),
  );

  it.each([
    ['in a number', /5\n$/, '', 'unreadable'],
    ['before a number', /15\n$/, '', 'unreadable'],
    ['behind a number that its row confirms', /\n$/, '', 15],
    ['behind the end of a line', /\n$/, '\n', 15],
  ])('%s', async (_, from, to, stated) => {
    const content = whole.replace(from, to);
    expect((await cells(PADDED, content)).get('granted total')).toBe(stated);
  });

  it('of a page, without closing its table', async () => {
    const content = upTo(text(PAGE), /（七）总计[^\n]*14px">(?=3<)/);
    expect(await misread(PAGE, content)).toEqual([]);
  });
});
