import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { fold } from '../knowledge/text.js';
import { UserError } from '../knowledge/types.js';
import type { Document, Paragraph } from './document.js';
import { readDocx } from './docx.js';
import { type Convert, convertibleKind, convertToDocx } from './libreoffice.js';
import { oleKind } from './ole.js';
import { damagedFile, encryptedFile, noText, unsupportedFormat } from './refusals.js';
import { openZip } from './zip-entries.js';

/**
 * An old Office file (.doc, .wps; .xls and .ppt are refused). Word files are converted with LibreOffice where it is
 * installed, which keeps the cells of tables. Where it is not, the text is read and the tables are left out, said as
 * DOC_TABLES_LOST: in the text of the binary form the end of a row looks like an empty cell, so that cells cannot be
 * told apart with certainty.
 * @throws UserError ENCRYPTED_FILE, DAMAGED_FILE, UNSUPPORTED_FORMAT, EMPTY_FILE.
 */
export async function readOle(file: string, bytes: Uint8Array, convert: Convert = convertToDocx): Promise<Document> {
  const kind = oleKind(bytes);
  if (kind === 'encrypted') throw encryptedFile();
  if (kind === 'excel') throw unsupportedFormat('xls');
  if (kind === 'powerpoint') throw unsupportedFormat('ppt');
  if (kind === 'unknown') throw damagedFile('no document in the container');
  const converted = await convert(bytes, 'doc');
  return converted === null ? withoutTables(file, await bodyOf(bytes)) : ofConverted(file, converted);
}

/**
 * A text document in a format that LibreOffice alone reads: RTF, Word 2003 XML, OpenDocument.
 * @throws UserError UNSUPPORTED_FORMAT where it is not installed; else as `readOle`.
 */
export async function readConverted(
  file: string,
  bytes: Uint8Array,
  convert: Convert = convertToDocx,
): Promise<Document> {
  const kind = convertibleKind(bytes) ?? 'odt';
  const converted = await convert(bytes, kind);
  if (converted === null) throw unsupportedFormat(kind === 'xml' ? ' Word 2003 XML ' : kind);
  return ofConverted(file, converted);
}

// --- internal ---

const TIME_LIMIT = 8_000;
const MEMORY_LIMIT_MB = 256;

async function ofConverted(file: string, docx: Uint8Array): Promise<Document> {
  return { ...(await readDocx(file, await openZip(docx))), carrier: 'doc' };
}

/**
 * Lines of running text are paragraphs. Lines with marks of cells (TAB) stay in `lines` and are no content, but for what
 * follows the last mark: the text goes on there behind a table.
 */
function withoutTables(file: string, body: string): Document {
  const lines = body.split('\n').map((line) => line.trimEnd());
  const blocks = lines.flatMap((line, index): Paragraph[] => {
    const text = fold(line.slice(line.lastIndexOf('\t') + 1));
    const isText = line.includes('\t') ? /[\u4e00-\u9fff]{4}/.test(text) : text !== '';
    return isText ? [{ kind: 'paragraph', text, line: index + 1, lastLine: index + 1, heading: false }] : [];
  });
  if (blocks.length === 0) throw noText();
  const lost = lines.some((line) => line.split('\t').length > 2);
  return { file, carrier: 'doc', lines, blocks, meta: {}, ...(lost ? { messages: [TABLES_LOST] } : {}) };
}

const TABLES_LOST = {
  code: 'DOC_TABLES_LOST',
  text: '旧版 .doc 文件里的表格没有读：单元格的边界无法确定。请另存为 .docx 后再导入，或在本机安装 LibreOffice。',
};

/** The text, read in a thread of its own: a damaged file can send the library in circles, and is then ended. */
function bodyOf(bytes: Uint8Array): Promise<string> {
  const library = createRequire(import.meta.url).resolve('word-extractor');
  const worker = new Worker(READ_BODY, {
    eval: true,
    workerData: { library, bytes },
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_LIMIT_MB },
  });
  return new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(damagedFile('time limit')), TIME_LIMIT);
    const end = (act: () => void) => {
      clearTimeout(timer);
      act();
    };
    worker.once('message', (body: unknown) => end(() => resolve(String(body))));
    worker.once('error', (error) => end(() => reject(error instanceof UserError ? error : damagedFile(error))));
    worker.once('exit', () => end(() => reject(damagedFile('ended'))));
  }).finally(() => worker.terminate());
}

const READ_BODY = `
const { parentPort, workerData } = require('node:worker_threads');
const Extractor = require(workerData.library);
new Extractor()
  .extract(Buffer.from(workerData.bytes))
  .then((document) => parentPort.postMessage(document.getBody({ filterUnicode: false })));
`;
