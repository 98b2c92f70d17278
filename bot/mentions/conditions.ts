import { readCount } from '../../knowledge/numerals.js';

/** What a number must be for its office to be listed. */
export interface Condition {
  readonly name: 'zero' | 'some' | 'above' | 'below' | 'equal';
  readonly holds: (value: number) => boolean;
  /** The number compared with; null for zero and some. */
  readonly limit: number | null;
  /** True for 十万元: compared in 元, whatever unit a report uses. */
  readonly inYuan: boolean;
  /** Where its words stand in the text. */
  readonly at: number;
  readonly end: number;
}

/**
 * The conditions a normalised question sets (没有收到, 有诉讼, 超过100条不到200条), in the order of the text; none where it
 * sets none, or one that is not exact (5件左右).
 */
export function findConditions(text: string): readonly Condition[] {
  if (INEXACT.test(text)) return [];
  const found: Condition[] = [];
  for (const { name, pattern, holds, alone } of RULES) {
    for (const match of text.matchAll(new RegExp(pattern, 'g'))) {
      const [at, end] = [match.index, match.index + match[0].length];
      const words = match.slice(1).find((each) => each !== undefined);
      // 百分之百 is 100.
      const limit = words === undefined ? null : (ROUND[words] ?? readCount(words)?.value ?? null);
      const taken = found.some((each) => each.at < end && at < each.end) || (alone && found.length > 0);
      if (taken || (words !== undefined && limit === null)) continue;
      const inYuan = words !== undefined && (/[万亿]/.test(words) || /^[万亿]?元/.test(text.slice(end)));
      found.push({ name, limit, inYuan, at, end, holds: (value) => holds(value, limit ?? 0) });
    }
  }
  if (found.every(({ name }) => name === 'some') && UNREAD.test(text)) return [];
  return found.sort((a, b) => a.at - b.at);
}

/** The text with each number compared with as a question for it: 公开超过90条 reads 公开几条. Positions stay. */
export function withoutLimits(text: string, conditions: readonly Condition[]): string {
  return conditions.reduce((left, { at, end, limit }) => {
    if (limit === null) return left;
    const unit = text.slice(at, end + 1).match(new RegExp(UNIT))?.[0] ?? '';
    const stop = unit !== '' && text[end] === unit ? end + 1 : end;
    return left.slice(0, at) + `几${unit}`.padEnd(stop - at, '\u0001').slice(0, stop - at) + left.slice(stop);
  }, text);
}

// --- internal ---

interface ConditionRule {
  readonly name: Condition['name'];
  readonly pattern: RegExp;
  readonly holds: (value: number, limit: number) => boolean;
  /** Words too general to count beside any other condition. */
  readonly alone?: true;
}

const DIGITS = '[〇零一二两三四五六七八九十百千万\\d.]+';
const NUMBER = `(${DIGITS})`;
const UNIT = '[件条人次篇个项场万元%]';

/** 5件左右, 约5件: who is meant by that is not for us to say. */
const INEXACT = new RegExp(`${DIGITS}${UNIT}*(?:左右|上下)|[约近]${DIGITS}${UNIT}|接近${DIGITS}`);

/** 百分之百, 过万. */
const ROUND: Readonly<Record<string, number>> = { 百: 100, 千: 1000, 万: 10_000 };

/** A number compared with in a way that is not understood: 有 beside it is no condition. */
const UNREAD = /\d[件条人次篇场%]|[百千万][件条人次篇场]/;

const RULES: readonly ConditionRule[] = [
  {
    name: 'above',
    pattern: new RegExp(`(?<!不|未|没)(?:超过|大于|多于|高于|超出|突破|超)了?${NUMBER}|[过破上]了?([百千万])`),
    holds: (value, limit) => value > limit,
  },
  {
    name: 'above',
    pattern: new RegExp(`(?:不少于|不低于|至少|达到|不小于|不止)了?${NUMBER}|${NUMBER}${UNIT}*(?:及?以上|起步)`),
    holds: (value, limit) => value >= limit,
  },
  {
    name: 'below',
    pattern: new RegExp(`(?:少于|低于|小于|不到|不足|不满|没超过|没到|未达到?)了?${NUMBER}`),
    holds: (value, limit) => value < limit,
  },
  {
    name: 'below',
    pattern: new RegExp(`(?:不超过|不多于|不高于|至多|最多)${NUMBER}(?=${UNIT})|${NUMBER}${UNIT}*(?:及?以下|以内)`),
    holds: (value, limit) => value <= limit,
  },
  {
    name: 'zero',
    pattern:
      /(?:没有?|未|未曾|从未|从没)(?:收到|接到|受理|发生|被|产生|办理|公开|发布|制发|采购|开展|涉及)|一[件条次份个起篇宗场]?(?:申请|信息|复议|诉讼|官司)?(?:都|也)(?:没|未|无)|[都均全]?(?:为|是)(?:零|0(?![\d.]))|零(?:申请|诉讼|复议|投诉|公开|结转)|(?<![有])没有(?!收录|写|填)|[都均]没|无(?:申请|诉讼|复议|投诉|结转)/,
    holds: (value) => value === 0,
  },
  {
    name: 'equal',
    pattern: new RegExp(
      `百分之${NUMBER}(?!以|多|几)|(?<![\\d.])(\\d+(?:\\.\\d+)?)%|(?<![\\d.])${NUMBER}(?:件|条|人|次|篇|场|万元|个(?!单位|街道|镇|乡|部门|地方|局|月))(?!以|多|余)`,
    ),
    holds: (value, limit) => value === limit,
  },
  {
    name: 'some',
    pattern: /有|收到|接到|受理|发生|被|存在|收了|做了|开展|[做开办作收搞举用发受](?:办|用|过|行)?过(?!期|程)/,
    holds: (value) => value > 0,
    alone: true,
  },
];
