import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { listFiles } from '../../ingest/files.js';
import { ingestFiles } from '../../ingest/ingest.js';
import { freshDatabase } from '../knowledge/databases.js';
import { docxOf, zipOf } from './zip-writer.js';

const folder = mkdtempSync(join(tmpdir(), 'disclosure-bot-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const REPORT = '临川镇2023年政府信息公开工作年度报告\n一、总体情况\n收到申请3件。\n六、其他需要报告的事项\n无。\n';
const WORD = docxOf(
  ['青石镇2023年政府信息公开工作年度报告', '一、总体情况', '收到申请4件。', '六、其他需要报告的事项', '无。']
    .map((text) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`)
    .join(''),
);

describe('ingesting an archive', () => {
  it('takes each file in it for a file of its own, the good beside the bad, and knows them again', async () => {
    const path = join(folder, '年报.zip');
    const parts = [
      { name: '2023/临川镇.txt', content: REPORT },
      { name: '青石镇.docx', content: WORD },
      { name: 'notes.json', content: '{}' },
      { name: 'locked.txt', content: REPORT, flags: 1 },
      { name: 'inner.zip', content: zipOf([{ name: 'a.txt', content: REPORT }]) },
    ];
    writeFileSync(path, zipOf(parts));
    const database = await freshDatabase().open();
    const ingest = async () => ingestFiles(await listFiles([path]), { database, now: () => new Date(0) });
    const first = await ingest();
    expect(first.reports.map(({ file, office, status }) => [file, office, status])).toEqual([
      ['年报.zip/2023/临川镇.txt', '临川镇人民政府', 'added'],
      ['年报.zip/青石镇.docx', '青石镇人民政府', 'added'],
    ]);
    expect(first.failed.map(({ file, error }) => [file, error.code])).toEqual([
      ['年报.zip/locked.txt', 'ENCRYPTED_FILE'],
      ['年报.zip/inner.zip', 'NESTED_ARCHIVE'],
    ]);
    expect((await ingest()).reports.map(({ status }) => status)).toEqual(['unchanged', 'unchanged']);
    await database.close();
  });

  it('refuses a file of 200 MB unread, and a damaged archive, and goes on', async () => {
    const [large, broken, good] = ['large.txt', 'broken.zip', 'good.txt'].map((name) => join(folder, name));
    if (!large || !broken || !good) throw new Error('unreachable');
    writeFileSync(large, '');
    truncateSync(large, 200 * 2 ** 20);
    writeFileSync(broken, zipOf([{ name: 'a.txt', content: REPORT }]).subarray(0, 60));
    writeFileSync(good, REPORT);
    const database = await freshDatabase().open();
    const result = await ingestFiles(await listFiles([large, broken, good]), { database, now: () => new Date(0) });
    expect(result.failed.map(({ error }) => error.code)).toEqual(['FILE_TOO_LARGE', 'DAMAGED_FILE']);
    expect(result.reports.map(({ status }) => status)).toEqual(['added']);
    await database.close();
  });
});
