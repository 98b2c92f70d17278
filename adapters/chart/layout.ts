import { CHART } from '../../bot/chart-phrases.js';
import type { Chart } from '../../bot/charts/chart-data.js';
import { balanced, widthOf, wrapped } from './text.js';

/** Where everything of a chart stands, in pixels of the drawing. Large type: on a phone 640 pixels shrink to 360. */
export const WIDTH = 640;
export const MARGIN = 20;
export const SIZE = { title: 24, category: 17, label: 17, note: 15 } as const;

export interface Layout {
  readonly height: number;
  readonly title: readonly string[];
  readonly legendTop: number;
  /** Between the axis and its names; numbers below a line near the axis stand there. */
  readonly axisGap: number;
  readonly plot: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
  /** Names at the axis, cut to the room there is. */
  readonly categories: readonly string[];
  readonly foot: readonly { readonly text: string; readonly top: number }[];
}

/** Lays a chart out: title, unit and names of the series above the plot, notes and source below it. */
export function layoutOf(chart: Chart): Layout {
  const title = wrapped(chart.title, SIZE.title, WIDTH - 2 * MARGIN, 3);
  const legendTop = MARGIN + title.length * SIZE.title * LINE + 4;
  const legend = legendRows(chart) * SIZE.note * 1.8;
  const top = legendTop + legend + SIZE.note * LINE + (legend > 0 ? 32 : 20);
  const isLine = chart.kind === 'trend';
  const categories = categoryTexts(chart);
  const lines = Math.max(1, ...categories.map((name) => name.split('\n').length));
  const row = Math.max(chart.series.length * BAR + GAP, lines * SIZE.category * 1.25 + 10);
  const labels = Math.max(
    ...chart.series.flatMap(({ points }) => points.map(({ label }) => widthOf(label, SIZE.label))),
  );
  const figures = chart.series.flatMap(({ points }) => points.map(({ value }) => value ?? 0));
  const below = !isLine && Math.min(...figures) < 0 ? labels : 0;
  const axisGap = 8 + (isLine ? (chart.series.length > 1 ? SIZE.label + 3 : 0) : below);
  const plotHeight = isLine ? 320 : chart.categories.length * row;
  const axis = isLine ? lines * SIZE.category * LINE + axisGap + 4 : 30;
  const footTop = top + plotHeight + axis + 12;
  const foot = [...chart.notes, chart.source].flatMap((note) => wrapped(note, SIZE.note, WIDTH - 2 * MARGIN, 6));
  const widest = Math.max(
    ...categories.flatMap((name) => name.split('\n')).map((name) => widthOf(name, SIZE.category)),
  );
  return {
    height: Math.ceil(footTop + foot.length * SIZE.note * LINE + MARGIN),
    title,
    legendTop,
    axisGap,
    plot: {
      left: isLine ? MARGIN + axisWidth(figures) : MARGIN + widest + 10 + below,
      right: MARGIN + (isLine ? 24 : labels + 6),
      top,
      bottom: footTop - 12 - axis,
    },
    categories,
    foot: foot.map((text, index) => ({ text, top: footTop + index * SIZE.note * LINE })),
  };
}

/** Rows that the names of the series fill; none where there is only one series. */
export function legendRows({ series }: Chart): number {
  if (series.length < 2) return 0;
  const widths = series.map(({ name }) => widthOf(name, SIZE.note) + 50);
  return Math.ceil(widths.reduce((sum, width) => sum + width, 0) / (WIDTH - 2 * MARGIN));
}

/** What stands above the plot: the unit every number is in. */
export function unitText({ unit }: Chart): string {
  return unit === '' ? '' : CHART.unit(unit);
}

// --- internal ---

const LINE = 1.35;
const BAR = 24;
const GAP = 18;
/** Room for names left of the bars. */
const NAMES = 210;

/** The names at the axis in two lines each; in as many as it takes where that would make two of them look the same. */
function categoryTexts(chart: Chart): readonly string[] {
  const names = chart.categories.map((name, index) => named(chart, name, index));
  if (chart.kind === 'trend') return names;
  const cut = (most: number) => names.map((name) => balanced(name, SIZE.category, NAMES, most).join('\n'));
  const short = cut(2);
  return new Set(short).size === new Set(names).size ? short : cut(Number.POSITIVE_INFINITY);
}

/** A name; where no series has a number, with what stands there instead of one. */
function named(chart: Chart, name: string, index: number): string {
  const points = chart.series.flatMap(({ points: all }) => all[index] ?? []);
  const isGap = points.every(({ value }) => value === null);
  const gap = isGap ? points.map(({ label }) => label).find((label) => label !== '') : undefined;
  if (gap === undefined) return name;
  return chart.kind === 'trend' ? `${name}\n${gap}` : `${name}（${gap}）`;
}

/** Room for the numbers of the axis, which are rounder than the largest of the chart. */
function axisWidth(figures: readonly number[]): number {
  const widest = Math.max(...figures.map((figure) => Math.ceil(Math.abs(figure) * 1.2).toLocaleString('en').length));
  return widthOf('0'.repeat(widest + 1), SIZE.note) + 8;
}
