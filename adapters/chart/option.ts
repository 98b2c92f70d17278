import type { EChartsCoreOption } from 'echarts/core';
import type { Chart, Series } from '../../bot/charts/chart-data.js';
import { type Layout, legendRows, MARGIN, SIZE, unitText, WIDTH } from './layout.js';

/**
 * A chart as the drawing library takes it. Texts go in through functions: as strings the library would read {b} and the
 * like in a name as its own placeholders.
 */
export function optionOf(chart: Chart, layout: Layout): EChartsCoreOption {
  const isLine = chart.kind === 'trend';
  const categories = {
    type: 'category',
    data: chart.categories.map((_, index) => String(index)),
    axisTick: { show: false },
    axisLine: { onZero: false, lineStyle: { color: INK.axis } },
    axisLabel: {
      color: INK.text,
      fontSize: SIZE.category,
      lineHeight: SIZE.category * 1.25,
      interval: isLine ? Math.ceil(chart.categories.length / MOST_YEARS) - 1 : 0,
      margin: layout.axisGap,
      formatter: (_: string, index: number) => layout.categories[index] ?? '',
    },
  };
  const figures = {
    type: 'value',
    // A cut axis makes small changes look large.
    min: ({ min }: { readonly min: number }) => Math.min(0, min),
    max: ({ max }: { readonly max: number }) => (max <= 0 ? 0 : null),
    splitNumber: isLine ? 5 : 4,
    ...(isWhole(chart) ? { minInterval: 1 } : {}),
    axisLabel: { color: INK.faint, fontSize: SIZE.note, hideOverlap: true },
    splitLine: { lineStyle: { color: INK.grid } },
  };
  const { plot } = layout;
  return {
    animation: false,
    silent: true,
    backgroundColor: '#ffffff',
    color: COLOURS,
    textStyle: { fontFamily: FONTS },
    grid: { left: plot.left, right: plot.right, top: plot.top, height: plot.bottom - plot.top, containLabel: false },
    xAxis: isLine ? categories : figures,
    // The first category stands on top.
    yAxis: isLine ? figures : { ...categories, inverse: true },
    series: chart.series.map((series, index) => ({
      name: String(index),
      data: series.points.map(({ value }, at) => ({ value, label: { position: sideOf(chart, index, at) } })),
      silent: true,
      emphasis: { disabled: true },
      label: labelOf(chart, series, index),
      ...(isLine ? lineOf(chart, index) : { type: 'bar', barMaxWidth: 24, barGap: '15%' }),
    })),
    ...(legendRows(chart) > 0 ? { legend: legendOf(chart, layout) } : {}),
    graphic: textsOf(chart, layout),
  };
}

// --- internal ---

const FONTS = 'Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif';
const INK = { text: '#1f2328', faint: '#57606a', axis: '#8c959f', grid: '#e4e7eb' } as const;
/** Told apart by lightness as well as by hue; each has 4.5:1 on white. */
const COLOURS = ['#1c5d99', '#b5500b', '#2c7a45', '#7b4397', '#8a6100'];
const SYMBOLS = ['circle', 'diamond', 'triangle', 'rect', 'roundRect'];
/** Years that stand side by side. */
const MOST_YEARS = 9;

function labelOf(chart: Chart, { points }: Series, index: number) {
  return {
    show: true,
    color: chart.series.length > 1 ? COLOURS[index % COLOURS.length] : INK.text,
    fontSize: SIZE.label,
    // Readable where a line runs through it.
    textBorderColor: '#ffffff',
    textBorderWidth: 4,
    formatter: ({ dataIndex }: { readonly dataIndex: number }) => points[dataIndex]?.label ?? '',
  };
}

/** Where a number stands: above the highest line of a year, below the others; beside a bar, outside of it. */
function sideOf({ kind, series }: Chart, index: number, at: number): string {
  const own = series[index]?.points[at]?.value ?? 0;
  if (kind !== 'trend') return own < 0 ? 'left' : 'right';
  const higher = series.some(({ points }, other) => {
    const value = points[at]?.value ?? null;
    return value !== null && (value > own || (value === own && other < index));
  });
  return higher ? 'bottom' : 'top';
}

function lineOf(chart: Chart, index: number) {
  return {
    type: 'line',
    symbol: SYMBOLS[index % SYMBOLS.length],
    symbolSize: 10,
    showSymbol: true,
    showAllSymbol: true,
    connectNulls: false,
    lineStyle: { width: 3 },
    ...(chart.series.length > 1 ? { labelLayout: { moveOverlap: 'shiftY' } } : {}),
  };
}

function legendOf(chart: Chart, layout: Layout) {
  return {
    top: layout.legendTop + SIZE.note * 1.5,
    left: MARGIN,
    width: WIDTH - 2 * MARGIN,
    selectedMode: false,
    data: chart.series.map((_, index) => ({ name: String(index) })),
    formatter: (name: string) => chart.series[Number(name)]?.name ?? '',
    textStyle: { fontSize: SIZE.note, color: INK.text },
  };
}

function textsOf(chart: Chart, layout: Layout) {
  const title = layout.title.map((text, index) => ({
    ...textAt(text, MARGIN + index * SIZE.title * 1.35, SIZE.title, INK.text),
  }));
  const foot = layout.foot.map(({ text, top }) => textAt(text, top, SIZE.note, INK.faint));
  return [...title, textAt(unitText(chart), layout.legendTop, SIZE.note, INK.faint), ...foot];
}

function textAt(text: string, top: number, size: number, fill: string) {
  return {
    type: 'text',
    silent: true,
    left: MARGIN,
    top,
    style: { text, fill, fontSize: size, fontFamily: FONTS },
  };
}

function isWhole({ series }: Chart): boolean {
  return series.every(({ points }) => points.every(({ value }) => value === null || Number.isInteger(value)));
}
