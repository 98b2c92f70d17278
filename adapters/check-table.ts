import type { StoredFinding } from '../knowledge/stored.js';
import { CHECK_WORDING } from './check-wording.js';
import { type Checked, idOf, quotedIn, SEVERITIES } from './checked.js';

/** Findings as a table: what CSV and workbook hold. */

/** A cell; numbers stay numbers, null is an empty cell. */
export type Value = string | number | null;

/** A finding as a row under `CHECK_WORDING.columns`. */
export function findingRow(checked: Checked, finding: StoredFinding): readonly Value[] {
  const { report, county } = checked;
  const [first, second, ...more] = quotedIn(checked, finding);
  const { verdict } = finding;
  return [
    idOf(checked, finding),
    CHECK_WORDING.group[finding.severity],
    finding.outcome === 'broken' ? CHECK_WORDING.brokenOutcome : CHECK_WORDING.undecidedGroup,
    report.office,
    county,
    report.year,
    finding.rule,
    finding.message,
    ...[first?.quote ?? null, first?.file ?? null, first?.line ?? null],
    ...[second?.quote ?? null, second?.file ?? null, second?.line ?? null],
    more.map(({ file, line, quote }) => CHECK_WORDING.place(file, line, quote)).join('；') || null,
    verdict && CHECK_WORDING.verdictName(verdict.verdict),
    verdict?.reason ?? null,
    verdict?.who ?? null,
    verdict?.at ?? null,
  ];
}

/** All findings as CSV that spreadsheet programs open as they are: UTF-8 with its mark, and no cell a formula. */
export function toCsv(checked: readonly Checked[]): string {
  const rows = SEVERITIES.flatMap((severity) =>
    (['broken', 'cannot_tell'] as const).flatMap((outcome) =>
      checked.flatMap((each) =>
        each.findings
          .filter((finding) => finding.severity === severity && finding.outcome === outcome)
          .map((finding) => findingRow(each, finding)),
      ),
    ),
  );
  return csvText([CHECK_WORDING.columns, ...rows]);
}

/** Rows as CSV that spreadsheet programs open as they are. */
export function csvText(rows: readonly (readonly Value[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

/** A text as any sheet can hold it: no control characters, one line, no longer than a cell may be. */
export function plainText(text: string): string {
  const line = text.replace(/\p{Cc}+/gu, ' ');
  return line.length > LONGEST_CELL ? `${line.slice(0, LONGEST_CELL - 1)}…` : line;
}

// --- internal ---

/** Of Excel. */
const LONGEST_CELL = 32_767;

/** Programs take what begins so for a formula, whatever quotes stand around it. */
const FORMULA = /^\s*[=+\-@＝＋－＠]/;

function csvCell(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = plainText(value);
  // A tab or line break in front would hide a sign from the test: plainText has made them blanks.
  return `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}
