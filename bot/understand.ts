import type { OfficeFinder, OfficeMention } from '../knowledge/offices.js';
import type { Applicant, OfficeKind } from '../knowledge/types.js';
import type { ReportKey } from './memory.js';
import { findKinds } from './mentions/groups.js';
import { takesApplicant } from './mentions/measures.js';
import {
  type ApplicantMention,
  findApplicants,
  findMetrics,
  type MetricMention,
  type Span,
} from './mentions/metrics.js';
import { FILLER, findOperations, type Operation } from './mentions/operations.js';
import { findYears, type YearMentions } from './mentions/years.js';

/** What a question names, ambiguity kept. Nothing is decided here. */
export interface Understanding {
  readonly original: string;
  /** The question in the form all mentions are found in. */
  readonly text: string;
  readonly today: string;
  readonly offices: readonly OfficeMention[];
  /** A name with 街道, 镇, 乡 … that is none of the known offices. */
  readonly unknownOffice: string | null;
  /** Kinds of offices named instead of names: 哪些镇; empty: all. */
  readonly kinds: ReadonlySet<OfficeKind>;
  readonly years: YearMentions;
  readonly metrics: readonly MetricMention[];
  readonly applicants: readonly Applicant[];
  readonly operations: ReadonlySet<Operation>;
  /** True for 它, 该街道: an office is meant that the conversation must have named. */
  readonly pronoun: boolean;
  /** Reports that the conversation is about, where it settles them; otherwise office and year do. */
  readonly pinned: readonly ReportKey[];
  /** Content that neither office, year, metric nor function words explain, in the order of the text. */
  readonly rest: readonly string[];
  /** The question without its offices and years: what a choice repeats for another office or year. */
  readonly topic: string;
}

/** Longest question that is looked at; anything longer is refused as a whole. */
export const MAX_QUESTION_LENGTH = 500;

/** NFKC, lower case, no control or invisible characters, white space only between Latin words. */
export function normalizeQuestion(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{Cc}\p{Cf}\u3000\s]+/gu, ' ')
    .replace(SPACED, '，')
    .replace(/(?<=[^\x20-\x7e]) | (?=[^\x20-\x7e])/g, '')
    .replace(/(?<=\d) (?=年)/g, '')
    .replace(/(?:[一二三四五六七八九零〇]*幺[一二三四五六七八九零〇幺]*)/g, spelled)
    .trim();
}

/**
 * Reads a question.
 * @param today ISO date in Asia/Shanghai.
 */
export function understand(original: string, finder: OfficeFinder, today: string): Understanding {
  const text = normalizeQuestion(original.slice(0, 4 * MAX_QUESTION_LENGTH));
  const offices = finder.find(text);
  const withoutOffices = mask(text, offices, (mention) => (mention.account ? ACCOUNT : BLANK));
  const unknown = offices.length === 0 ? findUnknownOffice(withoutOffices) : findForeign(text, offices);
  const named = unknown ? mask(withoutOffices, [unknown], () => BLANK) : withoutOffices;
  const years = findYears(named, today);
  const topicText = mask(named, years.mentions, () => BLANK);
  const named3 = findApplicants(topicText);
  const metrics = findMetrics(withAccounts(mask(topicText, named3, () => BLANK)));
  // 企业 beside a figure without applicants is something else: 企业公开多少条.
  const columns = metrics.length === 0 || metrics.some(({ keys }) => keys.some(takesApplicant));
  const applicants = columns ? named3 : [];
  return {
    original,
    text,
    today,
    offices,
    unknownOffice: unknown ? text.slice(unknown.start, unknown.end) : null,
    pronoun: PRONOUN.test(topicText),
    pinned: [],
    kinds: offices.length === 0 ? findKinds(named) : new Set(),
    years,
    metrics,
    applicants: applicants.map((mention) => mention.applicant),
    operations: findOperations(topicText),
    rest: restOf(topicText, metrics, applicants),
    topic: topicText.replace(new RegExp(`[${BLANK}${ACCOUNT}]+`, 'g'), '').replace(/^[的，,、\s]+/, ''),
  };
}

// --- internal ---

/** A space between two runs of Chinese words parts them as a comma does; within a spaced-out word it is nothing. */
const SPACED = /(?<=[\u4e00-\u9fa5]{2}) (?=[\u4e00-\u9fa5]{2})/g;

const PRONOUN = /[它他她]们?|(?:该|这个?|那个?)(?:单位|街道|镇|乡|局|部门|办事处|家(?!里))/;

const BLANK = '\u0001';
const ACCOUNT = '\u0002';

/** An account's name says that the account is meant: its first characters read as 公众号 for the metrics. */
function withAccounts(text: string): string {
  return text.replace(new RegExp(`${ACCOUNT}+`, 'g'), (run) => '公众号'.slice(0, run.length).padEnd(run.length, BLANK));
}

function mask<T extends Span>(text: string, spans: readonly T[], by: (span: T) => string): string {
  let masked = text;
  for (const span of spans) {
    masked = masked.slice(0, span.start) + by(span).repeat(span.end - span.start) + masked.slice(span.end);
  }
  return masked;
}

/** A number as it is spelled over the telephone (幺二三四五), in digits. */
function spelled(words: string): string {
  return [...words].map((word) => Math.max('〇一二三四五六七八九'.indexOf(word), '零幺'.indexOf(word))).join('');
}

/** 某某镇, 某某街道 that the finder does not know; not 哪些镇, 我街道, 乡镇. */
function findUnknownOffice(text: string): Span | null {
  const match = UNKNOWN_OFFICE.exec(text);
  const name = match?.[1];
  if (!match || !name || NO_NAME.test(name)) return null;
  const end = match.index + match[0].length;
  return { start: end - (name.length + (match[2]?.length ?? 0)), end };
}

/**
 * A known name that is only part of another's: 某县公安局, 另一县的某某街道, 某县 directly before a town of another county.
 * The finder takes the longest name it knows, so whatever place or office still clings to a mention makes it another.
 */
function findForeign(text: string, offices: readonly OfficeMention[]): Span | null {
  for (const [index, { start, end, text: name, account }] of offices.entries()) {
    const next = offices[index + 1];
    if (account) continue;
    if (next?.start === end && PLACE.test(name) && !PLACE.test(next.text)) return { start, end: next.end };
    const before = PLACE.test(name) ? null : CLINGING_PLACE.exec(text.slice(offices[index - 1]?.end ?? 0, start));
    if (before?.[1] && !NO_NAME.test(before[1])) return { start: start - before[1].length, end };
    const behind = CLINGING_OFFICE.exec(text.slice(end, next?.start));
    if (behind?.[1] && !NO_NAME.test(behind[1])) return { start, end: end + behind[0].length };
  }
  return null;
}

const PLACE = /[县市区旗](?:人民政府|政府)?/;
const CLINGING_PLACE = /(?:^|[^\u4e00-\u9fa5]|请问|查一下|帮我查|帮我|查|看看)([\u4e00-\u9fa5]{2,6}[县市区旗])$/;
const CLINGING_OFFICE =
  /^([\u4e00-\u9fa5]{1,8}?)(?:局(?![长面限部势])|委员会|街道|镇(?![村级长里])|乡(?![村级长里])|法院|检察院|派出所|财政所|社区|卫生院|医院|中学|小学)/;

const UNKNOWN_OFFICE =
  /(?:^|[，,。\s]|请问|查一下|帮我查|帮我|查|看看|看|那|和|跟|比|换成)?([\u4e00-\u9fa5]{2,8}?)(街道办事处|街道|镇人民政府|镇政府|镇|乡人民政府|乡政府|乡|局(?![面限部势]))(?![村级长里])/;
const NO_NAME =
  /哪|几|各|每|所有|全部|我|你|他|这|那|某|别的|其他|其它|什么|有|个|是|的|多少|谁|信息|申请|公开|年|收到|本|全|报告|数/;

function restOf(
  text: string,
  metrics: readonly MetricMention[],
  applicants: readonly ApplicantMention[],
): readonly string[] {
  const explained = mask(text, [...metrics.flatMap((mention) => mention.spans), ...applicants], () => BLANK);
  return explained
    .replace(FILLER, BLANK)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((run) => run !== '');
}
