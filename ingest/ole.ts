/** The old Office container (OLE2): what is in it, told without reading its streams. */

export type OleKind = 'word' | 'excel' | 'powerpoint' | 'encrypted' | 'unknown';

/** True for an OLE2 container by its first bytes. */
export function isOle(bytes: Uint8Array): boolean {
  return MARK.every((byte, index) => bytes[index] === byte);
}

/**
 * What an OLE container holds. Its directory has an entry of 128 bytes for each stream, the name first; entries stand
 * at multiples of 128, so every such place is looked at, which a damaged allocation table does not prevent.
 */
export function oleKind(bytes: Uint8Array): OleKind {
  const names = directoryNames(bytes);
  if (names.has('EncryptedPackage') || names.has('EncryptionInfo')) return 'encrypted';
  if (names.has('WordDocument')) return isEncryptedWord(bytes, names.get('WordDocument') ?? 0) ? 'encrypted' : 'word';
  if (names.has('Workbook') || names.has('Book')) return 'excel';
  return names.has('PowerPoint Document') ? 'powerpoint' : 'unknown';
}

// --- internal ---

const MARK = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const ENTRY = 128;
const WORD_MAGIC = 0xa5ec;
const ENCRYPTED_FLAG = 0x0100;

/** Names of streams and storages with the sector each begins in. */
function directoryNames(bytes: Uint8Array): Map<string, number> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const names = new Map<string, number>();
  for (let at = 512; at + ENTRY <= bytes.length; at += ENTRY) {
    const length = view.getUint16(at + 64, true);
    const type = bytes[at + 66] ?? 0;
    if (length < 4 || length > 64 || length % 2 !== 0 || (type !== 1 && type !== 2)) continue;
    const name = String.fromCharCode(
      ...Array.from({ length: length / 2 - 1 }, (_, index) => view.getUint16(at + index * 2, true)),
    );
    if (/^[\x20-\x7e]+$/.test(name) && !names.has(name)) names.set(name, view.getUint32(at + 116, true));
  }
  return names;
}

/** The first bytes of a Word stream say whether the rest is encrypted. */
function isEncryptedWord(bytes: Uint8Array, sector: number): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = (sector + 1) * 2 ** Math.min(view.getUint16(30, true), 12);
  if (start + 12 > bytes.length || view.getUint16(start, true) !== WORD_MAGIC) return false;
  return (view.getUint16(start + 10, true) & ENCRYPTED_FLAG) !== 0;
}
