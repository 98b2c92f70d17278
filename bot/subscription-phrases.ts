import type { Schedule } from '../knowledge/subscriptions.js';

/** Every sentence said about reminders that people set. Days and counts come in as arguments. */

const list = (names: readonly string[]): string => names.join('、');

/** A schedule in words that are understood again: 提前7天、1天和当天09:00, 每年1月10日、1月20日09:00, 逾期3天09:00. */
export function scheduleWords({ rules, time }: Schedule): string {
  const yearly = rules.flatMap((rule) => (rule.kind === 'yearly' ? [`${rule.month}月${rule.day}日`] : []));
  const once = rules.flatMap((rule) => (rule.kind === 'once' ? [rule.date] : []));
  const ahead = rules.flatMap((rule) => (rule.kind === 'ahead' && rule.days > 0 ? [`${rule.days}天`] : []));
  const due = rules.some((rule) => rule.kind === 'ahead' && rule.days === 0);
  const late = rules.flatMap((rule) => (rule.kind === 'overdue' ? [`${rule.days}天`] : []));
  const parts = [
    ...(yearly.length > 0 ? [`每年${list(yearly)}`] : []),
    ...(once.length > 0 ? [list(once)] : []),
    ...(ahead.length > 0 ? [`提前${list(ahead)}`] : []),
    ...(due ? ['截止日当天'] : []),
    ...(late.length > 0 ? [`逾期${list(late)}`] : []),
  ];
  return `${parts.join('，')}，${time}`;
}

export const REMINDING = {
  /** A message that sets the reminder; `whom` as people call the office, or the place. */
  sentence: (schedule: string | null, whom: string, place: boolean): string =>
    `${schedule === null ? '' : `${schedule}，`}${place ? `提醒我${whom}没交年报的单位` : `提醒我${whom}交年报`}`,

  set: (whom: string): string => `已设置提醒：${whom}的年报。`,
  sameAlready: (whom: string): string => `这个提醒已经有了，没有重复设置：${whom}的年报。`,
  changed: (whom: string): string => `已改好提醒：${whom}的年报。`,
  dueBy: (year: string, whose: readonly string[], day: string, basis: string): string =>
    `${year}年报截止日${whose.length > 0 ? `（${list(whose)}）` : ''}：${day}（依据：${basis}）。`,
  statutory: (day: string, basis: string): string => `条例规定的日期是${day}（${basis}）。`,
  severalDues: '截止日不止一个的，每个截止日各提醒一次。',
  when: (words: string): string => `什么时候提醒：${words}。`,
  byDefault: '没有说哪一天，按常用的设置。',
  defaultTime: '没有说几点，按上午的这个时间。',
  movedTime: (asked: string, time: string, from: string, to: string): string =>
    `${asked}在不打扰时段（${from}至次日${to}），改在${time}。`,
  nextDays: (days: readonly string[]): string => `接下来的日期：${list(days)}。`,
  leapDay: '没有这一天的年份提前一天。',
  onceOnly: '只提醒这一次，不是每年。',
  onceOrYearly: (sentence: string): string => `只提醒这一次；想每年都提醒，请回复“${sentence}”。`,
  whileOpen: '年报公布后，当年余下的提醒自动停止。',
  digest: (count: string): string => `每次只发一条汇总，列出还没有公布的单位（现有${count}个单位）。`,
  toHere: '提醒发到这个对话里，只发给您。',
  toGroup: '提醒发到这个群里，群里的人都看得到。',
  recently: '公众号只能给最近发过消息的人主动发消息，很可能发不出。建议同时使用日历。',
  howToCancel: (number: number): string => `不需要时回复“取消第${number}个提醒”；回复“我的提醒”查看全部。`,

  none: '您还没有设置提醒。',
  noneOfThese: (numbers: readonly number[]): string =>
    `没有找到第${list(numbers.map(String))}个提醒，什么都没有取消。现有的提醒：`,
  listHead: '您的提醒：',
  listed: (number: number, whom: string, words: string, next: string | null): string =>
    `第${number}个：${whom}，${words}；${next === null ? '以后没有要提醒的日期了' : `下一次${next}`}`,
  trouble: { failed: '没有发出去', unclear: '不能确定是否发到，没有再发' } as const,
  troubled: (day: string, number: number, state: string): string => `· ${day}，第${number}个：${state}。`,
  troubleHead: '有问题的提醒：',
  howToManage: '回复“取消第几个提醒”可以取消，“第几个改到提前三天”可以改期，“取消全部提醒”全部取消。',

  cancelled: '已取消：',
  cancelledOne: (number: number, whom: string, words: string): string => `第${number}个：${whom}，${words}。`,
  restore: (sentence: string): string => `要恢复，请回复“${sentence}”。`,
  whichCancel: '要取消哪一个？',
  whichChange: '要改哪一个？',
  cancelAll: '取消全部提醒',
  cancelNumber: (number: number): string => `取消第${number}个提醒`,
  changeNumber: (number: number, words: string): string => `第${number}个提醒改成${words}`,
  full: (most: number): string => `每个人最多设置${most}个提醒，已经满了，这个没有设置。可以先取消不用的。`,

  notUnderstood: '没有完全听懂，所以什么都没有设置或改动。我只能提醒报送、公布政府信息公开年报。可以这样说：',
  noDate: (words: string): string => `日历上没有“${words}”这一天，没有设置提醒，请核对日期。`,
  refusedSchedule: {
    'too many': '一次说的日期太多了，没有设置提醒，请分成几次。',
    past: '说的日期已经过了，没有设置提醒。请说以后的日期。',
    'several times': '说了不止一个钟点，没有设置提醒。每个提醒只能有一个时间，请分开说。',
    'too far': '说的日期太远或者前后不一致，没有设置提醒。请说每年几月几日、提前几天，或者近期的一个日期。',
  } as const,
  pastYear: (year: string): string => `${year}的年报截止日已经过了，没有设置提醒。提醒总是针对以后的年报。`,
  noOccasion: '按这个设置以后没有要提醒的日期，没有设置提醒。',
  examples: [
    '提醒我们单位交年报',
    '提前七天和当天提醒我交年报',
    '每年一月十日、二十日提醒我交年报',
    '一月二十日上午十点提醒我交年报',
    '逾期三天提醒我',
    '我的提醒',
    '取消提醒',
  ],
  how: '可以用一句话设置年报提醒，随时可以取消。比如：',

  whichOffice: '要提醒哪个单位的年报？请连单位名称一起说，比如：',
  whichOfThese: '要提醒哪个单位的年报？请选择：',
  whichPlace: '要提醒哪个地方的单位？请连地名一起说，比如：',
  whichOfThesePlaces: '要提醒哪个地方的单位？请选择：',
  noPlace: '还没有登记任何单位，不能设置提醒。',
  unknownOffice: (words: string): string => `没有登记“${words}”，没有设置提醒。请核对单位名称。`,
  severalNamed: (words: string): string => `叫“${words}”的单位不止一个，请选择：`,

  staffOnly: '提醒只为工作人员设置，这里不能设置提醒。',
  nobody: '这里认不出是谁在说话，不能设置提醒。请在与我的单独对话中设置。',
  cannotSpeak: '这里还不能主动给您发消息，所以没有设置提醒。',
  officialAccount: '公众号一般不能主动给人发消息，所以没有设置提醒。',
  otherChannels: (names: readonly string[]): string => `需要到时候收到消息，请在${list(names)}里对我说同样的话。`,
  channelNames: { telegram: 'Telegram', wechat: '微信群' } as Readonly<Record<string, string>>,
  calendarAt: (address: string): string => `可以把截止日加进手机或电脑的日历，订阅这个地址：${address}`,
  calendarOf: (calendars: string): string =>
    `可以把截止日加进手机或电脑的日历，订阅 ${calendars}/calendar/单位全称.ics（把“单位全称”换成单位的名称）。`,
  calendarFile: '可以把截止日加进手机或电脑的日历：请管理员导出日历文件（.ics）。',
} as const;
