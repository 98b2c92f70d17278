import type { Applicant, Format } from './types.js';

/**
 * THE table of what a report can state: every cell of the three statutory tables in both forms, every figure of the
 * narrative, every derived indicator. Sources: 国办公开办函〔2019〕60号 (form `2019`), 国办公开办函〔2021〕30号 (form `2021`).
 */
export interface Metric {
  readonly key: string;
  /** Statutory table; null for narrative and derived figures. */
  readonly table: 2 | 3 | 4 | null;
  /** Official label (of the newer form where both have one), or the name of a narrative figure. */
  readonly label: string;
  /** What it is spoken of where the label alone does not say it. */
  readonly name?: string;
  /** Label of the group the row or column stands under. */
  readonly group: string | null;
  /** Forms that print the cell; empty for narrative and derived figures. */
  readonly forms: readonly Format[];
  /** What the form's own header prints as unit; null where it prints none. */
  readonly printedUnit: string | null;
  /** Unit to speak in: 件, 条, 人 … */
  readonly unit: string;
  /**
   * Words people use. One entry is parts joined by ` + `, each a choice joined by `|`; all parts must occur in the
   * question. The longer the matched parts, the better the match. `?` before a part: it may be missing; `~` before an
   * entry: it counts only where no other metric is named; `^` before a part: the words must also name the `part`.
   */
  readonly words: readonly string[];
  /** The cell that a narrative figure of this key means. */
  readonly means?: string;
  /** True where one report may state it several times, told apart by `Figure.part`. */
  readonly parts?: boolean;
  /** Table 2: row and column keys. */
  readonly row?: string;
  readonly column?: string;
  readonly formula?: Formula;
  /** True for what only the statistics table of the reports for 2014 to 2018 prints; never set beside later years. */
  readonly legacy?: true;
  /** Of a legacy metric: keys of later forms and of the narrative that people ask by the same words. */
  readonly alike?: readonly string[];
}

export type Formula =
  /** `stated`: the narrative figure that says the same where it is not kept under this key. */
  | { readonly kind: 'sum'; readonly of: readonly string[]; readonly stated?: string }
  | {
      readonly kind: 'ratio';
      readonly over: readonly Operand[];
      readonly under: readonly Operand[];
      readonly text: string;
    }
  /** (N − (N−1)) ÷ (N−1) of any figure. */
  | { readonly kind: 'growth' };

/** A figure that a ratio is computed from. */
export interface Operand {
  readonly key: string;
  /** Applicant column where it is not the one asked for. */
  readonly applicant?: Applicant;
  readonly minus?: true;
}

/** A row of table 3 as the reader needs it. `anchor` is tested on the label without white space and with 、，() unified. */
export interface Table3Row {
  readonly key: string;
  readonly label: string;
  /** Label of the group row, null for rows of their own. */
  readonly group: string | null;
  /** 1: 一、二、四; 2: （一）…（七） under 三; 3: 1.2.3. under a group. */
  readonly depth: 1 | 2 | 3;
  readonly anchor: RegExp;
  readonly forms: readonly Format[];
  /** As for a metric; the reader of narratives takes those that are one expression as well. */
  readonly words: readonly string[];
  /** Words of questions alone. */
  readonly asked: readonly string[];
}

const BOTH = ['2019', '2021'] as const;
const DENIED = '（三）不予公开';
const UNAVAILABLE = '（四）无法提供';
const REJECTED = '（五）不予处理';
const OTHER = '（六）其他处理';

/** What may be said beside a row of each group: the group itself in other words. */
const REFUSED: Readonly<Record<string, string>> = {
  [DENIED]:
    '不予公开|不给公开|没给公开|不公开|没公开|未公开|不给看|没给看|不让看|不给|没给|没有给|拒绝公开|拒绝|不同意公开|denied|refused',
  [UNAVAILABLE]: '无法提供|不能提供|没法提供|提供不了|给不了|unavailable',
  [REJECTED]: '不予处理|不处理|不予办理|没处理|没有处理|rejected|not processed',
  [OTHER]: '不再处理|不予处理|不处理|没处理|不办|不再办',
};

/** Rows of table 3 in print order (domain 2.4; anchors: appendix A). */
export const TABLE3_ROWS: readonly Table3Row[] = [
  row(
    'applications_new',
    '一、本年新收政府信息公开申请数量',
    null,
    1,
    /本年新收/,
    BOTH,
    [
      '收到|新收|接收|接到|收了|受理|提交|提出|收 + 依申请公开|公开申请|申请',
      '本年新收',
      '依申请公开|申请量|申请数量|申请数|申请总数',
      '多少|几|有没有 + 申请',
      '~申请',
      '~收到|收了|接了|接到|受理了 + 几件|多少件|几个申请|几份',
      '~application|applications|requests|shenqing',
    ],
    [
      '收没收到|有没有收到|收到|新收|接收|接到|收了|受理|提交|递交|提出|提|递|收 + 依申请公开|公开申请|申请',
      '本年新收|今年新收|当年新收|新收到|新收 + ?申请',
      '依申请公开|申请量|申请数量|申请数|申请总数|来申请|过来申请',
      '来要|想要|索要|索取|找 + 要信息|要政府信息|信息|材料|资料',
      'application|applications|request|requests + receive|received|new|get|got|file|filed|submitted|submit|made|come in|came in',
      '~application|applications|request|requests|shenqing',
      'shenqing + shuliang|shoudao|duoshao|ji jian|jijian',
    ],
  ),
  row(
    'applications_carried_in',
    '二、上年结转政府信息公开申请数量',
    null,
    1,
    /上年结转/,
    BOTH,
    ['上年结转|上一年结转|去年结转|结转过来|上年转来|上年转过来'],
    [
      '上年结转|上年度结转|上一年结转|去年结转|往年结转|年初结转|结转过来|上年转来|上年转过来|结转来 + ?申请',
      '上年|上一年|去年|前一年|往年|以前年度|之前 + 没办完|未办完|没办结|未办结|遗留|留下来|留下|剩下来|剩下|积压|接着办|转过来|转来|转入|带过来 + ?没办|未办|没办完|转过来|过来|转来 + ?申请',
      'carried over from|carried in|brought forward|left over from + ?previous year|last year|year before + ?application|applications|request|requests',
    ],
  ),
  row(
    'granted',
    '（一）予以公开',
    null,
    2,
    /(?<!不)予以公开/,
    BOTH,
    [
      '予以公开',
      '同意公开',
      '准予公开|给予公开|答应公开|全部公开|完全公开 + ?申请',
      '公开了 + 几件申请|多少件申请|几个申请|多少个申请|几条申请|多少条申请',
      '申请 + 给了',
    ],
    [
      '同意公开了|同意公开|同意了公开 + ?几件申请|多少件申请|几个申请|申请',
      '申请 + 给了|同意给|答应给|愿意给|批准|同意 + ?公开',
      '全部给公开|全给公开|都给公开|给公开了|批准公开|同意提供|批准提供|答应给|同意给 + ?申请',
      '~给了|批了|同意了|准了',
      'application|applications|request|requests + grant|granted|approve|approved|fully disclosed|fully disclose|disclosed in full|disclose in full',
      '~granted|approved',
    ],
  ),
  row(
    'partially_granted',
    '（二）部分公开（区分处理的，只计这一情形，不计其他情形）',
    null,
    2,
    /部分公开/,
    BOTH,
    ['部分公开', '部分予以公开|公开一部分|公开部分 + ?申请', '区分处理'],
    [
      '部分予以公开|公开一部分|公开了一部分|公开部分|给了一部分|给一部分|给了部分|部分给了|只给部分|部分同意 + ?申请',
      '区分处理 + ?申请',
      'partially granted|partially disclosed|partially approved|partial disclosure|granted in part|disclosed in part + ?application|applications|request|requests',
    ],
  ),
  row(
    'denied_state_secret',
    '1.属于国家秘密',
    DENIED,
    3,
    /国家秘密/,
    BOTH,
    ['国家秘密', '涉密'],
    [
      '国家秘密|国家机密|涉及秘密|因为保密|因保密|涉密',
      '国家秘密|国家机密|涉密 + 为由|理由|不给|没给',
      'state secret|state secrets + ?application|applications|request|requests',
    ],
  ),
  row(
    'denied_prohibited_by_law',
    '2.其他法律行政法规禁止公开',
    DENIED,
    3,
    /法规禁止公开/,
    BOTH,
    ['法律行政法规禁止|法律法规禁止|法规禁止|法律禁止', '法律行政法规禁止|法律法规禁止|法规禁止|法律禁止 + 公开'],
    [
      '法律法规|法律规定|法规规定|法律|法规 + 不让公开|不许公开|不准公开|不允许公开|不能公开|不得公开|不让给|不让公布',
      'prohibited by law|forbidden by law + ?application|applications|request|requests',
    ],
  ),
  row(
    'denied_security_and_stability',
    '3.危及“三安全一稳定”',
    DENIED,
    3,
    /三安全/,
    BOTH,
    ['三安全一稳定|三安全|危及安全|社会稳定'],
    ['危及|危害|影响|涉及 + 国家安全|公共安全|经济安全|社会稳定'],
  ),
  row(
    'denied_third_party_rights',
    '4.保护第三方合法权益',
    DENIED,
    3,
    /第三方合法权益/,
    BOTH,
    ['保护第三方合法权益|第三方合法权益|保护第三方|第三方权益|第三方', '商业秘密|个人隐私'],
    [
      '商业秘密|商业机密|商业隐私|个人隐私|别人隐私|他人隐私|别人的隐私|他人的隐私|别人权益|他人权益|隐私 + ?涉及|第三方',
      'third party rights|third party|third parties|privacy|trade secrets + ?rights',
    ],
  ),
  row(
    'denied_internal_affairs',
    '5.属于三类内部事务信息',
    DENIED,
    3,
    /内部事务信息/,
    BOTH,
    ['三类内部事务|内部事务'],
    [
      '三类内部事务|内部事务信息|内部事务',
      '内部信息|内部事项 + 为由|不给看|不给|没给|不予公开|不公开|没公开|拒绝|申请',
      'internal affairs|internal matters + ?information',
    ],
  ),
  row(
    'denied_deliberative_process',
    '6.属于四类过程性信息',
    DENIED,
    3,
    /过程性信息/,
    BOTH,
    ['四类过程性|过程性信息|过程性'],
    [
      '过程信息 + 为由|不给看|不给|没给|不予公开|不公开|没公开|拒绝|申请',
      'deliberative process|process information|deliberative + ?information',
    ],
  ),
  row(
    'denied_enforcement_files',
    '7.属于行政执法案卷',
    DENIED,
    3,
    /行政执法案卷/,
    BOTH,
    ['行政执法案卷|执法案卷'],
    [
      '行政执法案卷|执法案卷|执法卷宗',
      '案卷信息|案卷|卷宗 + 为由|不给看|不给|没给|不予公开|不公开|没公开|拒绝|申请',
      'enforcement files|enforcement file|case files|law enforcement files',
    ],
  ),
  row(
    'denied_administrative_inquiry',
    '8.属于行政查询事项',
    DENIED,
    3,
    /行政查询事项/,
    BOTH,
    ['行政查询事项|行政查询'],
    ['行政查询事项|行政查询|查询事项|查询类', 'administrative inquiry|administrative inquiries|administrative query'],
  ),
  row(
    'unavailable_not_held',
    '1.本机关不掌握相关政府信息',
    UNAVAILABLE,
    3,
    /不掌握/,
    BOTH,
    [
      '本机关不掌握相关政府信息|本机关不掌握|不掌握|未掌握',
      '没有掌握|没掌握 + ?相关',
      '信息不存在',
      '查不到|查无 + ?信息',
    ],
    [
      '没有掌握|没掌握|手里没有|手上没有|手头没有 + ?相关|信息|这个信息|这些信息|相关信息',
      '信息不存在|不存在的信息|信息没有|没有这个信息|没有该信息|没这个信息|没有相关信息|没有相应信息',
      '查不到|查无|找不到|不存在 + ?信息',
      'not held|does not hold|did not hold|does not exist|do not exist|not exist + ?information',
    ],
  ),
  row(
    'unavailable_needs_creation',
    '2.没有现成信息需要另行制作',
    UNAVAILABLE,
    3,
    /另行制作/,
    BOTH,
    ['没有现成信息|需要另行制作|另行制作|没有现成'],
    [
      '没有现成信息|需要另行制作|另行制作|没有现成|要现做|需要现做|另外制作|单独制作 + ?信息|另行制作',
      '需要|要 + 重新制作加工|重新制作|重新加工|加工制作|制作加工|另外做|再制作|重新整理|加工|汇总 + ?申请|信息',
      'needs creation|need to be created|needs to be created|to be created|has to be created',
    ],
  ),
  row(
    'unavailable_unclear_after_correction',
    '3.补正后申请内容仍不明确',
    UNAVAILABLE,
    3,
    /仍不明确/,
    BOTH,
    [
      '补正后申请内容仍不明确|补正后仍不明确|仍不明确|内容不明确|补正后',
      '补正|补正后 + 还是不明确|还不明确|不明确|不清楚',
    ],
    [
      '补正|补正后|补正完了|补正完|补正之后|补正了|补充材料|补材料|补了材料|补过材料|补充 + 还是不明确|还不明确|不明确|说不清楚|不清楚|说不清|还是不清|讲不清|没说清|没讲清 + ?还是|仍然|仍|依然|依旧 + ?申请|内容',
      'unclear|still unclear + ?after correction|after being corrected',
    ],
  ),
  row(
    'rejected_petition_complaint',
    '1.信访举报投诉类申请',
    REJECTED,
    3,
    /信访举报投诉/,
    BOTH,
    ['信访举报投诉类申请|信访举报投诉类|信访举报投诉|信访类', '信访 + 申请'],
    [
      '信访|上访 + 申请|投诉|举报 + ?申请',
      '申请 + 来信访|信访|上访|投诉举报|当信访',
      'petitions|petition + ?complaints|complaint + ?application|applications|request|requests',
    ],
  ),
  row(
    'rejected_repeated',
    '2.重复申请',
    REJECTED,
    3,
    /重复申请/,
    BOTH,
    ['重复申请'],
    [
      '重复申请|重复提|重复件|重复递|重复的申请|申请重复|重复要|反复提同样 + ?申请',
      '重复 + 申请',
      'repeated|repeat|duplicate + application|applications|request|requests',
    ],
  ),
  row(
    'rejected_public_publication',
    '3.要求提供公开出版物',
    REJECTED,
    3,
    /公开出版物/,
    BOTH,
    ['要求提供公开出版物|公开出版物|出版物'],
    [
      '要求提供公开出版物|公开出版物 + ?要求|要|提供',
      '出版物 + 要求|要|提供|申请|不予处理|不处理',
      'publications|public publications + ?application|applications|request|requests',
    ],
  ),
  row(
    'rejected_excessive',
    '4.无正当理由大量反复申请',
    REJECTED,
    3,
    /大量反复申请/,
    BOTH,
    ['无正当理由大量反复申请|大量反复申请|反复申请|大量申请'],
    [
      '无正当理由大量反复申请|大量反复申请|反复大量申请|反复申请|大量申请|频繁申请|多次反复申请|滥用申请权|滥申请 + ?没有正当理由|无正当理由|没正当理由|无理由|没理由|没有理由',
      '大量|反复|频繁 + 反复|大量|频繁 + 申请 + ?没有正当理由|无正当理由|没正当理由|没理由',
      'excessive + ?application|applications|request|requests',
    ],
  ),
  row(
    'rejected_confirm_or_reissue',
    '5.要求行政机关确认或重新出具已获取信息',
    REJECTED,
    3,
    /重新出具/,
    BOTH,
    [
      '要求行政机关确认或重新出具已获取信息|要求确认或重新出具|确认或重新出具|要求确认或者重新出具|确认或者重新出具|要求重新出具|重新出具',
    ],
    [
      '要求行政机关确认或重新出具已获取信息|要求确认或重新出具|确认或重新出具|要求重新出具|重新出具|重新开具|重开|再出具|再开一份 + ?已获取信息|已获取|信息|要求',
      '要求|让 + 确认|再确认|重新确认 + 信息|已获取|申请',
    ],
  ),
  row('other_handling', '（六）其他处理', null, 2, /其他处理/, ['2019'], ['其他处理']),
  row(
    'other_not_corrected_in_time',
    '1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请',
    OTHER,
    3,
    /逾期不补正/,
    ['2021'],
    ['申请人无正当理由逾期不补正|逾期不补正|逾期未补正'],
    [
      '申请人无正当理由逾期不补正|逾期不补正|逾期未补正|逾期没补正|逾期没有补正',
      '逾期|过期|超期|到期|过了期限|不按时|没按时|没有按时|未按时|不按期|没按期|按时|按期|没及时 + 不补正|没补正|没有补正|未补正|没补材料|不补材料|没补|补正',
      'not corrected|not supplemented + ?in time',
    ],
  ),
  row(
    'other_fee_unpaid',
    '2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请',
    OTHER,
    3,
    /缴纳费用/,
    ['2021'],
    [
      '逾期未按收费通知要求缴纳费用|逾期未缴费|未缴纳费用|未缴费|没缴费|没交费',
      '未缴费|没缴费|没交费|不缴费|不交费 + ?不再处理|不处理',
    ],
    [
      '未缴费|没缴费|没交费|不缴费|不交费|不交钱|没交钱|不缴纳费用|不交费用|没交费用|没有缴费|没有交费|欠费 + ?逾期|超期 + ?不再处理|不处理|不办|不再办 + ?申请',
      'fee unpaid|unpaid fee|unpaid fees|fees not paid|fee not paid',
    ],
  ),
  row(
    'other_miscellaneous',
    '3.其他',
    OTHER,
    3,
    /^3[.．、]?其他(原因|情形)?$/,
    ['2021'],
    ['其他处理 + 其他'],
    ['其他处理 + 其他的|其他', '其他处理 + 其他原因|其他情形|其他情况'],
  ),
  row(
    'results_total',
    '（七）总计',
    null,
    2,
    /^（七）总计$|^(本年度)?办理结果总计$/,
    BOTH,
    [
      '处理|办理|办结|答复|办完 + 依申请公开|公开申请|申请',
      '办理结果总计|办理总数|办结数|办结总数',
      '办结|办理完 + 多少|几',
      'application|applications|request|requests + handle|handled|processed|answered|completed|closed',
    ],
    [
      '处理|办理|办结|答复|回复|办完|办了|处理完|审结 + 依申请公开|公开申请|申请',
      '办理结果总计|办理总数|办结数|办结总数|办理总计|办结量|办件总数|结果总计',
      '办结|办理完|办完 + 多少|几',
      '~处理了|答复了|办理了|办了|回复了 + 几件|多少件',
      'application|applications|request|requests + handle|handled|processed|process|answered|answer|completed|complete|closed|close|dealt with',
    ],
  ),
  row(
    'applications_carried_out',
    '四、结转下年度继续办理',
    null,
    1,
    /结转下年度|结转下一年度/,
    BOTH,
    [
      '结转下年度继续办理|结转下年度|结转下年|结转到下年|转到下一年|结转下一年度|转下年继续办|转下年|转下一年',
      '没办完|没办结|未办结|未办完|没处理完 + ?申请 + ?转到下一年|转下年|转下一年',
    ],
    [
      '没办完|没办结|未办结|未办完|没处理完|没有办完|没有办结|未处理完|办不完 + ?年底|年末 + ?还 + ?申请 + ?转到下一年|转下年|转下一年',
      '拖到|留到|转到|转入|结转到|结转至|顺延到|延到|推到|挪到|放到|移到|转|留|跨到|结转 + 明年|下一年度|下一年|下年度|下年|来年|次年|第二年 + ?接着|继续|再 + ?办理|办|处理 + ?没办完|没有办完|年底 + ?申请',
      '明年|下一年度|下一年|下年度|下年|来年|次年 + 接着办|继续办|再办|办理|才办 + ?申请',
      'carried over|carried forward|carry over|carried out to + ?into the next year|into next year|to the next year|to next year|next year|following year + ?application|applications|request|requests',
    ],
  ),
];

/** Label rows of table 3 without values (appendix A). */
export const TABLE3_GROUPS: readonly { readonly label: string; readonly anchor: RegExp }[] = [
  { label: '三、本年度办理结果', anchor: /^三、?本年度办理结果$/ },
  { label: DENIED, anchor: /^（三）不予公开$/ },
  { label: UNAVAILABLE, anchor: /^（四）无法提供$/ },
  { label: REJECTED, anchor: /^（五）不予处理$/ },
  { label: OTHER, anchor: /^（六）其他处理$/ },
];

/**
 * Columns of table 3 by key (domain 2.4). `words` are what people and narratives call the applicants, `asked` what only
 * people call them.
 */
export const APPLICANT_LABELS = {
  natural_person: {
    label: '自然人',
    anchor: /^自然人$/,
    words: '自然人|公民|个人|老百姓|群众|natural person|natural persons',
    asked: '百姓|市民|村民|居民|individuals|citizens|ziranren',
  },
  commercial_enterprise: {
    label: '商业企业',
    anchor: /^(商业)?企业$/,
    words: '商业企业|企业|公司',
    asked: '企业单位|商家|commercial enterprises|commercial enterprise|enterprises|companies|company|businesses|qiye',
  },
  research_institution: {
    label: '科研机构',
    anchor: /^科研机构$/,
    words: '科研机构|科研单位',
    asked: '科研院所|科研所|研究机构|研究所|研究院|research institutions|research institutes|research institution',
  },
  public_welfare_organization: {
    label: '社会公益组织',
    anchor: /^社会(公益)?组织$/,
    words: '社会公益组织|公益组织',
    asked: '公益机构|公益团体|慈善组织|社会组织|public welfare organizations|public welfare organization|charities',
  },
  legal_service_organization: {
    label: '法律服务机构',
    anchor: /^法律服务机构$|^律所$/,
    words: '法律服务机构|律师事务所|律所',
    asked: '法律服务所|法律机构|legal service organizations|legal service organization|law firms|law firm',
  },
  other_organization: {
    label: '其他',
    anchor: /^其他$/,
    words: '其他组织|其他申请人',
    asked: '其他法人|其他单位|other organizations|other organisations',
  },
  total: { label: '总计', anchor: /^(总|合)计$/, words: '总计列|合计列', asked: '总计那一列|合计那一列' },
} as const;

/** A block of table 2: an item of article 20, its rows and its columns (domain 2.3). */
export interface Table2Block {
  readonly format: '2019' | '2021';
  readonly clause: string;
  /** On the clause's label without white space: （一） and (一) are unified, a missing 第 allowed. */
  readonly anchor: RegExp;
  readonly rows: readonly {
    readonly key: string;
    readonly label: string;
    readonly anchor: RegExp;
    readonly words: string;
  }[];
  readonly columns: readonly {
    readonly key: string;
    readonly label: string;
    readonly anchor: RegExp;
    readonly printedUnit: string | null;
    readonly unit: string;
    readonly words: string;
    /** Words that name the cell without its row. */
    readonly alone?: readonly string[];
  }[];
}

const RULES = { key: 'rules', label: '规章', anchor: /^规章(（|$)/, words: '规章' };
const NORMATIVE_WORDS = '行政规范性文件|规范性文件|规范文件|normative documents|normative document';
const LICENSING = {
  key: 'administrative_licensing',
  label: '行政许可',
  anchor: /^行政许可/,
  words:
    '行政许可项目|行政许可事项|行政许可|许可项目|许可事项|许可|administrative licensing|administrative licences|administrative licenses|administrative permits|licences|licenses|licensing|permits|permit|xingzheng xuke|xuke',
};
const SERVICES = {
  key: 'other_external_services',
  label: '其他对外管理服务事项',
  anchor: /^其他对外管理服务/,
  words: '其他对外管理服务事项|对外管理服务事项|其他对外管理服务|对外管理服务|对外服务事项',
};
const PENALTY = {
  key: 'administrative_penalty',
  label: '行政处罚',
  anchor: /^行政处罚/,
  words:
    '行政处罚项目|行政处罚案件|行政处罚|处罚项目|处罚案件|处罚事项|处罚|罚了|administrative penalties|administrative penalty|penalties|penalty|xingzheng chufa|chufa',
};
const COMPULSION = {
  key: 'administrative_compulsion',
  label: '行政强制',
  anchor: /^行政强制/,
  words: '行政强制项目|行政强制事项|行政强制|强制|administrative compulsion|compulsory measures|xingzheng qiangzhi',
};
const FEES = {
  key: 'administrative_fees',
  label: '行政事业性收费',
  anchor: /^行政事业性收费/,
  words:
    '行政事业性收费项目|行政事业性收费|事业性收费|行政性收费|行政收费|收费项目|administrative fees|administrative fee',
};
const ITEMS_PREVIOUS = {
  key: 'items_previous_year',
  label: '上一年项目数量',
  anchor: /^上一?年(度)?项目数量$/,
  printedUnit: null,
  unit: '项',
  words: '上一年项目数量|上一年项目|上年项目|上年度项目|项目数量|上一年度|上年度|上一年|上年|去年底|年初',
};
const ITEMS_CHANGE = {
  key: 'items_change',
  label: '本年增/减',
  anchor: /^本年增[/／]?减$/,
  printedUnit: null,
  unit: '项',
  words: '本年增/减|本年增减|比上一年增减|比上年增减|较上一年增减|较上年增减|增减|增/减',
};
const DECISIONS_2019 = {
  key: 'decisions',
  label: '处理决定数量',
  anchor: /^(本年)?处理决定数量$/,
  printedUnit: null,
  unit: '件',
  words:
    '处理决定数量|处理决定|决定数量|决定数|决定|办理了|办理|办了|作出|做出|发放|核发|批了|decisions|decision|issued|issue|granted|grant|approved|imposed|impose|多少|几|件',
};
const DECISIONS_2021 = { ...DECISIONS_2019, label: '本年处理决定数量' };

/** Blocks of table 2 in print order. */
export const TABLE2_BLOCKS: readonly Table2Block[] = [
  {
    format: '2019',
    clause: '第二十条第（一）项',
    anchor: /第?二十条第?（一）项/,
    rows: [
      RULES,
      { key: 'normative_documents', label: '规范性文件', anchor: /^(行政)?规范性文件/, words: NORMATIVE_WORDS },
    ],
    columns: [
      {
        key: 'newly_made',
        label: '本年新制作数量',
        anchor: /^本年新制作(数量)?$/,
        printedUnit: null,
        unit: '件',
        words: '本年新制作|新制作|制作|新制定|新做',
      },
      {
        key: 'newly_disclosed',
        label: '本年新公开数量',
        anchor: /^本年新公开(数量)?$/,
        printedUnit: null,
        unit: '件',
        words: '本年新公开|新公开|今年公开',
      },
      {
        key: 'total_public',
        label: '对外公开总数量',
        anchor: /^对外公开总?数量$/,
        printedUnit: null,
        unit: '件',
        words:
          '对外公开总数量|对外公开总数|对外公开|公开总数量|公开总数|公开总量|一共公开|总共公开|累计公开|总数量|总数|一共|总共',
      },
    ],
  },
  {
    format: '2019',
    clause: '第二十条第（五）项',
    anchor: /第?二十条第?（五）项/,
    rows: [LICENSING, SERVICES],
    columns: [ITEMS_PREVIOUS, ITEMS_CHANGE, DECISIONS_2019],
  },
  {
    format: '2019',
    clause: '第二十条第（六）项',
    anchor: /第?二十条第?（六）项/,
    rows: [PENALTY, COMPULSION],
    columns: [ITEMS_PREVIOUS, ITEMS_CHANGE, DECISIONS_2019],
  },
  {
    format: '2019',
    clause: '第二十条第（八）项',
    anchor: /第?二十条第?（八）项/,
    rows: [FEES],
    columns: [ITEMS_PREVIOUS, ITEMS_CHANGE],
  },
  {
    format: '2019',
    clause: '第二十条第（九）项',
    anchor: /第?二十条第?（九）项/,
    rows: [
      {
        key: 'government_procurement',
        label: '政府集中采购',
        anchor: /^政府集中采购/,
        words: '政府集中采购|集中采购|政府采购|采购|集采|政采|procurement|caigou',
      },
    ],
    columns: [
      {
        key: 'project_count',
        label: '采购项目数量',
        anchor: /^采购项目数量$/,
        printedUnit: null,
        unit: '个',
        words: '采购项目数量|项目数量|项目数|项目|几个|多少个|几项|多少项|几笔|几次|多少次|次|projects|project',
      },
      {
        key: 'total_amount',
        label: '采购总金额',
        anchor: /^采购总金额/,
        printedUnit: null,
        unit: '',
        words:
          '采购总金额|总金额|花多少|了多少|金额|多少钱|花了|花费|花掉|支出|总额|多少元|多少万|amount|cost|spend|spent|duoshao qian|jine|qian',
      },
    ],
  },
  {
    format: '2021',
    clause: '第二十条第（一）项',
    anchor: /第?二十条第?（一）项/,
    rows: [
      RULES,
      { key: 'normative_documents', label: '行政规范性文件', anchor: /^(行政)?规范性文件/, words: NORMATIVE_WORDS },
    ],
    columns: [
      {
        key: 'issued',
        label: '本年制发件数',
        anchor: /^本年制发(件)?数量?$/,
        printedUnit: '件',
        unit: '件',
        words:
          '本年制发件数|制发|制定|制订|发布|出台|印发|下发|发了|出了|新发|新出|issued|issue|published|made|发几|发多少|发过|发文',
      },
      {
        key: 'repealed',
        label: '本年废止件数',
        anchor: /^本年废止(件)?数量?$/,
        printedUnit: '件',
        unit: '件',
        words: '本年废止件数|废止|作废|废除|废掉|废了|取消|repealed|abolished',
      },
      {
        key: 'in_force',
        label: '现行有效件数',
        anchor: /^现行有效(件)?数量?$/,
        printedUnit: '件',
        unit: '件',
        words: '现行有效件数|现行有效|仍然有效|有效|生效|在用|管用|in force|valid|effective',
      },
    ],
  },
  {
    format: '2021',
    clause: '第二十条第（五）项',
    anchor: /第?二十条第?（五）项/,
    rows: [LICENSING],
    columns: [DECISIONS_2021],
  },
  {
    format: '2021',
    clause: '第二十条第（六）项',
    anchor: /第?二十条第?（六）项/,
    rows: [PENALTY, COMPULSION],
    columns: [DECISIONS_2021],
  },
  {
    format: '2021',
    clause: '第二十条第（八）项',
    anchor: /第?二十条第?（八）项/,
    rows: [FEES],
    columns: [
      {
        key: 'amount_wanyuan',
        label: '本年收费金额（单位：万元）',
        anchor: /^本年收费金额/,
        printedUnit: '万元',
        unit: '万元',
        words: '本年收费金额|收费金额|金额|collected|amount|收费|收了|多少',
        alone: [
          '本年收费金额|收费金额|收费总金额|收费总额 + ?万元',
          '收费|收的费|收取费用 + 多少万元|多少万块|多少万|几万元|几万块|几万|万元 + ?钱',
          '收了|收取|收 + 多少万元|多少万块|多少万|几万元|几万块|几万 + 钱的费|的费用|的费|费用',
        ],
      },
    ],
  },
];

/** What an office does with a cell of table 2, said beside the column's own words. */
const TABLE2_VERBS = '作出了|作出|做出了|做出|办理了|办理|办了|实施了|实施|执行|开展|一年|新';

/** The three blocks of table 4, each with the same five columns in print order (domain 2.5; same in both forms). */
export const TABLE4_BLOCKS = [
  {
    key: 'reconsideration',
    label: '行政复议',
    anchor: /^行政复议$/,
    words:
      '行政复议申请|申请行政复议|行政复议案件|复议案件|复议申请|申请复议|行政复议|复议|administrative reconsideration|reconsideration cases|reconsiderations|reconsideration|administrative review|xingzheng fuyi|fuyi',
    also: '案件',
  },
  {
    key: 'litigation_direct',
    label: '行政诉讼（未经复议直接起诉）',
    anchor: /^未经复议直接起诉$/,
    words:
      '未经复议直接起诉|没经过复议直接起诉|没经过复议就起诉|没复议就起诉|不复议就起诉|未经复议|未经过复议|没经过复议|没经复议|没有经过复议|没有复议|没复议|不经复议|不经过复议|直接起诉|直接打官司|直接诉讼|直接告上法院|direct litigation|direct lawsuits',
    also: '直接起诉|直接打官司|打官司|行政诉讼|诉讼|官司|法院|lawsuits|litigation',
  },
  {
    key: 'litigation_after_reconsideration',
    label: '行政诉讼（复议后起诉）',
    anchor: /^复议后起诉$/,
    words:
      '复议后起诉|复议后又起诉|复议后|复议完了|复议完|复议之后|经过复议|经复议|先复议|复议过|复议不服|after reconsideration',
    also: '又起诉|再起诉|又打官司|再打官司|打官司|起诉|行政诉讼|诉讼|官司|法院|lawsuits|litigation',
  },
] as const;
export const TABLE4_COLUMNS = [
  {
    key: 'upheld',
    label: '结果维持',
    anchor: /^结果维持$/,
    words: '结果维持|维持原判|维持|胜诉|打赢|判赢|赢了|upheld|uphold|maintained',
  },
  {
    key: 'corrected',
    label: '结果纠正',
    anchor: /^结果纠正$/,
    words:
      '结果纠正|被纠正|纠正|纠错|败诉|打输|判输|输了|输掉|撤销|确认违法|变更|推翻|改了|被改|改判|corrected|overturned|reversed|quashed',
  },
  {
    key: 'other',
    label: '其他结果',
    anchor: /^其他结果$/,
    words: '其他结果|结果其他|结果是其他|其他、|、其他|其他的|其他几|其他多少|other results|other outcomes',
  },
  {
    key: 'pending',
    label: '尚未审结',
    anchor: /^尚未审结$/,
    words:
      '尚未审结|没有审结|还没审结|未审结|没审结|审理中|没有审完|没审完|未审完|没审理完|未审理完|没有结案|没结案|未结案|没结果|没出结果|没有结果|没有出结果|未出结果|没判下来|没判|未判|没结束|没有了结|没办结|未办结|没办完|没结|未结|还在审理|在审理|还在审|在审|pending|undecided',
  },
  { key: 'total', label: '总计', anchor: /^(总|合)计$/, words: '总计|多少|几|有没有|件|数' },
] as const;

/** Title of the annex that reports for 2014 to 2018 carry (国办发〔2014〕32号). */
export const STATISTICS_TABLE = '政府信息公开情况统计表';
/** The last report year of that table; the forms begin with the next (国办公开办函〔2019〕60号). */
export const LAST_YEAR_OF_STATISTICS = 2018;

/** The nine groups of the statistics table in print order; `anchor` is tested without 一、 in front. */
export const STATISTICS_GROUPS: readonly { readonly label: string; readonly anchor: RegExp }[] = [
  { label: '一、主动公开情况', anchor: /^主动公开(?:政府信息)?情况$/ },
  { label: '二、回应解读情况', anchor: /^(?:政策)?回应解读情况$/ },
  { label: '三、依申请公开情况', anchor: /^依申请公开(?:政府信息)?情况$/ },
  { label: '四、行政复议数量', anchor: /^行政复议(?:数量|总?数|情况)/ },
  { label: '五、行政诉讼数量', anchor: /^行政诉讼(?:数量|总?数|情况)/ },
  { label: '六、举报投诉数量', anchor: /^(?:举报投诉|投诉举报)(?:数量|总?数|情况)/ },
  { label: '七、依申请公开信息收取的费用', anchor: /^依申请公开(?:政府)?信息收取的?费用/ },
  { label: '八、机构建设和保障经费情况', anchor: /^机构建设和(?:保障)?经费/ },
  { label: '九、政府信息公开会议和培训情况', anchor: /^政府信息公开会议和培训/ },
];

/** A row of the statistics table (domain 2.8): one number behind its unit. */
export interface StatisticsRow {
  /**
   * Own key (`legacy.…`), or that of the later figure where domain 2.8 lets the two be compared: the narrative of
   * these years is kept under that key as well, so that both meet under it.
   */
  readonly key: string;
  readonly label: string;
  readonly unit: string;
  /** Its group, 1 to 9. */
  readonly group: number;
  /** Tested on the label without white space and numbering. Rows of several groups may share a label: the group decides. */
  readonly anchor: RegExp;
  /** What the label alone does not say. */
  readonly of?: string;
  readonly alike: readonly string[];
  readonly words: readonly string[];
}

const ASKED_LAWSUIT = '行政诉讼|打官司|诉讼|官司|起诉|被诉|litigation|lawsuits|lawsuit';
const ASKED_REVIEW = '行政复议|复议|reconsideration';
const REFUSING = '不同意公开|不予公开|不公开|没公开|未公开|拒绝公开|不给公开';
const SENT = '来申请|提交|提出|递交|寄来';
const MADE_KNOWN = '公开|发布|发了|推送|信息';
const DOCUMENTS = '行政规范性文件|规范性文件|规范文件';

/** Rows of the statistics table in print order (国办发〔2014〕32号). */
export const STATISTICS_ROWS: readonly StatisticsRow[] = [
  statistic(1, 'proactive_disclosed_count', '主动公开政府信息数', '条', /^主动公开政府信息(?:总|条)?数/),
  statistic(1, 'normative_disclosed', '主动公开规范性文件数', '条', /^主动公开(?:行政)?规范性文件(?:总)?数?/, {
    alike: ['t2.normative_documents.newly_disclosed', 't2.normative_documents.total_public'],
    words: [`主动公开|公开了|公开 + ${DOCUMENTS}`],
  }),
  statistic(1, 'normative_made', '制发规范性文件总数', '件', /^制发(?:行政)?规范性文件(?:总)?数?/, {
    alike: ['t2.normative_documents.newly_made', 't2.normative_documents.issued', 'normative_document_stated'],
    words: [`制发|制定|制订|出台|印发|下发|发了|出了|新发|新出 + ${DOCUMENTS}`, `${DOCUMENTS} + 多少|几|总数|数`],
  }),
  statistic(1, 'by_gazette', '政府公报公开政府信息数', '条', /^政府公报公开政府信息/, {
    words: [`政府公报|公报 + ${MADE_KNOWN} + 条|几条|多少条`],
  }),
  statistic(1, 'by_website', '政府网站公开政府信息数', '条', /^政府网站公开政府信息/, {
    words: [`政府网站|门户网站|网站 + ${MADE_KNOWN}`],
  }),
  statistic(1, 'by_weibo', '政务微博公开政府信息数', '条', /^政务微博公开政府信息/, {
    alike: ['weibo_post_count'],
    words: [`政务微博|官方微博|微博 + ${MADE_KNOWN}`],
  }),
  statistic(1, 'by_wechat', '政务微信公开政府信息数', '条', /^政务微信公开政府信息/, {
    alike: ['wechat_post_count'],
    words: [`政务微信|微信公众号|公众号|微信 + ${MADE_KNOWN}`],
  }),
  statistic(1, 'by_other', '其他方式公开政府信息数', '条', /^其[他它]方式公开政府信息/, {
    words: [`其他方式|其他渠道 + ${MADE_KNOWN}`],
  }),
  statistic(2, 'responses', '回应公众关注热点或重大舆情数', '次', /^回应公众关注热点或重大舆情/, {
    words: ['回应 + 热点|舆情|公众关注'],
  }),
  statistic(2, 'press_conferences', '参加或举办新闻发布会总次数', '次', /^参加或(?:者)?举办新闻发布会/, {
    alike: ['press_conference_count'],
    words: ['新闻发布会|发布会 + ?参加|举办|召开|开了|开'],
  }),
  statistic(2, 'press_by_leaders', '主要负责同志参加新闻发布会次数', '次', /^主要负责(?:同志|人)参加新闻发布会/, {
    words: ['主要负责同志|主要负责人|主要领导|一把手 + 新闻发布会|发布会 + ?参加'],
  }),
  statistic(2, 'interviews', '政府网站在线访谈次数', '次', /^政府网站在线访谈/, {
    words: ['在线访谈|网上访谈|访谈 + ?政府网站|网站 + ?举办|开展'],
  }),
  statistic(
    2,
    'interviews_by_leaders',
    '主要负责同志参加政府网站在线访谈次数',
    '次',
    /^主要负责(?:同志|人)参加政府网站在线访谈/,
    {
      words: ['主要负责同志|主要负责人|主要领导|一把手 + 在线访谈|访谈 + ?参加 + ?政府网站'],
    },
  ),
  statistic(2, 'interpretations', '政策解读稿件发布数', '篇', /^政策解读稿件发布/, {
    alike: ['policy_interpretation_count'],
    words: ['政策解读|解读稿件|解读稿|解读材料|解读 + ?发布|发了|稿件|政策'],
  }),
  statistic(
    2,
    'microblog_responses',
    '微博微信回应事件数',
    '次',
    /^(?:政务)?(?:微博微信|微信微博|微博、微信)回应事件/,
    {
      words: ['微博|微信|两微 + 回应'],
    },
  ),
  statistic(2, 'other_responses', '其他方式回应事件数', '次', /^其[他它]方式回应事件/, {
    words: ['其他方式|其他渠道 + 回应'],
  }),
  statistic(3, 'applications_new', '收到申请数', '件', /^收到(?:的)?(?:政府信息公开)?申请(?:总)?数/),
  statistic(3, 'applied_in_person', '当面申请数', '件', /^当面申请/, {
    alike: ['applications_channel'],
    words: [`^当面|现场|上门 + 申请 + ?${SENT}`],
  }),
  statistic(3, 'applied_by_fax', '传真申请数', '件', /^传真申请/, {
    alike: ['applications_channel'],
    words: [`^传真 + 申请 + ?${SENT}`],
  }),
  statistic(3, 'applied_online', '网络申请数', '件', /^网[络上]申请/, {
    alike: ['applications_channel'],
    words: [`^网络|网上|线上|在线|互联网 + 申请 + ?${SENT}`],
  }),
  statistic(3, 'applied_by_letter', '信函申请数', '件', /^信函申请/, {
    alike: ['applications_channel'],
    words: [`^信函|信件|写信|邮寄 + 申请 + ?${SENT}`],
  }),
  statistic(3, 'applications_completed', '申请办结数', '件', /^申请办结(?:总)?数/, {
    alike: ['results_total', 'applications_handled'],
    words: ['办结|办完|办理|处理 + 申请', '办结 + 多少|几'],
  }),
  statistic(3, 'completed_on_time', '按时办结数', '件', /^按[时期]办结/, {
    words: ['按时|按期|及时 + 办结|办完 + ?申请'],
  }),
  statistic(3, 'completed_late', '延期办结数', '件', /^延期办结/, {
    words: ['延期|延长 + 办结|办完|办理|答复 + ?申请'],
  }),
  statistic(3, 'applications_answered', '申请答复数', '件', /^申请答复(?:总)?数/, {
    alike: ['results_total'],
    words: ['答复|回复 + 申请', '答复 + 多少|几'],
  }),
  statistic(3, 'already_public', '属于已主动公开范围数', '件', /^属于已主动公开(?:范围)?/, {
    words: ['已主动公开|已经主动公开|属于主动公开 + ?范围 + ?属于 + ?申请|答复'],
  }),
  statistic(3, 'granted', '同意公开答复数', '件', /^同意公开答复/),
  statistic(3, 'partially_granted', '同意部分公开答复数', '件', /^同意部分公开答复/),
  statistic(3, 'denied', '不同意公开答复数', '件', /^不同意公开答复/, {
    alike: ['denied_total'],
    words: [`${REFUSING}|拒绝|不给|没给 + ?申请|答复`],
  }),
  refusal('state_secret', '涉及国家秘密', /^涉及国家秘密/, ['denied_state_secret'], '国家秘密|国家机密|涉密'),
  refusal('trade_secret', '涉及商业秘密', /^涉及商业秘密/, ['denied_third_party_rights'], '商业秘密|商业机密'),
  refusal('privacy', '涉及个人隐私', /^涉及个人隐私/, ['denied_third_party_rights'], '个人隐私|隐私'),
  refusal(
    'security',
    '危及国家安全、公共安全、经济安全和社会稳定',
    /^危及国家安全/,
    ['denied_security_and_stability'],
    '危及|影响 + 国家安全|公共安全|经济安全|社会稳定|安全稳定',
  ),
  refusal(
    'not_government_information',
    '不是《条例》所指政府信息',
    /^不[是属于]+[《〈]?(?:政府信息公开)?条例[》〉]?所指政府信息/,
    [],
    '不是条例所指|不是《条例》所指|非条例所指|不属于政府信息|不是政府信息',
  ),
  refusal('other_law', '法律法规规定的其他情形', /^法律法规规定的其[他它]情形/, [], '法律法规规定 + 其他情形|其他'),
  statistic(3, 'not_this_organ', '不属于本行政机关公开数', '件', /^不属于本(?:行政)?机关公开/, {
    words: ['不属于本行政机关|不属于本机关|不属于本单位|非本机关 + ?公开|申请'],
  }),
  statistic(3, 'not_existing', '申请信息不存在数', '件', /^申请信息不存在/, {
    alike: ['unavailable_not_held'],
    words: ['申请信息不存在|信息不存在|不存在 + ?申请|信息'],
  }),
  statistic(3, 'asked_to_correct', '告知作出更改补充数', '件', /^告知作出更改补充/, {
    words: ['更改补充|更改、补充|补正|补充更改 + ?告知|通知|申请'],
  }),
  statistic(3, 'referred', '告知通过其他途径办理数', '件', /^告知通过其[他它]途径办理/, {
    words: ['其他途径|别的途径 + ?告知|办理|申请'],
  }),
  statistic(4, 'reconsideration_total', '行政复议数量', '件', /^行政复议(?:数量|总?数|情况)/),
  statistic(4, 'reconsideration_upheld', '维持具体行政行为数', '件', /^维持具体行政行为数?$/, {
    of: '行政复议',
    alike: ['reconsideration_upheld'],
    words: [`${ASKED_REVIEW} + 维持具体行政行为|维持 + ?案件|结果`],
  }),
  statistic(4, 'reconsideration_corrected', '被依法纠错数', '件', /^被依法纠[错正]数?$/, {
    of: '行政复议',
    alike: ['reconsideration_corrected'],
    words: [`${ASKED_REVIEW} + 被依法纠错|依法纠错|纠错|纠正|撤销 + ?案件|结果`],
  }),
  statistic(4, 'reconsideration_other', '其他情形数', '件', /^其[他它]情形数?$/, {
    of: '行政复议',
    alike: ['reconsideration_other'],
    words: [`${ASKED_REVIEW} + 其他情形|其他结果|其他 + ?案件|结果`],
  }),
  statistic(5, 'litigation_stated', '行政诉讼数量', '件', /^行政诉讼(?:数量|总?数|情况)/),
  statistic(5, 'litigation_upheld', '维持具体行政行为或者驳回原告诉讼请求数', '件', /^维持具体行政行为/, {
    of: '行政诉讼',
    words: [`${ASKED_LAWSUIT} + 维持具体行政行为|维持|驳回原告诉讼请求|驳回|胜诉|打赢了|打赢|赢了|赢 + ?案件|结果`],
  }),
  statistic(5, 'litigation_corrected', '被依法纠错数', '件', /^被依法纠[错正]数?$/, {
    of: '行政诉讼',
    words: [`${ASKED_LAWSUIT} + 被依法纠错|依法纠错|纠错|纠正|败诉|打输了|打输|输了|输|撤销 + ?案件|结果`],
  }),
  statistic(5, 'litigation_other', '其他情形数', '件', /^其[他它]情形数?$/, {
    of: '行政诉讼',
    words: [`${ASKED_LAWSUIT} + 其他情形|其他结果|其他 + ?案件|结果`],
  }),
  statistic(6, 'complaints', '举报投诉数量', '件', /^(?:举报投诉|投诉举报)(?:数量|总?数)/, {
    alike: ['complaints_count'],
    words: ['举报投诉|投诉举报|举报|投诉 + ?收到|接到'],
  }),
  statistic(7, 'fees', '依申请公开信息收取的费用', '万元', /^依申请公开(?:政府)?信息收取的?费用/, {
    alike: ['fee_collected'],
    words: ['收取费用|收取的费用|收费|收了多少钱 + ?多少万元|几万元|多少钱|多少元 + ?依申请公开|申请 + ?信息'],
  }),
  statistic(8, 'offices_in_charge', '政府信息公开工作专门机构数', '个', /^政府信息公开工作专门机构/, {
    words: ['工作专门机构|专门机构 + ?设立|设置|设了|成立'],
  }),
  statistic(8, 'reading_points', '设置政府信息公开查阅点数', '个', /^(?:设置)?政府信息公开查阅[点场]/, {
    words: ['查阅点|查阅场所 + ?设置|设立|设了|建了'],
  }),
  statistic(8, 'staff', '从事政府信息公开工作人员数', '人', /^从事政府信息公开工作(?:的)?人员/, {
    alike: ['staff_count'],
    words: ['工作人员|从事信息公开的人|专兼职 + 多少|几|人数'],
  }),
  statistic(8, 'staff_full_time', '专职人员数', '人', /^专职(?:工作)?人员/, {
    alike: ['staff_count'],
    words: ['^专职工作人员|专职人员|专职 + ?多少|几|人数'],
  }),
  statistic(8, 'staff_part_time', '兼职人员数', '人', /^兼职(?:工作)?人员/, {
    alike: ['staff_count'],
    words: ['^兼职工作人员|兼职人员|兼职 + ?多少|几|人数'],
  }),
  statistic(8, 'budget', '政府信息公开专项经费', '万元', /^政府信息公开专项经费/, {
    words: ['专项经费|工作经费|经费 + ?信息公开'],
  }),
  statistic(9, 'meetings', '召开政府信息公开工作会议或专题会议数', '次', /^召开政府信息公开工作会议或专题会/, {
    words: ['工作会议|专题会议|专题会|会议|开会 + ?召开|开了|开'],
  }),
  statistic(9, 'trainings', '举办各类培训班数', '次', /^举办各类培训班?/, {
    alike: ['training_count'],
    words: ['培训班|培训会|业务培训|培训 + ?举办|组织|开展|开了|搞了|办了'],
  }),
  statistic(9, 'trainees', '接受培训人员数', '人次', /^接受培训(?:的)?人员/, {
    words: ['培训 + 人员数|人次|多少人|几个人|接受培训|参加培训'],
  }),
];

/** The rows of the statistics table that 申请答复数 is the sum of, in print order. */
export const PARTS_OF_ANSWERS: readonly string[] = [
  'legacy.already_public',
  'granted',
  'partially_granted',
  'legacy.denied',
  'legacy.not_this_organ',
  'legacy.not_existing',
  'legacy.asked_to_correct',
  'legacy.referred',
];

/** Whether a figure was read from the statistics table of the years before the forms. */
export function isStatistic(figure: { readonly source: string; readonly section: string }): boolean {
  return figure.source === 'table' && figure.section.startsWith(STATISTICS_TABLE);
}

/** Figures of the narrative (reports in the wild, 5.4). */
const NARRATIVE: readonly Metric[] = [
  narrative('proactive_disclosed_count', '主动公开政府信息数', '条', [
    '主动公开政府信息|主动公开信息|主动公开|公开信息|公开了|公开政府信息 + 多少|几|条|数|总数|总量|信息',
    '主动公开政府信息|主动公开信息',
    '公布了|发布了|晒了|晒出|发布政府信息|公布政府信息 + 多少条|几条 + 信息|政府信息',
    '公布|发布|晒 + 多少条信息|几条信息|多少条政府信息|政府信息多少条|信息多少条|信息几条|信息条数',
    '发布政府信息|公布政府信息|发布信息 + 多少条|几条',
    '主动公开',
    '公开 + 多少条|几条|条数|条信息|多少|信息',
    '公开|公布 + 谁|哪家|哪个|最多|最少|得多|得少|更多|更少|排名|排行|合计|总共|一共|平均|对比|相比|趋势|变化|增长|差多少|多多少|占比',
    'gongkai|zhudong gongkai|zhudonggongkai + ?xinxi|tiaoshu|zongshu',
    'publish|published|disclose|disclosed|release|released + pieces of information|pieces|items|how much information|how many items + ?proactively + ?information',
    'publish|published|disclose|disclosed + information',
    'proactively disclosed|disclosed proactively|proactive disclosure|proactive disclosures|items disclosed|published items|disclosed items',
    '~disclosed|disclosures|published',
  ]),
  narrative('proactive_cumulative_count', '历年累计主动公开政府信息数', '条', ['历年累计|累计|历年 + 公开']),
  narrative(
    'category_count',
    '分类公开数',
    '条',
    [
      '类 + 多少|几|条|公开|信息|数',
      '类信息',
      '类 + 占比|比例|比重|占|几成|最多|最少|谁|哪个|对比|差多少',
      '类 + 公开了|主动公开|公开信息 + 多少|几|条',
    ],
    { parts: true },
  ),
  narrative('electronic_rate', '全文电子化率', '%', [
    '全文电子化率|电子化率|全文电子化|电子化比例|电子化程度 + ?百分之几|百分比',
  ]),
  narrative(
    'wechat_post_count',
    '微信公众号发布数',
    '条',
    [
      '微信公众号|公众号|微信|公众平台 + 发布|发了|发文|推送|推了|推文|文章|更新了|更新|发表|刊发|出了|推出|发|多少条|多少篇|几篇|几条 + ?文章|推文|图文',
      '推文 + 多少|几|篇|条|数',
      'wechat|account|gongzhonghao + posts|post|articles|article|published|publish|fabu + ?posts|articles|publish|published|items',
      '^转发 + 多少|几|条|篇 + ?公众号|微信',
      '^转发 + 公众号|微信',
      '^转发量|转发数 + ?公众号|微信',
    ],
    { parts: true },
  ),
  narrative('wechat_followers', '微信公众号关注人数', '人', [
    '粉丝数|粉丝|关注人数|关注量|关注数|关注者|关注用户|订阅人数|订阅数|订阅量|订阅用户|followers|follower|subscribers|fensi|guanzhu + ?微信公众号|公众号|微信|公众平台|wechat|gongzhonghao|account',
    '微信公众号|公众号|微信|公众平台 + 关注|订阅 + ?多少人|的人',
    '关注的人|订阅的人|多少人关注|几个人关注|多少人订阅 + ?微信公众号|公众号|微信',
    '微信公众号|公众号|微信 + 多少人',
  ]),
  narrative('wechat_followers_previous', '上年微信公众号关注人数', '人', [
    '上年|上一年|去年 + 粉丝数|粉丝|关注人数|关注量 + ?微信公众号|公众号|微信',
  ]),
  narrative(
    'wechat_reads',
    '微信公众号阅读量',
    '人次',
    [
      '阅读量|阅读数|阅读次数|阅读人次|总阅读|阅读 + ?微信公众号|公众号|微信|公众平台|文章|推文',
      '微信公众号|公众号|微信|公众平台|推文 + 浏览量|浏览次数|浏览数|点击量|看了|看过|读了|多少人看|被看',
      'wechat|account|gongzhonghao + reads|views|read|yuedu',
    ],
    {
      parts: true,
    },
  ),
  narrative('weibo_post_count', '微博发布数', '条', [
    '官方微博|官微|微博 + ?微博 + ?发布|发了|发|推送|更新了|更新',
    'weibo + ?posts|post',
  ]),
  narrative('video_count', '短视频发布数', '条', [
    '短视频|视频号|抖音 + ?拍了|拍|制作|发布|发了|做了|发',
    '视频 + 多少|几 + 拍了|拍|制作|发布|发了|做了',
    'short videos|videos',
  ]),
  narrative('site_visits', '网站访问量', '人次', [
    '访问量|访问人次|访问次数|浏览量|浏览次数|点击量|点击数|点击次数 + ?网站|门户网站|网页|政府网',
    '网站|门户网站|政府网|网页 + 访问|浏览|点击 + ?多少人|多少次|人次',
    'site|website|web site + page views|visits|views|hits|visitors',
  ]),
  narrative(
    'policy_interpretation_count',
    '政策解读数',
    '条',
    [
      '政策解读|解读材料|图文解读|解读稿|解读 + ?公众号|微信 + ?发布|发了|推送|发|做了|写了|出了 + ?政策',
      'policy interpretations|policy interpretation',
    ],
    { parts: true },
  ),
  narrative(
    'hotline_12345_count',
    '12345热线办件数',
    '件',
    [
      '12345',
      '12345 + 热线|工单|办件|交办件|转办件|热线电话|平台|hotline + ?接了|接到|收到|办了|办理|tickets|cases|calls',
      '政务服务热线|便民服务热线|热线|rexian|hotline + 办件|工单|交办件|转办件|多少|几|tickets|cases|calls + ?接了|接到|办了',
      '~热线|hotline|rexian',
    ],
    { parts: true },
  ),
  narrative('mayor_line_count', '市长专线办件数', '件', ['市长专线']),
  narrative(
    'message_count',
    '网民留言数',
    '条',
    [
      '留言|领导信箱|县长信箱|市长信箱 + ?答复|回复|办理|回了 + ?网民|网友|群众',
      'online messages|messages + ?replied|answered',
    ],
    { parts: true },
  ),
  narrative(
    'consultation_count',
    '咨询接待数',
    '人次',
    ['咨询|接待|来电 + 多少|几|人次|次 + ?接受|接听|接待', '接待咨询|咨询接待|接待来访 + 多少|几|人次|次'],
    {
      parts: true,
    },
  ),
  narrative('applications_received', '正文所称收到申请数', '件', [], { means: 'applications_new' }),
  narrative('applications_handled', '正文所称处理申请数', '件', [], { means: 'results_total' }),
  narrative(
    'applications_channel',
    '各渠道申请数',
    '件',
    [
      '当面|现场|信函|信件|写信|网络|邮寄|传真|电子邮件|网上|线上|在线|互联网|渠道 + 申请|来申请 + ?提交|提出|递交|寄来',
    ],
    {
      parts: true,
    },
  ),
  narrative('applications_cumulative', '历年累计受理申请数', '次', [
    '历年|累计|历来|一直以来 + 申请 + ?收到|受理|处理|办理',
  ]),
  narrative('withdrawn_count', '撤回申请数', '件', [
    '撤回|撤销|撤了|自己撤回|主动撤回 + 申请',
    'withdrawn + ?application|applications|request|requests',
  ]),
  narrative(
    'disclosure_rate_stated',
    '正文所称比率',
    '%',
    [
      '^答复率|采用率|满意率|公文公开率 + ?12345',
      '12345|热线|工单|信访|提案|平台 + ^按期办结率|按时办结率|办结率|答复率|满意率',
      '采用 + 率',
    ],
    {
      parts: true,
    },
  ),
  narrative('reconsideration_stated', '正文所称行政复议数', '件', [], { means: 'reconsideration_total' }),
  narrative('litigation_stated', '行政诉讼', '件', [
    '行政诉讼|诉讼|官司|打官司|被告上法院|被告|被起诉|起诉|被诉|lawsuits|lawsuit|litigation|sued|susong + ?打了|案件|cases',
  ]),
  narrative(
    'complaints_count',
    '投诉举报数',
    '件',
    ['投诉举报|举报投诉|投诉和举报|投诉|举报|被投诉|被举报|complaints|complaint|tousu + ?收到|接到'],
    { parts: true },
  ),
  narrative(
    'training_count',
    '培训数',
    '次',
    ['培训班|培训会|业务培训|培训|training|trainings|peixun + ?举办|组织|开展|开了|搞了|办了|sessions|held'],
    { parts: true },
  ),
  narrative(
    'outreach_count',
    '宣讲活动数',
    '场',
    ['宣讲活动|宣讲|开放日|宣传活动|讲座 + ?举办|组织|开展|开了|搞了|办了'],
    { parts: true },
  ),
  narrative('press_conference_count', '新闻发布会数', '场', [
    '新闻发布会|发布会 + ?举办|召开|开了|开',
    'press conferences|press conference + ?held',
  ]),
  narrative('gazette_count', '政府公报期数', '期', [
    '政府公报|公报|gazettes|gazette + ?出了|出版|编印|发行|印了|issues',
  ]),
  narrative('normative_document_stated', '正文所称规范性文件数', '件', []),
  narrative(
    'proposal_answers',
    '建议提案办理数',
    '件',
    [
      '建议提案|人大建议政协提案|人大建议和政协提案|人大建议|政协提案|提案|代表建议|委员提案|proposals + ?答复|办理|办了|回复',
    ],
    { parts: true },
  ),
  narrative(
    'staff_count',
    '政府信息公开工作人员数',
    '人',
    ['专职工作人员|兼职工作人员|专职人员|兼职人员|专兼职|专职|兼职|工作人员|专人 + 多少|几|人数|配备|配了'],
    {
      parts: true,
    },
  ),
  narrative('fee_collected', '信息处理费等收费', '元', [
    '信息处理费|处理费 + ?收费|收了|收取',
    '政府信息公开 + 收费|收取费用',
    '申请 + 收费|收了多少钱|收取费用 + ?多少万元|万元',
    '有没有|是否|有无 + 收费',
    '收费情况|收取费用|收费',
    'information processing fees|information processing fee|processing fee|processing fees',
  ]),
];

/** Indicators that are never reported, always computed (domain 2.4 and 3.7). */
const DERIVED: readonly Metric[] = [
  sum(
    'denied_total',
    '不予公开',
    [
      '不予公开|不公开|未予公开|拒绝公开|没公开|没有公开|不给公开|没给公开|不让公开|不同意公开 + ?申请|被驳回|驳回',
      '不给|没给|没有给|未给|拒绝|不让看|不给看|拒了|不同意 + 申请',
      '~不给|没给|没有给|被拒绝|拒绝了|拒绝|不给看|没给看|拒了|不让看',
      'application|applications|request|requests + deny|denied|refuse|refused|declined|turned down',
      '~denied|refused|denials|refusals',
    ],
    keysUnder(DENIED),
  ),
  sum(
    'unavailable_total',
    '无法提供',
    [
      '无法提供|不能提供|没法提供|没办法提供|提供不了|给不了|未能提供 + ?申请|信息',
      'application|applications|request|requests + unable to provide|cannot be provided|could not be provided|unavailable',
    ],
    keysUnder(UNAVAILABLE),
  ),
  sum(
    'rejected_total',
    '不予处理',
    ['不予处理|不处理|不予办理 + ?申请', 'application|applications|request|requests + not processed|not handled'],
    keysUnder(REJECTED),
  ),
  { ...sum('other_total', '其他处理', [], keysUnder(OTHER)), forms: ['2021'] },
  sum(
    'workload',
    '应办理的申请',
    ['应办理|待办理|新收加结转|新收和结转'],
    ['applications_new', 'applications_carried_in'],
  ),
  sum(
    'litigation_total',
    '行政诉讼总数',
    ['诉讼总数|诉讼总量|两类诉讼|诉讼合计'],
    ['litigation_direct_total', 'litigation_after_reconsideration_total'],
    'litigation_stated',
  ),
  ratio(
    'disclosure_rate',
    '公开率',
    ['公开率|公开比例|公开比率|申请公开率', '申请 + 公开 + 比例|百分之几', 'disclosure rate|gongkailv'],
    [{ key: 'granted' }, { key: 'partially_granted' }],
    [{ key: 'results_total' }],
    '（予以公开＋部分公开）÷办理结果总计',
  ),
  ratio(
    'full_disclosure_rate',
    '予以公开率',
    ['予以公开率|全部公开率|完全公开率', '予以公开|全部公开 + 比例|占比|比重|百分之几'],
    [{ key: 'granted' }],
    [{ key: 'results_total' }],
    '予以公开÷办理结果总计',
  ),
  ratio(
    'denial_rate',
    '不予公开率',
    [
      '不予公开率|不公开率|拒绝率|驳回率|拒绝公开率',
      '不予公开|不公开|没公开|拒绝 + 比例|占比|比重|百分之几 + ?申请',
      'denial rate|refusal rate',
    ],
    keysUnder(DENIED).map((key) => ({ key })),
    [{ key: 'results_total' }],
    '不予公开各项之和÷办理结果总计',
  ),
  ratio(
    'completion_rate',
    '申请办结率',
    ['申请办结率|申请办理率|办结率|办结比例|completion rate', '申请 + 办结|办完 + 比例|百分之几'],
    [{ key: 'results_total' }],
    [{ key: 'applications_new' }, { key: 'applications_carried_in' }],
    '办理结果总计÷（本年新收＋上年结转）',
  ),
  ratio(
    'natural_person_share',
    '自然人占比',
    ['自然人|公民|个人|老百姓|群众 + 占比|比例|比重|占多少|占几成|百分之几|百分比 + ?申请'],
    [{ key: 'applications_new', applicant: 'natural_person' }],
    [{ key: 'applications_new', applicant: 'total' }],
    '本年新收自然人÷本年新收总计',
  ),
  ratio(
    'reconsideration_correction_rate',
    '行政复议纠正率',
    ['行政复议|复议 + 纠正率|纠错率|败诉率|被纠正比例'],
    [{ key: 'reconsideration_corrected' }],
    [{ key: 'reconsideration_total' }, { key: 'reconsideration_pending', minus: true }],
    '结果纠正÷（总计－尚未审结）',
  ),
  ratio(
    'litigation_correction_rate',
    '行政诉讼纠正率',
    ['行政诉讼|诉讼|官司|败诉 + 纠正率|纠错率|败诉率|败诉比例|被纠正比例', '败诉率'],
    [{ key: 'litigation_direct_corrected' }, { key: 'litigation_after_reconsideration_corrected' }],
    [
      { key: 'litigation_direct_total' },
      { key: 'litigation_after_reconsideration_total' },
      { key: 'litigation_direct_pending', minus: true },
      { key: 'litigation_after_reconsideration_pending', minus: true },
    ],
    '两类诉讼结果纠正之和÷（总计之和－尚未审结之和）',
  ),
  { ...narrative('growth', '同比', '%', []), formula: { kind: 'growth' } },
];

/** Labels that say too little on their own. */
const NAMES: Readonly<Record<string, string>> = {
  results_total: '办理结果总计',
  other_miscellaneous: '其他处理中的其他',
};

/** Every metric by key, in catalogue order. */
export const METRICS: ReadonlyMap<string, Metric> = new Map(
  [
    ...[...table3Metrics(), ...table4Metrics(), ...table2Metrics()],
    ...[...NARRATIVE, ...DERIVED, ...statisticsMetrics()],
  ].map((m) => [m.key, m]),
);

/**
 * The metric of a key.
 * @throws RangeError when the key is not in the catalogue (a programming error: keys come from the catalogue).
 */
export function metric(key: string): Metric {
  const found = METRICS.get(key);
  if (!found) throw new RangeError(`unknown metric ${key}`);
  return found;
}

/** The key a narrative figure is kept under: the cell it means (contract: "carry the cell's key"), else its own. */
export function keptAs(key: string): string {
  return metric(key).means ?? key;
}

/** Keys of the statistics table that are asked for by the words of a key of the later forms or of the narrative. */
export function legacyKeys(key: string): readonly string[] {
  return [...METRICS.values()].filter(({ alike }) => alike?.includes(key)).map((each) => each.key);
}

/**
 * Whether a figure of the years before the forms may stand beside later ones: `roughly` what domain 2.8 names
 * (主动公开条数, 收到申请数, 同意公开, 部分公开, 复议总数, 诉讼总数), `not` any other row or result; what only the narrative
 * states means the `same` in every year.
 */
export function comparability(key: string): 'same' | 'roughly' | 'not' {
  const { legacy, table, formula } = metric(key);
  if (legacy) return 'not';
  if (key === 'litigation_total' || STATISTICS_ROWS.some((each) => each.key === key)) return 'roughly';
  return table === null && !formula ? 'same' : 'not';
}

/** Keys that mean the matter of a key in a report before the forms, the key itself first. */
export function olderKeys(key: string): readonly string[] {
  return [key, ...(metric(key).alike ?? []), ...legacyKeys(key)];
}

/** True where a report of a form prints the metric; figures of the narrative are bound to no form. */
export function isPrinted(entry: Metric, report: { readonly format: Format; readonly hybrid: boolean }): boolean {
  return entry.forms.length === 0 || entry.forms.includes(report.format) || report.hybrid;
}

// --- internal ---

function row(
  key: string,
  label: string,
  group: string | null,
  depth: 1 | 2 | 3,
  anchor: RegExp,
  forms: readonly Format[],
  words: readonly string[],
  asked: readonly string[] = [],
): Table3Row {
  return { key, label, group, depth, anchor, forms, words, asked };
}

function keysUnder(group: string): readonly string[] {
  return TABLE3_ROWS.filter((r) => r.group === group).map((r) => r.key);
}

function table3Metrics(): Metric[] {
  return TABLE3_ROWS.map((r) => ({
    key: r.key,
    table: 3,
    label: r.label,
    ...(NAMES[r.key] ? { name: NAMES[r.key] } : {}),
    group: r.group,
    forms: r.forms,
    printedUnit: null,
    unit: '件',
    words: [...r.words, ...r.asked].map((entry) =>
      r.group ? `${entry} + ?${REFUSED[r.group] ?? ''} + ?requests|applications` : entry,
    ),
  }));
}

function table4Metrics(): Metric[] {
  return TABLE4_BLOCKS.flatMap((block) =>
    TABLE4_COLUMNS.map((column) => ({
      key: `${block.key}_${column.key}`,
      table: 4 as const,
      label: column.label,
      group: block.label,
      forms: BOTH,
      printedUnit: null,
      unit: '件',
      words:
        column.key === 'total'
          ? [`${block.words} + ?${block.also}`, `${block.words} + ${column.words} + ?${block.also}`]
          : [`${block.words} + ${column.words} + ?${block.also} + ?法院|结果|案件|cases`],
    })),
  );
}

function table2Metrics(): Metric[] {
  const byKey = new Map<string, Metric>();
  for (const block of TABLE2_BLOCKS) {
    for (const r of block.rows) {
      for (const c of block.columns) {
        const key = `t2.${r.key}.${c.key}`;
        const before = byKey.get(key);
        byKey.set(key, {
          key,
          table: 2,
          label: c.label,
          group: r.label,
          forms: [...(before?.forms ?? []), block.format],
          printedUnit: c.printedUnit,
          unit: c.unit,
          words: [`${r.words} + ${c.words} + ?${TABLE2_VERBS}`, ...(c.alone ?? [])],
          row: r.key,
          column: c.key,
        });
      }
    }
  }
  return [...byKey.values()];
}

interface StatisticWords {
  readonly of?: string;
  readonly alike?: readonly string[];
  readonly words?: readonly string[];
}

/** A row of the statistics table; one without words of its own is the later figure of that key. */
function statistic(
  group: number,
  key: string,
  label: string,
  unit: string,
  anchor: RegExp,
  { of, alike = [], words = [] }: StatisticWords = {},
): StatisticsRow {
  const own = words.length > 0 ? `legacy.${key}` : key;
  return { key: own, label, unit, group, anchor, alike, words, ...(of ? { of } : {}) };
}

/** One of the grounds under 不同意公开答复数. */
function refusal(key: string, label: string, anchor: RegExp, alike: readonly string[], words: string): StatisticsRow {
  const asked = { of: '不同意公开', alike, words: [`${words} + ?涉及|属于|因为|因 + ?${REFUSING}|不给|没给`] };
  return statistic(3, `denied_${key}`, label, '件', anchor, asked);
}

function statisticsMetrics(): Metric[] {
  return STATISTICS_ROWS.filter(({ key }) => key.startsWith('legacy.')).map((each) => ({
    key: each.key,
    table: null,
    label: each.label,
    group: each.of ?? null,
    forms: ['narrative'],
    printedUnit: each.unit,
    unit: each.unit,
    words: each.words,
    legacy: true,
    alike: each.alike,
    // What names the row also names the part that a narrative states.
    ...(each.words.some((words) => words.startsWith('^')) ? { parts: true } : {}),
  }));
}

function narrative(
  key: string,
  label: string,
  unit: string,
  words: readonly string[],
  more: { readonly means?: string; readonly parts?: boolean } = {},
): Metric {
  return { key, table: null, label, group: null, forms: [], printedUnit: null, unit, words, ...more };
}

function sum(key: string, label: string, words: readonly string[], of: readonly string[], stated?: string): Metric {
  return { ...narrative(key, label, '件', words), formula: { kind: 'sum', of, ...(stated ? { stated } : {}) } };
}

function ratio(
  key: string,
  label: string,
  words: readonly string[],
  over: readonly Operand[],
  under: readonly Operand[],
  text: string,
): Metric {
  return { ...narrative(key, label, '%', words), formula: { kind: 'ratio', over, under, text } };
}
