import { listFiles } from '../ingest/files.js';
import { ingestFiles } from '../ingest/ingest.js';
import type { Conflict } from '../knowledge/conflict.js';
import { openDatabase } from '../knowledge/database.js';
import { UserError } from '../knowledge/types.js';
import { type Call, USAGE } from './call.js';
import { showProgress } from './progress.js';

/** `disclosure-bot ingest`: reads reports into the knowledge base and says what became of each file. */
export async function ingest(call: Call): Promise<number> {
  if (call.rest.length === 0) throw new UserError('NO_FILES', `请写明要导入的文件或文件夹。\n${USAGE}`);
  const files = await listFiles(call.rest);
  const database = await openDatabase(call.config.databaseUrl);
  const progress = showProgress(files.length);
  try {
    const options = { database, now: () => new Date(), onConflict: call.onConflict, onProgress: progress.update };
    const result = await ingestFiles(files, options);
    progress.stop();
    if (call.json) process.stdout.write(`${JSON.stringify(result)}\n`);
    else {
      for (const { office, year, status, cells, findings } of result.reports) {
        process.stdout.write(`${STATUS[status]} ${office} ${year}年（表格数据${cells}格，核对疑点${findings}条）\n`);
      }
      process.stdout.write(`共${result.reports.length}份成功，${result.failed.length}份失败。\n`);
    }
    for (const { file, office, year, conflict } of result.reports) {
      if (conflict) process.stderr.write(`${conflictLine(file, office, year, conflict)}\n`);
    }
    for (const { file, error } of result.failed)
      process.stderr.write(`失败 ${file}：${error.message}（${error.code}）\n`);
    return result.failed.length > 0 ? 1 : 0;
  } finally {
    progress.stop();
    await database.close();
  }
}

// --- internal ---

const STATUS = { added: '新增', updated: '更新', unchanged: '未变' } as const;

function conflictLine(file: string, office: string, year: number, conflict: Conflict): string {
  const [used, kept] = conflict.used === 'this' ? [file, conflict.file] : [conflict.file, file];
  return `注意 ${office}${year}年有不同的年报文件：正在使用“${used}”，另存有“${kept}”，两份的数字都已保留。`;
}
