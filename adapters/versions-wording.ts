import type { VersionChoice } from '../knowledge/version-choice.js';
import type { Version } from '../knowledge/versions.js';

/** What `versions` says. */
export const VERSIONS_WORDING = {
  usage:
    '用法：disclosure-bot versions "<单位>" [<年份>]，或 versions "<单位>" <年份> --use <第几份> --reason <理由> --who <姓名>',
  noneOf: (office: string, year: number | null): string =>
    `没有收录${office}${year === null ? '' : `${year}年`}的年报。`,
  head: (office: string, year: number, count: number): string => `${office}${year}年：共${count}份`,
  version: ({ number, file, storedAt, current }: Version): string =>
    `  第${number}份 ${file}（${storedAt.slice(0, 16).replace('T', ' ')} UTC 存入）${current ? ' ← 正在使用' : ''}`,
  differing: (count: number): string =>
    count === 0 ? '    识别出的数字与正在使用的全部相同' : `    与正在使用的有${count}处数字不同：`,
  difference: (
    name: string,
    number: number,
    used: number | undefined,
    [stated, inUse]: readonly [string, string],
  ): string => `    · ${name}：第${number}份为${stated}，第${used ?? ''}份为${inUse}`,
  more: '    · 其余略，--json 列出全部',
  choice: ({ number, who, reason, at }: VersionChoice): string =>
    `  ${who}于${at.slice(0, 10)}决定使用第${number}份：${reason}`,
} as const;
