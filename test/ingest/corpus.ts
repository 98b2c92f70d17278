import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { declaredCharset, decode } from '../../ingest/encoding.js';
import { readReport } from '../../ingest/report.js';

const YEARS = [2021, 2022, 2023];
const SYLLABLES = [...'云龙青石安平永和新华东林西河南山北湖金水玉溪长清白沙红岩高桥凤鸣双江太平福田仁义'];

/**
 * Writes reports of made-up offices into a folder for each year: the samples and golden reports under other names and
 * years. The first `count` of an endless list, three years an office; returns their paths.
 */
export async function writeCorpus(folder: string, count: number): Promise<string[]> {
  const templates = await templatesOfReports();
  const written: string[] = [];
  for (const year of YEARS) mkdirSync(join(folder, String(year)), { recursive: true });
  for (let office = 0; written.length < count; office += 1) {
    const template = templates[office % templates.length];
    if (!template) throw new RangeError('there are no reports to write from');
    for (const year of YEARS.slice(0, count - written.length)) {
      const path = join(folder, String(year), `${String(office).padStart(4, '0')}.${template.extension}`);
      writeFileSync(path, template.text(nameOf(office), year));
      written.push(path);
    }
  }
  return written;
}

// --- internal ---

interface Template {
  readonly extension: string;
  text(stem: string, year: number): string;
}

async function templatesOfReports(): Promise<Template[]> {
  const files = ['samples', 'test/reports'].flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
  const templates = await Promise.all(files.filter((file) => !file.endsWith('.json')).map(templateOf));
  return templates.filter((template) => template !== null);
}

/** Null where the name of the office or the year stands otherwise or not at all: then all its reports would be one. */
async function templateOf(file: string): Promise<Template | null> {
  const bytes = readFileSync(file);
  const extension = file.split('.').at(-1) ?? '';
  const source = decode(bytes, declaredCharset(bytes)).replace(/charset=["']?gb\w+/i, 'charset="utf-8"');
  const { office, year } = (await readReport(file, bytes)).value;
  const stem = office.core.replace(/(?:街道|镇|乡|局|县|区|市)$/, '');
  if (stem.length < 2 || stem === office.core || !source.includes(stem)) return null;
  const marked = source
    .replaceAll(stem, '\u0001')
    .replaceAll(`${year + 1}`, '\u0003')
    .replaceAll(`${year}`, '\u0002');
  const text = (name: string, of: number): string =>
    marked
      .replaceAll('\u0001', name)
      .replaceAll('\u0002', `${of}`)
      .replaceAll('\u0003', `${of + 1}`);
  const read = async (name: string, of: number) =>
    (await readReport(`a.${extension}`, Buffer.from(text(name, of)))).value;
  const [one, other] = [await read('云松', 2021), await read('玉溪', 2023)];
  const apart = one.year === 2021 && other.year === 2023 && one.office.core !== other.office.core;
  return apart && one.office.core.startsWith('云松') ? { extension, text } : null;
}

/** Three syllables, different for each of some thousand numbers. */
function nameOf(number: number): string {
  const at = (index: number): string => SYLLABLES[index % SYLLABLES.length] ?? '';
  const round = Math.floor(number / SYLLABLES.length);
  return at(number) + at(number + round + 7) + at(number * 5 + round * 3 + 11);
}
