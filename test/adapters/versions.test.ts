import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../bot/answer.js';
import { freshDatabase } from '../knowledge/databases.js';
import { temporaryFolder } from '../knowledge/temporary.js';

const folder = temporaryFolder();
const LINGYUAN = readFileSync('samples/jinjiang-lingyuan-2020.txt', 'utf8');
const OTHER = LINGYUAN.replace('主动公开政府信息95条', '主动公开政府信息96条');
const SAID = ['--reason', '单位来函', '--who', '王五'];

function run(args: readonly string[], database: string): SpawnSyncReturns<string> {
  const environment = { ...process.env, DISCLOSURE_DATABASE_URL: database };
  return spawnSync('node', ['dist/adapters/command-line.js', ...args], { encoding: 'utf8', env: environment });
}
const ask = (question: string, database: string): Answer =>
  JSON.parse(run(['ask', question, '--json'], database).stdout) as Answer;
const disclosed = (database: string): unknown =>
  ask('灵源街道2020年主动公开多少条', database).values.map(({ value }) => value);

/** What the two files differ in. */
const DIFFERENCE = expect.objectContaining({
  stated: expect.objectContaining({ stated: 95 }),
  inUse: expect.objectContaining({ stated: 96 }),
});

/** A folder with two files of one office and year; the second comes last. */
function twoFiles(name: string): string {
  mkdirSync(join(folder, name));
  writeFileSync(join(folder, name, '1.txt'), LINGYUAN);
  writeFileSync(join(folder, name, '2.txt'), OTHER);
  return join(folder, name);
}

describe('versions', () => {
  const database = freshDatabase().url;
  const reports = twoFiles('versions');
  beforeAll(() => {
    expect(run(['ingest', reports], database).status).toBe(0);
  });

  it('lists what is stored, which is in use and what differs, for people and for programs', () => {
    const { stdout, status } = run(['versions', '灵源街道'], database);
    expect(status).toBe(0);
    expect(stdout).toMatch(/2020年：共2份\n.*第1份 1\.txt（\d{4}-\d\d-\d\d .*\n.*\n.*第1份为95条，第2份为96条/);
    expect(stdout).toMatch(/第2份 2\.txt.*正在使用/);
    const listed = JSON.parse(run(['versions', '灵源街道', '2020', '--json'], database).stdout);
    expect(listed.reports).toMatchObject([
      {
        year: 2020,
        choice: null,
        versions: [
          {
            number: 1,
            file: '1.txt',
            current: false,
            differences: expect.arrayContaining([DIFFERENCE]),
          },
          { number: 2, file: '2.txt', current: true, differences: [] },
        ],
      },
    ]);
  });

  it('goes back, answers say so, and reading the files again leaves it', () => {
    expect(disclosed(database)).toEqual([96]);
    const used = run(['versions', '灵源街道', '2020', '--use', '1', ...SAID], database);
    expect([used.status, used.stdout]).toEqual([
      0,
      expect.stringMatching(/王五于\d{4}-\d\d-\d\d决定使用第1份：单位来函/),
    ]);
    for (const again of [[], ['--again'], ['--on-conflict', 'replace']]) {
      const { stderr, status } = run(['ingest', reports, ...again], database);
      expect([status, stderr]).toEqual([0, expect.stringMatching(/正在使用“1\.txt”（王五于.*决定用第1份/)]);
      expect(disclosed(database), again.join(' ')).toEqual([95]);
    }
    const answer = ask('灵源街道2020年主动公开多少条', database);
    expect(answer.text).toMatch(/两份不同的文件，按工作人员的决定用的是第一份/);
    expect(answer.citations[0]?.file).toBe('1.txt');
    expect(answer.findings.some(({ message }) => /正在使用“1\.txt”（第1份）/.test(message))).toBe(true);
    expect(ask('2020年主动公开排名', database).text).toMatch(/按工作人员的决定用的是第一份/);
  });

  it.each([
    ['BAD_CALL', ['versions']],
    ['UNKNOWN_OFFICE', ['versions', '陈埭镇']],
    ['NO_REPORTS', ['versions', '灵源街道', '2019']],
    ['BAD_YEAR', ['versions', '灵源街道', '去年']],
    ['NEEDS_YEAR', ['versions', '灵源街道', '--use', '1', ...SAID]],
    ['NO_REASON', ['versions', '灵源街道', '2020', '--use', '1', '--who', '王五']],
    ['NO_SUCH_VERSION', ['versions', '灵源街道', '2020', '--use', '7', ...SAID]],
    ['BAD_USE', ['versions', '灵源街道', '2020', '--use', '零', ...SAID]],
  ])('refuses a wrong call: %s', (_, args) => {
    const { stdout, stderr, status } = run(args, database);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/[\u4e00-\u9fa5]{2}/);
    expect(disclosed(database)).toEqual([95]);
  });
});

describe('--on-conflict', () => {
  const databases = new Map<string, string>();
  const urlOf = (decision: string): string => {
    const known = databases.get(decision) ?? freshDatabase().url;
    databases.set(decision, known);
    return known;
  };

  it.each([
    { decision: 'replace', value: 96, status: 0, kept: 2 },
    { decision: 'keep', value: 95, status: 0, kept: 2 },
    { decision: 'fail', value: 95, status: 1, kept: 1 },
  ])(
    '$decision decides about the second file, and a plain call later keeps to it',
    ({ decision, value, status, kept }) => {
      const database = urlOf(decision);
      const reports = twoFiles(decision);
      const first = run(['ingest', join(reports, '1.txt')], database);
      expect(first.status).toBe(0);
      for (const more of [['--on-conflict', decision], [], ['--again'], []]) {
        const { status: ended, stderr } = run(['ingest', reports, ...more], database);
        expect([more.join(' '), ended, disclosed(database)]).toEqual([more.join(' '), status, [value]]);
        expect(stderr).toContain(decision === 'fail' ? 'REPORT_EXISTS' : `正在使用“${value === 95 ? 1 : 2}.txt”`);
        const listed = JSON.parse(run(['versions', '灵源街道', '2020', '--json'], database).stdout);
        expect(listed.reports[0].versions).toHaveLength(kept);
      }
    },
  );

  it('takes what was refused once a call says so', () => {
    expect(run(['ingest', join(folder, 'fail'), '--on-conflict', 'replace'], urlOf('fail')).status).toBe(0);
    expect(disclosed(urlOf('fail'))).toEqual([96]);
  });
});
