import { metric } from '../../knowledge/metrics.js';
import type { StoredReport } from '../../knowledge/stored.js';
import { differenceOf, growthOf } from '../arithmetic.js';
import { addReadings, caveats, collect, mainOf, readingText } from '../collection.js';
import { type Computed, compute, numberOf, type Operand } from '../computed.js';
import { type Draft, startDraft } from '../draft.js';
import type { YearMentions } from '../mentions/years.js';
import { PHRASES } from '../phrases.js';
import { defaultQuantity, type Measured, quantitiesOf } from '../quantities.js';
import type { Quantity, Reading } from '../quantity.js';
import { type Context, defineQuestion } from '../question.js';
import { metricsOf, readQuantity, unitOf } from '../reading.js';
import { latestOf, resolveScope } from '../scope.js';
import type { Understanding } from '../understand.js';
import { sameKind } from '../units.js';
import { computedText, percentText } from '../versions.js';
import { metricName, reportName, reportPlace } from '../wording.js';

interface GrowthQuery extends Measured {
  /** True where the question names no figure and 主动公开 is taken. */
  readonly assumed: boolean;
}

/** How much a figure of one office changed from one year to another, as a difference and in percent (同比, domain 3.7). */
export const growth = defineQuestion<GrowthQuery>({
  name: 'growth',
  kind: 'computed',
  examples: [
    '灵源粉丝增长情况',
    '灵源街道2020年比上一年粉丝多多少',
    '西园2023比2022增加多少申请',
    '东石镇主动公开同比增长多少',
  ],
  notFor: ['西园街道近五年申请趋势', '灵源和振兴采购金额差多少', '西园街道2023年主动公开多少条信息'],
  match(understood) {
    if (understood.offices.length !== 1 || !GROWTH.test(understood.text) || asksWhy(understood)) return null;
    const measured = quantitiesOf(understood);
    // 本年增减 is a column of its own.
    if (measured?.quantities.some(({ key }) => key.endsWith('_change'))) return null;
    if (measured)
      return { ...measured, quantities: distinct(measured.quantities.map(withoutPrevious)), assumed: false };
    const bare = understood.metrics.length === 0 && understood.content.every((run) => run.length < 2);
    return bare ? { quantities: [defaultQuantity(understood.topic)], formsDiffer: false, assumed: true } : null;
  },
  answer: answerGrowth,
});

/** The difference and the growth between two numbers of one office, and how they are said. */
export function changeBetween(
  earlier: Operand,
  later: Operand,
  { office, year }: Pick<StoredReport, 'office' | 'year'>,
): { readonly computed: readonly Computed[]; readonly text: string } {
  const key = 'calculation' in later ? later.value.metric : later.metric;
  const [more, less] = numberOf(later) < numberOf(earlier) ? [earlier, later] : [later, earlier];
  const difference = compute({ office, year, metric: key, unit: unitOf(later) }, differenceOf(more, less));
  const rate =
    unitOf(later) === '%' ? null : compute({ office, year, metric: 'growth', unit: '%' }, growthOf(later, earlier));
  if (!difference) return { computed: [], text: '' };
  const direction = Math.sign(numberOf(later) - numberOf(earlier)) as -1 | 0 | 1;
  const amount = unitOf(later) === '%' ? PHRASES.points(difference.value.value) : computedText(difference);
  const percent = rate ? percentText(Math.abs(rate.value.value)) : null;
  const known = numberOf(earlier) === 0 && unitOf(later) !== '%' ? 'base zero' : percent;
  return {
    computed: [difference, ...(rate && direction !== 0 ? [rate] : [])],
    text: PHRASES.change(direction, amount, known),
  };
}

// --- internal ---

/** 增长原因: no report states why a number grew. */
function asksWhy({ operations }: Understanding): boolean {
  return operations.has('why');
}

/** Words for a change over time; 比…多多少 of two offices is a difference, not growth. */
const GROWTH =
  /同比|增长|增幅|涨幅|涨了|降幅|增减|(?:增加|减少|上升|下降)(?:了|多少|几|情况)|[比较](?:上一?年|上年|去年|前年|\d{4}年?|前一年).{0,12}(?:多|少|增|减|升|降|高|低|变化)|变化(?:了)?多少|两年(?:的|间|之间)?(?:变化|增减)/;

const PERCENT = /率|幅|百分|同比|环比|[%％]/;

async function answerGrowth(
  { quantities, assumed }: GrowthQuery,
  understood: Understanding,
  context: Context,
): Promise<Draft> {
  const pair = yearsOf(understood, context);
  const scoped = resolveScope({ ...understood, years: { ...understood.years, years: [] } }, context, {
    noYear: 'all',
    noOffice: 'ask',
  });
  if (!scoped.found) return scoped.draft;
  const draft = startDraft(context.reports);
  const lines: string[] = quantities
    .slice(0, assumed ? 1 : 0)
    .map(({ key }) => PHRASES.assumedQuantity(metricName(key)));
  let found = false;
  for (const quantity of quantities) {
    const told = await tellGrowth(draft, quantity, scoped.reports, pair, context);
    found ||= told.found;
    lines.push(...told.lines);
  }
  return draft.build(found ? 'computed' : 'missing', lines.join('\n'));
}

/** 比上一年 names the year before, not the figure that a report states of it. */
function withoutPrevious(quantity: Quantity): Quantity {
  return { ...quantity, key: quantity.key.replace(/_previous$/, '') };
}

function distinct(quantities: readonly Quantity[]): readonly Quantity[] {
  return quantities.filter((each, index) => quantities.findIndex(({ key }) => key === each.key) === index);
}

/** The two years compared: both named, or the one named (else the latest) and the year before it. */
function yearsOf({ years, offices }: Understanding, { reports }: Context): readonly [number, number] {
  // 2020年比上一年: the year before the one named, not before today.
  const absolute = years.mentions.filter(({ relative }) => !relative).length > 0;
  const named = [...(absolute ? withoutRelative(years) : years.years)].sort((a, b) => a - b);
  const [first, last] = [named[0], named.at(-1)];
  if (first !== undefined && last !== undefined && first < last) return [first, last];
  const latest = first ?? latestOf(reports, offices[0]?.ids[0] ?? -1)[0]?.year ?? 0;
  return [latest - 1, latest];
}

function withoutRelative({ years, mentions }: YearMentions): readonly number[] {
  const relative = new Set(mentions.filter((mention) => mention.relative).flatMap((mention) => mention.years));
  return years.filter((year) => !relative.has(year));
}

async function tellGrowth(
  draft: ReturnType<typeof startDraft>,
  quantity: Quantity,
  reports: readonly StoredReport[],
  [from, to]: readonly [number, number],
  context: Context,
): Promise<{ found: boolean; lines: readonly string[] }> {
  const name = metricName(quantity.key);
  const wanted = reports.filter(({ year }) => year === from || year === to);
  const collection = await collect(quantity, wanted, context);
  const later = collection.read.find(({ report }) => report.year === to);
  const earlier =
    collection.read.find(({ report }) => report.year === from) ??
    (later ? await previousOf(quantity, later, context) : null);
  if (!later || !earlier || !sameKind(unitOf(mainOf(later)), unitOf(mainOf(earlier)))) {
    addReadings(draft, collection.read);
    const known = collection.read.map((each) => PHRASES.compareLine(reportPlace(each.report), readingText(each)));
    const absent = [from, to].filter((year) => !reports.some((report) => report.year === year));
    const [report] = reports;
    const why = absent.length > 0 ? PHRASES.noPair(report?.office ?? '', absent) : PHRASES.noPairStated(name);
    // What counts otherwise is stated all the same, and the caveat says so.
    const otherwise = collection.without.some(({ lack }) => lack === 'counted otherwise');
    return { found: false, lines: [...(otherwise ? [] : [why]), ...known, ...caveats(collection)] };
  }
  const change = changeBetween(mainOf(earlier), mainOf(later), later.report);
  // Asked for a percentage, that comes first.
  draft.addAll(PERCENT.test(quantity.topic) ? change.computed.toReversed() : change.computed);
  addReadings(draft, [later, earlier]);
  const base = earlier.report.year === later.report.year ? PHRASES.previousStated(reportName(later.report)) : '';
  return {
    found: true,
    lines: [
      PHRASES.growth(later.report.office, name, readingText(earlier), readingText(later), change.text, [from, to]) +
        base,
      ...caveats({ ...collection, without: [] }),
    ],
  };
}

/** What a report itself says of the year before. */
async function previousOf(quantity: Quantity, later: Reading, { knowledge }: Context): Promise<Reading | null> {
  const key = `${quantity.key}_previous`;
  const { figures, findings } = await knowledge.figures({
    offices: [later.report.officeId],
    years: [later.report.year],
    metrics: PREVIOUS.has(key) ? metricsOf(key) : [],
  });
  if (!PREVIOUS.has(key)) return null;
  const reading = readQuantity({ ...quantity, key }, later.report, figures, findings);
  return reading.versions.length > 0 ? reading : null;
}

const PREVIOUS = new Set(['wechat_followers_previous'].filter((key) => metric(key)));
