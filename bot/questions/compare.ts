import { addReadings, type Collection, caveats, collect, mainOf, readingText, sizeOf, sorted } from '../collection.js';
import { type Draft, type DraftBuilder, startDraft } from '../draft.js';
import { PHRASES } from '../phrases.js';
import { type Measured, quantitiesOf } from '../quantities.js';
import type { Quantity, Reading } from '../quantity.js';
import { type Context, defineQuestion } from '../question.js';
import { resolveScope } from '../scope.js';
import type { Understanding } from '../understand.js';
import { metricName, placeName, reportPlace } from '../wording.js';

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
  ],
  notFor: ['西园街道2023年收到多少件申请', '灵源和振兴采购金额差多少', '灵源与振兴的问题有什么不同'],
  match(understood) {
    const { operations, offices, years, text } = understood;
    const several = offices.length > 1 || (years.years.length > 1 && offices.length > 0);
    const asked = operations.has('comparison');
    if (!several && !asked) return null;
    if ((['ranking', 'trend', 'arithmetic', 'check', 'breakdown'] as const).some((name) => operations.has(name)))
      return null;
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
  const rows = order === 'named' ? read : sorted(read, order);
  addReadings(draft, [...rows, ...apart]);
  return [
    PHRASES.compareHead(nameOf(quantity)),
    ...rows.map((each) => PHRASES.compareLine(reportPlace(each.report), readingText(each))),
    ...(order === 'named' ? [] : verdict(rows, order)),
    ...caveats(formsDiffer ? { ...collection, without: [] } : collection),
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
