import { CHART } from '../../bot/chart-phrases.js';
import type { Chart } from '../../bot/charts/chart-data.js';

/** The texts of a chart as they can be drawn: cleaned, measured, cut into lines. */

/** A chart whose texts are fit for XML and for reading: no control characters, nothing that hides or reorders text. */
export function cleaned(chart: Chart): Chart {
  return withTexts(chart, (text) =>
    text
      .replace(/\p{Surrogate}/gu, '\uFFFD')
      .replace(/[\p{Cc}\p{Cf}\u2028\u2029\uFFFE\uFFFF]+/gu, ' ')
      .trim(),
  );
}

/**
 * A chart with □ for every character that the font has no sign for, and a note of it where there is one.
 * @param has whether the font draws a character
 */
export function legible(chart: Chart, has: (character: string) => boolean): Chart {
  let missing = false;
  const drawn = withTexts(chart, (text) =>
    Array.from(text.normalize('NFC'))
      .map((character) => {
        if (has(character)) return character;
        missing = true;
        return '□';
      })
      .join(''),
  );
  return missing ? { ...drawn, notes: [...drawn.notes, CHART.noGlyph] } : drawn;
}

/** Width of a text in the size it is written in: Chinese signs fill a square, Latin ones are given room enough. */
export function widthOf(text: string, size: number): number {
  return Array.from(text).reduce((width, character) => width + (isNarrow(character) ? 0.6 : 1) * size, 0);
}

/** Cuts a text into lines of a width; what goes beyond the last line ends in ……. */
export function wrapped(text: string, size: number, width: number, most = Number.POSITIVE_INFINITY): readonly string[] {
  const lines: string[] = [''];
  for (const piece of text.match(UNBREAKABLE) ?? []) {
    const fitting = widthOf(piece, size) > width ? Array.from(piece) : [piece];
    for (const part of fitting) {
      const line = (lines.at(-1) ?? '') + part;
      // No line begins with a stop.
      if (widthOf(line, size) <= width || /^[，。、；：）”]/.test(part)) lines[lines.length - 1] = line;
      else lines.push(part);
    }
  }
  if (lines.length <= most) return lines;
  const kept = lines.slice(0, most);
  const last = Array.from(kept.at(-1) ?? '');
  while (last.length > 0 && widthOf(`${last.join('')}…`, size) > width) last.pop();
  return [...kept.slice(0, -1), `${last.join('')}…`];
}

/** As `wrapped`, with lines of about one length: no last line of a single sign. */
export function balanced(text: string, size: number, width: number, most: number): readonly string[] {
  const lines = wrapped(text, size, width, most);
  if (lines.length < 2 || wrapped(text, size, width).length > most) return lines;
  let narrow = width;
  while (narrow > size && wrapped(text, size, narrow - size).length === lines.length) narrow -= size;
  return wrapped(text, size, narrow);
}

// --- internal ---

/** Numbers and Latin words stay whole; every Chinese sign is a place to break. */
const UNBREAKABLE = /[\x21-\x7e]+|[\s\S]/gu;

function isNarrow(character: string): boolean {
  return (character.codePointAt(0) ?? 0) < 0x250;
}

function withTexts(chart: Chart, change: (text: string) => string): Chart {
  return {
    ...chart,
    title: change(chart.title),
    unit: change(chart.unit),
    categories: chart.categories.map(change),
    series: chart.series.map(({ name, points }) => ({
      name: change(name),
      points: points.map(({ value, label }) => ({ value, label: change(label) })),
    })),
    notes: chart.notes.map(change),
    source: change(chart.source),
  };
}
