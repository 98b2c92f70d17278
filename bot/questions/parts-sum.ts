import { metric } from '../../knowledge/metrics.js';
import type { StoredFigure, StoredReport } from '../../knowledge/stored.js';
import { sumOf } from '../arithmetic.js';
import { compute, type Operand } from '../computed.js';
import { type Draft, type DraftBuilder, startDraft } from '../draft.js';
import { PHRASES } from '../phrases.js';
import { type Context, defineQuestion } from '../question.js';
import { resolveScope } from '../scope.js';
import { ofReport } from '../stored-index.js';
import { sameKind } from '../units.js';
import { computedText } from '../versions.js';
import { figureName, reportName, statedText } from '../wording.js';

/** The parts that one report states, added up: categories of disclosure, hot lines. */
interface PartsSumQuery {
  readonly name: string;
  readonly keys: readonly string[];
  /** A total printed beside the parts: the sum is set against it. */
  readonly whole: string | null;
}

export const partsSum = defineQuestion<PartsSumQuery>({
  name: 'parts-sum',
  kind: 'computed',
  examples: ['东石镇2019年热线办件合计', '省新各类相加是多少', '西园2023年热线一共多少件'],
  notFor: ['灵源分类加起来等于95吗', '五份年报一共主动公开多少条', '西园街道2023年收到多少件申请'],
  match({ text, operations, offices }) {
    if (offices.length > 1 || operations.has('check') || operations.has('comparison')) return null;
    const rule = RULES.find(({ pattern }) => pattern.test(text));
    return rule && SUM.test(text) ? rule.query : null;
  },
  async answer(query, understood, context) {
    const scoped = resolveScope(understood, context, { noYear: 'latest', noOffice: 'ask' });
    if (!scoped.found) return scoped.draft;
    return answerPartsSum(query, scoped.reports, context);
  },
});

// --- internal ---

const SUM = /合计|一共|总共|共计|总和|之和|加起来|加在?一[起块]|相加|总数|总量|总计/;

const RULES: readonly { readonly pattern: RegExp; readonly query: PartsSumQuery }[] = [
  {
    pattern: /热线|(?:12345|市长专线).{0,10}(?:12345|市长专线)/,
    query: { name: '热线办件', keys: ['hotline_12345_count', 'mayor_line_count'], whole: null },
  },
  {
    pattern: /各类|分类|各个?类别|每类|所有类/,
    query: { name: '各类信息', keys: ['category_count'], whole: 'proactive_disclosed_count' },
  },
];

async function answerPartsSum(
  { name, keys, whole }: PartsSumQuery,
  reports: readonly StoredReport[],
  { knowledge, reports: stored }: Context,
): Promise<Draft> {
  const { figures, findings } = await knowledge.figures({
    offices: [...new Set(reports.map(({ officeId }) => officeId))],
    years: [...new Set(reports.map(({ year }) => year))],
    metrics: [...keys, ...(whole ? [whole] : [])],
  });
  const draft = startDraft(stored);
  const lines = reports.map((report) => {
    const mine = ofReport(figures, report.id);
    const text = tellSum(draft, name, keys, mine, reportName(report));
    for (const each of ofReport(findings, report.id).filter(({ rule }) => /^N-CAT/.test(rule)))
      if (each.outcome === 'broken') draft.addFinding(each);
    return text;
  });
  const told = lines.filter((line) => line !== null);
  const missing = reports.map((report) => PHRASES.metricNotStated(reportName(report), name));
  return draft.build(told.length > 0 ? 'computed' : 'missing', (told.length > 0 ? told : missing).join('\n'));
}

function tellSum(
  draft: DraftBuilder,
  name: string,
  keys: readonly string[],
  rows: readonly StoredFigure[],
  report: string,
): string | null {
  const parts = rows.filter((row) => keys.includes(row.metric) && typeof row.stated === 'number');
  const [first] = parts;
  if (!first) return null;
  const unit = first.unit ?? metric(first.metric).unit;
  if (parts.some((row) => !sameKind(row.unit ?? metric(row.metric).unit, unit))) return null;
  const { office, year } = first;
  const sum = compute({ office, year, metric: first.metric, unit }, sumOf<Operand>(parts));
  if (!sum) return null;
  draft.addAll([sum]);
  const whole = rows.find((row) => !keys.includes(row.metric) && row.part === null && typeof row.stated === 'number');
  if (whole) draft.addFigure(whole);
  const terms = parts.map((row) => `${row.part ?? figureName(row)}${statedText(row)}`);
  return PHRASES.partsSum(
    report,
    name,
    computedText(sum),
    terms,
    whole ? `${figureName(whole)}${statedText(whole)}` : null,
  );
}
