import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HttpServer } from '../../adapters/http/server.js';
import { csvAddress } from '../../adapters/web/addresses.js';
import { csvOf } from '../../adapters/web/csv.js';
import { tableOf } from '../../adapters/web/table.js';
import { createWeb } from '../../adapters/web.js';
import type { Answer, Value } from '../../bot/answer.js';
import type { Bot } from '../../bot/bot.js';
import type { Knowledge } from '../../knowledge/knowledge.js';
import { askOn, botOn, openSamples } from '../bot/fixture.js';
import { knowledgeOf } from '../bot/stub.js';
import { deskOn, deskSaying, served } from './desks.js';
import { answerOf, HOSTILE } from './hostile.js';
import { elementsOf } from './page-tree.js';

const VALUE: Value = {
  office: '某镇人民政府',
  year: 2023,
  metric: 'applications_new',
  applicant: 'total',
  value: 6,
  state: 'number',
  approximate: false,
  unit: null,
  source: 'table',
  citations: [0],
};
const CITED = {
  office: '某镇人民政府',
  year: 2023,
  title: '某镇2023年年报',
  section: '三、收到和处理',
  quote: '一、本年新收 6 0 0',
  file: 'a.txt',
  line: 96,
};
const HEADINGS = '单位,年份,事项,申请人,数值,状态,计量单位,来源,所在部分,原文,文件,行号';

describe('a file of values', () => {
  test('begins with the mark of UTF-8 and headings, ends each line as spreadsheets do', () => {
    const file = csvOf(withValues([VALUE]));
    expect(file.startsWith(`\uFEFF${HEADINGS}\r\n`)).toBe(true);
    expect(rowsOf(file)).toEqual([
      [
        ...['某镇人民政府', '2023', '本年新收政府信息公开申请数量', '总计', '6', '数字', '', '统计表'],
        ...['三、收到和处理', '一、本年新收 6 0 0', 'a.txt', '96'],
      ],
    ]);
  });

  test.each<[string, Partial<Value>, readonly [value: string, state: string]]>([
    ['a blank', { value: null, state: 'blank' }, ['', '空白（没有填数，不等于零）']],
    ['a slash', { value: null, state: 'slash' }, ['', '填的是“/”（没有给出数字，不等于零）']],
    ['what cannot be read', { value: null, state: 'unreadable' }, ['', '没有可靠识别（请查看原件）']],
    ['zero', { value: 0 }, ['0', '数字']],
    ['about', { value: 40_000, approximate: true }, ['40000', '约数']],
    ['a negative number', { value: -3, source: 'computed', citations: [] }, ['-3', '数字']],
    ['a part of one', { value: 1.314 }, ['1.314', '数字']],
    ['a very large number', { value: 1_234_567_890_123 }, ['1234567890123', '数字']],
  ])('tells %s from the others', (_, value, expected) => {
    const [row] = rowsOf(csvOf(withValues([{ ...VALUE, ...value }])));
    expect([row?.[4], row?.[5]]).toEqual(expected);
  });

  test.each([
    '=1+1',
    '+86',
    '-1',
    '@SUM(A1)',
    '=HYPERLINK("http://x","y")',
    '  =1+1',
    '\t=1',
    '\r\n=1',
    '＝1+1',
    '＋1',
    '－1',
    '＠x',
    '=cmd|calc!A0',
  ])('text that begins as a formula (%j) is text', (text) => {
    for (const row of rowsOf(
      csvOf(withValues([{ ...VALUE, office: text }], { quote: text, section: text, file: text })),
    ))
      for (const at of [0, 8, 9, 10]) expect(row[at]).toMatch(/^'/);
  });

  test.each(Object.entries(HOSTILE))('holds %s in its cell and in no other', (_, text) => {
    const rows = rowsOf(csvOf(withValues([{ ...VALUE, office: text, unit: text }], { quote: text, file: text })));
    expect(rows).toHaveLength(1);
    expect(rows[0]).toHaveLength(12);
    expect(rows[0]?.[4]).toBe('6');
    expect(rows.flat().join('')).not.toMatch(/(?![\t\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u);
  });

  test('names every place of a value that stands in several', () => {
    const answer = { ...withValues([{ ...VALUE, citations: [0, 1] }]), citations: [CITED, { ...CITED, line: null }] };
    expect(rowsOf(csvOf(answer))[0]?.slice(-4)).toEqual(['三、收到和处理', '一、本年新收 6 0 0', 'a.txt', '96 | ']);
  });
});

describe('a table of values', () => {
  test.each<[string, readonly Partial<Value>[], string, readonly string[], readonly (readonly string[])[]]>([
    [
      'over offices',
      [{}, { office: '乙镇', value: 4, source: 'narrative', unit: '条', citations: [1, 2] }],
      '2023年 本年新收政府信息公开申请数量 总计',
      ['单位', '数值', '来源'],
      [
        ['某镇人民政府', '6件', '统计表（1）'],
        ['乙镇', '4条', '正文（2、3）'],
      ],
    ],
    [
      'over years, with gaps that are no zeros',
      [{}, { year: 2024, value: null, state: 'blank' }],
      '某镇人民政府 本年新收政府信息公开申请数量 总计',
      ['年份', '数值', '来源'],
      [
        ['2023年', '6件', '统计表（1）'],
        ['2024年', '空白（没有填数，不等于零）', '统计表（1）'],
      ],
    ],
    [
      'of a rate and of what it is computed from',
      [
        { metric: 'full_disclosure_rate', value: 75, unit: '%', source: 'computed' },
        { value: 3, approximate: true },
      ],
      '某镇人民政府 2023年 总计',
      ['事项', '数值', '来源'],
      [
        ['予以公开率', '75.00%', '计算得出（1）'],
        ['本年新收政府信息公开申请数量', '3件（约数）', '统计表（1）'],
      ],
    ],
    [
      'of one value',
      [{ metric: 'unheard_of' }],
      '2023年 unheard_of 总计',
      ['单位', '数值', '来源'],
      [['某镇人民政府', '6', '统计表（1）']],
    ],
  ])('%s', (_, values, caption, columns, rows) => {
    const table = tableOf(withValues(values.map((value) => ({ ...VALUE, ...value }))));
    expect(table).toEqual({ caption, columns, rows });
  });
});

describe('over HTTP', () => {
  let knowledge: Knowledge;
  let bot: Bot;
  let web: HttpServer;
  let pictures: number;
  beforeAll(async () => {
    knowledge = await openSamples();
    bot = botOn(knowledge);
    const adapter = createWeb({
      knowledge,
      examples: async () => [],
      pictureOf: async ({ kind, values }) => {
        pictures += 1;
        if (values[0]?.year === 2019) throw new Error('no ink');
        return kind === 'table' ? '<svg xmlns="http://www.w3.org/2000/svg"/>' : null;
      },
      log: () => {},
    });
    web = await served(adapter, deskOn({ knowledge, bot }, adapter));
    pictures = 0;
  });
  afterAll(async () => {
    await web.stop();
    await knowledge.close();
  });

  test.each([
    '西园街道2023年收到多少件申请',
    '2020年各单位收到申请排名',
    '省新镇2020年予以公开率',
    '西园街道2023年行政复议几件',
  ])('the file of %s holds every value of its answer and the place of each', async (question) => {
    const response = await fetch(web.address() + csvAddress(question));
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="answer\.csv"; filename\*=UTF-8''(?:[\w-]|%[0-9A-F]{2})+\.csv$/,
    );
    const { values, citations } = await askOn(bot, question);
    const rows = rowsOf(new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer()));
    expect(rows.map((row) => [row[0], row[1], row[4]])).toEqual(
      values.map(({ office, year, value }) => [office, String(year), value === null ? '' : String(value)]),
    );
    for (const [index, row] of rows.entries())
      for (const at of values[index]?.citations ?? []) expect(row[9]).toContain(citations[at]?.quote);
  });

  test('what was shown is not asked again: the table and the picture are of that answer', async () => {
    const question = '2020年各单位收到申请排名';
    const page = await fetch(`${web.address()}/?${new URLSearchParams({ q: question })}`);
    const cookie = page.headers.get('set-cookie')?.split(';')[0] ?? '';
    const elements = elementsOf(await page.text());
    const img = elements.find(({ name }) => name === 'img');
    const link = elements.find(({ attributes: { href } }) => href?.startsWith('/answer.csv'));
    expect(img?.attributes.alt).toContain(question);
    expect(elements.filter(({ name }) => name === 'tr')).toHaveLength(4);
    const before = await entries();
    const drawn = pictures;
    const picture = await fetch(web.address() + img?.attributes.src, { headers: { cookie } });
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/svg+xml; charset=utf-8']);
    expect(picture.headers.get('content-security-policy')).toMatch(/^default-src 'none'; sandbox;/);
    expect((await fetch(web.address() + link?.attributes.href, { headers: { cookie } })).status).toBe(200);
    expect([await entries(), pictures]).toEqual([before, drawn]);
  });

  test.each([
    ['/answer.csv', 400],
    ['/answer.csv?q=%20', 400],
    ['/chart.svg', 400],
    [`/answer.csv?q=${encodeURIComponent('帮助')}`, 404],
    [`/chart.svg?q=${encodeURIComponent('帮助')}`, 404],
    // Drawing fails: no picture, and the page is as ever.
    [`/chart.svg?q=${encodeURIComponent('东石镇2019年收到多少件申请')}`, 404],
    [`/?q=${encodeURIComponent('东石镇2019年收到多少件申请')}`, 200],
  ])('%s is %d', async (path, status) => {
    const response = await fetch(web.address() + path);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    expect(elementsOf(await response.text()).some(({ name }) => name === 'img')).toBe(false);
  });

  /** How many questions the journal holds. */
  async function entries(): Promise<number> {
    return knowledge
      .journal({
        at: new Date(),
        channel: 'test',
        question: '',
        kind: 'help',
        detail: '',
        person: null,
        role: 'public',
      })
      .then((id) => {
        const asked = id - probes;
        probes += 1;
        return asked;
      });
  }
  let probes = 0;
});

test.each(Object.entries(HOSTILE))('a page and a file of %s in every place', async (_, text) => {
  const answer: Answer = {
    ...answerOf(text),
    kind: 'table',
    values: [{ ...VALUE, office: text, metric: text, unit: text }],
  };
  const adapter = createWeb({ knowledge: knowledgeOf([]), examples: async () => [] });
  const web = await served(
    adapter,
    deskSaying(async () => answer),
  );
  const page = await fetch(`${web.address()}/?${new URLSearchParams({ q: text })}`);
  const file = await fetch(web.address() + csvAddress(text));
  await web.stop();
  expect([page.status, file.status]).toEqual([200, 200]);
  expect(file.headers.get('content-disposition')).toMatch(
    /^attachment; filename="answer\.csv"; filename\*=UTF-8''[\w%-]+\.csv$/,
  );
  const elements = elementsOf(await page.text());
  expect(elements.filter(({ name }) => name === 'table')).toHaveLength(1);
  expect(elements.some(({ attributes }) => Object.keys(attributes).some((name) => name.startsWith('on')))).toBe(false);
});

// --- internal ---

function withValues(values: readonly Value[], cited: Partial<typeof CITED> = {}): Answer {
  const citation = { ...CITED, ...cited };
  return { ...answerOf('问'), kind: 'table', values, citations: [citation, citation, citation] };
}

/** The cells of a file below its headings, read as RFC 4180 has it. */
function rowsOf(file: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = '', end] of file.slice(1).matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== ',') rows.push([]);
  }
  return rows.slice(1, -1);
}
