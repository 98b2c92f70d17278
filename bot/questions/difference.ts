import { differenceOf, quotientOf } from '../arithmetic.js';
import { addReadings, caveats, collect, mainOf, readingText, sizeOf, sorted } from '../collection.js';
import { type Computed, compute, type Operand } from '../computed.js';
import { type Draft, startDraft } from '../draft.js';
import { PHRASES } from '../phrases.js';
import { type Measured, quantitiesOf } from '../quantities.js';
import type { Quantity, Reading } from '../quantity.js';
import { type Context, defineQuestion } from '../question.js';
import { unitOf } from '../reading.js';
import { resolveScope } from '../scope.js';
import type { Understanding } from '../understand.js';
import { unitKind } from '../units.js';
import { computedText } from '../versions.js';
import { metricName, numberText, placeName, reportPlace } from '../wording.js';

/** By how much (or how many times) a figure of one report is larger than another's. */
interface DifferenceQuery extends Measured {
  readonly times: boolean;
  /** Places of a ranking the two are, where the question names no offices: the first two, or the first and the last. */
  readonly places: 'first two' | 'ends' | null;
}

export const difference = defineQuestion<DifferenceQuery>({
  name: 'difference',
  kind: 'computed',
  examples: ['灵源和振兴采购金额差多少', '西园比东石主动公开多多少条', '西园粉丝是灵源的几倍'],
  notFor: ['灵源粉丝增长情况', '西园和东石哪个主动公开多', '西园街道2023年主动公开多少条信息'],
  match(understood) {
    const { offices, years, text, operations } = understood;
    if (operations.has('check')) return null;
    const places = PLACES.find(({ pattern }) => pattern.test(text))?.places ?? null;
    if (places && (DIFFERENCE.test(text) || TIMES.test(text)))
      return withTimes(quantitiesOf(understood), TIMES.test(text), places);
    if (operations.has('ranking')) return null;
    const several = offices.length > 1 || (offices.length === 1 && years.years.length > 1);
    const times = TIMES.test(text);
    return several && (times || DIFFERENCE.test(text)) ? withTimes(quantitiesOf(understood), times, null) : null;
  },
  answer: answerDifference,
});

// --- internal ---

const MAX_LINES = 20;
const TIMES = /几倍|多少倍|倍数|\bhow many times\b|\btimes as\b/;
const DIFFERENCE =
  /[比较].{1,16}[多少高低大小].{0,10}(?:多少|几)|差多少|差几|相差|差距|差额|差了?多|[多少高低大小]多少|[多少高低大小](?:出|了)(?:多少|几)|[比差](?:.{1,12})?[多少]几|(?<!差不)[多少高低]几[件条人个篇次项家份]|之差|减去|\bdifference\b|\bhow (?:many|much) more\b/;

const PLACES: readonly { readonly pattern: RegExp; readonly places: 'first two' | 'ends' }[] = [
  { pattern: /第[一1].{0,4}第[二2]|前[两二2][名位个家]?|比第[二2]/, places: 'first two' },
  { pattern: /最[多高大].{0,8}最[少低小]|首尾|头尾|第[一1].{0,4}(?:最后|倒数第一|末位|垫底)/, places: 'ends' },
];

function withTimes(
  measured: Measured | null,
  times: boolean,
  places: DifferenceQuery['places'],
): DifferenceQuery | null {
  return measured && { ...measured, times, places };
}

/** The two readings set against each other. */
function pairOf(read: readonly Reading[], { places, times }: DifferenceQuery, ordered: boolean): readonly Reading[] {
  const most = sorted(read, 'most');
  if (places === 'first two') return most.slice(0, 2);
  if (places === 'ends') return most.length > 1 ? [most[0], most.at(-1)].filter((each) => each !== undefined) : most;
  // 是几倍 that does not say whose: the larger in relation to the smaller.
  return times && ordered ? most : read;
}

async function answerDifference(query: DifferenceQuery, understood: Understanding, context: Context): Promise<Draft> {
  const scoped = resolveScope(understood, context, { noYear: 'latest', noOffice: query.places ? 'all' : 'ask' });
  if (!scoped.found) return scoped.draft;
  const draft = startDraft(context.reports);
  const lines: string[] = [];
  let found = false;
  for (const quantity of query.quantities) {
    const collection = await collect(quantity, scoped.reports, context);
    const ordered = understood.pinned.length > 0 && !/它|他/.test(understood.text);
    const pair = pairOf(collection.read, query, ordered);
    const [first, second] = pair;
    const result = first && second && pair.length === 2 ? between(first, second, query.times) : null;
    found ||= result !== null;
    if (result) draft.addAll([result.of]);
    addReadings(draft, [...pair, ...collection.apart].slice(0, MAX_LINES));
    lines.push(result ? result.text(metricName(quantity.key)) : PHRASES.cannotSubtract(nameOf(quantity)));
    const shown = pair
      .slice(0, MAX_LINES)
      .map((each) => PHRASES.compareLine(reportPlace(each.report), readingText(each)));
    lines.push(...shown, ...caveats(query.places ? { ...collection, without: [], apart: [] } : collection, pair));
  }
  if (scoped.without.length > 0)
    lines.push(PHRASES.notStoredFor(scoped.without.map(placeName), understood.years.years));
  return draft.build(found ? 'computed' : 'missing', lines.join('\n'));
}

interface Result {
  readonly of: Computed;
  readonly text: (name: string) => string;
}

/** The larger less the smaller; the text says which is which. */
function between(first: Reading, second: Reading, times: boolean): Result | null {
  const ahead = sizeOf(mainOf(first)) >= sizeOf(mainOf(second));
  const [more, less] = ahead ? [first, second] : [second, first];
  const { office, year } = more.report;
  const [a, b] = [mainOf(more), mainOf(less)];
  const key = 'calculation' in a ? a.value.metric : a.metric;
  if (times) return timesOf(first, second, key);
  // 元 and 万元 are subtracted in 万元; 条 and 篇 are counted alike, and the caveat names both.
  const unit = unitOf(a) !== unitOf(b) && unitKind(unitOf(a)).kind === 'money' ? '万元' : unitOf(a);
  const factorOf = (each: Operand) => unitKind(unitOf(each)).factor / unitKind(unit).factor;
  const of = compute({ office, year, metric: key, unit }, differenceOf(a, b, factorOf));
  if (!of) return null;
  const amount = unit === '%' ? PHRASES.points(of.value.value) : computedText(of);
  return {
    of,
    text: (name) =>
      PHRASES.difference(name, reportPlace(more.report), reportPlace(less.report), amount, of.value.value === 0),
  };
}

/** The first named in relation to the second. */
function timesOf(first: Reading, second: Reading, key: string): Result | null {
  const [a, b] = [mainOf(first), mainOf(second)];
  if (unitOf(a) !== unitOf(b)) return null;
  const { office, year } = first.report;
  const of = compute({ office, year, metric: key, unit: '倍' }, quotientOf(a, b));
  return (
    of && {
      of,
      text: (name) =>
        PHRASES.times(name, reportPlace(first.report), reportPlace(second.report), numberText(of.value.value)),
    }
  );
}

function nameOf({ key }: Quantity): string {
  return metricName(key);
}
