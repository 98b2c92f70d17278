import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { MessageChannel, Worker } from 'node:worker_threads';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { UserError } from '../../knowledge/types.js';
import type { Codes } from './drawing.js';
import { damaged } from './integrity.js';

/** An open PDF and pdfjs-dist's numbers of drawing instructions. */
export interface OpenPdf {
  readonly pdf: PDFDocumentProxy;
  readonly codes: Codes;
}

/**
 * Opens a PDF in a thread of its own, with bounded memory and time, and closes it when `use` is done. The library and its
 * data (character maps, fonts' metrics, decoders) come from the installed package; nothing is fetched.
 *
 * Throws UserError ENCRYPTED_FILE (a password is needed to open it), DAMAGED_FILE, READ_TIMEOUT, and what `use` throws.
 */
export async function withPdf<T>(bytes: Uint8Array, seconds: number, use: (open: OpenPdf) => Promise<T>): Promise<T> {
  const root = createRequire(import.meta.url)
    .resolve('pdfjs-dist/package.json')
    .replace(/package\.json$/, '');
  const { getDocument, PDFWorker, OPS, VerbosityLevel } = await loadLibrary();
  const { port1, port2 } = new MessageChannel();
  const thread = new Worker(START_THREAD, {
    eval: true,
    workerData: { url: pathToFileURL(`${root}legacy/build/pdf.worker.mjs`).href, port: port2 },
    transferList: [port2],
    resourceLimits: { maxOldGenerationSizeMb: THREAD_MEGABYTES },
    stdout: true,
    stderr: true,
  });
  const failed = new Promise<never>((_, reject) => {
    thread.once('error', (cause) => reject(damaged(cause)));
    thread.once('exit', () => reject(damaged()));
  });
  failed.catch(() => {});
  const timer = { handle: null as NodeJS.Timeout | null };
  const late = new Promise<never>((_, reject) => {
    timer.handle = setTimeout(() => reject(timeout(seconds)), seconds * 1000);
  });
  late.catch(() => {});
  const work = async () => {
    const worker = PDFWorker.create({ port: port1 as never, verbosity: VerbosityLevel.ERRORS });
    const task = getDocument({
      data: Uint8Array.from(bytes),
      worker,
      verbosity: VerbosityLevel.ERRORS,
      cMapUrl: `${root}cmaps/`,
      cMapPacked: true,
      standardFontDataUrl: `${root}standard_fonts/`,
      wasmUrl: `${root}wasm/`,
      isOffscreenCanvasSupported: false,
      isImageDecoderSupported: false,
      disableFontFace: true,
      fontExtraProperties: true,
      isEvalSupported: false,
      useSystemFonts: false,
      stopAtErrors: true,
      maxImageSize: MOST_PIXELS,
      enableXfa: false,
    });
    const pdf = await task.promise;
    return await use({ pdf, codes: OPS });
  };
  try {
    return await Promise.race([work().catch(explain), failed, late]);
  } finally {
    if (timer.handle) clearTimeout(timer.handle);
    port1.close();
    await thread.terminate();
  }
}

// --- internal ---

const THREAD_MEGABYTES = 512;
/** An A3 page at 600 dots an inch has 70 million. */
const MOST_PIXELS = 100_000_000;
const START_THREAD = `
  const { workerData } = require('node:worker_threads');
  import(workerData.url).then(({ WorkerMessageHandler }) => WorkerMessageHandler.initializeFromPort(workerData.port));
`;

/**
 * pdfjs-dist wants three classes of browsers for painting, and takes them from a native package where that is installed.
 * Nothing is painted here: names that stand for them are enough, and its warning that the package is missing is not news.
 */
async function loadLibrary() {
  const scope = globalThis as Record<string, unknown>;
  for (const name of ['DOMMatrix', 'ImageData', 'Path2D']) scope[name] ??= function standIn() {};
  const { warn } = console;
  console.warn = () => {};
  try {
    return await import('pdfjs-dist/legacy/build/pdf.mjs');
  } finally {
    console.warn = warn;
  }
}

function explain(error: unknown): never {
  if (error instanceof UserError) throw error;
  const name = error instanceof Error ? error.name : '';
  if (name === 'PasswordException')
    throw new UserError('ENCRYPTED_FILE', 'PDF 文件有打开密码，不能读取。请去掉密码后再导入。', { cause: error });
  throw damaged(error);
}

function timeout(seconds: number): UserError {
  return new UserError('READ_TIMEOUT', `PDF 文件读了 ${seconds} 秒还没有读完，已放弃。请拆分或重新导出后再导入。`);
}
