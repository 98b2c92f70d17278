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
  /** Of `ask`: a draft to be checked. */
  readonly file: string | null;
  /** `versions`: which report to use; null to list them. */
  readonly use: number | null;
  /** `same-office`: takes it back. */
  readonly undo: boolean;
  /** `ingest`: goes on watching the folder. */
  readonly watch: boolean;
  /** `ingest`: reads unchanged files, too. */
  readonly again: boolean;
  /** `ingest`: how many processes read; null for as many as there are processors. */
  readonly jobs: number | null;
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
  disclosure-bot start                                    启动网页
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
    file: values.file ?? null,
    use: values.use === undefined ? null : readUse(values.use),
    undo: values.undo,
    watch: values.watch,
    // What was decided about a file before is decided anew only where the file is read anew.
    again: values.again || values['on-conflict'] !== undefined,
    jobs: values.jobs === undefined ? null : readJobs(values.jobs),
  };
}

/** True for a date that exists, as YYYY-MM-DD. */
export function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
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
  file: { type: 'string' },
  use: { type: 'string' },
  undo: { type: 'boolean', default: false },
  watch: { type: 'boolean', default: false },
  again: { type: 'boolean', default: false },
  jobs: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false, short: 'h' },
} as const;

const MOST_JOBS = 64;

function readJobs(text: string): number {
  const jobs = Number(text);
  if (Number.isInteger(jobs) && jobs >= 1 && jobs <= MOST_JOBS) return jobs;
  throw new UserError('BAD_JOBS', `--jobs 应为 1 到 ${MOST_JOBS} 的整数。`);
}

/** Versions are counted from 1. */
function readUse(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new UserError('BAD_USE', '--use 后面请写第几份，如 --use 1。');
}

function parseOrExplain(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new UserError('BAD_OPTION', `命令行选项不对（${detail}）。\n${USAGE}`, { cause: error });
  }
}
