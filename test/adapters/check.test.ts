import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import readExcelFile from 'read-excel-file/node';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CheckAnswer } from '../../adapters/check-answer.js';
import { openDatabase } from '../../knowledge/database.js';
import { freshDatabase } from '../knowledge/databases.js';

const COMMAND = 'dist/adapters/command-line.js';
const folder = mkdtempSync(join(tmpdir(), 'disclosure-'));
const DATABASE = freshDatabase().url;
const LINGYUAN = readFileSync('samples/jinjiang-lingyuan-2020.txt', 'utf8');

/** The sample as it would be a year later. */
const NEXT_YEAR = LINGYUAN.replace(/2020/g, '@').replace(/2019/g, '2020').replace(/@/g, '2021');

function run(args: readonly string[], database = DATABASE): SpawnSyncReturns<string> {
  return spawnSync('node', [COMMAND, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    env: { ...process.env, DISCLOSURE_DATABASE_URL: database },
  });
}
const checked = (...args: string[]): CheckAnswer => JSON.parse(run(['check', ...args, '--json']).stdout);

async function everything(): Promise<unknown> {
  const database = await openDatabase(DATABASE);
  const tables = ['meta', 'office', 'report', 'version', 'figure', 'finding', 'verdict', 'office_name', 'replaced'];
  const rows = await Promise.all(tables.map((table) => database.all(`select * from ${table}`)));
  await database.close();
  return rows;
}

beforeAll(() => {
  expect(run(['ingest', 'samples']).status).toBe(0);
});

describe('check of what is stored', () => {
  it.each([
    [['西园街道', '2023'], ['晋江市西园街道办事处2023']],
    [['晋江市', '2020'], ['晋江市灵源街道办事处2020']],
    [['--place', '晋江', '--kind', '镇'], ['晋江市东石镇人民政府2019']],
    [['2023'], ['晋江市西园街道办事处2023']],
    [['xiyuan', '2023'], ['晋江市西园街道办事处2023']],
  ])('%j means %j', (args, expected) => {
    const { kind, text, findings } = checked(...args);
    expect(kind).toBe('check');
    expect([...new Set(findings.map(({ office, year }) => `${office}${year}`))]).toEqual(expected);
    for (const { message } of findings) expect(text).toContain(message);
  });

  it('tells every finding of every report, each with an id of its own and both numbers quoted', () => {
    const { findings, citations } = checked();
    expect(new Set(findings.map(({ id }) => id)).size).toBe(findings.length);
    expect(new Set(findings.map(({ office }) => office)).size).toBeGreaterThan(2);
    const narrative = findings.find(({ rule }) => rule === 'N-NEW');
    const quotes = narrative?.citations.map((index) => citations[index]);
    expect(quotes?.map((cited) => cited?.quote)).toEqual([
      expect.stringContaining('6 件'),
      expect.stringContaining('0 0 0 0 0 0 0'),
    ]);
    for (const cited of quotes ?? []) expect(cited).toMatchObject({ file: 'jinjiang-xiyuan-2023.txt', year: 2023 });
  });

  it('groups as text: 错误, 提醒, 提示, with file and line', () => {
    const { stdout, status } = run(['check', '西园街道', '2023']);
    expect(status).toBe(0);
    const heads = stdout.split('\n').filter((line) => /^(?:错误|提醒|提示)$/.test(line));
    expect(heads).toEqual(['错误', '提醒', '提示']);
    expect(stdout).toMatch(/N-NEW .*6件.*0件/);
    expect(stdout).toMatch(/jinjiang-xiyuan-2023\.txt 第\d+行：“/);
  });

  it('writes CSV that a spreadsheet opens', () => {
    const { stdout } = run(['check', '晋江市', '--format', 'csv']);
    expect(stdout.startsWith('\uFEFF"编号","级别"')).toBe(true);
    const rows = stdout.trim().split('\r\n');
    expect(new Set(rows.slice(1).map((row) => row.split(',')[1]))).toEqual(new Set(['"错误"', '"提醒"', '"提示"']));
    expect(rows.filter((row) => /^"f[0-9a-f]{10}"/.test(row))).toHaveLength(rows.length - 1);
  });

  it('writes a workbook with a sheet a severity, numbers as numbers', async () => {
    const out = join(folder, 'county.xlsx');
    const { status, stdout } = run(['check', '晋江市', '--out', out]);
    expect([status, stdout]).toEqual([0, '']);
    const sheets = await readExcelFile(out);
    expect(sheets.map(({ sheet }) => sheet)).toEqual(['概况', '错误', '提醒', '提示', '无法核对']);
    const [summary, errors] = sheets.map(({ data }) => data);
    expect(summary?.slice(1).map((row) => row.slice(0, 5))).toContainEqual([
      '晋江市西园街道办事处',
      '晋江市',
      2023,
      'jinjiang-xiyuan-2023.txt',
      8,
    ]);
    expect(errors).toHaveLength(9);
    const json = checked('晋江市').findings.filter(({ severity }) => severity === 'error');
    expect(errors?.slice(1).map((row) => row[0])).toEqual(json.map(({ id }) => id));
    expect(existsSync(`${out}.part`)).toBe(false);
  });

  it.each([
    [['check', '陈埭镇', '2023']],
    [['check', '西园街道', '2019']],
    [['check', '西园街道', '去年']],
    [['check', '--place', '红岩市']],
    [['check', '--kind', '村']],
    [['check', '--format', 'pdf']],
    [['check', '--format', 'xlsx']],
    [['check', '--json', '--format', 'csv']],
    [['check', 'nowhere/draft.txt']],
    [['check', '--out', '/nowhere/at/all.csv']],
  ])('%j ends with 2, says why and prints nothing', (args) => {
    const { stdout, stderr, status } = run(args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/[\u4e00-\u9fa5]{2}/);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

describe('check of a draft', () => {
  const draft = join(folder, '草稿.txt');
  beforeAll(() => writeFileSync(draft, NEXT_YEAR.replace(/2698人/g, '3001人')));

  it('compares with the stored year before and stores nothing', async () => {
    const before = await everything();
    const { stdout, stderr, status } = run(['check', draft, '--json']);
    const answer: CheckAnswer = JSON.parse(stdout);
    expect(status).toBe(0);
    expect(answer.kind).toBe('check');
    expect(answer.findings.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(['X-CUMUL', 'X-FOLLOWERS', 'X-DUP-TEXT']),
    );
    const across = answer.findings.find(({ rule }) => rule === 'X-FOLLOWERS');
    expect(across?.citations.map((index) => answer.citations[index]?.year)).toEqual([2021, 2020]);
    expect(answer.findings.every(({ id }) => id === null)).toBe(true);
    expect(stderr).toContain('没有入库');
    expect(await everything()).toEqual(before);
  });

  it('says that it compared with no other year where none is stored, and makes no database', () => {
    const nowhere = join(folder, 'none', 'none.db');
    const { stdout, stderr, status } = run(['check', draft], `sqlite:${nowhere}`);
    expect(status).toBe(0);
    expect(stdout).toContain('提醒');
    expect(stdout).not.toContain('X-');
    expect(stderr).toContain('跨年的核对没有进行');
    expect(existsSync(join(folder, 'none'))).toBe(false);
  });

  it('checks several, goes on behind one that is no report, and ends with 1', () => {
    const letter = join(folder, '来信.txt');
    writeFileSync(letter, '尊敬的先生：\n感谢来信。');
    const { stdout, stderr, status } = run(['check', letter, draft, '--json']);
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as CheckAnswer);
    expect(answers.map(({ kind }) => kind)).toEqual(['error', 'check']);
    expect(stderr).toContain('NOT_A_REPORT');
    expect(status).toBe(1);
  });
});

describe('a person’s verdict', () => {
  it('is shown with the finding, and again after the report was read again', () => {
    const id = checked('西园街道').findings.find(({ rule }) => rule === 'N-NEW')?.id ?? '';
    expect(run(['verdict', id, 'dismissed', '--reason', '漏填', '--who', '王五']).status).toBe(0);
    expect(run(['verdict', id, 'confirmed', '--reason', '已去电核实', '--who', '赵六']).status).toBe(0);
    const shown = () => checked('西园街道').findings.find((finding) => finding.id === id)?.verdict;
    const verdict = { verdict: 'confirmed', reason: '已去电核实', who: '赵六' };
    expect(shown()).toMatchObject(verdict);
    expect(run(['check', '西园街道']).stdout).toContain('属实（赵六，');
    const copy = join(folder, 'jinjiang-xiyuan-2023.txt');
    writeFileSync(copy, `${readFileSync('samples/jinjiang-xiyuan-2023.txt', 'utf8')}\n`);
    expect(run(['ingest', copy]).stdout).toContain('更新');
    expect(shown()).toMatchObject(verdict);
    expect(shown()).not.toHaveProperty('outdated');
  });

  it('is marked once the numbers it was about have changed', () => {
    const copy = join(folder, 'jinjiang-xiyuan-2023.txt');
    const text = readFileSync('samples/jinjiang-xiyuan-2023.txt', 'utf8');
    writeFileSync(copy, text.replace('收到政府信息公开申请 6 件', '收到政府信息公开申请 7 件'));
    run(['ingest', copy]);
    const found = checked('西园街道').findings.find(({ rule }) => rule === 'N-NEW');
    expect(found?.message).toContain('7件');
    expect(found?.verdict).toMatchObject({ outdated: true });
    expect(run(['check', '西园街道']).stdout).toContain('请重新核对');
  });

  it.each([
    [['verdict']],
    [['verdict', 'f0000000000', 'confirmed', '--reason', '理由', '--who', '王五']],
    [['verdict', 'f0000000000', 'perhaps', '--reason', '理由', '--who', '王五']],
    [['verdict', 'f0000000000', 'confirmed', '--who', '王五']],
    [['verdict', 'f0000000000', 'confirmed', '--reason', '理由']],
  ])('%j ends with 2', (args) => {
    const { status, stderr } = run(args);
    expect(status).toBe(2);
    expect(stderr).toMatch(/[\u4e00-\u9fa5]{2}/);
  });
});

describe('two files of one office and year', () => {
  const database = freshDatabase().url;
  const [first, second] = [join(folder, '甲.txt'), join(folder, '乙.txt')];
  const ingest = (...args: string[]) => run(['ingest', ...args, '--json'], database);
  beforeAll(() => {
    writeFileSync(first, LINGYUAN);
    writeFileSync(second, LINGYUAN.replace('主动公开政府信息95条', '主动公开政府信息96条'));
    expect(ingest(first).status).toBe(0);
  });

  it('fails, keeps or replaces as it is told, and says which is in use', () => {
    const refused = ingest(second, '--on-conflict', 'fail');
    expect(refused.status).toBe(1);
    expect(JSON.parse(refused.stdout)).toMatchObject({ reports: [], failed: [{ error: { code: 'REPORT_EXISTS' } }] });

    const kept = ingest(second, '--on-conflict', 'keep');
    expect([kept.status, JSON.parse(kept.stdout).reports[0].status]).toEqual([0, 'unchanged']);
    expect(kept.stderr).toContain('正在使用“甲.txt”');
    const asked = run(['ask', '灵源街道2020年主动公开多少条', '--json'], database);
    expect(JSON.parse(asked.stdout).values[0].value).toBe(95);

    const text = run(['check', '灵源街道'], database).stdout;
    expect(text).toMatch(/META-ORG-YEAR-DUP .*“甲\.txt”.*“乙\.txt”.*96条.*95条/);
    expect(run(['ingest', second, '--on-conflict', 'perhaps'], database).status).toBe(2);
  });
});

describe('same-office', () => {
  it('answers under the one name what was reported under the other', () => {
    const database = freshDatabase().url;
    const old = join(folder, '旧名.txt');
    writeFileSync(
      old,
      LINGYUAN.replace(/灵源街道办事处/g, '灵水街道办事处')
        .replace(/灵源/g, '灵水')
        .replace(/2020/g, '2018'),
    );
    const current = join(folder, '现名.txt');
    writeFileSync(current, LINGYUAN);
    expect(run(['ingest', old, current], database).status).toBe(0);
    const offices = () => JSON.parse(run(['ask', '有哪些单位的年报', '--json'], database).stdout).text as string;
    expect(offices()).toContain('灵水街道');
    const said = ['--reason', '更名文件', '--who', '王五'];
    const { status, stdout } = run(['same-office', '灵水街道=灵源街道', ...said], database);
    expect([status, stdout]).toEqual([0, expect.stringContaining('灵源街道办事处')]);
    expect(offices()).not.toContain('灵水街道');
    expect(run(['check', '灵水街道', '2018', '--json'], database).status).toBe(0);
    for (const args of [['灵源街道=灵水街道', ...said], ['甲=乙', ...said], ['灵源街道', ...said], ['灵源街道=乙镇']]) {
      expect(run(['same-office', ...args], database).status).toBe(2);
    }
  });
});
