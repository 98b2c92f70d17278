import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../knowledge/databases.js';
import { temporaryFolder } from '../knowledge/temporary.js';

const folder = temporaryFolder();
const DATABASE = freshDatabase().url;
const REPORTS = join(folder, 'reports');
const LINGYUAN = readFileSync('samples/jinjiang-lingyuan-2020.txt', 'utf8');
const SAID = ['--reason', '机构改革文件', '--who', '王五'];

function run(...args: string[]): SpawnSyncReturns<string> {
  const environment = { ...process.env, DISCLOSURE_DATABASE_URL: DATABASE };
  return spawnSync('node', ['dist/adapters/command-line.js', ...args], { encoding: 'utf8', env: environment });
}

/** What the bot and the checks tell of all reports. */
function told(): unknown {
  const questions = [
    '有哪些单位的年报',
    '灵水街道2020年主动公开多少条',
    '灵源街道2020年主动公开多少条',
    '主动公开排名',
  ];
  const answers = questions.map((question) => JSON.parse(run('ask', question, '--json').stdout));
  return { answers, findings: JSON.parse(run('check', '--json').stdout) };
}

describe('same-office --undo', () => {
  let before: unknown;
  beforeAll(() => {
    mkdirSync(REPORTS);
    writeFileSync(join(REPORTS, '现名.txt'), LINGYUAN);
    const former = LINGYUAN.replace(/灵源/g, '灵水').replace('主动公开政府信息95条', '主动公开政府信息96条');
    writeFileSync(join(REPORTS, '旧名.txt'), former);
    expect(run('ingest', REPORTS).status).toBe(0);
    before = told();
  });

  it('tells again what was told before, also of a year that both report on', () => {
    expect(run('same-office', '灵水街道=灵源街道', ...SAID).status).toBe(0);
    expect(told()).not.toEqual(before);
    const { status, stdout } = run('same-office', '--undo', '灵水街道=灵源街道', ...SAID);
    expect([status, stdout]).toEqual([0, expect.stringMatching(/分开为“.*灵.街道办事处”和“.*灵.街道办事处”/)]);
    expect(told()).toEqual(before);
    const again = JSON.parse(run('ingest', REPORTS, '--json').stdout);
    expect(again.failed).toEqual([]);
    expect(again.reports.map(({ file, office, status: of }: Record<string, string>) => [file, office, of])).toEqual([
      ['旧名.txt', '晋江市灵水街道办事处', 'unchanged'],
      ['现名.txt', '晋江市灵源街道办事处', 'unchanged'],
    ]);
    expect(told()).toEqual(before);
  });

  it('takes back a name that has no reports', () => {
    expect(run('same-office', '灵源街道=灵泉镇', ...SAID).status).toBe(0);
    expect(JSON.parse(run('same-office', '--undo', '灵泉镇=灵源街道', '--json', ...SAID).stdout)).toEqual({
      offices: ['晋江市灵源街道办事处'],
    });
    expect(told()).toEqual(before);
  });

  it.each([
    ['没有人把', ['same-office', '--undo', '灵水街道=灵源街道', ...SAID]],
    ['用法', ['same-office', '--undo', '灵水街道', ...SAID]],
    ['--who', ['same-office', '--undo', '灵水街道=灵源街道', '--reason', '理由']],
  ])('refuses a wrong call: %s', (words, args) => {
    const { stdout, stderr, status } = run(...args);
    expect([status, stdout, stderr]).toEqual([2, '', expect.stringContaining(words)]);
  });
});
