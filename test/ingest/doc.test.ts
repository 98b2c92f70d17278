import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConverted, readOle } from '../../ingest/doc.js';
import { convertToDocx } from '../../ingest/libreoffice.js';
import { readDocument } from '../../ingest/readers.js';
import { readReport } from '../../ingest/report.js';
import { writeDocx } from './carrier-writers.js';
import { differences, type Expectation } from './compare.js';
import { inOfficialForm } from './printed-form.js';

const DOC = readFileSync('test/ingest/files/audit-bureau-2022.doc');
const notInstalled = async () => null;
const hasLibreOffice = spawnSync('soffice', ['--version']).status === 0;
const truthOf = (name: string): Expectation => JSON.parse(readFileSync(`test/reports/${name}.expected.json`, 'utf8'));
const patched = (at: number, ...values: readonly number[]) => {
  const bytes = Uint8Array.from(DOC);
  bytes.set(values, at);
  return bytes;
};
/** Where the Word stream begins: the sector its directory entry names. */
const wordStream = () => {
  const name = Buffer.from('WordDocument', 'utf16le');
  const entry = DOC.subarray(DOC.indexOf(name));
  return (entry.readUInt32LE(116) + 1) * 2 ** DOC.readUInt16LE(30);
};

describe('a .doc file where LibreOffice is not installed', () => {
  it('gives its text, says that its tables are lost, and no cell', async () => {
    const document = await readOle('a.doc', DOC, notInstalled);
    expect(document.messages?.map(({ code }) => code)).toEqual(['DOC_TABLES_LOST']);
    expect(document.blocks.filter(({ kind }) => kind === 'table')).toEqual([]);
    const texts = document.blocks.map((block) => (block.kind === 'paragraph' ? block.text : ''));
    expect(texts).toContain('四、政府信息公开行政复议、行政诉讼情况');
    expect(texts.filter((text) => /^（.）予以公开|^[\d/]+$/.test(text))).toEqual([]);
  });

  it('is refused in the formats that LibreOffice alone reads', async () => {
    const rtf = new TextEncoder().encode('{\\rtf1 text}');
    await expect(readConverted('a.doc', rtf, notInstalled)).rejects.toMatchObject({ code: 'UNSUPPORTED_FORMAT' });
  });
});

describe('a .doc file that cannot be read', () => {
  const encrypted = () => patched(wordStream() + 11, (DOC[wordStream() + 11] ?? 0) | 0x01);
  it.each<[string, () => Uint8Array, string]>([
    ['encrypted', encrypted, 'ENCRYPTED_FILE'],
    ['cut off behind its head', () => DOC.subarray(0, 600), 'DAMAGED_FILE'],
    ['without a magic number in its text', () => patched(wordStream(), 0, 0), 'DAMAGED_FILE'],
    ['with sectors in a circle', () => patched(0x4c, 0, 0, 0, 0).fill(0, 512, 1024), 'DAMAGED_FILE'],
  ])('%s', async (_, bytes, code) => {
    await expect(readOle('a.doc', bytes(), notInstalled)).rejects.toMatchObject({ code });
  });
});

describe.skipIf(!hasLibreOffice)('old formats through LibreOffice (skipped where soffice is not installed)', () => {
  it('.doc gives the figures of the report', async () => {
    const report = (await readReport('a.doc', DOC)).value;
    expect(differences(report, truthOf('audit-bureau-2022'))).toEqual([]);
  });

  it.each([
    ['police-bureau-2024.txt', 'doc'],
    ['police-bureau-2024.txt', 'rtf'],
    ['hongqiao-subdistrict-2020.html', 'doc'],
    ['hongqiao-subdistrict-2020.html', 'odt'],
  ])(
    '%s as .%s',
    async (name, format) => {
      const source = `test/reports/${name}`;
      const original = (await readReport(source, readFileSync(source))).value;
      const docx = await writeDocx(inOfficialForm(await readDocument(source, readFileSync(source)), original));
      const report = (await readReport(`report.${format}`, convertedTo(format, docx))).value;
      expect(differences(report, truthOf(name.replace(/\..*/, '')))).toEqual([]);
    },
    180_000,
  );

  it('says damaged where nothing comes out', async () => {
    await expect(convertToDocx(DOC.subarray(0, 600), 'doc')).rejects.toMatchObject({ code: 'DAMAGED_FILE' });
  });
});

function convertedTo(format: string, docx: Uint8Array): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'disclosure-bot-test-'));
  try {
    writeFileSync(join(folder, 'a.docx'), docx);
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    spawnSync('soffice', [profile, '--headless', '--convert-to', format, '--outdir', folder, join(folder, 'a.docx')]);
    return readFileSync(join(folder, `a.${format}`));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
