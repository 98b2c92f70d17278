import { COUNTED, NO_YEARS, readAbsolute } from './year-words.js';

/** Years a question names, as report years (统计年度). */

export interface YearMention {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** The years meant, ascending; none where the words leave open how many (近几年). */
  readonly years: readonly number[];
  /** True for 去年, 近三年 …: an answer says which years were taken. */
  readonly relative: boolean;
  /** True for 2023年发布的年报: the report published in a year is that of the year before. */
  readonly published: boolean;
}

export interface YearMentions {
  readonly mentions: readonly YearMention[];
  readonly years: readonly number[];
  /** 最新, 最近一年. */
  readonly latest: boolean;
}

/**
 * Finds years in a normalised question whose offices are masked.
 * @param today ISO date in Asia/Shanghai that 去年 and 近三年 count from: 近三年 are the three years before this one.
 */
export function findYears(text: string, today: string): YearMentions {
  const thisYear = Number(today.slice(0, 4));
  const readable = NO_YEARS.reduce((left, { pattern }) => left.replace(pattern, (m) => BLANK.repeat(m.length)), text);
  const found: YearMention[] = [];
  for (const rule of RULES) {
    for (const match of readable.matchAll(rule.pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      const years = rule.years(match, thisYear);
      if (years === null || found.some((mention) => mention.start < end && start < mention.end)) continue;
      found.push({ start, end, text: match[0], years, relative: rule.relative === true, published: false });
    }
  }
  const named = withoutIdleThisYear(found.sort((a, b) => a.start - b.start));
  const mentions = joinRanges(named, readable).map((mention) => continued(mention, readable, thisYear));
  return {
    mentions: mentions.map((mention) => ({ ...mention, text: text.slice(mention.start, mention.end) })),
    years: [...new Set(mentions.flatMap((mention) => mention.years))],
    latest: LATEST.test(text),
  };
}

// --- internal ---

const BLANK = '\u0001';

const LATEST =
  /最新|最近一年|最近一[期次份届]|最近的(?!.{0,2}年(?!报|度))|最近(?:年度|年报|那)|最后一年|latest|newest|most recent/;

interface YearRule {
  readonly name: string;
  readonly pattern: RegExp;
  readonly relative?: true;
  /** Null where the match is no year after all. */
  readonly years: (match: RegExpMatchArray, thisYear: number) => readonly number[] | null;
}

const COUNT = '\\d{1,2}|[一二两三四五六七八九十]{1,3}';
const TWO = '\\d{2}|[一二][〇零○o一二三四五六七八九]';
const TO = '(?:到|至|-|—|~|–)';

/** Most specific first: a stretch that one rule has taken is not read by another. */
const RULES: readonly YearRule[] = [
  {
    name: '19到23年',
    pattern: new RegExp(`(?<![\\d.〇零○一二三四五六七八九十])(${TWO})年?${TO}(${TWO})年(?:度)?`, 'g'),
    years: (m) => between(short(m[1]), short(m[2])),
  },
  {
    name: '19、20两年',
    pattern: /(?<![\d.])(?:20)?\d{2}(?:年?[、和与及跟]\d{2})+(?:年(?:度)?|[两二三四五六]年)/g,
    years: (m) => [...m[0].matchAll(/(?:20)?(\d{2})/g)].flatMap((each) => short(each[1]) ?? []),
  },
  {
    name: '近三年',
    pattern: new RegExp(
      `(?:(?<!\\d)最近|过去的?|近|这|此前|之前|往前|(?<!年)前)(?!一年(?<=最近一年))(${COUNT})个?年(?:度)?(?![前级报])(?:以?来|间|内)?`,
      'g',
    ),
    relative: true,
    years: (m, now) => {
      const count = readAbsolute(m[1] ?? '');
      return count === null || count > 30 ? null : between(now - count, now - 1);
    },
  },
  {
    name: '近几年',
    pattern: /(?:最近|过去的?|近|这)(?:几|些)年(?:度)?(?:以?来|间|内)?|(?<!最)近年(?:以?来)?(?!报|度)/g,
    relative: true,
    years: () => [],
  },
  {
    name: 'past three years',
    pattern: /(?:last|past|recent) (\d{1,2}|two|three|four|five) years/g,
    relative: true,
    years: (m, now) => between(now - (ENGLISH.indexOf(m[1] ?? '') + 1 || Number(m[1])), now - 1),
  },
  {
    name: '三年前',
    pattern: new RegExp(`(?<![\\d近一二两三四五六七八九十])(${COUNT})年(?:以|之)?前(?!${COUNT}年)`, 'g'),
    relative: true,
    years: (m, now) => {
      const count = readAbsolute(m[1] ?? '');
      return count === null ? null : [now - count];
    },
  },
  { name: '2023', pattern: /(?<![\d.])(?:19|20)\d{2}(?!\d|\.\d+[万亿元%])\s?(?:年度|年)?/g, years: absolute },
  {
    name: '23年',
    pattern: /(?<![\d.])(\d{2})\s?年(?:度|报(?![告送道]))?(?!前)/g,
    years: (m) => listOf(short(m[1])),
  },
  {
    name: '二〇二三',
    pattern:
      /(?<![〇零○一二三四五六七八九十])[一二壹贰][〇零○o九玖][〇零○o一二三四五六七八九壹贰叁肆伍陆柒捌玖]{2}(?:年度|年)?/g,
    years: absolute,
  },
  {
    name: '二三年',
    pattern: /(?<![〇零○一二三四五六七八九十百千])([一二][〇零○o一二三四五六七八九])年(?![级代制])(?:度)?/g,
    years: (m) => listOf(short(m[1])),
  },
  {
    name: '两千零二十三年',
    pattern: new RegExp(`[两二]千[〇零]?[〇零一二三四五六七八九十]{1,3}(?!${COUNTED}|百)(?:年度|年)?`, 'g'),
    years: absolute,
  },
  {
    name: '疫情那年',
    pattern: /(?:新冠|疫情)(?:肺炎)?(?:疫情)?(?:[爆暴]发|发生|开始|最严重|刚来|刚开始)?的?(?:那|当|头|第一)(?:一)?年/g,
    relative: true,
    years: () => [2020],
  },
  { name: '大前年', pattern: /大前年/g, relative: true, years: (_, now) => [now - 3] },
  { name: '前年', pattern: /前年|year before last/g, relative: true, years: (_, now) => [now - 2] },
  {
    name: '去年',
    pattern: /去年(?:度)?|上一年(?:度)?|上年度|last year/g,
    relative: true,
    years: (_, now) => [now - 1],
  },
  { name: '今年', pattern: /今年(?:度)?|本年度(?!办理)|this year/g, relative: true, years: (_, now) => [now] },
  { name: '明年', pattern: /明年(?:度)?|next year/g, relative: true, years: (_, now) => [now + 1] },
];

const ENGLISH = ['one', 'two', 'three', 'four', 'five'];

function absolute(match: RegExpMatchArray): readonly number[] | null {
  return listOf(readAbsolute(match[0].replace(/\s?年(?:度)?$/, '')));
}

/** A year said with two digits; 40 to 79 is a span, not a year. */
function short(digits = ''): number | null {
  const value = readAbsolute(digits);
  if (value === null || value > 99 || (value >= 40 && value < 80)) return null;
  return value + (value < 40 ? 2000 : 1900);
}

function listOf(year: number | null): readonly number[] | null {
  return year === null || year < 1900 || year > 2100 ? null : [year];
}

/** All years of a range, either end first; null where it is none. */
function between(one: number | null, other: number | null): readonly number[] | null {
  if (one === null || other === null || Math.abs(one - other) > 30) return null;
  const first = Math.min(one, other);
  return Array.from({ length: Math.abs(one - other) + 1 }, (_, index) => first + index);
}

/** 本年度 beside a year is that year. */
function withoutIdleThisYear(mentions: readonly YearMention[]): YearMention[] {
  const dated = mentions.some(({ relative }) => !relative);
  return mentions.filter(({ text }) => !(dated && text === '本年度'));
}

/** 2019到2023, 2020年到去年: every year between. */
function joinRanges(mentions: readonly YearMention[], text: string): YearMention[] {
  const joined: YearMention[] = [];
  for (const mention of mentions) {
    const before = joined.at(-1);
    const gap = before ? text.slice(before.end, mention.start) : '';
    const range = before && RANGE.test(gap) ? between(before.years[0] ?? null, mention.years.at(-1) ?? null) : null;
    if (before && range) {
      const relative = before.relative || mention.relative;
      joined[joined.length - 1] = { ...before, end: mention.end, years: range, relative };
    } else joined.push(mention);
  }
  return joined;
}

const RANGE = /^\s?(?:一直)?(?:到|至|-|—|~|–|to|until|through)+\s?$/;

/** The first year that reports are for: the Regulations have been in force since 2008. */
const FIRST_YEAR = 2008;

/** What follows a year may make it another one, or several. */
function continued(mention: YearMention, text: string, thisYear: number): YearMention {
  const [year, another] = mention.years;
  if (year === undefined || another !== undefined) return mention;
  const behind = text.slice(mention.end);
  const published =
    PUBLISHED.exec(behind) ?? (/年报|报告/.test(text) || !COUNTING.test(text) ? LATER.exec(behind) : null);
  if (published) return { ...mention, end: mention.end + published[0].length, years: [year - 1], published: true };
  const since = SINCE.exec(behind);
  const years = since
    ? between(year, Math.max(year, thisYear - 1))
    : BEFORE.test(behind)
      ? between(FIRST_YEAR, Math.max(FIRST_YEAR, year - 1))
      : null;
  const words = (since ?? BEFORE.exec(behind))?.[0].length ?? 0;
  return years ? { ...mention, end: mention.end + words, years, relative: true } : mention;
}

const WHEN_IN_YEAR = '(?:年?[初底末]|\\d{1,2}月份?(?:\\d{1,2}[日号])?|[一二三四五六七八九十]{1,2}月份?|[上下]半年)?';
const ISSUED = `${WHEN_IN_YEAR}(?:里|内|中|才|所|对外|向社会|正式)*(?:发布|公布|公开|印发|刊发|发出|发|出|挂网|上网)(?:出来|了)?的`;
/** 发布的 … 年报; offices in between are masked. */
const PUBLISHED = new RegExp(
  `^${ISSUED}(?=(?:那?一?[份期个])?[\\u0001\\u0002]*(?:那一?[份期个])?的?(?:政府信息公开|政务公开|信息公开)?(?:工作)?(?:年度)?(?:年报|报告))`,
);
/** 年初发布的 without more: a report, not what the report counts. */
const LATER = new RegExp(`^${ISSUED.replace('公开|', '')}(?=那[份期]|[，,。?？!！]|$)`);
const COUNTING = /多少|几|公众号|微信|信息|文章|[条篇件]/;
const SINCE = /^(?:以来|至今|到现在|到目前|到如今|以后|之后|起(?!诉)|开始)/;
const BEFORE = /^(?:以|之)?前(?![三四五六七八九十\d一二两]|半|年)/;
