import type { StoredReport } from '../../knowledge/stored.js';
import { addReadings, type Collection, caveats, collect, readingText, sizeOf } from '../collection.js';
import { numberOf, type Operand } from '../computed.js';
import { type Asked, asksOffices, conditionsOf, withoutNumbers, withoutOffices } from '../conditions-asked.js';
import { type Draft, type DraftBuilder, startDraft } from '../draft.js';
import { type Condition, findConditions } from '../mentions/conditions.js';
import { PHRASES } from '../phrases.js';
import { quantitiesOf } from '../quantities.js';
import type { Quantity, Reading } from '../quantity.js';
import { type Context, defineQuestion } from '../question.js';
import { unitOf } from '../reading.js';
import { resolveScope } from '../scope.js';
import type { Understanding } from '../understand.js';
import { unitKind } from '../units.js';
import { countText, inChinese, metricName, placeName, reportPlace } from '../wording.js';

/** Which offices' figures are zero, not zero, above or below a number; each list's conditions hold together. */
interface ListQuery {
  readonly lists: readonly (readonly Asked[])[];
}

export const list = defineQuestion<ListQuery>({
  name: 'list',
  kind: 'table',
  examples: [
    '哪几个单位2020年没有收到申请',
    '哪些镇一件都没有',
    '五个单位谁有诉讼',
    '哪些单位主动公开超过一百条',
    '2020年申请三件以上且主动公开超过五十条的单位',
  ],
  notFor: ['哪些单位提到疫情', '哪些年报有错误', '有哪些单位的年报', '西园街道2023年有没有被行政诉讼'],
  match(understood) {
    const { operations, offices, text } = understood;
    const which = asksOffices(text) && offices.length !== 1;
    const other = (['check', 'mention', 'ranking', 'when', 'where', 'how', 'why', 'meaning'] as const).some((name) =>
      operations.has(name),
    );
    if (!which || other) return null;
    const conditions = findConditions(withoutOffices(text));
    const [condition] = conditions;
    if (!condition) return null;
    const about = withoutNumbers(understood, conditions);
    const together = conditions.length > 1 ? conditionsOf(understood, conditions) : null;
    if (together) return { lists: [together] };
    const measured = quantitiesOf(about);
    if (measured)
      return {
        lists: measured.quantities.map((quantity) => conditions.map((each) => ({ quantity, condition: each }))),
      };
    // 哪些镇一件都没有: applications are what is counted in 件 and may be none.
    const bare = about.metrics.length === 0 && about.content.every((run) => run.length < 2);
    return bare && condition.name === 'zero' && /件|申请|依申请/.test(text)
      ? { lists: [[{ quantity: applications(understood.topic), condition }]] }
      : null;
  },
  answer: answerList,
});

// --- internal ---

const MAX_LINES = 40;
function applications(topic: string): Quantity {
  return { key: 'applications_new', applicant: null, clues: [], unit: null, topic };
}

async function answerList({ lists }: ListQuery, understood: Understanding, context: Context): Promise<Draft> {
  const scoped = resolveScope(understood, context, { noYear: 'latest', noOffice: 'all' });
  if (!scoped.found) return scoped.draft;
  const draft = startDraft(context.reports);
  const lines: string[] = [];
  let known = 0;
  for (const asked of lists) {
    const told = await tellList(draft, asked, scoped.reports, context);
    known += told.known;
    lines.push(...told.lines);
  }
  if (scoped.without.length > 0)
    lines.push(PHRASES.notStoredFor(scoped.without.map(placeName), understood.years.years));
  return draft.build(known > 0 ? 'table' : 'missing', lines.join('\n'));
}

/** One office with its figure for each condition. */
interface Row {
  readonly report: StoredReport;
  readonly readings: readonly Reading[];
  readonly holds: boolean | 'some';
}

async function tellList(
  draft: DraftBuilder,
  asked: readonly Asked[],
  reports: readonly StoredReport[],
  context: Context,
): Promise<{ readonly known: number; readonly lines: readonly string[] }> {
  const collections = await Promise.all(
    [...new Map(asked.map(({ quantity }) => [quantity.key, quantity])).values()].map((each) =>
      collect(each, reports, context),
    ),
  );
  const rows = reports.flatMap((report) => rowOf(report, asked, collections));
  const agreeing = rows.filter(({ holds }) => holds === true);
  const doubtful = rows.filter(({ holds }) => holds === 'some').slice(0, MAX_LINES);
  const shown = agreeing.slice(0, MAX_LINES);
  addReadings(
    draft,
    [...shown, ...doubtful].flatMap(({ readings }) => readings),
  );
  const line = ({ report, readings }: Row) =>
    PHRASES.compareLine(
      reportPlace(report),
      readings
        .map(
          (each, index) =>
            (index === 0 ? '' : `${metricName(collections[index]?.quantity.key ?? '')}`) + readingText(each),
        )
        .join('，'),
    );
  return {
    known: rows.length,
    lines: [
      head(asked, agreeing.length, rows.length),
      ...shown.map(line),
      ...(agreeing.length > shown.length ? [PHRASES.listMore(countText(shown.length))] : []),
      ...(doubtful.length > 0 ? [PHRASES.listDoubtful] : []),
      ...doubtful.map(line),
      ...collections.flatMap((each, index) =>
        caveats(
          { ...each, apart: [] },
          [...shown, ...doubtful].flatMap(({ readings }) => readings[index] ?? []),
        ),
      ),
    ],
  };
}

/** None where the report lacks one of the figures. */
function rowOf(report: StoredReport, asked: readonly Asked[], collections: readonly Collection[]): readonly Row[] {
  const readings = collections.flatMap(({ read }) => read.find((each) => each.report.id === report.id) ?? []);
  if (readings.length < collections.length) return [];
  const outcomes = asked.map(({ quantity, condition }) => {
    const index = collections.findIndex((each) => each.quantity.key === quantity.key);
    const reading = readings[index];
    return reading ? holds(reading, condition) : false;
  });
  const all = outcomes.includes(false) ? false : outcomes.includes('some') ? 'some' : true;
  return [{ report, readings, holds: all }];
}

/** `some`: by one of the numbers that contradict each other, not by the other. */
function holds({ versions }: Reading, condition: Condition): boolean | 'some' {
  const outcomes = new Set(versions.map(({ of }) => condition.holds(comparedOf(of, condition))));
  return outcomes.size > 1 ? 'some' : outcomes.has(true);
}

function comparedOf(operand: Operand, { inYuan }: Condition): number {
  return inYuan && unitKind(unitOf(operand)).kind === 'money' ? sizeOf(operand) : numberOf(operand);
}

function head(asked: readonly Asked[], count: number, known: number): string {
  const said = asked.map(({ quantity, condition: { name, limit } }, index) => {
    const repeated = index > 0 && asked[index - 1]?.quantity.key === quantity.key;
    return (repeated ? '' : metricName(quantity.key)) + PHRASES.condition[name](limit === null ? '' : inChinese(limit));
  });
  const words = PHRASES.conditions(said);
  return count === 0
    ? PHRASES.listNone(words, countText(known))
    : PHRASES.listHead(words, countText(count), countText(known));
}
