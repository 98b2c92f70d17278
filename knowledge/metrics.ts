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
  readonly words: readonly string[];
}

const BOTH = ['2019', '2021'] as const;
const DENIED = '（三）不予公开';
const UNAVAILABLE = '（四）无法提供';
const REJECTED = '（五）不予处理';
const OTHER = '（六）其他处理';

/** Rows of table 3 in print order (domain 2.4; anchors: appendix A). */
export const TABLE3_ROWS: readonly Table3Row[] = [
  row('applications_new', '一、本年新收政府信息公开申请数量', null, 1, /本年新收/, BOTH, [
    '收到|新收|接收|接到|收了|受理|提交|提出|收 + 依申请公开|公开申请|申请',
    '本年新收',
    '依申请公开|申请量|申请数量|申请数|申请总数',
    '多少|几|有没有 + 申请',
    '~申请',
    '~收到|收了|接了|接到|受理了 + 几件|多少件|几个申请|几份',
    'application|applications|request|requests + receive|received|many|new|get|got',
    '~application|applications|requests|shenqing',
  ]),
  row('applications_carried_in', '二、上年结转政府信息公开申请数量', null, 1, /上年结转/, BOTH, [
    '上年结转|上一年结转|去年结转|结转过来|上年转来|上年转过来',
  ]),
  row('granted', '（一）予以公开', null, 2, /(?<!不)予以公开/, BOTH, [
    '予以公开',
    '同意公开',
    '准予公开|给予公开|答应公开|全部公开|完全公开 + ?申请',
    '公开了 + 几件申请|多少件申请|几个申请|多少个申请|几条申请|多少条申请',
    '申请 + 给了',
  ]),
  row('partially_granted', '（二）部分公开（区分处理的，只计这一情形，不计其他情形）', null, 2, /部分公开/, BOTH, [
    '部分公开',
    '部分予以公开|公开一部分|公开部分 + ?申请',
    '区分处理',
  ]),
  row('denied_state_secret', '1.属于国家秘密', DENIED, 3, /国家秘密/, BOTH, ['国家秘密', '涉密']),
  row('denied_prohibited_by_law', '2.其他法律行政法规禁止公开', DENIED, 3, /法规禁止公开/, BOTH, [
    '法律行政法规禁止|法律法规禁止|法规禁止|法律禁止',
    '法律行政法规禁止|法律法规禁止|法规禁止|法律禁止 + 公开',
  ]),
  row('denied_security_and_stability', '3.危及“三安全一稳定”', DENIED, 3, /三安全/, BOTH, [
    '三安全一稳定|三安全|危及安全|社会稳定',
  ]),
  row('denied_third_party_rights', '4.保护第三方合法权益', DENIED, 3, /第三方合法权益/, BOTH, [
    '保护第三方合法权益|第三方合法权益|保护第三方|第三方权益|第三方',
    '商业秘密|个人隐私',
  ]),
  row('denied_internal_affairs', '5.属于三类内部事务信息', DENIED, 3, /内部事务信息/, BOTH, ['三类内部事务|内部事务']),
  row('denied_deliberative_process', '6.属于四类过程性信息', DENIED, 3, /过程性信息/, BOTH, [
    '四类过程性|过程性信息|过程性',
  ]),
  row('denied_enforcement_files', '7.属于行政执法案卷', DENIED, 3, /行政执法案卷/, BOTH, ['行政执法案卷|执法案卷']),
  row('denied_administrative_inquiry', '8.属于行政查询事项', DENIED, 3, /行政查询事项/, BOTH, [
    '行政查询事项|行政查询',
  ]),
  row('unavailable_not_held', '1.本机关不掌握相关政府信息', UNAVAILABLE, 3, /不掌握/, BOTH, [
    '本机关不掌握相关政府信息|本机关不掌握|不掌握|未掌握',
    '没有掌握|没掌握 + ?相关',
    '信息不存在',
    '查不到|查无 + ?信息',
  ]),
  row('unavailable_needs_creation', '2.没有现成信息需要另行制作', UNAVAILABLE, 3, /另行制作/, BOTH, [
    '没有现成信息|需要另行制作|另行制作|没有现成',
  ]),
  row('unavailable_unclear_after_correction', '3.补正后申请内容仍不明确', UNAVAILABLE, 3, /仍不明确/, BOTH, [
    '补正后申请内容仍不明确|补正后仍不明确|仍不明确|内容不明确|补正后',
    '补正|补正后 + 还是不明确|还不明确|不明确|不清楚',
  ]),
  row('rejected_petition_complaint', '1.信访举报投诉类申请', REJECTED, 3, /信访举报投诉/, BOTH, [
    '信访举报投诉类申请|信访举报投诉类|信访举报投诉|信访类',
    '信访 + 申请',
  ]),
  row('rejected_repeated', '2.重复申请', REJECTED, 3, /重复申请/, BOTH, ['重复申请']),
  row('rejected_public_publication', '3.要求提供公开出版物', REJECTED, 3, /公开出版物/, BOTH, [
    '要求提供公开出版物|公开出版物|出版物',
  ]),
  row('rejected_excessive', '4.无正当理由大量反复申请', REJECTED, 3, /大量反复申请/, BOTH, [
    '无正当理由大量反复申请|大量反复申请|反复申请|大量申请',
  ]),
  row('rejected_confirm_or_reissue', '5.要求行政机关确认或重新出具已获取信息', REJECTED, 3, /重新出具/, BOTH, [
    '要求行政机关确认或重新出具已获取信息|要求确认或重新出具|确认或重新出具|要求重新出具|重新出具',
  ]),
  row('other_handling', '（六）其他处理', null, 2, /其他处理/, ['2019'], ['其他处理']),
  row(
    'other_not_corrected_in_time',
    '1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请',
    OTHER,
    3,
    /逾期不补正/,
    ['2021'],
    ['申请人无正当理由逾期不补正|逾期不补正|逾期未补正'],
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
  ),
  row('other_miscellaneous', '3.其他', OTHER, 3, /^3[.．、]?其他(原因|情形)?$/, ['2021'], ['其他处理 + 其他']),
  row('results_total', '（七）总计', null, 2, /^（七）总计$|^(本年度)?办理结果总计$/, BOTH, [
    '处理|办理|办结|答复|办完 + 依申请公开|公开申请|申请',
    '办理结果总计|办理总数|办结数|办结总数',
    '办结|办理完 + 多少|几',
    'application|applications|request|requests + handle|handled|processed|answered|completed|closed',
  ]),
  row('applications_carried_out', '四、结转下年度继续办理', null, 1, /结转下年度|结转下一年度/, BOTH, [
    '结转下年度继续办理|结转下年度|结转下年|结转到下年|转到下一年|结转下一年度|转下年继续办|转下年|转下一年',
    '没办完|没办结|未办结|未办完|没处理完 + ?申请 + ?转到下一年|转下年|转下一年',
  ]),
];

/** Label rows of table 3 without values (appendix A). */
export const TABLE3_GROUPS: readonly { readonly label: string; readonly anchor: RegExp }[] = [
  { label: '三、本年度办理结果', anchor: /^三、?本年度办理结果$/ },
  { label: DENIED, anchor: /^（三）不予公开$/ },
  { label: UNAVAILABLE, anchor: /^（四）无法提供$/ },
  { label: REJECTED, anchor: /^（五）不予处理$/ },
  { label: OTHER, anchor: /^（六）其他处理$/ },
];

/** Columns of table 3 by key (domain 2.4). `words` are what people and narratives call the applicants. */
export const APPLICANT_LABELS = {
  natural_person: {
    label: '自然人',
    anchor: /^自然人$/,
    words: '自然人|公民|个人|老百姓|群众|natural person|natural persons',
  },
  commercial_enterprise: { label: '商业企业', anchor: /^(商业)?企业$/, words: '商业企业|企业|公司' },
  research_institution: { label: '科研机构', anchor: /^科研机构$/, words: '科研机构|科研单位' },
  public_welfare_organization: { label: '社会公益组织', anchor: /^社会(公益)?组织$/, words: '社会公益组织|公益组织' },
  legal_service_organization: {
    label: '法律服务机构',
    anchor: /^法律服务机构$|^律所$/,
    words: '法律服务机构|律师事务所|律所',
  },
  other_organization: { label: '其他', anchor: /^其他$/, words: '其他组织|其他申请人' },
  total: { label: '总计', anchor: /^(总|合)计$/, words: '总计列|合计列' },
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
  }[];
}

const RULES = { key: 'rules', label: '规章', anchor: /^规章(（|$)/, words: '规章' };
const NORMATIVE_WORDS = '行政规范性文件|规范性文件|normative documents|normative document';
const LICENSING = {
  key: 'administrative_licensing',
  label: '行政许可',
  anchor: /^行政许可/,
  words: '行政许可|许可|licences|licenses|licensing|permits|xuke',
};
const SERVICES = {
  key: 'other_external_services',
  label: '其他对外管理服务事项',
  anchor: /^其他对外管理服务/,
  words: '其他对外管理服务事项|对外管理服务',
};
const PENALTY = {
  key: 'administrative_penalty',
  label: '行政处罚',
  anchor: /^行政处罚/,
  words: '行政处罚|处罚|罚了|penalties|penalty|chufa',
};
const COMPULSION = { key: 'administrative_compulsion', label: '行政强制', anchor: /^行政强制/, words: '行政强制' };
const FEES = {
  key: 'administrative_fees',
  label: '行政事业性收费',
  anchor: /^行政事业性收费/,
  words: '行政事业性收费|事业性收费',
};
const ITEMS_PREVIOUS = {
  key: 'items_previous_year',
  label: '上一年项目数量',
  anchor: /^上一?年(度)?项目数量$/,
  printedUnit: null,
  unit: '项',
  words: '上一年项目数量|上一年项目|上年项目|上年度项目|项目数量',
};
const ITEMS_CHANGE = {
  key: 'items_change',
  label: '本年增/减',
  anchor: /^本年增[/／]?减$/,
  printedUnit: null,
  unit: '项',
  words: '本年增/减|本年增减|增减',
};
const DECISIONS_2019 = {
  key: 'decisions',
  label: '处理决定数量',
  anchor: /^(本年)?处理决定数量$/,
  printedUnit: null,
  unit: '件',
  words: '处理决定数量|处理决定|决定数量|决定|多少|几|件',
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
        words: '本年新制作|新制作|制作|制定',
      },
      {
        key: 'newly_disclosed',
        label: '本年新公开数量',
        anchor: /^本年新公开(数量)?$/,
        printedUnit: null,
        unit: '件',
        words: '本年新公开|新公开',
      },
      {
        key: 'total_public',
        label: '对外公开总数量',
        anchor: /^对外公开总?数量$/,
        printedUnit: null,
        unit: '件',
        words: '对外公开总数量|对外公开总数|对外公开|总数量|总数|一共|总共',
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
        words: '政府集中采购|集中采购|政府采购|采购|procurement|caigou',
      },
    ],
    columns: [
      {
        key: 'project_count',
        label: '采购项目数量',
        anchor: /^采购项目数量$/,
        printedUnit: null,
        unit: '个',
        words: '采购项目数量|项目数量|项目数|项目|几个|多少个|几项|多少项|次|projects',
      },
      {
        key: 'total_amount',
        label: '采购总金额',
        anchor: /^采购总金额/,
        printedUnit: null,
        unit: '',
        words: '采购总金额|总金额|了多少|金额|多少钱|花了|总额|多少元|多少万|amount|cost|spend|spent',
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
        words: '本年制发件数|制发|制定|发布|出台|印发|发了|出了|新发',
      },
      {
        key: 'repealed',
        label: '本年废止件数',
        anchor: /^本年废止(件)?数量?$/,
        printedUnit: '件',
        unit: '件',
        words: '本年废止件数|废止|作废',
      },
      {
        key: 'in_force',
        label: '现行有效件数',
        anchor: /^现行有效(件)?数量?$/,
        printedUnit: '件',
        unit: '件',
        words: '现行有效件数|现行有效|有效',
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
        words: '本年收费金额|收费金额|金额|多少|收费|收了',
      },
    ],
  },
];

/** The three blocks of table 4, each with the same five columns in print order (domain 2.5; same in both forms). */
export const TABLE4_BLOCKS = [
  {
    key: 'reconsideration',
    label: '行政复议',
    anchor: /^行政复议$/,
    words:
      '行政复议申请|申请行政复议|复议申请|申请复议|行政复议|复议|administrative reconsideration|reconsiderations|reconsideration|fuyi',
  },
  {
    key: 'litigation_direct',
    label: '行政诉讼（未经复议直接起诉）',
    anchor: /^未经复议直接起诉$/,
    words: '未经复议直接起诉|未经复议|直接起诉',
  },
  {
    key: 'litigation_after_reconsideration',
    label: '行政诉讼（复议后起诉）',
    anchor: /^复议后起诉$/,
    words: '复议后起诉|复议后',
  },
] as const;
export const TABLE4_COLUMNS = [
  { key: 'upheld', label: '结果维持', anchor: /^结果维持$/, words: '结果维持|维持' },
  { key: 'corrected', label: '结果纠正', anchor: /^结果纠正$/, words: '结果纠正|纠正|纠错|败诉|撤销' },
  { key: 'other', label: '其他结果', anchor: /^其他结果$/, words: '其他结果' },
  { key: 'pending', label: '尚未审结', anchor: /^尚未审结$/, words: '尚未审结|没有审结|还没审结|未审结|没审结|审理中' },
  { key: 'total', label: '总计', anchor: /^(总|合)计$/, words: '总计|多少|几|有没有|件|数' },
] as const;

/** Figures of the narrative (reports in the wild, 5.4). */
const NARRATIVE: readonly Metric[] = [
  narrative('proactive_disclosed_count', '主动公开政府信息数', '条', [
    '主动公开|公开信息|公开了|公开政府信息 + 多少|几|条|数|总数|信息',
    '主动公开',
    '公开 + 多少条|几条|条数|条信息|多少|信息',
    '公开|公布 + 谁|哪家|哪个|最多|最少|得多|得少|更多|更少|排名|排行|合计|总共|一共|平均|对比|相比|趋势|变化|增长|差多少|多多少|占比',
    'gongkai|zhudong gongkai|zhudonggongkai',
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
  narrative('electronic_rate', '全文电子化率', '%', ['全文电子化率|电子化率|全文电子化']),
  narrative(
    'wechat_post_count',
    '微信公众号发布数',
    '条',
    [
      '公众号|微信 + 发布|发了|发文|推送|推了|推文|文章|发|多少条|多少篇|几篇|几条 + ?文章|推文',
      'wechat|account|gongzhonghao + posts|post|articles|published|fabu',
      '^转发 + 多少|几|条|篇 + ?公众号|微信',
      '^转发 + 公众号|微信',
      '^转发量|转发数 + ?公众号|微信',
    ],
    { parts: true },
  ),
  narrative('wechat_followers', '微信公众号关注人数', '人', [
    '粉丝|关注人数|关注量|followers|follower|subscribers|fensi|guanzhu + ?公众号|微信|公众平台|wechat',
    '公众号|微信 + 关注|订阅 + ?多少人',
    '公众号|微信 + 多少人',
  ]),
  narrative('wechat_followers_previous', '上年微信公众号关注人数', '人', [
    '上年|上一年|去年 + 粉丝|关注人数 + ?公众号|微信',
  ]),
  narrative(
    'wechat_reads',
    '微信公众号阅读量',
    '人次',
    ['阅读量|阅读数|阅读次数|阅读人次 + ?公众号|微信|公众平台|文章|推文'],
    {
      parts: true,
    },
  ),
  narrative('weibo_post_count', '微博发布数', '条', ['微博']),
  narrative('video_count', '短视频发布数', '条', ['短视频|视频号|抖音']),
  narrative('site_visits', '网站访问量', '人次', [
    '访问量|访问人次|浏览量|点击量',
    '网站 + 访问|浏览|点击 + ?多少人|多少次',
  ]),
  narrative(
    'policy_interpretation_count',
    '政策解读数',
    '条',
    ['政策解读|解读材料|图文解读|解读 + ?公众号|微信 + ?发布|发了|推送|发'],
    { parts: true },
  ),
  narrative(
    'hotline_12345_count',
    '12345热线办件数',
    '件',
    [
      '12345',
      '政务服务热线|便民服务热线|热线|rexian|hotline + 办件|工单|交办件|多少|几|tickets|cases|calls',
      '~热线|hotline|rexian',
    ],
    { parts: true },
  ),
  narrative('mayor_line_count', '市长专线办件数', '件', ['市长专线']),
  narrative(
    'message_count',
    '网民留言数',
    '条',
    ['留言|领导信箱|县长信箱|市长信箱 + ?答复|回复|办理 + ?网民|网友|群众'],
    { parts: true },
  ),
  narrative('consultation_count', '咨询接待数', '人次', ['咨询|接待|来电 + 多少|几|人次|次 + ?接受|接听|接待'], {
    parts: true,
  }),
  narrative('applications_received', '正文所称收到申请数', '件', [], { means: 'applications_new' }),
  narrative('applications_handled', '正文所称处理申请数', '件', [], { means: 'results_total' }),
  narrative('applications_channel', '各渠道申请数', '件', ['当面|信函|网络|邮寄|传真|电子邮件|网上|渠道 + 申请'], {
    parts: true,
  }),
  narrative('applications_cumulative', '历年累计受理申请数', '次', [
    '历年|累计|历来|一直以来 + 申请 + ?收到|受理|处理|办理',
  ]),
  narrative('withdrawn_count', '撤回申请数', '件', ['撤回|撤销 + 申请']),
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
    '行政诉讼|诉讼|官司|打官司|被告|被起诉|起诉|lawsuits|lawsuit|litigation|sued|susong + ?打了',
  ]),
  narrative('complaints_count', '投诉举报数', '件', ['投诉|举报|被投诉|complaints|complaint|tousu'], { parts: true }),
  narrative('training_count', '培训数', '次', ['培训|training|trainings|peixun'], { parts: true }),
  narrative('outreach_count', '宣讲活动数', '场', ['宣讲|开放日|宣传活动|讲座'], { parts: true }),
  narrative('press_conference_count', '新闻发布会数', '场', ['新闻发布会|发布会']),
  narrative('gazette_count', '政府公报期数', '期', ['公报']),
  narrative('normative_document_stated', '正文所称规范性文件数', '件', []),
  narrative('proposal_answers', '建议提案办理数', '件', ['建议提案|提案|人大建议|政协提案'], { parts: true }),
  narrative('staff_count', '政府信息公开工作人员数', '人', ['专职人员|兼职人员|专职|兼职|工作人员 + 多少|几'], {
    parts: true,
  }),
  narrative('fee_collected', '信息处理费等收费', '元', [
    '信息处理费|处理费',
    '政府信息公开 + 收费|收取费用',
    '申请 + 收费|收了多少钱|收取费用',
    '有没有|是否|有无 + 收费',
    '收费情况|收取费用|收费',
  ]),
];

/** Indicators that are never reported, always computed (domain 2.4 and 3.7). */
const DERIVED: readonly Metric[] = [
  sum(
    'denied_total',
    '不予公开',
    ['不予公开|不公开|未予公开|拒绝公开|没公开|没有公开|不给公开', '不给公开|没公开|没给公开 + ?申请'],
    keysUnder(DENIED),
  ),
  sum('unavailable_total', '无法提供', ['无法提供|不能提供'], keysUnder(UNAVAILABLE)),
  sum('rejected_total', '不予处理', ['不予处理|不处理'], keysUnder(REJECTED)),
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
    ['公开率|公开比例|公开比率', '申请 + 公开 + 比例|百分之几', 'disclosure rate'],
    [{ key: 'granted' }, { key: 'partially_granted' }],
    [{ key: 'results_total' }],
    '（予以公开＋部分公开）÷办理结果总计',
  ),
  ratio(
    'full_disclosure_rate',
    '予以公开率',
    ['予以公开率|全部公开率|完全公开率', '予以公开 + 比例|占比|比重'],
    [{ key: 'granted' }],
    [{ key: 'results_total' }],
    '予以公开÷办理结果总计',
  ),
  ratio(
    'denial_rate',
    '不予公开率',
    ['不予公开率|不公开率|拒绝率|驳回率', '不予公开|不公开 + 比例|占比|比重'],
    keysUnder(DENIED).map((key) => ({ key })),
    [{ key: 'results_total' }],
    '不予公开各项之和÷办理结果总计',
  ),
  ratio(
    'completion_rate',
    '申请办结率',
    ['申请办结率|申请办理率|办结率|办结比例|completion rate'],
    [{ key: 'results_total' }],
    [{ key: 'applications_new' }, { key: 'applications_carried_in' }],
    '办理结果总计÷（本年新收＋上年结转）',
  ),
  ratio(
    'natural_person_share',
    '自然人占比',
    ['自然人|公民|个人 + 占比|比例|比重|占多少|占几成|百分之几'],
    [{ key: 'applications_new', applicant: 'natural_person' }],
    [{ key: 'applications_new', applicant: 'total' }],
    '本年新收自然人÷本年新收总计',
  ),
  ratio(
    'reconsideration_correction_rate',
    '行政复议纠正率',
    ['复议 + 纠正率|纠错率|败诉率|被纠正比例'],
    [{ key: 'reconsideration_corrected' }],
    [{ key: 'reconsideration_total' }, { key: 'reconsideration_pending', minus: true }],
    '结果纠正÷（总计－尚未审结）',
  ),
  ratio(
    'litigation_correction_rate',
    '行政诉讼纠正率',
    ['诉讼|官司|败诉 + 纠正率|纠错率|败诉率|败诉比例|被纠正比例', '败诉率'],
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
  [...table3Metrics(), ...table4Metrics(), ...table2Metrics(), ...NARRATIVE, ...DERIVED].map((m) => [m.key, m]),
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
): Table3Row {
  return { key, label, group, depth, anchor, forms, words };
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
    words: r.words,
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
          ? [block.words, `${block.words} + ${column.words}`]
          : [`${block.words} + ${column.words}`],
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
          words: [`${r.words} + ${c.words}`],
          row: r.key,
          column: c.key,
        });
      }
    }
  }
  return [...byKey.values()];
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
