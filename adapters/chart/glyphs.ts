/**
 * Which characters a TrueType font draws, read from its table `cmap` (OpenType 1.9, formats 4 and 12): the renderer
 * leaves out what the font lacks and says nothing.
 * @throws RangeError where the file is no such font
 */
export function glyphsOf(font: Buffer): ReadonlySet<number> {
  const tables = font.readUInt16BE(4);
  for (let index = 0; index < tables; index += 1) {
    const at = 12 + index * 16;
    if (font.toString('latin1', at, at + 4) === 'cmap') return readCmap(font.subarray(font.readUInt32BE(at + 8)));
  }
  throw new RangeError('font without cmap');
}

// --- internal ---

function readCmap(cmap: Buffer): ReadonlySet<number> {
  const found = new Set<number>();
  const count = cmap.readUInt16BE(2);
  for (let index = 0; index < count; index += 1) {
    const table = cmap.subarray(cmap.readUInt32BE(4 + index * 8 + 4));
    READERS[table.readUInt16BE(0)]?.(table, found);
  }
  return found;
}

const READERS: Readonly<Record<number, (table: Buffer, found: Set<number>) => void>> = {
  4: readSegments,
  12: readGroups,
};

/** Format 4: segments of the basic plane, each with a shift or with a list of glyphs; glyph 0 is none. */
function readSegments(table: Buffer, found: Set<number>): void {
  const double = table.readUInt16BE(6);
  const [ends, starts, deltas, offsets] = [14, 16 + double, 16 + 2 * double, 16 + 3 * double] as const;
  for (let at = 0; at < double; at += 2) {
    const [start, end] = [table.readUInt16BE(starts + at), table.readUInt16BE(ends + at)];
    const [delta, offset] = [table.readUInt16BE(deltas + at), table.readUInt16BE(offsets + at)];
    for (let point = start; point <= end && point < 0xffff; point += 1) {
      const listed = offset === 0 ? point : table.readUInt16BE(offsets + at + offset + (point - start) * 2);
      if (listed !== 0 && ((listed + delta) & 0xffff) !== 0) found.add(point);
    }
  }
}

/** Format 12: groups of all planes. */
function readGroups(table: Buffer, found: Set<number>): void {
  const groups = table.readUInt32BE(12);
  for (let group = 0; group < groups; group += 1) {
    const at = 16 + group * 12;
    const [start, end, glyph] = [table.readUInt32BE(at), table.readUInt32BE(at + 4), table.readUInt32BE(at + 8)];
    for (let point = start; point <= end; point += 1) if (glyph + point - start !== 0) found.add(point);
  }
}
