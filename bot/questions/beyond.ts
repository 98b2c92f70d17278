import { metric } from '../../knowledge/metrics.js';
import { type Draft, say } from '../draft.js';
import type { MetricMention } from '../mentions/metrics.js';
import { PHRASES } from '../phrases.js';
import { type Context, defineQuestion } from '../question.js';
import type { Understanding } from '../understand.js';
import { exampleQuestions } from './help.js';

/** Comparisons and calculations that no other question takes: declined rather than answered with the nearest figure. */
export const beyond = defineQuestion<'chart' | 'calculation'>({
  name: 'beyond',
  kind: 'refused',
  examples: ['画个图', '灵源街道2020年人均公开多少条'],
  notFor: ['灵源街道历年累计公开多少条', '主动公开条数排名', '西园街道2023年收到多少件申请'],
  match({ operations, metrics }) {
    if (operations.has('chart')) return 'chart';
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
  return say('refused', query === 'chart' ? PHRASES.noChart : PHRASES.beyond, await exampleQuestions(context));
}
