import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { readDocument } from '../../ingest/readers.js';
import { freshDatabase } from '../knowledge/databases.js';
import { temporaryFolder } from '../knowledge/temporary.js';

const folder = temporaryFolder();
let database = '';
let count = 0;
beforeEach(() => {
  count += 1;
  database = freshDatabase().url;
});

function run(...args: string[]): SpawnSyncReturns<string> {
  const env = { ...process.env, DISCLOSURE_DATABASE_URL: database };
  return spawnSync('node', ['dist/adapters/command-line.js', ...args], { encoding: 'utf8', env, maxBuffer: 2 ** 26 });
}

const json = (...args: string[]) => JSON.parse(run(...args, '--json').stdout);

function fileOf(name: string, content: string | Uint8Array): string {
  const path = join(folder, `${count}-${name}`);
  writeFileSync(path, content);
  return path;
}

const NAMES =
  '单位名称,类型,省,市,县\n临江街道办事处,街道,福建省,泉州市,晋江市\n晋江市教育局,部门,福建省,泉州市,晋江市\n';

/** GB18030 bytes by asking the decoder which two bytes give each character. */
function gb18030(text: string): Uint8Array {
  const bytes = new Map<string, readonly number[]>();
  for (let high = 0xb0; high <= 0xf7; high += 1) {
    for (let low = 0xa1; low <= 0xfe; low += 1) {
      bytes.set(new TextDecoder('gb18030').decode(Uint8Array.of(high, low)), [high, low]);
    }
  }
  return Uint8Array.from([...text].flatMap((char) => bytes.get(char) ?? [char.charCodeAt(0)]));
}

describe('register import', () => {
  it('enters each office once, and offices with a report are there anyway', () => {
    expect(run('ingest', 'samples').status).toBe(0);
    const file = fileOf('名册.csv', `${NAMES}晋江市西园街道办事处,街道,福建省,泉州市,晋江市\n`);
    expect(json('register', 'import', file)).toEqual({ added: 2, updated: 1, unchanged: 0, failed: [] });
    expect(json('register', 'import', file)).toEqual({ added: 0, updated: 0, unchanged: 3, failed: [] });
    const { register } = json('register', '晋江');
    expect(register.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['晋江市临江街道办事处', '晋江市教育局', '晋江市西园街道办事处', '晋江市东石镇人民政府']),
    );
    expect(register).toHaveLength(5);
  });

  it('reads GB18030', () => {
    expect(json('register', 'import', fileOf('名册.csv', gb18030(NAMES)))).toMatchObject({ added: 2, failed: [] });
  });

  it('does what it can, and says of each other row why not', () => {
    const file = fileOf('名册.csv', `${NAMES}晋江市第一医院,医院,,,\n,,,,\n白鹭镇,镇,,,\n`);
    const { status, stdout, stderr } = run('register', 'import', file);
    expect([status, stdout]).toEqual([1, expect.stringContaining('新增2个')]);
    expect(stderr).toMatch(/第4行“晋江市第一医院”没有导入：.*\n第6行“白鹭镇”没有导入：.*地方/);
  });

  it.each([
    ['broken.xlsx', Uint8Array.from([0x50, 0x4b, 3, 4, 1, 2, 3, 4]), /./],
    ['empty.csv', new Uint8Array(), /空/],
    ['other.csv', new TextEncoder().encode('序号,金额\n'), /不像单位|没有单位名称/],
  ])('refuses %s and changes nothing', (name, bytes, message) => {
    const { status, stderr } = run('register', 'import', fileOf(name, bytes));
    expect(status).not.toBe(0);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('    at ');
    expect(json('register')).toEqual({ register: [] });
  });

  it('takes a register of 3,000 rows', () => {
    const towns = Array.from({ length: 3000 }, (_, index) => {
      const [county, town] = [Math.floor(index / 30), index % 30].map(
        (n) => `${'甲乙丙丁戊己庚辛壬癸'[n % 10]}${'东西南北中上下左右前'[Math.floor(n / 10) % 10]}`,
      );
      return `${town}山镇人民政府,镇,安澜省,澄湖市,${county}县`;
    });
    const file = fileOf('名册.csv', `单位名称,类型,省,市,县\n${towns.join('\n')}\n`);
    const begun = Date.now();
    expect(json('register', 'import', file)).toEqual({ added: 3000, updated: 0, unchanged: 0, failed: [] });
    expect(json('register', 'import', file)).toEqual({ added: 0, updated: 0, unchanged: 3000, failed: [] });
    expect(json('register', 'owing', '2025').obligations).toHaveLength(3000);
    expect(json('register', 'owing', '甲东县', '2025').obligations).toHaveLength(30);
    expect(Date.now() - begun).toBeLessThan(60_000);
  }, 90_000);
});

describe('register owing', () => {
  beforeEach(() => {
    run('ingest', 'samples');
    run('register', 'import', fileOf('名册.csv', NAMES));
  });

  it('says who has published, who was late and by how much, who has not', () => {
    const said = ['--who', '王五'];
    expect(
      run('register', 'due', '晋江市', '01-15', '--years', '2023', '--basis', '晋政办〔2023〕8号', ...said).status,
    ).toBe(0);
    expect(
      run('register', 'published', '临江街道', '2023', '2024-02-02', '--evidence', '市政府网站', ...said).status,
    ).toBe(0);
    const { stdout } = run('register', 'owing', '晋江市', '2023', '--today', '2024-03-01');
    expect(stdout).toMatch(/名册里应公布的5个，有公布依据的2个（其中晚于期限的2个），没有公布依据的3个/);
    expect(stdout).toMatch(/西园街道办事处：期限2024-01-15（晋政办〔2023〕8号；.*2024-01-31）.*2024-01-18公布，晚3天/);
    expect(stdout).toMatch(/临江街道办事处：期限2024-01-15.*2024-02-02公布，晚18天.*王五登记/);
    expect(stdout).toMatch(/没有公布依据：[\s\S]*晋江市教育局：期限2024-01-15.*已过46天/);
    expect(stdout).toContain('没有依据不等于没有公布');
  });

  it('writes csv and a workbook', async () => {
    const csv = run('register', 'owing', '晋江市', '2023', '--format', 'csv').stdout;
    expect(csv).toMatch(/^\uFEFF"单位","类型"/);
    expect(csv).toContain('"晋江市西园街道办事处","街道办事处"');
    const out = join(folder, '情况.xlsx');
    expect(run('register', 'owing', '晋江市', '2023', '--out', out).status).toBe(0);
    const { lines } = await readDocument('情况.xlsx', readFileSync(out));
    expect(lines.join('\n')).toMatch(/西园街道办事处.*2024-01-31.*按时.*2024-01-18/);
  });

  it.each([
    [['register', 'owing', '石狮市'], '名册里没有“石狮市”'],
    [['register', 'owing', '2023', '2024', '2025'], '用法'],
    [['register', 'owing', '晋江市', 'abc'], '不是年份'],
    [['register', 'due', '晋江市', '02-29', '--years', '2025', '--basis', 'x', '--who', 'y'], '每年都有'],
    [['register', 'due', '晋江市', '01-20', '--basis', 'x', '--who', 'y'], '--years'],
    [['register', 'due', '晋江市', '01-20', '--years', '2025', '--who', 'y'], '--basis'],
    [['register', 'due', '01-20', '--years', '2025', '--basis', 'x', '--who', 'y'], '用法'],
    [['register', 'published', '临江街道', '2023', '2024-02-30', '--evidence', 'x', '--who', 'y'], '不是日期'],
    [['register', 'published', '临江街道', '2023', '2024-02-03'], '--evidence'],
    [['register', 'published', '无名街道', '2023', '2024-02-03', '--evidence', 'x', '--who', 'y'], '没有“无名街道”'],
    [['register', 'remove', '临江街道'], '--reason'],
    [['register', 'owing', '--format', 'pdf'], '--format'],
  ])('%j is told what is wrong', (args, message) => {
    const { status, stderr } = run(...args);
    expect([status, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  it('lists and takes back notices, and warns where one would put off the article’s day', () => {
    const late = run(
      'register',
      'due',
      '晋江市',
      '02-15',
      '--kind',
      '部门',
      '--years',
      '2025-2026',
      '--basis',
      '通知',
      '--who',
      '王五',
    );
    expect([late.status, late.stdout]).toEqual([0, expect.stringMatching(/编号 1.*\n注意：部门.*不会推后/)]);
    expect(run('register', 'due').stdout).toContain(
      '福建省泉州市晋江市（部门） 2025-2026年度：次年02-15前（通知，王五登记）',
    );
    expect(run('register', 'due', '1', '--undo', '--reason', '记错了', '--who', '王五').status).toBe(0);
    expect(json('register', 'due')).toEqual({ due: [] });
  });

  it('takes an office out, though its report is stored', () => {
    expect(run('register', 'remove', '东石镇', '--reason', '撤并', '--who', '王五').status).toBe(0);
    expect(run('register', '晋江市').stdout).not.toContain('东石镇');
    expect(run('register', 'owing', '晋江市', '2019').stdout).not.toContain('东石镇');
  });
});
