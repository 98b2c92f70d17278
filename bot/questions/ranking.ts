import { addReadings, type Collection, caveats, collect, mainOf, readingText, sizeOf, sorted } from '../collection.js';
import { type Draft, startDraft } from '../draft.js';
import { findRank, type Rank } from '../mentions/ranks.js';
import { PHRASES } from '../phrases.js';
import { defaultQuantity, type Measured, quantitiesOf } from '../quantities.js';
import type { Quantity, Reading } from '../quantity.js';
import { type Context, defineQuestion } from '../question.js';
import { resolveScope } from '../scope.js';
import type { Understanding } from '../understand.js';
import { countText, inChinese, metricName, placeName, reportPlace } from '../wording.js';

/** Offices (or the years of one office) in the order of a figure: all of them, the first few, the n-th, the last. */
interface RankingQuery extends Measured {
  readonly rank: Rank;
  /** True where the question names no figure and 主动公开 is taken. */
  readonly assumed: boolean;
}

export const ranking = defineQuestion<RankingQuery>({
  name: 'ranking',
  kind: 'table',
  examples: ['主动公开条数排名', '2020年主动公开前三名', '粉丝最多的公众号', '公开率最高的是谁', '收到申请最少的街道'],
  notFor: ['哪一类信息公开最多', '西园街道2023年收到多少件申请', '西园街道近五年申请趋势'],
  match(understood) {
    if (!understood.operations.has('ranking') || understood.operations.has('check')) return null;
    const rank = findRank(understood.text);
    // 某某街道哪个账号粉丝最多 is not about all offices.
    const alone = understood.offices.length === 1 && !PLACE_OF_ONE.test(understood.text);
    if (!rank || alone) return null;
    const measured = quantitiesOf(understood);
    if (measured) return { ...measured, rank, assumed: false };
    const bare = understood.metrics.length === 0 && understood.content.every((run) => run.length < 2);
    return bare && understood.offices.length !== 1
      ? { quantities: [defaultQuantity(understood.topic)], formsDiffer: false, rank, assumed: true }
      : null;
  },
  answer: answerRanking,
});

// --- internal ---

/** One office among all, or its years among each other. */
const PLACE_OF_ONE = /第几|排名|排行|名次|排在|排到|哪一?年|历年|各年/;

/** Lines of a whole ranking; a superlative shows those that follow as well. */
const MAX_LINES = 20;
const RUNNERS_UP = 5;

async function answerRanking(query: RankingQuery, understood: Understanding, context: Context): Promise<Draft> {
  const { quantities, rank, assumed } = query;
  const [only, ...more] = understood.offices;
  const single = only !== undefined && more.length === 0;
  const years = /哪一?年/.test(understood.text);
  // One office is ranked among all of its report's year, or by its own years.
  const asked = single && !years ? { ...understood, offices: [] } : understood;
  const scoped = resolveScope(asked, context, { noYear: years ? 'all' : 'latest', noOffice: 'all' });
  if (!scoped.found) return scoped.draft;
  const draft = startDraft(context.reports);
  const lines: string[] = [];
  let found = false;
  for (const quantity of quantities) {
    const collection = await collect(quantity, scoped.reports, context);
    // A column of the other form has nothing to rank.
    if (query.formsDiffer && collection.read.length === 0) continue;
    if (assumed) lines.push(PHRASES.assumedQuantity(metricName(quantity.key)));
    const all = sorted(collection.read, rank.direction);
    const shown = placesShown(all, rank);
    found ||= shown.length > 0;
    addReadings(draft, [...shown, ...collection.apart]);
    lines.push(
      ...(shown.length > 0 ? linesOf(quantity, rank, all, shown) : [PHRASES.rankShort(countText(all.length))]),
    );
    if (single && !years) lines.push(...placeOfOffice(all, only.ids));
    lines.push(...otherOrder(draft, collection, rank, quantity), ...caveats(collection, shown));
  }
  if (scoped.without.length > 0) {
    lines.push(PHRASES.notStoredFor(scoped.without.map(placeName), understood.years.years));
  }
  return draft.build(found ? 'table' : 'missing', lines.join('\n'));
}

/** The places asked for; equal numbers share a place, so the last place may hold several. */
function placesShown(all: readonly Reading[], { from, to }: Rank): readonly Reading[] {
  const superlative = from === 1 && to === 1;
  const places = superlative ? { first: 1, last: RUNNERS_UP } : { first: from, last: to ?? MAX_LINES };
  const sizes = all.map((each) => sizeOf(mainOf(each)));
  const ties = new Map<number, { place: number; count: number }>();
  for (const [index, size] of sizes.entries()) {
    const tied = ties.get(size);
    if (tied) tied.count += 1;
    else ties.set(size, { place: index + 1, count: 1 });
  }
  return all.slice(0, MAX_LINES).filter((_, index) => {
    const { place, count } = ties.get(sizes[index] ?? 0) ?? { place: 1, count: 1 };
    // Two in second place leave no third: those tied there are shown.
    return place + count - 1 >= places.first && place <= places.last;
  });
}

/** 1 + how many are ahead. */
function placeOf(all: readonly Reading[], reading: Reading): number {
  const size = sizeOf(mainOf(reading));
  return 1 + all.findIndex((each) => sizeOf(mainOf(each)) === size);
}

function linesOf(quantity: Quantity, rank: Rank, all: readonly Reading[], shown: readonly Reading[]): string[] {
  const name = nameOf(quantity);
  const [first] = shown;
  const top = shown.filter((each) => placeOf(all, each) === 1);
  const superlative = rank.from === 1 && rank.to === 1 && first;
  return [
    ...(superlative
      ? [
          PHRASES.rankTop(
            name,
            rank.direction,
            top.map(({ report }) => reportPlace(report)),
            readingText(first),
          ),
        ]
      : []),
    ...(superlative && shown.length === 1 ? [] : [PHRASES.rankHead(name, rank.direction)]),
    ...(superlative && shown.length === 1
      ? []
      : shown.map((each) =>
          PHRASES.rankLine(inChinese(placeOf(all, each)), reportPlace(each.report), readingText(each)),
        )),
    ...(rank.to === null && all.length > shown.length
      ? [PHRASES.rankMore(inChinese(shown.length), countText(all.length))]
      : []),
  ];
}

function placeOfOffice(all: readonly Reading[], ids: readonly number[]): string[] {
  const mine = all.find(({ report }) => ids.includes(report.officeId));
  return mine ? [PHRASES.rankOf(reportPlace(mine.report), inChinese(placeOf(all, mine)), countText(all.length))] : [];
}

/** Where a report contradicts itself, who would lead by its other number. */
function otherOrder(
  draft: ReturnType<typeof startDraft>,
  { read }: Collection,
  { direction, from }: Rank,
  quantity: Quantity,
): string[] {
  if (from !== 1 || !read.some(({ versions }) => versions.length > 1)) return [];
  const other = read.map((each) => ({ ...each, versions: each.versions.slice(-1) }));
  const [leader] = sorted(read, direction);
  const [otherLeader] = sorted(other, direction);
  if (!leader || !otherLeader || leader.report.id === otherLeader.report.id) return [];
  addReadings(draft, [otherLeader]);
  return [PHRASES.rankOther(nameOf(quantity), reportPlace(otherLeader.report), readingText(otherLeader))];
}

function nameOf({ key, clues }: Quantity): string {
  return PHRASES.partName(metricName(key), clues);
}
