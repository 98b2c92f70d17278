import { UserError } from '../knowledge/types.js';
import { openZip, type ZipEntry } from './zip-entries.js';

/** A file in an archive, to be read like any other. */
export interface ArchivedFile {
  /** `archive.zip/folder/inner.docx`. */
  readonly file: string;
  /** @throws UserError ENCRYPTED_FILE, DAMAGED_FILE. */
  read(): Promise<Uint8Array>;
}

/** True for a zip container by its first bytes (also docx, xlsx, odt, ofd: `containerKind` tells them apart). */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && ZIP_MARKS.has(((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0));
}

export type ContainerKind = 'word' | 'excel' | 'powerpoint' | 'opendocument' | 'ofd' | 'archive';

/** What a zip container is by what it holds, whatever it is called. */
export function containerKind(entries: readonly ZipEntry[]): ContainerKind {
  const has = (name: RegExp) => entries.some((entry) => name.test(entry.name));
  if (has(/^\[Content_Types\]\.xml$/i)) {
    if (has(/^word\//i)) return 'word';
    if (has(/^xl\//i)) return 'excel';
    if (has(/^ppt\//i)) return 'powerpoint';
  }
  if (has(/^mimetype$/) && has(/^content\.xml$/)) return 'opendocument';
  return has(/^OFD\.xml$/i) ? 'ofd' : 'archive';
}

/**
 * The files in a zip archive that may be reports, in order. Names are cleaned of `..`, drive letters and control
 * characters (nothing is ever written under them); symbolic links and what systems put beside files are left out.
 * @param isWanted by name: the same choice as in a folder.
 * @returns null where the bytes are no archive but a document (or no zip at all).
 * @throws UserError DAMAGED_FILE, ENCRYPTED_FILE, ZIP_TOO_LARGE, EMPTY_ARCHIVE.
 */
export async function filesInArchive(
  file: string,
  bytes: Uint8Array,
  isWanted: (name: string) => boolean,
): Promise<ArchivedFile[] | null> {
  if (!isZip(bytes)) return null;
  const entries = await openZip(bytes);
  if (containerKind(entries) !== 'archive') return null;
  const files = entries.flatMap((entry) => {
    const name = cleanName(entry.name);
    const base = name.split('/').at(-1) ?? '';
    const left = entry.link || base === '' || base.startsWith('.') || name.startsWith('__MACOSX/') || !isWanted(base);
    return left ? [] : [{ file: `${file}/${name}`, read: entry.read }];
  });
  if (files.length === 0) throw new UserError('EMPTY_ARCHIVE', '压缩包里没有可以读的文件。');
  return files;
}

// --- internal ---

/** Local file header, empty archive, spanned archive. */
const ZIP_MARKS = new Set([0x0304, 0x0506, 0x0708]);

function cleanName(name: string): string {
  return name
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '')
    .split(/[/\\]+/)
    .filter((part) => part !== '' && part !== '.' && part !== '..' && !/^[A-Za-z]:$/.test(part))
    .join('/');
}
