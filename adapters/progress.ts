import { Presets, SingleBar } from 'cli-progress';
import { shownName } from '../ingest/file-name.js';
import { duration, startPace } from './pace.js';

export interface Progress {
  readonly update: (done: number, total: number, file: string) => void;
  /** Makes room for a line of output. */
  readonly clear: () => void;
  readonly stop: () => void;
}

/** A bar on standard error where that is a terminal; elsewhere a line now and then, so that logs stay readable. */
export function showProgress(total: number): Progress {
  const pace = startPace(Date.now());
  const state = (done: number): string => {
    const rate = pace.rate();
    if (rate === null) return '';
    const left = total > done ? `，剩余约${duration((total - done) / rate)}` : '';
    return `每秒${rate < 10 ? rate.toFixed(1) : Math.round(rate)}个${left}`;
  };
  const show = process.stderr.isTTY && total > 1 ? bar(total) : lines(total);
  return {
    ...show,
    update: (done, _total, file) => {
      pace.mark(done, Date.now());
      show.update(done, state(done), shownName(file, 30));
    },
  };
}

// --- internal ---

interface Shown {
  readonly update: (done: number, state: string, file: string) => void;
  readonly clear: () => void;
  readonly stop: () => void;
}

const BETWEEN_LINES_MS = 10_000;

function bar(total: number): Shown {
  const format = '导入 [{bar}] {value}/{total} {percentage}% {state} {file}';
  const shown = new SingleBar(
    { format, stream: process.stderr, hideCursor: true, barsize: 24 },
    Presets.shades_classic,
  );
  shown.start(total, 0, { state: '', file: '' });
  return {
    update: (done, state, file) => shown.update(done, { state, file }),
    clear: () => process.stderr.write('\r\u001b[K'),
    stop: () => shown.stop(),
  };
}

function lines(total: number): Shown {
  let last = Date.now();
  return {
    update: (done, state) => {
      if (Date.now() - last < BETWEEN_LINES_MS || done === total) return;
      last = Date.now();
      process.stderr.write(`已处理 ${done}/${total} 个文件，${state}\n`);
    },
    clear: () => {},
    stop: () => {},
  };
}
