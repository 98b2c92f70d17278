/** What a question says of charts: the request is taken out, and what is left is the question the chart is of. */

export interface ChartRequest {
  /** `alone`: a chart is asked for and nothing else is said; `beside`: of what the rest asks for; null: none is. */
  readonly asked: 'alone' | 'beside' | null;
  /** The question without the request; the request itself, in one form, where it stands alone. */
  readonly text: string;
}

/** Finds a request for a chart in a normalised question. A chart that a report may hold (有没有用图表解读) is none. */
export function chartRequest(text: string): ChartRequest {
  if (!REQUEST.test(text)) return { asked: null, text };
  const around = AROUND.exec(text);
  const open = around ? `${around[1] ?? ''}${around[2] ?? ''}` : REQUESTS.reduce(withoutRequest, text);
  const left = open.replace(/^([请你您帮给我麻烦能可以不否]*)把/, '$1').replace(EDGES, '');
  if (left.replace(NOTHING_SAID, '') === '') return { asked: 'alone', text: ALONE };
  if (open === text || OF_A_REPORT.test(text)) return { asked: null, text };
  // A line is drawn of years; 历年 alone may be the sum of them, which makes no chart.
  const line = /折线|曲线|\bline (?:chart|graph|plot)/.test(text) && !ANALYSIS.test(left);
  const overYears = line || (/历年|历次|多年|每年|各年|逐年|这些年/.test(left) && !/趋势|走势|走向|变化/.test(left));
  return { asked: 'beside', text: overYears ? `${left}趋势` : left };
}

// --- internal ---

const ALONE = '画图';

/** A kind of chart; 图 alone only where it is no 图片, 图解, 图书. */
const TYPED =
  '(?:可视化|统计|数据)?(?:图表|柱状图?|柱形图|柱图|直方图|条形图|条状图|横条图|圆?饼状?图|扇形图|折线图?|曲线图|线图|图形(?!化))';
const NOUN = `(?:${TYPED}|(?:可视化|统计|数据|示意)?图(?![片文书解纸案例标形像册谱员腾们南木]))`;
/** 趋势图 asks for the trend: the word before 图 stays. */
const SHOWN = '(?:趋势|走势|走向|变化|对比|比较|排名|排行|排序|分布|构成|占比|明细|增长|分类)';

const MEASURE = '(?:一下|一?[个张幅份副]|下)';
const DRAW = '(?:画|绘制|绘|制作|制|生成|转换|转化|转|变|换|导出|输出|可视化)';
/** Words of many meanings: only with a measure word, or with a kind of chart. */
const GET = '(?:做|作|出|来|给|要|看|弄|搞|整|配|附|拉|上|显示|展示|呈现|表示)';
const WHERE_TO = '(?:成|为|作|出来?|到|我|给我|看看|上)*';
const BEHIND =
  '(?:的?(?:形式|方式|样子))?(?:出来|给我(?:看看?)?|让?我?看(?:一?[下看])?|展示|显示|一下|发给?我|表示|呈现)*';

const REQUESTS: readonly RegExp[] = [
  new RegExp(
    `(?:用|以|按|通过)(?:一?[个张幅])?(?:${SHOWN}|${NOUN})?${NOUN}(?:的?(?:形式|方式))?(?:来|给我)*(?:展示|显示|表示|呈现|画|看|列|反映|体现|对比|比较|表达|说)(?:出来|一?下|看看|给我)*`,
  ),
  new RegExp(`${DRAW}${WHERE_TO}${MEASURE}?(${SHOWN}?)(?:的)?${NOUN}${BEHIND}`),
  new RegExp(`${GET}(?:成|为|我)*${MEASURE}(${SHOWN}?)(?:的)?${NOUN}${BEHIND}`),
  new RegExp(`${GET}(?:成|为|出)${MEASURE}?(${SHOWN}?)(?:的)?${NOUN}${BEHIND}`),
  new RegExp(`${GET}(?:成|为|出|我)*${MEASURE}?(?:的)?${TYPED}${BEHIND}`),
  new RegExp(`(?<=^|[，,。；;！!？?])画${MEASURE}?(?:出来|看看?)*[吧呗啊呀吗]?(?=$|[，,。；;！!？?])`),
  new RegExp(`(${SHOWN})(?:统计)?图(?:表)?${BEHIND}(?=[吧呗啊呀呢吗有么。！!？?，,]*$)`),
  new RegExp(`(?:的)?${TYPED}${BEHIND}(?=[吧呗啊呀呢吗有么。！!？?，,]*$)`),
  /\b(?:draw|plot|make|show|give|create|generate)\b(?: (?:me|us|it|this|that|them|as|in|into|an?|the))*(?: (?:bar|line|pie|trend|column))?(?: ?(?:charts?|graphs?|plots?|diagrams?))\b(?: (?:of|for|showing))?/,
  /\b(?:as|in|with) an? (?:(?:bar|line|pie|column) )?(?:chart|graph|plot|diagram)\b/,
  /\bplot (?=.*\b(?:trend|years|applications|ranking)\b)/,
];
/** 画出历年申请数的柱状图: what is to be drawn stands between. */
const AROUND = new RegExp(
  `^([请你您帮给我麻烦能可以不否想要]*)${DRAW.replace('转换|转化|转|变|换|', '')}(?:出|${MEASURE})*(?!一?[个张幅份副下]|[成出])(.{3,}?)(?:的)?(?:(?<=${SHOWN})(?:统计)?图表?|${TYPED}|(?<=的)图)${BEHIND}[吧呗啊呀吗。！!？?]*$`,
);
const REQUEST = new RegExp([AROUND, ...REQUESTS].map(({ source }) => source).join('|'));

/** What a report says or holds: 用了图表, 提到图表, 图表解读. */
const OF_A_REPORT = new RegExp(
  `提到|提及|写到|讲到|说到|涉及|包含|(?:有没有|是否|有无|没有|有|是不是)(?:使?用|采用|运用|通过|以|制作|画|做)?(?:了|过)?${NOUN}|(?:用|采用|运用|使用|制作|做|画|绘制|发|发布|推出)(?:了|过).{0,6}${NOUN}|${NOUN}(?:类|等|式|化)?(?:解读|解析|说明|政策|信息|材料)`,
);

const ANALYSIS =
  /趋势|走势|走向|变化|历年|逐年|各年|每年|按年|近.{1,2}年|这[几两三四五]年|排名|排行|对比|比较|分布|构成|明细|分类|各类|各[单街乡镇部]|所有|trend|years|rank|compar/;

const EDGES = /^[，,、。；;的\s]+|[，,、；;\s]+$|[，,、；;\s]*的(?=[吧呗啊呀吗呢。！!？?]*$)/g;

/** Words that say nothing of what is to be drawn. */
const NOTHING_SAID =
  /请问?|帮我?|帮忙|麻烦|劳驾|给我|替我|我们?|你们?|您|能不能|能否|可不可以|可以|会不会|能|会|行不行|行|好的?|吗|呢|吧|呗|啊|呀|么|嘛|了|把|将|对|上[面边个]|以上|刚[才刚]|前面|这[些个样里]?|那[些个里]?|它们?|此|其|的|数据|数字|结果|内容|回答|答案|情况|表格?|信息|一?下|看看?|再|也|还|都|就|想|要|来|出来?|成|用|有没有|有|没|直接|也行|怎么|如何|支持|不|\b(?:please|can|could|you|it|this|that|them|these|those|me|as|for|of|the|an?|now|just|result|data|above)\b|[\p{P}\p{S}\s]/gu;

function withoutRequest(text: string, request: RegExp): string {
  return text.replace(request, (_, kept: unknown) => (typeof kept === 'string' ? kept : ''));
}
