import { parseArgs } from 'node:util';
import { type Config, readConfig } from '../bot/config.js';
import type { OnConflict } from '../knowledge/conflict.js';
import { UserError } from '../knowledge/types.js';

/** One call of the command line, read and checked. */
export interface Call {
  readonly command: string;
  readonly rest: readonly string[];
  readonly config: Config;
  readonly json: boolean;
  readonly batch: string | null;
  readonly today: string | null;
  readonly role: 'public' | 'staff' | null;
  readonly session: string | null;
  readonly explain: boolean;
  /** `ingest`: null where the call does not say. */
  readonly onConflict: OnConflict | null;
  /** Of `check`: where, of what kind, in which form, into which file. */
  readonly place: string | null;
  readonly kind: string | null;
  readonly format: string | null;
  readonly out: string | null;
  /** Of a person's decision. */
  readonly reason: string | null;
  readonly who: string | null;
  /** Of `register`: what shows it, on what ground, of which report years. */
  readonly evidence: string | null;
  readonly basis: string | null;
  readonly years: string | null;
  /** Of `ask`: a draft to be checked. */
  readonly file: string | null;
  /** `versions`: which report to use; null to list them. */
  readonly use: number | null;
  /** `same-office`: takes it back. */
  readonly undo: boolean;
  /** Of `staff` and `channel`: whose role, on which channel, as the platform knows them. */
  readonly name: string | null;
  readonly channel: string | null;
  readonly id: string | null;
  /** `staff invite`: how many days the code holds; null: the usual. */
  readonly days: number | null;
  /** How many lines are listed; null: the usual. */
  readonly limit: number | null;
  /** `journal`: ISO date of the first day; the entry to make an example of and what is expected of it; forgets now. */
  readonly since: string | null;
  readonly example: number | null;
  readonly expect: string | null;
  readonly forget: boolean;
  /** `ingest`: goes on watching the folder. */
  readonly watch: boolean;
  /** `ingest`: reads unchanged files, too. */
  readonly again: boolean;
  /** `ingest`: how many processes read; null for as many as there are processors. */
  readonly jobs: number | null;
  /** `remind`: tells and changes nothing. */
  readonly dryRun: boolean;
  /** `remind`: what could not be sent. */
  readonly failed: boolean;
  /** `copy`: addresses of two knowledge bases. */
  readonly from: string | null;
  readonly to: string | null;
}

export const USAGE = `用法：
  disclosure-bot ingest <文件、文件夹或网址>... [--json]  导入年报
      [--on-conflict replace|keep|fail]                   同一单位同一年已有另一个文件时：改用、只留存、不导入
  disclosure-bot ingest --watch <文件夹>                  一直看着这个文件夹，放进来的年报随即导入
  disclosure-bot ask "<问题>" [--json] [--explain]        提一个问题
  disclosure-bot ask --role staff --file <文件> ["<附言>"]  像工作人员在聊天里那样核对草稿，不入库
  disclosure-bot ask --batch <文件.jsonl 或 -> --json     一行一问，一行一答
  disclosure-bot check [<单位或地名>] [<年份>] [--json]   已导入年报的数据核对
      [--place <地名>] [--kind <街道|镇|乡|部门…>] [--format text|json|csv|xlsx] [--out <文件>]
  disclosure-bot check <文件>...                          核对草稿，不入库
  disclosure-bot verdict <编号> confirmed|dismissed --reason <理由> --who <姓名>   记录对疑点的认定
  disclosure-bot versions "<单位>" [<年份>] [--json]      某单位各年收到的各份年报，正在用哪一份，差在哪里
  disclosure-bot versions "<单位>" <年份> --use <第几份> --reason <理由> --who <姓名>   改用其中一份
  disclosure-bot same-office "<单位>=<单位>" --reason <理由> --who <姓名>          两个名称是同一个单位
  disclosure-bot same-office --undo "<单位>=<单位>" --reason <理由> --who <姓名>   撤销上面的记录
  disclosure-bot start                                    启动各个渠道
  disclosure-bot staff [list] [--json]                    工作人员名单和还没有用的邀请码
  disclosure-bot staff invite --name <姓名> --who <管理员> [--days <天数>]         生成一次性邀请码
  disclosure-bot staff admit|remove --channel <渠道> --id <平台编号> --name <姓名> --who <管理员> [--reason <理由>]
  disclosure-bot staff actions [--limit <条数>] [--json]  工作人员做过什么
  disclosure-bot channel [list] [--json]                  各渠道是否开着
  disclosure-bot channel off|on <渠道> --who <管理员> [--reason <理由>]
  disclosure-bot journal [--kind missed|unclear|missing|refused|guarded|clarify|error|disliked|all] [--json]
      [--since YYYY-MM-DD] [--channel <渠道>] [--limit <条数>]                     没有答好的问题，相同的问法合在一起
  disclosure-bot journal --example <编号> [--expect <答复种类>] [--out <文件.jsonl>] 把一个问题变成测试用例
  disclosure-bot journal --forget                         立即清除过期的问题文字
  disclosure-bot register import <名册.csv|.xlsx> [--place <省市县>] [--who <姓名>]    导入应当编制年报的单位
  disclosure-bot register [list] [<单位或地名>] [--json]                           名册里有哪些单位
  disclosure-bot register sync                                                     把收录过年报的单位列入名册
  disclosure-bot register owing [<单位或地名>] [<年份>] [--format text|json|csv|xlsx] [--out <文件>]  谁已公布、谁晚了、谁还没有
  disclosure-bot register published "<单位>" <年份> <YYYY-MM-DD> --evidence <依据> --who <姓名>   登记公布日期
  disclosure-bot register due "<单位或地名>" <MM-DD> --years 2025-2026 --basis <通知> --who <姓名> [--kind <类型>]  本地通知的期限
  disclosure-bot register remove "<单位>" --reason <理由> --who <姓名>               从名册去掉
  disclosure-bot remind [--dry-run] [--failed] [--json]   发出到期的提醒；只看会发给谁、为什么；发送失败或不明的
  disclosure-bot calendar "<单位或地名>" [--out <文件.ics>]  年报截止日的日历文件
  disclosure-bot copy --from <地址> --to <地址> [--json]  把整个知识库复制到另一个空的数据库（SQLite、PostgreSQL 之间），并逐表核对
选项：--database <地址>  --today YYYY-MM-DD  --role public|staff  --session <编号>  --jobs <并行读取数>  --again（未变的文件也重读）`;

/**
 * Reads the arguments of one call.
 * @throws UserError with what is wrong and how to call.
 */
export function readCall(argv: readonly string[], environment: NodeJS.ProcessEnv): Call {
  const { values, positionals } = parseOrExplain(argv);
  const [command = '', ...rest] = positionals;
  if (values.help || command === '') throw new UserError('USAGE', USAGE);
  const { role, today } = values;
  if (role !== undefined && role !== 'public' && role !== 'staff') {
    throw new UserError('BAD_ROLE', '--role 只能是 public 或 staff。');
  }
  const { since } = values;
  if (since !== undefined && !isDate(since)) throw new UserError('BAD_DATE', '--since 应为 YYYY-MM-DD 形式的日期。');
  if (today !== undefined && !isDate(today)) throw new UserError('BAD_DATE', '--today 应为 YYYY-MM-DD 形式的日期。');
  const onConflict = values['on-conflict'] ?? null;
  if (onConflict !== null && onConflict !== 'replace' && onConflict !== 'keep' && onConflict !== 'fail') {
    throw new UserError('BAD_ON_CONFLICT', '--on-conflict 只能是 replace、keep 或 fail。');
  }
  const config = readConfig({
    ...environment,
    ...(values.database ? { DISCLOSURE_DATABASE_URL: values.database } : {}),
  });
  return {
    command,
    rest,
    config,
    json: values.json,
    batch: values.batch ?? null,
    today: today ?? null,
    role: role ?? null,
    session: values.session ?? null,
    explain: values.explain,
    onConflict,
    place: values.place ?? null,
    kind: values.kind ?? null,
    format: values.format ?? null,
    out: values.out ?? null,
    reason: values.reason ?? null,
    who: values.who ?? null,
    evidence: values.evidence ?? null,
    basis: values.basis ?? null,
    years: values.years ?? null,
    file: values.file ?? null,
    use: values.use === undefined ? null : readUse(values.use),
    undo: values.undo,
    name: values.name ?? null,
    channel: values.channel ?? null,
    id: values.id ?? null,
    days: wholeNumber('days', values.days, 365),
    limit: wholeNumber('limit', values.limit, 100_000),
    since: since ?? null,
    example: wholeNumber('example', values.example, Number.MAX_SAFE_INTEGER),
    expect: values.expect ?? null,
    forget: values.forget,
    watch: values.watch,
    // What was decided about a file before is decided anew only where the file is read anew.
    again: values.again || values['on-conflict'] !== undefined,
    jobs: wholeNumber('jobs', values.jobs, MOST_JOBS),
    dryRun: values['dry-run'],
    failed: values.failed,
    from: values.from ?? null,
    to: values.to ?? null,
  };
}

/** True for a date that exists, as YYYY-MM-DD. */
export function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

// --- internal ---

const OPTIONS = {
  database: { type: 'string' },
  json: { type: 'boolean', default: false },
  batch: { type: 'string' },
  today: { type: 'string' },
  role: { type: 'string' },
  session: { type: 'string' },
  explain: { type: 'boolean', default: false },
  'on-conflict': { type: 'string' },
  place: { type: 'string' },
  kind: { type: 'string' },
  format: { type: 'string' },
  out: { type: 'string' },
  reason: { type: 'string' },
  who: { type: 'string' },
  evidence: { type: 'string' },
  basis: { type: 'string' },
  years: { type: 'string' },
  file: { type: 'string' },
  use: { type: 'string' },
  undo: { type: 'boolean', default: false },
  watch: { type: 'boolean', default: false },
  again: { type: 'boolean', default: false },
  jobs: { type: 'string' },
  name: { type: 'string' },
  channel: { type: 'string' },
  id: { type: 'string' },
  days: { type: 'string' },
  limit: { type: 'string' },
  since: { type: 'string' },
  example: { type: 'string' },
  expect: { type: 'string' },
  forget: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  failed: { type: 'boolean', default: false },
  from: { type: 'string' },
  to: { type: 'string' },
  help: { type: 'boolean', default: false, short: 'h' },
} as const;

const MOST_JOBS = 64;

/** @throws UserError BAD_JOBS, BAD_DAYS … where it is no whole number from 1 to `most`. */
function wholeNumber(option: string, text: string | undefined, most: number): number | null {
  if (text === undefined) return null;
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= most) return number;
  throw new UserError(`BAD_${option.toUpperCase()}`, `--${option} 应为 1 到 ${most} 的整数。`);
}

/** `--id -100123` (a group on Telegram) as `--id=-100123`, so that it is not taken for an option. */
function withNegativeIds(argv: readonly string[]): string[] {
  return argv.flatMap((argument, index) => {
    const [before, after] = [argv[index - 1], argv[index + 1]];
    if (argument === '--id' && /^-\d+$/.test(after ?? '')) return [`--id=${after}`];
    return before === '--id' && /^-\d+$/.test(argument) ? [] : [argument];
  });
}

/** Versions are counted from 1. */
function readUse(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new UserError('BAD_USE', '--use 后面请写第几份，如 --use 1。');
}

function parseOrExplain(argv: readonly string[]) {
  try {
    return parseArgs({ args: withNegativeIds(argv), options: OPTIONS, allowPositionals: true });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new UserError('BAD_OPTION', `命令行选项不对（${detail}）。\n${USAGE}`, { cause: error });
  }
}
