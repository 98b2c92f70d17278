import { shanghaiDate } from '../bot/calendar.js';
import { JOURNAL_PHRASES } from '../bot/journal-phrases.js';
import type { ChannelOff } from '../knowledge/channel-off.js';
import type { Wording } from '../knowledge/misses.js';
import type { OpenInvitation, StaffMember } from '../knowledge/people.js';
import type { Forgotten } from '../knowledge/retention.js';

/** What `staff`, `channel` and `journal` say on a terminal. */
export const PEOPLE_WORDING = {
  usageStaff:
    '用法：disclosure-bot staff [list]｜staff invite --name <姓名> --who <管理员> [--days <天数>]｜staff admit --channel <渠道> --id <平台编号> --name <姓名> --who <管理员>｜staff remove --channel <渠道> --id <平台编号> 或 --name <姓名>，加 --who <管理员> --reason <理由>｜staff actions [--limit <条数>]',
  usageChannel:
    '用法：disclosure-bot channel [list]｜channel off <渠道> --reason <理由> --who <管理员>｜channel on <渠道> --who <管理员>',
  usageJournal:
    '用法：disclosure-bot journal [--kind …] [--since YYYY-MM-DD] [--channel <渠道>] [--limit <条数>]｜journal --example <编号> [--expect <答复种类>] [--out <文件.jsonl>]｜journal --forget',
  noWho: '请用 --who 写明是谁决定的。',
  noReason: '请用 --reason 写明理由。',
  noName: '请用 --name 写明姓名。',
  unknownChannel: (name: string, known: readonly string[]): string =>
    `没有“${name}”这个渠道。现有：${known.join('、')}。`,

  noStaff: '还没有登记工作人员。',
  member: ({ channel, name, person, since, admittedBy }: StaffMember): string =>
    `${channel}  ${name}  编号 ${person}  ${shanghaiDate(new Date(since))} 由${admittedBy}登记`,
  invitation: ({ name, by, expiresAt }: OpenInvitation): string =>
    `邀请码待使用：${name}（${by}发出，${shanghaiTime(expiresAt)} 前有效）`,
  invited: (name: string, code: string, days: number): string =>
    `给${name}的邀请码，只显示这一次，${days}天内有效，用一次即失效：\n${code}\n请本人在与机器人的单独对话中发送。`,
  admitted: (name: string, channel: string): string => `已登记：${name}（${channel}）。`,
  removed: (members: readonly Pick<StaffMember, 'channel' | 'name'>[], invitations: number): string =>
    [
      ...members.map(({ channel, name }) => `已取消：${name}（${channel}）。`),
      ...(invitations > 0 ? [`已收回没有用的邀请码：${invitations}个。`] : []),
    ].join('\n'),
  noSuchMember: '名单里没有这个人，没有改动。用 disclosure-bot staff 查看名单。',
  severalMembers: (members: readonly StaffMember[]): string =>
    `同名的不止一个，没有改动。请用 --channel 加 --id 指定：\n${members.map(PEOPLE_LINES.member).join('\n')}`,
  noActions: '还没有记录。',
  action: (said: { at: string; channel: string; who: string; action: string; detail: string }): string =>
    `${shanghaiTime(said.at)}  ${said.channel}  ${said.who}  ${said.action}  ${said.detail}`,

  channel: (name: string, configured: boolean, off: ChannelOff | null): string => {
    const state = configured ? '已配置' : '没有配置';
    return off === null
      ? `${name}  ${state}`
      : `${name}  ${state}  已关闭：${off.reason}（${off.who}，${shanghaiTime(off.at)}）`;
  },
  switchedOff: (name: string, reason: string): string =>
    `已关闭 ${name}，几秒内生效，来问的人会看到：“本渠道暂停服务：${reason}”。`,
  switchedOn: (name: string): string => `已打开 ${name}。`,
  wasOn: (name: string): string => `${name} 本来就开着。`,

  badKind: (known: readonly string[]): string => `--kind 只能是 ${known.join('、')}。`,
  noMisses: '没有找到这样的问题。',
  wording: ({ id, question, count, people, lastAsked, outcomes, likes, dislikes, channels }: Wording): string => {
    const became = outcomes
      .map(({ outcome, count: times }) => `${JOURNAL_PHRASES.outcome[outcome]}${times}次`)
      .join('、');
    const rated = likes + dislikes > 0 ? `，赞${likes}踩${dislikes}` : '';
    const asked = `${count}次${people > 0 ? `（${people}人）` : ''}`;
    return `#${id}  ${asked}，最近${shanghaiDate(lastAsked)}，${became}${rated}，${channels.join('、')}：${question}`;
  },
  moreWordings: (count: number): string => `另有${count}种问法，用 --limit 查看更多。`,
  textsForgotten: (count: number): string => `另有${count}个问题的文字已按期清除。`,
  forgotten: ({ questions, conversations, messages }: Forgotten): string =>
    `已清除：问题文字${questions}条，过期会话${conversations}个，已答消息的记忆${messages}条。`,
  noSuchEntry: (id: number): string => `没有编号为${id}的记录。编号见 disclosure-bot journal 的输出。`,
  textGone: '这个问题的文字已按期清除，不能变成用例。',
  badExpect: (known: readonly string[]): string => `--expect 只能是 ${known.join('、')}。`,
  needsExpect: '这个问题当时出了错或没有通过核对，请用 --expect 写明应有的答复种类。',
  noOut: '不在本项目的文件夹里，请用 --out 写明写到哪个 .jsonl 文件。',
  exampleThere: (id: string): string => `这个问法已经是用例“${id}”了，没有再写。`,
  exampleWritten: (id: string, file: string): string =>
    `已写入 ${file}，编号“${id}”。测试只用 samples/ 和 test/reports/ 的年报，问的单位不在其中时请改成其中的单位。`,
  badFile: (file: string): string => `${file} 不能读写，请检查路径和权限。`,
} as const;

// --- internal ---

const PEOPLE_LINES = {
  member: ({ channel, name, person }: StaffMember): string => `${channel}  ${name}  --id ${person}`,
};

/** 2026-11-21 12:00:00 in Asia/Shanghai. */
function shanghaiTime(iso: string): string {
  return TIME.format(new Date(iso));
}

const TIME = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'medium' });
