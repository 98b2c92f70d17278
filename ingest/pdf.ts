import { type Message, UserError } from '../knowledge/types.js';
import type { Document } from './document.js';
import { readPages } from './layout/document.js';
import { type Page, UNREADABLE } from './layout/page.js';
import { type Drawing, draw, type FontFacts } from './pdf/drawing.js';
import { factsOf } from './pdf/fonts.js';
import { checkIntegrity } from './pdf/integrity.js';
import type { Matrix } from './pdf/matrix.js';
import { type OpenPdf, withPdf } from './pdf/open.js';
import { coversPage, isDecoded, paintPage } from './pdf/pictures.js';
import { uprightPage } from './pdf/upright.js';
import { readScannedPages, SCAN_LIMITS, SCANNED, type ScannedPage } from './scan.js';

/** Bounds of a PDF: what is larger is refused. The seconds are for what is not recognised from pictures. */
export const PDF_LIMITS = { megabytes: 100, pages: 200, seconds: 60 } as const;

/**
 * A PDF → Document: paragraphs from the places of its lines, tables from the rules that part their cells, else from the
 * places of their values. Page numbers and running heads are left out, tables over pages joined. Pages that are pictures
 * are recognised.
 *
 * Throws UserError FILE_TOO_LARGE, TOO_MANY_PAGES, ENCRYPTED_FILE, DAMAGED_FILE, READ_TIMEOUT, PDF_NO_TEXT,
 * OCR_NOT_INSTALLED.
 */
export async function readPdf(file: string, bytes: Uint8Array): Promise<Document> {
  if (bytes.length > PDF_LIMITS.megabytes * 1_000_000)
    throw new UserError(
      'FILE_TOO_LARGE',
      `PDF 文件超过 ${PDF_LIMITS.megabytes} MB，没有读取。请另存为较小的 PDF 后再导入。`,
    );
  checkIntegrity(bytes);
  const { drawn, meta } = await withPdf(bytes, PDF_LIMITS.seconds, async (open) => ({
    drawn: await drawPages(open),
    meta: await readMeta(open),
  }));
  const scanned = drawn.flatMap((page) => ('raster' in page ? [page] : []));
  requireText(
    drawn.flatMap((page) => ('glyphs' in page ? [page] : [])),
    scanned.length,
  );
  if (scanned.length === 0) return { file, carrier: 'pdf', ...readPages(drawn as Page[]), meta };
  const recognised = await readScannedPages(scanned);
  const pages = drawn.map((page) => ('raster' in page ? (recognised.shift() as Page) : page));
  const messages: readonly Message[] = [SCANNED];
  return { file, carrier: 'pdf', ...readPages(pages), meta, messages };
}

// --- internal ---

/** Of the characters of a file, how many may be unknown. */
const MOST_UNKNOWN = 0.3;
/** Characters of a page that is a picture for all that: a page number, a stamp. */
const FEW = 20;

async function drawPages(open: OpenPdf): Promise<(Page | ScannedPage)[]> {
  const { numPages } = open.pdf;
  if (numPages > PDF_LIMITS.pages)
    throw new UserError(
      'TOO_MANY_PAGES',
      `PDF 文件有 ${numPages} 页，超过 ${PDF_LIMITS.pages} 页，没有读取。年报请单独成一个文件。`,
    );
  const drawn: (Page | ScannedPage)[] = [];
  for (let number = 1; number <= numPages; number += 1) {
    drawn.push(await drawPage(open, number));
    if (drawn.filter((page) => 'raster' in page).length > SCAN_LIMITS.pages)
      throw new UserError(
        'TOO_MANY_PAGES',
        `PDF 里的扫描页超过 ${SCAN_LIMITS.pages} 页，没有读取。年报请单独成一个文件，或导入原文。`,
      );
  }
  return drawn;
}

async function drawPage({ pdf, codes }: OpenPdf, number: number): Promise<Page | ScannedPage> {
  const page = await pdf.getPage(number);
  const list = await page.getOperatorList();
  const { width, height, transform } = page.getViewport({ scale: 1 });
  const fonts = new Map<string, FontFacts>();
  const fontOf = (id: string) => {
    const known = fonts.get(id) ?? factsOf(page.commonObjs.has(id) ? page.commonObjs.get(id) : null);
    fonts.set(id, known);
    return known;
  };
  const drawing = draw(list, codes, transform as unknown as Matrix, fontOf);
  const upright = uprightPage(drawing, width, height);
  if (upright.glyphs.length >= FEW || !coversPage(drawing.pictures, width, height)) return upright;
  const pictures = await picturesOf(drawing, (id, found) => {
    const objects = id.startsWith('g_') ? page.commonObjs : page.objs;
    objects.get(id, found);
  });
  page.cleanup();
  return pictures.length > 0 ? paintPage(pictures, width, height) : upright;
}

/** @param find calls back when the image is decoded. */
async function picturesOf({ pictures }: Drawing, find: (id: string, found: (image: unknown) => void) => void) {
  const decoded = pictures.map(async ({ image, matrix }) => ({
    image: typeof image === 'string' ? await new Promise<unknown>((found) => find(image, found)) : image,
    matrix,
  }));
  return (await Promise.all(decoded)).flatMap(({ image, matrix }) => (isDecoded(image) ? [{ image, matrix }] : []));
}

function requireText(pages: readonly Page[], scanned: number): void {
  const glyphs = pages.flatMap((page) => page.glyphs);
  const unknown = glyphs.filter((glyph) => glyph.text.includes(UNREADABLE)).length;
  if (glyphs.length === 0 && scanned === 0)
    throw new UserError(
      'PDF_NO_TEXT',
      'PDF 里没有可以读取的文字，也没有扫描图片。请从原文（Word 或网页）重新导出 PDF，或直接导入原文。',
    );
  if (unknown > glyphs.length * MOST_UNKNOWN)
    throw new UserError(
      'PDF_NO_TEXT',
      'PDF 里的文字没有编码，认不出是什么字。请从原文（Word 或网页）重新导出 PDF，或直接导入原文。',
    );
}

async function readMeta({ pdf }: OpenPdf): Promise<Record<string, string>> {
  const { info } = await pdf.getMetadata().catch(() => ({ info: null }));
  const title: unknown = info && 'Title' in info ? info.Title : null;
  return typeof title === 'string' && title.trim() !== '' ? { title: title.trim() } : {};
}
