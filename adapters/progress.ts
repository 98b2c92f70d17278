import { Presets, SingleBar } from 'cli-progress';

export interface Progress {
  readonly update: (done: number, total: number, file: string) => void;
  readonly stop: () => void;
}

/** A bar on standard error where that is a terminal; elsewhere silence, so that logs stay readable. */
export function showProgress(total: number): Progress {
  if (!process.stderr.isTTY || total === 0) return { update: () => {}, stop: () => {} };
  const format = '导入 [{bar}] {value}/{total} 份，{percentage}%，剩余约{eta}秒 {file}';
  const bar = new SingleBar({ format, stream: process.stderr, hideCursor: true }, Presets.shades_classic);
  bar.start(total, 0, { file: '' });
  return { update: (done, _total, file) => bar.update(done, { file }), stop: () => bar.stop() };
}
