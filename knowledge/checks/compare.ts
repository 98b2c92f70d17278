import type { Figure } from '../types.js';
import { broken, cannotTell, holds, type Verdict } from './rule.js';
import { isEmpty, isNumber, narrativeOperand, type Operand, whyUndecided } from './sheet.js';

/**
 * One instance: every number stated under a key against the sum of the cells it means.
 * @param say the message where they differ.
 * @param also what else to look at then.
 */
export function compare(
  stated: readonly Figure[],
  cells: readonly Operand[],
  at: string,
  say: (stated: number, printed: number) => string,
  also: readonly (Figure | null)[] = [],
): readonly Verdict[] {
  if (stated.length === 0 || cells.length === 0) return [];
  const operands = stated.map(narrativeOperand);
  const missing = [...cells, ...operands].filter((o) => !isNumber(o));
  const metrics = cells.map((c) => c.key);
  const printed = cells.reduce((sum, c) => sum + (isNumber(c) ? c.seen : 0), 0);
  const known = operands.filter(isNumber);
  // Beside a number that agrees, a smaller one is taken for a part of it (“其中网上收到2件”), a larger one is not.
  const agrees = known.some((o) => o.seen === printed);
  const wrong = known.find((o) => (agrees ? o.seen > printed : o.seen !== printed));
  if (cells.every(isNumber) && wrong) {
    const places = [wrong.figure, ...cells.map((c) => c.figure), ...also];
    return [broken(at, say(wrong.seen, printed), { places, metrics })];
  }
  const places = [...operands, ...cells].map((o) => o.figure);
  if (missing.length === 0) return [holds(at, { places, metrics })];
  const [first] = known;
  const empty = missing.every((o) => isEmpty(o.seen));
  const ifZero = empty && first ? `空白如按0计则${first.seen === printed ? '成立' : '不成立'}。` : '';
  const quiet = missing.every((o) => isEmpty(o.seen) || o.seen === 'approximate');
  return [
    cannotTell(at, `正文${first ? `的${first.seen}件` : '的数'}与表无法核对：${whyUndecided(missing)}。${ifZero}`, {
      places,
      metrics,
      ...(quiet && { severity: 'info' }),
    }),
  ];
}
