import { isPrinted, METRICS, metric, olderKeys } from '../../knowledge/metrics.js';
import type { StoredFigure, StoredReport } from '../../knowledge/stored.js';
import type { AnswerKind } from '../answer.js';
import { type Draft, startDraft } from '../draft.js';
import { inMeasure, takesApplicant } from '../mentions/measures.js';
import type { MetricMention } from '../mentions/metrics.js';
import { keysInReport, mayHoldParts } from '../older-keys.js';
import { PHRASES } from '../phrases.js';
import { type Context, defineQuestion } from '../question.js';
import { resolveScope } from '../scope.js';
import { officeOf, ofReport } from '../stored-index.js';
import { type FigureQuery, neededKeys, shownKeys, type Told, tell } from '../telling.js';
import type { Understanding } from '../understand.js';
import { placeName, questionFor } from '../wording.js';
import { answerPassage } from './passage.js';

/** One figure, or a few named side by side, of one or several reports. */
export const figure = defineQuestion<FigureQuery>({
  name: 'figure',
  kind: 'value',
  examples: [
    '西园街道2023年收到多少件申请',
    'how many applications did 西园街道 receive in 2023',
    '省新镇2020年予以公开几件，不予公开几件',
    '东石镇2019年粉丝多少',
    '灵源街道2020年政府集中采购多少钱',
    '省新镇科研机构申请几件',
  ],
  notFor: ['西园街道存在什么问题', '东石镇长什么时候接听市长专线', '什么是勾稽关系', '省新镇总人口'],
  match(understood) {
    const mentions = decisionsOfRows(understood.metrics);
    // 采购投诉几件: neither the procurements nor the complaints.
    if (mentions.some(isTable2Row)) return null;
    const named = [...new Set(mentions.flatMap(({ keys, group }) => (group ? [] : keys)))].slice(0, 6);
    const asked = named.length > 0 ? named : [...categoryAsked(understood), ...columnsAsked(understood)];
    // A count is no answer to 百分之几.
    const rate = /百分之(?:几|多少)/.test(understood.topic);
    const keys = inMeasure(understood.topic, asked).filter((key) => !rate || metric(key).unit === '%');
    if (keys.length === 0 || asksForWords(understood, keys)) return null;
    if (!explained(understood, keys)) return null;
    const [, either, counting] = UNIT.exec(understood.text) ?? [];
    const unit = either ?? counting ?? null;
    return { keys, applicants: understood.applicants, clues: understood.rest, unit, topic: understood.topic };
  },
  answer: answerFigure,
});

/**
 * Answers for the metrics of a query in every report it is about.
 * One report: `value`; several: `table`, each figure with its office and year.
 */
export async function answerFigure(query: FigureQuery, understood: Understanding, context: Context): Promise<Draft> {
  const scoped = resolveScope(understood, context, { noYear: 'ask', noOffice: 'ask' });
  if (!scoped.found) return scoped.draft;
  const fees = query.keys.includes(FEES.handling) ? [FEES.administrative] : [];
  const asked = [...query.keys.flatMap(olderKeys), ...query.keys.flatMap((key) => MADE[key] ?? []), ...fees];
  const metrics = asked.flatMap(neededKeys);
  const { figures, findings } = await context.knowledge.figures({
    offices: scoped.offices.map(({ id }) => id),
    years: [...new Set(scoped.reports.map(({ year }) => year))],
    metrics: [...new Set(metrics)],
  });
  const draft = startDraft(context.reports);
  const lines: string[] = [];
  const kinds = new Set<Told['kind']>();
  for (const report of scoped.reports) {
    const rows = ofReport(figures, report.id);
    const doubts = ofReport(findings, report.id);
    const named = query.keys.flatMap((key) => bothFees(inForm(key, query.topic, report), query.topic, rows));
    const keys = [...new Set(named.flatMap((key) => keysInReport(key, query.clues, report, rows)))];
    // What the statistics table counts is of something else than the question.
    if (keys.length === 0) return answerPassage({ subject: understood.topic }, understood, context);
    for (const key of keys.flatMap((asked) => shownKeys(asked, report, rows))) {
      const columns = query.applicants.length > 0 && takesApplicant(key) ? query.applicants : [null];
      for (const applicant of columns) {
        const said = tell(draft, { report, key, query, applicant, rows, doubts });
        if (said === null) return answerPassage({ subject: understood.topic }, understood, context);
        lines.push(said.text);
        kinds.add(said.kind);
      }
    }
  }
  const several = scoped.reports.length > 1;
  if (scoped.offices.length > 1 && new Set(scoped.reports.map(({ year }) => year)).size > 1) {
    lines.push(PHRASES.differentYears);
  }
  const kind = kindOf(kinds, several);
  const choices = kind === 'missing' ? await elsewhere(query.keys, context) : [];
  return draft.build(kind, lines.join('\n'), choices);
}

// --- internal ---

/** What 收费 may mean: the fee for handling applications (section six), or what table 2 prints. */
const FEES = { handling: 'fee_collected', administrative: 't2.administrative_fees.amount_wanyuan' } as const;

/** 收费多少 without more is told of both where table 2 prints an amount, so that neither passes for the other. */
function bothFees(key: string, topic: string, rows: readonly StoredFigure[]): readonly string[] {
  if (key !== FEES.handling || /处理费|信息公开|申请|检索|复制|邮寄|打印/.test(topic)) return [key];
  const amount = rows.find((row) => row.metric === FEES.administrative);
  const stated = rows.some((row) => row.metric === key);
  if (!amount || (stated && amount.stated === 0)) return [key];
  return stated ? [FEES.administrative, key] : [FEES.administrative];
}

/** 制定, 出台 said of documents: the column each form counts them in (domain 2.3). */
const MADE: Readonly<Record<string, string>> = {
  't2.normative_documents.issued': 't2.normative_documents.newly_made',
  't2.rules.issued': 't2.rules.newly_made',
};

function inForm(key: string, topic: string, report: StoredReport): string {
  const older = MADE[key];
  const made = older && !isPrinted(metric(key), report) && /制定|制订|出台|印发|下发|发了|出了|新[发出]/.test(topic);
  return made ? older : key;
}

const UNIT = /(人次|场次)|(?:多少|几)([件条篇次场期个名份项宗]|人(?!大))/;

function isTable2Row({ group, keys }: MetricMention): boolean {
  return group && keys.every((key) => METRICS.get(key)?.table === 2);
}

/** 行政许可和行政处罚各多少: rows of table 2 side by side stand for the decisions of the year. */
function decisionsOfRows(mentions: readonly MetricMention[]): readonly MetricMention[] {
  const rows = mentions.map(({ keys: [key = ''] }) => METRICS.get(key)?.row);
  if (mentions.length < 2 || rows.includes(undefined)) return mentions;
  return mentions.map((mention) => {
    const decisions = mention.group ? mention.keys.filter((key) => METRICS.get(key)?.column === 'decisions') : [];
    return decisions.length > 0 ? { ...mention, keys: decisions, group: false } : mention;
  });
}

/** 自然人几件，企业几件: columns of table 3 without a row are those of the applications received. */
function columnsAsked({ topic, rest, metrics, applicants }: Understanding): readonly string[] {
  const bare = metrics.length === 0 && applicants.length > 0 && rest.every((run) => run.length < 2);
  return bare && /(?:多少|几)[件份]|(?:各|分别)(?:是|有)?(?:多少|几)/.test(topic) ? ['applications_new'] : [];
}

/** 民政几条: a count in 条 of something no metric is named for may be a category of disclosed information. */
function categoryAsked({ topic, rest, metrics }: Understanding): readonly string[] {
  const asked = metrics.length === 0 && /(?:多少|几)条/.test(topic) && rest.some((run) => run.length >= 2);
  return asked ? ['category_count'] : [];
}

/** A question for words (when, who …) is not answered with a number; why something was denied is: the rows are the grounds. */
function asksForWords({ operations }: Understanding, keys: readonly string[]): boolean {
  const grounds = keys.every((key) => METRICS.get(key)?.formula?.kind === 'sum');
  if (operations.has('why') && !grounds) return true;
  return (['when', 'where', 'who', 'how', 'meaning', 'content'] as const).some((name) => operations.has(name));
}

/** Content left over must be able to name a part; otherwise the question is about something else. */
function explained(understood: Understanding, keys: readonly string[]): boolean {
  if (understood.rest.every((run) => run.length < 2)) return true;
  return keys.some(mayHoldParts);
}

/** Several reports or parts make a table; a sum alone is computed. */
function kindOf(kinds: ReadonlySet<Told['kind']>, several: boolean): AnswerKind {
  if (!kinds.has('stated') && !kinds.has('parts') && !kinds.has('computed')) return 'missing';
  if (several || kinds.has('parts')) return 'table';
  return kinds.has('stated') ? 'value' : 'computed';
}

/** Reports that do state the metric: what can be asked instead. */
async function elsewhere(keys: readonly string[], context: Context): Promise<Draft['choices']> {
  const [key] = keys;
  if (!key) return [];
  const { figures } = await context.knowledge.figures({ offices: [], years: [], metrics: [key] });
  const stated = figures.filter(
    (row) => typeof row.stated === 'number' && row.part === null && (row.applicant ?? 'total') === 'total',
  );
  return [...new Map(stated.map((row) => [row.reportId, row])).values()].slice(0, 5).flatMap((row) => {
    const office = officeOf(context.offices, row.officeId);
    return office ? [{ label: `${placeName(office)}${row.year}年`, question: questionFor(office, row.year, key) }] : [];
  });
}
