import { writeFile } from 'node:fs/promises';
import { shanghaiDate } from '../bot/calendar.js';
import { calendarCalled, calendarOf } from '../bot/calendar-events.js';
import { openKnowledge } from '../knowledge/knowledge.js';
import { UserError } from '../knowledge/types.js';
import type { Call } from './call.js';

/** `disclosure-bot calendar`: the due days of an office or of a place, as a calendar file. */
export async function calendar(call: Call): Promise<number> {
  const [name = '', ...more] = call.rest;
  if (name.trim() === '' || more.length > 0) {
    throw new UserError('BAD_CALL', '用法：disclosure-bot calendar "<单位或地名>" [--out <文件.ics>]');
  }
  const knowledge = await openKnowledge(call.config.databaseUrl, { create: false });
  try {
    const of = await calendarCalled(knowledge, name.normalize('NFKC').trim());
    if (of === null) {
      throw new UserError(
        'UNKNOWN_OFFICE',
        `没有登记“${name}”，或者它不止一个。请写单位全称，或者省、市、县（市、区）的名称。`,
      );
    }
    const file = await calendarOf(knowledge, of, call.today ?? shanghaiDate(new Date()));
    if (call.out === null) process.stdout.write(file);
    else await write(call.out, file);
    return 0;
  } finally {
    await knowledge.close();
  }
}

// --- internal ---

async function write(path: string, file: string): Promise<void> {
  try {
    await writeFile(path, file);
  } catch (cause) {
    throw new UserError('CANNOT_WRITE', `写不了文件：${path}。请检查路径和权限。`, { cause });
  }
  process.stderr.write(`已写入 ${path}\n`);
}
