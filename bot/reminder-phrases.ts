/** Every sentence of a reminder, and what is said about reminders to whoever runs the bot. */
export const REMINDERS = {
  head: (office: string, year: number): string => `年报提醒：${office}${year}年度政府信息公开工作年度报告`,
  digestHead: (whose: string, year: number): string => `年报提醒：${whose}${year}年度政府信息公开工作年度报告`,
  subscribedOffices: '所订单位',
  counts: (owed: number, published: number, missing: number): string =>
    `应公布${owed}个单位，已知公布${published}个，还差${missing}个。`,
  due: (day: string): string => `截止日：${day}，当日公布仍算按时。`,
  daysLeft: (days: number): string => `还有${days}天。`,
  dueToday: '今天就是截止日。',
  daysLate: (days: number): string => `已经过了${days}天，还没有看到公布。`,
  dueGroup: (day: string, when: string, count: number): string => `· 截止日${day}，${when}还差${count}个`,
  left: (days: number): string => `还有${days}天，`,
  today: '就是今天，',
  passed: (days: number): string => `已过${days}天，`,
  names: (names: readonly string[], more: number): string =>
    names.length === 0 ? '。' : `：${names.join('、')}${more === 0 ? '。' : `，另有${more}个。`}`,
  moreGroups: (count: number): string => `另有${count}个单位截止日不同，没有逐一列出。`,
  basis: (basis: string): string => `依据：${basis}。`,
  madeUp: (day: string): string => `（补发：本应在${day}提醒，当时没有发出）`,
  ifPublished: '没有收录到年报，也没有登记公布日期，才发这条提醒；已经公布的，导入年报或者登记后不再提醒。',
  stop: '回复“我的提醒”查看，回复“取消提醒”停止。',

  why: {
    ahead: (days: number): string => `截止日前${days}天`,
    due: '截止日当天',
    overdue: (days: number): string => `逾期第${days}天`,
    day: '约定的日子',
  },
  dropped: {
    overtaken: '后面已有更近的提醒',
    published: '年报已经公布',
    over: '截止日过去太久',
    nobody: '名录里没有应公布的单位',
    cancelled: '提醒已取消',
  },
  lost: '发送途中程序中断，不知道是否发出，不再重发',
  command: {
    nothing: '没有到期的提醒。',
    nothingFailed: '没有发送失败或者不明的提醒。',
    line: (of: {
      readonly to: string;
      readonly key: string;
      readonly planned: string;
      readonly why: string;
      readonly state: string;
    }): string => `${of.to}  ${of.key}（${of.planned}，${of.why}）：${of.state}`,
    states: {
      send: '会发出',
      drop: '不发',
      wait: '等待',
      sent: '已发出',
      waiting: '等待重试',
      sending: '正在发送',
      failed: '失败',
      unclear: '不明',
      dropped: '不发',
    },
    noChannel: '这个渠道没有启用、已暂停或者不能主动发消息，启用后再发',
    needsStart: '这个渠道要在 disclosure-bot start 运行时才能发',
    notBefore: (moment: string): string => `${moment}再发`,
    done: (
      of: { readonly [state in 'sent' | 'retried' | 'failed' | 'unclear' | 'dropped' | 'waiting']: number },
    ): string =>
      `发出${of.sent}条，稍后重试${of.retried}条，失败${of.failed}条，不明${of.unclear}条，不必再发${of.dropped}条，等待渠道${of.waiting}条。`,
    usage: '用法：disclosure-bot remind [--dry-run] [--failed] [--json] [--today YYYY-MM-DD]',
  },
} as const;
