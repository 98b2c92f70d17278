import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Chart } from '../../bot/charts/chart-data.js';
import { glyphsOf } from './glyphs.js';
import { renderSvg } from './svg.js';
import { cleaned, legible } from './text.js';

/** Pixels across: sharp on a phone, small enough for every platform. */
export const PNG_WIDTH = 1600;

/**
 * Draws a chart as PNG with the font of the repository, never with one of the machine. A character that the font lacks
 * is drawn as □, and the picture says so.
 * @throws Error where the font cannot be read
 */
export async function renderPng(chart: Chart): Promise<Buffer> {
  const [{ Resvg }, font] = await Promise.all([import('@resvg/resvg-js'), loadFont()]);
  const svg = await renderSvg(legible(cleaned(chart), (character) => font.has.has(character.codePointAt(0) ?? 0)));
  const drawing = new Resvg(svg, {
    fitTo: { mode: 'width', value: PNG_WIDTH },
    font: { fontFiles: [font.file], loadSystemFonts: false, defaultFontFamily: FAMILY },
  });
  return drawing.render().asPng();
}

// --- internal ---

const FAMILY = 'Noto Sans SC';
const FONT = join('adapters', 'chart', 'font', 'NotoSansSC-subset.ttf');

interface Font {
  readonly file: string;
  readonly has: ReadonlySet<number>;
}

let loading: Promise<Font> | null = null;

function loadFont(): Promise<Font> {
  loading ??= readFont().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function readFont(): Promise<Font> {
  const file = join(packageRoot(import.meta.dirname), FONT);
  return { file, has: glyphsOf(await readFile(file)) };
}

/** The folder of package.json, above the sources as well as above what they are compiled to. */
function packageRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const above = dirname(folder);
  if (above === folder) throw new Error('package.json not found above the program');
  return packageRoot(above);
}
