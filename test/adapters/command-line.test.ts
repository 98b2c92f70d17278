import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../bot/answer.js';
import type { IngestResult } from '../../ingest/ingest.js';

const COMMAND = 'dist/adapters/command-line.js';
const folder = mkdtempSync(join(tmpdir(), 'disclosure-'));
const DATABASE = `sqlite:${join(folder, 'data', 'test.db')}`;

function run(args: readonly string[], input = ''): SpawnSyncReturns<string> {
  return spawnSync('node', [COMMAND, ...args], {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    env: { ...process.env, DISCLOSURE_DATABASE_URL: DATABASE },
  });
}
const answer = (question: string, ...more: string[]): Answer =>
  JSON.parse(run(['ask', question, '--json', ...more]).stdout) as Answer;

describe('ingest', () => {
  it('reads the samples, and reading them again changes nothing', () => {
    const first = JSON.parse(run(['ingest', 'samples', '--json']).stdout) as IngestResult;
    expect(first.failed).toEqual([]);
    expect(first.reports.map(({ status }) => status)).toEqual(Array(readdirSync('samples').length).fill('added'));
    expect(first.reports.every(({ cells }) => cells >= 161)).toBe(true);
    const again = JSON.parse(run(['ingest', 'samples', '--json']).stdout) as IngestResult;
    expect(again.reports.map(({ status }) => status)).toEqual(first.reports.map(() => 'unchanged'));
  });

  it('is finished where nobody reads what it says', () => {
    const url = `sqlite:${join(folder, 'unread.db')}`;
    const ingest = `{ node ${COMMAND} ingest samples --database ${url}; echo "ended with $?" >&2; } | true`;
    expect(spawnSync('bash', ['-c', ingest], { encoding: 'utf8' }).stderr).toMatch(/ended with 0\n$/);
    const again = JSON.parse(run(['ingest', 'samples', '--json', '--database', url]).stdout) as IngestResult;
    expect(again.reports.map(({ status }) => status)).toEqual(readdirSync('samples').map(() => 'unchanged'));
  });

  it('says of each bad file what is wrong with it, reads the rest, and ends with 1', () => {
    const batch = join(folder, 'batch');
    mkdirSync(batch);
    const [sample = ''] = readdirSync('samples').filter((name) => name.endsWith('.txt'));
    copyFileSync(join('samples', sample), join(batch, 'good.txt'));
    const text = readFileSync(join('samples', sample), 'utf8');
    const files: Record<string, string | Uint8Array> = {
      'empty.txt': '',
      'blank.txt': ' \n\n ',
      'zero.txt': new Uint8Array(2000),
      'archive.txt': Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0]),
      'paper.pdf': '%PDF-1.7\n',
      'news.html': '<html><body><h1>今日新闻</h1><p>天气晴。</p></body></html>',
      'letter.txt': '尊敬的先生：\n感谢来信。',
      'tail.txt': text.slice(Math.floor(text.length * 0.8)),
      'broken.html': '<html><body><table><tr><td>',
      'odd name 年报（1）.md': '# 说明\n\n没有内容。',
    };
    for (const [name, content] of Object.entries(files)) writeFileSync(join(batch, name), content);
    const { stdout, stderr, status } = run([
      'ingest',
      batch,
      '--json',
      '--database',
      `sqlite:${join(folder, 'batch.db')}`,
    ]);
    const result = JSON.parse(stdout) as IngestResult;
    expect(result.reports.map(({ file }) => file)).toEqual(['good.txt']);
    expect(result.failed.map(({ file }) => file).sort()).toEqual(Object.keys(files).sort());
    for (const { error } of result.failed) {
      expect(error.code).toMatch(/^[A-Z_]+$/);
      expect(error.code).not.toBe('INTERNAL');
      expect(error.message).toMatch(/[\u4e00-\u9fa5]{4}/);
    }
    expect(stderr).toContain('empty.txt');
    expect(status).toBe(1);
  });
});

describe('ask', () => {
  beforeAll(() => {
    run(['ingest', 'samples', '--json']);
  });

  it('prints the answer alone on standard output', () => {
    const { stdout, status } = run(['ask', '省新镇2020年收到几条申请', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'value', question: '省新镇2020年收到几条申请' });
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expect(status).toBe(0);
  });

  it('answers a batch line by line, in order, and goes on behind a line that is none', () => {
    const lines = [
      '{"id":"a","question":"灵源街道2020年主动公开多少条"}',
      'no json',
      '{"id":"b"}',
      '[]',
      '',
      '{"id":"c","question":"x","role":"boss"}',
      '{"id":7,"question":"西园街道去年主动公开多少条","today":"2024-05-01"}',
      '{"id":"d","question":"东石镇2019年粉丝","session":"s1"}',
      '{"id":"e","question":"那邮编呢","session":"s1"}',
    ];
    const { stdout, status } = run(['ask', '--batch', '-', '--json'], lines.join('\n'));
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Answer & { id: unknown });
    expect(answers.map(({ id }) => id)).toEqual(['a', null, null, null, null, null, 7, 'd', 'e']);
    expect(answers.slice(1, 6).every(({ kind }) => kind === 'error')).toBe(true);
    expect(answers[6]?.values[0]).toMatchObject({ year: 2023, value: 126 });
    expect(answers[8]?.text).toContain('362271');
    expect(status).toBe(1);
  });

  it('keeps a session over calls', () => {
    answer('灵源街道2020年粉丝多少', '--session', 's2');
    expect(answer('东石呢', '--session', 's2').values[0]).toMatchObject({
      metric: 'wechat_followers',
      value: 6649,
      year: 2019,
    });
    expect(answer('东石呢').values).toEqual([]);
  });

  it('explains on standard error what it did', () => {
    const { stdout, stderr } = run(['ask', '西园2023年予以公开几件', '--explain', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'value' });
    expect(stderr).toMatch(/规则：figure/);
    expect(stderr).toContain('granted');
  });

  it.each([
    ['10,000 characters', '西园街道'.repeat(2500)],
    ['emoji', '👍🏽🎉😀'],
    ['control characters', '\u0007\u001b[31m\u202e\u200b'],
    ['SQL', "西园街道'; DROP TABLE report;--"],
    ['HTML', '<script>alert(1)</script><img src=x onerror=alert(1)>'],
    ['empty', ' '],
    ['quotes', '“”‘’"\'`$ {}'],
    ['digits', '1234567890 2023 999999999999999999999'],
    ['one word', '西园'],
    ['a year', '2023'],
  ])('stays calm with %s', (_, question) => {
    const { stdout, status } = run(['ask', '--batch', '-', '--json'], JSON.stringify({ id: 1, question }));
    expect(status).toBe(0);
    expect(['refused', 'missing', 'help', 'passage', 'clarify']).toContain((JSON.parse(stdout) as Answer).kind);
    expect(answer('西园街道2023年主动公开多少条').values[0]?.value).toBe(126);
  });
});

describe('check', () => {
  it('lists the findings of one report', () => {
    const { stdout, status } = run(['check', '西园街道', '2023', '--json', '--database', DATABASE]);
    const checked = JSON.parse(stdout) as Answer;
    expect(checked.kind).toBe('check');
    expect(new Set(checked.findings.map(({ rule }) => rule))).toEqual(
      new Set([
        'N-NEW',
        'N-DONE',
        'T3-BAL',
        'T3-TOT',
        'T3-TOTALCOL-EMPTY',

        'T4-BLANK',
        'T4-CORRECTED',
        'STR-MIXED-TEXT',
      ]),
    );
    expect(status).toBe(0);
  });

  it('lists those of all, and ends with 2 for an office it does not know', () => {
    expect((JSON.parse(run(['check', '--json']).stdout) as Answer).findings.length).toBeGreaterThan(10);
    expect(run(['check', '陈埭镇', '2023']).status).toBe(2);
  });
});

describe('the package', () => {
  it('installs a command that can be run as it is', () => {
    const { bin } = JSON.parse(readFileSync('package.json', 'utf8')) as { bin: Record<string, string> };
    const { stderr, status } = spawnSync(bin['disclosure-bot'] ?? '', ['--help'], { encoding: 'utf8' });
    expect(stderr).toContain('disclosure-bot ingest');
    expect(status).toBe(2);
  });
});

describe('a wrong call', () => {
  it.each([
    [[]],
    [['fly']],
    [['ask']],
    [['ask', 'a', 'b']],
    [['ingest']],
    [['ingest', '/nowhere/at/all']],
    [['ask', 'x', '--today', '2026-02-30']],
    [['ask', 'x', '--role', 'boss']],
    [['ask', 'x', '--wrong']],
    [['ask', '--batch', '-']],
    [['ask', 'x', '--database', 'mysql://here']],
  ])('%j ends with 2, says why in Chinese and prints nothing', (args) => {
    const { stdout, stderr, status } = run(args);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/[\u4e00-\u9fa5]/);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});
