import { metric } from '../knowledge/metrics.js';
import { readCount } from '../knowledge/numerals.js';
import type { StoredReport } from '../knowledge/stored.js';
import { COLLECTIVE, type Memory, type ReportKey } from './memory.js';
import { inMeasure } from './mentions/measures.js';
import type { MetricMention } from './mentions/metrics.js';
import { findOperations, withoutAnalysis } from './mentions/operations.js';
import { partAsked } from './mentions/parts.js';
import type { Understanding } from './understand.js';

/** Filling in what a question leaves out from what the conversation is about. Pure: text and memory in, reading out. */

/** True for words that start the conversation anew. */
export function startsOver(text: string): boolean {
  return /^(?:好的?|那|请|帮我)?[，,]?(?:(?:我们)?重新(?:开始|来过?|提问|问)|重置|换(?:一)?个(?:问题|话题)|重来|清[空除](?:对话|记录|聊天|历史|上下文)?|从头(?:开始|来)|reset|restart|start over)(?:吧|一下|了)?[。！!.~～]*$/i.test(
    text.trim(),
  );
}

/** The question that a bare number, 第二个 or a choice's own label picks, or null where it picks none. */
export function chosenQuestion(text: string, { choices }: Memory): string | null {
  const said = text
    .normalize('NFKC')
    .trim()
    .replace(/[。.、！!?？]+$/, '');
  const number = /^(?:选|第|选择|我选|选第)?([1-9]|1\d|[一二三四五六七八九十两])(?:个|项|号|条)?$/.exec(said)?.[1];
  if (number) return choices[(readCount(number)?.value ?? 0) - 1]?.question ?? null;
  const labelled = choices.filter(({ label }) => label === said);
  return labelled.length === 1 ? (labelled[0]?.question ?? null) : null;
}

/** Words of a short follow-up as they are meant in the conversation: after applications, 公开了几件 are those granted. */
export function inContext(said: string, memory: Memory): string {
  const text = withYear(said, memory);
  const applications = memory.metrics.some(({ keys }) => keys.some(isApplications));
  if (!applications || /主动|信息|条数|不公开|不予|部分公开|予以公开|公开率|没公开|拒绝/.test(text)) return text;
  return text.replace(/(?:同意|答应|准予)?(?<!依申请)公开(?=了|的|多少|几|$|呢)/, '予以公开');
}

/**
 * Fills in what a short question leaves out (那2022年呢, 另一个街道呢, 粉丝呢, 差多少, 占比). A year is carried to another
 * office only where that office has a report for it.
 * @param question name of the question that would answer without the conversation.
 */
export function fillIn(
  read: Understanding,
  memory: Memory,
  reports: readonly StoredReport[],
  question: string,
): Understanding {
  if (memory.topic === '' && memory.offices.length === 0 && memory.metrics.length === 0) return read;
  if (isPair(read, memory)) return compared(read, memory);
  const between = betweenReports(read, memory);
  if (between) return between;
  const subject = withSubject(read, memory);
  const collective =
    COLLECTIVE.has(question) || (question !== memory.question && COLLECTIVE.has(memory.question) && !named(read));
  return withScope(subject, memory, reports, collective && !/其中|里面|当中|它|他们|该/.test(read.text));
}

// --- internal ---

/** 前一年, 后一年 count from the year talked about, not from today. */
function withYear(text: string, { years }: Memory): string {
  const [year, ...others] = years;
  if (year === undefined || others.length > 0) return text;
  return text
    .replace(/(?<=^(?:那|那么|再)?)(?:它的?)?(?:再?[前上]一年|头一年)(?!度)/, `${year - 1}年`)
    .replace(/(?<=^(?:那|那么|再)?)(?:它的?)?(?:再?[后下]一年|第二年)/, `${year + 1}年`);
}

function isApplications(key: string): boolean {
  const { table, formula } = metric(key);
  return table === 3 || (formula?.kind === 'sum' && formula.of.some((each) => metric(each).table === 3));
}

function named({ offices, unknownOffice, kinds, places }: Understanding): boolean {
  return offices.length > 0 || unknownOffice !== null || kinds.size > 0 || places.length > 0;
}

/** 和东石镇比呢, 比灵源多吗: the office named beside the one of the conversation. */
function isPair({ offices, text }: Understanding, memory: Memory): boolean {
  const [only] = offices;
  if (offices.length !== 1 || !only || memory.offices.length === 0) return false;
  if (memory.offices.some((id) => only.ids.includes(id))) return false;
  return /^(?:那|那么|再)?(?:和|跟|与|同|比|较|对比|相比|比起).*(?:比|多|少|高|低|差|呢|吗|区别|不同)|比呢|相比|对比/.test(
    text,
  );
}

function compared(read: Understanding, memory: Memory): Understanding {
  const mine = memory.offices.map(asMention);
  const operations = new Set([
    ...read.operations,
    ...(read.operations.has('arithmetic') ? [] : (['comparison'] as const)),
  ]);
  return { ...withSubject(read, memory), offices: [...mine, ...read.offices], operations };
}

/** 差多少: between the reports of the last answer, or of the last two. */
function betweenReports(read: Understanding, memory: Memory): Understanding | null {
  const asked = /差|相差|多多少|少多少|几倍/.test(read.text) && read.operations.has('arithmetic');
  if (!asked || named(read) || read.years.years.length > 0 || memory.reports.length < 2) return null;
  const pinned = memory.reports.slice(0, 2).reverse();
  return {
    ...withSubject(read, memory),
    offices: [...new Set(pinned.map(({ officeId }) => officeId))].map(asMention),
    years: { ...read.years, years: [...new Set(pinned.map(({ year }) => year))] },
    pinned,
  };
}

/** The subject of the conversation where the question names none. */
function withSubject(read: Understanding, memory: Memory): Understanding {
  const own =
    read.metrics.length > 0 ||
    partAsked(read.topic) !== null ||
    withoutAnalysis(read.rest).some((run) => run.length >= 2);
  if (own) {
    // 那粉丝呢 after a comparison goes on comparing.
    const bare = [...read.operations].every((name) => name === 'count' || name === 'which');
    const goesOn = bare && COLLECTIVE.has(memory.question) && !named(read) && read.years.years.length === 0;
    if (!goesOn) return read;
    return { ...read, ...wordsOf(read, memory), metrics: read.metrics, rest: read.rest };
  }
  // 收了几件 has a subject of its own, though no figure is named for it.
  if (asksOtherUnit(read, memory)) return read;
  const about = toldPart(read, memory);
  if (about) return { ...read, ...about };
  const analysis = (['ranking', 'trend', 'arithmetic', 'comparison', 'breakdown'] as const).some((name) =>
    read.operations.has(name),
  );
  const subject = { metrics: memory.metrics, applicants: pick(read.applicants, memory.applicants), rest: memory.rest };
  if (analysis) return { ...read, ...subject };
  return { ...read, ...subject, ...wordsOf(read, memory) };
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
  const [first] = told;
  if (!first || !/占|比例|比重|百分之/.test(read.text) || read.applicants.length > 0) return null;
  const mention: MetricMention = { keys: [first.metric], group: false, spans: [], covers: [], score: 1 };
  return {
    metrics: [mention],
    rest: first.part === null ? [] : [first.part],
    applicants: first.applicant && first.applicant !== 'total' ? [first.applicant] : [],
  };
}

function pick<T>(own: readonly T[], other: readonly T[]): readonly T[] {
  return own.length > 0 ? own : other;
}

function withScope(
  read: Understanding,
  memory: Memory,
  reports: readonly StoredReport[],
  collective: boolean,
): Understanding {
  const keepsYear = read.years.years.length > 0 || read.years.latest;
  if (collective && !named(read)) {
    const pinned = sameGroup(read, memory);
    if (pinned.length > 0) {
      const ids = [...new Set(pinned.map(({ officeId }) => officeId))];
      return { ...read, offices: ids.map(asMention), years: { ...read.years, years: [] }, pinned };
    }
    const offices = memory.offices.length > 1 ? memory.offices.map(asMention) : [];
    return { ...read, offices, years: keepsYear ? read.years : { ...read.years, years: memory.years } };
  }
  const offices = named(read) ? read.offices : memory.offices.map(asMention);
  const ids = offices.flatMap((office) => office.ids);
  const carried = memory.years.filter((year) =>
    reports.some((report) => ids.includes(report.officeId) && report.year === year),
  );
  return { ...read, offices, years: keepsYear ? read.years : { ...read.years, years: carried } };
}

/** 三家一共, 它们平均: the reports that were talked about, where there are that many of them. */
function sameGroup({ text, years }: Understanding, { reports }: Memory): readonly ReportKey[] {
  const count = /([两二三四五六七八九十\d]{1,2})(?:家|个(?:单位|街道|镇|乡|部门|地方)?|者)(?!月|条|件)/.exec(text)?.[1];
  const these = /[它他]们|这几|这些|以上|上面/.test(text);
  if ((!count && !these) || years.years.length > 0) return [];
  const wanted = count ? (readCount(count)?.value ?? 0) : reports.length;
  return wanted > 1 && wanted <= reports.length ? reports.slice(0, wanted) : [];
}

function asMention(id: number): Understanding['offices'][number] {
  return { start: 0, end: 0, text: '', ids: [id], account: false };
}
