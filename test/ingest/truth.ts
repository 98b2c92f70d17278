import { existsSync, readFileSync } from 'node:fs';
import { compact } from '../../knowledge/text.js';
import type { Applicant, Format } from '../../knowledge/types.js';
import type { Expectation, ExpectedCell, ExpectedFigure } from './compare.js';

/** The five reports whose every cell was checked by hand; the folder is not part of the repository. */
export const SEEDS = '../shared/seeds';
export const SEEDS_ARE_THERE = existsSync(`${SEEDS}/expected.json`);

/** The record of one of them in `expected.json`. */
export interface SeedTruth {
  readonly file: string;
  readonly title: string;
  readonly title_line: number;
  readonly office: string;
  readonly region: { readonly province: string | null; readonly county: string | null };
  readonly year: number;
  readonly format: Format;
  readonly period: readonly [string, string] | null;
  readonly publication_date: string | null;
  readonly document_number: string | null;
  readonly contacts: Readonly<Record<string, string | number | null>> & { readonly line?: number };
  readonly sections: readonly { readonly number: string | null; readonly title: string; readonly line: number }[];
  readonly page_furniture_lines?: readonly [number, number];
  readonly table2: Readonly<Record<string, Readonly<Record<string, SeedCell>> & { readonly line: number }>>;
  readonly table3: Readonly<Record<string, { readonly [applicant in Applicant]: number | null }>>;
  readonly table3_lines: Readonly<Record<string, number>>;
  readonly table4: Readonly<Record<string, number | null>>;
  readonly table4_line: number;
  readonly narrative: readonly SeedFigure[];
  readonly passages: {
    readonly problems: readonly number[];
    readonly measures: readonly number[];
    readonly other_matters: { readonly line: number; readonly text: string };
  };
}

type SeedCell = string | number | null | { readonly number: number; readonly unit: string | null };

export interface SeedFigure {
  readonly key: string;
  readonly label: string;
  readonly value: number | string;
  readonly unit: string | null;
  readonly printed: string;
  readonly line: number;
  readonly approximate?: boolean;
  readonly year?: number;
  readonly applicant?: Applicant;
}

/** The hand-checked truth; empty where the folder is not there. */
export function readSeedTruth(): readonly SeedTruth[] {
  if (!SEEDS_ARE_THERE) return [];
  return JSON.parse(readFileSync(`${SEEDS}/expected.json`, 'utf8')).reports;
}

/** What a reader should make of a seed, or of a sample that tells the same in other words. */
export function expectationOf(seed: SeedTruth): Expectation {
  return {
    office: seed.office,
    year: seed.year,
    format: seed.format,
    issuedOn: seed.publication_date,
    documentNumber: seed.document_number && compact(seed.document_number),
    period: seed.period,
    table2: table2Of(seed),
    table3: { others: 'unreadable', rows: seed.table3 },
    table4: Object.values(seed.table4),
    narrative: seed.narrative.filter((n) => n.key !== 'account_name').flatMap((n) => figuresOf(n, seed.year)),
    complete: false,
    facts: factsOf(seed),
    ...(seed.page_furniture_lines ? { furniture: 'some' as const } : {}),
  };
}

/** The figures of the catalogue that one record of the running text stands for. */
export function figuresOf(n: SeedFigure, year: number): readonly ExpectedFigure[] {
  const value = Number(n.value);
  if (n.key === 'reconsideration_and_litigation')
    return [
      { metric: 'reconsideration_total', value },
      { metric: 'litigation_stated', value },
    ];
  const unit = /[^\d\s]*$/.exec(n.printed)?.[0].replace(/^[多余]|^万余?/, '') ?? '';
  return [
    {
      metric: metricOf(n, year),
      value,
      ...partOf(n),
      // A stated absence prints no unit, and the truth then gives the customary one.
      ...(/\d/.test(n.printed) ? { unit } : {}),
      approximate: n.approximate ?? false,
      ...(n.applicant ? { applicant: n.applicant } : {}),
    },
  ];
}

// --- internal ---

const SUBSETS: Readonly<Record<string, string>> = {
  wechat_posts_epidemic: 'wechat_post_count',
  wechat_reads_epidemic: 'wechat_reads',
};

function metricOf(n: SeedFigure, year: number): string {
  if (n.key === 'wechat_followers' && n.year === year - 1) return 'wechat_followers_previous';
  return SUBSETS[n.key] ?? n.key;
}

function partOf(n: SeedFigure): { readonly part?: string | null } {
  if (n.key in SUBSETS) return { part: '*' };
  if (['category_count', 'hotline_12345_count'].includes(n.key)) return { part: n.label };
  return Object.values(SUBSETS).includes(n.key) ? { part: null } : {};
}

function table2Of(seed: SeedTruth): Record<string, ExpectedCell> {
  const cells: Record<string, ExpectedCell> = {};
  for (const [row, columns] of Object.entries(seed.table2)) {
    for (const [column, cell] of Object.entries(columns)) {
      if (['label', 'clause', 'line'].includes(column) || typeof cell === 'string') continue;
      const amount = cell !== null && typeof cell === 'object';
      cells[`t2.${row}.${column}`] = amount ? { value: cell.number, unit: cell.unit } : cell;
    }
  }
  return cells;
}

function factsOf(seed: SeedTruth): Record<string, string | readonly string[] | null> {
  const keys = ['unit', 'address', 'postcode', 'phone', 'email', 'website'];
  const contacts = keys.map((key) => [`contact.${key}`, contactOf(seed.contacts[key])]);
  const accounts = seed.narrative.filter((n) => n.key === 'account_name').map((n) => String(n.value));
  return Object.fromEntries([...contacts, ['account_name', accounts.length > 0 ? accounts : null]]);
}

function contactOf(text: string | number | null | undefined): string | null {
  return typeof text === 'string' ? text : null;
}
