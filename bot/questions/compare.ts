import { addReadings, type Collection, caveats, collect, mainOf, readingText, sizeOf, sorted } from '../collection.js';
import { type Draft, type DraftBuilder, startDraft } from '../draft.js';
import { namesGroup } from '../mentions/groups.js';
import { PHRASES } from '../phrases.js';
import { type Measured, quantitiesOf } from '../quantities.js';
import type { Quantity, Reading } from '../quantity.js';
import { type Context, defineQuestion } from '../question.js';
import { resolveScope } from '../scope.js';
import type { Understanding } from '../understand.js';
import { countText, metricName, placeName, reportPlace } from '../wording.js';

/** The same figure of several offices or years side by side. */
export interface CompareQuery extends Measured {
  /** `named`: as the question names them. */
  readonly order: 'named' | 'most' | 'least';
}

export const compare = defineQuestion<CompareQuery>({
  name: 'compare',
  kind: 'table',
  examples: [
    '灵源和省新2020年申请量对比',
    '西园和东石哪个主动公开多',
    '2020年灵源、振兴、省新谁公开得多',
    '灵源街道和东石镇的粉丝数',
    '灵源和西园规范性文件对比',
    '2020年各单位收到的申请都列一下',
    '晋江各街道分别公开了多少条',
  ],
  notFor: ['西园街道2023年收到多少件申请', '灵源和振兴采购金额差多少', '灵源与振兴的问题有什么不同'],
  match(understood) {
    const { operations, offices, years, text } = understood;
    const several = offices.length > 1 || (years.years.length > 1 && offices.length > 0);
    const group = offices.length === 0 && isGroup(understood);
    // 哪个县公开得多 sets counties against each other, which no report does.
    if (understood.places.length > 1 && /哪一?个?[县市区](?!直)/.test(text)) return null;
    const asked =
      operations.has('comparison') ||
      (group && (operations.has('listing') || operations.has('count') || EACH.test(text)));
    if (!several && !asked) return null;
    if ((['ranking', 'trend', 'arithmetic', 'check'] as const).some((name) => operations.has(name))) return null;
    if (operations.has('breakdown') && !(group && EACH_ONE.test(text))) return null;
    if (!asked && asksForWords(understood)) return null;
    const measured = quantitiesOf(understood);
    return measured ? { ...measured, order: orderOf(text) } : null;
  },
  answer: answerCompare,
});

/** A question for a time, a place or a reason is not answered with numbers. */
export function asksForWords({ operations }: Understanding): boolean {
  return (['when', 'where', 'who', 'how', 'why', 'meaning', 'content'] as const).some((name) => operations.has(name));
}

/** Answers with a number for each report; what cannot be compared is shown and said. */
export async function answerCompare(
  { quantities, formsDiffer, order }: CompareQuery,
  understood: Understanding,
  context: Context,
): Promise<Draft> {
  const scoped = resolveScope(understood, context, { noYear: 'latest', noOffice: 'all' });
  if (!scoped.found) return scoped.draft;
  const collections = await Promise.all(quantities.map((quantity) => collect(quantity, scoped.reports, context)));
  const shown = formsDiffer ? collections.filter(({ read }) => read.length > 0) : collections;
  const draft = startDraft(context.reports);
  const lines = (shown.length > 0 ? shown : collections).flatMap((each) =>
    linesOf(draft, each, formsDiffer ? 'named' : order, formsDiffer),
  );
  if (formsDiffer && shown.length > 1) lines.unshift(PHRASES.formsDiffer);
  if (scoped.without.length > 0)
    lines.push(PHRASES.notStoredFor(scoped.without.map(placeName), understood.years.years));
  const found = collections.some(({ read, apart }) => read.length + apart.length > 0);
  return draft.build(found ? 'table' : 'missing', lines.join('\n'));
}

// --- internal ---

/** Lines of one figure; more would not be read. */
const MAX_LINES = 20;

/** 各单位申请数: what each has is asked without asking how much. */
const EACH = /各(?:个)?(?:单位|街道|乡|镇|部门|局|家|地)|(?:所有|全部)(?:的)?(?:单位|街道|乡|镇|部门)/;

/** 各街道分别多少 asks for each office, not for the parts of a figure. */
const EACH_ONE = /^(?!.*(?:分类|各类|哪几类|哪些类|构成|明细|分布|细目|各项|结果)).*分别/;

/** Offices named by kind, place or number; 你们收到几件 is none. */
function isGroup({ kinds, places, text, pronoun, unknownOffice }: Understanding): boolean {
  return (
    !pronoun &&
    unknownOffice === null &&
    (kinds.size > 0 || namesGroup(text) || (places.length > 0 && /列|一览|清单|汇总/.test(text)))
  );
}

function orderOf(text: string): CompareQuery['order'] {
  const asked = /(?:谁|哪一?[个家边所份年]|哪个).{0,14}([多高大少低])|[更比较最]([多高大少低])/.exec(text);
  const word = asked?.[1] ?? asked?.[2];
  if (!word) return 'named';
  return /[少低]/.test(word) ? 'least' : 'most';
}

function linesOf(
  draft: DraftBuilder,
  collection: Collection,
  order: CompareQuery['order'],
  formsDiffer: boolean,
): string[] {
  const { quantity, read, apart } = collection;
  const all = order === 'named' ? read : sorted(read, order);
  const rows = all.slice(0, MAX_LINES);
  addReadings(draft, [...rows, ...apart.slice(0, MAX_LINES)]);
  return [
    PHRASES.compareHead(nameOf(quantity)),
    ...rows.map((each) => PHRASES.compareLine(reportPlace(each.report), readingText(each))),
    ...(order === 'named' ? [] : verdict(rows, order)),
    ...(all.length > rows.length ? [PHRASES.listMore(countText(rows.length))] : []),
    ...caveats(formsDiffer ? { ...collection, without: [] } : collection, rows),
  ];
}

function verdict(rows: readonly Reading[], order: 'most' | 'least'): string[] {
  const [first, second] = rows;
  if (!first || !second) return [PHRASES.compareAlone];
  if (sizeOf(mainOf(first)) === sizeOf(mainOf(second))) return rows.length === 2 ? [PHRASES.compareEqual] : [];
  return [PHRASES.compareMost(reportPlace(first.report), order)];
}

function nameOf({ key, clues }: Quantity): string {
  return PHRASES.partName(metricName(key), clues);
}
