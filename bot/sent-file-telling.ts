import type { StoredFinding } from '../knowledge/stored.js';
import type { Report, Severity } from '../knowledge/types.js';
import type { Draft, DraftBuilder } from './draft.js';
import { PHRASES } from './phrases.js';
import type { CheckedFile } from './sent-file.js';
import { reportName } from './wording.js';

/**
 * Tells what was found in a draft: what report it is taken for, the doubts grouped 错误/提醒/提示 with the words they
 * compare, what could not be read.
 */
export function tellCheckedFile(
  draft: DraftBuilder,
  name: string,
  { report, findings, messages, before }: CheckedFile,
): Draft {
  const broken = findings.filter(({ outcome }) => outcome === 'broken');
  const undecided = findings.filter(({ outcome }) => outcome === 'cannot_tell');
  const unread = notRead(
    messages.map(({ text }) => text),
    undecided,
  );
  const lines = [
    PHRASES.fileRead(name, reportName({ office: report.office.name, year: report.year }), formOf(report)),
    PHRASES.fileCompared(before?.year ?? null),
    ...ORDER.flatMap((severity) => groupOf(draft, severity, broken, before?.year ?? null)),
    ...(broken.length === 0 ? [PHRASES.fileClean] : []),
    ...(unread.length > 0 ? [PHRASES.fileNotRead, ...unread.map((each) => PHRASES.checkFound(each))] : []),
    ...(undecided.length > 0 ? [PHRASES.checkPartly] : []),
  ];
  return draft.build('check', lines.join('\n'));
}

// --- internal ---

const ORDER: readonly Severity[] = ['error', 'warning', 'info'];
/** A longer quote stands among the citations alone; the doubt itself says its numbers. */
const LONGEST_QUOTE = 300;

function formOf({ format, hybrid }: Report): string {
  return PHRASES.fileForm[hybrid ? 'hybrid' : format];
}

function groupOf(
  draft: DraftBuilder,
  severity: Severity,
  broken: readonly StoredFinding[],
  before: number | null,
): string[] {
  const findings = broken.filter((each) => each.severity === severity);
  if (findings.length === 0) return [];
  for (const finding of findings) draft.addFinding(finding);
  const messages = [...new Set(findings.map(({ message }) => message))];
  return [
    PHRASES.checkGroup[severity],
    ...messages.flatMap((message) => [
      PHRASES.checkFound(message),
      ...quotesOf(
        findings.filter((each) => each.message === message),
        before,
      ),
    ]),
  ];
}

/** The places that doubts compare, each once. */
function quotesOf(findings: readonly StoredFinding[], before: number | null): string[] {
  const places = findings
    .flatMap((finding) => finding.places)
    .filter(({ quote, previousYear }) => quote !== '' && quote.length <= LONGEST_QUOTE && !(previousYear && !before));
  const lines = places.map(({ quote, previousYear }) =>
    PHRASES.under(PHRASES.fileQuote(quote, previousYear ? before : null)),
  );
  return [...new Set(lines)];
}

/** What the reader says, and the tables that checks missed; a note with a number other than a year is only said to be there. */
function notRead(messages: readonly string[], undecided: readonly StoredFinding[]): string[] {
  const missed = undecided.filter(({ places }) => places.length === 0).map(({ message }) => message);
  const all = [...new Set([...messages, ...missed])];
  const plain = all.filter((each) => !/\d/.test(each.replace(YEAR, '')));
  return plain.length < all.length ? [...plain, PHRASES.fileMoreNotes] : plain;
}

const YEAR = /\d{4}年/g;
