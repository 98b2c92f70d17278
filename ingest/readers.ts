import { UserError } from '../knowledge/types.js';
import { readCsv } from './csv.js';
import type { Document } from './document.js';
import { declaredCharset, decode } from './encoding.js';
import { isHeaderLabel } from './header-labels.js';
import { readHtml } from './html.js';
import { isConvertible } from './libreoffice.js';
import { isPdf, isPicture } from './magic.js';
import { readMarkdown } from './markdown.js';
import { isOle } from './ole.js';
import { fileTooLarge, unsupportedFormat } from './refusals.js';
import { readText } from './txt.js';
import { containerKind, isZip } from './zip.js';
import { openZip } from './zip-entries.js';

/**
 * Bytes of a file → Document. First bytes that name a format decide, whatever the file is called; for text the extension
 * chooses the reader, and where it is unknown, or the content is plainly another of the readable formats (a page saved
 * as .txt or .doc, a text with TAB columns named .md), the content does. `file` may carry a folder. Readers of other
 * formats than text are loaded when the first such file comes.
 *
 * Throws UserError UNSUPPORTED_FORMAT, NESTED_ARCHIVE, DAMAGED_FILE, ENCRYPTED_FILE, FILE_TOO_LARGE, ZIP_TOO_LARGE, or
 * what `decode` throws: EMPTY_FILE, BINARY_FILE, UNKNOWN_ENCODING.
 */
export async function readDocument(file: string, bytes: Uint8Array): Promise<Document> {
  const name = file.split(/[/\\]/).at(-1) ?? file;
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const carrier = CARRIERS.find(({ is }) => is(bytes));
  if (carrier !== undefined) return carrier.read(name, bytes, extension);
  if (bytes.length > MOST_TEXT) throw fileTooLarge(`文本 ${MOST_TEXT / 2 ** 20} MB`);
  if (extension === 'csv') return readCsv(name, decode(bytes));
  const text = OTHER_FORMATS.has(extension) ? decodePage(bytes, extension) : decode(bytes, declaredCharset(bytes));
  return READERS[formatOf(text, EXTENSIONS.get(extension) ?? null)](name, text);
}

// --- internal ---

/** Bytes of text, HTML and the like. */
const MOST_TEXT = 20 * 2 ** 20;

/** Formats told by their first bytes. */
const CARRIERS: readonly {
  readonly is: (bytes: Uint8Array) => boolean;
  readonly read: (file: string, bytes: Uint8Array, extension: string) => Promise<Document>;
}[] = [
  { is: isPdf, read: async (file, bytes) => (await import('./pdf.js')).readPdf(file, bytes) },
  { is: isPicture, read: async (file, bytes) => (await import('./scan.js')).readScan(file, bytes) },
  { is: isZip, read: readContainer },
  { is: isOle, read: async (file, bytes) => (await import('./doc.js')).readOle(file, bytes) },
  { is: isConvertible, read: async (file, bytes) => (await import('./doc.js')).readConverted(file, bytes) },
];

/** Word and Excel files are zip containers. */
async function readContainer(file: string, bytes: Uint8Array): Promise<Document> {
  const entries = await openZip(bytes);
  const kind = containerKind(entries);
  if (kind === 'word') return (await import('./docx.js')).readDocx(file, entries);
  if (kind === 'excel') return (await import('./xlsx.js')).readXlsx(file, entries);
  if (kind === 'opendocument') return (await import('./doc.js')).readConverted(file, bytes);
  if (kind === 'archive')
    throw new UserError('NESTED_ARCHIVE', '压缩包里的压缩包没有解开。请先解压，再导入里面的文件。');
  throw unsupportedFormat(kind === 'ofd' ? 'ofd' : 'pptx');
}

type Format = 'text' | 'html' | 'markdown';

const READERS: Readonly<Record<Format, (file: string, text: string) => Document>> = {
  text: (file, text) => readText(file, text, isHeaderLabel),
  html: readHtml,
  markdown: readMarkdown,
};

const EXTENSIONS: ReadonlyMap<string, Format> = new Map([
  ['txt', 'text'],
  ['text', 'text'],
  ['html', 'html'],
  ['htm', 'html'],
  ['shtml', 'html'],
  ['xhtml', 'html'],
  ['md', 'markdown'],
  ['markdown', 'markdown'],
]);

/** Formats people have their reports in that are not read. */
const OTHER_FORMATS = new Set(
  `doc docx docm dot dotx wps wpt rtf odt pdf ofd ceb xls xlsx xlsm et ppt pptx zip rar 7z gz tar mht mhtml eml json
   xml jpg jpeg png gif bmp tif tiff webp`.split(/\s+/),
);

const PAGE = /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)?<(?:!doctype\s+html|html|head|body)\b/i;
const TAG = /<\/?(?:p|div|span|table|tr|td|th|br|h[1-6]|ul|li)\b[^<>]*>/gi;
const PIPE_DELIMITER = /^\s*\|(?:\s*:?-{2,}:?\s*\|)+\s*$/m;
const MARKDOWN_HEADING = /^#{1,6}\s+\S/m;
const TAB_COLUMN = /^.*\t.*$/gm;

/** Content that is plainly something else overrules the extension. */
function formatOf(text: string, expected: Format | null): Format {
  if (PAGE.test(text)) return 'html';
  const tags = text.match(TAG)?.length ?? 0;
  const piped = PIPE_DELIMITER.test(text);
  const tabbed = (text.match(TAB_COLUMN)?.length ?? 0) >= 5;
  if (expected === 'html') return tags > 0 ? 'html' : formatOf(text, null);
  if (expected === 'markdown') return tabbed && !piped && !/<table\b/i.test(text) ? 'text' : 'markdown';
  if (/^\s*</.test(text) && tags >= 10) return 'html';
  if (piped && !tabbed) return 'markdown';
  return expected ?? (MARKDOWN_HEADING.test(text) ? 'markdown' : 'text');
}

/** Office programs and sites give HTML pages the names of other formats; anything else under such a name is refused. */
function decodePage(bytes: Uint8Array, extension: string): string {
  try {
    const text = decode(bytes, declaredCharset(bytes));
    if (PAGE.test(text)) return text;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw unsupportedFormat(extension, { cause: error });
  }
  throw unsupportedFormat(extension);
}
