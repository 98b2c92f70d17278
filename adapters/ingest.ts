import { listFiles } from '../ingest/files.js';
import { ingestFiles } from '../ingest/ingest.js';
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
    const result = await ingestFiles(files, { database, now: () => new Date(), onProgress: progress.update });
    progress.stop();
    if (call.json) process.stdout.write(`${JSON.stringify(result)}\n`);
    else {
      for (const { office, year, status, cells, findings } of result.reports) {
        process.stdout.write(`${STATUS[status]} ${office} ${year}年（表格数据${cells}格，核对疑点${findings}条）\n`);
      }
      process.stdout.write(`共${result.reports.length}份成功，${result.failed.length}份失败。\n`);
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
