import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { LARGEST_FILE } from '../../ingest/file-bytes.js';
import { below, keyOf, nameOf, shownName } from '../../ingest/file-name.js';
import { isAddress, listFiles } from '../../ingest/files.js';
import { ingestFiles } from '../../ingest/ingest.js';
import type { Database } from '../../knowledge/database.js';
import { ENGINE, freshDatabase } from '../knowledge/databases.js';
import { temporaryFolder } from '../knowledge/temporary.js';
import { count, dump } from './stored.js';

const folder = temporaryFolder();
const GOOD = 'samples/jinjiang-xiyuan-2023.txt';
let database: Database;

/** A fresh folder. */
function place(name: string): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  return path;
}
const names = async (...paths: string[]): Promise<string[]> => (await listFiles(paths)).map(({ name }) => name);
async function ingest(...paths: string[]) {
  return ingestFiles(await listFiles(paths), { database, now: () => new Date() });
}

beforeAll(async () => {
  database = await freshDatabase().open();
});

describe('listing', () => {
  it('walks folders in the order people see, and passes over what is no document', async () => {
    const at = place('walk');
    for (const path of ['b', 'b/c', '.git']) mkdirSync(join(at, path));
    for (const path of [
      ...['b/c/2.html', 'b/1.txt', 'a.md', 'z.txt', 'notes.json', '.hidden.txt', '~$open.docx', 'half.part'],
      ...['.git/x.txt', '乙.txt', '甲.txt', 'data.db'],
    ])
      writeFileSync(join(at, path), 'x');
    expect(await names(at)).toEqual(['a.md', '1.txt', '2.html', 'z.txt', '甲.txt', '乙.txt'].sort(byFolder));
    expect(new Set(await names(at))).toEqual(new Set(await names(`${at}/`)));
  });

  it('takes a named file whatever it is called, and each file once', async () => {
    const at = place('named');
    writeFileSync(join(at, 'report.json'), 'x');
    expect(await names(join(at, 'report.json'), `${at}/../named/report.json`, at)).toEqual(['report.json']);
  });

  it('does not run in circles', async () => {
    const at = place('circle');
    mkdirSync(join(at, 'inner'));
    writeFileSync(join(at, 'inner', '1.txt'), 'x');
    symlinkSync(at, join(at, 'inner', 'up'));
    symlinkSync('self', join(at, 'self'));
    symlinkSync(join(at, 'inner', '1.txt'), join(at, 'link.txt'));
    expect(await names(at)).toEqual(['1.txt']);
    await expect(listFiles([join(at, 'self')])).rejects.toMatchObject({ code: 'NO_SUCH_FILE' });
    await expect(listFiles([join(at, 'nowhere')])).rejects.toMatchObject({ code: 'NO_SUCH_FILE' });
  });

  it('lists an empty folder as nothing', async () => {
    expect(await listFiles([place('empty')])).toEqual([]);
  });

  it.each([
    ['https://www.a.gov.cn/x.html', true],
    ['file:///etc/passwd', true],
    ['ftp://a.gov.cn/', true],
    ['C:\\reports\\2023.txt', false],
    ['./a.txt', false],
    ['年报/2023.txt', false],
  ])('%s is an address: %s', (text, expected) => expect(isAddress(text)).toBe(expected));
});

describe('odd names', () => {
  const gbk = Buffer.from([0xce, 0xf7, 0xd4, 0xb0, 0x32, 0x30, 0x32, 0x33, 0x2e, 0x74, 0x78, 0x74]);

  it.each<[string, string | Buffer, string]>([
    ['a line break', 'a\nb.txt', 'a\\u000ab.txt'],
    ['an escape sequence', '\u001b[31mred.txt', '\\u001b[31mred.txt'],
    ['a turned direction', 'a\u202etxt.exe.txt', 'a\\u202etxt.exe.txt'],
    ['an emoji', '年报😀👍🏽.txt', '年报😀👍🏽.txt'],
    ['200 characters', `${'a'.repeat(196)}.txt`, `${'a'.repeat(119)}…`],
    ['GBK bytes', gbk, '西园2023.txt'],
    ['quotes and a space', ` "年报" '2023' $HOME;.txt`, ` "年报" '2023' $HOME;.txt`],
    ['a leading dash', '--json.txt', '--json.txt'],
  ])('%s', async (what, name, shown) => {
    const at = place(`odd ${what}`);
    writeFileSync(Buffer.concat([Buffer.from(`${at}/`), Buffer.from(name)]), await readFile(GOOD));
    const { reports, failed } = await ingest(at);
    expect(failed).toEqual([]);
    expect(reports).toMatchObject([{ office: '晋江市西园街道办事处', year: 2023 }]);
    expect(shownName(reports[0]?.file ?? '')).toBe(shown);
  });

  it('a folder of GBK bytes is walked, and its files are told apart', async () => {
    const at = place('odd folder');
    const inside = Buffer.concat([Buffer.from(`${at}/`), gbk]);
    mkdirSync(inside);
    for (const name of ['1.txt', '2.txt']) writeFileSync(Buffer.concat([inside, Buffer.from(`/${name}`)]), 'x');
    const found = await listFiles([at]);
    expect(found.map(({ name }) => name)).toEqual(['1.txt', '2.txt']);
    expect(new Set(found.map(({ key }) => key)).size).toBe(2);
    expect(keyOf(below(inside, Buffer.from('1.txt')))).toBe(found[0]?.key);
    expect(nameOf(inside)).toBe('西园2023.txt');
  });
});

describe('bad input', () => {
  it('a file of 200 MB is refused unopened, naming the bound', async () => {
    const path = join(place('large'), 'large.txt');
    writeFileSync(path, '');
    truncateSync(path, 200 * 2 ** 20);
    const before = process.memoryUsage.rss();
    const { failed } = await ingest(path);
    expect(failed).toMatchObject([{ file: 'large.txt', error: { code: 'FILE_TOO_LARGE' } }]);
    expect(failed[0]?.error.message).toContain(`${LARGEST_FILE / 2 ** 20} MB`);
    expect(process.memoryUsage.rss() - before).toBeLessThan(50 * 2 ** 20);
    rmSync(path);
  });

  it('what is no file is refused without waiting for it', async () => {
    const at = place('special');
    spawnSync('mkfifo', [join(at, 'pipe')]);
    const { failed } = await ingest('/dev/zero', join(at, 'pipe'));
    expect(failed).toMatchObject([
      { file: 'zero', error: { code: 'NOT_A_FILE' } },
      { file: 'pipe', error: { code: 'NOT_A_FILE' } },
    ]);
    expect(await names(at)).toEqual([]);
  });

  it('a file that is gone when its turn comes fails alone', async () => {
    const at = place('gone');
    for (const name of ['1.txt', '2.txt']) writeFileSync(join(at, name), await readFile(GOOD));
    const sources = await listFiles([at]);
    rmSync(join(at, '1.txt'));
    const { reports, failed } = await ingestFiles(sources, { database, now: () => new Date() });
    expect(failed).toMatchObject([{ file: '1.txt', error: { code: 'CANNOT_OPEN' } }]);
    expect(reports).toHaveLength(1);
  });

  it('what fails changes nothing that is stored', async () => {
    const at = place('spoilt');
    const path = join(at, 'report.txt');
    const text = await readFile(GOOD, 'utf8');
    writeFileSync(path, text);
    await ingest(path);
    const before = await dump(database);
    for (const [content, code] of [
      ['', 'EMPTY_FILE'],
      ['尊敬的先生：\n感谢来信。', 'NOT_A_REPORT'],
      [Buffer.from('PK\u0003\u0004 cut off'), expect.stringMatching(/^[A-Z_]+$/)],
      [Buffer.alloc(5000), expect.stringMatching(/^[A-Z_]+$/)],
    ] as const) {
      writeFileSync(path, content);
      expect((await ingest(path)).failed).toMatchObject([{ file: 'report.txt', error: { code } }]);
      expect(await dump(database)).toEqual(before);
    }
    writeFileSync(path, text);
    expect((await ingest(path)).reports).toMatchObject([{ status: 'unchanged' }]);
    expect(await count(database, 'report')).toBe(1);
  });

  it('a folder without permission fails alone', () => {
    const at = place('locked');
    chmodSync(folder, 0o755);
    mkdirSync(join(at, 'inner'), { mode: 0o000 });
    writeFileSync(join(at, 'good.txt'), '');
    // Permissions mean nothing to root: the command then runs as nobody.
    const uid = process.getuid?.() === 0 ? 65534 : undefined;
    const url = ENGINE === 'sqlite' ? 'sqlite::memory:' : freshDatabase().url;
    const run = spawnSync('node', ['dist/adapters/command-line.js', 'ingest', at, '--json', '--database', url], {
      encoding: 'utf8',
      ...(uid === undefined ? {} : { uid, gid: uid }),
    });
    expect(JSON.parse(run.stdout)).toMatchObject({
      reports: [],
      failed: [{ file: 'good.txt' }, { file: 'inner', error: { code: 'CANNOT_OPEN' } }],
    });
    expect(run.status).toBe(1);
  });
});

/** Where 1.txt and 2.html stand among the rest: below the folder b. */
function byFolder(one: string, other: string): number {
  const at: Record<string, string> = { '1.txt': 'b/1.txt', '2.html': 'b/c/2.html' };
  return (at[one] ?? one).localeCompare(at[other] ?? other);
}
