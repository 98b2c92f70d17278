import { CHECK } from './checks.js';

/** What a question wants done: records of a name and the words that show it. */

export const OPERATIONS = {
  /** A number. */
  count:
    /多少|好多|几(?!年|月|号|天)|数量|条数|件数|总数|人数|次数|总量|how (?:many|much)|是不是|有没有|有无|是否|有.{0,8}吗|率|[数量](?=$|[?？吗呢呀啊])/,
  when: /什么时候|何时|哪天|哪一天|几号|几月|什么日期|哪个时间|when/,
  where: /在哪|哪里|哪儿|什么地方|位置|where/,
  who: /谁|由哪个|哪个部门|什么人|who/,
  how: /怎么(?!样)|如何|怎样|流程|哪些措施|how (?:do|does|to|can)/,
  why: /为什么|为何|原因|怎么回事|为啥|why/,
  /** What stands behind a number, which no report tells. */
  content:
    /内容(?:都)?(?:是|有)?(?:什么|啥|哪些)|告什么|告谁|告的|什么内容|具体内容|什么事|案由|哪些内容|因为什么|是关于什么|(?:推送|发布|宣讲|宣传|解读|培训|转发|抽查|[发推讲办])(?:了|过|的|些)*(?:什么|啥|哪些)(?=$|[?？呢吗呀啊，,]|政策|内容|东西|方面|事|活动)/,
  meaning: /什么是|是什么意思|什么意思|含义|定义|指什么|是指|什么叫|怎么算|怎么计算|如何计算|是啥|what (?:is|does)/,
  which: /哪些|哪几|哪个|哪家|哪份|哪一份|哪一家|which|谁/,
  mention:
    /提到|提及|讲了|讲到|讲过|写了|写到|写过|说了|说到|说过|涉及|谈到|谈过|提过|有没有[讲写说提](?!什么|啥|明)|(?:年报|报告|里)(?:面|头)?有?[讲写说提](?!什么|啥|的|明|[全齐完错对])/,
  ranking:
    /排名|排行|排第|排序|排一?下|排个|排一?排|(?:倒|正|升|降|逆)序|排.{0,3}第[一二三四五六七八九十\d]|谁.{0,8}第[一二三四五六七八九十\d]|(?<![年月日号天以之目])前\d{1,2}(?=$|[，。?？呢的])|第[一二三四五六七八九十\d]{1,2}(?=$|[?？。呢]|[多高少低大小]|的(?:单位|街道|乡|镇|部门|局|地方|是|$))|第[一二三四五六七八九十\d]{1,2}名?[到至-]第?[一二三四五六七八九十\d]|第[一二三四五六七八九十\d]+是谁|名次|最[多少高低大小]|第[一二三四五六七八九十\d]+[名位]|(?<!以)前[一二两三四五六七八九十\d]+[名位个家]|倒数|垫底|末位|最后一[名位家]|榜首|榜单|前[三五十](?!项|款|条)|[从由][高多大低少小][到至往][高多大低少小]|\brank(?:ed|ing|s)?\b|\b(?:most|highest|lowest|fewest|least|top)\b|\btop ?\d|\bbottom ?\d/,
  trend:
    /趋势|走势|走向|曲线|变化|(?<!最)近.{1,2}年|逐年|各年|按年|历年来|同比|环比|增长|增幅|涨|下降|降幅|比上一?年|比去年|比前年|(?:增加|减少|上升)了?(?:多少|几|吗)|增减情况|这[几两三四五]年|年以来|越来越|连续[两二三四五六七八九十几\d]年|是[升降增减]还是[升降增减]|\btrend\b|\bover the years\b|\bgrowth\b|\b(?:in|de)creased?\b/,
  arithmetic:
    /[两三四五六七八九十几\d][份家个].{0,6}(?:一共|总共|共|合计)|合计|平均|均值|[人户]均|占比|比例|占.{0,6}多少|占.{0,4}几成|相加|之和|总和|差多少|差几|相差|差距有?多|比重|百分之|几倍|多少倍|倍数|加起来|加一?块|加一起|[多少高低大小]多少|[多少高低](?:出|了)(?:多少|几)|(?:多|少)几[件条人个篇次项家份]|\b(?:difference|altogether|combined|average|percentage|in total)\b|\bhow (?:many|much) more\b|\bshare of\b|一共.{0,4}[几两三四五六七八九十\d]家|(?:全[县市区省]|所有|全部).{0,10}(?:一共|总共|共|合计|总数|总量)/,
  comparison:
    /对比|比较|相比|比一比|比比|比起|谁.{0,10}[多高大少低]|哪一?[个家边].{0,10}[多高大少低]|哪[个家]?更|比.{1,12}[多高大少低]|[比和跟与同].{1,12}(?:比|差别|区别|不同)(?:一下)?[呢吗]?$|更[多高大少低]|(?:放|摆|搁)(?:在|到)?一[起块]|\bcompared?\b|\bcomparison\b|\bversus\b|\bvs\b|\b(?:more|fewer|less|higher|lower) .{0,40}than\b/,
  /** Each of a group's figures, one beside the other. */
  listing:
    /列(?:一下|一列|出来?|个|成|张|为)|一览|清单|都报|报一下|汇总|逐个|逐一|挨个|各自?(?:是|有|收到?了?|公开了?|发了?|办了?)?(?:多少|几[件条个篇次项人])|\blist\b/,
  check: CHECK,
  breakdown: /分类|各类|哪几类|哪些类|构成|明细|分别|分布|细目|各项|结果怎么样|办理结果/,
  coverage:
    /(?:哪几年|哪些年|哪一年|哪年|什么年份|有几年|几年(?=的?(?:年报|报告)))(?!.{0,4}前)|收录|收了哪些|库里|有哪些(?:单位|街道|镇|乡镇|部门|年报|报告|年份)|(?:年报|报告)(?:都|一共)?有(?:哪些|几份|多少份)|最新的?(?:年报|报告|一期)|有没有.{0,6}(?:年报|报告)|有.{0,10}(?:年报|报告)吗|哪些(?:单位|街道|镇|部门)的(?:年报|报告)/,
} as const satisfies Record<string, RegExp>;

export type Operation = keyof typeof OPERATIONS;

/** Every operation whose words occur in a normalised question. */
export function findOperations(text: string): ReadonlySet<Operation> {
  const names = Object.keys(OPERATIONS) as Operation[];
  return new Set(names.filter((name) => OPERATIONS[name].test(text)));
}

/**
 * Words that carry no content of their own. What is left of a question after offices, years, metrics and these are
 * taken out is what a figure does not explain.
 */
export const FILLER = new RegExp(
  [
    '\\b(?:get|gets|got|how|many|much|did|does|do|the|in|of|for|what|which|is|are|was|were|be|been|there|any|some|all|a|an|by|to|on|at|and|or|with|from|against|have|has|had|its|it|their|they|we|you|your|i|please|tell|me|show|give|find|know|want|would|like|could|can|let|about|that|this|those|these|because|due|than|then|so|hi|hello|thanks|thank|reports?|annual|years?|receive|received|number|count|amount|figures?|data|total|altogether|overall|cases?|subdistrict|sub-district|street|town|township|county|city|offices?|units?|departments?|towns|government|bureau)\\b',
    '\\b(?:qingwen|chaxun|bangwo|duoshao|jige|jijian|jitiao|jipian|jici|ji|jian|tiao|pian|ge|ci|ren|shuliang|zongshu|zongliang|tiaoshu|jianshu|renshu|shu|qingkuang|yigong|zonggong|you|de|le|shi|ma|ne|nian|niandu|nianbao|baogao|shoudao|xinxi|zhengfu|xian|zhen|xiang|jiedao|shi|ju)\\b',
    '我(?:刚才|刚刚)?(?:说|问|指|要)的?是|我(?:的)?意思是|我是(?:问|说|想)',
    // What is said to fill a pause, and how a question is wrapped.
    '你好|您好|你们|他们|她们|它们|我们|来着|那个啥|那啥|那个什么|就那个|就是那个|这个那个|怎么说呢|是这样|不好意思|打扰一下|打扰|打听一下|打听|劳驾|拜托|求助|对了|话说|我记得|我听说|听说|记得|好像|貌似|应该|咱就想|想了解|了解了解|了解一下|了解下|了解|帮着|瞅瞅|瞅一眼|瞧瞧|瞧一下|看一眼|看看|说一说|说一下|说说|说下|讲一下|讲讲|报一下|报给我|给我说|给我讲|跟我说|告知|知道|晓得|问问|问个|问下子|一下下|一下子|下子|帮忙|帮|您|你|咱们|咱|俺|人家|大家|哎呀|唉|哎|诶|欸|喂|呃|额(?!度|外)|哦|噢|喔|哈|嘞|咯|啦|哇|嘿|哟|呗|拉倒|究竟|实际|具体|准确|确切|真的|一年',
    '各(?=[有是占自为、，]|几|多少|$)|百分之(?:几|多少)|(?<=的)申请(?=有|几|多少|是|$)|对不对|对吗|对吧|没错吧|那一栏|这一栏|那栏|那一格|那格|这格|那一列|那一行|那块|这块|那部分|填的|填了|填报|填写|所填|登记|统计|显示|记载|记录|列出|列明|写着|写的',
    '为由|理由|缘由|缘故|以(?=.{0,12}(?:为由|理由))|之类|这类|那类|这种|那种|里头|里边|当中|之中|之内|的话',
    '(?:帮我?|给我|替我)算(?:一?下|一算|算)?|(?<![预决结清核推估测计])算(?:一下|一算)|计算一?下',
    '(?<!申)请(?=提供|列|对|就|将|把|查|介绍|说明|告)|提供|列出|列一下|列举|作比较|作对比|是否存在|如何变化|罚款的|多一?点�?|少一?点儿?|下面|下属|下辖|所辖|辖区内?|底下|转来|转办|交来|新提|提出|拆开看|看一看',
    '换成|换到|换|改查|改问|再看看?|再查|接着|继续|其中|请问|麻烦|大概|大约|差不多|到底|究竟|问哈|好多|咋|帮我|帮忙|查一下|查下|查查|查询|(?<![检审督巡调抽核普复])查(?![阅处办封])|看一下|看看|告诉我|想知道|我想|我要|想问|问一下|问下|一下|谢谢|您好|你好',
    '多少|几(?=[件条个篇次人份起项宗场期家种类]|$)|几|哪些|哪个|什么|怎么样|怎样|如何|有没有|有无|是否|是不是|吗|呢|啊|呀|吧|嘛|么|嗯|那|就是|那个|这个|他|它|其',
    // A number that is to be confirmed: 收到申请两件对不对.
    '[\\d一二两三四五六七八九十百千万]+[余多]?[件条个篇人份起项]?(?=(?:对不对|对吗|对吧|对么|没错吧?|是真的吗)[?？]?$)|(?:对不对|对吗|对吧|对么|没错吧?|是真的吗)(?=[?？]?$)',
    '一共|总共|共计|共有|共|总|合计|全部|全年|当年|本年度|本年|年度|年报|年度报告|报告|年',
    '政府信息公开|信息公开|政府信息|信息|公开申请|政府|街道办事处|街道|办事处|单位|机关|我们|你们|他们|镇里|街道里|该|本',
    '数量|数目|数字|总数|总量|数|量|条数|件数|情况|是|为|的|了|过|被|到|在|里面|里|中|上|内|写|列|栏|格|表[一二三四]?|第[一二三四五六]部分',
    '最新|最近一年|最近一期|最近|属于|为什么|为何|为啥|原因|因为|因|由于|按|根据|所|明细|构成|分布|分别|分类|各类|各项|有(?!效)|和(?![解谐])|与|及|以及|跟|还有|另外|关于|方面|相关|(?<![延超逾到过定工周分改转立退罚欠给别老病残军商党女男证诉告])(?:件|条|个|篇|次|人|份|起|项(?!目)|宗|场|期|万元|元|钱|人次)|办件|交办|工单|受理|通过',
  ].join('|'),
  'g',
);

/** Words that say how figures are to be set against each other; beside a figure they are no content. */
const ANALYSIS = new RegExp(
  [
    '排名|排行榜?|排行|排序|排个?(?:名次?|序|队)|排一?[下排]|排[在到]|榜[首单]?|名次|名单|(?:倒|正|升|降|逆)序排?|最后(?:一[名位家个])?|末位|靠[前后]',
    '最[多少高低大小]|倒数|垫底|[前第后倒][一二两三四五六七八九十\\d]+[名位个家]?|[从由][高多大低少小][到至往][高多大低少小]',
    '趋势|走势|走向|曲线|变化|同比|环比|增长率?|增幅|涨[了幅跌]?|增加|减少|下降|上升|增减|越来越|历年|逐年|连续|以来|还是|每[年家天月]|各[年家]|按年(?:份)?',
    '对比|比较|相比|比一比|比起|差距|相差|差多少|差几|差别|差(?=$|了|几|多)|区别',
    '合计|平均|均值|占比|比例|比重|加起来|加一?[起块]|相加|之和|总和|[加算带]上|各自|百分之(?:几|多少)?|百分比|百分点|几成|倍数?',
    '列(?:一下|一列|出来?|(?:个|成|张|为)?(?:表格?|清单))?|一览表?|清单|汇总|表格|报一下|(?:放|摆|搁)(?:在|到)?一[起块]?|一[起块]|逐[个一]|挨个|依次',
    '(?:[一两二三四五六七八九十几\\d]+个?|各|[这那]几?个?)(?:单位|街道|乡镇|镇街|镇|乡|局|部门|地方|家)|各[乡镇局]|乡镇|(?:镇|乡|局)?名单|(?:知识)?库里?|镇街|街镇|部门|地方|大家|所有',
    '[花办做发收用]得|[花收办]了|\\d[\\d.]*(?:[万亿千百][余多]?|[余多])',
    '哪一?[家年些几]|[更比占多少高低出]|(?<!金)额|[都均全]|没有?|超过|大于|少于|低于|高于|不到|以[上下]|谁|[两三四五六七八九十]年?(?=[份家个]|$)|[份家]',
    '\\b(?:compared?|comparison|versus|vs|differences?|between|them|both|each|big|large|larger|rank(?:ed|ing|s)?|most|least|highest|lowest|fewest|top ?\\d*|bottom|first|last|sum|average|more|fewer|less|higher|lower|than|trend|changes?|changed|over|years|order|which|who|all|list|offices|together|altogether|combined|times|share|percentage|percent|growth|increased?|decreased?|reports|it|they|one|two|three|four|five|six)\\b',
  ].join('|'),
  'g',
);

/** What is left of content words once those of comparing, ranking and reckoning are taken out. */
export function withoutAnalysis(rest: readonly string[]): readonly string[] {
  return rest.flatMap((run) => run.replace(ANALYSIS, ' ').split(' ')).filter((run) => run !== '');
}

/**
 * The content of a text beside its function words and those of comparing, ranking and reckoning. A word of the one kind
 * may stand inside one of the other (放一起, 差不多): the reading that leaves less is taken.
 */
export function contentBeside(text: string): readonly string[] {
  const readings = [
    text.replace(ANALYSIS, BLANK).replace(FILLER, BLANK),
    text.replace(FILLER, BLANK).replace(ANALYSIS, BLANK),
  ].map((left) => left.split(/[^\p{L}\p{N}]+/u).filter((run) => run !== ''));
  const lengthOf = (runs: readonly string[]) => runs.filter((run) => run.length >= 2).join('').length;
  return readings.sort((a, b) => lengthOf(a) - lengthOf(b))[0] ?? [];
}

const BLANK = '\u0001';
