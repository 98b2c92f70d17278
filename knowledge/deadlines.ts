import type { OfficeKind } from './types.js';
import { type CountedDay, lastWorkingDay } from './working-days.js';

/** By when a report is to be public, and on what ground. */
export interface DueDate {
  /** ISO date; the day itself still counts as in time. */
  readonly due: string;
  /** Chinese: the article, or that it is practice. */
  readonly basis: string;
  /** What the Regulations say, where a local notice sets another day: always told beside it. */
  readonly statutory?: { readonly due: string; readonly basis: string };
}

/** What follows where a report is late (articles 47, 51, 53 and 30号; domain 1.6): there is no fine. */
export const MISSED_DEADLINE =
  '逾期没有公布年报的：由政府信息公开工作主管部门督促整改或者通报批评，需要追究责任的，提出处理建议；上一级行政机关可以责令改正，情节严重的，对负有责任的领导人员和直接责任人员依法给予处分。公众可以向主管部门提出。《条例》没有规定罚款；地方绩效考核怎么扣分由地方规定。（依据：《条例》第四十七条、第五十一条、第五十三条；国办公开办函〔2021〕30号）';

interface DueRule {
  readonly kinds: readonly OfficeKind[];
  /** Month and day of the year after the report's. */
  readonly monthDay: string;
  readonly basis: string;
}

const BY_PRACTICE = '《政府信息公开条例》第四十九条没有点名乡镇、街道等单位，各地通行做法是1月31日前，以本地通知为准';

/**
 * Article 49 of the Regulations in force since 2019-05-15 (domain 1.4): paragraph 1 names the departments of governments
 * from county level up, paragraph 2 the governments themselves. Towns and sub-districts are named in neither; that they
 * publish by 31 January is practice.
 */
const ARTICLE_49: readonly DueRule[] = [
  { kinds: ['部门'], monthDay: '01-31', basis: '《政府信息公开条例》第四十九条第一款' },
  { kinds: ['人民政府'], monthDay: '03-31', basis: '《政府信息公开条例》第四十九条第二款' },
  { kinds: ['街道办事处', '镇人民政府', '乡人民政府', '其他'], monthDay: '01-31', basis: BY_PRACTICE },
];

/** Article 31 of the Regulations of 2007: every administrative organ by 31 March (domain 1.4, "old rule"). */
const ARTICLE_31_OF_2007: Omit<DueRule, 'kinds'> = {
  monthDay: '03-31',
  basis: '2007年《政府信息公开条例》第三十一条',
};

/** The last report year whose report fell due before the revised Regulations came into force. */
const LAST_YEAR_OF_OLD_RULE = 2018;

/**
 * When the report of a year is due. Weekends and holidays move nothing: the Regulations give no such rule.
 * @param kind whose report it is; what is no named kind counts as listed by local practice.
 */
export function dueDate(kind: OfficeKind, reportYear: number): DueDate {
  const rule =
    reportYear <= LAST_YEAR_OF_OLD_RULE ? ARTICLE_31_OF_2007 : ARTICLE_49.find((r) => r.kinds.includes(kind));
  if (!rule) throw new RangeError(`no due date for office kind ${kind}`);
  return { due: `${reportYear + 1}-${rule.monthDay}`, basis: rule.basis };
}

/** True where the Regulations themselves set the day for a kind of office, so that no local notice can put it off. */
export function isLaidDown(kind: OfficeKind, reportYear: number): boolean {
  return reportYear <= LAST_YEAR_OF_OLD_RULE || kind === '部门' || kind === '人民政府';
}

/** The report year whose report of a kind of office falls due next: on the due day itself it still is that one. */
export function nextReportYear(kind: OfficeKind, today: string): number {
  const before = Number(today.slice(0, 4)) - 1;
  return dueDate(kind, before).due >= today ? before : before + 1;
}

/** The last working day on which the report can still be published in time. */
export function lastWorkingDayFor(due: DueDate): CountedDay {
  return lastWorkingDay(due.due);
}
