import { type Evaluation, evaluateReport } from '../knowledge/checks.js';
import type { StoredFinding, StoredReport } from '../knowledge/stored.js';
import type { Severity } from '../knowledge/types.js';
import { isDismissed } from '../knowledge/verdicts.js';
import { tellDoubts } from './doubt-telling.js';
import { type Draft, type DraftBuilder, startDraft } from './draft.js';
import { PHRASES } from './phrases.js';
import type { Context } from './question.js';
import { ofReport } from './stored-index.js';
import { reportName } from './wording.js';

/** What of the checks is asked about: a rule, a table, a figure. */
export interface CheckedTopic {
  readonly name: string;
  readonly takes: (check: Pick<StoredFinding, 'rule' | 'message' | 'metrics'>) => boolean;
  /** Where nothing is broken, the sentence the check rests on is quoted. */
  readonly quotes: boolean;
}

/**
 * The findings of reports, grouped 错误/提醒/提示; of several reports first which have any, those with errors before the
 * rest. Staff see the short name of each and what was decided about it; what was decided to be none is not told the public.
 */
export async function answerChecks(
  reports: readonly StoredReport[],
  topic: CheckedTopic | null,
  context: Context,
): Promise<Draft> {
  const stored = await context.knowledge.findings({
    offices: [...new Set(reports.map(({ officeId }) => officeId))],
    years: [...new Set(reports.map(({ year }) => year))],
  });
  const draft = startDraft(context.reports);
  const checked = reports.map((report) => {
    const mine = ofReport(stored, report.id).filter((each) => !topic || topic.takes(each));
    const found = mine.filter(({ outcome }) => outcome === 'broken');
    const broken = context.role === 'staff' ? found : found.filter((each) => !isDismissed(each));
    return { report, mine, broken, settled: found.length > 0 && broken.length === 0 };
  });
  const lines: string[] = reports.length > 1 ? summary(checked) : [];
  const many = reports.length > MAX_DETAILED;
  const ordered = [...checked].sort((a, b) => Number(hasError(b)) - Number(hasError(a)));
  const told = reports.length === 1 ? checked : ordered.filter(({ broken }) => broken.length > 0);
  for (const each of told) {
    const { report, mine, broken } = each;
    const shown = many && !topic ? broken.filter(({ severity }) => severity === 'error') : broken;
    if (shown.length === 0 && many) continue;
    if (reports.length > 1) lines.push(...linesOf(draft, report, shown, context));
    else lines.push(...(await onlyReport(draft, each, topic, context)));
    if (shown.length < broken.length) lines.push(PHRASES.checkMinor(reportName(report)));
    else if (mine.some(({ outcome }) => outcome === 'cannot_tell') && !many) lines.push(PHRASES.checkPartly);
  }
  return draft.build('check', lines.join('\n'));
}

// --- internal ---

/** Above so many reports the smaller doubts of each are only said to be there. */
const MAX_DETAILED = 8;
const MAX_NAMED = 40;
const MAX_HOLDING = 6;
const MAX_QUOTE = 300;
const ORDER: readonly Severity[] = ['error', 'warning', 'info'];

interface Checked {
  readonly report: StoredReport;
  readonly mine: readonly StoredFinding[];
  readonly broken: readonly StoredFinding[];
  /** All that was broken was decided to be none. */
  readonly settled: boolean;
}

function hasError({ broken }: Checked): boolean {
  return broken.some(({ severity }) => severity === 'error');
}

/** Which reports have errors, which only lesser doubts, which none. */
function summary(checked: readonly Checked[]): string[] {
  const names = (those: readonly Checked[]) => ({
    shown: those.slice(0, MAX_NAMED).map(({ report }) => reportName(report)),
    more: those.length > MAX_NAMED,
  });
  const errors = checked.filter(hasError);
  const lesser = checked.filter((each) => each.broken.length > 0 && !hasError(each));
  const clean = checked.filter(({ broken }) => broken.length === 0);
  return [
    ...(errors.length > 0 ? [PHRASES.checkWithErrors(names(errors))] : []),
    ...(lesser.length > 0 ? [PHRASES.checkWithDoubts(names(lesser))] : []),
    ...(clean.length > 0 ? [PHRASES.checkWithout(names(clean))] : []),
  ];
}

async function onlyReport(
  draft: DraftBuilder,
  { report, mine, broken, settled }: Checked,
  topic: CheckedTopic | null,
  context: Context,
): Promise<string[]> {
  if (settled) return [PHRASES.checkSettled(reportName(report), topic?.name ?? '')];
  const agreeing = topic ? await holding(report, topic, context) : [];
  const messages = [...new Set(agreeing.map(({ message }) => message))];
  if (broken.length > 0) {
    // What holds of the thing asked about is said beside what does not; sums without their cells would be loose numbers.
    const unread = broken.some(({ rule }) => rule === 'STR-TABLE');
    const beside = unread ? [] : messages.filter((message) => !/\d/.test(message)).slice(0, MAX_HOLDING);
    return [...linesOf(draft, report, broken, context), ...beside];
  }
  const silent = topic !== null && mine.length === 0 && agreeing.length === 0;
  const quoted = topic?.quotes ? quoteHolding(draft, report, agreeing) : [];
  return [cleanLine(report, topic, messages, silent), ...quoted];
}

function linesOf(
  draft: DraftBuilder,
  report: StoredReport,
  findings: readonly StoredFinding[],
  { role }: Context,
): string[] {
  const groups = ORDER.flatMap((severity) =>
    tellDoubts(
      draft,
      findings.filter((each) => each.severity === severity),
      role,
      ({ message }, ids) => PHRASES.tableLine(`${PHRASES.checkGroup[severity]}${ids}`, message),
    ),
  );
  return [PHRASES.checkHead(reportName(report)), ...groups];
}

/** What the checks of a topic say that were really decided and hold. */
async function holding(
  report: StoredReport,
  topic: CheckedTopic,
  { knowledge, reports }: Context,
): Promise<Evaluation[]> {
  const whole = await knowledge.report(report.id);
  const before = reports.find((each) => each.officeId === report.officeId && each.year === report.year - 1);
  const outcomes = evaluateReport(whole, before ? await knowledge.report(before.id) : null);
  return outcomes.filter((each) => topic.takes(each) && each.outcome === 'holds');
}

/** The sentence that a check of the running text rests on; rows of tables are not repeated. */
function quoteHolding(draft: DraftBuilder, report: StoredReport, agreeing: readonly Evaluation[]): string[] {
  const told = agreeing.filter(({ rule }) => /^(?:N-|DATE-)/.test(rule));
  const [place] = told.flatMap(({ places }) => places).filter(({ quote }) => quote !== '' && quote.length <= MAX_QUOTE);
  if (!place) return [];
  draft.cite({ ...report, reportId: report.id }, place);
  return [PHRASES.passageHead(reportName(report), place.section), PHRASES.passageQuote(place.quote)];
}

function cleanLine(
  report: StoredReport,
  topic: CheckedTopic | null,
  agreeing: readonly string[],
  silent: boolean,
): string {
  if (!topic) return PHRASES.checkClean(reportName(report));
  if (agreeing.length > 0) return PHRASES.checkCleanOf(reportName(report), topic.name);
  if (topic.name === '跨年衔接') return PHRASES.checkNoPrevious(reportName(report));
  return silent
    ? PHRASES.checkNone(reportName(report), topic.name)
    : PHRASES.checkUndecided(reportName(report), topic.name);
}
