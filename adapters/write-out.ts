import { rename, writeFile } from 'node:fs/promises';
import { UserError } from '../knowledge/types.js';
import type { Call } from './call.js';
import { CHECK_WORDING } from './check-wording.js';

/**
 * Writes to standard output, or (`--out`) the whole file at once: never half of one.
 * @throws UserError CANNOT_WRITE
 */
export async function writeOut({ out }: Pick<Call, 'out'>, content: string | Buffer): Promise<void> {
  if (out === null) {
    process.stdout.write(content);
    return;
  }
  const part = `${out}.${process.pid}.part`;
  try {
    await writeFile(part, content);
    await rename(part, out);
  } catch (cause) {
    throw new UserError('CANNOT_WRITE', `写不了文件：${out}。请检查文件夹是否存在、是否有写入权限。`, { cause });
  }
  process.stderr.write(`${CHECK_WORDING.written(out)}\n`);
}
