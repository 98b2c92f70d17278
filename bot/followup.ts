import { readCount } from '../knowledge/numerals.js';
import type { StoredReport } from '../knowledge/stored.js';
import { isNamed, withSubject } from './followup-subject.js';
import { COLLECTIVE, type Memory, type ReportKey } from './memory.js';
import { PHRASES } from './phrases.js';
import { reportsOf } from './stored-index.js';
import type { Understanding } from './understand.js';

/** Filling in what a question leaves out from what the conversation is about. Pure: text and memory in, reading out. */

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
  if (isPair(read, memory) || isAdded(read, memory)) return compared(read, memory);
  const between = betweenReports(read, memory) ?? allTogether(read, memory);
  if (between) return between;
  // 在什么路上 after the telephone has a subject of its own.
  const subject = question === 'fact' ? read : withSubject(read, memory);
  const collective =
    COLLECTIVE.has(question) || (question !== memory.question && COLLECTIVE.has(memory.question) && !isNamed(read));
  const ofOne = /其中|里面|当中|它(?!们)|该/.test(read.text) || asksForEachThing(read.text);
  return withScope(subject, memory, reports, collective && !ofOne);
}

/** True for 平均一个多少 after procurement: for each project, not for each office. */
export function asksForEachThing(text: string): boolean {
  return EACH_THING.test(text);
}

// --- internal ---

const EACH_THING = /(?:平均|每)(?:每)?一?[个项](?!单位|街道|乡|镇|部门|局|地方|月|人)/;

/** 和某某镇比呢, 比某某多吗: the office named beside the one of the conversation. */
function isPair({ offices, text }: Understanding, memory: Memory): boolean {
  const [only] = offices;
  if (offices.length !== 1 || !only || memory.offices.length === 0) return false;
  if (memory.offices.some((id) => only.ids.includes(id))) return false;
  return /^(?:那|那么|再)?(?:和|跟|与|同|比|较|对比|相比|比起).*(?:比|多|少|高|低|差|呢|吗|区别|不同)|比呢|相比|对比/.test(
    text,
  );
}

/** 加上某某镇, 再算上某某: one more beside those of the conversation. */
function isAdded({ offices, text }: Understanding, memory: Memory): boolean {
  return (
    offices.length > 0 &&
    memory.offices.length > 0 &&
    /^(?:那|那么)?再?(?:加上|加|算上|带上|连上|外加|补上)(?!起来)/.test(text)
  );
}

function compared(read: Understanding, memory: Memory): Understanding {
  const ids = read.offices.flatMap((office) => office.ids);
  const mine = memory.offices.filter((id) => !ids.includes(id)).map(asMention);
  const operations = new Set([
    ...read.operations,
    ...(read.operations.has('arithmetic') ? [] : (['comparison'] as const)),
  ]);
  return { ...withSubject(read, memory), offices: [...mine, ...read.offices], operations };
}

/** 差多少: between the reports of the last answer, or of the last two. */
function betweenReports(read: Understanding, memory: Memory): Understanding | null {
  const asked =
    /差|相差|[多少高低]多少|[多少]几|几倍|多少倍|倍数|difference|how many more|times/.test(read.text) &&
    read.operations.has('arithmetic');
  if (!asked || isNamed(read) || read.years.years.length > 0 || memory.reports.length < 2) return null;
  const pinned = memory.reports.slice(0, 2).reverse();
  return {
    ...withSubject(read, memory),
    offices: [...new Set(pinned.map(({ officeId }) => officeId))].map(asMention),
    years: { ...read.years, years: [...new Set(pinned.map(({ year }) => year))] },
    pinned,
  };
}

/** 一共多少, 合计呢: of the offices of the last answer, or of all it was about. */
function allTogether(read: Understanding, memory: Memory): Understanding | null {
  const several = COLLECTIVE.has(memory.question) || memory.reports.length > 1;
  if (!several || isNamed(read) || read.years.years.length > 0 || !TOGETHER.test(read.text)) return null;
  const subject = withSubject({ ...read, operations: new Set([...read.operations, 'arithmetic']) }, memory);
  const pinned = COLLECTIVE.has(memory.question) && memory.offices.length < 2 ? [] : memory.reports;
  const text = PHRASES.everyOnes(read.text);
  if (pinned.length < 2) return withScope({ ...subject, text }, memory, [], true);
  return { ...subject, text, offices: [...new Set(pinned.map(({ officeId }) => officeId))].map(asMention), pinned };
}

const TOGETHER =
  /^(?:那|那么)?(?:它们|他们|她们|这些|这几家|这几个|全部|都|大家)?(?:的)?(?:一共|总共|共|合计|总计|总和|加起来|加一起|加在一起|总数|总的)(?:是|有|呢)?(?:多少|几)?[件条个篇次项人份]?[呢啊?？。]*$|^(?:and )?(?:the )?(?:total|sum)\b(?: of (?:the )?\w+)?[?]?$|^(?:altogether|in total|combined)[?]?$/;

function withScope(
  read: Understanding,
  memory: Memory,
  reports: readonly StoredReport[],
  collective: boolean,
): Understanding {
  const keepsYear = read.years.years.length > 0 || read.years.latest;
  if (collective && !isNamed(read)) {
    const pinned = sameGroup(read, memory);
    if (pinned.length > 0) {
      const ids = [...new Set(pinned.map(({ officeId }) => officeId))];
      return { ...read, offices: ids.map(asMention), years: { ...read.years, years: [] }, pinned };
    }
    const offices = memory.offices.length > 1 ? memory.offices.map(asMention) : [];
    return {
      ...read,
      offices,
      places: memory.places,
      kinds: new Set(memory.kinds),
      years: keepsYear ? read.years : { ...read.years, years: memory.years },
    };
  }
  const offices = isNamed(read) ? read.offices : memory.offices.map(asMention);
  const ids = offices.flatMap((office) => office.ids);
  const theirs = new Set(reportsOf(reports, ids).map(({ year }) => year));
  const carried = memory.years.filter((year) => theirs.has(year));
  return { ...read, offices, years: keepsYear ? read.years : { ...read.years, years: carried } };
}

/** 三家一共, 它们平均: the reports that were talked about, where there are that many of them. */
function sameGroup({ text, years }: Understanding, { reports }: Memory): readonly ReportKey[] {
  const count = /([两二三四五六七八九十\d]{1,2})(?:家|个(?:单位|街道|镇|乡|部门|地方)|者)/.exec(text)?.[1];
  const these = /[它他]们|这几|这些|以上|上面/.test(text);
  if ((!count && !these) || years.years.length > 0) return [];
  const wanted = count ? (readCount(count)?.value ?? 0) : reports.length;
  return wanted > 1 && wanted <= reports.length ? reports.slice(0, wanted) : [];
}

function asMention(id: number): Understanding['offices'][number] {
  return { start: 0, end: 0, text: '', ids: [id], account: false };
}
