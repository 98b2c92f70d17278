import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { openKnowledge } from '../knowledge/knowledge.js';
import { UserError } from '../knowledge/types.js';
import type { Call } from './call.js';
import { toAnswer } from './check-answer.js';
import { type CheckedDraft, checkDraft } from './check-draft.js';
import { checkedIn } from './check-scope.js';
import { toCsv } from './check-table.js';
import { toText } from './check-text.js';
import { CHECK_WORDING } from './check-wording.js';
import { toWorkbook } from './check-workbook.js';
import type { Checked } from './checked.js';
import { writeOut } from './write-out.js';

/** `disclosure-bot check`: the findings of what is stored, or of files that are not (contract: command line). */
export async function check(call: Call): Promise<number> {
  const format = formatOf(call);
  const [first] = call.rest;
  const file = first === undefined ? null : await stat(first).catch(() => null);
  return file?.isFile() ? checkFiles(call, format) : checkStored(call, format);
}

// --- internal ---

const FORMATS = ['text', 'json', 'csv', 'xlsx'] as const;
type Format = (typeof FORMATS)[number];

/** @throws UserError BAD_FORMAT, NEEDS_OUT */
function formatOf({ json, format, out }: Call): Format {
  const named = format ?? (json ? 'json' : out === null ? 'text' : extname(out).slice(1).toLowerCase());
  const known = FORMATS.find((each) => each === (named === 'txt' ? 'text' : named));
  if (!known || (json && known !== 'json')) {
    throw new UserError('BAD_FORMAT', '--format 只能是 text、json、csv 或 xlsx；--json 就是 --format json。');
  }
  if (known === 'xlsx' && out === null) throw new UserError('NEEDS_OUT', 'xlsx 要用 --out 写明保存到哪个文件。');
  return known;
}

async function checkStored(call: Call, format: Format): Promise<number> {
  const { office, year } = namedIn(call.rest);
  const knowledge = await openKnowledge(call.config.databaseUrl);
  try {
    const checked = await checkedIn(knowledge, { office, year, place: call.place, kind: call.kind });
    const question = `检查${office ?? call.place ?? '所有'}${year === null ? '' : `${year}年`}${call.kind ?? ''}年报的数据`;
    if (format === 'json') {
      const answer = await toAnswer(question, checked, await knowledge.reports(), (id) => knowledge.report(id));
      await writeOut(call, `${JSON.stringify(answer)}\n`);
    } else await writeOut(call, await FORMS[format](checked));
    return 0;
  } finally {
    await knowledge.close();
  }
}

/** Drafts one by one: one that cannot be read does not keep the others from being checked. */
async function checkFiles(call: Call, format: Format): Promise<number> {
  const drafts: CheckedDraft[] = [];
  const answers: unknown[] = [];
  let failed = false;
  for (const path of call.rest) {
    try {
      const draft = await checkDraft({ name: basename(path), bytes: await readFile(path) }, call.config.databaseUrl);
      const { checked, before, messages, sourceOf } = draft;
      drafts.push(draft);
      for (const { text } of messages) process.stderr.write(`${path}：${text}\n`);
      process.stderr.write(`${path}：${CHECK_WORDING.draftHead}${CHECK_WORDING.draft(before?.year ?? null)}\n`);
      if (format !== 'json') continue;
      answers.push(await toAnswer(`检查文件${checked.report.file}`, [checked], before ? [before] : [], sourceOf));
    } catch (error) {
      if (!(error instanceof UserError) && !isFileError(error)) throw error;
      failed = true;
      const { code, message } = error instanceof UserError ? error : CANNOT_OPEN;
      process.stderr.write(`${path}：${message}（${code}）\n`);
      answers.push({ question: `检查文件${basename(path)}`, kind: 'error', text: message, error: { code, message } });
    }
  }
  if (format === 'json') await writeOut(call, answers.map((answer) => `${JSON.stringify(answer)}\n`).join(''));
  else if (drafts.length > 0) await writeOut(call, await FORMS[format](drafts.map(({ checked }) => checked)));
  return failed ? 1 : 0;
}

const CANNOT_OPEN = { code: 'CANNOT_OPEN', message: '文件打不开，请检查文件是否存在、是否有读取权限。' };

function isFileError(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && ['EACCES', 'EISDIR', 'ENOENT', 'EPERM'].includes(String(error.code))
  );
}

/** `[office] [year]`, or a year alone. */
function namedIn(rest: readonly string[]): { office: string | null; year: number | null } {
  const isYear = (text: string): boolean => /^\d{4}年?$/.test(text);
  const [first, second, ...more] = rest;
  if (more.length > 0)
    throw new UserError('BAD_CALL', '用法：disclosure-bot check [<单位或地名>] [<年份>]，或 check <文件>...');
  if (first !== undefined && second === undefined && isYear(first))
    return { office: null, year: Number.parseInt(first, 10) };
  if (second !== undefined && !isYear(second)) throw new UserError('BAD_YEAR', `“${second}”不是年份，请写四位数字。`);
  if (first !== undefined && /[/\\]/.test(first))
    throw new UserError('NO_SUCH_FILE', `找不到文件：${first}。请检查路径。`);
  return { office: first ?? null, year: second === undefined ? null : Number.parseInt(second, 10) };
}

const FORMS: Readonly<Record<Exclude<Format, 'json'>, (checked: readonly Checked[]) => Promise<string | Buffer>>> = {
  text: async (checked) => toText(checked),
  csv: async (checked) => toCsv(checked),
  xlsx: toWorkbook,
};
