import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { decode } from '../../ingest/encoding.js';
import { readDocument } from '../../ingest/readers.js';
import { readReport } from '../../ingest/report.js';
import { APPLICANTS, type Figure, UserError } from '../../knowledge/types.js';
import { writeCsv } from './carrier-writers.js';
import { LONGEST_MS, runsOf } from './fuzz-runs.js';
import { cellsOf, idOf, type Marked, markCells } from './marked-report.js';
import { randomFrom } from './mutations.js';
import { inOfficialForm } from './printed-form.js';
import { type Damaged, damage } from './text-mutations.js';

const FOLDERS = ['test/reports', 'samples'];
const FILES = FOLDERS.flatMap((folder) => readdirSync(folder).map((file) => `${folder}/${file}`)).filter(
  (file) => !file.endsWith('.json'),
);

type Cells = ReadonlyMap<string, Figure['stated']>;
type Carrier = 'txt' | 'html' | 'md' | 'csv';
const CARRIERS: readonly Carrier[] = ['txt', 'html', 'md', 'csv'];

vi.setConfig({ testTimeout: 60_000 + runsOf('text') * 500, hookTimeout: 120_000 });

describe.each(CARRIERS)('damaged .%s files', (carrier) => {
  const originals: Marked[] = [];
  beforeAll(async () => {
    const random = randomFrom(7);
    for (const source of FILES.filter((file) => carrier === 'csv' || file.endsWith(`.${carrier}`))) {
      const bytes = readFileSync(source);
      const report = (await readReport(source, bytes)).value;
      const table3 = report.figures.filter(({ source, applicant }) => source === 'table' && applicant !== null);
      if (table3.length === 0 || table3.some(({ stated }) => stated === 'unreadable')) continue;
      const text =
        carrier === 'csv' ? writeCsv(inOfficialForm(await readDocument(source, bytes), report)) : decode(bytes);
      const name = `${basename(source, extname(source))}.${carrier}`;
      // Some pages have their title where a table of values has none.
      const marked = await markCells(
        name,
        text,
        carrier === 'csv' ? 'csv' : /<td/i.test(text) ? 'tags' : 'tabs',
        random,
      ).catch((error: unknown) => {
        if (carrier === 'csv' && error instanceof UserError) return null;
        throw error;
      });
      // The official form of a report without the form holds no cell.
      if (marked !== null && marked.cells.length > 0) originals.push(marked);
    }
  });

  it('are refused, or give the cells they had and those whose own text was changed', async () => {
    const random = randomFrom(11);
    const faults: string[] = [];
    expect(originals.length).toBeGreaterThan(0);
    for (let run = 0; run < runsOf('text'); run += 1) {
      const original = originals[run % originals.length] as Marked;
      const damaged = damage(original, random);
      const start = performance.now();
      faults.push(
        ...(await wrongCells(original, damaged)).map((each) => `${run} ${original.file} ${damaged.kind}: ${each}`),
      );
      expect(performance.now() - start, `run ${run}`).toBeLessThan(LONGEST_MS);
    }
    expect(faults).toEqual([]);
  });
});

/** Cells read as something they did not say, though nothing was done to their own text. */
async function wrongCells({ file, truth, own }: Marked, damaged: Damaged): Promise<string[]> {
  try {
    const { figures } = (await readReport(file, damaged.bytes)).value;
    const read = cellsOf(figures);
    const isFaulty = ([id, stated]: [string, Figure['stated']]) =>
      stated !== 'unreadable' &&
      stated !== truth.get(id) &&
      !damaged.changed.has(id) &&
      !(damaged.touched.has(id) && typeof stated === 'number' && !own.has(stated));
    const faulty = [...read]
      .filter(isFaulty)
      .filter(([id]) => !isAnotherRow(id, read, truth, damaged) && !isDoubted(id, read));
    return faulty.map(([id, stated]) => `${id} ${truth.get(id)} is read ${stated}`);
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

/** True in a row of table 3 that does not add up: reports print such rows, and whoever is told a cell is told that. */
function isDoubted(id: string, read: Cells): boolean {
  const metric = id.split(' ')[0] ?? '';
  const [total, ...parts] = [...APPLICANTS].reverse().map((applicant) => read.get(idOf({ metric, applicant })));
  if (typeof total !== 'number' || parts.some((each) => typeof each !== 'number')) return false;
  return parts.reduce<number>((sum, each) => sum + Number(each), 0) !== total;
}

/**
 * True where nothing in the file can tell: a label of table 3 that has the whole values of another row behind it, or, of
 * table 2, whose rows have no sum, the rest of another row where a cut joined the two.
 */
function isAnotherRow(id: string, read: Cells, truth: Cells, { joins }: Damaged): boolean {
  const row = id.split(' ')[0] ?? '';
  if (row.startsWith('t2.')) return joins;
  const valuesOf = (cells: Cells, key: string) =>
    JSON.stringify(APPLICANTS.map((applicant) => cells.get(idOf({ metric: key, applicant }))));
  const rows = new Set([...truth.keys()].map((each) => each.split(' ')[0] ?? ''));
  return [...rows].some((other) => other !== row && valuesOf(truth, other) === valuesOf(read, row));
}
