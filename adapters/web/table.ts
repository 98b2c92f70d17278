/** The values of an answer as rows: what its table and its CSV file are made of. */

import type { Answer, Value } from '../../bot/answer.js';
import { percentText } from '../../bot/versions.js';
import { applicantName, metricName, numberText } from '../../bot/wording.js';
import { METRICS, metric } from '../../knowledge/metrics.js';
import { TABLE_WORDS } from './wording.js';

/** A table to read: what all rows share stands in the caption, what differs in columns. */
export interface ValueTable {
  readonly caption: string;
  readonly columns: readonly string[];
  /** The first cell names the row; the last two are the value and where it stands. */
  readonly rows: readonly (readonly string[])[];
}

/** The values of an answer in its order; null where it has none. */
export function tableOf({ values }: Answer): ValueTable | null {
  if (values.length === 0) return null;
  const columns = NAMING.filter(({ of }) => new Set(values.map(of)).size > 1);
  const named = columns.length > 0 ? columns : NAMING.slice(0, 1);
  const shared = NAMING.filter((column) => !named.includes(column)).map(({ of }) =>
    values.slice(0, 1).map(of).join(''),
  );
  return {
    caption: shared.join(' ').trim(),
    columns: [...named.map(({ title }) => title), TABLE_WORDS.value, TABLE_WORDS.source],
    rows: values.map((value) => [...named.map(({ of }) => of(value)), valueText(value), sourceText(value)]),
  };
}

/** What a metric is called; its key where it is none of the form's. */
export function metricLabel(key: string): string {
  return METRICS.has(key) ? metricName(key) : key;
}

export function applicantLabel({ applicant }: Pick<Value, 'applicant'>): string {
  return applicant === undefined ? '' : applicantName(applicant);
}

/** What is stated in words, also where it is no number: a blank is not zero. */
export function stateText({ state, approximate }: Pick<Value, 'state' | 'approximate'>): string {
  if (state === 'number') return approximate ? TABLE_WORDS.approximate : TABLE_WORDS.number;
  return TABLE_WORDS[state];
}

// --- internal ---

interface Naming {
  readonly title: string;
  readonly of: (value: Value) => string;
}

const NAMING: readonly Naming[] = [
  { title: TABLE_WORDS.office, of: ({ office }) => office },
  { title: TABLE_WORDS.year, of: ({ year }) => `${year}年` },
  { title: TABLE_WORDS.metric, of: ({ metric: key }) => metricLabel(key) },
  { title: TABLE_WORDS.applicant, of: applicantLabel },
];

/** As the answer's text writes it: the unit of the form where the report prints none. */
function valueText(said: Value): string {
  const { value, unit, approximate, metric: key } = said;
  if (value === null) return stateText(said);
  if (unit === '%') return percentText(value);
  const counted = unit ?? (METRICS.has(key) ? metric(key).unit : '');
  return `${numberText(value)}${counted}${approximate ? `（${TABLE_WORDS.approximate}）` : ''}`;
}

function sourceText({ source, citations }: Value): string {
  const numbers = citations.map((index) => index + 1).join('、');
  return numbers === '' ? TABLE_WORDS.sources[source] : `${TABLE_WORDS.sources[source]}（${numbers}）`;
}
