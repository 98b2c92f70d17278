/**
 * 信息处理费 (国办函〔2020〕109号; 条例第四十二条): whether it is charged at all is for the organ to decide;
 * one application is charged by one of the two standards, never by both.
 */
export interface FeeStandard {
  readonly name: 'per item' | 'per page';
  /** 件 (of one applicant in one calendar month) or 页 (of one application). */
  readonly unit: '件' | '页';
  /** The share of the count up to `upTo` that is above the bracket before it costs `price` 元 each. */
  readonly brackets: readonly Bracket[];
  /** Behind the last bracket: every further `every` cost `more` 元 each above the price before; 0 for no further step. */
  readonly beyond: { readonly every: number; readonly more: number };
  /** The standard in words. */
  readonly rule: string;
}

interface Bracket {
  readonly upTo: number;
  readonly price: number;
}

/** What of the count is charged at one price. */
export interface FeeStep {
  readonly count: number;
  readonly price: number;
}

export interface Fee {
  /** In 元. */
  readonly total: number;
  /** Only what costs something, in rising price. */
  readonly steps: readonly FeeStep[];
}

/** Up to 10 free, 11 to 30 at 100, then every ten one step of 100 more. */
export const PER_ITEM: FeeStandard = {
  name: 'per item',
  unit: '件',
  brackets: [
    { upTo: 10, price: 0 },
    { upTo: 30, price: 100 },
  ],
  beyond: { every: 10, more: 100 },
  rule: '按件的标准：10件以下（含10件）不收；11至30件的部分每件100元；31件以上的部分，每增加10件，每件再加100元。',
};

/** Up to 30 free, 31 to 100 at 10, 101 to 200 at 20, beyond at 40. */
export const PER_PAGE: FeeStandard = {
  name: 'per page',
  unit: '页',
  brackets: [
    { upTo: 30, price: 0 },
    { upTo: 100, price: 10 },
    { upTo: 200, price: 20 },
    { upTo: Number.POSITIVE_INFINITY, price: 40 },
  ],
  beyond: { every: 0, more: 0 },
  rule: '按量的标准：30页以下（含30页）不收；31至100页的部分每页10元；101至200页的部分每页20元；201页以上的部分每页40元。',
};

/** What stands above both standards. */
export const FEE_PRINCIPLE =
  '申请公开本来不收费，只有数量、频次明显超过合理范围时，行政机关才可以收取信息处理费，是否收取由行政机关决定；按件、按量两种标准只能选一种。（依据：《条例》第四十二条、国办函〔2020〕109号）';

/** More than anyone asks for; keeps the steps few. */
export const MAX_FEE_COUNT = 100_000;

/**
 * The fee for a count by a standard.
 * @param count a whole number from 0 to `MAX_FEE_COUNT`; @throws RangeError otherwise.
 */
export function feeFor(standard: FeeStandard, count: number): Fee {
  if (!Number.isInteger(count) || count < 0 || count > MAX_FEE_COUNT) throw new RangeError(`no fee for ${count}`);
  const steps: FeeStep[] = [];
  let done = 0;
  let price = 0;
  for (const bracket of standard.brackets) {
    price = bracket.price;
    add(steps, Math.min(count, bracket.upTo) - done, price);
    done = Math.max(done, Math.min(count, bracket.upTo));
  }
  while (done < count) {
    price += standard.beyond.more;
    const share = Math.min(standard.beyond.every, count - done);
    add(steps, share, price);
    done += share;
  }
  return { total: steps.reduce((sum, step) => sum + step.count * step.price, 0), steps };
}

// --- internal ---

function add(steps: FeeStep[], count: number, price: number): void {
  if (count > 0 && price > 0) steps.push({ count, price });
}
