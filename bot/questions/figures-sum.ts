import { metric } from '../../knowledge/metrics.js';
import { sumOf } from '../arithmetic.js';
import { addReadings, collect, lackLines, mainOf, readingText } from '../collection.js';
import { compute, type Operand } from '../computed.js';
import { type Draft, startDraft } from '../draft.js';
import { PHRASES } from '../phrases.js';
import { quantitiesOf } from '../quantities.js';
import type { Quantity } from '../quantity.js';
import { type Context, defineQuestion } from '../question.js';
import { unitOf } from '../reading.js';
import { resolveScope } from '../scope.js';
import type { Understanding } from '../understand.js';
import { sameKind } from '../units.js';
import { computedText } from '../versions.js';
import { metricName, reportName } from '../wording.js';

/** Several figures of one report added up: 予以公开和部分公开一共几件. */
export const figuresSum = defineQuestion<readonly Quantity[]>({
  name: 'figures-sum',
  kind: 'computed',
  examples: ['省新镇2020年予以公开和不予公开一共几件'],
  notFor: ['省新镇2020年予以公开几件，不予公开几件', '五份年报一共主动公开多少条', '西园街道2023年一共收到多少件申请'],
  match(understood) {
    const { text, offices, operations } = understood;
    if (offices.length > 1 || !SUM.test(text) || /各|分别/.test(text)) return null;
    if ((['check', 'comparison', 'ranking', 'trend'] as const).some((name) => operations.has(name))) return null;
    const quantities = quantitiesOf(understood)?.quantities ?? [];
    const apart = quantities.every(({ key }) => !WHOLES.has(key) && metric(key).formula?.kind !== 'ratio');
    return quantities.length > 1 && apart ? quantities : null;
  },
  answer: answerFiguresSum,
});

// --- internal ---

const SUM =
  /合计|合起来|加总|一共|总共|共计|总和|之和|加起来|加在?一[起块]|相加|(?<=[\u4e00-\u9fa5])加(?=[\u4e00-\u9fa5])|总数/;

/** What holds other figures already: added to them it would count twice. */
const WHOLES = new Set(['results_total', 'workload', 'applications_cumulative', 'proactive_cumulative_count']);

async function answerFiguresSum(
  quantities: readonly Quantity[],
  understood: Understanding,
  context: Context,
): Promise<Draft> {
  const scoped = resolveScope(understood, context, { noYear: 'ask', noOffice: 'ask' });
  if (!scoped.found) return scoped.draft;
  const collections = await Promise.all(quantities.map((quantity) => collect(quantity, scoped.reports, context)));
  const draft = startDraft(context.reports);
  const lines: string[] = [];
  let found = false;
  for (const report of scoped.reports) {
    const readings = collections.flatMap(({ read }) => read.filter((each) => each.report.id === report.id));
    const operands: readonly Operand[] = readings.map(mainOf);
    const [first] = operands;
    const whole = readings.length === quantities.length && readings.every(({ versions }) => versions.length === 1);
    const alike = first && operands.every((each) => sameKind(unitOf(each), unitOf(first)));
    const key = quantities[0]?.key ?? '';
    const about = { office: report.office, year: report.year, metric: key, unit: first ? unitOf(first) : null };
    const sum = whole && alike ? compute(about, sumOf(operands)) : null;
    found ||= sum !== null;
    if (sum) draft.addAll([sum]);
    else addReadings(draft, readings);
    const terms = readings.map((each, index) => `${metricName(quantities[index]?.key ?? '')}${readingText(each)}`);
    const name = quantities.map((each) => metricName(each.key)).join('、');
    lines.push(
      sum
        ? PHRASES.partsSum(reportName(report), name, computedText(sum), terms, null)
        : PHRASES.sumCannot(reportName(report), name) + terms.join('，'),
    );
  }
  const lacks = collections.flatMap(({ quantity, without }) => lackLines(quantity, without));
  return draft.build(found ? 'computed' : 'missing', [...lines, ...lacks].join('\n'));
}
