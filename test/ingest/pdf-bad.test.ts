import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { deflateSync, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { degrees, PDFDocument } from 'pdf-lib';
import { beforeAll, describe, expect, it } from 'vitest';
import { PDF_LIMITS, readPdf } from '../../ingest/pdf.js';
import { readDocument } from '../../ingest/readers.js';
import { readReport } from '../../ingest/report.js';
import { UserError } from '../../knowledge/types.js';
import { differences, type Expectation, tableDifferences } from './compare.js';
import { LONGEST_MS, runsOf } from './fuzz-runs.js';
import { CAN_PRINT, pageOf, printPdf } from './pdf-writer.js';

const GOLDEN = 'test/reports/meilin-town-2025.txt';
const truth: Expectation = JSON.parse(readFileSync(GOLDEN.replace('.txt', '.expected.json'), 'utf8'));
/** Mutations of a PDF. */
const RUNS = runsOf('pdf');
const MOST_MILLISECONDS = LONGEST_MS;

describe('PDFs that cannot be read', () => {
  it('without text or pictures', async () => {
    const pdf = await PDFDocument.create();
    pdf.addPage();
    await expect(readPdf('a.pdf', await pdf.save())).rejects.toThrow(expect.objectContaining({ code: 'PDF_NO_TEXT' }));
  });

  it('with too many pages', async () => {
    const pdf = await PDFDocument.create();
    for (let page = 0; page <= PDF_LIMITS.pages; page += 1) pdf.addPage();
    const read = readPdf('a.pdf', await pdf.save());
    await expect(read).rejects.toThrow(expect.objectContaining({ code: 'TOO_MANY_PAGES' }));
  });

  it('with a password', async () => {
    const read = readPdf('a.pdf', encrypted());
    await expect(read).rejects.toThrow(expect.objectContaining({ code: 'ENCRYPTED_FILE' }));
  });

  it('that unpack to more than the bound', async () => {
    const pdf = await PDFDocument.create();
    pdf.context.register(pdf.context.flateStream(new Uint8Array(PDF_LIMITS.megabytes * 5_000_000)));
    pdf.addPage();
    const read = readPdf('a.pdf', await pdf.save());
    await expect(read).rejects.toThrow(expect.objectContaining({ code: 'FILE_TOO_LARGE' }));
  });

  it.each([
    ['a header and nothing', '%PDF-1.7\n'],
    ['a header and an end', '%PDF-1.7\n%%EOF'],
    ['garbage', `%PDF-1.7\n${'x'.repeat(500)}%%EOF`],
    [
      'a trailer that names itself',
      '%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj trailer<</Root 1 0 R>>\n%%EOF',
    ],
  ])('of %s', async (_, text) => {
    const read = readPdf('a.pdf', new TextEncoder().encode(text));
    await expect(read).rejects.toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^(DAMAGED_FILE|PDF_NO_TEXT)$/) }),
    );
  });
});

describe.skipIf(!CAN_PRINT)('a printed report (skipped where no chromium is installed)', () => {
  let printed = new Uint8Array();
  beforeAll(async () => {
    printed = Uint8Array.from(printPdf(pageOf(await readDocument(GOLDEN, readFileSync(GOLDEN)))));
  });

  it.each([90, 180, 270])('turned by %i degrees gives the same figures', async (by) => {
    const pdf = await PDFDocument.load(printed);
    for (const page of pdf.getPages()) page.setRotation(degrees(by));
    const { value } = await readReport('a.pdf', await pdf.save());
    expect(differences(value, truth)).toEqual([]);
  });

  it('broken off anywhere is refused', async () => {
    for (const part of [0.1, 0.5, 0.9, 0.99]) {
      const read = readPdf('a.pdf', printed.slice(0, Math.floor(printed.length * part)));
      await expect(read).rejects.toThrow(expect.objectContaining({ code: 'DAMAGED_FILE' }));
    }
  });

  it('whose fonts do not say what their glyphs are is refused rather than guessed', async () => {
    const text = Buffer.from(printed)
      .toString('latin1')
      .replace(/\/ToUnicode/g, '/NoUnicode');
    const read = readPdf('a.pdf', Uint8Array.from(Buffer.from(text, 'latin1')));
    await expect(read).rejects.toThrow(expect.objectContaining({ code: 'PDF_NO_TEXT' }));
  });

  it(
    `changed at random (${RUNS} times) is refused or gives no other figure, within ${MOST_MILLISECONDS / 1000} s`,
    async () => {
      const change = fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }),
        cut: fc.nat({ max: 40 }),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
          const started = Date.now();
          try {
            const { value } = await readReport('a.pdf', mutated(printed, changes));
            expect(wrongCells(tableDifferences(value, truth).differences)).toEqual([]);
          } catch (error) {
            if (!(error instanceof UserError)) throw error;
          }
          expect(Date.now() - started).toBeLessThan(MOST_MILLISECONDS);
        }),
        { numRuns: RUNS },
      );
    },
    RUNS * MOST_MILLISECONDS,
  );
});

describe.skipIf(!CAN_PRINT)('a printed report changed within its packed streams (skipped without chromium)', () => {
  it(
    `is read or refused in words (${RUNS} times), within ${MOST_MILLISECONDS / 1000} s`,
    async () => {
      const printed = printPdf(pageOf(await readDocument(GOLDEN, readFileSync(GOLDEN))));
      const change = fc.record({ stream: fc.nat(), at: fc.double({ min: 0, max: 1, noNaN: true }), byte: fc.nat(255) });
      await fc.assert(
        fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 12 }), async (changes) => {
          const started = Date.now();
          const bytes = changes.reduce((all, { stream, at, byte }) => changedWithin(all, stream, at, byte), printed);
          const read = await readDocument('a.pdf', bytes).catch((error: unknown) => error);
          if (read instanceof Error) expect(read).toBeInstanceOf(UserError);
          expect(Date.now() - started).toBeLessThan(MOST_MILLISECONDS);
        }),
        { numRuns: RUNS },
      );
    },
    RUNS * MOST_MILLISECONDS,
  );
});

/** Another byte in one of the packed streams, which is packed again. */
function changedWithin(bytes: Uint8Array, stream: number, at: number, byte: number): Uint8Array {
  const all = Buffer.from(bytes);
  const starts = [...all.toString('latin1').matchAll(/FlateDecode[^>]*>>\s*stream\r?\n/g)];
  const found = starts[stream % starts.length];
  if (!found) return bytes;
  const start = found.index + found[0].length;
  const end = all.indexOf('endstream', start);
  const content = inflateSync(all.subarray(start, end));
  content[Math.floor(at * content.length)] = byte;
  return Uint8Array.from([...all.subarray(0, start), ...deflateSync(content), ...all.subarray(end)]);
}

function wrongCells(all: readonly string[]): string[] {
  return all.filter((each) => !/: read (?:unreadable \[[^\]]*\])?, /.test(each));
}

interface Change {
  readonly at: number;
  readonly bytes: Uint8Array;
  readonly cut: number;
}

/** Bytes put in the place of others. */
function mutated(bytes: Uint8Array, changes: readonly Change[]): Uint8Array {
  return changes.reduce((all, change) => {
    const at = Math.floor(change.at * all.length);
    return Uint8Array.from([...all.subarray(0, at), ...change.bytes, ...all.subarray(at + change.cut)]);
  }, bytes);
}

/** A small PDF that a password protects: standard security handler, revision 2 (PDF 32000-1, 7.6.3). */
function encrypted(): Uint8Array {
  const pad = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex');
  const padded = (password: string) => Buffer.concat([Buffer.from(password), pad]).subarray(0, 32);
  const md5 = (...parts: Buffer[]) => createHash('md5').update(Buffer.concat(parts)).digest();
  const id = Buffer.alloc(16, 7);
  const owner = rc4(md5(padded('owner')).subarray(0, 5), padded('secret'));
  const rights = Buffer.from([0xfc, 0xff, 0xff, 0xff]);
  const user = rc4(md5(padded('secret'), owner, rights, id).subarray(0, 5), pad);
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>',
    `<</Filter/Standard/V 1/R 2/P -4/O<${owner.toString('hex')}>/U<${user.toString('hex')}>>>`,
  ];
  let text = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const place = text.length;
    text += `${index + 1} 0 obj${object}endobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const start = text.length;
  const trailer = `<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<${id.toString('hex')}><${id.toString('hex')}>]>>`;
  text += `xref\n0 5\n0000000000 65535 f \n${places.join('')}trailer${trailer}\nstartxref\n${start}\n%%EOF`;
  return Uint8Array.from(Buffer.from(text, 'latin1'));
}

function rc4(key: Buffer, data: Buffer): Buffer {
  const box = Array.from({ length: 256 }, (_, index) => index);
  const swap = (a: number, b: number) => {
    [box[a], box[b]] = [box[b] as number, box[a] as number];
  };
  for (let i = 0, j = 0; i < 256; i += 1) {
    j = (j + (box[i] as number) + (key[i % key.length] as number)) & 255;
    swap(i, j);
  }
  let [i, j] = [0, 0];
  return Buffer.from(
    data.map((byte) => {
      i = (i + 1) & 255;
      j = (j + (box[i] as number)) & 255;
      swap(i, j);
      return byte ^ (box[((box[i] as number) + (box[j] as number)) & 255] as number);
    }),
  );
}
