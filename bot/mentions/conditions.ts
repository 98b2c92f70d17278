import { readCount } from '../../knowledge/numerals.js';

/** What a number must be for its office to be listed. */
export interface Condition {
  readonly name: 'zero' | 'some' | 'above' | 'below';
  readonly holds: (value: number) => boolean;
  /** The number compared with; null for zero and some. */
  readonly limit: number | null;
}

/** The condition a normalised question sets (没有收到, 有诉讼, 超过100条), or null where it sets none. */
export function findCondition(text: string): Condition | null {
  for (const { name, pattern, holds } of RULES) {
    const match = pattern.exec(text);
    if (!match) continue;
    const words = match[1] ?? match[2];
    const limit = words === undefined ? null : (readCount(words)?.value ?? null);
    if (words !== undefined && limit === null) continue;
    return { name, limit, holds: (value) => holds(value, limit ?? 0) };
  }
  return null;
}

// --- internal ---

interface ConditionRule {
  readonly name: Condition['name'];
  readonly pattern: RegExp;
  readonly holds: (value: number, limit: number) => boolean;
}

const NUMBER = '([〇零一二两三四五六七八九十百千万\\d.]+)';

const RULES: readonly ConditionRule[] = [
  {
    name: 'above',
    pattern: new RegExp(`(?<!不|未|没)(?:超过|大于|多于|高于|超出|突破)了?${NUMBER}`),
    holds: (value, limit) => value > limit,
  },
  {
    name: 'above',
    pattern: new RegExp(`(?:不少于|不低于|至少|达到|不小于)了?${NUMBER}|${NUMBER}[件条人次篇个万元%]*(?:及?以上|起步)`),
    holds: (value, limit) => value >= limit,
  },
  {
    name: 'below',
    pattern: new RegExp(`(?:少于|低于|小于|不到|不足|不满|没超过|没到)了?${NUMBER}`),
    holds: (value, limit) => value < limit,
  },
  {
    name: 'below',
    pattern: new RegExp(
      `(?:不超过|不多于|不高于|至多|最多)${NUMBER}(?=[件条人次篇个万元%])|${NUMBER}[件条人次篇个万元%]*(?:及?以下|以内)`,
    ),
    holds: (value, limit) => value <= limit,
  },
  {
    name: 'zero',
    pattern:
      /(?:没有?|未|未曾|从未|从没)(?:收到|接到|受理|发生|被|产生|办理|公开|发布|制发|采购|开展|涉及)|一[件条次份个起篇宗场]?(?:申请|信息)?(?:都|也)(?:没|未|无)|[都均全]?(?:为|是)(?:零|0(?![\d.]))|零(?:申请|诉讼|复议|投诉|公开|结转)|(?<![有])没有(?!收录|写|填)|[都均]没|无(?:申请|诉讼|复议|投诉|结转)/,
    holds: (value) => value === 0,
  },
  {
    name: 'some',
    pattern: /有|收到|接到|受理|发生|被|存在|收了|做了|开展/,
    holds: (value) => value > 0,
  },
];
