import { readFileSync } from 'node:fs';
import { Resvg } from '@resvg/resvg-js';
import { SaxesParser } from 'saxes';
import { beforeAll, describe, expect, it } from 'vitest';
import { glyphsOf } from '../../adapters/chart/glyphs.js';
import { pictureOf } from '../../adapters/chart/picture.js';
import { PNG_WIDTH, renderPng } from '../../adapters/chart/png.js';
import { renderSvg } from '../../adapters/chart/svg.js';
import { balanced, legible, widthOf, wrapped } from '../../adapters/chart/text.js';
import type { Chart, Point } from '../../bot/charts/chart-data.js';
import { table } from '../bot/chart-answers.js';

const FONT = 'adapters/chart/font/NotoSansSC-subset.ttf';
const point = (value: number | null, label = value === null ? '空白' : String(value)): Point => ({ value, label });
const chart = (given: Partial<Chart> = {}): Chart => ({
  kind: 'ranking',
  title: '某县各单位申请数',
  unit: '件',
  categories: ['东街道', '西街道', '南镇'],
  series: [{ name: '', points: [point(12), point(7), point(3)] }],
  notes: ['带“约”的是约数。'],
  source: '来源：某县二〇二三年年报',
  ...given,
});
const trend = (points: readonly Point[]): Chart =>
  chart({ kind: 'trend', categories: points.map((_, index) => `${2018 + index}年`), series: [{ name: '', points }] });

/** Texts of a drawing with where they stand, and the names of all elements; throws where it is no XML. */
function read(svg: string) {
  const texts: { text: string; x: number; y: number }[] = [];
  const elements: string[] = [];
  const attributes: string[] = [];
  const parser = new SaxesParser();
  let open: { text: string; x: number; y: number } | null = null;
  parser.on('opentag', ({ name, attributes: given }) => {
    elements.push(name);
    attributes.push(...Object.keys(given));
    const [, x = '0', y = '0'] = /translate\(([-\d.]+)[ ,]([-\d.]+)\)/.exec(String(given.transform ?? '')) ?? [];
    if (name === 'text') open = { text: '', x: Number(x) + Number(given.x ?? 0), y: Number(y) + Number(given.y ?? 0) };
  });
  parser.on('text', (text) => {
    if (open) open.text += text;
  });
  parser.on('closetag', ({ name }) => {
    if (name === 'text' && open) texts.push(open);
    if (name === 'text') open = null;
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(svg).close();
  return { texts, elements, attributes };
}

/** Pixels of a PNG as they are seen, and its size. */
function pixelsOf(png: Buffer) {
  const href = `data:image/png;base64,${png.toString('base64')}`;
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><image href="${href}" width="${width}" height="${height}"/></svg>`;
  const { pixels } = new Resvg(picture).render();
  return { width, height, pixels };
}

/** How many dark pixels a box has. */
function inkIn(
  { width, pixels }: ReturnType<typeof pixelsOf>,
  box: { x: number; y: number; w: number; h: number },
): number {
  let ink = 0;
  for (let y = Math.round(box.y); y < box.y + box.h; y += 1) {
    for (let x = Math.round(box.x); x < box.x + box.w; x += 1) {
      const at = (y * width + x) * 4;
      if ((pixels[at] ?? 255) + (pixels[at + 1] ?? 255) + (pixels[at + 2] ?? 255) < 450) ink += 1;
    }
  }
  return ink;
}

describe('SVG of a chart', () => {
  it('writes title, unit, names, numbers, notes and source', async () => {
    const { texts, elements } = read(await renderSvg(chart()));
    const said = texts.map(({ text }) => text);
    for (const text of [
      '某县各单位申请数',
      '单位：件',
      '东街道',
      '西街道',
      '南镇',
      '12',
      '7',
      '3',
      '带“约”的是约数。',
    ]) {
      expect(said, text).toContain(text);
    }
    expect(elements.slice(0, 3)).toEqual(['svg', 'title', 'desc']);
  });

  it('holds no script, style or reference', async () => {
    const { elements, attributes } = read(await renderSvg(chart()));
    expect(elements.filter((name) => ['script', 'style', 'a', 'image', 'foreignObject', 'use'].includes(name))).toEqual(
      [],
    );
    expect(attributes.filter((name) => name === 'style' || /^on|href$|^ecmeta/.test(name))).toEqual([]);
  });

  it('tells screen readers every number', async () => {
    const svg = await renderSvg(chart());
    expect(svg).toMatch(/role="img" aria-labelledby="(chart-\d+-title) (chart-\d+-description)"/);
    expect(svg).toMatch(/<desc id="chart-\d+-description">[^<]*东街道12；西街道7；南镇3/);
  });

  it.each([
    ['markup', '<script>alert(1)</script>', '&lt;script|&#60;script'],
    ['entities', '&amp;"\'<![CDATA[x]]>', 'amp;amp|&#38;amp'],
    ['placeholders', '{b}{a|x}{value}', '\\{b\\}\\{a\\|x\\}'],
    ['control characters', '东\u0000\u0008\u202e街\ud800道', '东 街'],
    ['line feeds', '东街\n道', '东街 道'],
  ])('escapes hostile names: %s', async (_, name, expected) => {
    const hostile = chart({ title: name, categories: [name, `${name}乙`, `${name}丙`], notes: [name], source: name });
    const named = {
      ...hostile,
      kind: 'trend' as const,
      series: [0, 1].map((index) => ({
        name: `${name}${index}`,
        points: [1, 2, 3].map((each) => point(each, `${each}${name}`)),
      })),
    };
    for (const each of [hostile, named]) {
      const svg = await renderSvg(each);
      const { elements } = read(svg);
      expect(svg).toMatch(new RegExp(expected));
      expect(elements).not.toContain('script');
    }
  });

  it.each<[string, Chart]>([
    ['negative growth', trend([point(-12.5), point(3), point(-40)])],
    ['negative bars', chart({ series: [{ name: '', points: [point(-12), point(3), point(-40)] }] })],
    ['nothing but blanks', trend([point(null), point(null), point(null)])],
    ['very large numbers', chart({ series: [{ name: '', points: [point(1e15), point(7), point(0.000001)] }] })],
  ])('stays within the drawing: %s', async (_, each) => {
    const svg = await renderSvg(each);
    const [, width = '0', height = '0'] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? [];
    expect(svg).not.toMatch(/NaN|Infinity/);
    for (const { text, x, y } of read(svg).texts) {
      expect(x, text).toBeGreaterThanOrEqual(0);
      expect(x, text).toBeLessThanOrEqual(Number(width));
      expect(y, text).toBeLessThanOrEqual(Number(height));
    }
    for (const { label } of each.series.flatMap(({ points }) => points)) expect(svg).toContain(label);
  });

  it('draws no bar and no line where there is no number', async () => {
    const lines = (svg: string) =>
      svg.match(/<path[^>]*stroke="#1c5d99"[^>]*stroke-width="3"[^>]*>|<path[^>]*stroke-width="3"[^>]*>/g) ?? [];
    const gap = await renderSvg(trend([point(5), point(null), point(6)]));
    const whole = await renderSvg(trend([point(5), point(4), point(6)]));
    const lengths = [gap, whole].map((svg) => lines(svg).join('').match(/L/g)?.length ?? 0);
    expect(lengths[0]).toBeLessThan(lengths[1] ?? 0);
    expect(read(gap).texts.map(({ text }) => text)).toContain('空白');
    const bars = (svg: string) => svg.match(/fill="#1c5d99"/g)?.length ?? 0;
    const blank = chart({ series: [{ name: '', points: [point(12), point(null), point(3)] }] });
    expect([bars(await renderSvg(chart())), bars(await renderSvg(blank))]).toEqual([3, 2]);
  });

  it('keeps long names apart that begin alike', async () => {
    const long = '某某市经济技术开发区管理委员会政务服务与数据管理局办公室第';
    const svg = await renderSvg(chart({ categories: [`${long}一科`, `${long}二科`, `${long}三科`] }));
    for (const each of ['一科', '二科', '三科'])
      expect(read(svg).texts.some(({ text }) => text.endsWith(each))).toBe(true);
  });
});

describe('PNG of a chart', () => {
  it.each<[string, Chart]>([
    ['bars', chart()],
    ['a line', trend([point(12), point(7), point(null), point(3)])],
  ])('has ink wherever a text of the drawing stands: %s', async (_, each) => {
    const picture = pixelsOf(await renderPng(each));
    const { texts } = read(await renderSvg(each));
    const scale = picture.width / 640;
    expect(picture.width).toBe(PNG_WIDTH);
    expect(texts.length).toBeGreaterThan(8);
    for (const { text, x, y } of texts) {
      // A label may stand left or right of its place or around it: in one of the three boxes is its ink.
      const w = widthOf(text, 15) * 0.8 * scale;
      const inks = [x * scale, x * scale - w, x * scale - w / 2].map((left) =>
        inkIn(picture, { x: Math.max(0, left), y: Math.max(0, y * scale - 20), w, h: 40 }),
      );
      expect(Math.max(...inks), text).toBeGreaterThan(20);
    }
    expect(inkIn(picture, { x: 0, y: 0, w: picture.width, h: 20 }), 'the margin').toBe(0);
  });

  it('draws a character that the font lacks as □ and says so', async () => {
    const has = glyphsOf(readFileSync(FONT));
    const shown = legible(chart({ categories: ['\u{2f00}甲', '\u{1f600}乙', '丙'] }), (each) =>
      has.has(each.codePointAt(0) ?? 0),
    );
    expect(shown.categories).toEqual(['□甲', '□乙', '丙']);
    expect(shown.notes.at(-1)).toContain('□');
    const png = await renderPng(chart({ title: '\u{1f600}\u{1f600}' }));
    expect(inkIn(pixelsOf(png), { x: 50, y: 50, w: 60, h: 60 })).toBeGreaterThan(20);
  });

  it('leaves a chart alone that the font can draw', () => {
    expect(legible(chart(), () => true)).toEqual(chart());
  });

  it('draws a thousand offices as twenty', async () => {
    const lines = Array.from({ length: 1000 }, (_, index) => ({
      office: `甲县第${index}镇人民政府`,
      value: 1000 - index,
      said: `${1000 - index}件`,
    }));
    const picture = await pictureOf(table(lines), () => {});
    expect(picture?.title).toContain('甲县');
    expect(picture?.png.readUInt32BE(20)).toBeLessThan(4000);
  });

  it('is none for an answer that makes no chart, and none where drawing fails', async () => {
    const failures: unknown[] = [];
    expect(await pictureOf({ ...table([]), kind: 'help' }, (_, error) => failures.push(error))).toBeNull();
    expect(failures).toEqual([]);
    const broken = { ...table([]), values: null as never };
    expect(await pictureOf(broken, (_, error) => failures.push(error))).toBeNull();
    expect(failures).toHaveLength(1);
  });
});

describe('the font', () => {
  let has: ReadonlySet<number>;
  beforeAll(() => {
    has = glyphsOf(readFileSync(FONT));
  });

  it('holds GB2312, ASCII and what place names need beyond', () => {
    const gb2312 = new TextDecoder('gb2312');
    const characters = Array.from({ length: 72 * 94 }, (_, index) =>
      gb2312.decode(Uint8Array.of(0xb0 + Math.floor(index / 94), 0xa1 + (index % 94))),
    ).filter((each) => /^\p{Script=Han}$/u.test(each));
    const ascii = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index));
    expect(characters.length).toBeGreaterThan(6700);
    const missing = [...characters, ...ascii, ...'埇瀍浉硚鄠邨垟峃甪滘磜埗湴□℃‰“”（）—…'].filter(
      (each) => !has.has(each.codePointAt(0) ?? 0),
    );
    expect(missing).toEqual([]);
    expect(has.has(0x1f600)).toBe(false);
  });

  it('draws every text of every chart phrase and metric', () => {
    const sources = ['bot/chart-phrases.ts', 'knowledge/metrics.ts'].map((file) => readFileSync(file, 'utf8')).join('');
    expect([...new Set(sources)].filter((each) => each > '\u007f' && !has.has(each.codePointAt(0) ?? 0))).toEqual([]);
  });

  it('is told from a file that is none', () => {
    expect(() => glyphsOf(Buffer.alloc(64))).toThrow(RangeError);
  });
});

describe('lines of a text', () => {
  it.each([
    ['东街道办事处', 40, ['东街', '道办', '事处']],
    ['共12345件', 60, ['共', '12345', '件']],
    ['一二三。四', 60, ['一二三。', '四']],
    ['', 60, ['']],
  ])('%s', (text, width, lines) => {
    expect(wrapped(text, 20, width)).toEqual(lines);
  });

  it('ends in … where there is no room for all, and leaves no single sign for the last line', () => {
    expect(wrapped('一二三四五六七八', 20, 60, 2)).toEqual(['一二三', '四五…']);
    expect(balanced('一二三四五六七', 20, 120, 2)).toEqual(['一二三四', '五六七']);
  });
});
