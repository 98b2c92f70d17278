import chineseDays from 'chinese-days';

/** A working day that was counted out. */
export interface CountedDay {
  /** ISO date. */
  readonly date: string;
  /** False where a year without a known holiday arrangement was counted by weekdays alone. */
  readonly certain: boolean;
}

/**
 * Whether the State Council's arrangement of holidays and make-up days of a year is known. It is published each autumn
 * for the year after; without it a working day cannot be told for certain.
 */
export function arrangementKnown(year: number): boolean {
  const known = ARRANGED.get(year);
  if (known !== undefined) return known;
  const found = chineseDays.getHolidaysInRange(`${year}-01-01`, `${year}-12-31`, false).length > 0;
  ARRANGED.set(year, found);
  return found;
}

/** Whether people work on an ISO date: holidays off, make-up days on; by weekday alone where the year is not known. */
export function isWorkingDay(date: string): boolean {
  const weekday = weekdayOf(date);
  return arrangementKnown(Number(date.slice(0, 4))) ? chineseDays.isWorkday(date) : weekday !== 0 && weekday !== 6;
}

/**
 * The `count`-th working day after a date; the day itself is not counted (domain 1.3, convention).
 * @param count at least 1; @throws RangeError otherwise.
 */
export function workingDaysAfter(date: string, count: number): CountedDay {
  if (!Number.isInteger(count) || count < 1) throw new RangeError(`no working day number ${count}`);
  let day = date;
  for (let counted = 0; counted < count; ) {
    day = addDays(day, 1);
    if (isWorkingDay(day)) counted++;
  }
  return { date: day, certain: knownBetween(date, day) };
}

/** The last working day that is not after a date: the date itself where people work on it. */
export function lastWorkingDay(date: string): CountedDay {
  let day = date;
  while (!isWorkingDay(day)) day = addDays(day, -1);
  return { date: day, certain: knownBetween(day, date) };
}

/** The first working day that is not before a date. */
export function firstWorkingDay(date: string): CountedDay {
  let day = date;
  while (!isWorkingDay(day)) day = addDays(day, 1);
  return { date: day, certain: knownBetween(date, day) };
}

/** An ISO date moved by days of the calendar. */
export function addDays(date: string, days: number): string {
  return new Date(utc(date) + days * DAY).toISOString().slice(0, 10);
}

/** Days of the calendar from one ISO date to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((utc(to) - utc(from)) / DAY);
}

/** 2027-01-31（星期日）: an ISO date as an answer writes it. */
export function withWeekday(date: string): string {
  return `${date}（星期${'日一二三四五六'[weekdayOf(date)]}）`;
}

/** 0 for Sunday. */
export function weekdayOf(date: string): number {
  return new Date(utc(date)).getUTCDay();
}

/** The ISO date, or null where the calendar has no such day. */
export function isoDate(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? date.toISOString().slice(0, 10) : null;
}

// --- internal ---

const DAY = 86_400_000;
const ARRANGED = new Map<number, boolean>();

function utc(date: string): number {
  return Date.parse(`${date}T00:00:00Z`);
}

function knownBetween(from: string, to: string): boolean {
  const first = Number(from.slice(0, 4));
  const last = Number(to.slice(0, 4));
  return Array.from({ length: last - first + 1 }, (_, index) => first + index).every(arrangementKnown);
}
