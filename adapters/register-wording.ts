import type { Obligation, RegisterEntry } from '../knowledge/register.js';

/** What `register` says. */
export const REGISTER_WORDING = {
  usage:
    '用法：disclosure-bot register import <文件>、register [list] [<单位或地名>]、register owing [<单位或地名>] [<年份>]、register published "<单位>" <年份> <日期>、register due "<单位或地名>" <MM-DD>、register remove "<单位>"',
  usagePublished:
    '用法：disclosure-bot register published "<单位>" <年份> <YYYY-MM-DD> --evidence <网址或文件> --who <姓名>',
  usageDue:
    '用法：disclosure-bot register due "<单位或地名>" <MM-DD> --years 2025-2026 --basis <通知> --who <姓名> [--kind <类型>]；不写 <MM-DD> 则列出；register due <编号> --undo --reason <理由> --who <姓名> 撤销',
  needsOut: 'xlsx 要用 --out 写明保存到哪个文件。',
  needsWho: '请用 --who 写明是谁登记的。',
  imported: (added: number, updated: number, unchanged: number): string =>
    `名册：新增${added}个单位，补充${updated}个，没有变化${unchanged}个。`,
  refused: (line: number, name: string, reason: string): string => `第${line}行“${name}”没有导入：${reason}`,
  ambiguous: '名册里有几个单位可能是它，请写明所在的省、市、县',
  nothingRead: '文件里没有单位名称。第一行请写“单位名称”等列名。',
  unknown: (name: string): string => `名册里没有“${name}”。`,
  several: (name: string, names: readonly string[]): string => `“${name}”可能是：${names.join('、')}。请写明是哪一个。`,
  empty: '名册里没有单位。可以用 register import 导入，收录过年报的单位会自动列入。',
  entry: ({ name, kind, officeId, source }: RegisterEntry): string =>
    `${name}（${kind}，${source === 'reports' ? '据收录的年报列入' : `据${source}列入`}${officeId === null ? '，没有收录年报' : ''}）`,
  count: (count: number): string => `共${count}个单位。`,
  synced: (entered: number, count: number): string => `按收录的年报新列入${entered}个单位，名册共${count}个单位。`,
  published: (name: string, year: number, on: string): string => `已登记：${name}${year}年度的年报于${on}公布。`,
  removed: (name: string): string => `已从名册去掉：${name}。重新导入后会恢复。`,
  notPutOff: (kinds: readonly string[]): string =>
    `注意：${kinds.join('、')}的期限是《条例》规定的，晚于它的通知不会推后期限。`,
  dueSaved: (ids: readonly number[]): string => `已登记（编号 ${ids.join('、')}）。`,
  dueRemoved: (id: number): string => `已撤销编号 ${id} 的期限。`,
  dueUnknown: (id: string): string => `没有编号 ${id} 的期限。`,
  dueNone: '没有登记过本地通知的期限，按《条例》第四十九条计算。',
  due: (id: number, whose: string, years: string, monthDay: string, basis: string, who: string): string =>
    `[${id}] ${whose} ${years}年度：次年${monthDay}前（${basis}，${who}登记）`,
  everywhere: '各地',
  gone: '（已去掉的单位）',
  summary: (year: number, all: number, published: number, late: number, missing: number): string =>
    `${year}年度：名册里应公布的${all}个，有公布依据的${published}个（其中晚于期限的${late}个），没有公布依据的${missing}个。没有依据不等于没有公布；名册以外的单位不作判断。`,
  groups: {
    missing: '没有公布依据：',
    late: '晚于期限：',
    unknown: '已公布，日期不明：',
    inTime: '按时公布：',
  } as const,
  owing: ({ entry, due, published }: Obligation, overdue: number | null): string =>
    [
      `  ${entry.name}：期限${due.due}`,
      due.statutory ? `（${due.basis}；《条例》或通行的期限是${due.statutory.due}）` : '',
      published?.on ? `，${published.on}公布` : '',
      published?.daysLate ? `，晚${published.daysLate}天` : '',
      overdue === null ? '' : overdue > 0 ? `，已过${overdue}天` : '，还没有到',
      published ? `；${published.evidence}` : '',
    ].join(''),
  columns: [
    '单位',
    '类型',
    '省',
    '市',
    '县（市、区）',
    '年度',
    '期限',
    '期限依据',
    '法定期限',
    '情况',
    '公布日期',
    '晚几天',
    '公布依据',
  ],
  states: { missing: '没有公布依据', late: '晚于期限', unknown: '已公布，日期不明', inTime: '按时' } as const,
  sheet: '年报公布情况',
} as const;
