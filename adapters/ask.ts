import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import type { Answer } from '../bot/answer.js';
import { type Bot, createBot, type Explanation, type Incoming, type Origin } from '../bot/bot.js';
import { chartOf } from '../bot/chart.js';
import { CHART } from '../bot/chart-phrases.js';
import { PHRASES } from '../bot/phrases.js';
import { type CheckFile, LARGEST_SENT_FILE, type SentFile } from '../bot/sent-file.js';
import { asksForChart } from '../bot/understand.js';
import { openKnowledge } from '../knowledge/knowledge.js';
import { UserError } from '../knowledge/types.js';
import { type Call, isDate, USAGE } from './call.js';
import type { FileCheckerOptions } from './check-file.js';

/** `disclosure-bot ask`: one question, or a batch of them line by line. */
export function ask(call: Call): Promise<number> {
  return call.batch === null ? askOne(call) : askBatch(call, call.batch);
}

// --- internal ---

async function askOne(call: Call): Promise<number> {
  const [question = ''] = call.rest;
  if ((call.rest.length === 0 && call.file === null) || call.rest.length > 1)
    throw new UserError('NO_QUESTION', `请用引号写一个问题。\n${USAGE}`);
  const file = call.file === null ? null : await readSent(call.file);
  return withBot(call, async (bot) => {
    const message = { ...incoming(call, question), ...(file && { file }) };
    if (call.explain && !file) process.stderr.write(`${explanation(await bot.explain(message, origin(call)))}\n`);
    const answer = await bot.reply(message, origin(call));
    if (call.json) print(answer);
    else process.stdout.write(written(answer, await chartLine(answer)));
    return answer.kind === 'error' ? 1 : 0;
  });
}

async function askBatch(call: Call, file: string): Promise<number> {
  if (!call.json) throw new UserError('BATCH_NEEDS_JSON', '--batch 要和 --json 一起用。');
  const input = file === '-' ? process.stdin : await openFile(file);
  return withBot(call, async (bot) => {
    let failed = false;
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      const asked = readLine(line);
      if (asked === null) {
        failed = true;
        print({ id: null, kind: 'error', text: '这一行不是 {"id","question"} 形式的 JSON 对象。' });
        continue;
      }
      const message = { ...incoming(call, asked.question), ...asked.given };
      const answer = await bot.reply(message, { ...origin(call), ...asked.origin });
      failed ||= answer.kind === 'error';
      print({ id: asked.id, ...answer });
    }
    return failed ? 1 : 0;
  });
}

/** @throws UserError `NO_SUCH_FILE` */
async function openFile(file: string): Promise<NodeJS.ReadableStream> {
  const stream = createReadStream(file, 'utf8');
  await once(stream, 'open').catch((error: unknown) => {
    throw new UserError('NO_SUCH_FILE', `打不开文件：${file}。请检查路径。`, { cause: error });
  });
  return stream;
}

/** @throws UserError NO_SUCH_FILE, FILE_TOO_LARGE: what is too large for an answer is not opened. */
async function readSent(path: string): Promise<SentFile> {
  try {
    const { size } = await stat(path);
    if (size > LARGEST_SENT_FILE)
      throw new UserError('FILE_TOO_LARGE', PHRASES.fileTooLarge(LARGEST_SENT_FILE / 2 ** 20));
    return { name: basename(path), bytes: await readFile(path) };
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw new UserError('NO_SUCH_FILE', `打不开文件：${path}。请检查路径。`, { cause });
  }
}

async function withBot(call: Call, use: (bot: Bot) => Promise<number>): Promise<number> {
  const { databaseUrl, replicaUrl, databaseParts: parts, journalDays } = call.config;
  const replica = replicaUrl ?? undefined;
  const knowledge = await openKnowledge(databaseUrl, { journalDays, replica, parts });
  const log = (message: string, error: unknown) => process.stderr.write(`${message}: ${String(error)}\n`);
  try {
    const { contact } = call.config;
    const now = () => new Date();
    return await use(createBot({ knowledge, now, contact, checkFile: lazily({ databaseUrl, now }), log }));
  } finally {
    await knowledge.close();
  }
}

/** Loads what reads files when the first one comes. */
function lazily(options: FileCheckerOptions): CheckFile {
  return async (file) => (await import('./check-file.js')).fileChecker(options)(file);
}

function incoming(call: Call, text: string): Incoming {
  const person = call.who?.trim() ? { id: call.who.trim(), name: null } : null;
  return { text, session: call.session, role: call.role ?? 'public', person };
}

function origin(call: Call): Origin {
  return { channel: 'command-line', today: call.today };
}

/** An answer as a terminal shows it: the text, the doubts, the quoted sources, what to ask next. */
function written({ kind, text, findings, citations, choices }: Answer, chart: string): string {
  const sources = citations.map(({ title, section, line, quote }, index) => {
    const at = line === null ? '' : ` 第${line}行`;
    return `[${index + 1}] ${title} ${section}${at}：“${quote}”`;
  });
  const lines = [
    text,
    ...(chart === '' ? [] : [chart]),
    // A check says its findings in its text.
    ...(kind === 'check' ? [] : findings.map(({ message }) => `注意：${message}`)),
    ...(sources.length > 0 ? ['出处：', ...sources] : []),
    ...choices.map(({ question }) => `→ ${question}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** A terminal shows no pictures: where a chart is asked for, it says where the chart is. */
async function chartLine(answer: Answer): Promise<string> {
  return chartOf(answer) !== null && (await asksForChart(answer.question)) ? CHART.onWebPage : '';
}

interface Asked {
  readonly id: unknown;
  readonly question: string;
  readonly given: Partial<Pick<Incoming, 'session' | 'role'>>;
  readonly origin: Partial<Pick<Origin, 'today'>>;
}

/** A line of a batch, or null where it is no such object. */
function readLine(line: string): Asked | null {
  const parsed = parse(line);
  if (typeof parsed !== 'object' || parsed === null) return null;
  const { id, question, session, role, today } = parsed as Record<string, unknown>;
  if ((typeof id !== 'string' && typeof id !== 'number') || typeof question !== 'string') return null;
  if (session !== undefined && typeof session !== 'string') return null;
  if (role !== undefined && role !== 'public' && role !== 'staff') return null;
  if (today !== undefined && (typeof today !== 'string' || !isDate(today))) return null;
  return {
    id,
    question,
    given: { ...(session === undefined ? {} : { session }), ...(role === undefined ? {} : { role }) },
    origin: today === undefined ? {} : { today },
  };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

function explanation({ question, understood, rejected, violation, draft }: Explanation): string {
  const { offices, years, metrics, applicants, operations, rest } = understood;
  const lines = [
    `规则：${question}（未选用：${rejected.join('、') || '无'}）`,
    `单位：${offices.map(({ text, ids }) => `${text}[${ids.join(',')}]`).join('、') || '无'}  年份：${years.years.join('、') || '无'}`,
    `指标：${metrics.map(({ keys, score }) => `${keys.join('+')}(${score.toFixed(1)})`).join('、') || '无'}  申请人：${applicants.join('、') || '无'}`,
    `操作：${[...operations].join('、') || '无'}  其余内容：${rest.join('、') || '无'}`,
    ...draft.values.map(
      ({ value }) =>
        `数据：${value.office} ${value.year} ${value.metric} ${value.applicant ?? ''} ${value.value ?? value.state} ${value.source}`,
    ),
    `数字核对：${violation ? `${violation.rule}：${violation.detail}` : '通过'}`,
  ];
  return lines.join('\n');
}
