import type { Outcome } from '../knowledge/misses.js';

/** Every sentence about the questions people asked, in the chat and on the command line. */
export const JOURNAL_PHRASES = {
  forStaff: '问答记录只向登记的工作人员提供。可以直接问年报里的内容，或问“你能做什么”。',
  outcome: {
    unclear: '没有听懂',
    missing: '没有数据',
    refused: '没有回答',
    guarded: '没有通过数字核对',
    clarify: '请对方选择',
    error: '出错',
    disliked: '有人不满意',
    answered: '已回答',
  } satisfies Record<Outcome, string>,
  asked: {
    missed: '没有答好的问题',
    disliked: '有人不满意的回答',
    declined: '没有回答的问题',
    all: '问过的问题',
  },
  period: (from: string, to: string): string =>
    from === to ? chineseDate(from) : `${chineseDate(from)}至${chineseDate(to)}`,
  none: (when: string, what: string): string => `${when}的记录里找不到${what}。`,
  head: (when: string, what: string, total: number): string => `${when}${what}，共${total}次：`,
  line: (said: { question: string; count: number; last: string; became: readonly string[] }): string =>
    `· ${said.question}：${said.count}次，最近一次在${said.last}，${said.became.join('、')}。`,
  more: '还有其他问法，可用命令 disclosure-bot journal 查看全部。',
} as const;

// --- internal ---

function chineseDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
}
