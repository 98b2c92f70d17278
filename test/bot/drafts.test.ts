import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileChecker } from '../../adapters/check-file.js';
import type { Answer } from '../../bot/answer.js';
import { type Bot, createBot, type Incoming } from '../../bot/bot.js';
import { type CheckFile, LARGEST_SENT_FILE, type SentFile } from '../../bot/sent-file.js';
import type { ReadersOptions } from '../../ingest/parallel.js';
import { openDatabase } from '../../knowledge/database.js';
import { readJournal } from '../../knowledge/journal.js';
import { type Knowledge, openKnowledge } from '../../knowledge/knowledge.js';
import { SEEDS, SEEDS_ARE_THERE } from '../ingest/truth.js';
import { docxOf, zipOf } from '../ingest/zip-writer.js';
import { tablesOf } from '../knowledge/databases.js';
import { temporaryFolder } from '../knowledge/temporary.js';
import { askOn, ingested } from './fixture.js';

const SCRIPT = resolve('dist/ingest/reader-process.js');
const folder = temporaryFolder();
const now = () => new Date('2026-11-21T04:00:00Z');

let url = '';
let knowledge: Knowledge;
let bot: Bot;
const logged: string[] = [];
beforeAll(async () => {
  url = ingested(['samples']);
  knowledge = await openKnowledge(url);
  bot = botWith(checker());
});
afterAll(() => knowledge.close());

function checker(readers: ReadersOptions = {}, more: { mostWaiting?: number; mostLetters?: number } = {}): CheckFile {
  return fileChecker({ databaseUrl: url, now, readers: { script: SCRIPT, ...readers }, ...more });
}

function botWith(checkFile?: CheckFile): Bot {
  const log = (message: string, error: unknown) => void logged.push(`${message}: ${String(error)}`);
  return createBot({ knowledge, now, contact: '县政务公开办', log, ...(checkFile && { checkFile }) });
}

function send(file: SentFile, given: Partial<Incoming> = {}, to: Bot = bot): Promise<Answer> {
  const message = { text: '', session: null, role: 'staff', person: { id: '王五', name: null }, file } as const;
  return to.reply({ ...message, ...given }, { channel: 'test', today: '2026-11-21' });
}

const fileOf = (path: string): SentFile => ({ name: path.split('/').at(-1) ?? '', bytes: readFileSync(path) });
const textFile = (name: string, text: string): SentFile => ({ name, bytes: new TextEncoder().encode(text) });

/** The sample as it would be a year later. */
const NEXT_YEAR = readFileSync('samples/jinjiang-lingyuan-2020.txt', 'utf8')
  .replace(/2020/g, '@')
  .replace(/2019/g, '2020')
  .replace(/@/g, '2021')
  .replace(/2698人/g, '3001人');

async function everything(): Promise<unknown> {
  const database = await openDatabase(url);
  const tables = ['meta', 'office', 'report', 'version', 'figure', 'finding', 'verdict', 'passage', 'session'];
  const there = await tablesOf(database);
  const rows = await Promise.all(
    tables.filter((each) => there.includes(each)).map((each) => database.all(`select * from ${each}`)),
  );
  await database.close();
  return rows;
}

describe('a draft sent by staff', () => {
  it('is told as read, compared with the stored year before, its doubts grouped and quoted; nothing is stored', async () => {
    const before = await everything();
    const answer = await send(textFile('草稿.txt', NEXT_YEAR), { session: 'chat' });
    expect(answer.kind).toBe('check');
    expect(answer.text).toContain('“草稿.txt”读作晋江市灵源街道办事处2021年年报');
    expect(answer.text).toContain('已与收录的2020年年报比较');
    const heads = answer.text.split('\n').filter((line) => /^(?:错误|提醒|提示)$/.test(line));
    expect(heads).toEqual(['提醒', '提示']);
    const across = answer.findings.find(({ rule }) => rule === 'X-FOLLOWERS');
    expect(across?.citations.map((index) => answer.citations[index]?.year)).toEqual([2021, 2020]);
    expect(answer.text).toMatch(/2698人.*\n {2}原文：“.*3001人.*”\n {2}收录的2020年年报：“.*2698人/);
    for (const { message } of answer.findings) expect(answer.text).toContain(message);
    expect(answer.findings.every(({ id }) => id === undefined)).toBe(true);
    expect(await everything()).toEqual(before);
  });

  it('says that no other year was there to compare with', async () => {
    const answer = await send(textFile('草稿.txt', NEXT_YEAR.replace(/灵源/g, '青山')));
    expect(answer.text).toContain('跨年的核对没有进行');
    expect(answer.findings.filter(({ rule }) => rule.startsWith('X-'))).toEqual([]);
  });

  const reports = [
    ...readdirSync('samples').map((name) => `samples/${name}`),
    ...readdirSync('test/reports').flatMap((name) => (name.endsWith('.json') ? [] : [`test/reports/${name}`])),
    'test/ingest/files/audit-bureau-2022.doc',
  ];
  it.each(reports)('%s passes the guard', async (path) => {
    logged.length = 0;
    const answer = await send(fileOf(path));
    expect(logged).toEqual([]);
    expect(answer.kind).toBe('check');
  });

  it('is found to have what `check` finds in the same file', async () => {
    const path = join(folder, '草稿.txt');
    writeFileSync(path, NEXT_YEAR);
    const run = ['dist/adapters/command-line.js', 'check', path, '--json', '--database', url];
    const printed: Answer = JSON.parse(spawnSync('node', run, { encoding: 'utf8' }).stdout);
    const answer = await send(fileOf(path));
    const told = (of: Answer) => [...new Set(of.findings.map(({ rule, message }) => `${rule} ${message}`))].sort();
    expect(told(answer)).toEqual(told(printed));
  });

  it('keeps what was written beside it, in the answer and in the journal', async () => {
    const answer = await send(textFile('草稿.txt', NEXT_YEAR), { text: '请帮我看看' });
    expect(answer.question).toBe('请帮我看看');
    const database = await openDatabase(url);
    const [entry] = await readJournal(database, 1);
    await database.close();
    expect(entry).toMatchObject({ question: '核对文件“草稿.txt” 请帮我看看', kind: 'check', detail: 'file: checked' });
  });

  it.each([
    ['a folder', '../../etc/3件.txt'],
    ['quotation marks', '2023“6件”.txt'],
    ['many letters', `${'长'.repeat(400)}.txt`],
    ['signs that turn the text', 'a\u202Etxt.exe\n9.txt'],
  ])('under a name with %s it is checked all the same', async (_, name) => {
    logged.length = 0;
    expect((await send(textFile(name, NEXT_YEAR))).kind).toBe('check');
    expect(logged).toEqual([]);
  });

  it('is answered after a restart as before', async () => {
    const first = await send(textFile('草稿.txt', NEXT_YEAR));
    const again = await openKnowledge(url);
    const other = createBot({ knowledge: again, now, contact: '', log: () => {}, checkFile: checker() });
    expect(await send(textFile('草稿.txt', NEXT_YEAR), {}, other)).toEqual(first);
    await again.close();
  });
});

describe.skipIf(!SEEDS_ARE_THERE)('published reports as drafts (skipped where ../shared/seeds is not there)', () => {
  it('pass the guard', async () => {
    const seeds = readdirSync(SEEDS).filter((name) => name.endsWith('.txt'));
    expect(seeds.length).toBeGreaterThan(0);
    for (const name of seeds) {
      logged.length = 0;
      expect((await send(fileOf(join(SEEDS, name)))).kind, name).toBe('check');
      expect(logged, name).toEqual([]);
    }
  });
});

describe('a file that is not checked', () => {
  it('is declined to the public, unread', async () => {
    let read = 0;
    const counting = botWith(async () => {
      read += 1;
      return { error: { code: 'X', message: 'x' } };
    });
    const answer = await send(textFile('草稿.txt', NEXT_YEAR), { role: 'public', person: null }, counting);
    expect([answer.kind, read, answer.findings]).toEqual(['refused', 0, []]);
    expect(answer.text).toMatch(/工作人员[\s\S]*县政务公开办/);
  });

  it('is declined where files are not checked', async () => {
    expect(await send(textFile('草稿.txt', NEXT_YEAR), {}, botWith())).toMatchObject({
      kind: 'refused',
      text: expect.stringContaining('没有开通'),
    });
  });

  const locked = zipOf([{ name: '年报.txt', content: NEXT_YEAR, flags: 1 }]);
  const bomb = docxOf(' '.repeat(40 * 2 ** 20));
  const two = zipOf(['a.txt', 'b.txt'].map((name) => ({ name, content: NEXT_YEAR })));
  it.each<[string, SentFile, string]>([
    ['empty', textFile('a.txt', ''), 'EMPTY_FILE'],
    ['a letter', textFile('来信.txt', '尊敬的先生：\n感谢来信。'), 'NOT_A_REPORT'],
    ['random bytes', { name: 'a.txt', bytes: randomBytes(5000) }, '[A-Z_]+'],
    ['encrypted', { name: 'a.zip', bytes: locked }, 'ENCRYPTED_FILE'],
    ['a zip bomb', { name: 'a.docx', bytes: bomb }, 'ZIP_TOO_LARGE|FILE_TOO_LARGE'],
    ['broken off', { name: 'a.docx', bytes: docxOf('<w:p/>').slice(0, 60) }, 'DAMAGED_FILE'],
    ['several at once', { name: 'a.zip', bytes: two }, 'SEVERAL_FILES'],
  ])('%s: says the code, and the bot goes on', async (_, file, code) => {
    const answer = await send(file);
    expect(answer.kind).toBe('refused');
    expect(answer.text).toMatch(new RegExp(`（(?:${code})）$`));
    expect(answer.text).toMatch(/[\u4e00-\u9fa5]{4}/);
    expect((await askOn(bot, '灵源街道2020年主动公开多少条')).kind).toBe('value');
  });

  it('is one report in an archive checked as a file', async () => {
    const answer = await send({ name: 'a.zip', bytes: zipOf([{ name: '草稿.txt', content: NEXT_YEAR }]) });
    expect(answer.kind).toBe('check');
  });

  it('is told where it has more letters than a report can have', async () => {
    const answer = await send(textFile('草稿.txt', NEXT_YEAR), {}, botWith(checker({}, { mostLetters: 1000 })));
    expect(answer).toMatchObject({ kind: 'refused', text: expect.stringContaining('1000 字') });
  });

  it('is not handed to a reader above the bound', async () => {
    let read = 0;
    const counting = botWith(async () => {
      read += 1;
      return { error: { code: 'X', message: 'x' } };
    });
    const answer = await send({ name: 'a.docx', bytes: new Uint8Array(LARGEST_SENT_FILE + 1) }, {}, counting);
    expect([answer.kind, read]).toEqual(['refused', 0]);
    expect(answer.text).toContain('20 MB');
  });
});

describe('a reader in trouble', () => {
  const script = (name: string, code: string): string => {
    mkdirSync(folder, { recursive: true });
    const path = join(folder, name);
    writeFileSync(path, code);
    return path;
  };

  it.each([
    ['hangs', "process.on('message', () => { for (;;); });", 'TIMEOUT'],
    ['crashes', "process.on('message', () => process.exit(3));", 'READER_CRASHED'],
    ['fills its memory', "process.on('message', () => process.kill(process.pid, 'SIGKILL'));", 'READER_CRASHED'],
  ])('that %s costs that file alone, and others are answered meanwhile', async (name, code, expected) => {
    const troubled = botWith(checker({ script: script(`${name}.cjs`, code), timeLimit: 1500 }));
    const pending = send(textFile('草稿.txt', NEXT_YEAR), {}, troubled);
    expect((await askOn(troubled, '灵源街道2020年主动公开多少条')).kind).toBe('value');
    const answer = await pending;
    expect(answer.kind).toBe('error');
    expect(answer.text).toContain(`（${expected}）`);
  });

  it('files take turns, and those beyond the queue are told to come back', async () => {
    const slow = script('slow.cjs', "process.on('message', () => setTimeout(() => process.exit(3), 700));");
    const busy = botWith(checker({ script: slow }, { mostWaiting: 1 }));
    const answers = await Promise.all([1, 2, 3].map(() => send(textFile('草稿.txt', NEXT_YEAR), {}, busy)));
    const codes = answers.map(({ text }) => /（([A-Z_]+)）$/.exec(text)?.[1]);
    expect(codes).toEqual(['READER_CRASHED', 'READER_CRASHED', 'READERS_BUSY']);
    expect(answers.map(({ kind }) => kind)).toEqual(['error', 'error', 'error']);
  });

  it('a large file does not hold up other answers', async () => {
    const large = textFile('a.txt', `${NEXT_YEAR}${'公开政府信息。\n'.repeat(850_000)}`);
    let done = false;
    const pending = send(large, {}, botWith(checker({ timeLimit: 3000 }))).finally(() => {
      done = true;
    });
    let longest = 0;
    while (!done) {
      const start = performance.now();
      await sleep(5);
      longest = Math.max(longest, performance.now() - start);
    }
    expect((await pending).kind).not.toBe('check');
    expect(longest).toBeLessThan(1000);
  });

  it('what is thrown becomes an answer and a line in the log', async () => {
    logged.length = 0;
    const answer = await send(
      textFile('a.txt', 'x'),
      {},
      botWith(() => Promise.reject(new Error('no database'))),
    );
    expect(answer.kind).toBe('error');
    expect(logged).toEqual(['reply failed: Error: no database']);
  });
});

describe('ask --file', () => {
  const ask = (...args: string[]) =>
    spawnSync('node', ['dist/adapters/command-line.js', 'ask', ...args, '--database', url], { encoding: 'utf8' });
  const path = join(folder, '年报.txt');
  beforeAll(() => writeFileSync(path, NEXT_YEAR));

  it('answers as a chat would', () => {
    const { status, stdout } = ask('--role', 'staff', '--file', path, '看看', '--json');
    expect([status, JSON.parse(stdout).kind, JSON.parse(stdout).question]).toEqual([0, 'check', '看看']);
    expect(JSON.parse(ask('--file', path, '--json').stdout).kind).toBe('refused');
  });

  it('ends with 2 where the file is not there', () => {
    const { status, stdout, stderr } = ask('--role', 'staff', '--file', join(folder, 'none.txt'));
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('打不开文件');
  });
});
