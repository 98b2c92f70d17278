import { crc32, inflateRawSync } from 'node:zlib';
import { UserError } from '../knowledge/types.js';
import { damagedFile, encryptedFile, fileTooLarge } from './refusals.js';

/** A file in a zip container, not unpacked yet. */
export interface ZipEntry {
  /** As stored; decoded by `entryName`. May hold anything: it is a name to show, never a path to write to. */
  readonly name: string;
  /** Bytes once unpacked, as the directory of the container says. */
  readonly size: number;
  readonly encrypted: boolean;
  readonly link: boolean;
  /**
   * Unpacks it: never more than `size` bytes, and only what the stored checksum confirms.
   * @throws UserError ENCRYPTED_FILE, FILE_TOO_LARGE or DAMAGED_FILE.
   */
  read(): Promise<Uint8Array>;
}

/** What one container may hold; beyond that it is refused before anything is unpacked. */
export const ZIP_LIMITS = {
  entries: 2000,
  /** Bytes of all entries together. */
  total: 200 * 2 ** 20,
  /** Bytes of one entry; a larger one is not unpacked. */
  entry: 100 * 2 ** 20,
  /** Unpacked : packed, for entries above `ratioFrom` bytes. */
  ratio: 100,
  ratioFrom: 10 * 2 ** 20,
} as const;

/**
 * Reads the directory of a zip container (archives, docx, xlsx) and unpacks nothing. Folders are left out.
 * @throws UserError DAMAGED_FILE, ENCRYPTED_FILE, ZIP_TOO_LARGE.
 */
export async function openZip(bytes: Uint8Array): Promise<ZipEntry[]> {
  const { fromBufferPromise } = await import('yauzl');
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const zip = await fromBufferPromise(buffer, { decodeStrings: false, lazyEntries: true });
    if (zip.entryCount > ZIP_LIMITS.entries) throw tooLarge(`里面有 ${zip.entryCount} 个文件`);
    const entries: ZipEntry[] = [];
    let total = 0;
    for await (const entry of zip.eachEntry()) {
      const name = entryName(entry);
      const size = entry.uncompressedSize;
      total += size;
      if (total > ZIP_LIMITS.total) throw tooLarge('解开后太大');
      if (size > ZIP_LIMITS.ratioFrom && size > entry.compressedSize * ZIP_LIMITS.ratio)
        throw tooLarge('里面有压缩得异常厉害的内容');
      if (name.endsWith('/')) continue;
      const encrypted = entry.isEncrypted();
      const link = entry.versionMadeBy >> 8 === UNIX && (entry.externalFileAttributes >>> 16) >> 12 === SYMBOLIC_LINK;
      const read = async () => {
        if (encrypted) throw encryptedFile();
        if (size > ZIP_LIMITS.entry) throw fileTooLarge(`${ZIP_LIMITS.entry / 2 ** 20} MB`);
        const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true }).catch(damaged);
        const packed = buffer.subarray(fileDataStart, fileDataStart + entry.compressedSize);
        return unpack(packed, entry);
      };
      entries.push({ name, size, encrypted, link, read });
    }
    return entries;
  } catch (error) {
    if (error instanceof UserError) throw error;
    if (error instanceof Error && /encrypt/.test(error.message)) throw encryptedFile(error);
    return damaged(error);
  }
}

// --- internal ---

const UNIX = 3;
const SYMBOLIC_LINK = 0xa;
const UTF8_FLAG = 0x800;
const UNICODE_PATH = 0x7075;

interface StoredEntry {
  readonly fileNameRaw: Uint8Array;
  readonly generalPurposeBitFlag: number;
  readonly extraFields: readonly { readonly id: number; readonly data: Uint8Array }[];
}

/**
 * The name of an entry: by the flag for UTF-8, the Unicode path field, or whichever of UTF-8 and GB18030 the bytes are;
 * archives packed by Chinese Windows carry GBK names and say nothing.
 */
function entryName({ fileNameRaw, generalPurposeBitFlag, extraFields }: StoredEntry): string {
  const unicode = extraFields.find(({ id, data }) => id === UNICODE_PATH && data.length > 5)?.data.subarray(5);
  const candidates = [
    ...(unicode ? [['utf-8', unicode] as const] : []),
    ['utf-8', fileNameRaw] as const,
    ...(generalPurposeBitFlag & UTF8_FLAG ? [] : [['gb18030', fileNameRaw] as const]),
  ];
  for (const [encoding, raw] of candidates) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(raw);
    } catch {}
  }
  return new TextDecoder('latin1').decode(fileNameRaw);
}

interface Packed {
  readonly compressionMethod: number;
  readonly uncompressedSize: number;
  readonly crc32: number;
}

function unpack(packed: Uint8Array, entry: Packed): Uint8Array {
  const bytes = entry.compressionMethod === 0 ? packed : inflate(packed, entry);
  if (bytes.length !== entry.uncompressedSize || crc32(bytes) !== entry.crc32) throw damagedFile();
  return bytes;
}

function inflate(packed: Uint8Array, { compressionMethod, uncompressedSize }: Packed): Uint8Array {
  if (compressionMethod !== 8) throw damagedFile(`compression method ${compressionMethod}`);
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, uncompressedSize) });
  } catch (error) {
    return damaged(error);
  }
}

function damaged(cause: unknown): never {
  throw damagedFile(cause);
}

function tooLarge(what: string): UserError {
  const most = `一个压缩包里最多 ${ZIP_LIMITS.entries} 个文件、解开后最多 ${ZIP_LIMITS.total / 2 ** 20} MB`;
  return new UserError('ZIP_TOO_LARGE', `${what}，没有解开（${most}）。请分成几个文件后再导入。`);
}
