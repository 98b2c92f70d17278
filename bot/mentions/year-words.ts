import { readCount } from '../../knowledge/numerals.js';

/** How years are written and spoken: digits, 二〇二三, 贰零贰叁, 两千零二十三. */

/**
 * Source of what makes the number before it a number of things: 2023件, 1964人. Words that only begin like a counting
 * word (处理, 部分公开, 条例, 个人) make none.
 */
export const COUNTED =
  '(?:[余多]?\\s?[万亿千百]|(?:[余多几]\\s?)?(?:人(?![事大民员工口])|名(?!称)|条(?!例)|件|篇|项(?!目)|份|元|起(?!诉)|宗|场|次|期(?![间限])|户|页|字(?!第)|位|则|例|家|个(?!人|年)|号(?!文)|%|度(?!报)))';

/** Stretches with the form of a year that name none. */
export const NO_YEARS: readonly { readonly name: string; readonly pattern: RegExp }[] = [
  { name: 'document number', pattern: /[〔[(【](?:19|20)\d{2}[〕\])】]\s?第?\d+号/g },
  {
    name: 'carried over',
    pattern:
      /(?:上一?|去|前一)年(?:度)?(?:年?[末底])?.{0,3}?(?:结转|转来|转过来|转入|带过来|遗留|没办|未办|留下|剩下|积压|接着办)/g,
  },
  {
    name: 'carried on',
    pattern:
      /(?:[拖留推挪放移跨延转]|结转)(?:到|至|入|给|去)?了?(?:明|来|次|下一?)年(?:度)?|(?:明|来|次|下一?)年(?:度)?(?:才|再|还|要|去|来|接着|继续)*(?:办|处理)/g,
  },
  {
    name: 'column of a form',
    pattern:
      /上一?年(?:度)?(?=的?(?:行政)?(?:许可|处罚|强制|收费|管理服务)?的?(?:项目|事项))|(?<=(?:许可|处罚|强制|收费|服务)(?:事项|项目)?)上一?年(?:度)?/g,
  },
  {
    name: 'carried over, in English',
    pattern: /(?:carried|carry|rolled|postponed|left|brought)[a-z ]{0,20}(?:next|following|last|previous) year/g,
  },
  { name: 'the year before the one named', pattern: /(?:比|较|与|同|和|跟)(?:起)?上一?年(?:度)?/g },
  { name: 'so many of something', pattern: new RegExp(`(?<!\\d)\\d{2,4}${COUNTED}`, 'g') },
  { name: 'decade', pattern: /\d{2}年代/g },
  { name: 'a span of years', pattern: /(?:第|每|满|每隔|连续|长达)\s?(?:\d{1,2}|[一二两三四五六七八九十]{1,3})年/g },
  {
    name: 'for years',
    pattern:
      /(?<!近|最近|过去|这)(?<![\d一二三四五六七八九十两])(?:\d{1,2}|[一二两三四五六七八九十]{1,3})年(?:来|间|以上|以下|多|制|级|历史)/g,
  },
];

/**
 * The number that digits of any script say, read digit by digit (二〇二三, 贰零贰叁, 23) or as it is spoken (两千零二十三, 十).
 * @returns null where the words are no number.
 */
export function readAbsolute(text: string): number | null {
  const digits = [...text].map((char) => (/\d/.test(char) ? Number(char) : digitOf(char)));
  if (digits.length > 0 && digits.every((digit) => digit !== null)) {
    return Number(digits.join(''));
  }
  return readCount(text)?.value ?? null;
}

// --- internal ---

const PLAIN = '〇一二三四五六七八九';
const FORMAL = '零壹贰叁肆伍陆柒捌玖';

function digitOf(char: string): number | null {
  if (char === '○' || char === 'o') return 0;
  if (char === '两') return 2;
  const at = Math.max(PLAIN.indexOf(char), FORMAL.indexOf(char));
  return at < 0 ? null : at;
}
