import { readCount } from '../../knowledge/numerals.js';
import { addDays, daysBetween, isoDate, weekdayOf } from '../../knowledge/working-days.js';

/** A day of the calendar that a question names. */
export interface DateMention {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Null where the calendar has no such day: 2月30日. */
  readonly date: string | null;
}

/**
 * Days a normalised question names: 7月1日, 七月一号, 2026-07-01, 昨天, 上周五, 三天前, 7.1. A day without its year is that of
 * this year, or of the last where this year's is more than half a year ahead.
 * @param today ISO date that 昨天 counts from.
 */
export function findDates(text: string, today: string): readonly DateMention[] {
  const found: DateMention[] = [];
  for (const { pattern, date } of RULES) {
    for (const match of text.matchAll(pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      if (found.some((other) => other.start < end && start < other.end)) continue;
      found.push({ start, end, text: match[0], date: date(match, today) });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

// --- internal ---

interface DateRule {
  readonly pattern: RegExp;
  readonly date: (match: RegExpMatchArray, today: string) => string | null;
}

const NUMBER = '\\d{1,2}|[一二三四五六七八九十]{1,3}';
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const ENGLISH_MONTH = '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?';

const RULES: readonly DateRule[] = [
  {
    pattern: /(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/g,
    date: ([, year, month, day]) => isoDate(Number(year), Number(month), Number(day)),
  },
  {
    pattern: /(?<!\d)(20\d{2})([01]\d)([0-3]\d)(?!\d)/g,
    date: ([, year, month, day]) => isoDate(Number(year), Number(month), Number(day)),
  },
  {
    pattern: new RegExp(
      `(?:(\\d{4}|[二][〇零一二三四五六七八九]{3}|今|去|明|前|本)年)?(?:的)?(?<![\\d一二三四五六七八九十])(${NUMBER})月(?:份)?(?:的)?(${NUMBER})(?:日|号|(?![\\d件个条天月份页]))`,
      'g',
    ),
    date: ([, year, month, day], today) => dayOf(year, count(month), count(day), today),
  },
  {
    pattern: new RegExp(`(上上?个?|本|这个?|当)月(?:的)?(${NUMBER})[日号]`, 'g'),
    date: ([, which, day], today) => {
      const back = which?.startsWith('上上') ? 2 : which?.startsWith('上') ? 1 : 0;
      const at = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1 - back;
      return isoDate(Math.floor(at / 12), (at % 12) + 1, count(day));
    },
  },
  {
    pattern: /(上上?个?|本|这个?|下个?)?(?:周|星期|礼拜)([一二三四五六日天1-6])/g,
    date: ([, which, day], today) => {
      const weekday = '一二三四五六日'.indexOf((day ?? '').replace('天', '日'));
      const index = weekday < 0 ? Number(day) - 1 : weekday;
      const weeks = which?.startsWith('上上') ? -2 : which?.startsWith('上') ? -1 : which?.startsWith('下') ? 1 : 0;
      return addDays(today, index - ((weekdayOf(today) + 6) % 7) + 7 * weeks);
    },
  },
  {
    pattern: /大前[天日]|前[天日]|昨[天日晚]|今[天日早]|明[天日早]|后[天日]|刚刚|刚才|\b(?:yesterday|today)\b/g,
    date: ([word = ''], today) => addDays(today, RELATIVE.find(([start]) => word.startsWith(start))?.[1] ?? 0),
  },
  {
    pattern: /(\d{1,3}|[一二两三四五六七八九十]{1,3})天(?:之)?前/g,
    date: ([, days], today) => addDays(today, -count(days)),
  },
  {
    pattern: new RegExp(`${ENGLISH_MONTH} (\\d{1,2})(?:st|nd|rd|th)?(?:,? (\\d{4}))?`, 'g'),
    date: ([, month = '', day, year], today) => dayOf(year, MONTHS.indexOf(month) + 1, Number(day), today),
  },
  {
    // 7.1 and 7/1 are dates only where something was received or sent on them.
    pattern: /(?<![\d.])(\d{1,2})[./](\d{1,2})(?![\d.]|[万元件条%])(?=.{0,6}(?:收|提|交|寄|签|受理|申请|拿))/g,
    date: ([, month, day], today) => dayOf(undefined, Number(month), Number(day), today),
  },
  {
    pattern: new RegExp(
      `(?<![\\d月一二三四五六七八九十第])(${NUMBER})[号日](?=.{0,4}(?:收|提|交|寄|签|受理|申请|拿))`,
      'g',
    ),
    date: ([, day], today) => {
      const [year = 0, month = 0] = today.split('-').map(Number);
      const date = isoDate(year, month, count(day));
      return date !== null && date > today
        ? isoDate(month === 1 ? year - 1 : year, ((month + 10) % 12) + 1, count(day))
        : date;
    },
  },
];

const RELATIVE: readonly (readonly [string, number])[] = [
  ['大前', -3],
  ['前', -2],
  ['昨', -1],
  ['yesterday', -1],
  ['明', 1],
  ['后', 2],
];

/** Half a year and a day. */
const FAR_AHEAD = 183;

function count(text: string | undefined): number {
  return readCount(text ?? '')?.value ?? 0;
}

function dayOf(year: string | undefined, month: number, day: number, today: string): string | null {
  const now = Number(today.slice(0, 4));
  const named =
    year === undefined ? null : ({ 今: now, 本: now, 去: now - 1, 前: now - 2, 明: now + 1 }[year] ?? count(year));
  if (named !== null) return isoDate(named, month, day);
  const date = isoDate(now, month, day);
  return date !== null && daysBetween(today, date) > FAR_AHEAD ? isoDate(now - 1, month, day) : date;
}
