import { plainText } from './check-table.js';
import { CHECK_WORDING } from './check-wording.js';
import { brokenAt, type Checked, idOf, quotedIn, SEVERITIES } from './checked.js';

/** The findings as a terminal shows them: report by report, grouped, each with its id and the places it compares. */
export function toText(checked: readonly Checked[]): string {
  const doubted = checked.filter(({ findings }) => findings.some(({ outcome }) => outcome === 'broken'));
  const clean = checked.filter((each) => !doubted.includes(each));
  const [errors = 0, warnings = 0, infos = 0] = SEVERITIES.map((severity) =>
    checked.reduce((sum, each) => sum + brokenAt(each, severity).length, 0),
  );
  return [
    CHECK_WORDING.counts(checked.length, errors, warnings, infos),
    ...doubted.flatMap((each) => ['', ...linesOf(each)]),
    ...(clean.length > 0 ? ['', CHECK_WORDING.clean, ...clean.map((each) => `  ${head(each)}`)] : []),
  ]
    .map((line) => `${plainText(line)}\n`)
    .join('');
}

// --- internal ---

function head({ report: { office, year, file } }: Checked): string {
  return CHECK_WORDING.reportHead(office, year, file);
}

function linesOf(checked: Checked): string[] {
  const undecided = checked.findings.filter(({ outcome }) => outcome === 'cannot_tell').length;
  return [
    head(checked),
    ...SEVERITIES.flatMap((severity) => {
      const findings = brokenAt(checked, severity);
      return findings.length > 0 ? [CHECK_WORDING.group[severity], ...findings.flatMap((f) => entry(checked, f))] : [];
    }),
    ...(undecided > 0 ? [CHECK_WORDING.undecided(undecided)] : []),
  ];
}

function entry(checked: Checked, finding: Checked['findings'][number]): string[] {
  const id = idOf(checked, finding);
  return [
    `  ${id === null ? '' : `[${id}] `}${finding.rule} ${finding.message}`,
    ...quotedIn(checked, finding).map(({ file, line, quote }) => `      ${CHECK_WORDING.place(file, line, quote)}`),
    ...(finding.verdict ? [`      ${CHECK_WORDING.verdict(finding.verdict)}`] : []),
  ];
}
