import { UserError } from '../knowledge/types.js';

/**
 * Bytes → text. A byte order mark decides; then strict UTF-8, which text in another encoding practically never passes;
 * then what the file declares; then strict GB18030 (a superset of GB2312 and GBK). Declared names that the bytes
 * contradict are ignored. A character cut off at the very end (a truncated download) is dropped.
 *
 * Throws UserError EMPTY_FILE, BINARY_FILE (what the file is, and what to do) or UNKNOWN_ENCODING.
 */
export function decode(bytes: Uint8Array, declared: string | null = null): string {
  if (bytes.length === 0) throw new UserError('EMPTY_FILE', '文件是空的，没有可读的内容。');
  const text = decodeMarked(bytes) ?? decodeUnmarked(bytes, declared);
  if (text.trim() === '') throw new UserError('EMPTY_FILE', '文件里只有空白，没有可读的内容。');
  return text;
}

/** The charset an HTML page declares in its first kilobytes (meta charset or http-equiv); null where it declares none. */
export function declaredCharset(bytes: Uint8Array): string | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4096));
  return /<meta\b[^>]*?charset\s*=\s*["']?\s*([\w-]+)/i.exec(head)?.[1] ?? null;
}

// --- internal ---

const BYTE_ORDER_MARKS: readonly (readonly [label: string, mark: readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

const EXPORT = '请另存为 txt 或 html 后再导入。';

/** Formats that are no text, by the bytes they begin with. */
const MAGIC: readonly { readonly bytes: readonly number[]; readonly message: string }[] = [
  { bytes: ascii('PK\u0003\u0004'), message: `这是压缩包类文件（docx、xlsx、wps、ofd 或 zip），${EXPORT}` },
  { bytes: ascii('%PDF'), message: '这是 PDF 文件，请把其中的文字另存为 txt 后再导入；扫描件需要先识别文字。' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], message: `这是旧版 Office 文件（doc、xls 或 wps），${EXPORT}` },
  { bytes: ascii('{\\rtf'), message: `这是 RTF 文件，${EXPORT}` },
  { bytes: [0x89, ...ascii('PNG')], message: '这是 PNG 图片，需要先识别出文字。' },
  { bytes: [0xff, 0xd8, 0xff], message: '这是 JPEG 图片，需要先识别出文字。' },
  { bytes: ascii('GIF8'), message: '这是 GIF 图片，需要先识别出文字。' },
  { bytes: [0x49, 0x49, 0x2a, 0x00], message: '这是 TIFF 图片，需要先识别出文字。' },
  { bytes: [0x4d, 0x4d, 0x00, 0x2a], message: '这是 TIFF 图片，需要先识别出文字。' },
  { bytes: [0x1f, 0x8b], message: '这是 gzip 压缩文件，请解压后再导入。' },
  { bytes: ascii('Rar!'), message: '这是 rar 压缩文件，请解压后再导入。' },
  { bytes: ascii('7z\u00bc\u00af'), message: '这是 7z 压缩文件，请解压后再导入。' },
];

/** Characters a Chinese document is made of; bytes in a foreign encoding come out as others. */
const USUAL = /[\u4e00-\u9fff\u3400-\u4dbf\u3000-\u303f\uff00-\uffef\u2000-\u27bf\u00a0-\u00ff]/u;

function decodeMarked(bytes: Uint8Array): string | null {
  for (const [label, mark] of BYTE_ORDER_MARKS) {
    if (startsWith(bytes, mark)) return strict(bytes, label) ?? unknownEncoding();
  }
  return null;
}

function decodeUnmarked(bytes: Uint8Array, declared: string | null): string {
  const format = MAGIC.find((magic) => startsWith(bytes, magic.bytes));
  if (format !== undefined) throw new UserError('BINARY_FILE', format.message);
  if (bytes.includes(0)) throw new UserError('BINARY_FILE', `这不是文本文件，里面没有可以直接读的文字。${EXPORT}`);
  const utf8 = strict(bytes, 'utf-8');
  if (utf8 !== null) return utf8;
  for (const label of [declared, 'gb18030']) {
    const text = label === null ? null : strict(bytes, label);
    if (text !== null && looksChinese(text)) return text;
  }
  return unknownEncoding();
}

/** Decodes without tolerating errors; `stream` lets a character cut off at the end pass. Null where it does not decode. */
function strict(bytes: Uint8Array, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return null;
  }
}

function looksChinese(text: string): boolean {
  let foreign = 0;
  let usual = 0;
  for (const char of text) {
    if (char < '\u0080') continue;
    if (USUAL.test(char)) usual += 1;
    else foreign += 1;
  }
  return foreign * 20 <= usual;
}

function unknownEncoding(): never {
  throw new UserError(
    'UNKNOWN_ENCODING',
    '认不出文件的文字编码（能读 UTF-8、UTF-16 和 GB18030/GBK）。请用 UTF-8 编码另存后再导入。',
  );
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte);
}

function ascii(text: string): number[] {
  return [...text].map((char) => char.charCodeAt(0));
}
