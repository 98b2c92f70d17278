import { type CopiedTable, type CopyProgress, copyKnowledge } from '../knowledge/copy.js';
import { UserError } from '../knowledge/types.js';
import type { Call } from './call.js';
import { show } from './decided.js';
import { onInterrupt } from './interrupt.js';

/** `disclosure-bot copy`: a whole knowledge base to another place, and what was counted of each table on both sides. */
export async function copy(call: Call): Promise<number> {
  const { from, to, config } = call;
  if (!from?.trim() || !to?.trim() || call.rest.length > 0) throw new UserError('BAD_COPY', USAGE);
  const interruption = onInterrupt();
  try {
    const tables = await copyKnowledge({
      ...{ from: from.trim(), to: to.trim(), parts: config.databaseParts },
      signal: interruption.signal,
      onProgress: progressTo((line) => process.stderr.write(`${line}\n`)),
    });
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    show(call, { tables, rows }, [...tables.map(lineOf), `共${tables.length}张表、${rows}行，两边一致。`].join('\n'));
    return 0;
  } finally {
    interruption.release();
  }
}

// --- internal ---

const USAGE =
  '用法：disclosure-bot copy --from <地址> --to <地址>，地址写成 sqlite:文件路径 或 postgres://用户:密码@主机:端口/库名。';
const BETWEEN_LINES_MS = 5_000;

const STEPS: { readonly [Each in CopyProgress['step']]: (progress: CopyProgress) => string } = {
  copying: ({ table, rows, of }) => `正在复制 ${table}：${rows}/${of} 行`,
  checking: ({ table, rows, of }) => `正在核对 ${table}：${rows}/${of} 行`,
  'full text': () => '正在建立全文索引',
};

/** A line now and then, and one whenever another step begins. */
function progressTo(write: (line: string) => void): (progress: CopyProgress) => void {
  let step = '';
  let last = 0;
  return (progress) => {
    const now = performance.now();
    if (progress.step === step && now - last < BETWEEN_LINES_MS) return;
    step = progress.step;
    last = now;
    write(STEPS[progress.step](progress));
  };
}

function lineOf({ table, rows, checksum }: CopiedTable): string {
  return `${table}：${rows}行，校验值 ${checksum.slice(0, 16)}，一致`;
}
