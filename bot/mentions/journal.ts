import { MISSES, type Outcome } from '../../knowledge/misses.js';
import { readCount } from '../../knowledge/numerals.js';
import { addDays, weekdayOf } from '../../knowledge/working-days.js';

/** What of the journal is asked for. */
export interface JournalAsked {
  readonly what: 'missed' | 'disliked' | 'declined' | 'all';
  /** Outcomes to take; empty: all. */
  readonly outcomes: readonly Outcome[];
  /** First and last day, ISO dates in Asia/Shanghai. */
  readonly from: string;
  readonly to: string;
}

/**
 * What a question wants from the journal of questions, or null where it is about anything else.
 * @param text normalised question
 * @param today ISO date
 */
export function findJournalAsked(text: string, today: string): JournalAsked | null {
  if (NOT.test(text)) return null;
  const rule = RULES.find(({ pattern, listed }) => pattern.test(text) && (!listed || LISTED.test(text)));
  return rule ? { what: rule.what, outcomes: rule.outcomes, ...periodIn(text, today) } : null;
}

// --- internal ---

interface Rule {
  readonly what: JournalAsked['what'];
  readonly outcomes: readonly Outcome[];
  readonly pattern: RegExp;
  /** Only where a list is asked for: 差评 alone is a complaint. */
  readonly listed?: true;
}

/** Applications, reports, offices, and what somebody says to the bot about its last answer. */
const NOT =
  /申请|复议|诉讼|补正|信访|12345|热线|工单|年报里|报告里|公众号|(?:给|打)(?:你|您)|清[空除]|删|我的(?:提?问|问题)|我刚才?问|为什么|为啥|怎么办|单位|部门|街道|[乡镇]|不知道问|你还没|你(?:怎么|为|刚)/;

// Not 答复, 回复, 咨询, 留言: reports count those.
const ASKED = '(?:问题|提问|问话|问的)';
const ANSWER = '(?:回答|解答|答(?!复)|听懂|理解|搞懂|看懂)';
const DONE = '(?:上来|出来|上去|下来|上|出|对|好|到|了|得了|得上来|成)?(?:来)?(?:了)?';

const RULES: readonly Rule[] = [
  {
    what: 'disliked',
    outcomes: ['disliked'],
    pattern:
      /差评|点踩|被踩|踩了|👎|不满意|(?:反馈|评价)(?:说|为|是|得)?(?:不好|差|没用|不对|很差|不行)|[答说](?:得)?(?:错|不对|不好)了?的/u,
    listed: true,
  },
  {
    what: 'declined',
    outcomes: ['refused', 'guarded'],
    pattern: new RegExp(
      `(?:被)?(?:拒绝?(?:了)?${ANSWER}|拒答|拒绝?|拦[下截住]|挡[住下])(?:了|过|掉)?(?:的)?${ASKED}|${ASKED}.{0,4}(?:被)(?:拒绝|拒答|拦[下截住]|挡)|(?:提问|问题|回答).{0,3}(?:没|未)有?通过(?:数字)?核对|(?:没|未)有?通过(?:数字)?核对的(?:提问|问题|回答)`,
    ),
  },
  {
    what: 'missed',
    outcomes: MISSES,
    pattern: new RegExp(
      [
        `(?:没有?|未|没能|未能|没法|无法|不能|不会|不了)(?:能)?(?:被)?${ANSWER}${DONE}(?:的)?(?:${ASKED}|都?有(?:哪些|什么|几)|清单|列表|名单|记录)`,
        `${ANSWER}(?:得)?不(?:上来|出来?|上|了|好|到)(?:的)?(?:${ASKED}|都?有(?:哪些|什么|几)|清单|列表|记录)`,
        `${ASKED}.{0,6}(?:没有?|未|没能|未能)(?:能)?(?:被)?${ANSWER}${DONE}(?:的)?(?:$|[?？吗呢啊])`,
        `${ASKED}.{0,6}${ANSWER}不(?:上来|出来?|上|了|好)(?:的)?(?:$|[?？吗呢啊])`,
        `(?:机器人|助手|系统).{0,6}(?:没有?|未|没能|不)(?:能)?(?:会)?${ANSWER}(?:好|对|上|了|出)|${ASKED}.{0,3}没有?(?:找到)?答案`,
        `未答${ASKED}|未解决的?${ASKED}|没解决的?${ASKED}|漏答`,
      ].join('|'),
    ),
  },
  {
    what: 'missed',
    outcomes: MISSES,
    pattern: /(?:没有?|未|没能)(?:能)?(?:回答|解答|答(?!复))(?:上来?|出来?|好)?(?:了)?的[?？吗呢]?$/,
    listed: true,
  },
  {
    what: 'all',
    outcomes: [],
    pattern: new RegExp(
      [
        '(?:问答|提问|问题|对话|聊天)(?:的)?(?:日志|记录|台账|流水|历史)|问答(?:的)?(?:情况|汇总)',
        `(?:大家|用户|群众|市民|居民|别人|网友|公众|老百姓)(?:们)?(?:今天|昨天|最近|近来|这几天|这周|本周|上周|本月|都|常|经常|一般|主要|在)*问(?:了|过|得)?(?:的)?(?:些|最多)*(?:的)?(?:什么|哪些|啥|最多|${ASKED}有)`,
        `(?:今天|昨天|最近|这几天|这周|本周|上周|本月|上个?月).{0,6}(?:问得?最多|被问|收到(?:了)?(?:哪些|什么|多少|几个)?提?问)`,
        '(?:有人|人们|都)(?:来)?问[了过]些?(?:什么|哪些|啥)',
        '(?:被)?问得?最多的(?:问题|是什么|有哪些)|(?:热门|高频|常见)(?:的)?提问',
      ].join('|'),
    ),
  },
];

const LISTED =
  /今天|今日|昨天|昨日|前天|最近|近期|近[\d一二两三四五六七八九十几]|这周|本周|上周|这个?星期|上个?星期|本月|这个月|上个?月|哪些|有什么|有没有|清单|列表|列[出一]|查看|看看|看一?下|汇总|统计|收到|名单|都有/;

/** How far back 最近 goes. */
const RECENT_DAYS = 7;

interface Period {
  readonly from: string;
  readonly to: string;
}

const PERIODS: readonly { readonly pattern: RegExp; readonly of: (today: string, found: RegExpExecArray) => Period }[] =
  [
    { pattern: /前天/, of: (today) => ({ from: addDays(today, -2), to: addDays(today, -2) }) },
    { pattern: /昨天|昨日|昨晚/, of: (today) => ({ from: addDays(today, -1), to: addDays(today, -1) }) },
    { pattern: /今天|今日|今早|刚才/, of: (today) => ({ from: today, to: today }) },
    {
      pattern: /上个?(?:周|星期|礼拜)/,
      of: (today) => ({ from: addDays(mondayOf(today), -7), to: addDays(mondayOf(today), -1) }),
    },
    { pattern: /(?:这个?|本|当)(?:周|星期|礼拜)/, of: (today) => ({ from: mondayOf(today), to: today }) },
    {
      pattern: /上个?月/,
      of: (today) => {
        const to = addDays(`${today.slice(0, 8)}01`, -1);
        return { from: `${to.slice(0, 8)}01`, to };
      },
    },
    { pattern: /(?:这个?|本|当)月/, of: (today) => ({ from: `${today.slice(0, 8)}01`, to: today }) },
    {
      pattern: /(?:最?近|过去|这)([\d一二两三四五六七八九十]+)个?(天|日|周|星期|礼拜|月)/,
      of: (today, [, count = '', unit = '']) => {
        const days = (readCount(count)?.value ?? 1) * (unit === '月' ? 30 : /[天日]/.test(unit) ? 1 : 7);
        return { from: addDays(today, 1 - Math.min(Math.max(Math.trunc(days), 1), MOST_DAYS)), to: today };
      },
    },
  ];

const MOST_DAYS = 3660;

function periodIn(text: string, today: string): Period {
  for (const { pattern, of } of PERIODS) {
    const found = pattern.exec(text);
    if (found) return of(today, found);
  }
  return { from: addDays(today, 1 - RECENT_DAYS), to: today };
}

function mondayOf(today: string): string {
  return addDays(today, -((weekdayOf(today) + 6) % 7));
}
