import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../../ingest/readers.js';
import { readReport } from '../../ingest/report.js';
import { filesInArchive } from '../../ingest/zip.js';
import type { Report } from '../../knowledge/types.js';
import { writeDocx, writeHtml, writeText, writeXlsx } from './carrier-writers.js';
import { differences, type Expectation, quoteFaults } from './compare.js';
import { asItStands, inOfficialForm, type Piece } from './printed-form.js';
import { expectationOf, readSeedTruth } from './truth.js';
import { zipOf } from './zip-writer.js';

const GOLDEN = 'test/reports';
const files = readdirSync(GOLDEN);
const golden = files
  .filter((file) => !file.endsWith('.json'))
  .map((file) => ({ file: `${GOLDEN}/${file}`, truth: goldenTruth(file) }));
const truths = readSeedTruth();
const samples = readdirSync('samples').map((file) => ({ file: `samples/${file}`, truth: null }));
const reports: readonly { readonly file: string; readonly truth: Expectation | null }[] = [...samples, ...golden];

/** Whose tables are in the layout of the official form, without rows of their own and cells that were lost. */
const REGULAR = reports.filter(({ file }) =>
  /samples|audit|baihe|chengbei|hongqiao|housing|nanhu|police|qingshi|xinglong|urban/.test(file),
);
const CARRIERS: Readonly<Record<string, (pieces: readonly Piece[]) => Promise<Uint8Array> | Uint8Array>> = {
  'report.txt': writeText,
  'report.html': writeHtml,
  'report.docx': writeDocx,
  'report.xlsx': writeXlsx,
};

describe('a report as it stands, as a Word file', () => {
  it.each(reports)('$file', async ({ file, truth }) => {
    const pieces = asItStands(await readDocument(file, readFileSync(file)));
    await hold(nameOf(truth), await writeDocx(pieces), truth ?? (await seedTruth(file)));
  });
});

describe.each(Object.entries(CARRIERS))('a report in the official form as %s', (name, write) => {
  it.each(REGULAR)('$file', async ({ file, truth }) => {
    const bytes = readFileSync(file);
    const report = (await readReport(file, bytes)).value;
    const pieces = inOfficialForm(await readDocument(file, bytes), report);
    await hold(name, await write(pieces), truth ?? (await seedTruth(file)));
  });
});

describe('a report in an archive', () => {
  it.each(REGULAR.slice(0, 7))('$file', async ({ file, truth }) => {
    const bytes = readFileSync(file);
    const pieces = asItStands(await readDocument(file, bytes));
    const archive = zipOf([
      { name: file, content: bytes },
      { name: '2023/report.docx', content: await writeDocx(pieces) },
    ]);
    const files = (await filesInArchive('a.zip', archive, () => true)) ?? [];
    expect(files.map((each) => each.file)).toEqual([`a.zip/${file}`, 'a.zip/2023/report.docx']);
    for (const each of files) await hold(each.file, await each.read(), truth ?? (await seedTruth(file)));
  });
});

/** A report whose office or year only its page or file names is known by the name of the Word file. */
function nameOf(truth: Expectation | null): string {
  const named = truth?.messages?.some((code) => /_FROM_(?:METADATA|FILE_NAME)$/.test(code)) === true;
  return named ? `${truth.office}${truth.year}年政府信息公开工作年度报告.docx` : 'report.docx';
}

async function hold(name: string, bytes: Uint8Array, truth: Expectation | null): Promise<void> {
  const report: Report = (await readReport(name, bytes)).value;
  if (truth !== null) expect(differences(report, truth)).toEqual([]);
  expect(quoteFaults(report)).toEqual([]);
}

function goldenTruth(file: string): Expectation {
  return JSON.parse(readFileSync(`${GOLDEN}/${file.replace(/\.[^.]+$/, '.expected.json')}`, 'utf8'));
}

/** Null where the hand-checked figures of the samples are not there. */
async function seedTruth(file: string): Promise<Expectation | null> {
  const { office, year } = (await readReport(file, readFileSync(file))).value;
  const truth = truths.find((each) => each.office === office.name && each.year === year);
  return truth === undefined ? null : expectationOf(truth);
}
