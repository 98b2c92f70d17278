import { fetchPage } from '../ingest/fetch-page.js';
import { shownName } from '../ingest/file-name.js';
import type { Source } from '../ingest/files.js';
import type { FileOutcome, IngestedReport, IngestOptions, Remark } from '../ingest/ingest.js';
import type { Conflict } from '../knowledge/conflict.js';
import type { Call } from './call.js';

/** How a call reads and fetches. */
export function ingestSettings({
  config,
  jobs,
  again,
  onConflict,
}: Call): Pick<IngestOptions, 'now' | 'fetchPage' | 'readers' | 'again' | 'onConflict'> {
  return {
    now: () => new Date(),
    again,
    onConflict: onConflict ?? undefined,
    fetchPage: (url, signal) => fetchPage(url, { allowedHosts: config.allowedHosts, signal }),
    ...(jobs === null ? {} : { readers: { count: jobs } }),
  };
}

/** Says what became of a file: reports on standard output (not with `--json`), conflicts and failures on standard error. */
export function tell({ source, reports, failed }: FileOutcome, json: boolean): void {
  for (const { office, year, status, cells, findings } of json ? [] : reports) {
    process.stdout.write(`${STATUS[status]} ${office} ${year}年（表格数据${cells}格，核对疑点${findings}条）\n`);
  }
  if (!json) for (const report of reports) tellRemarks(report);
  for (const { file, office, year, conflict } of reports) {
    if (conflict) process.stderr.write(`${conflictLine(file, office, year, conflict)}\n`);
  }
  for (const { file, error } of failed) {
    process.stderr.write(`失败 ${placeOf(source, file)}：${error.message}（${error.code}）\n`);
  }
}

// --- internal ---

/** A line for each kind of remark, with how many more of its kind there are. */
function tellRemarks({ messages }: IngestedReport): void {
  const kinds = new Map<string, Remark[]>();
  for (const remark of messages) kinds.set(remark.code, [...(kinds.get(remark.code) ?? []), remark]);
  for (const [code, [first, ...more]] of kinds) {
    const others = more.length > 0 ? `（另有${more.length}处）` : '';
    if (first) process.stdout.write(`　　${first.message}${others}（${code}）\n`);
  }
}

const STATUS = { added: '新增', updated: '更新', unchanged: '未变' } as const;

/** In a tree of folders a name alone does not say which file. */
function placeOf(source: Source, file: string): string {
  const inside = file === source.name ? '' : `（${shownName(file)}）`;
  const path = source.kind === 'file' && typeof source.path === 'string' ? source.path : source.name;
  return `${shownName(path, 300)}${inside}`;
}

function conflictLine(file: string, office: string, year: number, conflict: Conflict): string {
  const [used, kept] = (conflict.used === 'this' ? [file, conflict.file] : [conflict.file, file]).map((name) =>
    shownName(name),
  );
  const { chosen } = conflict;
  const by = chosen
    ? `（${chosen.who}于${chosen.at.slice(0, 10)}决定用第${chosen.number}份，要改请用 disclosure-bot versions）`
    : '';
  return `注意 ${office}${year}年有不同的年报文件：正在使用“${used}”${by}，另存有“${kept}”，两份的数字都已保留。`;
}
