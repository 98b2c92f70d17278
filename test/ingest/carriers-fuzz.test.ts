import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { readOle } from '../../ingest/doc.js';
import { readDocument } from '../../ingest/readers.js';
import { readReport } from '../../ingest/report.js';
import { filesInArchive } from '../../ingest/zip.js';
import { openZip } from '../../ingest/zip-entries.js';
import { type Figure, UserError } from '../../knowledge/types.js';
import { writeDocx, writeXlsx } from './carrier-writers.js';
import { mutate, randomFrom } from './mutations.js';
import { inOfficialForm } from './printed-form.js';
import { type ZipPart, zipOf } from './zip-writer.js';

/** Mutations of each kind; `CARRIER_FUZZ_RUNS=2000` makes 12,000 of them. */
const RUNS = Number(process.env.CARRIER_FUZZ_RUNS ?? 40);
const LONGEST = 10_000;
vi.setConfig({ testTimeout: 60_000 + RUNS * 1000 });
const SOURCES = ['test/reports/audit-bureau-2022.txt', 'test/reports/hongqiao-subdistrict-2020.html'];

interface Original {
  readonly docx: Uint8Array;
  readonly xlsx: Uint8Array;
  readonly figures: readonly Figure[];
}
const originals: Original[] = [];

beforeAll(async () => {
  for (const source of SOURCES) {
    const bytes = readFileSync(source);
    const report = (await readReport(source, bytes)).value;
    const pieces = inOfficialForm(await readDocument(source, bytes), report);
    const docx = await writeDocx(pieces);
    originals.push({ docx, xlsx: await writeXlsx(pieces), figures: (await readReport('a.docx', docx)).value.figures });
  }
});

/** What a mutated file gives: nothing but a refusal, or figures; never longer than the limit. */
async function outcome(
  read: () => Promise<{ readonly figures: readonly Figure[] } | null>,
): Promise<readonly Figure[]> {
  const start = performance.now();
  try {
    return (await read())?.figures ?? [];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [];
  } finally {
    expect(performance.now() - start).toBeLessThan(LONGEST);
  }
}

/** Cells with another number than the file had before it was damaged. */
function changed(figures: readonly Figure[], original: Original): string[] {
  const cells = (all: readonly Figure[]) => all.filter(({ source }) => source === 'table');
  const id = ({ metric, applicant }: Figure) => `${metric} ${applicant}`;
  const truth = new Map(cells(original.figures).map((figure) => [id(figure), figure.stated]));
  return cells(figures)
    .filter((figure) => figure.stated !== 'unreadable' && figure.stated !== truth.get(id(figure)))
    .map((figure) => `${id(figure)} ${figure.stated}`);
}

describe.each(['docx', 'xlsx'] as const)('damaged .%s files', (kind) => {
  it('are refused or give the cells they had', async () => {
    const random = randomFrom(1);
    for (let run = 0; run < RUNS; run += 1) {
      const original = originals[run % originals.length] as Original;
      const bytes = mutate(original[kind], random);
      const figures = await outcome(async () => (await readReport(`a.${kind}`, bytes)).value);
      expect(changed(figures, original), `run ${run}`).toEqual([]);
    }
  });

  it('that are whole again around damaged XML are refused or read', async () => {
    const random = randomFrom(2);
    for (let run = 0; run < RUNS; run += 1) {
      const original = originals[run % originals.length] as Original;
      const parts: ZipPart[] = [];
      for (const entry of await openZip(original[kind])) {
        const content = await entry.read();
        const isMain = /document\.xml$|sheet1\.xml$|sharedStrings\.xml$/.test(entry.name);
        parts.push({ name: entry.name, content: isMain ? mutate(content, random) : content });
      }
      await outcome(async () => (await readReport(`a.${kind}`, zipOf(parts))).value);
    }
  });
});

describe('damaged archives', () => {
  it('are refused or give the cells of the files in them', async () => {
    const random = randomFrom(3);
    for (let run = 0; run < RUNS; run += 1) {
      const original = originals[run % originals.length] as Original;
      const archive = zipOf([{ name: 'x/a.docx', content: original.docx, method: run % 2 === 0 ? 0 : 8 }]);
      const figures = await outcome(async () => {
        const files = await filesInArchive('a.zip', mutate(archive, random), () => true);
        const [first] = files ?? [];
        return first === undefined ? null : (await readReport('a.docx', await first.read())).value;
      });
      expect(changed(figures, original), `run ${run}`).toEqual([]);
    }
  });
});

describe('damaged .doc files where LibreOffice is not installed', () => {
  it('are refused or give text, and no cell', async () => {
    const random = randomFrom(4);
    const bytes = readFileSync('test/ingest/files/audit-bureau-2022.doc');
    for (let run = 0; run < RUNS; run += 1) {
      await outcome(async () => {
        const { blocks } = await readOle('a.doc', mutate(bytes, random), async () => null);
        expect(blocks.filter(({ kind }) => kind === 'table')).toEqual([]);
        return null;
      });
    }
  });
});
