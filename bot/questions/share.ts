import { METRICS, metric, TABLE3_ROWS } from '../../knowledge/metrics.js';
import { percentOf } from '../arithmetic.js';
import { collect, mainOf } from '../collection.js';
import { compute, type Operand } from '../computed.js';
import { type Draft, type DraftBuilder, startDraft } from '../draft.js';
import { PHRASES } from '../phrases.js';
import { quantitiesOf } from '../quantities.js';
import type { Quantity, Reading } from '../quantity.js';
import { type Context, defineQuestion } from '../question.js';
import { unitOf } from '../reading.js';
import { resolveScope } from '../scope.js';
import type { Understanding } from '../understand.js';
import { sameKind } from '../units.js';
import { versionText } from '../versions.js';
import { applicantName, metricName, reportName, statedText } from '../wording.js';

/** What part of a whole something is: a category of what was disclosed, an applicant of a row, a result of all results. */
interface ShareQuery {
  readonly part: Quantity;
  readonly whole: Quantity;
}

export const share = defineQuestion<ShareQuery>({
  name: 'share',
  kind: 'computed',
  examples: ['东石规划计划类占比', '灵源安全生产类占比', '省新镇自然人占比', '灵源街道2020年转发占公众号发布的比例'],
  notFor: ['省新镇公开率', '西园街道2023年主动公开多少条信息'],
  match(understood) {
    if (!SHARE.test(understood.text)) return null;
    const measured = quantitiesOf(understood) ?? applicantsAsked(understood);
    const candidates = (measured?.quantities ?? []).flatMap((part) => {
      const whole = wholeOf(part);
      return whole ? [{ part, whole }] : [];
    });
    // 规划计划类占主动公开的比例 names the whole as well.
    return candidates.find(({ part }) => part.key !== 'proactive_disclosed_count') ?? null;
  },
  answer: answerShare,
});

// --- internal ---

const SHARE = /占比|比例|比重|占.{0,12}(?:多少|几成|百分)|百分之几|几成|份额/;

const RESULT_ROWS = new Set(
  TABLE3_ROWS.filter(({ depth, key }) => depth > 1 && key !== 'results_total').map(({ key }) => key),
);
const WHOLES: Readonly<Record<string, string>> = {
  category_count: 'proactive_disclosed_count',
  applications_channel: 'applications_new',
};

/** 企业占比: of the applications received, where no other row is named. */
function applicantsAsked({
  metrics,
  applicants,
  content,
  topic,
}: Understanding): { quantities: readonly Quantity[] } | null {
  const alone = metrics.length === 0 && content.every((run) => run.length < 2);
  if (!alone) return null;
  return {
    quantities: applicants.map((applicant) => ({ key: 'applications_new', applicant, clues: [], unit: null, topic })),
  };
}

/** What a figure is a part of; null where the reports print no whole for it. */
function wholeOf(part: Quantity): Quantity | null {
  const entry = metric(part.key);
  const of = (key: string): Quantity => ({ ...part, key, applicant: null, clues: [], unit: null });
  if (part.applicant !== null && part.applicant !== 'total' && entry.table === 3) return of(part.key);
  if (entry.parts && part.clues.length > 0) return of(WHOLES[part.key] ?? part.key);
  const summed = entry.formula?.kind === 'sum' && entry.formula.of.every((key) => RESULT_ROWS.has(key));
  if (RESULT_ROWS.has(part.key) || summed) return of('results_total');
  const total = part.key.replace(/_(?:upheld|corrected|other|pending)$/, '_total');
  return entry.table === 4 && total !== part.key && METRICS.has(total) ? of(total) : null;
}

async function answerShare({ part, whole }: ShareQuery, understood: Understanding, context: Context): Promise<Draft> {
  const scoped = resolveScope(understood, context, { noYear: 'latest', noOffice: 'ask' });
  if (!scoped.found) return scoped.draft;
  const [parts, wholes] = await Promise.all([part, whole].map((each) => collect(each, scoped.reports, context)));
  const draft = startDraft(context.reports);
  const told = scoped.reports.map((report) => {
    const of = (readings: readonly Reading[] = []) => readings.find((each) => each.report.id === report.id);
    return tellShare(draft, part, whole, [of(parts?.read), of(wholes?.read)], reportName(report));
  });
  const found = told.some((each) => each.found);
  return draft.build(found ? 'computed' : 'missing', told.map(({ text }) => text).join('\n'));
}

function tellShare(
  draft: DraftBuilder,
  part: Quantity,
  whole: Quantity,
  [some, all]: readonly [Reading | undefined, Reading | undefined],
  report: string,
): { readonly found: boolean; readonly text: string } {
  if (!some || !all || !sameKind(unitOf(mainOf(some)), unitOf(mainOf(all)))) {
    return { found: false, text: PHRASES.shareUnknown(report, nameOf(part), metricName(whole.key)) };
  }
  const [over, under] = pairOf(some, all);
  const { office, year } = some.report;
  const natural = part.key === 'applications_new' && part.applicant === 'natural_person';
  const key = natural ? 'natural_person_share' : part.key;
  const of = compute({ office, year, metric: key, unit: '%' }, percentOf(term(over), term(under)));
  if (!of) return { found: false, text: PHRASES.notApplicable(report, PHRASES.shareName(nameOf(part, over))) };
  draft.addAll([of]);
  for (const finding of [...some.doubts, ...all.doubts].slice(0, 3)) draft.addFinding(finding);
  const doubtful = some.doubts.length + all.doubts.length > 0 ? PHRASES.doubtful : '';
  const text = PHRASES.share(
    report,
    nameOf(part, over),
    metricName(whole.key),
    versionText(of),
    stated(over),
    stated(under),
  );
  return { found: true, text: text + doubtful };
}

/** Where a report contradicts itself, numbers of the same column are set against each other. */
function pairOf(some: Reading, all: Reading): readonly [Operand, Operand] {
  const columnOf = (operand: Operand) => ('calculation' in operand ? operand.value.applicant : operand.applicant);
  const over = mainOf(some);
  const under = all.versions.find(({ of }) => columnOf(of) === columnOf(over))?.of ?? mainOf(all);
  return [over, under];
}

function term(of: Operand): { of: Operand; factor: number }[] {
  return [{ of, factor: 1 }];
}

function stated(operand: Operand): string {
  return 'calculation' in operand ? versionText(operand) : statedText(operand);
}

function nameOf(part: Quantity, operand?: Operand): string {
  const named = operand && 'part' in operand ? operand.part : part.clues.join('').replace(/\d+/g, '');
  const column = part.applicant ? `（${applicantName(part.applicant)}）` : '';
  return `${metricName(part.key)}${named ? `—${named}` : ''}${column}`;
}
