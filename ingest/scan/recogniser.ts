import { createRequire } from 'node:module';
import type { Worker } from 'tesseract.js';
import { UserError } from '../../knowledge/types.js';
import type { Reading, Seen } from './certain.js';
import { type Raster, toPng } from './raster.js';

/** A line as recognised; pixels of the picture it was given. */
export interface SeenLine {
  readonly box: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
  readonly words: readonly { readonly left: number; readonly right: number; readonly reading: Reading }[];
}

export interface Recogniser {
  /** The lines of a page or a column of it. */
  readonly lines: (raster: Raster) => Promise<readonly SeenLine[]>;
  /** Two readings of a stretch of text or a cell, by two recognisers trained apart. */
  readonly twice: (raster: Raster, oneLine: boolean) => Promise<readonly [Reading, Reading]>;
  /** Any picture file, in grey and straightened; null where it cannot be read. */
  readonly develop: (bytes: Uint8Array) => Promise<Buffer | null>;
}

/**
 * Runs `use` with tesseract.js and its Chinese data as the installed packages ship them; nothing is fetched or cached.
 *
 * Throws UserError OCR_NOT_INSTALLED, READ_TIMEOUT.
 */
export async function withRecogniser<T>(seconds: number, use: (recogniser: Recogniser) => Promise<T>): Promise<T> {
  const workers: Worker[] = [];
  const until = Date.now() + seconds * 1000;
  const checkTime = () => {
    if (Date.now() > until)
      throw new UserError('READ_TIMEOUT', `扫描件识别了 ${seconds} 秒还没有完成，已放弃。请拆分后再导入，或导入原文。`);
  };
  try {
    for (const data of TRAINED) workers.push(await start(data));
    const [first, second] = workers as [Worker, Worker];
    return await use({
      lines: async (raster) => {
        checkTime();
        await setMode(first, PAGE);
        return linesOf(await first.recognize(toPng(raster), {}, { blocks: true, text: false }));
      },
      twice: async (raster, oneLine) => {
        checkTime();
        const png = toPng(raster);
        const read = async (worker: Worker) => {
          await setMode(worker, oneLine ? ONE_LINE : BLOCK);
          return readingOf(await worker.recognize(png, {}, { blocks: true, text: false }));
        };
        return Promise.all([read(first), read(second)]);
      },
      develop: async (bytes) => {
        const only = { imageGrey: true, text: false, blocks: false };
        const { data } = await first.recognize(Buffer.from(bytes), { rotateAuto: true }, only);
        return data.imageGrey ? Buffer.from(data.imageGrey.replace(/^data:[^,]*,/, ''), 'base64') : null;
      },
    });
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

// --- internal ---

/** Two sets of the trained data for simplified Chinese. */
const TRAINED = ['4.0.0_best_int', '4.0.0'];
/** Tesseract's page segmentation modes and engine. */
const PAGE = '3';
const BLOCK = '6';
const ONE_LINE = '7';
const NEURAL = 1;

async function start(data: string): Promise<Worker> {
  try {
    const require = createRequire(import.meta.url);
    const folder = require.resolve('@tesseract.js-data/chi_sim/package.json').replace(/package\.json$/, data);
    const { createWorker } = await import('tesseract.js');
    return await createWorker('chi_sim', NEURAL, { langPath: folder, cacheMethod: 'none', gzip: true });
  } catch (cause) {
    throw new UserError(
      'OCR_NOT_INSTALLED',
      '这是扫描件或图片，要识别文字需要另外安装：npm install tesseract.js @tesseract.js-data/chi_sim。也可以改用 Word、网页或带文字的 PDF 导入。',
      { cause },
    );
  }
}

const modes = new WeakMap<Worker, string>();

async function setMode(worker: Worker, mode: string): Promise<void> {
  if (modes.get(worker) === mode) return;
  await worker.setParameters({ tessedit_pageseg_mode: mode as never, user_defined_dpi: '300' });
  modes.set(worker, mode);
}

type Result = Awaited<ReturnType<Worker['recognize']>>;

function linesOf({ data }: Result): SeenLine[] {
  const lines = (data.blocks ?? []).flatMap((block) => block.paragraphs.flatMap((paragraph) => paragraph.lines));
  return lines.map(({ bbox, words }) => ({
    box: { left: bbox.x0, right: bbox.x1, top: bbox.y0, bottom: bbox.y1 },
    words: words.map((word) => ({ left: word.bbox.x0, right: word.bbox.x1, reading: symbolsOf(word) })),
  }));
}

/** Words with a blank between, lines with a line end. */
function readingOf(result: Result): Reading {
  return linesOf(result).flatMap(({ words }, line) => [
    ...(line > 0 ? [between('\n')] : []),
    ...words.flatMap(({ reading }, word) => (word > 0 ? [between(' '), ...reading] : reading)),
  ]);
}

function between(text: string): Seen {
  return { text, confidence: 100 };
}

function symbolsOf(word: { readonly symbols: readonly Seen[] }): Seen[] {
  return word.symbols.map(({ text, confidence }) => ({ text, confidence }));
}
