import { type Raster, shade } from '../scan/raster.js';
import type { Picture } from './drawing.js';
import { type Matrix, point } from './matrix.js';

/** An image as pdfjs-dist decodes it. */
export interface Decoded {
  readonly width: number;
  readonly height: number;
  /** 1: a bit a pixel, 2: red, green, blue, 3: with alpha. */
  readonly kind: number;
  readonly data: ArrayLike<number>;
}

/** True where pictures take up so much of a page that it may be a scan. */
export function coversPage(pictures: readonly Picture[], width: number, height: number): boolean {
  const area = pictures.reduce((sum, { matrix: [a, b, c, d] }) => sum + Math.abs(a * d - b * c), 0);
  return area >= width * height * LEAST_COVER;
}

/** The pictures of a page as they lie on it, in grey. `unit`: pixels of a point. */
export function paintPage(
  pictures: readonly { readonly image: Decoded; readonly matrix: Matrix }[],
  width: number,
  height: number,
): { readonly raster: Raster; readonly unit: number } {
  const finest = Math.max(...pictures.map(({ image, matrix: [a, b] }) => image.width / Math.max(1, Math.hypot(a, b))));
  const unit = Math.min(Math.max(finest, LEAST_UNIT), MOST_UNIT, Math.sqrt(MOST_PIXELS / (width * height)));
  const raster = { width: Math.round(width * unit), height: Math.round(height * unit) };
  const grey = new Uint8Array(raster.width * raster.height).fill(255);
  for (const { image, matrix } of pictures) {
    const back = inverse(matrix);
    if (!back) continue;
    const corners = [point(matrix, 0, 0), point(matrix, 1, 0), point(matrix, 0, 1), point(matrix, 1, 1)];
    const range = (values: readonly number[], most: number) =>
      [
        Math.max(0, Math.floor(Math.min(...values) * unit)),
        Math.min(most, Math.ceil(Math.max(...values) * unit)),
      ] as const;
    const [left, right] = range(
      corners.map(({ x }) => x),
      raster.width,
    );
    const [top, bottom] = range(
      corners.map(({ y }) => y),
      raster.height,
    );
    const pixel = shadeOf(image);
    for (let y = top; y < bottom; y += 1)
      for (let x = left; x < right; x += 1) {
        const at = point(back, (x + 0.5) / unit, (y + 0.5) / unit);
        if (at.x < 0 || at.x >= 1 || at.y < 0 || at.y >= 1) continue;
        grey[y * raster.width + x] = pixel(Math.floor(at.x * image.width), Math.floor((1 - at.y) * image.height));
      }
  }
  return { raster: { ...raster, grey }, unit };
}

export function isDecoded(value: unknown): value is Decoded {
  if (typeof value !== 'object' || value === null || !('data' in value)) return false;
  const { width, height, kind, data } = value as Record<string, unknown>;
  return (
    typeof width === 'number' && typeof height === 'number' && typeof kind === 'number' && ArrayBuffer.isView(data)
  );
}

// --- internal ---

const LEAST_COVER = 0.2;
/** Pixels of a point: 144 and 300 dots an inch. */
const LEAST_UNIT = 2;
const MOST_UNIT = 300 / 72;
const MOST_PIXELS = 30_000_000;

function inverse([a, b, c, d, e, f]: Matrix): Matrix | null {
  const area = a * d - b * c;
  if (Math.abs(area) < 1e-6) return null;
  return [d / area, -b / area, -c / area, a / area, (c * f - d * e) / area, (b * e - a * f) / area];
}

function shadeOf({ width, kind, data }: Decoded): (x: number, y: number) => number {
  if (kind === 1) {
    const stride = (width + 7) >> 3;
    return (x, y) => (((data[y * stride + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1 ? 255 : 0);
  }
  const step = kind === 3 ? 4 : 3;
  return (x, y) => shade(data, (y * width + x) * step);
}
