import { COUNTING_WORDS, numbersIn } from '../knowledge/numerals.js';

/** A question for a number that no figure answers: what a sentence must print to answer it after all. */

export interface NumberAsked {
  /** The words that may stand behind the number, null where any may. */
  readonly units: readonly string[] | null;
}

/** What number a normalised question asks for; null where it asks for none (有没有, 怎么). */
export function numberAsked(text: string): NumberAsked | null {
  if (MONEY.test(text)) return { units: ['元', '万元', '亿元'] };
  if (/(?<!效)率(?!先)/.test(text)) return { units: ['%'] };
  if (/多(?:大|长|高|重|宽|远|快|深)(?!于|度)/.test(text)) return { units: null };
  const asked = ASKED.exec(text);
  if (!asked) return null;
  const unit = asked[1];
  if (!unit) return { units: null };
  return { units: FAMILIES.find((family) => family.includes(unit)) ?? [unit] };
}

/**
 * True where a clause of a quotation prints a number in the unit asked for and names what is counted.
 * @param names says whether one of the question's content words stands in a text.
 */
export function printsNumber(quote: string, asked: NumberAsked, names: (clause: string) => boolean): boolean {
  // The number of a list item counts nothing, 一家一家 says how.
  const counting = quote.replace(/^\s*\d{1,2}\s?[.．、]/, '').replace(/一(.)一\1/g, '');
  return counting.split(/[，；。,;！？]/).some((clause) => {
    // 一起 and 一些 count nothing.
    const numbers = numbersIn(clause).filter(({ end, printed }) =>
      asked.units === null
        ? printed !== '一'
        : asked.units.some((unit) => clause.slice(end).trimStart().startsWith(unit)),
    );
    return numbers.some(({ end }) => !/^\s?[年月日号]/.test(clause.slice(end))) && names(clause);
  });
}

// --- internal ---

const MORE_WORDS = [
  '平方公里',
  '公里',
  '平米',
  '平方',
  '小时',
  '分钟',
  '星期',
  '亩',
  '吨',
  '间',
  '套',
  '盏',
  '艘',
  '所',
];
const STILL_MORE = [
  '岁',
  '度',
  '栋',
  '笔',
  '声',
  '支',
  '枚',
  '座',
  '条',
  '门',
  '头',
  '只',
  '架',
  '道',
  '层',
  '级',
  '窗口',
];
const WORDS = [...COUNTING_WORDS, ...MORE_WORDS, ...STILL_MORE].toSorted((a, b) => b.length - a.length).join('|');
const ASKED = new RegExp(`(?:多少|好多|几)个?(${WORDS})?(?!点|乎)`);
const MONEY =
  /(?:多少|几|几十|几百)(?:个)?(?:亿|万)?(?:元|块|钱)|金额|费用?(?:是|要|大概)?(?:多少|几)(?![个件条次人])|花了多少/;

/** Words that count the same. */
const FAMILIES: readonly (readonly string[])[] = [
  ['人', '名', '位', '人次'],
  ['件', '条', '份', '篇', '则', '宗', '起', '例'],
  ['次', '场', '期', '回', '场次'],
  ['家', '个', '户'],
];
