import type { Judged, Verdict } from './judge.js';

/** What was asked of which reports, and how it was answered. */
export interface Measured {
  readonly name: string;
  /** The reports it was asked of, in words. */
  readonly corpus: string;
  readonly judged: readonly Judged[];
}

export interface Score {
  readonly group: string;
  readonly asked: number;
  readonly right: number;
  readonly declined: number;
  readonly wrong: number;
}

export function scoreOf(group: string, judged: readonly Judged[]): Score {
  const count = (verdict: Verdict) => judged.filter((each) => each.verdict === verdict).length;
  return {
    group,
    asked: judged.length,
    right: count('right'),
    declined: count('declined'),
    wrong: count('wrong figure'),
  };
}

/** The share of right answers, as a fraction. */
export function shareRight({ asked, right }: Score): number {
  return asked === 0 ? 0 : right / asked;
}

/**
 * The page `docs/accuracy.md`: the same answers give the same page.
 * @param absent sets of questions that are not there, in words
 */
export function accuracyPage(measured: readonly Measured[], absent: readonly string[], today: string): string {
  return [
    '# Accuracy',
    '',
    'Written by `npm run accuracy`; every question is asked through `disclosure-bot ask --batch` as the command is built,',
    `with ${today} as today. *Right*: kind, values, order and text are all as expected. *Declined or incomplete*: nothing`,
    'false is said, but something expected is missing or another kind of answer came. *Wrong figure*: a value that the',
    'report does not state there, another value than the one asked for, or a value where none may be given.',
    '',
    ...measured.flatMap(section),
    ...(absent.length > 0 ? [`Not measured: ${absent.join(', ')}.`, ''] : []),
  ].join('\n');
}

// --- internal ---

function section({ name, corpus, judged }: Measured): readonly string[] {
  const groups = [...new Set(judged.map(groupOf))];
  const rows = groups.map((group) =>
    scoreOf(
      group,
      judged.filter((each) => groupOf(each) === group),
    ),
  );
  const all = rows.length > 1 ? [...rows, scoreOf('all', judged)] : rows;
  const rest = judged.filter(({ verdict }) => verdict !== 'right');
  return [
    `## ${name}`,
    '',
    `Asked of ${corpus}.`,
    '',
    '| group | asked | right | declined or incomplete | wrong figure | share right |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...all.map(line),
    '',
    ...(rest.length > 0 ? ['Not right:', '', ...rest.map(entry), ''] : []),
  ];
}

function groupOf({ expected }: Judged): string {
  return expected.group ?? 'all';
}

function line(score: Score): string {
  const { group, asked, right, declined, wrong } = score;
  const share = `${(shareRight(score) * 100).toFixed(1)} %`;
  return `| ${[group, asked, right, declined, wrong, share].join(' | ')} |`;
}

function entry({ expected, verdict, reasons }: Judged): string {
  const question = expected.question.length > 40 ? `${expected.question.slice(0, 40)}…` : expected.question;
  const visible = question.replace(/\p{Cf}/gu, '').replace(/[|<>`]/g, ' ');
  return `- ${expected.id} ${visible} (${verdict}): ${reasons[0] ?? ''}`;
}
