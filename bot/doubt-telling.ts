import type { StoredFinding, Verdict } from '../knowledge/stored.js';
import { findingId } from '../knowledge/verdicts.js';
import type { DraftBuilder } from './draft.js';
import { PHRASES } from './phrases.js';
import type { Context } from './question.js';
import { signatureText } from './wording.js';

/** The short name that `check` shows and staff decide by. */
export function idOfDoubt({ officeId, year, rule, at }: StoredFinding): string {
  return findingId({ office: officeId, year, rule, at });
}

/**
 * Adds doubts to a draft and gives their lines, each message once; staff see the short names and what was decided, which
 * the guard holds to the findings added.
 * @param line makes the line of a message; `ids` is empty for the public, else `[f…]` to set beside it.
 */
export function tellDoubts(
  draft: DraftBuilder,
  findings: readonly StoredFinding[],
  role: Context['role'],
  line: (finding: StoredFinding, ids: string) => string,
): string[] {
  for (const finding of findings) draft.addFinding(finding, role === 'staff' ? idOfDoubt(finding) : undefined);
  const firsts = findings.filter(
    ({ message }, index) => findings.findIndex((each) => each.message === message) === index,
  );
  if (role === 'public') return firsts.map((finding) => line(finding, ''));
  return firsts.flatMap((finding) => {
    const alike = findings.filter(({ message }) => message === finding.message);
    const ids = `[${alike.map(idOfDoubt).join('、')}]`;
    const decided = alike.flatMap(({ verdict }) => (verdict ? [verdictText(verdict)] : []));
    return [line(finding, ids), ...[...new Set(decided)].map((each) => PHRASES.under(each))];
  });
}

/** What a person decided, with the reason in their own words: 属实（谁，哪天）：“理由”. */
export function verdictText(verdict: Verdict): string {
  return PHRASES.verdict(verdict.verdict, signatureText(verdict), verdict.reason, verdict.outdated ?? false);
}
