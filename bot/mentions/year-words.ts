import { readCount } from '../../knowledge/numerals.js';

/** How years are written and spoken: digits, 二〇二三, 贰零贰叁, 两千零二十三. */

/**
 * Source of what makes the number before it a number of things: 2023件, 1964人. Words that only begin like a counting
 * word (处理, 部分公开, 条例, 个人) make none.
 */
export const COUNTED =
  '(?:[余多]?\\s?[万亿千百]|(?:[余多几]\\s?)?(?:人(?![事大民员工口])|名(?!称)|条(?!例)|件|篇|项(?!目)|份|元|起(?!诉)|宗|场|次|期(?![间限])|户|页|字(?!第)|位|则|例|家|个(?!人|年)|号(?!文)|%|度(?!报)))';

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
