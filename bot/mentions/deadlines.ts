import type { OfficeKind } from '../../knowledge/types.js';

/** What a question wants to know of the deadlines of annual reports. */
export type DeadlineQuery = 'due' | 'days left' | 'out yet' | 'missed';

/**
 * The deadline that plain words ask for, or null: 什么时候发的 asks for the date a report bears, not for one it has to meet.
 */
export function findDeadlineQuery(bare: string): DeadlineQuery | null {
  const reports = REPORT.test(bare);
  const rule = RULES.find(({ pattern, not, report }) => pattern.test(bare) && !not?.test(bare) && (reports || !report));
  return rule?.query === 'due' && PAST.test(bare) ? null : (rule?.query ?? null);
}

/** Whose reports are meant by words that name no office: 部门, 街道, 县政府. */
export function findKinds(text: string): readonly OfficeKind[] {
  return KINDS.filter(({ pattern }) => pattern.test(text)).map(({ kind }) => kind);
}

// --- internal ---

const REPORT = /年报|年度报告|报告|annual report|reports?\b/;
/** When it was published, not when it has to be. */
const PAST = /(?:发|公布|发布|印发|落款|出来?|写|公开)(?:布)?的|(?:发|公布|发布|印发)了/;
const WHEN =
  '(?:什么时候|啥时候|啥时间|什么时间|哪个时间|什么日子|啥日子|何时|何日|哪日|多会儿?|几号|哪天|哪一天|几月几[号日]|几月份?|最晚|最迟|什么时间|多久|多少号)';
const HAND_IN =
  '(?:交|报送|(?<!年)报(?!告)|上报|上交|提交|公布|发布|公开|公示|挂网|挂出来?|挂上|挂(?=$|[吗呢啊])|上网|出来|出|发|完成|截止|到期|编好|弄完|写完|搞定)';
const APPLYING = /申请|答复|回复|补正|复议|起诉|诉讼|缴费|交费|报名|招聘|招标|第三方|主动公开|信息形成|社保|作业/;

interface DeadlineRule {
  readonly query: DeadlineQuery;
  readonly pattern: RegExp;
  readonly not?: RegExp;
  /** Only where annual reports are named. */
  readonly report: boolean;
}

const RULES: readonly DeadlineRule[] = [
  {
    query: 'missed',
    pattern:
      /(?:可以|能|能不能|可不可以|允许)(?:晚|迟|推迟|延期|拖)|(?:晚|迟|逾期|过期|超期|超时|拖|延误|耽误|错过|忘|没|不|未).{0,10}(?:会怎样|会怎么样|怎么样|会咋样|咋办|咋整|怎么办|后果|处罚|罚款|罚|责任|追究|追责|问责|扣分|通报|处分|要紧|有事|影响|怎么处理|违法|违规|行吗|可以吗|what happens)|(?:罚款|处罚|后果|追责|责任|通报).{0,12}(?:晚交|迟交|逾期|不交|没交|过期)|what happens if.{0,30}(?:late|miss)/,
    // 年报里说答复不规范，后来咋整的 asks what the report says.
    not: /不公开(?!年报)|不予公开|没写|没有写|不对|错|不规范|不到位|不够|不足|后来|里(?:面)?[说写提]/,
    report: true,
  },
  {
    query: 'missed',
    pattern:
      /(?:过期|逾期|超期|过了截止|晚[几一两三]天|晚交|迟交|迟报|晚报|不交|没交|错过截止|过了期限).{0,8}(?:会怎样|会怎么样|怎么样|会咋样|咋办|怎么办|后果|处罚|罚款|罚|责任|追责|问责|扣分|通报|处分|要紧|有事|影响|怎么处理)/,
    not: APPLYING,
    report: false,
  },
  {
    query: 'out yet',
    pattern:
      /(?:年报|年度报告|报告).{0,6}(?:出来|出了|出炉|发布|公布|发了|有了|上了|挂出来|公开|出)(?:了)?(?:没有?|吗|么|不|否)|(?:出来|发布|公布|公开|出)(?:了)?(?:没有?|吗|么).{0,4}(?:年报|年度报告)|(?:有没有|是否|有无|是不是)(?:已经)?(?:出来|公布|发布|出|公开)了?$|什么时候(?:能|可以|才能)(?:看到|查到).{0,8}(?:年报|年度报告)/,
    not: /要|必须|应当|应该|错误|问题/,
    report: true,
  },
  {
    query: 'days left',
    pattern:
      /(?:还有|还剩|剩下?|距离?|离).{0,14}(?:多少天|几天|多久|多长时间|多少日)|倒计时|how many days (?:left|until|remain)|days (?:left|remaining)/,
    not: APPLYING,
    report: false,
  },
  {
    query: 'due',
    pattern: new RegExp(
      `${WHEN}(?:以?前|之前)?(?:要|该|应|得|必须|可以|能|需要|会|必需|应当|应该|就)*(?:把)?(?:年报|年度报告|报告)?${HAND_IN}|${HAND_IN}(?:年报|年度报告|报告)?.{0,6}(?:是)?(?:${WHEN}|截止|期限|时限|时间|日期)|截止|到期|期限|时限|来得及|(?:\\d+月|月底|月初)(?:份|就)?(?:要|得|必须)(?:交|报|公布|发布)|\\bdue\\b|deadline|ddl|when.{0,30}(?:publish|submit|release|file|hand in)|[13]月31|[13]月底|一月三十一|三月三十一|一月底|三月底`,
    ),
    not: /答复|回复|补正|复议|提到|写了|报名|招聘|第三方|接听|申请(?!公开年报)/,
    report: true,
  },
  {
    query: 'due',
    pattern:
      /^(?:请问|那|那么)?.{0,12}(?:截止日期?|截止时间|截止|截止到|报送期限|报送时限|上报期限|交期)(?:是|到)?(?:什么时候|啥时候|哪天|几号|何时|什么日子|来着|多少)?(?:来着|呢|啊)?$|(?:什么时候|啥时候|何时|几号|哪天)(?:截止|报送|上报)(?:来着|呢|啊)?$|(?:街道|乡镇|镇|乡|部门|局|政府|单位|我们|办事处|都|也).{0,6}(?:[13]月31|一月三十一|三月三十一|[13]月底)|(?:[13]月31[日号]?|[13]月底)(?:之?前)?(?:要|得|必须)?(?:交|报|公布|发布)/,
    not: APPLYING,
    report: false,
  },
  {
    query: 'due',
    pattern:
      /(?:[13]月31[日号]?|[13]月底|一月三十一[日号]?|三月三十一[日号]?)(?:那个|这个|的|之前|前|以前)*(?:期限|截止|时限|规定|那天|这天|要求).{0,10}(?:谁|哪些|哪个|哪类|什么单位|吗|指|针对|适用|说的|管)/,
    not: APPLYING,
    report: false,
  },
  {
    query: 'due',
    pattern:
      /^(?:那|那么)?(?:县|市|区|省|本级|各级|上级|县级|市级|政府)?(?:人民)?(?:政府|部门|机关|委办局|街道|乡镇|街道办)(?:的)?(?:年报|年度报告)?呢$/,
    report: false,
  },
];

/** Whose report is meant, where no stored office is named. */
const KINDS: readonly { readonly pattern: RegExp; readonly kind: OfficeKind }[] = [
  { pattern: /部门|局|委办|办公[厅室]|机关/, kind: '部门' },
  { pattern: /街道|办事处/, kind: '街道办事处' },
  { pattern: /乡镇|镇(?!痛)|基层/, kind: '镇人民政府' },
  { pattern: /(?<!镇)乡(?!镇)/, kind: '乡人民政府' },
  {
    pattern:
      /(?:县|市|区|省|州|本级|各级|县级|人民)(?:人民)?政府(?!部门|办)|(?<![镇乡])政府的?(?:年报|呢)|governments?/,
    kind: '人民政府',
  },
];
