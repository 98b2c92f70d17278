import type { DueDate } from '../../knowledge/deadlines.js';
import type { Obligation, RegisterEntry } from '../../knowledge/register.js';
import type { StoredFact } from '../../knowledge/stored.js';
import { daysBetween, withWeekday } from '../../knowledge/working-days.js';
import { type Draft, type DraftBuilder, say, startDraft } from '../draft.js';
import { findOwingQuery, type OwingQuery, yearsAsked } from '../mentions/owing.js';
import { plainWords } from '../mentions/typing.js';
import { PHRASES } from '../phrases.js';
import { type Context, defineQuestion } from '../question.js';
import { registeredIn } from '../registered.js';
import { reportOf, reportsOf } from '../stored-index.js';
import type { Understanding } from '../understand.js';
import { factText } from '../wording.js';

/** Who has handed in the report of a year, who was late and by how much, who has not: of the register, for staff. */
export const owing = defineQuestion<OwingQuery>({
  name: 'owing',
  kind: 'deadline',
  examples: [
    '谁还没交年报',
    '2025年度哪些单位晚交了',
    '2023年哪些单位没有按时公布年报',
    '西园街道2023年的年报交了吗',
    '未交年报的单位名单',
    '哪些单位交了年报',
  ],
  notFor: [
    '年报晚交会怎样',
    '年报没按时交会怎么样',
    '年报什么时候交',
    '哪几个单位2020年没有收到申请',
    '西园街道公布了多少条信息',
    '哪些单位没有公布电话',
    '超期不回复怎么办',
    '灵源街道年报交晚了没',
  ],
  match({ text, offices, unknownOffice, metrics }) {
    if (metrics.length > 0) return null;
    return findOwingQuery(plainWords(text), offices.length > 0 || unknownOffice !== null);
  },
  async answer(query, understood, context) {
    // 晚了几天, 交了吗 after one office was talked about: that one.
    const about = understood.offices.length === 0 && understood.unknownOffice === null ? context.memory.offices : [];
    const goesOn =
      (query === 'one' || query === 'late') && understood.text.length <= MAX_GOING_ON && about.length === 1;
    const one = query === 'one' || goesOn;
    if (!one && context.role !== 'staff') return say('refused', PHRASES.refuseWhoIsLate);
    const view = await context.knowledge.deadlines.register();
    const meant = registeredIn(understood, view);
    if (!meant.found) return meant.draft;
    const remembered = goesOn ? view.entries.filter(({ officeId }) => officeId === about[0]) : [];
    const named = remembered.length > 0 ? remembered : meant.named;
    const years = yearsAsked(understood, goesOn ? context.memory.years : []);
    if (named.length > 0) return tellEach(named, years, understood, context);
    if (query === 'one') return askWhich(view.entries);
    if (context.role !== 'staff') return say('refused', PHRASES.refuseWhoIsLate);
    if (meant.entries.length === 0) return say('missing', PHRASES.registerEmpty(meant.places));
    return tellAll(
      query,
      meant.entries.map(({ id }) => id),
      years,
      understood,
      context,
    );
  },
});

/**
 * How the offices that a question names stand by the register, with local notices and what people entered; null where it
 * names none that is in it.
 */
export async function tellStanding(understood: Understanding, context: Context): Promise<Draft | null> {
  const meant = registeredIn(understood, await context.knowledge.deadlines.register());
  if (!meant.found || meant.named.length === 0) return null;
  const stored = reportsOf(
    context.reports,
    meant.named.flatMap(({ officeId }) => officeId ?? []),
  );
  const latest = understood.years.latest ? stored.map(({ year }) => year).slice(-1) : [];
  return tellEach(meant.named, yearsAsked(understood, latest), understood, context);
}

// --- internal ---

/** 我们的年报交了吗: whose, nobody knows. */
function askWhich(entries: readonly RegisterEntry[]): Draft {
  const choices = entries.slice(0, 3).map(({ name }) => ({ label: name, question: `${name}的年报交了吗` }));
  return say('clarify', PHRASES.whichOwing, choices);
}

const MAX_GOING_ON = 10;
const MAX_NAMED = 60;

/** Obligations with the printed date of the report, where that is what shows when it was published. */
interface Told {
  readonly obligation: Obligation;
  readonly fact: StoredFact | undefined;
  /** The date the stored report prints, whether or not it is what counts. */
  readonly printed: StoredFact | undefined;
}

async function read(register: readonly number[], year: number, context: Context): Promise<Told[]> {
  const all = await context.knowledge.deadlines.obligations({ year, register });
  const offices = all.flatMap(({ entry }) => entry.officeId ?? []);
  const facts =
    offices.length === 0 ? [] : await context.knowledge.facts({ offices, years: [year], keys: ['issued_on'] });
  return all.map((obligation) => {
    const { entry, published } = obligation;
    const printed = facts.find(({ officeId }) => officeId === entry.officeId);
    return { obligation, printed, fact: printed?.text === published?.on ? printed : undefined };
  });
}

/** How each of a few offices stands. Whether it was in time is told to staff alone. */
async function tellEach(
  entries: readonly RegisterEntry[],
  years: readonly number[],
  { today }: Understanding,
  context: Context,
): Promise<Draft> {
  const draft = startDraft(context.reports);
  const lines: string[] = [];
  const register = entries.map(({ id }) => id);
  for (const year of years) {
    for (const told of await read(register, year, context)) {
      const { entry, due, published } = told.obligation;
      const name = draft.state(entry.name);
      const of = draft.state(`${year}年度`);
      if (context.role !== 'staff') {
        const stored =
          entry.officeId === null ? undefined : reportOf(context.reports, { officeId: entry.officeId, year });
        const date = told.printed ? quoted(told.printed, draft) : null;
        lines.push(stored ? PHRASES.storedFor(name, of, date) : PHRASES.notStoredOf(name, of));
      } else if (published === null) {
        lines.push(PHRASES.noEvidence(name, of, standing(due, today, draft)));
      } else lines.push(PHRASES.publishedOf(name, of, shown(told, draft), lateness(published.daysLate, today, draft)));
      lines.push(PHRASES.dueOfOne(dueText(due, draft), draft.state(due.basis)));
    }
  }
  return draft.build('deadline', [...lines, PHRASES.notStoredNotMissing].join('\n'));
}

/** The register, or the part of it that is asked about. */
async function tellAll(
  query: OwingQuery,
  register: readonly number[],
  years: readonly number[],
  { today }: Understanding,
  context: Context,
): Promise<Draft> {
  const draft = startDraft(context.reports);
  const lines: string[] = [];
  for (const year of years) {
    const all = await read(register, year, context);
    const missing = all.filter(({ obligation }) => obligation.published === null);
    const published = all.filter(({ obligation }) => obligation.published !== null);
    const late = published.filter(({ obligation }) => (obligation.published?.daysLate ?? 0) > 0);
    const count = (name: string, of: readonly Told[]) => {
      const value = { office: '', year, metric: `register_${name}`, value: of.length, unit: '个' };
      draft.addCalculation(value, () => of.length);
      return of.length;
    };
    const of = draft.state(`${year}年度`);
    const counts = [count('due', all), count('published', published), count('late', late), count('missing', missing)];
    lines.push(PHRASES.registerCounts(of, counts));
    if (query === 'late') lines.push(...lateLines(late, today, draft));
    if (query === 'published') lines.push(...publishedLines(published, today, draft));
    if (query !== 'published') lines.push(...missingLines(missing, today, draft));
    const bases = [...new Set(all.map(({ obligation }) => obligation.due.basis))].slice(0, MAX_BASES);
    lines.push(PHRASES.dueBases(bases.map((basis) => draft.state(basis))));
  }
  return draft.build('deadline', [...lines, PHRASES.onlyRegister].join('\n'));
}

const MAX_BASES = 5;

/** Offices of one due day stand in one line. */
function missingLines(missing: readonly Told[], today: string, draft: DraftBuilder): string[] {
  if (missing.length === 0) return [];
  const byDue = new Map<string, Told[]>();
  const ordered = [...missing].sort((a, b) => a.obligation.due.due.localeCompare(b.obligation.due.due));
  for (const told of ordered.slice(0, MAX_NAMED)) {
    const { due, statutory } = told.obligation.due;
    const key = `${due} ${statutory?.due ?? ''}`;
    byDue.set(key, [...(byDue.get(key) ?? []), told]);
  }
  const lines = [...byDue.values()].flatMap((same) => {
    const due = same[0]?.obligation.due;
    const names = same.map(({ obligation }) => draft.state(obligation.entry.name));
    return due ? [PHRASES.missingLine(names, dueText(due, draft), standing(due, today, draft))] : [];
  });
  return [PHRASES.missingHead, ...lines, ...(missing.length > MAX_NAMED ? [PHRASES.registerMore] : [])];
}

function lateLines(late: readonly Told[], today: string, draft: DraftBuilder): string[] {
  const lines = late.slice(0, MAX_NAMED).map((told) => {
    const { entry, due, published } = told.obligation;
    const days = lateness(published?.daysLate ?? null, today, draft);
    return PHRASES.lateLine(draft.state(entry.name), dueText(due, draft), shown(told, draft), days);
  });
  return [...lines, ...(late.length > MAX_NAMED ? [PHRASES.registerMore] : [])];
}

function publishedLines(published: readonly Told[], today: string, draft: DraftBuilder): string[] {
  const lines = published.slice(0, MAX_NAMED).map((told) => {
    const { entry, published: known } = told.obligation;
    const days = lateness(known?.daysLate ?? null, today, draft);
    return PHRASES.publishedLine(draft.state(entry.name), shown(told, draft), days);
  });
  return [...lines, ...(published.length > MAX_NAMED ? [PHRASES.registerMore] : [])];
}

/** When it was published and what shows it: the date as the report prints it, else as it is on record. */
function shown({ obligation: { published }, fact }: Told, draft: DraftBuilder): string {
  if (fact) return quoted(fact, draft);
  const on = published?.on ?? null;
  return PHRASES.onRecord(on === null ? null : draft.state(withWeekday(on)), draft.state(published?.evidence ?? ''));
}

function quoted(fact: StoredFact, draft: DraftBuilder): string {
  draft.cite(fact, fact);
  return PHRASES.signedOn(factText(fact));
}

/** 2026-01-20（星期二）, with the day of the Regulations where a local notice sets another. */
function dueText({ due, statutory }: DueDate, draft: DraftBuilder): string {
  const day = draft.state(withWeekday(due));
  return statutory ? PHRASES.besideStatutory(day, draft.state(withWeekday(statutory.due))) : day;
}

/** How long the due day has passed, or is ahead. */
function standing({ due }: DueDate, today: string, draft: DraftBuilder): string {
  const left = daysBetween(today, due);
  const name = left < 0 ? 'days_overdue' : 'days_left';
  return PHRASES.standing(calculated(name, Math.abs(left), today, draft), left < 0);
}

function lateness(daysLate: number | null, today: string, draft: DraftBuilder): string {
  return daysLate === null || daysLate === 0
    ? PHRASES.lateness(daysLate)
    : PHRASES.lateness(calculated('days_late', daysLate, today, draft));
}

/** A number of days that the calendar gives, as a value of the answer. */
function calculated(metric: string, value: number, today: string, draft: DraftBuilder): number {
  draft.addCalculation({ office: '', year: Number(today.slice(0, 4)), metric, value, unit: '天' }, () => value);
  return value;
}
