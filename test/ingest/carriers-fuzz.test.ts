import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { readOle } from '../../ingest/doc.js';
import { readDocument } from '../../ingest/readers.js';
import { readReport } from '../../ingest/report.js';
import { filesInArchive } from '../../ingest/zip.js';
import { openZip } from '../../ingest/zip-entries.js';
import { type Figure, UserError } from '../../knowledge/types.js';
import { writeDocx, writeXlsx } from './carrier-writers.js';
import { LONGEST_MS, runsOf } from './fuzz-runs.js';
import { mutate, randomFrom } from './mutations.js';
import { inOfficialForm } from './printed-form.js';
import { type ZipPart, zipOf } from './zip-writer.js';

vi.setConfig({ testTimeout: 60_000 + runsOf('container') * 2000 });
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
  longest = LONGEST_MS,
): Promise<readonly Figure[]> {
  const start = performance.now();
  try {
    return (await read())?.figures ?? [];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [];
  } finally {
    expect(performance.now() - start).toBeLessThan(longest);
  }
}

/** Cells with another number than the file had before it was damaged. */
function changed(figures: readonly Figure[], original: Pick<Original, 'figures'>): string[] {
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
    for (let run = 0; run < runsOf('container'); run += 1) {
      const original = originals[run % originals.length] as Original;
      const bytes = mutate(original[kind], random);
      const figures = await outcome(async () => (await readReport(`a.${kind}`, bytes)).value);
      expect(changed(figures, original), `run ${run}`).toEqual([]);
    }
  });

  it('that are whole again around damaged XML are refused or read', async () => {
    const random = randomFrom(2);
    for (let run = 0; run < runsOf('container'); run += 1) {
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
    for (let run = 0; run < runsOf('archive'); run += 1) {
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
    for (let run = 0; run < runsOf('doc'); run += 1) {
      await outcome(async () => {
        const { blocks } = await readOle('a.doc', mutate(bytes, random), async () => null);
        expect(blocks.filter(({ kind }) => kind === 'table')).toEqual([]);
        return null;
      });
    }
  });
});

/** A conversion takes a second or more; the program ends it after a minute. */
const CONVERTING_MS = 70_000;
const SOFFICE = (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'soffice')));

describe.skipIf(!SOFFICE)('damaged files that LibreOffice converts (skipped where it is not installed)', () => {
  it.each(['doc', 'odt', 'rtf'] as const)('.%s', async (kind) => {
    const folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
    try {
      const report = readFileSync('test/ingest/files/audit-bureau-2022.doc');
      writeFileSync(join(folder, 'a.doc'), report);
      const profile = `-env:UserInstallation=file://${folder}/profile`;
      const args = [
        profile,
        '--headless',
        '--convert-to',
        kind,
        '--outdir',
        join(folder, 'out'),
        join(folder, 'a.doc'),
      ];
      execFileSync('soffice', args, { stdio: 'ignore', timeout: 60_000 });
      const bytes = readFileSync(join(folder, 'out', `a.${kind}`));
      const { figures } = (await readReport(`a.${kind}`, bytes)).value;
      const random = randomFrom(5);
      const faults: string[] = [];
      for (let run = 0; run < runsOf('converted'); run += 1) {
        const damaged = mutate(bytes, random);
        const read = await outcome(async () => (await readReport(`a.${kind}`, damaged)).value, CONVERTING_MS);
        faults.push(...changed(read, { figures }));
      }
      // A number whose own bytes were changed is another number; a whole row that changed is not.
      expect(faults.length).toBeLessThanOrEqual(runsOf('converted'));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
