import { addDays, type CountedDay, firstWorkingDay, isoDate, workingDaysAfter } from './working-days.js';

/** One clock of the law on applications: how long, from what, by which article (domain 1.3). */
export interface TimeLimit {
  readonly name: TimeLimitName;
  /** How the day is spoken of: 最迟答复日. */
  readonly due: string;
  /** What the counting starts from. */
  readonly from: string;
  readonly count: number;
  readonly unit: 'working days' | 'days' | 'months';
  readonly basis: string;
  /** A last day that is a rest day moves to the first day behind it (民事诉讼法 on periods). */
  readonly rollsOver?: true;
  /** The rule in words. */
  readonly rule: string;
}

export type TimeLimitName =
  | 'answer'
  | 'extended answer'
  | 'correction'
  | 'third party'
  | 'other organ'
  | 'publication'
  | 'reconsideration'
  | 'reconsideration decision'
  | 'suit after reconsideration'
  | 'direct suit';

const ANSWER_RULE =
  '收到申请能当场答复的当场答复；不能当场答复的，自收到之日起20个工作日内答复。需要延长的，经政府信息公开工作机构负责人同意并告知申请人，最多再延长20个工作日。收到当日不计入；征求第三方和其他机关意见所需的时间不计算在内；申请经补正的，自收到补正申请之日起重新计算';

export const TIME_LIMITS: Readonly<Record<TimeLimitName, TimeLimit>> = {
  answer: {
    name: 'answer',
    due: '最迟答复日',
    from: '收到申请',
    count: 20,
    unit: 'working days',
    basis: '《条例》第三十三条第二款',
    rule: ANSWER_RULE,
  },
  'extended answer': {
    name: 'extended answer',
    due: '依法延长后的最迟答复日',
    from: '收到申请',
    count: 40,
    unit: 'working days',
    basis: '《条例》第三十三条第二款',
    rule: ANSWER_RULE,
  },
  correction: {
    name: 'correction',
    due: '最迟发出补正通知日',
    from: '收到申请',
    count: 7,
    unit: 'working days',
    basis: '《条例》第三十条',
    rule: '申请内容不明确的，行政机关应当给予指导和释明，并自收到申请之日起7个工作日内一次性告知申请人补正，说明需要补正的事项和合理的补正期限。答复期限自收到补正申请之日起计算；无正当理由逾期不补正的，视为放弃申请，不再处理',
  },
  'third party': {
    name: 'third party',
    due: '第三方最迟提出意见日',
    from: '第三方收到征求意见书',
    count: 15,
    unit: 'working days',
    basis: '《条例》第三十二条、第三十三条第三款',
    rule: '公开会损害第三方合法权益的，行政机关应当书面征求第三方意见，第三方自收到征求意见书之日起15个工作日内提出意见；逾期未提出的，由行政机关依法决定是否公开。征求意见所需的时间不计算在答复期限内',
  },
  'other organ': {
    name: 'other organ',
    due: '被征求意见机关最迟提出意见日',
    from: '被征求意见的机关收到征求意见书',
    count: 15,
    unit: 'working days',
    basis: '《条例》第三十四条、第三十三条第三款',
    rule: '信息由两个以上行政机关共同制作的，由牵头制作的机关受理，可以征求相关机关意见；被征求意见的机关自收到征求意见书之日起15个工作日内提出意见，逾期未提出的视为同意公开。所需时间不计算在答复期限内',
  },
  publication: {
    name: 'publication',
    due: '最迟主动公开日',
    from: '信息形成或者变更',
    count: 20,
    unit: 'working days',
    basis: '《条例》第二十六条',
    rule: '属于主动公开范围的政府信息，自该信息形成或者变更之日起20个工作日内及时公开；法律、法规另有规定的，从其规定',
  },
  reconsideration: {
    name: 'reconsideration',
    due: '最迟申请行政复议日',
    from: '知道或者应当知道该行政行为',
    count: 60,
    unit: 'days',
    basis: '《行政复议法》第二十条',
    rollsOver: true,
    rule: '自知道或者应当知道行政行为之日起60日内（自然日）申请行政复议，法律规定更长的除外；行政机关没有告知复议权利、复议机关和期限的，自知道这些事项之日起计算，但自知道或者应当知道行政行为内容之日起最长不超过一年',
  },
  'reconsideration decision': {
    name: 'reconsideration decision',
    due: '最迟作出复议决定日',
    from: '受理复议申请',
    count: 60,
    unit: 'days',
    basis: '《行政复议法》第六十二条',
    rollsOver: true,
    rule: '适用普通程序的，复议机关自受理之日起60日内作出决定，情况复杂的经批准最多再延长30日；适用简易程序的，自受理之日起30日内作出决定',
  },
  'suit after reconsideration': {
    name: 'suit after reconsideration',
    due: '最迟起诉日',
    from: '收到复议决定书',
    count: 15,
    unit: 'days',
    basis: '《行政诉讼法》第四十五条',
    rollsOver: true,
    rule: '不服复议决定的，自收到复议决定书之日起15日内向人民法院起诉；复议机关逾期不作决定的，自复议期满之日起15日内起诉，法律另有规定的除外',
  },
  'direct suit': {
    name: 'direct suit',
    due: '最迟起诉日',
    from: '知道或者应当知道作出行政行为',
    count: 6,
    unit: 'months',
    basis: '《行政诉讼法》第四十六条；《行政复议法》第二十三条',
    rollsOver: true,
    rule: '可以直接起诉的行政行为，应当自知道或者应当知道之日起6个月内起诉。但对不予公开政府信息不服、或者认为行政机关未履行法定职责的，2024年1月1日起应当先申请行政复议，不能直接起诉',
  },
};

/** What the counting of days rests on. */
export const HOLIDAY_BASIS =
  '《条例》第二十六条、第三十条至第三十四条；《行政复议法》第二十条；《行政诉讼法》第四十五条、第四十六条';

/** Which days count. */
export const HOLIDAY_RULE =
  '《条例》规定的答复、补正、征求意见、主动公开等期限都按工作日计算：法定节假日和周末不算，国务院安排调休要上班的周末算工作日。申请行政复议的60日、起诉的15日和6个月按自然日连续计算，最后一天是休假日的顺延到休假后的第一天';

/**
 * The last day of a limit.
 * @param from ISO date of what starts it; that day itself is not counted.
 */
export function lastDay(limit: TimeLimit, from: string): CountedDay {
  if (limit.unit === 'working days') return workingDaysAfter(from, limit.count);
  const end = limit.unit === 'days' ? addDays(from, limit.count) : addMonths(from, limit.count);
  return limit.rollsOver ? firstWorkingDay(end) : { date: end, certain: true };
}

// --- internal ---

/** The same day so many months later; the last of the month where it has no such day. */
function addMonths(from: string, months: number): string {
  const [year = 0, month = 0, day = 0] = from.split('-').map(Number);
  const at = month - 1 + months;
  for (let last = day; last > 0; last--) {
    const found = isoDate(year + Math.floor(at / 12), (at % 12) + 1, last);
    if (found) return found;
  }
  throw new RangeError(`no date ${from}`);
}
