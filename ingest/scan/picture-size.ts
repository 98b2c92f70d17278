export interface PictureSize {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** True where further pages follow (TIFF). */
  readonly goesOn: boolean;
}

/** The size of a PNG, JPEG or TIFF file as it states it; null where it does not. */
export function pixelsOf(bytes: Uint8Array): PictureSize | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (bytes[0] === 0x89) return checked(view.getUint32(16), view.getUint32(20));
    if (bytes[0] === 0xff) return ofJpeg(view);
    return ofTiff(view);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

// --- internal ---

function checked(width: number, height: number, goesOn = false): PictureSize | null {
  return width > 0 && height > 0 ? { width, height, goesOn } : null;
}

/** The frame header among the segments. */
function ofJpeg(view: DataView) {
  for (let at = 2; at < view.byteLength; ) {
    const marker = view.getUint8(at + 1);
    if (view.getUint8(at) !== 0xff) return null;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return checked(view.getUint16(at + 7), view.getUint16(at + 5));
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return null;
}

/** Tags 256 and 257 of the first directory. */
function ofTiff(view: DataView) {
  const little = view.getUint8(0) === 0x49;
  const directory = view.getUint32(4, little);
  const found = new Map<number, number>();
  const entries = view.getUint16(directory, little);
  for (let entry = 0; entry < entries; entry += 1) {
    const at = directory + 2 + entry * 12;
    const isShort = view.getUint16(at + 2, little) === 3;
    found.set(view.getUint16(at, little), isShort ? view.getUint16(at + 8, little) : view.getUint32(at + 8, little));
  }
  const next = view.getUint32(directory + 2 + entries * 12, little);
  return checked(found.get(256) ?? 0, found.get(257) ?? 0, next !== 0);
}
