/** The values of an answer as a file for spreadsheets. */

import type { Answer, Citation, Value } from '../../bot/answer.js';
import { numberText } from '../../bot/wording.js';
import { visible } from './markup.js';
import { applicantLabel, metricLabel, stateText } from './table.js';
import { TABLE_WORDS } from './wording.js';

/**
 * One line a value, under a line of headings (RFC 4180, with the mark by which spreadsheets know UTF-8). Numbers stand as
 * they are; text that a spreadsheet would take for a formula gets an apostrophe before it.
 */
export function csvOf({ values, citations }: Answer): string {
  const lines = [HEADINGS, ...values.map((value) => rowOf(value, citations))];
  return `\uFEFF${lines.map((cells) => `${cells.map(written).join(',')}\r\n`).join('')}`;
}

// --- internal ---

const HEADINGS: readonly string[] = [
  TABLE_WORDS.office,
  TABLE_WORDS.year,
  TABLE_WORDS.metric,
  TABLE_WORDS.applicant,
  TABLE_WORDS.value,
  TABLE_WORDS.state,
  TABLE_WORDS.unit,
  TABLE_WORDS.source,
  TABLE_WORDS.section,
  TABLE_WORDS.quote,
  TABLE_WORDS.file,
  TABLE_WORDS.line,
];

function rowOf(value: Value, citations: readonly Citation[]): readonly (string | number | null)[] {
  const cited = value.citations.flatMap((index) => citations[index] ?? []);
  const [only] = cited;
  return [
    value.office,
    value.year,
    metricLabel(value.metric),
    applicantLabel(value),
    value.value,
    stateText(value),
    value.unit ?? '',
    TABLE_WORDS.sources[value.source],
    several(cited.map(({ section }) => section)),
    several(cited.map(({ quote }) => quote)),
    several(cited.map(({ file }) => file)),
    cited.length === 1 ? (only?.line ?? '') : several(cited.map(({ line }) => String(line ?? ''))),
  ];
}

function several(texts: readonly string[]): string {
  return [...new Set(texts)].join(' | ');
}

function written(cell: string | number | null): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return numberText(cell);
  const text = visible(cell);
  const guarded = FORMULA.test(text) ? `'${text}` : text;
  return /[",\n\t]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** What begins a formula or a command in some spreadsheet, in either width, also behind white space. */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\n]/;
