const list = (names: readonly string[]): string => names.join('、');

/** What calendar files say. Years, days and counts come in as arguments. */
export const CALENDAR = {
  name: (whose: string): string => `${whose}政府信息公开年报截止日`,
  about: '依据《政府信息公开条例》和已登记的本地通知推算，仅供提醒；以正式通知为准。',
  summary: (whose: string, year: number): string => `${whose}：${year}年度政府信息公开年报截止`,
  summaryOf: (place: string, kinds: readonly string[], count: string, year: number): string =>
    `${place}${list(kinds)}（${count}个单位）：${year}年度政府信息公开年报截止`,
  due: (day: string): string => `截止日：${day}，当天公布仍算按时。`,
  basis: (whose: readonly string[], basis: string): string =>
    `${whose.length > 0 ? `${list(whose)}的` : ''}依据：${basis}。`,
  statutory: (day: string, basis: string): string => `条例规定的日期：${day}（${basis}）。`,
  stored: '这一年的年报已经收录。',
  offices: (names: readonly string[], more: boolean): string => `单位：${list(names)}${more ? '等' : ''}。`,
} as const;
