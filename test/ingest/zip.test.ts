import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../../ingest/readers.js';
import { filesInArchive } from '../../ingest/zip.js';
import { ZIP_LIMITS } from '../../ingest/zip-entries.js';
import { docxOf, xlsxOf, zipOf } from './zip-writer.js';

const PAGE = '<html><body><p>甲</p></body></html>';
const all = () => true;
const names = async (bytes: Uint8Array) => (await filesInArchive('a.zip', bytes, all))?.map(({ file }) => file);
/** 年报.txt as Windows packs it: GBK, and nothing that says so. */
const GBK_NAME = Uint8Array.from([0xc4, 0xea, 0xb1, 0xa8, ...Buffer.from('.txt')]);

describe('the files in an archive', () => {
  it.each<[string, Parameters<typeof zipOf>[0], readonly string[]]>([
    [
      'in their order',
      [
        { name: '2023/b.txt', content: '乙' },
        { name: 'a.docx', content: '甲' },
      ],
      ['2023/b.txt', 'a.docx'],
    ],
    ['with names in GBK', [{ name: GBK_NAME, content: '甲' }], ['年报.txt']],
    ['with names in UTF-8', [{ name: '年报.txt', content: '甲', flags: 0x800 }], ['年报.txt']],
    ['with names in UTF-8 that nothing says', [{ name: '年报.txt', content: '甲' }], ['年报.txt']],
    [
      'with names in no encoding',
      [{ name: Uint8Array.from([0x81, 0x20, 0xff]), content: '甲' }],
      ['\u0081 ÿ'.replace('\u0081', '')],
    ],
    [
      'without a way out of the archive',
      [
        { name: '../../etc/a.txt', content: '甲' },
        { name: '/b.txt', content: '乙' },
        { name: 'C:\\x\\..\\c.txt', content: '丙' },
      ],
      ['etc/a.txt', 'b.txt', 'x/c.txt'],
    ],
    [
      'without folders, links and what systems add',
      [
        { name: 'x/', content: '' },
        { name: 'link.txt', content: '/etc/passwd', mode: 0o120777 },
        { name: '__MACOSX/a.txt', content: '' },
        { name: 'x/.DS_Store', content: '' },
        { name: 'a.txt', content: '甲', mode: 0o100644 },
      ],
      ['a.txt'],
    ],
  ])('%s', async (_, parts, found) => {
    expect(await names(zipOf(parts))).toEqual(found.map((name) => `a.zip/${name}`));
  });

  it('are those that are wanted', async () => {
    const bytes = zipOf([
      { name: 'a.json', content: '{}' },
      { name: 'a.txt', content: '甲' },
    ]);
    const found = await filesInArchive('a.zip', bytes, (name) => name.endsWith('.txt'));
    expect(found?.map(({ file }) => file)).toEqual(['a.zip/a.txt']);
  });

  it('are none where the file is a document, whatever it is called', async () => {
    expect(await names(docxOf(''))).toBeUndefined();
    expect(await names(xlsxOf([]))).toBeUndefined();
    expect(await names(Buffer.from('text'))).toBeUndefined();
  });

  it('come out as they were packed', async () => {
    const [file] = (await filesInArchive('a.zip', zipOf([{ name: 'a.html', content: PAGE }]), all)) ?? [];
    expect(Buffer.from((await file?.read()) ?? []).toString()).toBe(PAGE);
  });
});

describe('an archive that is refused', () => {
  const many = Array.from({ length: ZIP_LIMITS.entries + 1 }, (_, index) => ({ name: `${index}.txt`, content: '' }));
  const large = Array.from({ length: 30 }, (_, index) => ({ name: `${index}`, content: '', claims: 9_000_000 }));
  it.each<[string, Uint8Array, string]>([
    ['cut off', zipOf([{ name: 'a.txt', content: PAGE.repeat(50) }]).subarray(0, 80), 'DAMAGED_FILE'],
    ['with nothing to read', zipOf([{ name: 'x/', content: '' }]), 'EMPTY_ARCHIVE'],
    ['with more files than a county has', zipOf(many), 'ZIP_TOO_LARGE'],
    ['that is large once unpacked', zipOf(large), 'ZIP_TOO_LARGE'],
    ['that is packed too well', zipOf([{ name: 'a.txt', content: '0'.repeat(11_000_000) }]), 'ZIP_TOO_LARGE'],
  ])('%s', async (_, bytes, code) => {
    await expect(filesInArchive('a.zip', bytes, all)).rejects.toMatchObject({ code });
  });
});

describe('a file in an archive that cannot be read', () => {
  it.each<[string, Parameters<typeof zipOf>[0][number], string]>([
    ['encrypted', { name: 'a.txt', content: '甲', flags: 1 }, 'ENCRYPTED_FILE'],
    ['with a wrong checksum', { name: 'a.txt', content: '甲', crc: 1 }, 'DAMAGED_FILE'],
    ['longer than it says', { name: 'a.txt', content: '甲'.repeat(99), claims: 3 }, 'DAMAGED_FILE'],
    ['shorter than it says', { name: 'a.txt', content: '甲', claims: 300 }, 'DAMAGED_FILE'],
    [
      'too large, and not unpacked',
      { name: 'a.txt', content: randomBytes(2_000_000), claims: 110_000_000 },
      'FILE_TOO_LARGE',
    ],
    ['packed in a way no one uses', { name: 'a.txt', content: '甲', method: 12 }, 'DAMAGED_FILE'],
  ])('%s', async (_, part, code) => {
    const [file] = (await filesInArchive('a.zip', zipOf([part]), all)) ?? [];
    await expect(file?.read()).rejects.toMatchObject({ code });
  });

  it('an archive within', async () => {
    const bytes = zipOf([{ name: 'a.txt', content: '甲' }]);
    await expect(readDocument('b.zip', bytes)).rejects.toMatchObject({ code: 'NESTED_ARCHIVE' });
  });

  it.each<[string, string, string]>([
    ['slides', 'ppt/presentation.xml', 'UNSUPPORTED_FORMAT'],
    ['OFD', 'OFD.xml', 'UNSUPPORTED_FORMAT'],
  ])('%s', async (_, name, code) => {
    const bytes = zipOf([
      { name: '[Content_Types].xml', content: '' },
      { name, content: '' },
    ]);
    await expect(readDocument('b.docx', bytes)).rejects.toMatchObject({ code });
  });
});
