/** Units of one kind can be compared and added; the factor turns each into the kind's base. */
interface Unit {
  readonly kind: UnitKind;
  readonly factor: number;
}

export type UnitKind = 'money' | 'persons' | 'visits' | 'percent' | 'items' | 'events' | 'issues' | 'unknown';

/** What a unit counts. Money without a unit is unknown: 3360 may be 元 or 万元 (check T2-PROC-UNIT). */
export function unitKind(unit: string): Unit {
  return UNITS[unit] ?? { kind: unit === '' ? 'unknown' : 'items', factor: 1 };
}

/** Whether numbers in these units may stand in one series: 条 and 篇 may, 人 and 场 may not. */
export function sameKind(a: string, b: string): boolean {
  const [first, second] = [unitKind(a).kind, unitKind(b).kind];
  return first === second && first !== 'unknown';
}

// --- internal ---

const of = (kind: UnitKind, factor = 1): Unit => ({ kind, factor });

const UNITS: Readonly<Record<string, Unit>> = {
  元: of('money'),
  万元: of('money', 1e4),
  亿元: of('money', 1e8),
  人: of('persons'),
  名: of('persons'),
  位: of('persons'),
  人次: of('visits'),
  '%': of('percent'),
  场: of('events'),
  场次: of('events'),
  期: of('issues'),
};
