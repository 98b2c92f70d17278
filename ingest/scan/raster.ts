import { crc32, deflateSync, inflateSync } from 'node:zlib';
import type { Box } from '../layout/box.js';

/** A picture in shades of grey: 0 black to 255 white, row by row. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8Array;
}

/** A part of a picture with white around it, enlarged. Pixels of the box; what lies outside the picture is white. */
export function crop(raster: Raster, box: Box, { margin = 0, scale = 1 } = {}): Raster {
  const [left, top] = [Math.floor(box.left) - margin, Math.floor(box.top) - margin];
  const width = Math.max(1, Math.round((Math.ceil(box.right) + margin - left) * scale));
  const height = Math.max(1, Math.round((Math.ceil(box.bottom) + margin - top) * scale));
  const grey = new Uint8Array(width * height).fill(WHITE);
  for (let y = 0; y < height; y += 1) {
    const fromY = top + y / scale;
    if (fromY < Math.floor(box.top) || fromY >= Math.ceil(box.bottom)) continue;
    for (let x = 0; x < width; x += 1) {
      const fromX = left + x / scale;
      if (fromX < Math.floor(box.left) || fromX >= Math.ceil(box.right)) continue;
      grey[y * width + x] = between(raster, fromX, fromY);
    }
  }
  return { width, height, grey };
}

/** The shade that parts ink from paper (Otsu): of all shades the one that leaves both sides most alike. */
export function inkThreshold({ grey }: Raster): number {
  const counts = new Array<number>(256).fill(0);
  for (const shade of grey) counts[shade] = (counts[shade] ?? 0) + 1;
  const sum = counts.reduce((total, count, shade) => total + count * shade, 0);
  let [best, threshold, below, sumBelow] = [-1, 128, 0, 0];
  for (let shade = 0; shade < 256; shade += 1) {
    below += counts[shade] ?? 0;
    sumBelow += (counts[shade] ?? 0) * shade;
    const above = grey.length - below;
    if (below === 0 || above === 0) continue;
    const spread = below * above * (sumBelow / below - (sum - sumBelow) / above) ** 2;
    if (spread > best) [best, threshold] = [spread, shade];
  }
  return Math.min(Math.max(threshold, 60), 200);
}

/** The picture without dust: ink that touches at most one other pixel of ink. */
export function withoutDust({ width, height, grey }: Raster, threshold: number): Raster {
  const clean = grey.slice();
  for (let y = 1; y < height - 1; y += 1)
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      if ((grey[at] ?? WHITE) > threshold) continue;
      let touching = -1;
      for (let row = at - width; row <= at + width; row += width)
        for (let each = row - 1; each <= row + 1; each += 1) if ((grey[each] ?? WHITE) <= threshold) touching += 1;
      if (touching <= 1) clean[at] = WHITE;
    }
  return { width, height, grey: clean };
}

/** As a PNG of 8-bit grey. */
export function toPng({ width, height, grey }: Raster): Buffer {
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y += 1) rows.set(grey.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const parts = [part('IHDR', head), part('IDAT', deflateSync(rows, { level: 1 })), part('IEND', Buffer.alloc(0))];
  return Buffer.concat([Buffer.from(PNG), ...parts]);
}

/** A PNG without interlacing, 8 bits a channel or 1 bit of grey; null for any other. */
export function fromPng(png: Buffer): Raster | null {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const [depth = 0, colour = 0, , , interlaced] = png.subarray(24, 29);
  const channels = new Map([
    [0, 1],
    [2, 3],
    [4, 2],
    [6, 4],
  ]).get(colour);
  if (channels === undefined || interlaced !== 0 || !(depth === 8 || (depth === 1 && colour === 0))) return null;
  const data: Buffer[] = [];
  for (let at = 8; at + 8 <= png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const stride = Math.ceil((width * channels * depth) / 8);
  const packed = inflateSync(Buffer.concat(data), { maxOutputLength: height * (stride + 1) });
  const bytes = unfilter(packed, height, stride, depth === 8 ? channels : 1);
  const grey = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const at = y * stride + x * channels;
      const bit = () => ((bytes[y * stride + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1;
      grey[y * width + x] = depth === 1 ? bit() * WHITE : channels < 3 ? (bytes[at] ?? 0) : shade(bytes, at);
    }
  return { width, height, grey };
}

/** The shade of a colour. */
export function shade(bytes: ArrayLike<number>, at: number): number {
  return Math.round((bytes[at] ?? 0) * 0.3 + (bytes[at + 1] ?? 0) * 0.59 + (bytes[at + 2] ?? 0) * 0.11);
}

// --- internal ---

const WHITE = 255;
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

function between({ width, height, grey }: Raster, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const at = (column: number, row: number) =>
    column < 0 || row < 0 || column >= width || row >= height ? WHITE : (grey[row * width + column] ?? WHITE);
  const [right, down] = [x - left, y - top];
  if (right === 0 && down === 0) return at(left, top);
  const upper = at(left, top) * (1 - right) + at(left + 1, top) * right;
  const lower = at(left, top + 1) * (1 - right) + at(left + 1, top + 1) * right;
  return Math.round(upper * (1 - down) + lower * down);
}

function part(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body) >>> 0);
  return Buffer.concat([length, body, check]);
}

/** Undoes the filters of PNG (specification, 9). */
function unfilter(packed: Buffer, height: number, stride: number, step: number): Uint8Array {
  const bytes = new Uint8Array(height * stride);
  for (let y = 0; y < height; y += 1) {
    const filter = packed[y * (stride + 1)];
    for (let x = 0; x < stride; x += 1) {
      const at = y * stride + x;
      const left = x >= step ? (bytes[at - step] ?? 0) : 0;
      const up = y > 0 ? (bytes[at - stride] ?? 0) : 0;
      const corner = x >= step && y > 0 ? (bytes[at - stride - step] ?? 0) : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter ?? 0] ?? 0;
      bytes[at] = (packed[y * (stride + 1) + 1 + x] ?? 0) + guess;
    }
  }
  return bytes;
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}
