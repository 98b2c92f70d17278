import { CHART } from '../../bot/chart-phrases.js';
import type { Chart } from '../../bot/charts/chart-data.js';
import { layoutOf, WIDTH } from './layout.js';
import { optionOf } from './option.js';
import { cleaned } from './text.js';

/**
 * Draws a chart as SVG: 640 pixels wide, every number written at its point, with a title and a description for screen
 * readers. It holds no script, no style and no reference, so that it can stand inside a page of a strict policy.
 */
export async function renderSvg(chart: Chart): Promise<string> {
  const { init } = await library();
  const drawn = cleaned(chart);
  const layout = layoutOf(drawn);
  const canvas = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: layout.height });
  try {
    canvas.setOption(optionOf(drawn, layout));
    return described(withoutStyles(canvas.renderToSVGString()), drawn);
  } finally {
    canvas.dispose();
  }
}

// --- internal ---

/** The parts of the library that are needed, loaded with the first chart. */
async function library() {
  const [core, charts, components, renderers] = await Promise.all([
    import('echarts/core'),
    import('echarts/charts'),
    import('echarts/components'),
    import('echarts/renderers'),
  ]);
  const { LabelLayout } = await import('echarts/features');
  core.use([
    charts.BarChart,
    charts.LineChart,
    components.GridComponent,
    components.LegendComponent,
    components.GraphicComponent,
    renderers.SVGRenderer,
    LabelLayout,
  ]);
  return core;
}

/** Styles as attributes of their own: a policy against inline styles leaves those alone. */
function withoutStyles(svg: string): string {
  return svg
    .replace(/<style[^>]*>[\s\S]*?<\/style>/g, '')
    .replace(/ ecmeta_\w+="[^"]*"/g, '')
    .replace(/ style="([^"]*)"/g, (_, style: string) =>
      style
        .split(';')
        .flatMap((rule) => {
          const [name = '', ...value] = rule.split(':');
          return PRESENTED.has(name.trim()) ? [` ${name.trim()}="${value.join(':').trim()}"`] : [];
        })
        .join(''),
    );
}

const PRESENTED = new Set(['font-size', 'font-family', 'font-weight', 'font-style', 'fill', 'stroke']);

let drawings = 0;

function described(svg: string, chart: Chart): string {
  drawings += 1;
  const id = `chart-${drawings}`;
  const named = `role="img" aria-labelledby="${id}-title ${id}-description"`;
  const title = `<title id="${id}-title">${escapeXml(chart.title)}</title>`;
  const description = `<desc id="${id}-description">${escapeXml(descriptionOf(chart))}</desc>`;
  return svg.replace(
    /^<svg([^>]*)>/,
    (_, attributes: string) => `<svg${attributes} ${named}>\n${title}\n${description}`,
  );
}

function descriptionOf({ categories, series, unit, notes, source }: Chart): string {
  const points = series.flatMap(({ name, points: all }) =>
    all.flatMap(({ label }, index) => (label === '' ? [] : [CHART.point(categories[index] ?? '', name, label)])),
  );
  return [unit === '' ? '' : CHART.unit(unit), points.join('；'), ...notes, source]
    .filter((text) => text !== '')
    .join(' ');
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (found) => `&#${found.charCodeAt(0)};`);
}
