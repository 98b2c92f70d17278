import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OfficeKind, Report } from '../../knowledge/types.js';
import type { Form } from './form.js';
import { type MadeOffice, officeAt } from './names.js';
import { oneOf, seeded } from './seeded.js';
import { complaintOf, sentenceOf, type Told, tell } from './sentences.js';
import { type Filled, type NumberName, readTemplate, SENTENCES, type Template } from './template.js';

/** The years an office reports on. */
export const YEARS: readonly number[] = [2019, 2020, 2021, 2022, 2023, 2024, 2025];

/** One report of the endless list: the first seven are those of the first office. */
export interface MadeReport {
  readonly index: number;
  readonly office: MadeOffice;
  readonly year: number;
  /** Where it lies in the folder of the corpus. */
  readonly file: string;
  /** What its sentences tell, in the order they stand in. */
  readonly told: readonly Told[];
  readonly numbers: Readonly<Record<NumberName, number>>;
  readonly text: () => string;
  /** What the reader makes of `text()`. */
  readonly report: () => Report;
}

/** Makes reports by their number: the same in every run. */
export async function corpus(): Promise<(index: number) => MadeReport> {
  const templates = new Map<string, Template>();
  for (const { kind, form, variant } of TEMPLATES) {
    templates.set(`${kind} ${form} ${variant}`, await readTemplate(kind, form, variant));
  }
  return (index) => {
    const at = Math.floor(index / YEARS.length);
    const office = officeAt(at);
    const year = YEARS[index % YEARS.length] ?? 2025;
    const template = templates.get(`${office.kind} ${year < 2021 ? '2019' : '2021'} ${at % VARIANTS}`);
    if (!template) throw new RangeError(`no report is written by a ${office.kind}`);
    const random = seeded(index + 1);
    const told = Array.from({ length: SENTENCES }, () => tell(random));
    const sentences = told.map((each, place) => (place < COMPLAINTS ? sentenceOf : complaintOf)(each, random));
    const numbers = numbersBy(random);
    const filled: Filled = { office, year, numbers, sentences };
    const file = `${year}/${String(at).padStart(6, '0')}.txt`;
    const name = file.slice(file.indexOf('/') + 1);
    return {
      index,
      office,
      year,
      file,
      told,
      numbers,
      text: () => template.text(filled),
      report: () => template.report(filled, name),
    };
  };
}

/** Writes the first reports into folders of their years; returns the paths. */
export async function writeFiles(folder: string, count: number): Promise<string[]> {
  const made = await corpus();
  for (const year of YEARS) mkdirSync(join(folder, String(year)), { recursive: true });
  return Array.from({ length: count }, (_, index) => {
    const { file, text } = made(index);
    const path = join(folder, file);
    writeFileSync(path, text());
    return path;
  });
}

// --- internal ---

const VARIANTS = 2;
/** From this sentence on the problems are told. */
const COMPLAINTS = 16;
const KINDS: readonly OfficeKind[] = ['街道办事处', '镇人民政府', '乡人民政府'];
const FORMS: readonly Form[] = ['2019', '2021'];
const TEMPLATES = KINDS.flatMap((kind) =>
  FORMS.flatMap((form) => Array.from({ length: VARIANTS }, (_, variant) => ({ kind, form, variant }))),
);

/** Every check of the arithmetic holds. */
function numbersBy(random: (below: number) => number): Record<NumberName, number> {
  // Most offices have few applications, some have hundreds.
  const most = oneOf([6, 12, 30, 60, 400], random);
  const [granted, partly, unknown] = [1 + random(most), 1 + random(5), 1 + random(8)];
  const natural = granted + partly + unknown;
  const enterprise = 1 + random(9);
  return {
    disclosed: 40 + random(900),
    articles: 100 + random(2_000),
    followers: 2_001 + random(40_000),
    calls: 30 + random(2_000),
    visits: 10 + random(300),
    normative: 1 + random(40),
    licences: 20 + random(5_000),
    penalties: 1 + random(400),
    natural,
    enterprise,
    all: natural + enterprise,
    granted,
    partly,
    unknown,
    grantedAll: granted + enterprise,
  };
}
