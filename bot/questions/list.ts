import { addReadings, caveats, collect, readingText } from '../collection.js';
import { numberOf } from '../computed.js';
import { type Draft, startDraft } from '../draft.js';
import { type Condition, findCondition } from '../mentions/conditions.js';
import { withoutAnalysis } from '../mentions/operations.js';
import { PHRASES } from '../phrases.js';
import { type Measured, quantitiesOf } from '../quantities.js';
import type { Quantity, Reading } from '../quantity.js';
import { type Context, defineQuestion } from '../question.js';
import { resolveScope } from '../scope.js';
import type { Understanding } from '../understand.js';
import { countText, inChinese, metricName, numberText, placeName, reportPlace } from '../wording.js';

/** Which offices' figures are zero, not zero, above or below a number. */
interface ListQuery extends Measured {
  readonly condition: Condition;
}

export const list = defineQuestion<ListQuery>({
  name: 'list',
  kind: 'table',
  examples: ['哪几个单位2020年没有收到申请', '哪些镇一件都没有', '五个单位谁有诉讼', '哪些单位主动公开超过一百条'],
  notFor: ['哪些单位提到疫情', '哪些年报有错误', '有哪些单位的年报', '西园街道2023年有没有被行政诉讼'],
  match(understood) {
    const { operations, offices, text, metrics } = understood;
    const which = WHICH.test(text) && offices.length !== 1;
    const other = (['check', 'mention', 'ranking', 'when', 'where', 'how', 'why', 'meaning'] as const).some((name) =>
      operations.has(name),
    );
    if (!which || other) return null;
    const condition = findCondition(text.replace(WHICH, ''));
    if (!condition) return null;
    const measured = quantitiesOf(understood, contentOf(understood, condition));
    if (measured) return { ...measured, condition };
    // 哪些镇一件都没有: applications are what is counted in 件 and may be none.
    const bare = metrics.length === 0 && contentOf(understood, condition).every((run) => run.length < 2);
    return bare && condition.name === 'zero' && /件|申请|依申请/.test(text)
      ? { quantities: [applications(understood.topic)], formsDiffer: false, condition }
      : null;
  },
  answer: answerList,
});

// --- internal ---

const MAX_LINES = 40;
const WHICH =
  /哪一?[些几个家]?个?(?:单位|街道|镇|乡镇|镇街|乡|部门|局|地方|家|份|年报|报告)?|有多少个?(?:单位|街道|镇|乡镇|部门|家)|多少家|几家|几个(?:单位|街道|镇|乡镇|部门)|谁/;

function applications(topic: string): Quantity {
  return { key: 'applications_new', applicant: null, clues: [], unit: null, topic };
}

/** Content besides the condition's own words. */
function contentOf({ rest }: Understanding, { limit }: Condition): readonly string[] {
  const number = limit === null ? '' : numberText(limit);
  return withoutAnalysis(rest)
    .map((run) =>
      run
        .replace(number, '')
        .replace(/发生|收到|接到|一件|都|也|没|有|被|超过|[〇零一二两三四五六七八九十百千万\d]+/g, ''),
    )
    .filter((run) => run.length >= 2);
}

async function answerList(query: ListQuery, understood: Understanding, context: Context): Promise<Draft> {
  const scoped = resolveScope(understood, context, { noYear: 'latest', noOffice: 'all' });
  if (!scoped.found) return scoped.draft;
  const draft = startDraft(context.reports);
  const lines: string[] = [];
  let listed = 0;
  let known = 0;
  for (const quantity of query.quantities) {
    const collection = await collect(quantity, scoped.reports, context);
    const { read } = collection;
    const agreeing = read.filter((each) => holds(each, query.condition) === true);
    const doubtful = read.filter((each) => holds(each, query.condition) === 'some');
    const shown = agreeing.slice(0, MAX_LINES);
    addReadings(draft, [...shown, ...doubtful]);
    listed += agreeing.length + doubtful.length;
    known += read.length;
    lines.push(
      head(quantity, query.condition, agreeing.length, read.length),
      ...shown.map((each) => PHRASES.compareLine(reportPlace(each.report), readingText(each))),
      ...(agreeing.length > shown.length ? [PHRASES.listMore(countText(shown.length))] : []),
      ...(doubtful.length > 0 ? [PHRASES.listDoubtful] : []),
      ...doubtful.map((each) => PHRASES.compareLine(reportPlace(each.report), readingText(each))),
      ...caveats({ ...collection, apart: [] }, [...shown, ...doubtful]),
    );
  }
  if (scoped.without.length > 0)
    lines.push(PHRASES.notStoredFor(scoped.without.map(placeName), understood.years.years));
  return draft.build(listed > 0 || known > 0 ? 'table' : 'missing', lines.join('\n'));
}

/** `some`: by one of the numbers that contradict each other, not by the other. */
function holds({ versions }: Reading, condition: Condition): boolean | 'some' {
  const outcomes = new Set(versions.map(({ of }) => condition.holds(numberOf(of))));
  return outcomes.size > 1 ? 'some' : outcomes.has(true);
}

function head(quantity: Quantity, { name, limit }: Condition, count: number, known: number): string {
  const said = PHRASES.condition[name](limit === null ? '' : inChinese(limit));
  const of = countText(known);
  return count === 0
    ? PHRASES.listNone(metricName(quantity.key), said, of)
    : PHRASES.listHead(metricName(quantity.key), said, countText(count), of);
}
