import { METRICS, metric } from '../knowledge/metrics.js';
import { COLLECTIVE, type Memory } from './memory.js';
import { inMeasure } from './mentions/measures.js';
import { findMetrics, type MetricMention } from './mentions/metrics.js';
import { contentBeside, findOperations, withoutAnalysis } from './mentions/operations.js';
import { partAsked } from './mentions/parts.js';
import type { Understanding } from './understand.js';

/** What a short question is about: its own figure, or that of the conversation. Pure: reading and memory in, reading out. */

/** The subject of the conversation where the question names none of its own. */
export function withSubject(read: Understanding, memory: Memory): Understanding {
  const own = read.metrics.length > 0 || partAsked(read.topic) !== null || read.content.some((run) => run.length >= 2);
  if (own) {
    const composed = read.metrics.length === 0 ? composedWith(read, memory) : null;
    if (composed) return composed;
    // 那粉丝呢 after a comparison goes on comparing.
    const bare = [...read.operations].every((name) => name === 'count' || name === 'which');
    const goesOn = bare && COLLECTIVE.has(memory.question) && !isNamed(read) && read.years.years.length === 0;
    if (!goesOn) return read;
    return { ...read, ...wordsOf(read, memory), metrics: read.metrics };
  }
  // 金额呢: a measure that the figures of the last subject tell apart.
  const measured = read.metrics.length === 0 && isNaming(read.topic) ? composedWith(read, memory) : null;
  if (measured) return measured;
  // 收了几件 has a subject of its own, though no figure is named for it.
  if (asksOtherUnit(read, memory)) return read;
  const about = toldPart(read, memory);
  if (about) return { ...read, ...about };
  const analysis = (['ranking', 'trend', 'arithmetic', 'comparison', 'breakdown'] as const).some((name) =>
    read.operations.has(name),
  );
  const subject = {
    metrics: memory.metrics,
    applicants: pick(read.applicants, memory.applicants),
    rest: memory.rest,
    content: withoutAnalysis(memory.rest),
  };
  // 某某街道呢 after a difference asks for its figure, not for a difference again.
  const pair = PAIRED.has(memory.question) && read.offices.length === 1;
  if (pair) return { ...read, ...subject, topic: memory.topic };
  if (analysis) return { ...read, ...subject };
  return { ...read, ...subject, ...wordsOf(read, memory) };
}

/** True where the question names offices, one by one or as a group. */
export function isNamed({ offices, unknownOffice, kinds, places }: Understanding): boolean {
  return offices.length > 0 || unknownOffice !== null || kinds.size > 0 || places.length > 0;
}

// --- internal ---

/** Questions about several offices that one office alone does not go on with. */
const PAIRED: ReadonlySet<string> = new Set(['difference', 'compare', 'total']);

/**
 * A word that only together with the last subject names a figure: 纠正的呢 after 复议多少件, 金额呢 after 采购几个项目, 强制
 * after 行政许可. Null where it names none, or where anything is left over.
 */
function composedWith(read: Understanding, { topic, metrics }: Memory): Understanding | null {
  const [subject = ''] = topic.split('，');
  const before = new Set(metrics.flatMap(({ keys }) => keys));
  const family = familyWords(metrics);
  for (const words of [subject, ...family]) {
    const start = words.length;
    const text = `${words}${family.includes(words) ? '' : '，'}${read.topic}`;
    const found = findMetrics(text).filter(
      ({ keys, spans }) => keys.some((key) => !before.has(key)) && spans.some((span) => span.end > start),
    );
    const [only, ...others] = found;
    if (words === '' || !only || others.length > 0) continue;
    const own = read.topic.length;
    const left = only.spans.reduce(
      (open, span) => open.slice(0, span.start) + ' '.repeat(span.end - span.start) + open.slice(span.end),
      text,
    );
    const content = contentBeside(left.slice(text.length - own));
    if (content.some((run) => run.length >= 2)) continue;
    return { ...read, text: `${read.text}，${subject}`, topic: text, metrics: [only], rest: [], content: [] };
  }
  return null;
}

/** More than words that only ask or count. */
function isNaming(topic: string): boolean {
  return (
    topic.replace(/[^\u4e00-\u9fa5]|多少|[几条件个篇次人项万元数呢啊吗的那是有了]|什么|一共|总共/g, '').length >= 2
  );
}

/** Words that the figures of a family have in common: the name of their block, and its first word (行政, beside others). */
function familyWords(metrics: readonly MetricMention[]): readonly string[] {
  return metrics.flatMap(({ keys: [key = ''] }) => {
    const block = metric(key).table === 3 ? '' : (metric(key).group ?? '').replace(/^.*、|^（.*?）/, '');
    if (block !== '') return [block, block.slice(0, 2)];
    return key.startsWith('wechat_') ? ['公众号'] : [];
  });
}

/** A count in something that the figure of the conversation is not counted in. */
function asksOtherUnit({ text, operations }: Understanding, { metrics }: Memory): boolean {
  if (!operations.has('count')) return false;
  const keys = metrics.flatMap(({ keys }) => keys);
  return keys.length > 0 && inMeasure(text, keys).length === 0;
}

/** The words of the last question go on meaning what they meant. */
function wordsOf(read: Understanding, { topic }: Memory): Pick<Understanding, 'text' | 'topic' | 'operations'> {
  return {
    text: `${read.text}，${topic}`,
    topic,
    operations: new Set([...read.operations, ...findOperations(topic)]),
  };
}

/** 占比, 占多少: of what the last answer told first. */
function toldPart(read: Understanding, { told }: Memory): Partial<Understanding> | null {
  // A telephone number is no part of anything.
  const first = told.find((each) => METRICS.has(each.metric));
  if (!first || !/占|比例|比重|百分之/.test(read.text) || read.applicants.length > 0) return null;
  const mention: MetricMention = { keys: [first.metric], group: false, spans: [], covers: [], score: 1 };
  return {
    metrics: [mention],
    rest: first.part === null ? [] : [first.part],
    content: first.part === null ? [] : [first.part],
    applicants: first.applicant && first.applicant !== 'total' ? [first.applicant] : [],
  };
}

function pick<T>(own: readonly T[], other: readonly T[]): readonly T[] {
  return own.length > 0 ? own : other;
}
