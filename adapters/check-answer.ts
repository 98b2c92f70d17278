import type { Answer, AnswerFinding } from '../bot/answer.js';
import { type Draft, finish, say } from '../bot/draft.js';
import { findViolation } from '../bot/guard.js';
import { PHRASES } from '../bot/phrases.js';
import { reportName } from '../bot/wording.js';
import type { StoredFinding, StoredReport, Verdict } from '../knowledge/stored.js';
import { fold } from '../knowledge/text.js';
import type { Report, Severity } from '../knowledge/types.js';
import { brokenAt, type Checked, idOf, quotedIn, SEVERITIES } from './checked.js';

/** A finding of `check --json`: that of every answer, and what a person decides by. */
export interface CheckFinding extends AnswerFinding {
  /** Null in a draft. */
  readonly id: string | null;
  readonly severity: Severity;
  readonly office: string;
  readonly year: number;
  readonly verdict: Verdict | null;
}

export interface CheckAnswer extends Answer {
  readonly findings: readonly CheckFinding[];
}

/**
 * The `Answer` of kind `check` (contract.md), held to its sources by the guard as every answer is.
 * @param sourceOf the report behind an id of `reportId`, whole
 */
export async function toAnswer(
  question: string,
  checked: readonly Checked[],
  reports: readonly StoredReport[],
  sourceOf: (reportId: number) => Promise<Report>,
): Promise<CheckAnswer> {
  const citations: Draft['citations'][number][] = [];
  const findings = checked.flatMap((each) =>
    SEVERITIES.flatMap((severity) => brokenAt(each, severity)).map((finding) => ({
      rule: finding.rule,
      message: finding.message,
      citations: citationsOf(each, finding, reports, citations),
      id: idOf(each, finding),
      severity: finding.severity,
      office: each.report.office,
      year: each.report.year,
      verdict: finding.verdict,
    })),
  );
  const text = checked.flatMap(textOf).join('\n');
  const draft: Draft = { kind: 'check', text, values: [], citations, findings, choices: [], stated: [] };
  const sources = new Map<number, string>();
  for (const { reportId } of citations) {
    if (!sources.has(reportId)) sources.set(reportId, fold((await sourceOf(reportId)).lines.join('\n')));
  }
  const years = new Set([...reports, ...checked.map(({ report }) => report)].flatMap(({ year }) => [year - 1, year]));
  const violation = findViolation(draft, { sourceOf: (id) => sources.get(id) ?? null, years, question });
  return violation
    ? { ...finish(question, say('refused', PHRASES.guarded)), findings: [] }
    : { ...finish(question, draft), findings };
}

// --- internal ---

/** Indexes of the places of a finding among the citations; the same place is cited once. */
function citationsOf(
  checked: Checked,
  finding: StoredFinding,
  reports: readonly StoredReport[],
  citations: Draft['citations'][number][],
): number[] {
  const { office, title } = checked.report;
  const before = reports.find(
    ({ officeId, year }) => officeId === checked.report.officeId && year === checked.report.year - 1,
  );
  return quotedIn(checked, finding).flatMap(({ quote, section, file, year, line }) => {
    const own = year === checked.report.year;
    if (!own && !before) return [];
    const reportId = own ? finding.reportId : (before?.id ?? 0);
    const same = citations.findIndex(
      (each) => each.reportId === reportId && each.citation.quote === quote && each.citation.line === line,
    );
    if (same >= 0) return [same];
    const citation = { office, year, title: own ? title : (before?.title ?? title), section, quote, file, line };
    return [citations.push({ reportId, citation }) - 1];
  });
}

function textOf(checked: Checked): string[] {
  const { report, findings } = checked;
  const lines = SEVERITIES.flatMap((severity) =>
    [...new Set(brokenAt(checked, severity).map(({ message }) => message))].map((message) =>
      PHRASES.tableLine(PHRASES.checkGroup[severity], message),
    ),
  );
  return [
    ...(lines.length > 0
      ? [PHRASES.checkHead(reportName(report)), ...lines]
      : [PHRASES.checkClean(reportName(report))]),
    ...(findings.some(({ outcome }) => outcome === 'cannot_tell') ? [PHRASES.checkPartly] : []),
  ];
}
