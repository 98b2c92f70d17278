import { METRICS, type Metric, TABLE3_ROWS } from '../../knowledge/metrics.js';
import type { Answer, Value } from '../answer.js';
import { CHART } from '../chart-phrases.js';
import { countText, inChinese, metricName } from '../wording.js';
import { type Chart, FEWEST, MOST_BARS } from './chart-data.js';
import { namedRows, pointOf, type Row } from './lines.js';
import { commonUnit, shortNames } from './names.js';

/**
 * Bars of the parts of one whole of one report: applicants, results, categories. The whole itself is told in a note.
 * Null where the rows are no parts of one whole.
 */
export function breakdownChart(answer: Answer): Chart | null {
  const rows = namedRows(answer);
  const [, office = '', printed = '', head = ''] = HEAD.exec(answer.text) ?? [];
  const year = Number(printed);
  const isOne = rows?.every(({ value }) => value.office === office && value.year === year) ?? false;
  if (!rows || !isOne) return null;
  const values = rows.map(({ value }) => value);
  const parts = rows.filter(({ value }) => !isWhole(value, values));
  const unit = commonUnit(parts.map(({ value }) => value));
  const stated = parts.filter(({ value }) => value.value !== null);
  if (unit === null || stated.length < FEWEST || !arePartsOfOne(parts.map(({ value }) => value))) return null;
  // Most rows of a form are 0 in most reports; many of them would hide the others.
  const few = parts.length <= MOST_WITH_ZEROS ? parts : parts.filter(({ value }) => value.value !== 0);
  const shown = few.slice(0, MOST_BARS);
  if (!shown.some(({ value }) => (value.value ?? 0) !== 0)) return null;
  const subject = subjectOf(head, parts);
  const points = shown.map(({ value }) => pointOf(value));
  const gaps = shown.filter((_, index) => points[index]?.value === null);
  const wholes = rows.filter((row) => !parts.includes(row));
  return {
    kind: 'breakdown',
    title: CHART.partsTitle(shortNames([office]).get(office) ?? office, year, subject),
    unit,
    // What every name begins with stands in the title.
    categories: shown.map(({ name }) => (name.startsWith(`${subject}—`) ? name.slice(subject.length + 1) : name)),
    series: [{ name: '', points }],
    notes: [
      ...(wholes.length > 0 ? [CHART.wholes(wholes.map((row) => `${row.name}${wholeText(row.value, unit)}`))] : []),
      ...(parts.length > few.length ? [CHART.zeros(countText(parts.length - few.length))] : []),
      ...(few.length > shown.length ? [CHART.firstOf(inChinese(shown.length), inChinese(few.length))] : []),
      ...(gaps.length > 0 ? [CHART.gaps(gaps.map((row) => row.name))] : []),
      ...(shown.some(({ value }) => value.approximate) ? [CHART.someApproximate] : []),
      ...(answer.findings.length > 0 ? [CHART.doubts] : []),
    ],
    source: CHART.source(CHART.sourceOf(office, [year])),
  };
}

// --- internal ---

/** 某市某某街道办事处2023年年报申请办理结果：, with what is said of versions between. */
const HEAD = /^(.+?)(\d{4})年年报(?:（[^）]*）)?(.*)：$/m;

const MOST_WITH_ZEROS = 12;

/** 总计 beside the applicants, a sum beside what it is made of, all that was published beside its categories. */
function isWhole({ metric, applicant }: Value, rows: readonly Value[]): boolean {
  const columns = rows.filter((row) => row.metric === metric && row.applicant !== applicant);
  if (applicant === 'total' && columns.length >= FEWEST) return true;
  const parts = partsOf(metric);
  return rows.filter((row) => parts.includes(row.metric)).length >= 2;
}

/** Applicants or categories of one metric, or rows that one sum is made of. */
function arePartsOfOne(parts: readonly Value[]): boolean {
  if (distinctMetrics(parts).length === 1) return true;
  const columns = new Set(parts.map(({ applicant }) => applicant ?? 'total'));
  return columns.size === 1 && wholeOf(parts) !== null;
}

function wholeOf(parts: readonly Value[]): string | null {
  const metrics = distinctMetrics(parts);
  return [...METRICS.keys()].find((whole) => metrics.every((each) => partsOf(whole).includes(each))) ?? null;
}

function distinctMetrics(parts: readonly Value[]): readonly string[] {
  return [...new Set(parts.map(({ metric }) => metric))];
}

/** What is broken down: as the answer heads it, unless rows of another heading stand below as well. */
function subjectOf(head: string, parts: readonly Row[]): string {
  const own = parts.filter(({ name }) => name.startsWith(`${head}—`));
  const whole = wholeOf(parts.map(({ value }) => value));
  return own.length > 0 && own.length < parts.length && whole !== null ? CHART.partsOf(metricName(whole)) : head;
}

/** What a whole is made of, sums of sums taken apart as well. */
function partsOf(whole: string): readonly string[] {
  const entry = METRICS.get(whole);
  const known = WHOLES[whole] ?? (entry?.table === 4 && isTotal(whole) ? columnsOf(entry) : []);
  const parts = entry?.formula?.kind === 'sum' ? entry.formula.of : known;
  return parts.flatMap((key) => [key, ...partsOf(key)]);
}

/** The results of a block of table 4. */
function columnsOf({ key: whole, group }: Metric): readonly string[] {
  return [...METRICS.values()]
    .filter(({ key, table, group: of }) => table === 4 && of === group && key !== whole)
    .map(({ key }) => key);
}

function isTotal(key: string): boolean {
  return key.endsWith('_total');
}

/** Wholes that are reported, for which the table of metrics holds no formula. */
const WHOLES: Readonly<Record<string, readonly string[]>> = {
  proactive_disclosed_count: ['category_count'],
  results_total: TABLE3_ROWS.filter(({ key, depth }) => depth > 1 && key !== 'results_total').map(({ key }) => key),
};

function wholeText(value: Value, unit: string): string {
  const { label, value: number } = pointOf(value);
  return number === null ? label : `${label}${value.unit ?? unit}`;
}
