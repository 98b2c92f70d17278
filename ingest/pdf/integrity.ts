import { inflateSync } from 'node:zlib';
import { UserError } from '../../knowledge/types.js';

/**
 * Checks that a PDF is whole before anyone reads it. pdfjs-dist mends what is broken as well as it can, and reads on
 * behind a damaged place as if nothing were missing; here such a file is refused. Also bounds what it unpacks to.
 *
 * Throws UserError DAMAGED_FILE, FILE_TOO_LARGE.
 */
export function checkIntegrity(bytes: Uint8Array): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.lastIndexOf('%%EOF') < 0) throw damaged();
  if (buffer.includes('/Encrypt')) return;
  let unpacked = 0;
  for (const { dictionary, data } of streamsOf(buffer)) {
    if (!PACKED.test(dictionary)) continue;
    if (PACKED_TWICE.test(dictionary)) throw tooLarge();
    unpacked += unpackedSize(data, MOST_UNPACKED - unpacked, IS_PICTURE.test(dictionary));
  }
}

export function damaged(cause?: unknown): UserError {
  return new UserError(
    'DAMAGED_FILE',
    'PDF 文件已损坏或不完整，没有读取，以免读出错误的数字。请重新下载或重新导出后再导入。',
    { cause },
  );
}

// --- internal ---

/** Bytes a file may unpack to, all its streams together. */
const MOST_UNPACKED = 400_000_000;
const PACKED = /\/Filter\s*\[?\s*\/(?:FlateDecode|Fl)\b/;
const PACKED_TWICE = /(?:FlateDecode|\/Fl\b)[^\]]*(?:FlateDecode|\/Fl\b|LZWDecode|RunLengthDecode)[^\]]*\]/;
const IS_PICTURE = /\/Subtype\s*\/Image\b/;
const LONGEST_DICTIONARY = 4_000;

interface Packed {
  readonly dictionary: string;
  readonly data: Buffer;
}

function* streamsOf(buffer: Buffer): Generator<Packed> {
  for (let at = buffer.indexOf('stream'); at >= 0; ) {
    const after = buffer[at + 6];
    const start = after === 13 && buffer[at + 7] === 10 ? at + 8 : after === 10 || after === 13 ? at + 7 : -1;
    const before = buffer.subarray(Math.max(0, at - LONGEST_DICTIONARY), at).toString('latin1');
    if (start < 0 || !/>>\s*$/.test(before)) {
      at = buffer.indexOf('stream', at + 6);
      continue;
    }
    const end = buffer.indexOf('endstream', start);
    const dictionary = before.slice(before.lastIndexOf(' obj') + 1);
    yield { dictionary, data: buffer.subarray(start, end < 0 ? buffer.length : end) };
    at = end < 0 ? -1 : buffer.indexOf('stream', end + 9);
  }
}

function unpackedSize(data: Buffer, most: number, isPicture: boolean): number {
  try {
    return inflateSync(data, { maxOutputLength: Math.max(1, most) }).length;
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge();
    // Pictures are often written without care; what they show is not taken as certain anyway.
    if (isPicture) return 0;
    throw damaged(error);
  }
}

function tooLarge(): UserError {
  return new UserError('FILE_TOO_LARGE', 'PDF 文件解压后过大，没有读取。请另存为较小的 PDF 后再导入。');
}
