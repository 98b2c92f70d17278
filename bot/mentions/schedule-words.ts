import { readCount } from '../../knowledge/numerals.js';
import type { ScheduleRule } from '../../knowledge/subscriptions.js';
import { addDays, isoDate, weekdayOf } from '../../knowledge/working-days.js';

/** The ways people say on which days they want to be reminded. Read in this order: what is longer and surer first. */

/** What one stretch of words says. */
export type DaySaid =
  | ScheduleRule
  /** The calendar has no such day: its words. */
  | { readonly kind: 'no such day'; readonly words: string }
  /** A month and a day without a year: each year, or the next time. */
  | { readonly kind: 'month and day'; readonly month: number; readonly day: number };

export interface DayRule {
  readonly name: string;
  readonly pattern: RegExp;
  /** Null where the stretch says none after all. */
  readonly read: (match: RegExpExecArray, today: string) => readonly DaySaid[] | null;
}

/** A number as it is written or spoken, or null. */
export function numberOf(words: string): number | null {
  const read = readCount(words);
  return read === null || read.approximate ? null : read.value;
}

const N = '(?:\\d{1,3}|[一二两三四五六七八九十]{1,4})';
const DIGIT = '[\\d一二两三四五六七八九十]';
const BETWEEN = '(?:[、,，;；/和与及跟]|还有|以及|再|各)';
const UNIT = '(?:天|日|个?星期|周|个?礼拜)';
const HALF_MONTH = '半个?月';
/** 7天、3天, 15、7、1天, 一周和三天. */
const SPAN = `(?:${HALF_MONTH}|${N}${UNIT}|一个月)`;
const SPANS = `(?:(?:${N}${BETWEEN}+)*${SPAN}(?:${BETWEEN}*(?:提前|提早|前|第)?${SPAN}(?!之?后|以后))*)`;
/** 10日、20日、28日; 10、20、28号: what follows the month. */
const DAY = `${N}(?:[日号](?!文)|(?!${DIGIT}))`;
const DAYS_OF_MONTH = `${DAY}(?:(?:${BETWEEN}+|(?<=[日号]))${DAY}(?![月天周点时:个.\\-/]|星期))*`;
/** What is to be done by a day is no reminder on it. */
const NOT_BY = '(?!(?:之|以)?前(?!一天))';
const DUE = '(?:截止|到期|期满|期限|最后)(?:日期|时间|日|期限|期)?';
const WEEK = '(?:周|星期|礼拜)';

export const DAY_RULES: readonly DayRule[] = [
  {
    name: 'so many days late',
    pattern: new RegExp(
      `(?:逾期|超期|过期|延误|${DUE}(?:之|以)?后的?|过了?(?:${DUE})|晚交?了?)(?:了|后|的|还没交|没交|未交|未报){0,4}第?(${SPANS})(?:之?后|以后|的?时候?|的话|还没交|没交|未交|还不交){0,4}`,
    ),
    read: ([, spans = '']) => spansIn(spans, 'overdue'),
  },
  {
    name: 'late',
    pattern:
      /(?:逾期|超期|过期|过了(?:截止|期限)(?:日期?|时间)?)(?:了|后|未交|没交|还没交|未报|还未交|的话|之后|以后|也|还|再|要|不交|仍未交){0,4}(?![第\d一二两三四五六七八九十])/,
    read: () => [{ kind: 'overdue', days: 1 }],
  },
  {
    name: 'so many days ahead',
    pattern: new RegExp(
      `(?:提前|提早|早|还有|还剩|剩下?|离?距?${DUE}(?:之|以)?前的?(?:第)?|(?<!之|以|提|目|从|先|大)前)(${SPANS})(?!(?:之|以)?后)(?:(?:之|以)?前|的?时候?|开始)?`,
    ),
    read: ([, spans = '']) => spansIn(spans, 'ahead'),
  },
  {
    name: 'so many days before',
    // 20日前 may be a date.
    pattern: new RegExp(`(?<!${DIGIT}|[月号日])(?!${N}日)(${SPANS})(?:之|以)?前`),
    read: ([, spans = '']) => spansIn(spans, 'ahead'),
  },
  {
    name: 'the day before',
    pattern: new RegExp(`(?:${DUE}的?)?[前头]一天`),
    read: () => [{ kind: 'ahead', days: 1 }],
  },
  {
    name: 'date',
    pattern: new RegExp(`(?<!\\d)(20\\d{2})([-/.]?)(\\d{1,2})\\2(\\d{1,2})(?!\\d)(?:日|号)?${NOT_BY}`),
    read: ([words, year, , month, day]) => [onceOn(Number(year), Number(month), Number(day), words)],
  },
  {
    name: 'month and days',
    pattern: new RegExp(
      `(?:(20\\d{2}|二[〇零][〇零一二三四五六七八九]{2}|今|明|来|后)年的?)?(?<!${DIGIT})(${N})月份?的?(${DAYS_OF_MONTH})(?:(?<=[日号])|(?![\\d个]))(?:当天|当日|那天|这天)?${NOT_BY}`,
    ),
    read: ([, year, month = '', days = ''], today) => monthDays(year, month, days, today),
  },
  {
    name: 'month and day in digits',
    pattern: /(?<![\d.\-/])(\d{1,2})[./-](\d{1,2})(?![\d.\-/%万元件条天])(?:日|号)?/,
    read: ([words, month, day]) => [monthDay(Number(month), Number(day), words)],
  },
  {
    name: 'day of this or next month',
    pattern: new RegExp(`(下个?|本|这个?|当)月份?的?(${N})[日号]`),
    read: ([words, which = '', day = ''], today) => {
      const at = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1 + (which.startsWith('下') ? 1 : 0);
      return [onceOn(Math.floor(at / 12), (at % 12) + 1, numberOf(day) ?? 0, words)];
    },
  },
  {
    name: 'day of the month',
    pattern: new RegExp(`(?<!${DIGIT}|[月第每])(${N})号(?!${DIGIT}|文)${NOT_BY}`),
    read: ([words, day = ''], today) => [nextOfMonth(numberOf(day) ?? 0, words, today)],
  },
  {
    name: 'weekday',
    pattern: new RegExp(`(?<!每个?|逢|隔)(下下个?|下个?|本|这个?)?${WEEK}([一二三四五六日天1-7])(?!${DIGIT})`),
    read: ([, which, day = ''], today) => [{ kind: 'once', date: weekday(which, day, today) }],
  },
  {
    name: 'so many days from now',
    pattern: new RegExp(`过?(${SPAN})(?:之|以)?后|过(${SPAN})`),
    read: ([, after, past], today) => {
      const days = daysOf(after ?? past ?? '');
      return days === null ? null : [{ kind: 'once', date: addDays(today, days) }];
    },
  },
  {
    name: 'next week',
    pattern: new RegExp(`下个?${WEEK}(?![一二三四五六日天1-7末])`),
    read: (_, today) => [{ kind: 'once', date: weekday('下', '一', today) }],
  },
  {
    name: 'today, tomorrow',
    pattern: /大后[天日]|后[天日]|今(?:[天日]|(?=晚))|明(?:[天日]|(?=[早晚]))/,
    read: ([word], today) => [{ kind: 'once', date: addDays(today, ['今', '明', '后', '大'].indexOf(word.charAt(0))) }],
  },
  {
    name: 'the due day',
    pattern: new RegExp(
      `(?:${DUE}的?)?(?:当天|当日|那天|那一天|这一?天)|(?:截止|到期)日(?=[提通叫喊告再也和及与、，,])|最后一[天日]`,
    ),
    read: () => [{ kind: 'ahead', days: 0 }],
  },
];

// --- internal ---

const MONTH = 30;
const WEEKDAYS = '一二三四五六日';

function daysOf(span: string): number | null {
  if (/半个?月/.test(span)) return MONTH / 2;
  if (span === '一个月') return MONTH;
  const count = numberOf(/^[^个天日周星礼]+/.exec(span)?.[0] ?? '');
  if (count === null) return null;
  return /[周期拜]$/.test(span) ? count * WEEKDAYS.length : count;
}

function spansIn(spans: string, kind: 'ahead' | 'overdue'): readonly DaySaid[] | null {
  const parts = [...spans.matchAll(new RegExp(`${SPAN}|${N}`, 'g'))].map(([part]) => part);
  const days = parts.map((part) => daysOf(part));
  return days.every((each) => each !== null) ? days.map((each) => ({ kind, days: each })) : null;
}

function monthDays(year: string | undefined, month: string, days: string, today: string): readonly DaySaid[] | null {
  const inMonth = numberOf(month);
  const parts = [...days.matchAll(new RegExp(N, 'g'))].map(([part]) => numberOf(part));
  if (inMonth === null || parts.some((part) => part === null)) return null;
  const now = Number(today.slice(0, 4));
  const named = year === undefined ? null : ({ 今: now, 明: now + 1, 来: now + 1, 后: now + 2 }[year] ?? digits(year));
  return parts.map((day) => {
    const words = `${inMonth}月${day}日`;
    return named === null ? monthDay(inMonth, day ?? 0, words) : onceOn(named, inMonth, day ?? 0, `${named}年${words}`);
  });
}

/** 2027, 二〇二七. */
function digits(year: string): number {
  return Number(
    [...year]
      .map((char) => (/\d/.test(char) ? char : '〇一二三四五六七八九'.indexOf(char.replace('零', '〇'))))
      .join(''),
  );
}

/** 29 February is a day of leap years, so there is one. */
function monthDay(month: number, day: number, words: string): DaySaid {
  const leapYear = 2028;
  return isoDate(leapYear, month, day) ? { kind: 'month and day', month, day } : { kind: 'no such day', words };
}

function onceOn(year: number, month: number, day: number, words: string): DaySaid {
  const date = isoDate(year, month, day);
  return date === null ? { kind: 'no such day', words } : { kind: 'once', date };
}

/** 28号: the next there is, today's included. */
function nextOfMonth(day: number, words: string, today: string): DaySaid {
  const first = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1;
  const dates = [0, 1, 2].map((ahead) => isoDate(Math.floor((first + ahead) / 12), ((first + ahead) % 12) + 1, day));
  const date = dates.find((each) => each !== null && each >= today);
  return date ? { kind: 'once', date } : { kind: 'no such day', words };
}

/** 周五 is the next one there is, today's included; 下周五 that of the week after this one. */
function weekday(which: string | undefined, day: string, today: string): string {
  const index = /\d/.test(day) ? Number(day) - 1 : WEEKDAYS.indexOf(day.replace('天', '日'));
  const now = (weekdayOf(today) + 6) % WEEKDAYS.length;
  const weeks =
    which === undefined ? (index < now ? 1 : 0) : which.startsWith('下下') ? 2 : which.startsWith('下') ? 1 : 0;
  return addDays(today, index - now + weeks * WEEKDAYS.length);
}
