import { LAST_YEAR_OF_STATISTICS } from '../knowledge/metrics.js';
import type { OfficeFinder, OfficeMention } from '../knowledge/offices.js';
import { simplified } from '../knowledge/traditional.js';
import type { Applicant, OfficeKind } from '../knowledge/types.js';
import type { ReportKey } from './memory.js';
import { type ChartRequest, chartRequest } from './mentions/charts.js';
import { findKinds, followsPlace } from './mentions/groups.js';
import { takesApplicant } from './mentions/measures.js';
import {
  type ApplicantMention,
  findApplicants,
  findMetrics,
  type MetricMention,
  type Span,
} from './mentions/metrics.js';
import { findPlaces, type PlaceMention, readOffices } from './mentions/offices.js';
import { contentBeside, FILLER, findOperations, type Operation } from './mentions/operations.js';
import { withoutTalk } from './mentions/talk.js';
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
  /** The offices that name may have meant, likeliest first. */
  readonly nearOffices: readonly number[];
  /** Provinces, cities and counties that are no part of an office's name. */
  readonly places: readonly PlaceMention[];
  readonly years: YearMentions;
  readonly metrics: readonly MetricMention[];
  readonly applicants: readonly Applicant[];
  readonly operations: ReadonlySet<Operation>;
  /** Whether a chart is asked for, of what the rest asks or of nothing named. */
  readonly chart: ChartRequest['asked'];
  /** True for 它, 该街道: an office is meant that the conversation must have named. */
  readonly pronoun: boolean;
  /** Reports that the conversation is about, where it settles them; otherwise office and year do. */
  readonly pinned: readonly ReportKey[];
  /** Content that neither office, year, metric nor function words explain, in the order of the text. */
  readonly rest: readonly string[];
  /** What of it the words of comparing, ranking and reckoning do not explain either. */
  readonly content: readonly string[];
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
    .replace(/\p{Cf}+/gu, '')
    .replace(/[\p{Cc}\u3000\s]+/gu, ' ')
    .replace(/公号/g, '公众号')
    .replace(SPACED, '，')
    .replace(/(?<=[^\x20-\x7e]) | (?=[^\x20-\x7e])/g, '')
    .replace(/(?<=\d) (?=年)/g, '')
    .replace(/[一二三四五六七八九零〇]*幺[一二三四五六七八九零〇幺]*|一二三四五(?![六七八九十百千万])/g, spelled)
    .trim();
}

/**
 * Reads a question.
 * @param today ISO date in Asia/Shanghai.
 */
export async function understand(original: string, finder: OfficeFinder, today: string): Promise<Understanding> {
  const words = withoutTalk(await simplified(normalizeQuestion(original.slice(0, 4 * MAX_QUESTION_LENGTH))));
  const { asked: chart, text } = chartRequest(words);
  const { mentions, unknown } = await readOffices(text, finder);
  // A county's own report is not meant where its offices are.
  const offices = mentions.filter(({ text: name, end }) => !(finder.places.has(name) && followsPlace(text.slice(end))));
  const withoutOffices = mask(text, offices, (mention) => (mention.account ? ACCOUNT : BLANK));
  const withoutUnknown = unknown ? mask(withoutOffices, [unknown], () => BLANK) : withoutOffices;
  const places = findPlaces(withoutUnknown, finder.places, offices);
  const named = mask(withoutUnknown, places, () => BLANK);
  const years = findYears(named, today);
  const topicText = mask(named, years.mentions, () => BLANK);
  // 近三年 and 比去年 say what is to be done as well.
  const operationText = mask(
    named,
    years.mentions.filter(({ relative }) => !relative),
    () => BLANK,
  );
  const named3 = findApplicants(topicText);
  const older = years.years.length > 0 && years.years.every((year) => year <= LAST_YEAR_OF_STATISTICS);
  const metrics = findMetrics(withAccounts(mask(topicText, named3, () => BLANK)), older);
  // 企业 beside a figure without applicants is something else: 企业公开多少条.
  const columns = metrics.length === 0 || metrics.some(({ keys }) => keys.some(takesApplicant));
  const applicants = columns ? named3 : [];
  return {
    original,
    text,
    today,
    offices: offices.filter((mention, index) => !offices.slice(0, index).some((other) => isSame(mention, other))),
    unknownOffice: unknown ? text.slice(unknown.start, unknown.end) : null,
    chart,
    pronoun: PRONOUN.test(topicText),
    pinned: [],
    kinds: offices.length === 0 ? findKinds(withoutUnknown) : new Set(),
    nearOffices: unknown?.near ?? [],
    places,
    years,
    metrics,
    applicants: applicants.map((mention) => mention.applicant),
    operations: findOperations(operationText),
    rest: restOf(topicText, metrics, applicants),
    content: contentBeside(explainedIn(topicText, metrics, applicants)),
    topic: topicText.replace(new RegExp(`[${BLANK}${ACCOUNT}]+`, 'g'), '').replace(/^[的，,、\s]+/, ''),
  };
}

/** True where a message asks for a chart. */
export async function asksForChart(original: string): Promise<boolean> {
  const words = await simplified(normalizeQuestion(original.slice(0, MAX_QUESTION_LENGTH)));
  return chartRequest(withoutTalk(words)).asked !== null;
}

// --- internal ---

/** A space between two runs of Chinese words parts them as a comma does; within a spaced-out word it is nothing. */
const SPACED = /(?<=[\u4e00-\u9fa5]{2}) (?=[\u4e00-\u9fa5]{2})/g;

const PRONOUN = /(?<!其)[它他她]们?|(?:该|这个?|那个?)(?:份?(?:年报|报告)|单位|街道|镇|乡|局|部门|办事处|家(?!里))/;

const BLANK = '\u0001';
const ACCOUNT = '\u0002';

/** An account's name says that the account is meant: its first characters read as 公众号 for the metrics. */
function withAccounts(text: string): string {
  return text.replace(new RegExp(`${ACCOUNT}+`, 'g'), (run) => '公众号'.slice(0, run.length).padEnd(run.length, BLANK));
}

/** 教育局教育局: said twice it is one office. */
function isSame(one: OfficeMention, other: OfficeMention): boolean {
  return one.account === other.account && one.ids.join() === other.ids.join();
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

function explainedIn(text: string, metrics: readonly MetricMention[], applicants: readonly ApplicantMention[]): string {
  // 公开88条对吗: a number the question brings along is no content.
  const plain = text.replace(/\d+(?=[余多]?[条件篇次人个项份])/g, (run) => BLANK.repeat(run.length));
  return mask(plain, [...metrics.flatMap((mention) => mention.spans), ...applicants], () => BLANK);
}

function restOf(
  text: string,
  metrics: readonly MetricMention[],
  applicants: readonly ApplicantMention[],
): readonly string[] {
  return explainedIn(text, metrics, applicants)
    .replace(FILLER, BLANK)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((run) => run !== '');
}
