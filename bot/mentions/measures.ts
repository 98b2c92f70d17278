import { metric } from '../../knowledge/metrics.js';

/** What a question counts in. A figure in another measure is no answer to it: 处罚多少元 is not the number of penalties. */
interface Measure {
  readonly pattern: RegExp;
  readonly fits: (key: string) => boolean;
}

/** Units of persons; 人次 and 人 are told apart where a report states both. */
export const PERSONS: ReadonlySet<string> = new Set(['人', '名', '人次']);
const MONEY: ReadonlySet<string> = new Set(['元', '万元', '']);

const MEASURES: readonly Measure[] = [
  { pattern: /(?:多少|几|几十|几百)(?:个)?(?:亿|万)?(?:元|块|钱)|金额/, fits: (key) => MONEY.has(metric(key).unit) },
  {
    pattern: /(?:多少|几)个?(?:小时|分钟|工作日|星期|天|周|年|月)(?!月)|多久|多长时间/,
    fits: () => false,
  },
  {
    pattern:
      /(?:多少|几)个?(?:吨|户|亩|平方|平米|公里|字|页|岁|度|公斤|斤|辆|栋|套|台|所|级|册|本|张|幅|块|间|座|盏|艘|笔|声|枚|毫米|分(?!类|别))/,
    fits: () => false,
  },
  {
    pattern: /(?:多少|几)个?(?:人(?!大)|名)|人数/,
    // Applicants are persons; a metric told by parts has rows in more than one unit, and the selection looks at theirs.
    fits: (key) => PERSONS.has(metric(key).unit) || takesApplicant(key) || metric(key).parts === true,
  },
  {
    pattern: /(?:多少|几)[件条篇项宗起]/,
    fits: (key) => !['元', '万元', '%', '人'].includes(metric(key).unit),
  },
  { pattern: /(?:多少|几)份/, fits: (key) => metric(key).unit !== '期' },
  { pattern: /(?<![效长])率(?!先)/, fits: (key) => metric(key).unit === '%' },
];

/** A count named beside the measure: 申请多少件，收费多少元 asks for both. */
const COUNTED = /(?:多少|几)[件条篇次场期个份项宗]/;

/** What no report counts, although the words around it name a figure. */
const UNCOUNTED =
  /头条(?!号发)|原创|取关|[女男](?:性)?(?:的)?粉|平均年龄|(?:延期|超期|逾期)(?:未)?(?:答复|办结|回复|办理)|被告人|原告|第三人(?!方)|[上下这本]个?(?:月|周|星期|季度)(?!报)|[上下]半年|[一二三四1-4]季度|采购了?(?:些)?(?:什么|啥)|(?:抖音|微博|视频号|快手|小红书|头条号|b站)(?:账号)?(?:的|有)*(?:粉丝|关注|阅读|点赞)/;

/** Those of the keys that a normalised question may mean by what it counts in. */
export function inMeasure(text: string, keys: readonly string[]): readonly string[] {
  // What the statistics table of the years before the forms alone counts.
  const counted = keys.some((key) => metric(key).legacy)
    ? text.replace(/延期(?=办|答|回)|驳回原告诉讼请求/g, '')
    : text;
  if (isUncounted(counted)) return [];
  const asked = MEASURES.filter(({ pattern }) => pattern.test(text));
  if (asked.length === 0) return keys;
  const fitting = keys.filter((key) => asked.some(({ fits }) => fits(key)));
  return fitting.length > 0 && COUNTED.test(text) ? keys : fitting;
}

/** True where something is asked for that no report counts: 公众号头条几篇, 上半年收到几件. */
export function isUncounted(text: string): boolean {
  return UNCOUNTED.test(text);
}

/** True where a figure has columns of applicants: table 3 and its sums. */
export function takesApplicant(key: string): boolean {
  const entry = metric(key);
  return (
    entry.table === 3 || (entry.formula?.kind === 'sum' && entry.formula.of.some((each) => metric(each).table === 3))
  );
}
