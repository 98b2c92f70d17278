import type { Database } from '../knowledge/database.js';
import { type ReadFile, recallFile } from '../knowledge/read-files.js';
import { UserError } from '../knowledge/types.js';
import type { FetchedPage } from './fetch-page.js';
import { hashBytes, hashFile, stampOf } from './file-bytes.js';
import type { FileSource, PageSource, Source } from './files.js';
import { type FileReading, failedReading, type ToRead } from './reading.js';

/** What a source comes to before anything is stored. */
export type Examined =
  | ({ readonly kind: 'read' } & FileReading)
  /** As it was read before; `known.stamp` is new where `touched`. */
  | { readonly kind: 'unchanged'; readonly known: ReadFile; readonly touched: boolean };

/** Gets what an address names. */
export type FetchPage = (url: string, signal: AbortSignal | undefined) => Promise<FetchedPage>;

export interface ExamineOptions {
  readonly database: Database;
  readonly now: () => Date;
  readonly read: (file: ToRead) => Promise<FileReading>;
  readonly fetchPage?: FetchPage | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Reads what is known, too. */
  readonly again?: boolean | undefined;
}

/** Looks at a source, and reads it where it is not known as it is; never rejects. */
export async function examine(source: Source, options: ExamineOptions): Promise<Examined> {
  try {
    if (options.signal?.aborted) throw new UserError('STOPPED', '导入已中断，这个文件还没有读。');
    if (source.kind === 'broken') throw source.error;
    return await (source.kind === 'file' ? examineFile(source, options) : examinePage(source, options));
  } catch (error) {
    return { kind: 'read', ...failedReading(source.name, error) };
  }
}

// --- internal ---

async function examineFile({ path, name, key }: FileSource, options: ExamineOptions): Promise<Examined> {
  // Asked before anything is read: what is no file, or too large, is not opened.
  const stamp = await stampOf(path, options.now());
  const known = options.again ? null : await recallFile(options.database, key);
  if (known) {
    if (stamp !== '' && stamp === known.stamp) return { kind: 'unchanged', known, touched: false };
    const { value: hash, stamp: fresh } = await hashFile(path, name, options.now());
    if (hash === known.hash) return { kind: 'unchanged', known: { ...known, stamp: fresh }, touched: fresh !== '' };
  }
  return { kind: 'read', ...(await options.read({ file: name, from: { path }, now: options.now() })) };
}

async function examinePage({ url, key }: PageSource, options: ExamineOptions): Promise<Examined> {
  if (!options.fetchPage) throw new UserError('BAD_URL', '这里不能导入网址，请导入文件。');
  const { file, readAs, bytes } = await options.fetchPage(url, options.signal);
  const known = options.again ? null : await recallFile(options.database, key);
  if (known?.hash === hashBytes(file, bytes)) return { kind: 'unchanged', known, touched: false };
  return { kind: 'read', ...(await options.read({ file, readAs, from: { bytes }, now: options.now() })) };
}
