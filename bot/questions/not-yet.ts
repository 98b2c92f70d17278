import { METRICS } from '../../knowledge/metrics.js';
import { type Draft, say } from '../draft.js';
import { PHRASES } from '../phrases.js';
import { type Context, defineQuestion } from '../question.js';
import { exampleQuestions } from './help.js';

/** Rankings, trends and calculations: said to be out of reach rather than answered with the nearest single figure. */
export const notYet = defineQuestion<true>({
  name: 'not-yet',
  kind: 'refused',
  examples: [
    '主动公开条数排名',
    '西园街道近五年申请趋势',
    '五份年报一共主动公开多少条',
    '平均每家公开多少条',
    '画个图',
    '哪几个单位2020年没有收到申请',
    '哪些镇一件都没有',
  ],
  notFor: ['灵源街道历年累计公开多少条', '省新镇2020年予以公开几件，不予公开几件', '西园街道2023年收到多少件申请'],
  match({ operations, metrics, offices, text }) {
    const asked = (['ranking', 'trend', 'arithmetic', 'chart'] as const).some((name) => operations.has(name));
    const rate = metrics.length > 0 && metrics.every(({ keys }) => keys.some((key) => RATES.has(key)));
    const which = operations.has('which') && offices.length === 0;
    const list = which && (metrics.length > 0 || /一[件条次份](?:都|也)没|没有收到|为零/.test(text));
    return asked || rate || list ? true : null;
  },
  answer: (_query, _understood, context) => answer(context),
});

// --- internal ---

const RATES = new Set([...METRICS.values()].filter(({ formula }) => formula?.kind === 'ratio').map(({ key }) => key));

async function answer(context: Context): Promise<Draft> {
  return say('refused', PHRASES.notYet, await exampleQuestions(context));
}
