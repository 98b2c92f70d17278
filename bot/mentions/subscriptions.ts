import type { Understanding } from '../understand.js';
import { numberOf } from './schedule-words.js';
import { type ScheduleSaid, takeSchedule } from './schedules.js';
import { TAKEN, type WordsLeft, wordsLeft } from './words-left.js';

/** What a message wants of its reminders. */
export type SubscriptionSaid =
  | { readonly act: 'list' }
  /** How it is done: nothing is. */
  | { readonly act: 'how' }
  | { readonly act: 'cancel'; readonly which: Which }
  | { readonly act: 'change'; readonly which: Which; readonly schedule: ScheduleSaid }
  | {
      readonly act: 'create';
      readonly schedule: ScheduleSaid;
      /** True where those of a whole place are meant. */
      readonly digest: boolean;
      /** Years of reports it names. */
      readonly years: readonly number[];
    }
  /** About reminders, and not understood as a whole. */
  | { readonly act: 'unclear'; readonly words: readonly string[] };

/**
 * Of the person's reminders: all, those of these numbers, the only one there is (`open`), or what the message says in words
 * that are not understood (`unclear`).
 */
export type Which = 'all' | 'open' | 'unclear' | readonly number[];

/**
 * What a message says of reminders, or null where it says nothing of them: 提醒函 and the 提醒 of a check are other things.
 * Whatever stays that no rule explains makes it unclear: nothing is taken by halves.
 */
export function findSubscription(understood: Understanding): SubscriptionSaid | null {
  const text = withoutSlips(withoutNames(understood));
  const bare = text.replace(/[^\p{L}\p{N}\uE000]/gu, '');
  if (LIST.test(bare)) return { act: 'list' };
  if (HOW.test(bare)) return { act: 'how' };
  if (ENOUGH.test(bare)) return { act: 'cancel', which: 'all' };
  if (OTHER.test(bare)) return null;
  return findCancel(text, bare) ?? findChange(text, understood.today) ?? findCreate(text, bare, understood.today);
}

/** The name of an office that is not stored, without the words before it that it was taken together with; or null. */
export function unknownName({ unknownOffice }: Pick<Understanding, 'unknownOffice'>): string | null {
  const name =
    unknownOffice?.replace(/^.*(?:[提题][醒腥]|通知|告诉|叫|喊|催|取消|设置|订阅|把|给|的)(?:我们?|咱们?|一下)?/, '') ??
    '';
  return name.length > 1 ? name : null;
}

// --- internal ---

const ME = '(?:我们?|咱们?|俺们?|本人|大家伙)';
const CALL = '(?:提醒|通知|告诉|喊|叫|催|提示)';

/** 提醒 as a thing: a letter, a severity of findings, what a report tells of. */
const OTHER = new RegExp(
  [
    '提醒(?:函|单|书|事项|级|类别|栏|短信|机制|制度|标志|标语|牌|谈话|约谈|教育|义务|群众|公众|市民|居民|企业|申请人|当事人|村民|用户|人们|广大|有哪些内容|是什么意思|是啥|是什么)',
    '提醒(?:过|了)(?!我|没有?$|吗$)|提醒(?:几|多少)|(?:温馨|友情|风险|错误和?|错误与|提示和?|发出|发送|发布|下发|印发|书面|电话|工作)提醒|(?:多少|几)[条个处次份]?提醒(?!我)|(?<!我(?:的|有|设了|订了|定了|现在有)?)(?:哪些|什么)(?:单位|年报|报告|街道|镇)?(?:有)?提醒(?!我)',
    '(?:年报|报告|正文|文中)(?:里面?|中)(?:有|的|写的)?提醒|(?:年报|报告)(?:有|写的)提醒|提醒和提示',
    '(?:提醒|通知|告诉|叫|喊)我(?:的)?(?:电话|地址|数字|结果|答案|是|有|什么|哪|多少|怎么|为什么|一下?(?:什么|哪|多少|怎么))',
  ].join('|'),
);

const OWN = `(?:${ME}?(?:的|现在|目前|已有|已经?|都|设的|设过的|设了的|设置的|订的|定的|订阅的|有|设了|订了|定了|设置了|订阅了|设过){0,6})`;
const LIST = new RegExp(
  [
    `^(?:请|帮我|给我|再|我?想?要?)?(?:查看|看看|看一?下|查一?下|查查|查询|列出|显示|打开|看)${OWN}(?:所有|全部|哪些|什么)?的?(?:年报)?(?:提醒|订阅)(?:列表|清单|情况|记录|设置|都?有哪些)?(?:了|吧|呢)?$`,
    `^(?:请问)?我(?:的|现在|目前|设的|设过的|订的|订阅的|定的|已有){1,6}(?:所有|全部)?(?:年报)?(?:提醒|订阅)(?:列表|清单|都?有哪些|有什么|有几个|是什么|呢|情况|还在吗|设了吗|在哪里?看?|设好了吗|是哪些|是哪天|什么时候)?(?:啊|呢)?$`,
    `^(?:请问)?${ME}(?:都|已经|一共|现在|目前|总共)?(?:设置?|订阅?|定|有)(?:了|过)?(?:哪些|什么|几个|多少个?|啥)(?:年报)?(?:提醒|订阅)(?:了|啊|呢)?$`,
    '^(?:提醒|订阅)(?:列表|清单|记录|设好了吗|设置好了吗|设了吗|都?有哪些|还在吗)$|^(?:现在|目前|已)(?:有|设)(?:了)?(?:哪些|什么|几个)提醒$|^有(?:哪些|什么)提醒$',
    `(?:怎么|为什么|为啥|咋)(?:还)?(?:没有?|不|一直没)(?:有)?(?:给我|收到|发|到)?.{0,4}(?:${CALL}${ME}?|提醒)(?:呢|啊)?$|(?:没有?收到|收不到)(?:你的|任何)?提醒`,
    '^(?:(?:show|list) )?my ?(?:reminders?|subscriptions?)$',
  ].join('|'),
);
const HOW = new RegExp(
  [
    `(?:怎么|怎样|如何|咋样?|能不能|可不可以|可以|能)(?:帮我|给我)?(?:才能|能|可以|来)?(?:设置?|建|加|添加|订阅?|定|取消|关闭?|关掉|停掉?|删除?|删掉|改|修改|用)(?:一?个|年报|的|一下|自己|我的)*(?:提醒|订阅)(?:功能)?(?:吗|呢|啊)?$`,
    '^提醒$|^(?:提醒|订阅)(?:功能)?(?:怎么|如何|咋)(?:设置?|用|弄|取消|关|改|加|订)|^(?:有|有没有)(?:年报)?提醒(?:功能)(?:吗|么)?$|^(?:你)?(?:会|能|可以)(?:自动|主动)?提醒(?:我们?)?(?:吗|么)$|^(?:提醒|订阅)功能$|取消提醒(?:了吗|会怎|之后|后会)',
  ].join('|'),
);

const STOP =
  '(?:取消|删除?|删掉|删了|关闭|关掉|关了|停止|停掉|停了|撤销|撤掉|撤回|退订|去掉|清除|清空|不要|不用|不需要|不想要|cancel|stop|delete|unsubscribe)';
const N = '(?:\\d{1,2}|[一二两三四五六七八九十]{1,3})';
const AND = '[、,，和与及跟\\s]+';
/** 第二个, 第1条和第3条; 取消1、3. 两个 is a count. */
const NUMBERED = `第${N}(?!\\d)[个条项号]?(?:(?:${AND}第?|第)${N}(?!\\d)[个条项号]?)*`;
const BARE_NUMBERS = `(?<=${STOP}(?:掉|了|一下)?(?:我的)?(?:提醒|订阅)?)\\d{1,2}(?:[、,，和与及跟\\s]+\\d{1,2})*(?![\\d月.天年\\-/:点日号个])`;
const CANCEL_WORDS = new RegExp(
  `请|帮我|麻烦|给我|那就?|把|我想?要?|都|再|以后|算了|好了?|了|的|吧|啊|一下|掉|全部|所有|一切|我的|我设的|年报|这个|那个|提醒|订阅|通知|reminders?|all|my|the|\\s|${STOP}|个|条|项`,
  'g',
);
const ENOUGH = new RegExp(
  `^(?:请|以后|从此|今后|那就?|你|麻烦)*(?:别|不要|不用|不必|不需要|停止|甭|勿)(?:再|老|总|一直|给我|来|继续)*(?:提醒|通知|催)(?:${ME}|了|啦|交|报|年报|吧|啊)*$|^(?:请)?stopremindingme$`,
);
const ALL = /全部|所有|一切|都(?:取消|删|停|关|不要)|清空|\ball\b/;

function findCancel(text: string, bare: string): SubscriptionSaid | null {
  if (!new RegExp(`${STOP}|不要了|不用了`).test(text) || /别忘|不要忘|勿忘/.test(text)) return null;
  const words = wordsLeft(text);
  const numbers = words.take(new RegExp(`${NUMBERED}|${BARE_NUMBERS}`), ([list]) => numbersIn(list));
  const named = numbers.flat();
  const about = /提醒|[订退]订|订阅|通知我|reminder/.test(text);
  // 取消第二个 alone is about what was just listed; other words make it about something else.
  const rest = words.left().join('').replace(/了$/, '');
  const office = text.includes(TAKEN);
  if (!about && (named.length === 0 || !isAllCancelling(rest))) return null;
  if (!about && office) return null;
  if (!isAllCancelling(rest.replace(/对|关于|交|报送|办事处/g, ''))) {
    return WANTS_TO_STOP.test(bare) ? { act: 'cancel', which: 'unclear' } : null;
  }
  if (named.length > 0) return { act: 'cancel', which: named };
  return { act: 'cancel', which: ALL.test(bare) && !office ? 'all' : 'open' };
}

function isAllCancelling(words: string): boolean {
  return words.replace(CANCEL_WORDS, '') === '';
}

const WANTS_TO_STOP = new RegExp(
  `^(?:请|帮我|麻烦|我想?要?)*${STOP}.{0,24}(?:提醒|订阅)$|^(?:请|帮我|麻烦)*把.{0,24}(?:提醒|订阅)(?:都|全部)?${STOP}(?:了|吧)?$`,
);

function numbersIn(list: string): readonly number[] {
  return [...list.matchAll(/\d{1,2}|[一二两三四五六七八九十]{1,3}/g)].flatMap(([part]) => numberOf(part) ?? []);
}

const CHANGE = /(?:修?改|换|调整?|变更?|挪|推迟|提早|移)(?:一下)?(?:到|成|为|在|至)/;

function findChange(text: string, today: string): SubscriptionSaid | null {
  const at = CHANGE.exec(text);
  if (!at) return null;
  // What it is changed from stands before, what to behind.
  const before = wordsLeft(text.slice(0, at.index));
  const after = wordsLeft(text.slice(at.index + at[0].length));
  const number = /第(\d{1,2}|[一二两三四五六七八九十]{1,3})(?:个|条|项)/;
  const numbers = before.take(number, ([list]) => numbersIn(list)).flat();
  takeSchedule(before, today);
  const schedule = takeSchedule(after, today);
  for (const words of [before, after]) dropFiller(words);
  const left = [...before.left(), ...after.left()];
  const says = schedule.rules.length > 0 || schedule.time !== null || schedule.noSuchDay !== null;
  if (left.length === 0 && says) return { act: 'change', which: numbers.length > 0 ? numbers : 'open', schedule };
  return /提醒|订阅/.test(text) ? { act: 'unclear', words: left } : null;
}

/** Words that ask to be reminded. */
const ASKS = new RegExp(
  [
    `(?:提醒|提示)(?:一?下)?(?:给)?${ME}|提醒(?:一?下|一次|交|报(?!告)|各|全[县市区省]|大家|没|未|\\uE000|街道|镇|乡|部门|单位|所有|下面)|提醒(?!函|书|单).{1,12}(?:交|报送|上报|公布|发布|提交)(?:年报|年度报告)`,
    '(?:设置?|设个|建|加|添加|新增|新建|创建|开启|打开|订阅?|定|弄|来|做)(?:一?个|一?下|上|条|好)?.{0,12}(?:提醒|闹钟)',
    `订阅.{0,8}(?:年报|截止|到期|报送)|^订阅$`,
    `到时候?(?:再)?(?:记得)?${CALL}${ME}|记得${CALL}${ME}|remind (?:me|us)`,
  ].join('|'),
);
/** Asks so only where it says when. */
const ASKS_WITH_DAYS = new RegExp(
  `${CALL}${ME}|提醒(?:我们?)?(?:一次|一下|一遍|两次|三次)?(?:吧|就行|即可|好了)?$|(?:闹钟|待办)`,
);

function findCreate(text: string, bare: string, today: string): SubscriptionSaid | null {
  const asks = ASKS.test(bare) || ASKS.test(text);
  if (!asks && !ASKS_WITH_DAYS.test(bare)) return null;
  const words = wordsLeft(text);
  // By when it is due says nothing of when to be reminded.
  words.drop(BY_THE_DUE_DAY);
  const years = words.take(REPORT_YEAR, ([, year = '']) => Number(year));
  const schedule = takeSchedule(words, today);
  const says = schedule.rules.length > 0 || schedule.noSuchDay !== null;
  if (!asks && !says) return null;
  const digest = words.drop(DIGEST);
  dropFiller(words);
  const left = words.left();
  // 到时候告诉我结果 asks for something else.
  if (left.length > 0 && (!/提醒|闹钟|待办|订阅|remind/.test(text) || ASKS_ELSE.test(bare))) return null;
  return left.length > 0 ? { act: 'unclear', words: left } : { act: 'create', schedule, digest, years };
}

/** 提醒我一下去年收到多少件: to be told something. */
const ASKS_ELSE = /多少|几[件条个次份]|什么|怎么|为啥|哪/;
const BY_THE_DUE_DAY =
  /(?:在|于)?(?:(?:1|一)月(?:31|三十一)[日号]?|(?:3|三)月(?:31|三十一)[日号]?|[13一三]月底|月底)(?:之|以)?前(?![\d一二两三四五六七八九十])/;
const REPORT_YEAR = /(20\d{2})年?度?的?(?=(?:政府)?(?:信息公开)?(?:工作)?(?:年报|年度报告|报告))/;
const DIGEST = new RegExp(
  `全[县市区省州](?:的|内|里)?|(?:(?:各|所有|全部|下面|下属|哪些|几个)(?:县直|市直|区直)?的?)*(?:(?<=[各有部面属些个直的])(?:单位|街道|乡镇|镇街|镇|乡|部门|局))+|大家|${'(?:还)?(?:没有?|未)(?:交|报送|报|公布|发布|提交)(?:年报|报告)?的(?:单位|街道|镇|部门)?'}|县里的?|市里的?|区里的?|谁(?:还)?(?:没有?|未)(?:交|报|公布|发布)`,
);

const FILLERS: readonly RegExp[] = [
  /别忘记?了?|不要忘记?了?|勿忘|到时候?|届时|及时|准时|按时|按期|尽快|如果|要是|假如|万一|还没有?交?|没有?交|未交|没有?报|未报|没弄好?/,
  new RegExp(
    `${CALL}|闹钟|待办|订阅|${ME}(?:这边|这里|自己)?(?:的)?|本?单位|我[局镇乡街办县]|街道办?(?:事处)?|乡镇|镇|乡|部门|局|办公室|办事处|政府`,
  ),
  /(?:政府)?信息公开(?:工作)?|年度?报告?|年报|报告|今年度?|明年度?|来年度?|本年度?|年度|(?:的)?截止(?:日期?|时间)?|到期(?:日|时间)?|期限|时限|日期|日子|时间/,
  /报送|上报|上交|提交|递交|公布|发布|公开|挂网|上网|编制|编写|编|写|做|弄|准备|完成|交|报|发/,
  /设置?|建|加|新增|添加|新建|创建|开启|打开|定|订|来|改|换|把|将/,
  /请|麻烦|帮忙|帮|劳驾|给|一下|一次|一遍|[两二三四五六七八九十\d]次|各|再|都|要|得|该|记得|记着|的时候|时候|那时|分别|每次|一个|个|一条|条|的话|就行|就好|即可|可以|能|会|想要?|希望|需要|应该|必须|一定|千万|从|在|于|去|是|还|也|又|就|并|且|和|与|跟|同时|事情?|工作|任务|这个|那个|这|那|它|吗|么|吧|啊|呀|哦|呢|啦|嘛|哈|呗|咯|喔|哟|了|的|地|得|好|嗯|哎|喂|对|为|行|谢谢|你|您|机器人|助手|小助手|条|消息|微信|下/,
  /\b(?:please|remind|me|us|to|submit|publish|hand|in|the|my|our|annual|reports?|of|about|for|an?)\b/,
];

function dropFiller(words: WordsLeft): void {
  for (const filler of FILLERS) words.drop(filler);
}

/** Office, place and account names hold numbers and words of their own. */
function withoutNames({ text, offices, places, unknownOffice }: Understanding): string {
  let masked = text;
  const blank = (start: number, end: number): void => {
    masked = masked.slice(0, start) + TAKEN.repeat(end - start) + masked.slice(end);
  };
  for (const { start, end } of [...offices, ...places]) blank(start, end);
  const name = unknownName({ unknownOffice });
  const at = name === null ? -1 : masked.indexOf(name);
  if (name !== null && at >= 0) blank(at, at + name.length);
  return masked;
}

const SLIPS: readonly (readonly [RegExp, string])[] = [
  [/提[腥酲睲猩]|题[醒腥]|堤醒|提[行星省型](?=我|一下|交|大家)|体醒/g, '提醒'],
  [/年[抱暴]/g, '年报'],
  [/[结节载]止|截[至直]日/g, '截止'],
  [/(?<=[\d一二三四五六七八九十])(?:浩|耗)/g, '号'],
];

/** Slips of typing and of the ear, as long as what they stand for: positions stay. */
function withoutSlips(text: string): string {
  return SLIPS.reduce(
    (left, [slip, meant]) => left.replace(slip, (found) => meant.padEnd(found.length, meant.at(-1) ?? '')),
    text,
  );
}
