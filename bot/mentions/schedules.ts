import type { ScheduleRule } from '../../knowledge/subscriptions.js';
import { addDays, isoDate } from '../../knowledge/working-days.js';
import { DAY_RULES, type DaySaid, numberOf } from './schedule-words.js';
import type { WordsLeft } from './words-left.js';

/** When a message wants a reminder. */
export interface ScheduleSaid {
  /** Without repeats, in the order said; empty where it names no day. */
  readonly rules: readonly ScheduleRule[];
  /** HH:MM as it was said; null where it was not. */
  readonly time: string | null;
  /** Words of a day that the calendar does not have. */
  readonly noSuchDay: string | null;
  /** Said, and not to be had: each month, two times of day, a day in the past, more days than there may be. */
  readonly trouble: ScheduleTrouble | null;
}

export type ScheduleTrouble = 'too many' | 'past' | 'several times' | 'too far';

/** Most days ahead or late that can be asked for: after sixty days nothing is sent any more. */
export const MOST_AHEAD = 180;
export const MOST_LATE = 60;
/** Most days in one subscription. */
export const MOST_RULES = 12;

/**
 * Takes from the words what says when: 每年1月10日、20日, 提前七天和当天, 下周一上午十点, 逾期三天.
 * @param today ISO date that 明天 counts from
 */
export function takeSchedule(words: WordsLeft, today: string): ScheduleSaid {
  const yearly = words.drop(/(?:以后|今后|从此)?(?:每一?年度?的?|年年|每个年度)/);
  const said = DAY_RULES.flatMap(({ pattern, read }) => words.take(pattern, (match) => read(match, today)).flat());
  const times = words.take(CLOCK, clockOf);
  const parts = times.length > 0 ? [] : words.take(PART_OF_DAY, ([part]) => hourOf(part));
  const missing = said.find((each) => each.kind === 'no such day');
  const rules = distinct(said.flatMap((each) => (each.kind === 'no such day' ? [] : [ruleOf(each, yearly, today)])));
  const all = new Set([...times, ...parts]);
  return {
    rules,
    time: [...all][0] ?? null,
    noSuchDay: missing?.kind === 'no such day' ? missing.words : null,
    trouble: troubleOf(rules, { times: all.size, yearly, today }),
  };
}

// --- internal ---

const NUMBER = '(?:\\d{1,2}|[一二两三四五六七八九十]{1,3})';
const PART = '凌晨|清晨|早上|早晨|清早|上午|中午|正午|午间|下午|午后|傍晚|晚上|晚间|夜里|半夜|早|晚';
/** 上午10点半, 九点, 15:30. */
const CLOCK = new RegExp(
  `(${PART})?的?(?<![\\d一二两三四五六七八九十])(${NUMBER})(?:[点时](?:钟|整)?(半|一刻|三刻|${NUMBER}分?)?|:(\\d{2}))`,
);
const PART_OF_DAY = new RegExp(`(?:${PART})(?=$|[^\\p{L}\\p{N}]|[提通叫喊告催给发再也])`, 'u');

const HOURS: readonly (readonly [RegExp, string])[] = [
  [/早|晨|上午/, '09:00'],
  [/中午|正午|午间/, '12:00'],
  [/下午|午后/, '15:00'],
  [/./, '20:00'],
];

function hourOf(part: string): string {
  return HOURS.find(([pattern]) => pattern.test(part))?.[1] ?? '09:00';
}

/** Hours from one to seven that say no part of the day are those of the afternoon: nobody is to be reminded at night. */
function clockOf([, part = '', hours = '', rest = '', minutes]: RegExpExecArray): string | null {
  const hour = numberOf(hours);
  const minute = minutes
    ? Number(minutes)
    : ({ '': 0, 半: 30, 一刻: 15, 三刻: 45 }[rest] ?? numberOf(rest.replace('分', '')));
  if (hour === null || minute === null || hour > 24 || minute > 59) return null;
  const noon = 12;
  const late = /午后|下午|傍晚|晚|夜/.test(part) || (part === '' && hour >= 1 && hour <= 7);
  const midday = /中午|正午|午间/.test(part) && hour <= 3;
  const read = (late && hour < noon) || midday ? hour + noon : hour;
  const full = /凌晨|半夜|夜里/.test(part) && hour === noon ? 0 : read % (2 * noon);
  return `${String(full).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** A day without a year comes each year where that was said; otherwise it is the next such day. */
function ruleOf(said: Exclude<DaySaid, { kind: 'no such day' }>, yearly: boolean, today: string): ScheduleRule {
  if (said.kind !== 'month and day') return said;
  const { month, day } = said;
  if (yearly) return { kind: 'yearly', month, day };
  for (let year = Number(today.slice(0, 4)); ; year++) {
    const date = isoDate(year, month, day);
    if (date !== null && date >= today) return { kind: 'once', date };
  }
}

function distinct(rules: readonly ScheduleRule[]): ScheduleRule[] {
  return [...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values()];
}

function troubleOf(
  rules: readonly ScheduleRule[],
  { times, yearly, today }: { readonly times: number; readonly yearly: boolean; readonly today: string },
): ScheduleTrouble | null {
  if (times > 1) return 'several times';
  if (rules.length > MOST_RULES) return 'too many';
  if (rules.some((rule) => rule.kind === 'once' && rule.date < today)) return 'past';
  const far = addDays(today, FARTHEST);
  const beyond = (rule: ScheduleRule): boolean =>
    (rule.kind === 'once' && (rule.date > far || yearly)) ||
    (rule.kind === 'ahead' && rule.days > MOST_AHEAD) ||
    (rule.kind === 'overdue' && (rule.days > MOST_LATE || rule.days < 1));
  return rules.some(beyond) ? 'too far' : null;
}

/** Three years: what is to be remembered longer comes each year. */
const FARTHEST = 1_100;
