import { listFiles } from '../ingest/files.js';
import { ingestFiles } from '../ingest/ingest.js';
import { openDatabase } from '../knowledge/database.js';
import { UserError } from '../knowledge/types.js';
import { type Call, USAGE } from './call.js';
import { ingestSettings, tell } from './ingesting.js';
import { onInterrupt } from './interrupt.js';
import { showProgress } from './progress.js';

/** `disclosure-bot ingest`: reads reports into the knowledge base and says what became of each file. */
export async function ingest(call: Call): Promise<number> {
  if (call.rest.length === 0) throw new UserError('NO_FILES', `请写明要导入的文件、文件夹或网址。\n${USAGE}`);
  if (call.watch) return (await import('./watch.js')).watch(call);
  const sources = await listFiles(call.rest);
  const database = await openDatabase(call.config.databaseUrl, { parts: call.config.databaseParts });
  const interruption = onInterrupt();
  const progress = showProgress(sources.length);
  try {
    const { reports, failed, done, total, stopped } = await ingestFiles(sources, {
      ...ingestSettings(call),
      database,
      signal: interruption.signal,
      onFile: (outcome) => {
        progress.clear();
        tell(outcome, call.json);
        progress.update(outcome.done, outcome.total, outcome.source.name);
      },
    });
    progress.stop();
    if (call.json) process.stdout.write(`${JSON.stringify({ reports, failed })}\n`);
    else process.stdout.write(`共${reports.length}份成功，${failed.length}份失败。\n`);
    if (stopped) {
      process.stderr.write(
        `${stopped.message}已处理 ${done}/${total} 个文件，已导入的都保存好了；再运行一次同样的命令会从这里接着导入。\n`,
      );
    }
    return stopped || failed.length > 0 ? 1 : 0;
  } finally {
    progress.stop();
    interruption.release();
    await database.close();
  }
}
