import { stat } from 'node:fs/promises';
import { watchFolder } from '../ingest/watch.js';
import { openDatabase } from '../knowledge/database.js';
import { UserError } from '../knowledge/types.js';
import type { Call } from './call.js';
import { ingestSettings, tell } from './ingesting.js';
import { onInterrupt } from './interrupt.js';

/**
 * `disclosure-bot ingest --watch`: reads what is put into a folder until it is told to stop. With `--json` an object
 * like that of `ingest --json`, a line for each file. Exit code 1 where the last word on some file was a failure.
 */
export async function watch(call: Call): Promise<number> {
  const [folder = '', ...more] = call.rest;
  const about = await stat(folder).catch(() => null);
  if (more.length > 0 || !about?.isDirectory()) {
    throw new UserError('NO_FOLDER', '--watch 后面请写一个已有的文件夹。');
  }
  const database = await openDatabase(call.config.databaseUrl, { parts: call.config.databaseParts });
  const interruption = onInterrupt();
  const failing = new Map<string, string>();
  let stoppedBy = '';
  try {
    process.stderr.write(`正在看着文件夹 ${folder}，放进来的年报会自动导入；按 Ctrl-C 结束。\n`);
    await watchFolder(folder, {
      ...ingestSettings(call),
      database,
      signal: interruption.signal,
      onFile: (outcome, again) => {
        const { source, reports, failed } = outcome;
        if (failed.length === 0) stoppedBy = '';
        const codes = failed.map(({ error }) => error.code).join();
        // What is tried again and again is said once.
        if (codes !== '' && codes === failing.get(source.key) && again) return;
        if (codes === '') failing.delete(source.key);
        else failing.set(source.key, codes);
        if (call.json) process.stdout.write(`${JSON.stringify({ reports, failed })}\n`);
        tell(outcome, call.json);
        if (again) process.stderr.write('稍后会自动再试。\n');
      },
      onStopped: ({ code, message }) => {
        if (code !== stoppedBy) process.stderr.write(`${message}稍后会自动再试。\n`);
        stoppedBy = code;
      },
      onFolder: (readable) => {
        process.stderr.write(readable ? '文件夹又可以读取了。\n' : '文件夹暂时读取不了，会继续尝试。\n');
      },
    });
    return failing.size > 0 ? 1 : 0;
  } finally {
    interruption.release();
    await database.close();
  }
}
