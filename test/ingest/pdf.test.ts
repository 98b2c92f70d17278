import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../../ingest/readers.js';
import { readReport } from '../../ingest/report.js';
import type { Report } from '../../knowledge/types.js';
import { differences, type Expectation, quoteFaults, tableDifferences } from './compare.js';
import { CAN_PRINT, pageOf, printPdf, RULED, UNRULED } from './pdf-writer.js';
import { expectationOf, readSeedTruth, SEEDS_ARE_THERE } from './truth.js';

const FOLDER = 'test/reports';
const ALL = readdirSync(FOLDER).filter((file) => !file.endsWith('.json'));
/** Both forms, a hybrid, the narrative kind, pages with merged cells and one giant table, long tables. All: CARRIERS=all. */
const SOME = [
  'baihe-county-2023.txt',
  'education-bureau-2021.txt',
  'fengle-town-2022.html',
  'hongqiao-subdistrict-2020.html',
  'liulin-subdistrict-2023.txt',
  'longtan-township-2016.txt',
  'lushui-town-2021.html',
  'qingshi-town-2020.txt',
  'xinglong-town-2021.html',
  'zhushan-township-2025.txt',
];
const golden = process.env.CARRIERS === 'all' ? ALL : SOME;

const truthOf = (file: string): Expectation =>
  JSON.parse(readFileSync(`${FOLDER}/${file.replace(/\.[^.]+$/, '.expected.json')}`, 'utf8'));
const pdfName = (file: string) => file.replace(/\.[^.]+$/, '.pdf');

/** A page as it is, with rules around the cells; of another carrier its blocks as a page. */
async function htmlOf(path: string, css: string): Promise<string> {
  const bytes = readFileSync(path);
  if (!path.endsWith('.html')) return pageOf(await readDocument(path, bytes), { css });
  const utf8 = bytes.toString('utf8');
  const html = utf8.includes('\ufffd') ? new TextDecoder('gb18030').decode(bytes) : utf8;
  // Cells that have borders of their own keep them.
  if (css === RULED && /<table[^>]*\sborder="?[1-9]/.test(html))
    return html.replace(/charset="?[\w-]+/i, 'charset="utf-8');
  return `${html.replace(/charset="?[\w-]+/i, 'charset="utf-8')}<style>${css}</style>`;
}

async function readPrinted(path: string, css = RULED): Promise<Report> {
  return (await readReport(pdfName(path.split('/').at(-1) ?? ''), printPdf(await htmlOf(path, css)))).value;
}

/** Cells read as something else than what stands there; those not read are no errors. */
function wrongCells(report: Report, truth: Expectation): readonly string[] {
  return tableDifferences(report, truth).differences.filter(
    (each) => !/: read (?:unreadable \[[^\]]*\])?, /.test(each),
  );
}

describe.skipIf(!CAN_PRINT)('reports printed as PDF (skipped where no chromium is installed)', () => {
  it.each(golden)('%s gives the same figures', async (file) => {
    const report = await readPrinted(`${FOLDER}/${file}`);
    expect(differences(report, truthOf(file))).toEqual([]);
    expect(quoteFaults(report)).toEqual([]);
  });

  it.each(golden.slice(0, 5))('%s without rules gives no wrong figure', async (file) => {
    const report = await readPrinted(`${FOLDER}/${file}`, UNRULED);
    expect(wrongCells(report, truthOf(file))).toEqual([]);
  });

  it('cells are read where rows without rules stand a line each', async () => {
    const report = await readPrinted(`${FOLDER}/baihe-county-2023.txt`, UNRULED);
    const stated = report.figures.filter((figure) => figure.source === 'table' && figure.stated !== 'unreadable');
    expect(stated.length).toBeGreaterThan(50);
  });
});

const SAMPLES = [
  { sample: 'jinjiang-dongshi-2019.html', office: '晋江市东石镇人民政府' },
  { sample: 'jinjiang-lingyuan-2020.txt', office: '晋江市灵源街道办事处' },
  { sample: 'jinjiang-xiyuan-2023.txt', office: '晋江市西园街道办事处' },
  { sample: 'nanan-shengxin-2020.md', office: '南安市省新镇人民政府' },
  { sample: 'xiaoyi-zhenxing-2020.html', office: '孝义市振兴街道办事处' },
];

describe.skipIf(!CAN_PRINT || !SEEDS_ARE_THERE)(
  'samples printed as PDF (skipped without chromium or the truth)',
  () => {
    it.each(SAMPLES)('$sample gives the same figures', async ({ sample, office }) => {
      const truth = readSeedTruth().find((seed) => seed.office === office);
      expect(truth).toBeDefined();
      expect(truth && differences(await readPrinted(`samples/${sample}`), expectationOf(truth))).toEqual([]);
    });
  },
);
