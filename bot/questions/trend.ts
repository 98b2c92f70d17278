import type { StoredReport } from '../../knowledge/stored.js';
import type { Choice } from '../answer.js';
import { sumOf } from '../arithmetic.js';
import {
  acrossForms,
  addReadings,
  type Collection,
  caveats,
  collect,
  lackLines,
  mainOf,
  readingText,
} from '../collection.js';
import { type Computed, compute, type Operand } from '../computed.js';
import { type Draft, type DraftBuilder, startDraft } from '../draft.js';
import { findOperations } from '../mentions/operations.js';
import { PHRASES } from '../phrases.js';
import { type Measured, quantitiesOf } from '../quantities.js';
import type { Reading } from '../quantity.js';
import { type Context, defineQuestion } from '../question.js';
import { unitOf } from '../reading.js';
import { resolveScope } from '../scope.js';
import type { Understanding } from '../understand.js';
import { computedText } from '../versions.js';
import { countText, metricName, questionFor, reportPlace } from '../wording.js';
import { changeBetween } from './growth.js';

/** A figure over the years: of one office, or of all offices added up year by year. */
export const trend = defineQuestion<Measured>({
  name: 'trend',
  kind: 'table',
  examples: ['西园街道近五年申请趋势', '灵源街道主动公开逐年变化', '东石镇历年粉丝数', '全部报告按年份的主动公开'],
  notFor: ['西园街道2023年收到多少件申请', '灵源历年一共受理过几次申请', '主动公开条数排名'],
  match(understood) {
    if (!TREND.test(understood.text) && !understood.operations.has('trend')) return null;
    // 变化如何 asks for the change, 怎么变化 too; no way of doing something.
    const how = findOperations(understood.text.replace(HOW_IT_WENT, '')).has('how');
    // Why a number changed no report states.
    if (understood.operations.has('check') || understood.operations.has('why') || how) return null;
    // 近三年公开最多的单位 asks for an office.
    const ranks = understood.operations.has('ranking') && understood.offices.length === 0;
    if (ranks && /谁|哪[个家]|单位|街道|乡|镇|部门|排/.test(understood.text)) return null;
    const named = quantitiesOf(understood);
    const measured = understood.operations.has('trend') ? yearly(named, understood.text) : named;
    // 历年受理 and 本年增减 are figures of one report.
    const single = measured?.quantities.every(({ key }) => /_cumulative|_change$|\.items_previous_year$/.test(key));
    return measured && !single ? measured : null;
  },
  answer: answerTrend,
});

// --- internal ---

const MAX_LINES = 20;
const HOW_IT_WENT =
  /(?:怎么|如何|怎样|咋)(?:变化|变动|变|走|发展|涨|跌|增减)|(?:变化|变动|趋势|走势|走向|增减|增长|涨跌|情况|数据)(?:.{0,2}(?:如何|怎么样|怎样|咋样))/;

/** 历年申请走势 asks for each year's applications, not for those added up over the years. */
function yearly(measured: Measured | null, text: string): Measured | null {
  if (!measured || /累计|一共|总共|共/.test(text)) return measured;
  const quantities = measured.quantities.map((each) => ({ ...each, key: YEARLY[each.key] ?? each.key }));
  return {
    ...measured,
    quantities: quantities.filter(({ key }, index) => quantities.findIndex((each) => each.key === key) === index),
  };
}

const YEARLY: Readonly<Record<string, string>> = {
  applications_cumulative: 'applications_new',
  proactive_cumulative_count: 'proactive_disclosed_count',
};

/** All reports together, year by year. */
const ALL = /全部|所有|各年|按年|分年|逐年|每年|全[县市区]|各(?:单位|家|街道|镇)|库里|收录/;
const TREND = /历年(?!.{0,4}(?:累计|一共|总共|共))|每年(?!\d)|各年|按年|分年|逐年|这?几年(?:来|间|里)|多年来/;

async function answerTrend(measured: Measured, understood: Understanding, context: Context): Promise<Draft> {
  const scoped = resolveScope(understood, context, { noYear: 'all', noOffice: 'all' });
  if (!scoped.found) return scoped.draft;
  const years = new Set(scoped.reports.map(({ year }) => year));
  const draft = startDraft(context.reports);
  const lines: string[] = [];
  let series = 0;
  for (const quantity of measured.quantities) {
    const collection = await collect(quantity, scoped.reports, context);
    const all = understood.offices.length === 0 && scoped.offices.length > 1;
    const told = all && ALL.test(understood.text) ? byYear(draft, collection) : byOffice(draft, collection, all);
    // No office of a place has two years: what there is, year by year, which is no trend.
    const named = understood.places.length > 0 || understood.kinds.size > 0;
    const shown = all && named && told.length === 0 ? sideBySide(draft, collection) : told;
    series = Math.max(series, shown.length);
    lines.push(...shown.lines);
  }
  if (measured.formsDiffer) lines.push(PHRASES.formsDiffer);
  if (series > 1 && years.size > 1) return draft.build('table', lines.join('\n'));
  return draft.build(
    'missing',
    [PHRASES.noSeries(placesOf(scoped.reports)), ...lines].join('\n'),
    choicesOf(measured, scoped.reports, context),
  );
}

interface Told {
  readonly lines: readonly string[];
  /** Longest series told. */
  readonly length: number;
}

/** Each office's years in order, with what changed from the first to the last. */
function byOffice(draft: DraftBuilder, collection: Collection, all: boolean): Told {
  const { quantity } = collection;
  // Of all offices only those with a series are told.
  const has = (each: Reading, readings: readonly Reading[]) =>
    !all || readings.filter(({ report }) => report.officeId === each.report.officeId).length > 1;
  const read = collection.read.filter((each, _, readings) => has(each, readings)).slice(0, MAX_LINES);
  addReadings(draft, read);
  if (read.length === 0 && all) return { lines: [], length: 0 };
  const lines = [PHRASES.compareHead(metricName(quantity.key))];
  let length = 0;
  for (const office of new Set(read.map(({ report }) => report.officeId))) {
    const mine = read.filter(({ report }) => report.officeId === office).sort((a, b) => a.report.year - b.report.year);
    length = Math.max(length, mine.length);
    lines.push(...mine.map((each) => PHRASES.compareLine(reportPlace(each.report), readingText(each))));
    const [first, last] = [mine[0], mine.at(-1)];
    if (!first || !last || first === last) continue;
    const change = changeBetween(mainOf(first), mainOf(last), last.report);
    draft.addAll(change.computed);
    lines.push(PHRASES.changeOver(reportPlace(first.report), reportPlace(last.report), change.text));
  }
  return {
    lines: [...lines, ...caveats({ ...collection, apart: [], without: all ? [] : collection.without }, read)],
    length,
  };
}

/** Each report of a place in the order of the years: other offices every year, and it is said. */
function sideBySide(draft: DraftBuilder, collection: Collection): Told {
  const read = [...collection.read].sort((a, b) => a.report.year - b.report.year).slice(0, MAX_LINES);
  addReadings(draft, read);
  return {
    lines: [
      PHRASES.compareHead(metricName(collection.quantity.key)),
      ...read.map((each) => PHRASES.compareLine(reportPlace(each.report), readingText(each))),
      PHRASES.otherOfficesEachYear,
      ...caveats(collection, read),
    ],
    length: read.length,
  };
}

/** All offices of a year added up: bodies differ from year to year, so this is no trend, and it is said. */
function byYear(draft: DraftBuilder, collection: Collection): Told {
  const { quantity, read, apart, without } = collection;
  const years = [...new Set(read.map(({ report }) => report.year))].sort((a, b) => a - b);
  const sums = years.flatMap((year) => {
    const mine = read.filter(({ report }) => report.year === year);
    const sum = added(mine, year);
    return sum ? [{ year, sum, count: mine.length }] : [];
  });
  draft.addAll(sums.map(({ sum }) => sum));
  addReadings(draft, apart);
  return {
    lines: [
      PHRASES.compareHead(metricName(quantity.key)),
      ...sums.map(({ year, sum, count }) => PHRASES.yearLine(year, computedText(sum), countText(count))),
      PHRASES.differentOffices,
      ...caveats({ ...collection, without: [] }, []),
      ...acrossForms(collection, read),
      ...lackLines(quantity, without),
    ],
    length: sums.length,
  };
}

function added(readings: readonly Reading[], year: number): Computed | null {
  const [first] = readings;
  if (!first) return null;
  const operands: readonly Operand[] = readings.map(mainOf);
  const office = [...new Set(readings.map(({ report }) => report.office))].join('、');
  const metric = 'calculation' in mainOf(first) ? (mainOf(first) as Computed).value.metric : metricOf(mainOf(first));
  return compute({ office, year, metric, unit: unitOf(mainOf(first)) }, sumOf(operands));
}

function metricOf(operand: Operand): string {
  return 'calculation' in operand ? operand.value.metric : operand.metric;
}

/** The single figures that there are. */
function choicesOf({ quantities }: Measured, reports: readonly StoredReport[], context: Context): readonly Choice[] {
  const [quantity] = quantities;
  return reports.slice(0, 5).flatMap((report) => {
    const office = context.offices.find(({ id }) => id === report.officeId);
    if (!office || !quantity) return [];
    return [{ label: reportPlace(report), question: questionFor(office, report.year, quantity.key) }];
  });
}

function placesOf(reports: readonly StoredReport[]): readonly string[] {
  return reports.slice(0, 8).map(reportPlace);
}
