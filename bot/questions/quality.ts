import { evaluateReport } from '../../knowledge/checks.js';
import type { StoredFinding, StoredReport } from '../../knowledge/stored.js';
import type { Severity } from '../../knowledge/types.js';
import { type Draft, startDraft } from '../draft.js';
import { PHRASES } from '../phrases.js';
import { type Context, defineQuestion } from '../question.js';
import { resolveScope } from '../scope.js';
import type { Understanding } from '../understand.js';
import { reportName } from '../wording.js';

/** What the checks found in one report, or in all; a question about one rule is answered for that rule alone. */
interface QualityQuery {
  readonly topic: Topic | null;
}

interface Topic {
  readonly name: string;
  readonly pattern: RegExp;
  /** Rules it is about. */
  readonly rules: RegExp;
}

export const quality = defineQuestion<QualityQuery>({
  name: 'quality',
  kind: 'check',
  examples: [
    '检查一下西园2023',
    '西园街道2023年报数据对不对',
    '哪些年报有错误',
    '省新镇的勾稽关系平不平',
    '灵源哪里有空白',
    '西园分类数对吗',
  ],
  notFor: ['西园街道存在什么问题', '什么是勾稽关系', '西园街道2023年收到多少件申请'],
  match(understood) {
    if (!understood.operations.has('check') && !UNIT_ASKED.test(understood.text)) return null;
    if (confirmsFigure(understood)) return null;
    const about =
      understood.offices.length > 0 || understood.unknownOffice !== null || understood.operations.has('which');
    if (!about && understood.operations.has('meaning')) return null;
    return { topic: TOPICS.find(({ pattern }) => pattern.test(understood.text)) ?? null };
  },
  async answer({ topic }, understood, context) {
    const scoped = resolveScope(understood, context, { noYear: 'all', noOffice: 'all' });
    if (!scoped.found) return scoped.draft;
    return answerChecks(scoped.reports, topic, context);
  },
});

/** 收到申请两件对不对: a figure and a number for it; the figure itself is the answer. */
function confirmsFigure({ text, metrics, offices, rest }: Understanding): boolean {
  const [only, ...others] = metrics;
  const single = only !== undefined && !only.group && others.length === 0 && offices.length === 1;
  return single && CONFIRM.test(text) && rest.every((run) => run.replace(/[对不吗吧错]/g, '').length < 2);
}

const CONFIRM =
  /(?:\d+|[一二两三四五六七八九十百千零]+)(?:多|余)?[件条篇次人个项份].{0,3}(?:对不对|对吗|对吧|是不是|是吗|是吧|没错吧|有没有错)[?？]?$/;

/** The findings of reports, grouped 错误/提醒/提示; a report without any is said to be clean. */
export async function answerChecks(
  reports: readonly StoredReport[],
  topic: Topic | null,
  context: Context,
): Promise<Draft> {
  const stored = await context.knowledge.findings({
    offices: [...new Set(reports.map(({ officeId }) => officeId))],
    years: [...new Set(reports.map(({ year }) => year))],
  });
  const draft = startDraft(context.reports);
  const lines: string[] = [];
  for (const report of reports) {
    const mine = stored.filter((each) => each.reportId === report.id && (!topic || topic.rules.test(each.rule)));
    const broken = mine.filter(({ outcome }) => outcome === 'broken');
    for (const finding of broken) draft.addFinding(finding);
    const agreeing = topic ? await holding(report, topic, context) : [];
    lines.push(...(broken.length > 0 ? linesOf(report, broken) : [cleanLine(report, topic, agreeing)]));
    // What holds of the thing asked about is said beside what does not; sums without their cells would be loose numbers.
    if (broken.length > 0) lines.push(...agreeing.filter((message) => !/\d/.test(message)).slice(0, MAX_HOLDING));
    if (broken.length < mine.length) lines.push(PHRASES.checkPartly);
  }
  return draft.build('check', lines.join('\n'));
}

// --- internal ---

const TOPICS: readonly Topic[] = [
  { name: '勾稽关系', pattern: /勾稽|钩稽|平不平|平衡|平吗/, rules: /^T[34]-(?:BAL|SUM|TOT|ZERO|TOTALCOL|15)/ },
  { name: '空白单元格', pattern: /空白|没填|漏填|少填|空着|空格/, rules: /BLANK|T3-TOT|TOTALCOL|T3-ZERO|N-NEW/ },
  { name: '分类数', pattern: /分类|各类/, rules: /^N-(?:CAT|CHAN|PCT)/ },
  { name: '格式', pattern: /格式|部分齐|结构/, rules: /^STR-/ },
  {
    name: '单位',
    pattern: /(?:是|按)?(?:元|万元)还是(?:元|万元)|单位(?:是|写)(?:什么|的什么|了没|了吗|元|万)|什么单位(?!的)/,
    rules: /UNIT/,
  },
  { name: '跨年衔接', pattern: /结转.{0,12}(?:对得上|一致)|跨年|衔接/, rules: /^X-/ },
];

/** 3360是元还是万元: the check of the unit answers. */
const UNIT_ASKED = /元还是万元|万元还是元/;

const MAX_HOLDING = 6;
const ORDER: readonly Severity[] = ['error', 'warning', 'info'];

function linesOf(report: StoredReport, findings: readonly StoredFinding[]): string[] {
  const groups = ORDER.flatMap((severity) => {
    const messages = findings.filter((each) => each.severity === severity).map(({ message }) => message);
    return [...new Set(messages)].map((message) => PHRASES.tableLine(PHRASES.checkGroup[severity], message));
  });
  return [PHRASES.checkHead(reportName(report)), ...groups];
}

/** What the checks of a topic say that were really decided and hold. */
async function holding(report: StoredReport, topic: Topic, { knowledge, reports }: Context): Promise<string[]> {
  const whole = await knowledge.report(report.id);
  const before = reports.find((each) => each.officeId === report.officeId && each.year === report.year - 1);
  const outcomes = evaluateReport(whole, before ? await knowledge.report(before.id) : null);
  const decided = outcomes.filter(({ rule, outcome }) => topic.rules.test(rule) && outcome === 'holds');
  return [...new Set(decided.map(({ message }) => message))];
}

function cleanLine(report: StoredReport, topic: Topic | null, agreeing: readonly string[]): string {
  if (!topic) return PHRASES.checkClean(reportName(report));
  if (agreeing.length > 0) return PHRASES.checkCleanOf(reportName(report), topic.name);
  return topic.name === '跨年衔接'
    ? PHRASES.checkNoPrevious(reportName(report))
    : PHRASES.checkUndecided(reportName(report), topic.name);
}
