import {
  type DueDate,
  dueDate,
  lastWorkingDayFor,
  MISSED_DEADLINE,
  nextReportYear,
} from '../../knowledge/deadlines.js';
import type { OfficeKind } from '../../knowledge/types.js';
import { daysBetween, withWeekday } from '../../knowledge/working-days.js';
import { type Draft, type DraftBuilder, say, startDraft } from '../draft.js';
import { type DeadlineQuery, findDeadlineQuery, findKinds } from '../mentions/deadlines.js';
import { plainWords } from '../mentions/typing.js';
import { PHRASES } from '../phrases.js';
import { type Context, defineQuestion } from '../question.js';
import type { Understanding } from '../understand.js';

/** By when annual reports are due, what follows if they are late, and who has none yet. */
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
    '谁还没交年报',
    '提醒我交年报',
  ],
  notFor: [
    '东石镇2019年报什么时候发的',
    '7月1日收到申请，什么时候前答复',
    '超期不回复怎么办',
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
const MAX_NAMED = 60;

/** 今年的年报, or no year at all where no office is named: reports of the past are a matter of what is stored. */
function isOfNow({ years, today }: Understanding, named: boolean): boolean {
  const now = Number(today.slice(0, 4));
  return years.years.length > 0 ? years.years.some((year) => year >= now) : !named;
}

const ANSWERS: Readonly<Record<DeadlineQuery, (understood: Understanding, context: Context) => Promise<Draft>>> = {
  due: async (understood, context) => {
    const draft = startDraft(context.reports);
    return draft.build('deadline', dueLines(understood, context, draft).join('\n'));
  },
  'days left': async (understood, context) => tellDaysLeft(understood, context),
  'out yet': async (understood, context) => {
    const draft = startDraft(context.reports);
    const year = understood.years.years[0] ?? Number(understood.today.slice(0, 4));
    const stated = draft.state(PHRASES.notOutYet(year));
    return draft.build('deadline', [stated, ...dueLines(understood, context, draft)].join('\n'));
  },
  missed: async (understood, context) => {
    const draft = startDraft(context.reports);
    const text = draft.state(MISSED_DEADLINE);
    return draft.build('deadline', [text, ...dueLines(understood, context, draft)].join('\n'));
  },
  'who is late': async (understood, context) =>
    context.role === 'staff' ? tellWhoIsLate(understood, context) : say('refused', PHRASES.refuseWhoIsLate),
  reminder: async (understood, context) => {
    if (context.role !== 'staff') return say('refused', PHRASES.refuseReminder);
    const draft = startDraft(context.reports);
    return draft.build('deadline', [PHRASES.noReminderYet, ...dueLines(understood, context, draft)].join('\n'));
  },
};

/** The kinds of office a question is about; all where it names none. */
function kindsOf({ offices, text }: Understanding, context: Context): readonly OfficeKind[] {
  const ids = new Set(offices.flatMap((mention) => mention.ids));
  const stored = context.offices.filter(({ id }) => ids.has(id)).map(({ kind }) => kind);
  if (stored.length > 0) return [...new Set(stored)];
  const said = findKinds(text);
  return said.length > 0 ? said : ALL_KINDS;
}

/** A line for each kind and year asked for, then by when to be done where the due day is no working day. */
function dueLines(understood: Understanding, context: Context, draft: DraftBuilder): string[] {
  const kinds = kindsOf(understood, context);
  const lines: string[] = [];
  const seen: DueDate[] = [];
  for (const kind of kinds) {
    const years = yearsFor(kind, understood);
    for (const year of years.slice(0, 3)) {
      const due = dueDate(kind, year);
      const basis = draft.state(due.basis);
      const passed = due.due < understood.today;
      lines.push(
        PHRASES.dueLine(
          PHRASES.dueKind[kind],
          PHRASES.dueAction(kind),
          draft.state(`${year}年度`),
          draft.state(withWeekday(due.due)),
          basis,
          passed,
        ),
      );
      if (!passed && !seen.some((other) => other.due === due.due)) seen.push(due);
    }
  }
  return [...lines, ...seen.flatMap((due) => advice(due, draft)), PHRASES.localNotice];
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

function tellDaysLeft(understood: Understanding, context: Context): Draft {
  const { today } = understood;
  const draft = startDraft(context.reports);
  const [kind = '部门'] = kindsOf(understood, context);
  const [year = nextReportYear(kind, today)] = yearsFor(kind, understood);
  const { due } = dueDate(kind, year);
  const days = Math.abs(daysBetween(today, due));
  const value = { office: '', year: Number(today.slice(0, 4)), metric: 'days_left', value: days, unit: '天' };
  draft.addCalculation(value, () => Math.abs(daysBetween(today, due)));
  const said = {
    today: draft.state(withWeekday(today)),
    due: draft.state(withWeekday(due)),
    days,
    passed: due < today,
  };
  return draft.build('deadline', [PHRASES.daysLeft(said), ...dueLines(understood, context, draft)].join('\n'));
}

/** Among the offices known here: those without a report of the year asked for, else of the year before. */
function tellWhoIsLate({ years, today }: Understanding, context: Context): Draft {
  const draft = startDraft(context.reports);
  const year = years.years[0] ?? Number(today.slice(0, 4)) - 1;
  const named = draft.state(`${year}年度`);
  const without = context.offices.filter(
    ({ id }) => !context.reports.some((report) => report.officeId === id && report.year === year),
  );
  const lines = without.slice(0, MAX_NAMED).map(({ name, kind }) => {
    const { due } = dueDate(kind, year);
    return PHRASES.withoutReport(name, draft.state(withWeekday(due)), due < today);
  });
  const head = without.length === 0 ? PHRASES.nobodyWithout(named) : PHRASES.withoutReportHead(named);
  return draft.build('deadline', [head, ...lines, PHRASES.onlyStoredKnown].join('\n'));
}
