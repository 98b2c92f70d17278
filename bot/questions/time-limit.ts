import { ANSWER_DAYS, type ApplicationSteps, answerDue } from '../../knowledge/answer-clock.js';
import { readCount } from '../../knowledge/numerals.js';
import {
  HOLIDAY_BASIS,
  HOLIDAY_RULE,
  lastDay,
  TIME_LIMITS,
  type TimeLimit,
  type TimeLimitName,
} from '../../knowledge/time-limits.js';
import { arrangementKnown, isWorkingDay, lastWorkingDay, withWeekday } from '../../knowledge/working-days.js';
import { type Draft, type DraftBuilder, startDraft } from '../draft.js';
import { picksOffices } from '../mentions/among.js';
import { findSteps } from '../mentions/application-steps.js';
import { type DateMention, findDates } from '../mentions/dates.js';
import { plainWords } from '../mentions/typing.js';
import { PHRASES } from '../phrases.js';
import { defineQuestion } from '../question.js';

interface Clock {
  readonly limits: readonly TimeLimitName[];
  readonly pattern: RegExp;
  /** Asked for without a day too; the rule in words is told then. */
  readonly withoutDay: boolean;
  /** Whether it counts in the answer's limit is asked too. */
  readonly counted?: true;
}

interface TimeLimitQuery {
  readonly limits: readonly TimeLimit[];
  readonly dates: readonly DateMention[];
}

/** By when an application has to be answered, corrected, extended; computed in working days where a day is named. */
export const timeLimit = defineQuestion<
  | TimeLimitQuery
  | { readonly holiday: readonly DateMention[] }
  | { readonly last: readonly DateMention[] }
  | { readonly steps: ApplicationSteps }
>({
  name: 'time-limit',
  kind: 'deadline',
  examples: [
    '7月1日收到申请，什么时候前答复',
    '昨天收到的申请最晚哪天答复',
    '补正通知多少天内发',
    '征求第三方要算时间吗',
    '10月1日放假算吗',
    '2027年1月31日前最后一个工作日是哪天',
    '主动公开要多久内发布',
    '复议要在多少天内申请',
    '7月1日收到申请，7月15日收到补正材料，什么时候前答复',
    '7月1日收到申请，7月6日征求第三方意见，7月20日第三方回复，最迟哪天答复',
  ],
  notFor: [
    '年报什么时候交',
    '西园街道复议几个月',
    '东石镇长什么时候接听市长专线',
    '多久答复',
    '西园街道2023年收到多少件申请',
  ],
  match(understood) {
    const { text, today, offices, unknownOffice, years } = understood;
    if (picksOffices(understood)) return null;
    const bare = plainWords(text);
    if (COUNTS.test(bare) || REPORT.test(bare)) return null;
    const dates = findDates(bare, today);
    const named = offices.length > 0 || unknownOffice !== null;
    // Without a day a named office or year means what its report says.
    if (dates.length === 0 && (named || years.years.length > 0)) return null;
    if (LAST.test(bare)) return dates.length > 0 ? { last: dates } : null;
    if (HOLIDAY.test(bare)) return { holiday: dates };
    const steps = findSteps(bare, dates);
    if (steps) return { steps };
    const days =
      dates.length > 0 && !/申请|补正|复议|起诉|第三方/.test(bare) ? COUNT_OF_DAYS.exec(bare)?.[1] : undefined;
    const count = readCount(days ?? '')?.value ?? 0;
    if (count >= 1 && count <= MAX_COUNTED) return { limits: [countedOut(count)], dates };
    const asks = ASKS.test(bare);
    const clock = CLOCKS.find(
      ({ pattern, withoutDay, counted }) =>
        pattern.test(bare) && (asks || (counted && COUNTED.test(bare))) && (withoutDay || dates.length > 0),
    );
    return clock ? { limits: clock.limits.map((name) => TIME_LIMITS[name]), dates } : null;
  },
  async answer(query) {
    if ('holiday' in query) return tellHoliday(query.holiday);
    if ('last' in query) return tellLast(query.last);
    return 'steps' in query ? tellSteps(query.steps) : tell(query);
  },
});

// --- internal ---

const COUNTS = /(?:多少|几)(?:件|条|份|次|宗|起|人|项|场|家)|件数|数量|总数/;
const REPORT = /年报|年度报告|annual report/;
const HOLIDAY =
  /(?:是不是|是|算不算|算)工作日|(?:上班|放假|休息)(?:吗|么|不)$|(?:放假|节假日|假期|假日|国庆|春节|五一|中秋|端午|清明|元旦|周末|双休|调休|补班|星期[六日天]|周[六日]).{0,14}(?:算|计|包括|扣|顺延|在内|工作日)|工作日.{0,10}(?:放假|节假|周末|假期|调休|双休)|(?:自然日|日历日|工作日)还是(?:自然日|日历日|工作日)/;
const ASKS =
  /多久|多长|多少天|几天|多少日|几日|多少个?工作日|几个工作日|几个月|什么时候|啥时候|何时|哪天|哪一天|几号|期限|时限|时间|时效|(?:可以|能|能不能|可不可以)(?:再)?延|最晚|最迟|最长|最多|截止|到期|以?前(?:要|得|应|必须|该|答|回|发|办)|之前|前$|内$|内(?:发|答|回|提|公开|发布|申请|起诉|告知|通知|公布|补)|\bwhen\b|by what date|(?:答复|回复|办结|到期|法定).{0,4}(?:日期|日子|日$|期日)|deadline|how long|latest/;
/** Whether something counts in the limit: asked of opinions that are obtained meanwhile. */
const COUNTED = /算|计入|计算|占用?|扣|停/;

/** Counted back from a day: the last one that is not after it. */
const LAST = /最后(?:的)?一?个?工作日/;
/** Days counted back (截止前三个工作日) are not days counted on. */
const COUNT_OF_DAYS =
  /(?<!前的?|倒数第?|提早)(?<![\d一二两三四五六七八九十百])(\d{1,3}|[一二两三四五六七八九十百]{1,5})个?工作日/;
const MAX_COUNTED = 250;
const ASKING: ReadonlySet<TimeLimitName> = new Set(['third party', 'other organ']);

const CLOCKS: readonly Clock[] = [
  {
    limits: ['other organ'],
    pattern:
      /(?:其他|别的|相关|有关|共同|联合)(?:的)?(?:行政)?(?:机关|单位|部门).{0,8}(?:意见|征求)|征求.{0,4}(?:其他|相关|有关|别的)(?:的)?(?:行政)?(?:机关|单位|部门)/,
    withoutDay: true,
    counted: true,
  },
  { limits: ['third party'], pattern: /第三方|征求.{0,6}意见/, withoutDay: true, counted: true },
  { limits: ['correction'], pattern: /补正/, withoutDay: true },
  {
    limits: ['suit after reconsideration'],
    pattern:
      /复议.{0,12}(?:后|决定|结果|维持|完|不服).{0,16}(?:起诉|诉讼|法院|打官司|告)|(?:起诉|诉讼|上法院).{0,10}复议决定/,
    withoutDay: true,
  },
  {
    limits: ['reconsideration decision'],
    pattern:
      /复议.{0,10}(?:出结果|有结果|作出决定|做出决定|下决定|办结|办完|审完|审理|审查期|办理期|有答复|给结果)|复议(?:结果|决定|机关).{0,8}(?:多久|多长|几天|多少|什么时候|何时|期限)|受理.{0,4}复议/,
    withoutDay: true,
  },
  { limits: ['reconsideration'], pattern: /复议|reconsideration/, withoutDay: true },
  { limits: ['direct suit'], pattern: /起诉|提起诉讼|行政诉讼|打官司|上法院|诉讼时效/, withoutDay: true },
  {
    limits: ['publication'],
    pattern:
      /主动公开|(?:信息|文件|政策)(?:形成|制发|印发|产生|变更|出台|制定).{0,10}(?:公开|发布|公布|上网)|(?:信息|文件)(?:应当|应该|要|必须|得)?(?:在)?(?:多久|多长时间|几天|多少天|几个工作日|多少个工作日)(?:之)?内(?:公开|发布|公布)/,
    withoutDay: true,
  },
  {
    limits: ['extended answer', 'answer'],
    pattern: /延长|延期|(?:答复|期限).{0,4}延|延到|延至|顺延到|extension|extend/,
    withoutDay: true,
  },
  {
    limits: ['answer', 'extended answer', 'correction'],
    pattern: /(?:申请|收到|受理|提交|递交|签收|寄|收件|来件).{0,20}|(?:答复|回复).{0,10}|received|application|request/,
    withoutDay: false,
  },
];

function tell({ limits, dates }: TimeLimitQuery): Draft {
  const draft = startDraft();
  const [named] = dates;
  const rules = [...new Map(limits.map((limit) => [limit.rule, limit])).values()];
  const words = rules.map(({ rule, basis }) => draft.state(PHRASES.definition(`${rule}。`, basis)));
  if (!named) return draft.build('deadline', [...words, PHRASES.limitNeedsDay].join('\n'));
  // Somebody is asked after the application came: 7月1日收到申请，7月6日发给第三方.
  const ordered = limits.some(({ name }) => ASKING.has(name)) ? [...dates].reverse() : dates;
  const { date, text } = ordered.find((each) => each.date !== null) ?? named;
  if (date === null) return draft.build('deadline', [draft.state(PHRASES.noSuchDay(text)), ...words].join('\n'));
  const lines = limits.map((limit) => lineOf(limit, date, draft));
  const provisional = limits.some((limit) => !lastDay(limit, date).certain) ? [PHRASES.provisionalDay] : [];
  return draft.build('deadline', [...lines, ...provisional, ...words].join('\n'));
}

function lineOf(limit: TimeLimit, date: string, draft: DraftBuilder): string {
  const { date: due, certain } = lastDay(limit, date);
  const from = draft.state(withWeekday(date));
  const counted = draft.state(PHRASES.limitCount(limit.count, limit.unit));
  return PHRASES.limitDue({
    due: limit.due,
    day: draft.state(withWeekday(due)),
    certain,
    from,
    event: limit.from,
    counted,
  });
}

/** So many working days, of no limit in particular. */
function countedOut(count: number): TimeLimit {
  return { ...TIME_LIMITS.answer, due: PHRASES.lastCounted, from: '', count, basis: HOLIDAY_BASIS, rule: HOLIDAY_RULE };
}

/** By when to answer after corrections or opinions, with what was assumed. */
function tellSteps(steps: ApplicationSteps): Draft {
  const draft = startDraft();
  const due = answerDue(steps);
  const { answer: rule, correction, 'third party': opinions } = TIME_LIMITS;
  const rules = [
    rule,
    ...(steps.corrected ? [correction] : []),
    ...(steps.corrected && !steps.asked ? [] : [opinions]),
  ];
  const words = rules.map((each) => draft.state(PHRASES.definition(`${each.rule}。`, each.basis)));
  if (!due) return draft.build('deadline', [PHRASES.stepsOutOfOrder, ...words].join('\n'));
  const day = (date: string) => draft.state(withWeekday(date));
  const days = (count: number) => draft.state(PHRASES.limitCount(count, 'working days'));
  const event = steps.corrected ? PHRASES.correctedReceived : rule.from;
  const lines = [PHRASES.stepsFrom(day(due.from), event)];
  const { used } = due;
  if (used !== null && used > ANSWER_DAYS) lines.push(PHRASES.askedTooLate(day(due.answer?.date ?? due.from)));
  else if (used !== null && steps.asked !== null) {
    lines.push(PHRASES.stepsAsked(day(steps.asked), days(used), days(ANSWER_DAYS - used)));
    if (steps.opinion === null) lines.push(PHRASES.opinionOpen(day(lastDay(opinions, steps.asked).date)));
    else lines.push(PHRASES.stepsOpinion(day(steps.opinion)));
  }
  if (steps.took !== null && used === null) lines.push(PHRASES.stepsTook(days(steps.took)));
  const told = [
    [rule.due, due.answer],
    [TIME_LIMITS['extended answer'].due, due.extended],
  ] as const;
  for (const [name, counted] of used !== null && used > ANSWER_DAYS ? [] : told) {
    if (counted) lines.push(PHRASES.stepsDue(name, day(counted.date), counted.certain));
  }
  if (told.some(([, counted]) => counted && !counted.certain)) lines.push(PHRASES.provisionalDay);
  return draft.build('deadline', [...lines, ...words].join('\n'));
}

/** The last working day up to each of the days, which counts itself where people work on it. */
function tellLast(dates: readonly DateMention[]): Draft {
  const draft = startDraft();
  const lines = dates.map(({ date, text }) => {
    if (date === null) return draft.state(PHRASES.noSuchDay(text));
    const last = lastWorkingDay(date);
    return PHRASES.lastWorkingDay(draft.state(withWeekday(date)), draft.state(withWeekday(last.date)), last.certain);
  });
  return draft.build(
    'deadline',
    [...lines, draft.state(PHRASES.definition(`${HOLIDAY_RULE}。`, HOLIDAY_BASIS))].join('\n'),
  );
}

function tellHoliday(dates: readonly DateMention[]): Draft {
  const draft = startDraft();
  const days = dates.flatMap(({ date }) => {
    if (date === null) return [];
    const known = arrangementKnown(Number(date.slice(0, 4)));
    return [PHRASES.workingOrNot(draft.state(withWeekday(date)), isWorkingDay(date), known)];
  });
  return draft.build(
    'deadline',
    [...days, draft.state(PHRASES.definition(`${HOLIDAY_RULE}。`, HOLIDAY_BASIS))].join('\n'),
  );
}
