import type { Answer, Value } from '../answer.js';
import { CHART } from '../chart-phrases.js';
import { PHRASES } from '../phrases.js';
import { countText, inChinese } from '../wording.js';
import { type Chart, FEWEST, MOST_BARS, NOTHING_THERE, type Series } from './chart-data.js';
import { pointOf, type ReportLine, reportLines } from './lines.js';
import { commonUnit, sharedCounty, shortNames, subjectOf } from './names.js';

/**
 * What an answer lists of several reports: lines over the years of one office or of a few, bars of many offices of one
 * year. Null where offices and years are mixed, or where units cannot stand on one axis.
 */
export function listedChart(answer: Answer): Chart | null {
  if (NO_SERIES.some((said) => answer.text.includes(said))) return null;
  const lines = reportLines(answer);
  const [first] = lines?.flatMap(({ values }) => values) ?? [];
  if (!lines || !first) return null;
  const unit = commonUnit(lines.flatMap(({ values }) => values));
  // An office of several names joined is a sum, and of other offices each year.
  if (unit === null || lines.some(({ office }) => office.includes('、'))) return null;
  const listed: Listed = { answer, lines, unit, name: subjectOf(first, answer) };
  const offices = distinct(lines.map(({ office }) => office));
  const years = distinct(lines.map(({ year }) => year));
  if (years.length === 1) return offices.length >= FEWEST ? rankingOf(listed) : null;
  return trendOf(listed, offices, years);
}

// --- internal ---

/** Reports of other offices every year are no series, and two forms that count differently are none. */
const NO_SERIES = [PHRASES.differentOffices, PHRASES.otherOfficesEachYear, PHRASES.formsDiffer];

/** Lines that are still told apart. */
const MOST_LINES = 5;

/** Offices named in the line of sources. */
const MOST_NAMED = 3;

interface Listed {
  readonly answer: Answer;
  readonly lines: readonly ReportLine[];
  readonly unit: string;
  /** What is counted. */
  readonly name: string;
}

function trendOf({ answer, lines, unit, name }: Listed, offices: readonly string[], told: readonly number[]) {
  const years = spanOf(answer, offices, told);
  const lineOf = (office: string, year: number) => lines.find((each) => each.office === office && each.year === year);
  const conflicts = lines.filter(({ values }) => values.length > 1);
  const [only = '', ...others] = offices;
  const enough = offices.every(
    (office) => lines.filter((each) => each.office === office && isNumber(each)).length >= FEWEST,
  );
  if (!enough || (others.length > 0 && (conflicts.length > 0 || offices.length > MOST_LINES))) return null;
  const names = shortNames(offices);
  const nameOf = (office: string) => names.get(office) ?? office;
  const series: readonly Series[] =
    others.length > 0
      ? offices.map((office) => ({
          name: nameOf(office),
          points: years.map((year) => pointAt(lineOf(office, year), 0)),
        }))
      : versionsOf(years.map((year) => lineOf(only, year)));
  const gaps = offices.flatMap((office) =>
    years.filter((year) => !isNumber(lineOf(office, year))).map((year) => `${nameOf(office)}${CHART.year(year)}`),
  );
  const span = `${years[0]}—${years.at(-1)}`;
  return {
    kind: 'trend',
    title:
      others.length > 0
        ? CHART.trendsTitle(sharedCounty(offices), span, name)
        : CHART.trendTitle(nameOf(only), span, name),
    unit,
    categories: years.map((year) => CHART.year(year)),
    series,
    notes: [
      ...(conflicts.length > 0 ? [CHART.conflict(conflicts.map(({ year }) => CHART.year(year)))] : []),
      ...(gaps.length > 0 ? [CHART.gaps(gaps)] : []),
      ...notesOf(answer, lines),
    ],
    source: CHART.source(
      offices
        .map((office) =>
          CHART.sourceOf(
            office,
            years.filter((year) => lineOf(office, year)),
          ),
        )
        .join('、'),
    ),
  } satisfies Chart;
}

function rankingOf({ answer, lines, unit, name }: Listed): Chart | null {
  const shown = lines.slice(0, MOST_BARS);
  const [{ year } = { year: 0 }] = shown;
  const numbers = shown.filter(isNumber);
  const gaps = shown.filter((line) => !isNumber(line));
  if (numbers.length < FEWEST || numbers.every(({ values }) => values.every(({ value }) => !value))) return null;
  const names = shortNames(shown.map(({ office }) => office));
  const nameOf = ({ office }: ReportLine) => names.get(office) ?? office;
  const conflicts = shown.filter(({ values }) => values.length > 1);
  return {
    kind: 'ranking',
    title: CHART.rankingTitle(year, sharedCounty(shown.map(({ office }) => office)), name),
    unit,
    categories: shown.map(nameOf),
    series: versionsOf(shown),
    notes: [
      ...cutNotes(answer, shown.length, lines.length),
      ...(conflicts.length > 0 ? [CHART.conflict(conflicts.map(nameOf))] : []),
      ...(gaps.length > 0 ? [CHART.gaps(gaps.map(nameOf))] : []),
      ...(hasOthers(answer) ? [CHART.someWithout] : []),
      ...notesOf(answer, shown),
    ],
    source: CHART.source(
      CHART.sourceOffices(
        String(year),
        shown.slice(0, MOST_NAMED).map(({ office }) => office),
        shown.length > MOST_NAMED,
      ),
    ),
  };
}

/** Whether a report states a number, not only that it states none. */
function isNumber(line: ReportLine | undefined): boolean {
  return line?.values.some(({ value }) => value !== null) ?? false;
}

/** Every year from the first to the last that the answer speaks of, so that one without a number is seen as a gap. */
function spanOf({ text }: Answer, offices: readonly string[], told: readonly number[]): readonly number[] {
  const spoken = [...text.matchAll(/(?:19|20)\d{2}(?=年)/g)].flatMap((match) => {
    const before = text.slice(0, match.index);
    return offices.some((office) => before.endsWith(office)) ? [Number(match[0])] : [];
  });
  const [from, to] = [Math.min(...told, ...spoken), Math.max(...told, ...spoken)];
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** One series; where reports contradict themselves, a further one for their other numbers. */
function versionsOf(lines: readonly (ReportLine | undefined)[]): readonly Series[] {
  const most = Math.max(...lines.map((line) => line?.values.length ?? 0));
  return Array.from({ length: most }, (_, version) => ({
    name: most === 1 ? '' : version === 0 ? CHART.figures : CHART.otherFigures,
    points: lines.map((line) => pointAt(line, version)),
  }));
}

function pointAt(line: ReportLine | undefined, version: number) {
  const value: Value | undefined = line?.values[version];
  if (value) return pointOf(value);
  return line ? NOTHING_THERE : { ...NOTHING_THERE, label: CHART.noNumber };
}

/** That the text lists the first of many, as far as it says so, or that the chart shows fewer than it lists. */
function cutNotes({ text }: Answer, shown: number, listed: number): readonly string[] {
  const [, all = ''] = RANKED.exec(text) ?? [];
  if (text.includes(PHRASES.rankMore(inChinese(listed), all))) return [CHART.firstOf(inChinese(shown), all)];
  if (text.includes(PHRASES.listMore(countText(listed)))) return [CHART.firstOnly(inChinese(shown))];
  return listed > shown ? [CHART.firstOf(inChinese(shown), inChinese(listed))] : [];
}

/** How many a ranking says it ranks. */
const RANKED = /共([零一二两三四五六七八九十百千万]+)个单位有数字/;

/** True where the text names reports that it could not count in: a line that lists none of the places drawn. */
function hasOthers({ text }: Answer): boolean {
  return /(?:没有写“|空白或没有可靠数字|没有识别到表格|不适用（分母|单位不明或不同|没有这一项|没有“[^”]*”的：)/.test(
    text,
  );
}

function notesOf({ findings }: Answer, lines: readonly ReportLine[]): readonly string[] {
  const values = lines.flatMap((line) => line.values);
  return [
    ...(values.some(({ approximate }) => approximate) ? [CHART.someApproximate] : []),
    ...(findings.length > 0 ? [CHART.doubts] : []),
  ];
}

function distinct<T extends string | number>(items: readonly T[]): readonly T[] {
  return [...new Set(items)].sort((a, b) => (typeof a === 'number' && typeof b === 'number' ? a - b : 0));
}
