import { UserError } from '../knowledge/types.js';
import type { Document } from './document.js';
import { declaredCharset, decode } from './encoding.js';
import { isHeaderLabel } from './header-labels.js';
import { readHtml } from './html.js';
import { readMarkdown } from './markdown.js';
import { readText } from './txt.js';

/**
 * Bytes of a file → Document. The extension chooses the reader; where it is unknown, or the content is plainly another
 * of the readable formats (a page saved as .txt or .doc, a text with TAB columns named .md), the content does. `file`
 * may carry a folder.
 *
 * Throws UserError UNSUPPORTED_FORMAT, or what `decode` throws: EMPTY_FILE, BINARY_FILE, UNKNOWN_ENCODING.
 */
export function readDocument(file: string, bytes: Uint8Array): Document {
  const name = file.split(/[/\\]/).at(-1) ?? file;
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const text = OTHER_FORMATS.has(extension) ? decodePage(bytes, extension) : decode(bytes, declaredCharset(bytes));
  return READERS[formatOf(text, EXTENSIONS.get(extension) ?? null)](name, text);
}

// --- internal ---

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
  `doc docx docm dot dotx wps wpt rtf odt pdf ofd ceb xls xlsx xlsm et csv ppt pptx zip rar 7z gz tar mht mhtml eml json
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
    throw unsupported(extension, { cause: error });
  }
  throw unsupported(extension);
}

function unsupported(extension: string, options?: ErrorOptions): UserError {
  return new UserError(
    'UNSUPPORTED_FORMAT',
    `不能直接读 .${extension} 文件。能读的是 .txt、.html（.htm）和 .md 文件，请另存为其中一种后再导入。`,
    options,
  );
}
