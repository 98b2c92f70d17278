import { type DueDate, lastWorkingDayFor, MISSED_DEADLINE, nextReportYear } from '../../knowledge/deadlines.js';
import { type DueRule, dueFor, type Owing } from '../../knowledge/due-rules.js';
import type { RegisterEntry } from '../../knowledge/register.js';
import type { OfficeKind } from '../../knowledge/types.js';
import { daysBetween, withWeekday } from '../../knowledge/working-days.js';
import { type Draft, type DraftBuilder, startDraft } from '../draft.js';
import { type DeadlineQuery, findDeadlineQuery, findKinds } from '../mentions/deadlines.js';
import { plainWords } from '../mentions/typing.js';
import { PHRASES } from '../phrases.js';
import { type Context, defineQuestion } from '../question.js';
import { registeredIn } from '../registered.js';
import type { Understanding } from '../understand.js';

/** By when annual reports are due, and what follows if they are late; local notices count for those they are for. */
export const deadline = defineQuestion<DeadlineQuery>({
  name: 'deadline',
  kind: 'deadline',
  examples: [
    '年报什么时候交',
    '2026年度年报截止日',
    '街道也要1月31日前吗',
    '县政府的年报呢',
    '还有多少天截止',
    '今年的年报出来了吗',
    '年报晚交会怎样',
    '西园街道的年报什么时候要交',
  ],
  notFor: [
    '东石镇2019年报什么时候发的',
    '7月1日收到申请，什么时候前答复',
    '超期不回复怎么办',
    '谁还没交年报',
    '哪几个单位2020年没有收到申请',
    '西园街道存在什么问题',
    '东石镇长什么时候接听市长专线',
  ],
  match(understood) {
    const bare = plainWords(understood.text);
    const named = understood.offices.length > 0 || understood.unknownOffice !== null;
    const query = findDeadlineQuery(bare);
    return query === 'out yet' && !isOfNow(understood, named) ? null : query;
  },
  answer: (query, understood, context) => ANSWERS[query](understood, context),
});

// --- internal ---

const ALL_KINDS: readonly OfficeKind[] = ['部门', '人民政府', '其他'];
const ANYBODY: Subject = { id: null, name: null, kind: '部门', province: null, city: null, county: null };
const MAX_SUBJECTS = 10;
const MAX_NOTICES = 5;

/** 今年的年报, or no year at all where no office is named: reports of the past are a matter of what is stored. */
function isOfNow({ years, today }: Understanding, named: boolean): boolean {
  const now = Number(today.slice(0, 4));
  return years.years.length > 0 ? years.years.some((year) => year >= now) : !named;
}

const ANSWERS: Readonly<Record<DeadlineQuery, (understood: Understanding, context: Context) => Promise<Draft>>> = {
  due: async (understood, context) => {
    const draft = startDraft(context.reports);
    return draft.build('deadline', (await dueLines(understood, context, draft)).join('\n'));
  },
  'days left': async (understood, context) => tellDaysLeft(understood, context),
  'out yet': async (understood, context) => {
    const draft = startDraft(context.reports);
    const year = understood.years.years[0] ?? Number(understood.today.slice(0, 4));
    const stated = draft.state(PHRASES.notOutYet(year));
    return draft.build('deadline', [stated, ...(await dueLines(understood, context, draft))].join('\n'));
  },
  missed: async (understood, context) => {
    const draft = startDraft(context.reports);
    const text = draft.state(MISSED_DEADLINE);
    return draft.build('deadline', [text, ...(await dueLines(understood, context, draft))].join('\n'));
  },
};

/** Whose report is asked about: offices by name, else any office of a kind, in a place where one is named. */
interface Subject extends Owing {
  /** Null for any office of the kind. */
  readonly name: string | null;
}

interface Asked {
  readonly subjects: readonly Subject[];
  readonly rules: readonly DueRule[];
  /** True where neither an office nor a place is named: local notices are told beside the general rule. */
  readonly general: boolean;
}

async function readAsked(understood: Understanding, context: Context): Promise<Asked> {
  const { offices, text, kinds } = understood;
  const { deadlines } = context.knowledge;
  const [view, rules] = await Promise.all([deadlines.register(), deadlines.rules()]);
  const meant = registeredIn(understood, view);
  if (meant.found && meant.named.length > 0) return { subjects: meant.named, rules, general: false };
  const ids = new Set(offices.flatMap((mention) => mention.ids));
  const stored = context.offices.filter(({ id }) => ids.has(id)).map(({ kind }) => kind);
  const said = stored.length > 0 ? [...new Set(stored)] : kinds.size > 0 ? [...kinds] : findKinds(text);
  const asked = said.length > 0 ? said : ALL_KINDS;
  if (!meant.found || meant.places.length === 0) {
    const nowhere = { province: null, city: null, county: null };
    return { subjects: asked.map((kind) => ({ id: null, name: null, kind, ...nowhere })), rules, general: true };
  }
  const { entries } = meant;
  return { subjects: asked.flatMap((kind) => ofPlace(kind, entries)), rules, general: false };
}

/** Offices of a kind in a place: once for each county they lie in, since each may have its own notice. */
function ofPlace(kind: OfficeKind, entries: readonly RegisterEntry[]): readonly Subject[] {
  const there = entries.filter((entry) => entry.kind === kind);
  const regions = new Map<string, Subject>();
  for (const { province, city, county } of there) {
    const name = `${county ?? city ?? province ?? ''}${PHRASES.dueKind[kind]}`;
    regions.set(`${province}/${city}/${county}`, { id: null, name, kind, province, city, county });
  }
  if (regions.size > 0) return [...regions.values()];
  // None of the kind is in the register: what all offices there have in common tells where the place is.
  const shared = (level: 'province' | 'city' | 'county') =>
    new Set(entries.map((entry) => entry[level])).size === 1 ? (entries[0]?.[level] ?? null) : null;
  return [{ id: null, name: null, kind, province: shared('province'), city: shared('city'), county: shared('county') }];
}

/** A line for each kind and year asked for, then by when to be done where the due day is no working day. */
async function dueLines(understood: Understanding, context: Context, draft: DraftBuilder): Promise<string[]> {
  const { subjects, rules, general } = await readAsked(understood, context);
  const lines: string[] = [];
  const seen: DueDate[] = [];
  for (const subject of subjects.slice(0, MAX_SUBJECTS)) {
    for (const year of yearsFor(subject.kind, understood).slice(0, 3)) {
      const due = dueFor(subject, year, rules);
      const passed = due.due < understood.today;
      const told = dueLine(subject, year, due, passed, draft);
      if (!lines.includes(told[0] ?? '')) lines.push(...told);
      if (!passed && !seen.some((other) => other.due === due.due)) seen.push(due);
    }
  }
  const notices = general ? noticeLines(subjects, understood, rules, draft) : [];
  return [...lines, ...notices, ...seen.flatMap((due) => advice(due, draft)), PHRASES.localNotice];
}

/** Of a kind of office, or by name where a local notice is for it. */
function dueLine(
  { kind, name }: Subject,
  year: number,
  { due, basis, statutory }: DueDate,
  passed: boolean,
  draft: DraftBuilder,
): string[] {
  const who = statutory && name !== null ? draft.state(name) : PHRASES.dueKind[kind];
  const day = draft.state(withWeekday(due));
  const of = draft.state(`${year}年度`);
  const line = PHRASES.dueLine(who, PHRASES.dueAction(kind), of, day, draft.state(basis), passed);
  if (!statutory) return [line];
  return [line, PHRASES.dueStatutory(draft.state(withWeekday(statutory.due)), draft.state(statutory.basis))];
}

/** Local notices of places, for who names none. */
function noticeLines(
  subjects: readonly Subject[],
  understood: Understanding,
  rules: readonly DueRule[],
  draft: DraftBuilder,
): string[] {
  const kinds = subjects.map(({ kind }) => kind);
  const lines = rules.flatMap(({ register, place, kind, firstYear, lastYear, monthDay, basis }) => {
    if (register !== null || place === null || (kind !== null && !kinds.includes(kind))) return [];
    const years = [...new Set(kinds.flatMap((each) => yearsFor(each, understood).slice(0, 3)))];
    return years
      .filter((year) => year >= firstYear && year <= lastYear)
      .map((year) => {
        const whose = draft.state(`${place}${kind === null ? PHRASES.everyKind : PHRASES.dueKind[kind]}`);
        const day = draft.state(withWeekday(`${year + 1}-${monthDay}`));
        return PHRASES.noticeLine(whose, draft.state(`${year}年度`), day, draft.state(basis));
      });
  });
  return lines.slice(0, MAX_NOTICES);
}

/**
 * Of which years; in January 今年的年报 may be the one that falls due this year or the one of this year. Of 2027年1月31日, the
 * day it is due, that of the year before.
 */
function yearsFor(kind: OfficeKind, { text, years, today }: Understanding): readonly number[] {
  const due = /(20\d\d)(?:年|[-./])(?:0?[13]|[一三])(?:月|[-./])(?:31|三十一|底)/.exec(text)?.[1];
  if (due) return [Number(due) - 1];
  const next = nextReportYear(kind, today);
  if (years.years.length === 0) return [next];
  const either = years.mentions.some(({ relative, years: named }) => relative && named.includes(next + 1));
  return either ? [next, ...years.years] : years.years;
}

function advice(due: DueDate, draft: DraftBuilder): string[] {
  const { date, certain } = lastWorkingDayFor(due);
  // In a year not arranged yet the Spring Festival may fall on the end of January; in March nothing does.
  if (date === due.due && (certain || !due.due.includes('-01-'))) return [];
  return [PHRASES.finishBy(draft.state(withWeekday(due.due)), draft.state(withWeekday(date)), certain)];
}

async function tellDaysLeft(understood: Understanding, context: Context): Promise<Draft> {
  const { today } = understood;
  const draft = startDraft(context.reports);
  const { subjects, rules } = await readAsked(understood, context);
  const [subject = ANYBODY] = subjects;
  const [year = nextReportYear(subject.kind, today)] = yearsFor(subject.kind, understood);
  const { due } = dueFor(subject, year, rules);
  const days = Math.abs(daysBetween(today, due));
  const value = { office: '', year: Number(today.slice(0, 4)), metric: 'days_left', value: days, unit: '天' };
  draft.addCalculation(value, () => Math.abs(daysBetween(today, due)));
  const said = {
    today: draft.state(withWeekday(today)),
    due: draft.state(withWeekday(due)),
    days,
    passed: due < today,
  };
  return draft.build('deadline', [PHRASES.daysLeft(said), ...(await dueLines(understood, context, draft))].join('\n'));
}
