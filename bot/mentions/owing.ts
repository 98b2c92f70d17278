import { LATENESS } from './checks.js';
import type { YearMentions } from './years.js';

/** What a question wants to know of who has handed in: who has not, who was late, who has, or how one office stands. */
export type OwingQuery = 'missing' | 'late' | 'published' | 'one';

/**
 * What plain words ask about offices and their handing in, or null. What follows from being late is no such question.
 * @param named true where an office is named
 */
export function findOwingQuery(bare: string, named: boolean): OwingQuery | null {
  if (OTHER.test(bare) || CONSEQUENCE.test(bare) || MAY.test(bare)) return null;
  // Whether the report of an office came in time is asked of the report that is there.
  if (named && !ASKS_WHO.test(bare) && LATENESS.test(bare)) return null;
  const report = REPORT.test(bare);
  const rule = RULES.find((each) => each.pattern.test(bare) && (report || !each.report) && (named || !each.named));
  if (!rule) return null;
  return named && rule.query !== 'one' && !ASKS_WHO.test(bare) ? 'one' : rule.query;
}

/**
 * The report years asked about; without one that whose reports fell or fall due this year. 今年 is the year of handing in,
 * not of the report: nobody has to hand in the report of a year that is not over.
 */
export function yearsAsked(
  { years, today }: { readonly years: YearMentions; readonly today: string },
  remembered: readonly number[],
): readonly number[] {
  const now = Number(today.slice(0, 4));
  const named = years.mentions.flatMap((mention) =>
    mention.years.map((year) => (mention.relative && year === now ? now - 1 : year)),
  );
  const asked = named.length > 0 ? named : remembered;
  return asked.length > 0 ? [...new Set(asked)].slice(0, MAX_YEARS) : [now - 1];
}

// --- internal ---

const MAX_YEARS = 3;

interface OwingRule {
  readonly query: OwingQuery;
  readonly pattern: RegExp;
  /** Only where annual reports are named. */
  readonly report?: true;
  /** Only where an office is. */
  readonly named?: true;
}

const REPORT = /年报|年度报告|报告|annual report|reports?\b/;
const OTHER =
  /申请|答复|电话|公众号|指南|信访|补正|复议|诉讼|作业|社保|[^名]费|什么时候的|提醒|条信息|多少[条篇件次]|几[条篇件次]/;
const CONSEQUENCE =
  /会怎|怎么样|会咋|咋办|咋整|怎么办|怎么处理|后果|处罚|罚|责任|追究|追责|问责|扣分|通报|处分|要紧|有事|影响|违法|违规|行吗|可以吗|能不能|可不可以|可以晚|能晚|允许|如果|what happens/;

const WHO = '(?:谁|哪些|哪个|哪几个|哪家|哪几家|有没有|还有|有几[个家]|几[个家]|多少[个家]?)';
const ASKS_WHO = new RegExp(`谁|哪|${'几[个家]|多少[个家]|名单|\\bwho\\b'}`);
const HAND_IN = '(?:交|报送|提交|公布|发布|上报|报|上交|挂网|挂出来|公示)';
/** Whether one may or has to hand in, not whether one has. */
const MAY = new RegExp(
  `(?<!没|未|没有)(?:能|可以|要|该|应当|得|必须|需要?|用)(?:不用|再)?(?:在|把)?(?:年报|报告)?${HAND_IN}`,
);
/** Of a report and its year, between the verb and 的单位. */
const ITS_REPORT = '(?:了)?(?:\\d{4}年?度?的?)?(?:年报|年度报告|报告)?';
const OFFICES = '(?:单位|街道|乡镇|镇街|部门|地方)';
const WHICH = '(?:有|是|都|还)*(?:谁|哪[些几个家]*|几[个家]|多少[个家]?|名单)';
const IN_TIME = '(?:按时|及时|按期|准时|按规定时间|在期限内|在截止(?:日期)?前)';
const NOT = '(?:没|未|没有|尚未|还没|还未|不)';
const LATE = '(?:逾期|迟交|晚交|迟报|晚报|迟发|晚发|迟公布|晚公布|超期|超时|晚了|迟了|过期)';

/** The first that fits counts. */
const RULES: readonly OwingRule[] = [
  {
    query: 'one',
    pattern: new RegExp(
      `(?:${HAND_IN}|发|挂)(?:上来|上去|上|出)?了?(?:\\d{4}年?度?的?)?(?:年报|年度报告|报告)?了?(?:没有?|吗|么|嘛|没)[啊呀呢]?$|(?:有没有|是否|是不是|有无)(?:已经?)?${IN_TIME}?(?:交|报送|上报|提交|上交|公布|发布)(?:了|年报|报告|$)`,
    ),
    named: true,
  },
  {
    query: 'missing',
    pattern: new RegExp(
      `(?:交|报|收|挂)齐了?(?:吗|没有?|么)|(?:都|全部?|各个?${OFFICES}|所有${OFFICES}|每个${OFFICES}|全[县市区]).{0,14}(?:交|报送|上报|报|提交)(?:上来)?了?(?:年报)?了?(?:吗|没有?|么)$`,
    ),
  },
  {
    query: 'one',
    pattern:
      /(?:年报|年度报告|报告).{0,4}(?:交|报送|上报|报|提交)(?:上来|上去|上)?了?(?:没有?|吗|么)[啊呀呢]?$|^(?:那|那么|它|他们|它们)?(?:交|报送|上报)了(?:吗|没有?|么)$/,
  },
  {
    query: 'late',
    pattern: new RegExp(
      `${WHO}.{0,16}(?:${LATE}|${NOT}(?:有)?(?:能)?${IN_TIME}${HAND_IN})|(?:年报|报告).{0,8}(?:${LATE}|${NOT}(?:有)?${IN_TIME}${HAND_IN})的?.{0,4}(?:谁|哪|单位|名单|有)|(?:${LATE}|${NOT}(?:有)?${IN_TIME}${HAND_IN})(?:的)?(?:年报)?(?:的)?(?:单位|名单|街道|乡镇|部门)?(?:有哪些|有谁|都有谁|是谁|是哪些|有几[个家]|有多少|名单|单位)|(?:${LATE}|${NOT}(?:有)?${IN_TIME}${HAND_IN})${ITS_REPORT}的?(?:${OFFICES}(?:${WHICH})?$|${WHICH}$)|who.{0,20}(?:late|overdue)`,
    ),
  },
  {
    query: 'late',
    pattern:
      /^(?:那|都|各自?|分别|他们|它们|它|这些|那些|单位)*(?:晚|迟|逾期|超期)(?:交|报|公布)?了?(?:有)?(?:几|多少)天$/,
  },
  {
    query: 'missing',
    pattern: new RegExp(
      `${WHO}.{0,16}${NOT}(?:有)?(?:把)?${HAND_IN}(?:上来|上|过来)?(?:了)?(?:\\d+年?(?:度)?)?(?:的)?(?:年报|报告|年度报告)?(?:的)?(?:单位|街道|乡镇|部门)?(?:有哪些|是谁|吗|呢|么|的)?$|${WHO}.{0,8}(?:拖欠|缺交|漏交|欠交)|(?:未交|没交|缺交|未报送|没报|未报|未发布|未公布|没公布|没发布|欠交)(?:年报)?(?:的)?(?:单位|名单|有哪些|有谁|都有谁|是谁)|(?:年报|报告).{0,6}(?:谁|哪些单位|哪个单位|哪家)(?:还)?(?:没|未)(?:有)?(?:交|报|发|公布|发布)|(?:没有?|未|尚未|还没有?)(?:交|报送|上报|提交)${ITS_REPORT}的(?:${OFFICES})?(?:${WHICH})?$|who.{0,20}(?:not (?:yet )?(?:submitted|published)|missing)`,
    ),
  },
  {
    query: 'published',
    pattern: new RegExp(
      `${WHO}(?:单位|街道|乡镇|镇街|镇|乡|部门|局|家)?(?:已经?|都|按时|及时|按期){0,2}(?:交|报送|上报|提交|上交)(?:上来)?了(?:年报|报告|年度报告)?(?:的)?$|(?:已交|已经交了?|按时交|交了年报|交了报告|已报送|按时公布|按时报送|已公布|已经公布)(?:年报)?(?:了)?(?:的)(?:单位|名单|街道|乡镇|部门)?(?:有哪些|有谁|都有谁|是谁|是哪些|有几[个家]|有多少|名单)?`,
    ),
  },
  {
    query: 'published',
    pattern: new RegExp(
      `${WHO}(?:单位|街道|乡镇|镇街|镇|乡|部门|局|家)?(?:已经?|都|按时|及时|按期){0,2}(?:公布|发布)了?(?:\\d{4}年?度?的?)?(?:年报|报告|年度报告)(?:的)?$`,
    ),
    report: true,
  },
  {
    query: 'missing',
    pattern: new RegExp(
      `(?:没有?|未|尚未|还没有?)(?:公布|发布|挂网|挂出来|公示)${ITS_REPORT}的(?:${OFFICES})?(?:${WHICH})?$`,
    ),
    report: true,
  },
  {
    query: 'published',
    pattern: new RegExp(
      `(?:交|报送|上报|公布|发布)了?(?:年报|年度报告|报告)的${OFFICES}?${WHICH}|${IN_TIME}?(?:公布|报送|发布|上报)率`,
    ),
    report: true,
  },
];
