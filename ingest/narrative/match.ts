import type { Applicant } from '../../knowledge/types.js';
import type { Section } from '../sections.js';
import { applicantOf, onlyApplicantOf } from './applicants.js';
import { type CategoryItem, categoriesFrom } from './categories.js';
import { type AbsenceRule, type CountRule, isForeign, isPlan, speaksOfAreaAbove } from './rules.js';
import type { Sentence, Spot } from './spots.js';
import { sentencesOf, spotsOf } from './spots.js';

/** A figure as one sentence states it, before several sentences are weighed against each other. */
export interface Candidate {
  /** Key before `keptAs`. */
  readonly key: string;
  readonly applicant: Applicant | null;
  readonly part: string | null;
  readonly label: string | null;
  readonly rank: number;
  readonly value: number;
  readonly approximate: boolean;
  readonly unit: string | null;
  readonly sentence: Sentence;
  /** Offsets of what was printed, in the paragraph's plain text. */
  readonly start: number;
  readonly end: number;
}

export interface Rules {
  /** In order: the first that holds takes the count. */
  readonly counts: readonly CountRule[];
  /** Tried beside the rule that took the count. */
  readonly side: readonly CountRule[];
  readonly absences: readonly AbsenceRule[];
}

export interface Context {
  readonly year: number;
  readonly ownArea: readonly string[];
}

/** What the sentences of a section state, in order. */
export function candidatesIn(section: Section, rules: Rules, context: Context): Candidate[] {
  const sentences = toldNotPlanned(section, context.year);
  const spots = sentences.flatMap(spotsOf);
  return [
    ...counted(spots, rules, context),
    ...sentences.flatMap((sentence) => absent(sentence, rules.absences, context)),
  ];
}

// --- internal ---

/** Rows of figures that lost their table. */
const TABLE_ROW = /\d+(?: \d+){2,}/;

/** Section five tells problems and plans: of it only what is said to have been done in the year. */
function toldNotPlanned(section: Section, year: number): Sentence[] {
  if (section.key === 'signature') return [];
  const told: Sentence[] = [];
  let plannedParagraph = -1;
  for (const sentence of sentencesOf(section)) {
    if (isPlan(sentence.text)) plannedParagraph = sentence.paragraph;
    if (plannedParagraph === sentence.paragraph || TABLE_ROW.test(sentence.text)) continue;
    if (section.key === 'problems_and_improvements' && !new RegExp(`${year}年|全年|今年|本年`).test(sentence.text))
      continue;
    told.push(sentence);
  }
  return told;
}

/** Metrics a list of categories can break down; what other numbers are broken down into is not kept. */
const OWNERS: Readonly<Record<string, string>> = {
  proactive_disclosed_count: 'category_count',
  wechat_post_count: 'wechat_post_count',
};

/** Stand between a total and the list that breaks it down. */
const BESIDE_A_TOTAL: ReadonlySet<string | null> = new Set([
  'electronic_rate',
  'proactive_cumulative_count',
  'disclosure_rate_stated',
]);

interface Owner {
  readonly key: string | null;
  readonly foreign: boolean;
  readonly spot: Spot;
}

const COUNTED = /^(?:条|件|篇|个|项|份|则|期|次)$/;
const UNREADABLE: readonly CategoryItem[] = [];

function readList(spots: readonly Spot[], index: number): readonly CategoryItem[] {
  return categoriesFrom(spots, index) ?? UNREADABLE;
}

function counted(spots: readonly Spot[], rules: Rules, context: Context): Candidate[] {
  const found: Candidate[] = [];
  let owner = null as Owner | null;
  let broken: Sentence | null = null;
  let disclosed: Spot | null = null;
  /** Index of the last item of a list that is none of ours: its tail is none either. */
  let passed = -1;
  for (let index = 0; index < spots.length; index++) {
    const spot = spots[index];
    if (!spot) break;
    const items: readonly CategoryItem[] = spot.sentence === broken || index <= passed ? [] : readList(spots, index);
    if (items === UNREADABLE) broken = spot.sentence;
    const key = categoryKey(items, owner);
    if (key !== null) {
      found.push(...items.map((item) => candidate(item.spot, key, { part: item.label })));
      const last = items.at(-1)?.spot ?? spot;
      index = spots.indexOf(last);
      continue;
    }
    const lastItem = items.at(-1)?.spot;
    if (lastItem) passed = spots.indexOf(lastItem);
    const before = owner?.spot.sentence === spot.sentence ? owner.key : null;
    const inside = disclosed !== null && insideBreakdown(disclosed, spot);
    const rule = rules.counts.find(
      (one) => (!inside || OF_CHANNELS.has(one.key)) && holds(one, spot, context.year, before),
    );
    if (!rule) {
      // A total of something else: what breaks it down is not ours.
      // The total said again (95条的分类是：…) is still the total.
      if (COUNTED.test(spot.count.unit) && spot.count.value !== owner?.spot.count.value) owner = null;
      continue;
    }
    const foreign = isForeign(spot, context.year, context.ownArea, rule.anyYear ?? false);
    if (!BESIDE_A_TOTAL.has(rule.key)) owner = { key: rule.key, foreign, spot };
    if (rule.key === 'proactive_disclosed_count') disclosed = spot;
    if (foreign || rule.key === null) continue;
    found.push(...figuresOf(rule, spot));
    for (const side of rules.side) if (holds(side, spot, context.year, before)) found.push(...figuresOf(side, spot));
  }
  return found;
}

/** What a list of categories counts: the total before it decides; without one, only 类 that are said to be disclosed. */
function categoryKey(items: readonly CategoryItem[], owner: Owner | null): string | null {
  const first = items[0]?.spot;
  if (!first) return null;
  if (owner !== null && belongsTogether(owner.spot, first)) {
    return owner.foreign || owner.key === null ? null : (OWNERS[owner.key] ?? null);
  }
  const context = first.sentence.previous + first.before;
  const disclosed = /公开/.test(first.sentence.section.path + context);
  const classes = items.every(({ label }) => label.endsWith('类'));
  return disclosed && classes && !/申请|热线|12345|诉求/.test(context) ? 'category_count' : null;
}

/** The list follows the total: in its sentence, or as the next one, which 其中 begins or which only lists. */
function belongsTogether(total: Spot, first: Spot): boolean {
  if (total.sentence === first.sentence) return true;
  return (
    total.sentence.section === first.sentence.section && (first.before.length < 40 || first.before.startsWith('其中'))
  );
}

/** 共公开126条，其中政策解读4条、建议提案1条 counts what was disclosed; only a medium's own number is one by itself. */
function insideBreakdown(total: Spot, spot: Spot): boolean {
  if (total.sentence !== spot.sentence) return false;
  const between = spot.sentence.plain.text.slice(total.count.end, spot.count.start);
  return /^[，。；（：]?(?:其中|包括|具体|分别|：)/.test(between.replace(/^[，：（；]/, '')) && !between.includes('；');
}

const OF_CHANNELS: ReadonlySet<string | null> = new Set(['wechat_post_count', 'weibo_post_count', 'video_count']);

function holds(rule: CountRule, spot: Spot, year: number, previous: string | null): boolean {
  return (
    rule.units.split('|').includes(spot.count.unit === '' ? '-' : spot.count.unit) &&
    (rule.before?.test(spot.before) ?? true) &&
    (rule.after?.test(spot.after) ?? true) &&
    !(rule.unless?.test(`${spot.near}#${spot.next.replace(/[，。；].*/, '')}`) ?? false) &&
    (rule.where?.(spot, year, previous) ?? true)
  );
}

function figuresOf(rule: CountRule, spot: Spot): Candidate[] {
  if (rule.key === null) return [];
  const key = rule.key;
  const made = candidate(spot, key, {
    part: rule.part?.(spot) ?? null,
    label: rule.label?.(spot) ?? null,
    rank: rule.rank ?? 0,
  });
  if (key !== 'applications_received') return [made];
  const applicant = applicantOf(spot);
  const only = onlyApplicantOf(spot);
  return [{ ...made, applicant }, ...(only !== null && applicant === 'total' ? [{ ...made, applicant: only }] : [])];
}

function candidate(
  spot: Spot,
  key: string,
  more: { readonly part?: string | null; readonly label?: string | null; readonly rank?: number },
): Candidate {
  return {
    key,
    applicant: null,
    part: more.part ?? null,
    label: more.label ?? null,
    rank: more.rank ?? 0,
    value: spot.count.value,
    approximate: spot.count.approximate,
    unit: spot.count.unit === '' ? null : spot.count.unit,
    sentence: spot.sentence,
    start: spot.count.start,
    end: spot.count.end,
  };
}

function absent(sentence: Sentence, rules: readonly AbsenceRule[], context: Context): Candidate[] {
  return rules.flatMap((rule) => {
    const match = rule.pattern.exec(sentence.text);
    const printed = match?.groups?.printed;
    if (!match || printed === undefined) return [];
    const clause = clauseOf(sentence.text, match.index, match.index + match[0].length);
    if (rule.unless?.test(clause) || rule.where?.({ text: sentence.text, path: sentence.section.path }) === false)
      return [];
    if (speaksOfOthers(sentence.text.slice(0, match.index), context)) return [];
    const start = sentence.from + match.index + match[0].indexOf(printed);
    return rule.keys.map((key) => ({
      ...{ key, applicant: null, part: null, label: null, rank: 1, value: 0, approximate: false, unit: null, sentence },
      start,
      end: start + printed.length,
    }));
  });
}

function clauseOf(text: string, start: number, end: number): string {
  const from = Math.max(...['，', '；'].map((mark) => text.slice(0, start).lastIndexOf(mark))) + 1;
  const stop = text.slice(end).search(/[，；。]/);
  return text.slice(from, stop < 0 ? text.length : end + stop);
}

function speaksOfOthers(before: string, { year, ownArea }: Context): boolean {
  const named = [...before.matchAll(/(\d{4})年/g)].at(-1)?.[1];
  return (
    speaksOfAreaAbove(before, ownArea) ||
    /(?:上一?年度?|去年)(?!度?(?:结转|转入))/.test(before) ||
    (named !== undefined && Number(named) !== year)
  );
}
