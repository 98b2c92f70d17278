import { readCount } from '../../knowledge/numerals.js';

/** Years a question names, as report years (统计年度). */

export interface YearMention {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly year: number;
  /** True for 去年, 前年 …: the answer says which year was taken. */
  readonly relative: boolean;
}

export interface YearMentions {
  readonly mentions: readonly YearMention[];
  readonly years: readonly number[];
  /** 最新, 最近一年. */
  readonly latest: boolean;
}

/**
 * Finds years in a normalised question.
 * @param today ISO date in Asia/Shanghai that 去年 and 今年 count from.
 */
export function findYears(text: string, today: string): YearMentions {
  const thisYear = Number(today.slice(0, 4));
  const found: YearMention[] = [];
  for (const rule of RULES) {
    for (const match of text.matchAll(rule.pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      const year = rule.year(match, thisYear);
      if (year === null || found.some((mention) => mention.start < end && start < mention.end)) continue;
      found.push({ start, end, text: match[0], year, relative: rule.relative });
    }
  }
  found.sort((a, b) => a.start - b.start);
  const years = [...new Set(found.map((mention) => mention.year))];
  return {
    mentions: found,
    years: expandRange(text, found, years),
    latest: /最新|最近一年|最近一期|最近的/.test(text),
  };
}

// --- internal ---

interface YearRule {
  readonly pattern: RegExp;
  readonly relative: boolean;
  readonly year: (match: RegExpMatchArray, thisYear: number) => number | null;
}

const DIGITS = '〇零一二三四五六七八九';

const RULES: readonly YearRule[] = [
  { pattern: /(?<!\d)((?:19|20)\d{2})(?!\d)\s?(?:年度|年)?/g, relative: false, year: (m) => Number(m[1]) },
  { pattern: /(?<![\d.])(\d{2})\s?年(?:度|报)?/g, relative: false, year: (m) => 2000 + Number(m[1]) },
  {
    pattern: /([一二][〇零九][〇零一二三四五六七八九]{2})年?(?:度)?/g,
    relative: false,
    year: (m) => fromDigits(m[1] ?? ''),
  },
  {
    pattern: /(?<![〇零一二三四五六七八九十百千])([一二][〇零一二三四五六七八九])年/g,
    relative: false,
    year: (m) => 2000 + fromDigits(m[1] ?? ''),
  },
  {
    pattern: /[两二]千[〇零]?[〇零一二三四五六七八九十]{1,3}(?=年|的|收|公|主|$)年?(?:度)?/g,
    relative: false,
    year: (m) => spoken(m[0]),
  },
  { pattern: /大前年/g, relative: true, year: (_, now) => now - 3 },
  { pattern: /前年/g, relative: true, year: (_, now) => now - 2 },
  { pattern: /去年|上一?年度(?!项目)|last year/g, relative: true, year: (_, now) => now - 1 },
  { pattern: /今年|本年度(?!办理)|this year/g, relative: true, year: (_, now) => now },
  {
    pattern: /([一二两三四五六七八九\d])年前/g,
    relative: true,
    year: (m, now) => {
      const count = '一二三四五六七八九'.indexOf((m[1] ?? '').replace('两', '二')) + 1;
      return now - (count || Number(m[1]));
    },
  },
];

function fromDigits(text: string): number {
  const value = [...text].map((char) => DIGITS.indexOf(char)).map((index) => (index === 0 ? 0 : index - 1));
  return Number(value.join(''));
}

/** 两千零二十年 as it is spoken; null where it is no year of reports. */
function spoken(text: string): number | null {
  const year = readCount(text.replace(/年度?$/, ''))?.value ?? 0;
  return year > 2000 && year < 2100 ? year : null;
}

/** 2019到2023, 2019-2023: every year between. */
function expandRange(text: string, mentions: readonly YearMention[], years: readonly number[]): readonly number[] {
  const [first, second] = mentions;
  if (mentions.length !== 2 || !first || !second || second.year <= first.year || second.year - first.year > 30)
    return years;
  return /^(?:到|至|-|—|~|～|–)+$/.test(text.slice(first.end, second.start).trim())
    ? Array.from({ length: second.year - first.year + 1 }, (_, index) => first.year + index)
    : years;
}
