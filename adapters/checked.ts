import type { StoredFinding, StoredReport } from '../knowledge/stored.js';
import type { Severity } from '../knowledge/types.js';
import { findingId } from '../knowledge/verdicts.js';

/** One report and what the checks found in it: what `check` prints in every form. */
export interface Checked {
  readonly report: Pick<StoredReport, 'officeId' | 'office' | 'year' | 'title' | 'file'>;
  readonly county: string | null;
  /** In the order of the rules; those that could not be told as well. */
  readonly findings: readonly StoredFinding[];
  /** The stored report of the year before, that some findings compare with. */
  readonly before: Pick<StoredReport, 'file' | 'year'> | null;
  /** False for a draft: its doubts have no name to decide about. */
  readonly stored: boolean;
}

/** Doubts people are told of first, as they are grouped. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

/** The short name of a doubt, or null for a draft's. */
export function idOf({ stored, report }: Checked, { rule, at }: StoredFinding): string | null {
  return stored ? findingId({ office: report.officeId, year: report.year, rule, at }) : null;
}

/** What is wrong with a report at one severity. */
export function brokenAt({ findings }: Checked, severity: Severity): readonly StoredFinding[] {
  return findings.filter((finding) => finding.outcome === 'broken' && finding.severity === severity);
}

/** One place a finding compares: what stands there, in which file and line. */
export interface Quoted {
  readonly quote: string;
  readonly section: string;
  readonly file: string;
  readonly year: number;
  readonly line: number | null;
}

/** The places of a finding that have words to quote. */
export function quotedIn({ report, before }: Checked, finding: StoredFinding): readonly Quoted[] {
  return finding.places
    .filter(({ quote }) => quote !== '')
    .flatMap(({ quote, section, line, previousYear }) => {
      const from = previousYear ? before : report;
      return from ? [{ quote, section, line, file: from.file, year: from.year }] : [];
    });
}
