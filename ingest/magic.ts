/** Formats told by their first bytes, whatever the file is called. */

/** A PDF says so within its first kilobyte. */
export function isPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).includes('%PDF-');
}

/** PNG, JPEG or TIFF. */
export function isPicture(bytes: Uint8Array): boolean {
  return PICTURES.some((magic) => magic.every((byte, index) => bytes[index] === byte));
}

// --- internal ---

const PICTURES: readonly (readonly number[])[] = [
  [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  [0xff, 0xd8, 0xff],
  [0x49, 0x49, 0x2a, 0x00],
  [0x4d, 0x4d, 0x00, 0x2a],
];
