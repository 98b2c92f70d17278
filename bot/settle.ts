import { asksForEachThing, fillIn } from './followup.js';
import { LAW, lawQuestions } from './followup-words.js';
import { COLLECTIVE, type Memory } from './memory.js';
import type { Context } from './question.js';
import { type Route, route } from './routes.js';
import type { Understanding } from './understand.js';

/** A message as it is understood in its conversation, and the question that answers it. */
export interface Settled {
  readonly understood: Understanding;
  readonly chosen: Route;
  /** What the conversation was about when this was asked: before the table that a chart is asked of. */
  readonly memory: Memory;
}

/**
 * Settles what a message asks: by itself where it is complete, else with what the conversation is about.
 * @param read understands words; called again where a short question goes on about the law.
 */
export async function settle(
  text: string,
  read: (text: string) => Promise<Understanding>,
  memory: Memory,
  context: Context,
): Promise<Settled> {
  const first = await read(text);
  if (first.chart === 'alone' && memory.again !== null) {
    const before = { ...memory.again.memory, again: null };
    const table = await settle(memory.again.text, read, before, { ...context, memory: before });
    return { ...table, understood: { ...table.understood, chart: 'beside' } };
  }
  const settled = { ...settleAlone(first, memory, context), memory };
  if (first.offices.length > 0 || first.unknownOffice !== null) return settled;
  for (const full of lawQuestions(text, settled.chosen.question.name, memory)) {
    const understood = await read(full);
    const chosen = route(understood);
    if (LAW.has(chosen.question.name)) return { understood, chosen, memory };
  }
  return settled;
}

// --- internal ---

/** Longest term that is looked at as one. */
const MAX_BARE = 10;

/** Questions that may mean the office, year or figure of the conversation where they name none. */
const IN_CONTEXT: ReadonlySet<string> = new Set([
  ...['figure', 'breakdown', 'fact', 'passage', 'quality', 'coverage', 'unclear', 'beyond', 'largest', 'mention'],
  ...['per', 'share', 'parts-sum', 'figures-sum', 'growth', 'difference', ...COLLECTIVE],
]);

function settleAlone(read: Understanding, memory: Memory, context: Context): Omit<Settled, 'memory'> {
  const alone = route(read);
  const { name } = alone.question;
  const asksOn = /^那|呢[?？。!！]*$/.test(read.text);
  // 一共 in a conversation about one office is that office's.
  const ofOne = name === 'total' && memory.offices.length === 1 && !/[各所每]|全部|全[县市区]|[家份]/.test(read.text);
  const whole = COLLECTIVE.has(name) ? !asksOn && !ofOne : read.offices.length > 0;
  const complete = whole && (read.metrics.length > 0 || read.content.some((run) => run.length >= 2));
  const among = COLLECTIVE.has(name) && meansThose(read, memory);
  const bare = isBareFigure(read, name, memory);
  if (!(IN_CONTEXT.has(name) || bare) || (complete && !among)) return { understood: read, chosen: alone };
  const understood = fillIn(read, memory, context.reports, bare || ofOne ? 'figure' : name);
  const chosen = route(understood);
  return bare && LAW.has(chosen.question.name) ? { understood: read, chosen: alone } : { understood, chosen };
}

/** 谁的主动公开多 after two offices were compared: which of them. */
function meansThose({ text, years, places, kinds, offices }: Understanding, memory: Memory): boolean {
  const open = offices.length + years.years.length + places.length + kinds.size === 0;
  return open && memory.offices.length > 1 && SETTING_APART.has(memory.question) && WHICH_OF_THEM.test(text);
}

const SETTING_APART: ReadonlySet<string> = new Set([...COLLECTIVE, 'difference']);
const WHICH_OF_THEM = /^(?:那|那么)?(?:谁|哪一?[个家边]|它们|[两三四五]家)(?!单位|街道|乡|镇|部门|局)/;

/** 公开率, 国家秘密: while the figures of an office are talked about, a term alone asks for its figure, not for its meaning. */
function isBareFigure(
  { metrics, content, operations, text, years }: Understanding,
  name: string,
  memory: Memory,
): boolean {
  if (!LAW.has(name) || LAW.has(memory.question) || memory.offices.length === 0 || memory.metrics.length === 0)
    return false;
  const asks = (['meaning', 'how', 'when', 'why', 'who', 'where'] as const).some((each) => operations.has(each));
  const short = text.length <= MAX_BARE && years.years.length === 0 && !/[吗么要能可]/.test(text);
  // 平均一个多少钱 after procurement is no question about fees.
  const charged = name !== 'fee' || metrics.some(({ keys }) => keys.some((key) => key.startsWith('t2.')));
  const named = (metrics.length > 0 && charged) || asksForEachThing(text);
  return short && !asks && named && content.every((run) => run.length < 2);
}
