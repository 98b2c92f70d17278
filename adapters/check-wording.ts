import { PHRASES } from '../bot/phrases.js';
import type { Verdict } from '../knowledge/stored.js';
import type { Severity } from '../knowledge/types.js';

/** What `check`, `verdict` and `same-office` say besides the findings. */
export const CHECK_WORDING = {
  group: { error: '错误', warning: '提醒', info: '提示' } satisfies Record<Severity, string>,
  undecidedGroup: '无法核对',
  brokenOutcome: '不符',
  counts: (reports: number, errors: number, warnings: number, infos: number): string =>
    `共${reports}份年报：错误${errors}处，提醒${warnings}处，提示${infos}处。`,
  reportHead: (office: string, year: number, file: string): string => `${office}${year}年（${file}）`,
  place: (file: string, line: number | null, quote: string): string =>
    `${file}${line === null ? '' : ` 第${line}行`}：“${quote}”`,
  undecided: (count: number): string => `另有${count}项因单元格空白或缺少数据无法核对。`,
  clean: '没有发现问题的年报：',
  verdict: ({ verdict, reason, who, at, outdated }: Verdict): string =>
    `${PHRASES.verdictName[verdict]}（${who}，${at.slice(0, 10)}）：${reason}${outdated ? '（当时的数字与现在不同，请重新核对）' : ''}`,
  verdictName: (verdict: Verdict['verdict']): string => PHRASES.verdictName[verdict],
  saved: (office: string, year: number, message: string, verdict: Verdict['verdict']): string =>
    `已记录：${office}${year}年“${message}”${PHRASES.verdictName[verdict]}。`,
  draft: PHRASES.fileCompared,
  draftHead: '草稿没有入库。',
  written: (path: string): string => `已写入 ${path}`,
  sameOffice: (name: string): string => `已记录为同一个单位，名称为“${name}”。`,
  separated: (one: string, other: string | null): string =>
    other === null ? `已撤销，“${one}”不再有这个别的名称。` : `已分开为“${one}”和“${other}”两个单位。`,
  columns: [
    ...['编号', '级别', '结论', '单位', '县（市、区）', '年度', '规则', '疑点'],
    ...['原文一', '文件一', '行一', '原文二', '文件二', '行二', '其余原文', '处理', '理由', '处理人', '处理时间'],
  ],
  summary: '概况',
  summaryColumns: ['单位', '县（市、区）', '年度', '文件', '错误', '提醒', '提示', '无法核对'],
} as const;
