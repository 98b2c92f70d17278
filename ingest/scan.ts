import { type Message, UserError } from '../knowledge/types.js';
import type { Document } from './document.js';
import { readPages } from './layout/document.js';
import type { Page } from './layout/page.js';
import { LEAST_CONFIDENCE } from './scan/certain.js';
import { recognisePage } from './scan/page.js';
import { pixelsOf } from './scan/picture-size.js';
import { fromPng, type Raster } from './scan/raster.js';
import { withRecogniser } from './scan/recogniser.js';

/** Bounds of a scanned picture: what is larger is refused. */
export const SCAN_LIMITS = { megabytes: 50, megapixels: 60, pages: 30, seconds: 600 } as const;

/** Said with every document that was recognised from pictures. */
export const SCANNED: Message = {
  code: 'SCANNED',
  text: `这是扫描件，文字由程序识别：两次识别一致、每个字符的把握都不低于 ${LEAST_CONFIDENCE} 分的数字才采用，其余的数字记为“无法辨认”。请对照原件核对。`,
};

/**
 * A picture of a page (.png, .jpg, .tif and the like) → Document by recognition.
 *
 * Throws UserError FILE_TOO_LARGE, DAMAGED_FILE, SEVERAL_PAGES (a TIFF of which only the first page could be read), OCR_NOT_INSTALLED, NO_TEXT_IN_PICTURE.
 */
export async function readScan(file: string, bytes: Uint8Array): Promise<Document> {
  const pixels = pixelsOf(bytes);
  if (pixels === null) throw damaged();
  if (pixels.goesOn)
    throw new UserError('SEVERAL_PAGES', '图片文件里有多页，没有读取，以免漏掉后面的页。请转成 PDF 后再导入。');
  if (bytes.length > SCAN_LIMITS.megabytes * 1e6 || pixels.width * pixels.height > SCAN_LIMITS.megapixels * 1e6)
    throw new UserError(
      'FILE_TOO_LARGE',
      `图片太大（超过 ${SCAN_LIMITS.megapixels} 百万像素或 ${SCAN_LIMITS.megabytes} MB），没有读取。请缩小后再导入。`,
    );
  return withRecogniser(SCAN_LIMITS.seconds, async (recogniser) => {
    const png = await recogniser.develop(bytes).catch((cause: unknown) => {
      throw damaged(cause);
    });
    const raster = png && fromPng(png);
    if (!raster) throw damaged();
    const unit = raster.width / (raster.width > raster.height ? LONG_SIDE : SHORT_SIDE);
    const read = readPages([await recognisePage(raster, unit, recogniser)]);
    if (read.lines.length === 0)
      throw new UserError(
        'NO_TEXT_IN_PICTURE',
        '图片里没有认出文字。请换更清晰的扫描件，或导入 Word、网页、带文字的 PDF。',
      );
    return { file, carrier: 'image', ...read, meta: {}, messages: [SCANNED] };
  });
}

/** A page as a picture. */
export interface ScannedPage {
  readonly raster: Raster;
  /** Pixels of a point. */
  readonly unit: number;
}

/** Throws UserError OCR_NOT_INSTALLED, READ_TIMEOUT. */
export function readScannedPages(pages: readonly ScannedPage[]): Promise<Page[]> {
  return withRecogniser(SCAN_LIMITS.seconds, async (recogniser) => {
    const read: Page[] = [];
    for (const { raster, unit } of pages) read.push(await recognisePage(raster, unit, recogniser));
    return read;
  });
}

// --- internal ---

/** A4 in points. */
const SHORT_SIDE = 595;
const LONG_SIDE = 842;

function damaged(cause?: unknown): UserError {
  return new UserError('DAMAGED_FILE', '图片文件已损坏或不完整，没有读取。请重新扫描或重新下载后再导入。', { cause });
}
