import { metric } from '../../knowledge/metrics.js';
import type { Choice } from '../answer.js';
import { CHART } from '../chart-phrases.js';
import { FEWEST } from '../charts/chart-data.js';
import { type Draft, say } from '../draft.js';
import type { MetricMention } from '../mentions/metrics.js';
import { PHRASES } from '../phrases.js';
import { type Context, defineQuestion } from '../question.js';
import type { Understanding } from '../understand.js';
import { metricName, placeName } from '../wording.js';
import { exampleQuestions } from './help.js';

/** A chart of nothing named, and comparisons and calculations that no other question takes: declined rather than answered with the nearest figure. */
export const beyond = defineQuestion<'chart' | 'calculation'>({
  name: 'beyond',
  kind: 'refused',
  examples: ['画个图', '灵源街道2020年人均公开多少条'],
  notFor: ['灵源街道历年累计公开多少条', '主动公开条数排名', '西园街道2023年收到多少件申请'],
  match({ operations, metrics, chart }) {
    // With a question beside it, or after a table, the request is taken out before.
    if (chart === 'alone') return 'chart';
    const asked = (['ranking', 'trend', 'arithmetic'] as const).some((name) => operations.has(name));
    // A rate and 本年增减 are figures of their own, and the figure question tells them.
    const rate = !operations.has('ranking') && !operations.has('trend') && metrics.some(isRate);
    const change = !operations.has('ranking') && metrics.some(({ keys }) => keys.some(isChange));
    return asked && metrics.length > 0 && !rate && !change && !operations.has('why') ? 'calculation' : null;
  },
  answer: answerBeyond,
});

// --- internal ---

function isRate({ keys, group }: MetricMention): boolean {
  return !group && keys.some((key) => metric(key).unit === '%');
}

function isChange(key: string): boolean {
  return metric(key).column === 'items_change';
}

async function answerBeyond(
  query: 'chart' | 'calculation',
  _understood: Understanding,
  context: Context,
): Promise<Draft> {
  if (query === 'chart') return say('refused', CHART.whatToDraw, tablesToDraw(context));
  return say('refused', PHRASES.beyond, await exampleQuestions(context));
}

/** Questions whose answers are tables: of the newest year with several reports, of an office with several, of the newest report. */
function tablesToDraw({ reports, offices }: Context): readonly Choice[] {
  const newest = [...reports].sort((a, b) => b.year - a.year);
  const officeOf = (id: number | undefined) => offices.find((office) => office.id === id);
  const ranked = newest.find(({ year }) => reports.filter((each) => each.year === year).length >= FEWEST);
  const followed = newest.find(({ officeId }) => reports.filter((each) => each.officeId === officeId).length >= FEWEST);
  const broken = newest.find(({ format }) => format !== 'narrative');
  const [follows, breaks] = [officeOf(followed?.officeId), officeOf(broken?.officeId)];
  const name = metricName('proactive_disclosed_count');
  const questions = [
    ...(follows ? [CHART.askTrend(placeName(follows), name)] : []),
    ...(ranked ? [CHART.askRanking(ranked.year, name)] : []),
    ...(breaks && broken ? [CHART.askParts(placeName(breaks), broken.year)] : []),
  ];
  return questions.map((question) => ({ label: question, question }));
}
