import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { storeInBulk } from '../bench/corpus/bulk.js';
import { officeAt } from '../bench/corpus/names.js';
import { corpus, writeFiles, YEARS } from '../bench/corpus/reports.js';
import { listFiles } from '../ingest/files.js';
import { ingestFiles } from '../ingest/ingest.js';
import { readReport } from '../ingest/report.js';
import { openDatabase } from '../knowledge/database.js';
import { dump } from './ingest/stored.js';
import { temporaryFolder } from './knowledge/temporary.js';

const folder = temporaryFolder();
/** Every kind of office, both forms, both ways of wording. */
const REPORTS = 10 * YEARS.length;
const NOW = new Date('2026-03-01T00:00:00Z');

describe('the corpus of the benchmarks', () => {
  it('is the same in every run, and its reports differ', async () => {
    const [one, again] = [await corpus(), await corpus()];
    const texts = Array.from({ length: REPORTS }, (_, index) => one(index).text());
    expect(Array.from({ length: REPORTS }, (_, index) => again(index).text())).toEqual(texts);
    const passages = Array.from({ length: REPORTS }, (_, index) => one(index).report().passages).flat();
    expect(new Set(texts).size).toBe(REPORTS);
    // The rest is what all say alike: who reports, the clauses above the tables, that there is nothing else.
    expect(new Set(passages.map(({ text }) => text)).size).toBeGreaterThan(passages.length * 0.5);
  });

  it('is filled into what was read of the marks as reading the text itself gives it', async () => {
    const made = await corpus();
    for (let index = 0; index < REPORTS; index += 1) {
      const { text, file, report } = made(index);
      const name = file.split('/').at(-1) ?? '';
      const { value } = await readReport(name, Buffer.from(text()));
      expect(JSON.parse(JSON.stringify(value)), file).toEqual(JSON.parse(JSON.stringify(report())));
    }
  });

  it('stored without reading is what reading stores', { timeout: 120_000 }, async () => {
    const [read, stored] = [await openDatabase(`sqlite:${folder}/r.db`), await openDatabase(`sqlite:${folder}/s.db`)];
    const sources = await listFiles(await writeFiles(join(folder, 'files'), REPORTS));
    const { failed } = await ingestFiles(sources, { database: read, now: () => NOW, readers: false });
    expect(failed).toEqual([]);
    await storeInBulk(stored, REPORTS, { batch: 4 * YEARS.length });
    expect(await dump(stored)).toEqual(await dump(read));
    await Promise.all([read.close(), stored.close()]);
  });

  it('names fifty thousand offices apart', () => {
    const names = Array.from({ length: 50_000 }, (_, index) => officeAt(index).name);
    expect(new Set(names).size).toBe(names.length);
  });
});
