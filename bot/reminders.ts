/** Which reminders a subscription has, and when: from the calendar and the due days alone. */

import { REMINDED_AFTER_DUE, type ReminderOccasion } from '../knowledge/reminders.js';
import type { Schedule, ScheduleRule, Subscription } from '../knowledge/subscriptions.js';
import { addDays, isoDate } from '../knowledge/working-days.js';
import { clockAt, momentAt, outsideQuietHours, QUIET_HOURS, type QuietHours } from './quiet-hours.js';

/** One reminder of a subscription. */
export interface Occasion {
  /** Names the occasion, not the moment: `2026/ahead-7`, `2026/due`, `2026/overdue-3`, `2027-01-10`, `once-2027-01-05`. */
  readonly key: string;
  readonly about: ReminderOccasion;
  /** When it is to be sent: outside the quiet hours. */
  readonly at: Date;
}

export interface Window {
  /** Not itself part of it. */
  readonly after: Date;
  /** Itself part of it. */
  readonly until: Date;
  readonly quiet?: QuietHours;
}

/**
 * The occasions of a subscription whose report is due on one day a year, by their moment.
 * @param due when the report of a year is due (ISO date); null where none is owed.
 */
export function occasionsOf(
  { schedule }: Pick<Subscription, 'schedule'>,
  due: (reportYear: number) => { readonly due: string } | null,
  window: Window,
): Occasion[] {
  const dues = (year: number): readonly string[] => {
    const known = due(year);
    return known === null ? [] : [known.due];
  };
  return occasionsAmong(schedule, dues, { ...window, several: false });
}

/**
 * The occasions of a schedule whose reports may be due on several days a year, by their moment. Rules that count from the
 * due day then have an occasion for each, `2026/ahead-7@01-31`: a day that a local notice moves is another one, and people
 * are told of it.
 * @param dues the days on which reports of a year are due, as ISO dates.
 */
export function occasionsAmong(
  { rules, time }: Schedule,
  dues: (reportYear: number) => readonly string[],
  { after, until, quiet = QUIET_HOURS, several }: Window & { readonly several: boolean },
): Occasion[] {
  // The quiet hours move an occasion by less than a day and a half.
  const first = addDays(clockAt(after).date, -2);
  const last = addDays(clockAt(until).date, 2);
  const planned = rules.flatMap((rule) => [
    ...(isFromDueDay(rule) ? fromDueDays(rule, dues, { first, last, several }) : onDays(rule, dues, { first, last })),
  ]);
  const occasions = planned.map(({ key, about, date }): Occasion => {
    // What is planned for after the due day is not held back by it.
    const at = outsideQuietHours(momentAt(date, time), date <= about.due ? about.due : null, quiet);
    return { key, about, at };
  });
  const seen = new Set<string>();
  return occasions
    .filter(({ at }) => at > after && at <= until)
    .filter(({ key }) => !seen.has(key) && seen.add(key))
    .sort((one, other) => one.at.getTime() - other.at.getTime());
}

// --- internal ---

interface Planned extends Omit<Occasion, 'at'> {
  readonly date: string;
}

interface Days {
  readonly first: string;
  readonly last: string;
}

type FromDueDay = Extract<ScheduleRule, { readonly days: number }>;

function isFromDueDay(rule: ScheduleRule): rule is FromDueDay {
  return rule.kind === 'ahead' || rule.kind === 'overdue';
}

function fromDueDays(
  { kind, days }: FromDueDay,
  dues: (year: number) => readonly string[],
  { first, last, several }: Days & { readonly several: boolean },
): Planned[] {
  if (kind === 'overdue' && days > REMINDED_AFTER_DUE) return [];
  const named = days === 0 ? 'due' : `${kind}-${days}`;
  // Reports are due in the year after theirs; a reminder far ahead may fall in the report year itself, or before.
  return yearsBetween(Number(first.slice(0, 4)) - 1, Number(last.slice(0, 4)) + 1).flatMap((year) =>
    dues(year).flatMap((due) => {
      const date = addDays(due, kind === 'ahead' ? -days : days);
      if (date < first || date > last) return [];
      const key = `${year}/${named}${several ? `@${due.slice(5)}` : ''}`;
      return [{ key, about: { year, kind: days === 0 ? 'due' : kind, days, due, group: several ? due : '' }, date }];
    }),
  );
}

function onDays(
  rule: Exclude<ScheduleRule, FromDueDay>,
  dues: (year: number) => readonly string[],
  { first, last }: Days,
): Planned[] {
  const dates =
    rule.kind === 'once'
      ? [rule.date]
      : yearsBetween(Number(first.slice(0, 4)), Number(last.slice(0, 4))).map((year) => inYear(year, rule));
  return dates
    .filter((date) => date >= first && date <= last)
    .flatMap((date) => {
      const meant = reportMeantOn(date, dues);
      if (meant === null) return [];
      const key = rule.kind === 'once' ? `once-${date}` : date;
      return [{ key, about: { ...meant, kind: 'day' as const, days: 0, group: '' }, date }];
    });
}

/** The day of a year; 29 February, or a 31st that is none, becomes the last day of the month. */
function inYear(year: number, { month, day }: { readonly month: number; readonly day: number }): string {
  for (let tried = day; tried > 0; tried--) {
    const date = isoDate(year, month, tried);
    if (date !== null) return date;
  }
  throw new RangeError(`no day ${day} in month ${month}`);
}

/**
 * Of which report people think on a day: the one that falls due this year, until it is no longer asked for; then the one
 * of this year. `due` is the last of its due days.
 */
function reportMeantOn(
  date: string,
  dues: (year: number) => readonly string[],
): { readonly year: number; readonly due: string } | null {
  const thisYear = Number(date.slice(0, 4));
  const [before, current] = [thisYear - 1, thisYear].map((year) => ({ year, due: [...dues(year)].sort().at(-1) }));
  if (before?.due !== undefined && date <= addDays(before.due, REMINDED_AFTER_DUE))
    return { ...before, due: before.due };
  return current?.due === undefined ? null : { ...current, due: current.due };
}

function yearsBetween(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
