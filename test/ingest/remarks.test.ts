import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freshDatabase } from '../knowledge/databases.js';
import { temporaryFolder } from '../knowledge/temporary.js';

/** What the reader remarks of a report, as `ingest` tells it. */
const folder = temporaryFolder();
const page = join(folder, 'linchuan.html');
writeFileSync(
  page,
  `<html><body><h1>临川镇2023年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>收到申请3件。</p>
   <p>二、主动公开政府信息情况</p><p><img src="2.png"></p><p>三、收到和处理政府信息公开申请情况</p><p><img src="3.png"></p>
   <p>四、政府信息公开行政复议、行政诉讼情况</p><p>没有发生。</p><p>五、存在的主要问题及改进情况</p><p>无。</p>
   <p>六、其他需要报告的事项</p><p>无。</p></body></html>`,
);

function ingest(database: string, ...options: string[]): string {
  const args = ['dist/adapters/command-line.js', 'ingest', page, '--database', database, ...options];
  return execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

describe('remarks on a report', () => {
  const stored = freshDatabase().url;

  it.each(['added', 'unchanged'])(
    'stand in the object of a report that is %s, beside what the contract names',
    (status) => {
      const { reports, failed } = JSON.parse(ingest(stored, '--json'));
      expect(failed).toEqual([]);
      expect(reports).toEqual([
        {
          file: 'linchuan.html',
          office: '临川镇人民政府',
          year: 2023,
          format: 'narrative',
          status,
          cells: expect.any(Number),
          passages: expect.any(Number),
          findings: expect.any(Number),
          messages: expect.any(Array),
        },
      ]);
      const pictured = reports[0].messages.filter(({ code }: { code: string }) => code === 'PICTURE_TABLE');
      expect(pictured).toEqual([
        { code: 'PICTURE_TABLE', message: expect.stringContaining('“二、主动公开政府信息情况”'), line: 4 },
        { code: 'PICTURE_TABLE', message: expect.stringContaining('“三、收到和处理'), line: 5 },
      ]);
    },
  );

  it('are a line for each kind where a person reads', () => {
    const lines = ingest(freshDatabase().url).split('\n');
    const pictured = lines.filter((line) => line.includes('PICTURE_TABLE'));
    expect(pictured).toEqual([expect.stringMatching(/“二、主动公开政府信息情况”.*只有图片.*（另有1处）/)]);
  });
});
