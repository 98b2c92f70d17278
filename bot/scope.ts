import type { StoredOffice, StoredReport } from '../knowledge/stored.js';
import type { Choice } from './answer.js';
import { type Draft, say } from './draft.js';
import { PHRASES } from './phrases.js';
import type { Context } from './question.js';
import { officeOf, reportsOf } from './stored-index.js';
import type { Understanding } from './understand.js';
import { coreWithPlace, fullPlaceName, placeName, questionFor } from './wording.js';

/** Which reports a question is about, or the draft that asks back or says what is missing. */
export type Scoped =
  | {
      readonly found: true;
      readonly offices: readonly StoredOffice[];
      /** By office in the order named, then by year. */
      readonly reports: readonly StoredReport[];
      /** Offices named that have no report for the years named. */
      readonly without: readonly StoredOffice[];
    }
  | { readonly found: false; readonly draft: Draft };

export interface ScopeOptions {
  /** What to do where no year is named and there are several: ask back, or take the latest and name it. */
  readonly noYear: 'ask' | 'latest' | 'all';
  /** What to do where no office is named: ask back, or take all. */
  readonly noOffice: 'ask' | 'all';
}

/** Settles office and year of a question (several offices or years and no way to tell: ask back, never choose). */
export function resolveScope(understood: Understanding, context: Context, options: ScopeOptions): Scoped {
  if (context.reports.length === 0) return asking(say('missing', PHRASES.nothingStored));
  const offices = resolveOffices(understood, context, options);
  if (!offices.found) return offices;
  const named = understood.years.years;
  const mine = reportsOf(context.reports, idsOf(offices.offices));
  const wanted = mine.filter((report) => isWanted(report, understood));
  if (wanted.length === 0) return asking(noReport(understood, offices.offices, mine));
  const have = new Set(wanted.map(({ officeId }) => officeId));
  const without = understood.offices.length > 0 ? offices.offices.filter(({ id }) => !have.has(id)) : [];
  // 近几年 leaves open which: all there are.
  const open = understood.years.mentions.some(({ years }) => years.length === 0);
  if (named.length > 0 || options.noYear === 'all' || open)
    return { found: true, offices: offices.offices, reports: wanted, without };
  const latest = offices.offices.flatMap((office) => latestOf(wanted, office.id));
  const several = offices.offices.length === 1 && wanted.length > 1 && !understood.years.latest;
  if (several && options.noYear === 'ask') return asking(askYear(understood, offices.offices, wanted));
  return { found: true, offices: offices.offices, reports: latest, without };
}

/** The latest report of an office, as a list of none or one. */
export function latestOf(reports: readonly StoredReport[], officeId: number): readonly StoredReport[] {
  const mine = reportsOf(reports, [officeId]).sort((a, b) => b.year - a.year);
  return mine.slice(0, 1);
}

/** Complete questions for other reports of the same subject. */
export function choicesFor(understood: Understanding, reports: readonly StoredReport[], context: Context): Choice[] {
  return reports.slice(0, MAX_CHOICES).flatMap((report) => {
    const office = officeOf(context.offices, report.officeId);
    if (!office) return [];
    return [
      { label: `${placeName(office)}${report.year}年`, question: topicQuestion(understood, office, report.year) },
    ];
  });
}

/** Begins an answer with the offices that were taken for what is written otherwise, so that nobody is misled. */
export function sayAssumed(draft: Draft, understood: Understanding, context: Context): Draft {
  if (understood.unknownOffice !== null || !ABOUT_OFFICES.has(draft.kind)) return draft;
  const assumed = understood.offices.filter((mention) => mention.assumed && mention.ids.length === 1);
  const names = assumed.flatMap(({ ids }) => ids.flatMap((id) => officeOf(context.offices, id)?.core ?? []));
  return names.length === 0 ? draft : { ...draft, text: PHRASES.assumedOffice([...new Set(names)]) + draft.text };
}

/** Asks back for the office, each choice being a complete question. */
export function askWhichOffice(
  understood: Understanding,
  context: Context,
  among: readonly StoredOffice[] = context.offices,
): Draft {
  const year = understood.years.years[0] ?? null;
  const theirs = reportsOf(context.reports, idsOf(among));
  const reports = year === null ? theirs : theirs.filter((report) => report.year === year);
  const ids = new Set((reports.length > 0 ? reports : theirs).map((report) => report.officeId));
  const offices = among.filter((office) => ids.has(office.id));
  const choices = offices.slice(0, MAX_CHOICES).flatMap((office) => {
    const known = latestOf(reports, office.id)[0]?.year ?? latestOf(context.reports, office.id)[0]?.year ?? null;
    return [{ label: placeName(office), question: topicQuestion(understood, office, known) }];
  });
  return say(
    'clarify',
    PHRASES.whichOffice(offices.map(placeName).slice(0, MAX_CHOICES), offices.length > MAX_CHOICES),
    choices,
  );
}

// --- internal ---

/** Kinds of answer that speak of an office: not help, refusal, error. */
const ABOUT_OFFICES: ReadonlySet<Draft['kind']> = new Set([
  'value',
  'table',
  'computed',
  'passage',
  'check',
  'missing',
  'clarify',
]);

const MAX_CHOICES = 8;

type Offices = { readonly found: true; readonly offices: readonly StoredOffice[] } | Extract<Scoped, { found: false }>;

/** Of the years named, or of the very reports that the conversation is about. */
function isWanted({ officeId, year }: StoredReport, { pinned, years }: Understanding): boolean {
  if (pinned.length > 0) return pinned.some((each) => each.officeId === officeId && each.year === year);
  return years.years.length === 0 || years.years.includes(year);
}

/** Offices of the kinds and in the places named, or all. */
function group({ kinds, places }: Understanding, offices: readonly StoredOffice[]): readonly StoredOffice[] {
  const there = new Set(places.flatMap(({ ids }) => ids));
  return offices
    .filter(({ kind }) => kinds.size === 0 || kinds.has(kind))
    .filter(({ id }) => places.length === 0 || there.has(id));
}

function idsOf(offices: readonly StoredOffice[]): number[] {
  return offices.map(({ id }) => id);
}

/** Offices are listed by their ids. */
function inListOrder(ids: readonly number[]): number[] {
  return [...new Set(ids)].sort((a, b) => a - b);
}

function asking(draft: Draft): Extract<Scoped, { found: false }> {
  return { found: false, draft };
}

function resolveOffices(understood: Understanding, context: Context, options: ScopeOptions): Offices {
  if (understood.unknownOffice) return asking(unknownOffice(understood.unknownOffice, understood, context));
  const chosen = new Map<number, StoredOffice>();
  for (const mention of understood.offices) {
    const meant = inListOrder(mention.ids).flatMap((id) => officeOf(context.offices, id) ?? []);
    const [only] = meant;
    if (meant.length > 1 && mention.assumed) return asking(askMeant(mention.text, understood, meant, context));
    if (meant.length > 1) return asking(askOffice(mention.text, understood, meant));
    if (only) chosen.set(only.id, only);
  }
  if (chosen.size > 0) return { found: true, offices: [...chosen.values()] };
  const meant = group(understood, context.offices);
  if (meant.length === 0 && understood.places.length > 0) {
    return asking(unknownOffice(understood.places.map(({ text }) => text).join(''), understood, context));
  }
  if (meant.length === 0) return asking(say('missing', PHRASES.noneOfKind([...understood.kinds])));
  // A place is none of its offices: one alone there is asked about as well.
  const alone = meant.length === 1 && understood.places.length === 0;
  if ((options.noOffice === 'all' && !understood.pronoun) || alone) return { found: true, offices: meant };
  return asking(askWhichOffice(understood, context, meant));
}

/** The subject of the question in words that are understood again. */
function topicQuestion(
  understood: Understanding,
  office: StoredOffice,
  year: number | null,
  name = placeName(office),
): string {
  const [mention] = understood.metrics;
  const key = mention && !mention.group && understood.rest.length === 0 ? mention.keys[0] : undefined;
  if (key && year !== null && understood.applicants.length === 0) {
    return questionFor(office, year, key).replace(placeName(office), name);
  }
  return `${name}${year === null ? '' : `${year}年`}${understood.topic || '年报'}`;
}

function askOffice(words: string, understood: Understanding, offices: readonly StoredOffice[]): Draft {
  const year = understood.years.years[0] ?? null;
  const choices = offices.slice(0, MAX_CHOICES).map((office) => ({
    label: office.name,
    question: topicQuestion(understood, office, year, fullPlaceName(office)),
  }));
  return say('clarify', PHRASES.severalOffices(words, offices.map(fullPlaceName)), choices);
}

function askYear(understood: Understanding, offices: readonly StoredOffice[], reports: readonly StoredReport[]): Draft {
  const [office] = offices;
  if (!office) return say('missing', PHRASES.nothingStored);
  const sorted = [...reports].sort((a, b) => b.year - a.year);
  const choices = sorted.slice(0, MAX_CHOICES).map((report) => ({
    label: `${report.year}年`,
    question: topicQuestion(understood, office, report.year),
  }));
  return say(
    'clarify',
    PHRASES.whichYear(
      placeName(office),
      sorted.map((report) => report.year),
    ),
    choices,
  );
}

function noReport(understood: Understanding, offices: readonly StoredOffice[], mine: readonly StoredReport[]): Draft {
  const sorted = [...mine].sort((a, b) => b.year - a.year);
  const choices = sorted.slice(0, MAX_CHOICES).flatMap((report) => {
    const office = offices.find(({ id }) => id === report.officeId);
    if (!office) return [];
    return [
      { label: `${placeName(office)}${report.year}年`, question: topicQuestion(understood, office, report.year) },
    ];
  });
  const text = PHRASES.noReport({
    office: offices.length === 1 ? (offices[0]?.name ?? '') : '',
    years: understood.years.years,
    assumed: understood.years.mentions.filter(({ relative, published }) => relative || published),
    available: [...new Set(sorted.map(({ year }) => year))],
  });
  return say('missing', text, choices);
}

function unknownOffice(name: string, understood: Understanding, context: Context): Draft {
  const near = understood.nearOffices.flatMap((id) => officeOf(context.offices, id) ?? []);
  if (near.length > 0) return askMeant(name, understood, near, context);
  return say('missing', PHRASES.unknownOffice(name, context.offices.map(placeName).slice(0, MAX_CHOICES)), []);
}

/** The name is nobody's: asks whether one of these was meant. */
function askMeant(name: string, understood: Understanding, offices: readonly StoredOffice[], context: Context): Draft {
  const near = offices.slice(0, MAX_CHOICES);
  const year = understood.years.years[0] ?? null;
  const choices = near.map((office) => ({
    label: coreWithPlace(office),
    question: topicQuestion(
      understood,
      office,
      year ?? latestOf(context.reports, office.id)[0]?.year ?? null,
      nameAmong(office, context.offices),
    ),
  }));
  return say('clarify', PHRASES.didYouMean(name, near.map(coreWithPlace)), choices);
}

/** As short a name as no other office has. */
function nameAmong(office: StoredOffice, offices: readonly StoredOffice[]): string {
  const name = placeName(office);
  return offices.some((other) => other.id !== office.id && placeName(other) === name) ? fullPlaceName(office) : name;
}
