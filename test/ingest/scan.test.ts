import { readFileSync } from 'node:fs';
import { PDFDocument } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../../ingest/readers.js';
import { readReport } from '../../ingest/report.js';
import { certainCell, certainText, type Reading } from '../../ingest/scan/certain.js';
import { pixelsOf } from '../../ingest/scan/picture-size.js';
import { fromPng, type Raster, toPng } from '../../ingest/scan/raster.js';
import { type Expectation, tableDifferences } from './compare.js';
import { CAN_PRINT, pageOf, scanPng } from './pdf-writer.js';

const seen = (text: string, confidence = 99): Reading => [...text].map((each) => ({ text: each, confidence }));

describe('certainCell', () => {
  it.each<[string, Reading, Reading, string]>([
    ['both alike', seen('12'), seen('12'), '12'],
    ['a thousands separator', seen('1,136'), seen('1,136'), '1,136'],
    ['a mark for none', seen('/'), seen('/'), '/'],
    ['different', seen('12'), seen('17'), '□'],
    ['one unsure', seen('12'), seen('12', 89), '□'],
    ['one empty', seen('1'), [], '□'],
    ['two numbers in a cell', seen('3 5'), seen('3 5'), '□'],
    ['two lines', seen('3\n5'), seen('3\n5'), '□'],
    ['a letter for a digit', seen('O'), seen('0'), '□'],
    ['a label', seen('规章'), seen('规章', 40), '规章'],
    ['a label with a number', seen('1.属于国家秘密'), seen('1.属于国家秘密'), '1.属于国家秘密'],
    ['an amount', seen('20.5万元'), seen('20.5万元'), '20.5万元'],
    ['an amount that one reads otherwise', seen('20.5万元'), seen('205万元'), '□'],
  ])('%s', (_, first, second, text) => {
    expect(certainCell(first, second)).toBe(text);
  });
});

describe('certainText', () => {
  it.each<[string, Reading, Reading, string]>([
    ['both alike', seen('收到申请12件。'), seen('收到申请12件。'), '收到申请12件。'],
    ['other words differ', seen('收到申请12件。'), seen('收至申请12件。'), '收到申请12件。'],
    ['the number differs', seen('收到申请12件。'), seen('收到申请72件。'), '收到申请□件。'],
    ['the unit behind it differs', seen('公开5万条'), seen('公开5方条'), '公开□条'],
    ['a number in characters differs', seen('收到三件'), seen('收到二件'), '收到□件'],
    ['part of a number differs', seen('共1,220元'), seen('共7,220元'), '共□元'],
    ['a heading keeps its number', seen('（五）不予处理', 50), seen('(互)不予处理'), '（五）不予处理'],
    ['an article keeps its number', seen('第二十条'), seen('第一十条'), '第二十条'],
  ])('%s', (_, first, second, text) => {
    expect(certainText(first, second)).toBe(text);
  });
});

describe('pictures', () => {
  const raster: Raster = { width: 3, height: 2, grey: Uint8Array.from([0, 128, 255, 10, 20, 30]) };

  it('written as PNG are read the same', () => {
    expect(fromPng(toPng(raster))).toEqual(raster);
    expect(pixelsOf(toPng(raster))).toEqual({ width: 3, height: 2, goesOn: false });
  });

  it.each<[string, number[], string]>([
    ['a PNG broken off', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], 'DAMAGED_FILE'],
    ['a JPEG without a frame', [0xff, 0xd8, 0xff, 0xd9], 'DAMAGED_FILE'],
    ['a TIFF whose directory lies outside', [0x49, 0x49, 0x2a, 0, 0xff, 0xff, 0, 0], 'DAMAGED_FILE'],
  ])('%s is refused', async (_, bytes, code) => {
    await expect(readDocument('a.png', Uint8Array.from(bytes))).rejects.toThrow(expect.objectContaining({ code }));
  });

  it('of absurd size are refused before they are unpacked', async () => {
    const png = toPng(raster);
    png.writeUInt32BE(100_000, 16);
    png.writeUInt32BE(100_000, 20);
    await expect(readDocument('a.png', png)).rejects.toThrow(expect.objectContaining({ code: 'FILE_TOO_LARGE' }));
  });
});

const GOLDEN = 'test/reports/baihe-county-2023.txt';
const truth: Expectation = JSON.parse(readFileSync(GOLDEN.replace('.txt', '.expected.json'), 'utf8'));
const HAS_OCR = await import('tesseract.js').then(
  () => true,
  () => false,
);

describe.skipIf(!CAN_PRINT || !HAS_OCR)('a scanned report (skipped without chromium or tesseract.js)', () => {
  it('gives no wrong cell as certain, and most of them', async () => {
    const png = scanPng(pageOf(await readDocument(GOLDEN, readFileSync(GOLDEN))), 2600);
    const pdf = await PDFDocument.create();
    const page = pdf.addPage([595, 1871]);
    page.drawImage(await pdf.embedPng(png), { x: 0, y: 0, width: 595, height: 1871 });
    const { value, messages } = await readReport('a.pdf', await pdf.save());
    const { differences, compared } = tableDifferences(value, truth);
    expect(differences.filter((each) => !/: read (?:unreadable \[[^\]]*\])?, /.test(each))).toEqual([]);
    expect(differences.length).toBeLessThan((compared[2] + compared[3] + compared[4]) / 4);
    expect(messages.map((message) => message.code)).toContain('SCANNED');
    const known = truth.narrative.map((figure) => figure.value);
    const narrative = value.figures.filter((figure) => figure.source === 'narrative');
    expect(narrative.filter((figure) => !known.includes(figure.stated as number))).toEqual([]);
  }, 300_000);
});
