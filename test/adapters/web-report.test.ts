import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HttpServer } from '../../adapters/http/server.js';
import { bareText, quoteAddress, reportAddress } from '../../adapters/web/addresses.js';
import { marksIn } from '../../adapters/web/marking.js';
import { reportPage } from '../../adapters/web/report-page.js';
import { createWeb } from '../../adapters/web.js';
import type { Bot } from '../../bot/bot.js';
import type { Knowledge } from '../../knowledge/knowledge.js';
import type { StoredReport } from '../../knowledge/stored.js';
import { askOn, botOn, openSamples } from '../bot/fixture.js';
import { deskOn, served } from './desks.js';
import { HOSTILE } from './hostile.js';
import { elementsOf, type Found, shapeOf } from './page-tree.js';

const OFFICE = '晋江市西园街道办事处';

const STORED: StoredReport = {
  id: 1,
  officeId: 1,
  office: OFFICE,
  year: 2023,
  title: '',
  format: '2021',
  hybrid: false,
  documentNumber: null,
  issuedOn: null,
  file: 'a.txt',
  storedAt: '2026-11-21T04:00:00.000Z',
  version: { number: 2, of: 3 },
};
const WHOLE = { line: 3, begins: '', length: 0 };

/** Figures of the text and of tables, passages, computed values, doubts, law. */
const QUESTIONS = [
  '西园街道2023年收到多少件申请',
  '西园街道2023年主动公开多少条信息',
  '西园街道2023年存在什么问题',
  '西园街道2023年有哪些疑点',
  '西园街道2023年行政复议几件',
  '灵源街道2020年政府集中采购多少钱',
  '灵源街道2020年表三各项',
  '东石镇2019年收到多少件申请',
  '东石镇减税降费宣讲几场',
  '省新镇2020年予以公开率',
  '省新镇年报文号是什么',
  '省新镇2020年采购总金额',
  '振兴街道2020年公开信息多少条',
  '振兴街道2020年改进措施有哪些',
  '2020年各单位收到申请排名',
  '2020年一共收到多少件申请',
];

let knowledge: Knowledge;
let bot: Bot;
let web: HttpServer;

beforeAll(async () => {
  knowledge = await openSamples();
  bot = botOn(knowledge);
  const adapter = createWeb({ knowledge, examples: async () => [] });
  web = await served(adapter, deskOn({ knowledge, bot }, adapter));
});
afterAll(async () => {
  await web.stop();
  await knowledge.close();
});

describe('a citation opens the report', () => {
  test.each(QUESTIONS)('at the very words it quotes: %s', async (question) => {
    const { citations } = await askOn(bot, question);
    expect(citations.length).toBeGreaterThan(0);
    for (const citation of citations) {
      const response = await fetch(web.address() + quoteAddress(citation));
      expect(response.status).toBe(200);
      const page = await response.text();
      expect(bareText(marked(page).join(''))).toBe(bareText(citation.quote));
      expect(page).toContain(`<h2>${citation.title}</h2>`);
      expect(page).toContain(citation.file);
    }
  });

  test('all its lines are there as they stand in the source, each under its number, headings as headings', async () => {
    const [stored] = (await knowledge.reports()).filter(({ office }) => office === OFFICE);
    const { lines, headings } = await knowledge.report(stored?.id ?? 0);
    const elements = linesOf(await pageOf(reportAddress(OFFICE, 2023)));
    expect(elements.map(({ attributes: { id } }) => id)).toEqual(lines.map((_, index) => `L${index + 1}`));
    expect(elements.map(({ text }) => text)).toEqual(lines.map((line) => (line.trim() === '' ? '' : line)));
    const titles = new Set(headings.map(({ line }) => `L${line}`));
    expect(new Set(elements.filter(({ name }) => name !== 'p').map(({ attributes: { id } }) => id))).toEqual(titles);
  });
});

test.each<[string, string, readonly string[]]>([
  ['without a line', '', []],
  ['a line and no words', '?line=3', ['晋江市人民政府西园街道办事处']],
  ['words that are not there', '?line=3&begins=没有的字&length=4', ['晋江市人民政府西园街道办事处']],
  ['more than there is', '?line=3&begins=晋江市&length=9999', ['晋江市人民政府西园街道办事处']],
  ['line 0', '?line=0', []],
  ['a line behind the last', '?line=99999', []],
  ['no number', '?line=<b>', []],
  ['a negative one', '?line=-3', []],
])('%s marks what can be meant', async (_, query, expected) => {
  expect(marked(await pageOf(reportAddress(OFFICE, 2023) + query))).toEqual(expected);
});

test.each<[string, readonly string[], Parameters<typeof marksIn>[1], Record<number, string>]>([
  ['within a line', ['收到6件；处理6件。'], { line: 1, begins: '处理', length: 4 }, { 1: '处理6件' }],
  ['over white space', ['共 收\u3000到 6 件'], { line: 1, begins: '收到', length: 4 }, { 1: '收\u3000到 6 件' }],
  ['over lines', ['上', '全年收', '', '到6件。下'], { line: 2, begins: '年收', length: 5 }, { 2: '年收', 4: '到6件' }],
  ['the whole line where the words begin later', ['甲', '乙'], { line: 1, begins: '乙', length: 1 }, { 1: '甲' }],
  ['nothing behind the end', ['甲'], { line: 2, begins: '', length: 0 }, {}],
])('what is marked: %s', (_, lines, wanted, expected) => {
  const marks = [...marksIn(lines, wanted)].map(([line, { from, to }]) => [line, lines[line - 1]?.slice(from, to)]);
  expect(Object.fromEntries(marks)).toEqual(expected);
});

test.each(Object.entries(HOSTILE))('a report that says %s says it as text', (_, text) => {
  const stored = { ...STORED, office: text, title: text, file: text };
  const page = (said: string): string => {
    const headings = [{ key: 'overview' as const, level: 1 as const, number: said, title: said, line: 1 }];
    const lines = [said.replace(/\s+/g, ''), '中', said.replace(/\s+/g, '')];
    return reportPage('题', { ...stored, title: said }, { lines, headings: [...headings, ...headings] }, WHOLE);
  };
  expect(shapeOf(page(text))).toEqual(shapeOf(page('寻常')));
});

describe('what is not there', () => {
  test.each([
    ['another year of a known office', reportAddress(OFFICE, 1999), '已收录的年份：2023'],
    ['an unknown office', reportAddress('某某镇人民政府', 2023), '没有收录“某某镇人民政府”'],
    ['no year', `/report/${encodeURIComponent(OFFICE)}/x`, '已收录的年份：2023'],
    ['a year in other digits', `/report/${encodeURIComponent(OFFICE)}/%EF%BC%92023`, '已收录的年份：2023'],
    ['no office', '/report', '没有这个页面'],
    ['half a character', '/report/%E6%99/2023', '没有'],
  ])('%s is said kindly', async (_, path, expected) => {
    const response = await fetch(web.address() + path);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain(expected);
  });

  test.each(Object.entries(HOSTILE).filter(([, { length }]) => length < 1_000))(
    'an office called %s is no office, and only text',
    async (_, text) => {
      const response = await fetch(web.address() + reportAddress(text, 2023));
      expect(response.status).toBe(404);
      expect(shapeOf(await response.text())).toEqual(shapeOf(await pageOf(reportAddress('寻常', 2023))));
    },
  );
});

test('a name that a report prints leads there too, and a browser that has it is told so', async () => {
  const offices = await knowledge.offices();
  const office = offices.find(({ name }) => name === OFFICE);
  const other = office?.printed.find((name) => name !== OFFICE) ?? '';
  const first = await fetch(web.address() + reportAddress(other, 2023));
  expect(first.status).toBe(200);
  expect(first.headers.get('set-cookie')).toBeNull();
  const headers = { 'If-None-Match': first.headers.get('etag') ?? '', 'Cache-Control': '' };
  expect((await fetch(web.address() + reportAddress(other, 2023), { headers })).status).toBe(304);
});

// --- internal ---

async function pageOf(path: string): Promise<string> {
  return (await fetch(web.address() + path)).text();
}

function marked(page: string): string[] {
  return elementsOf(page).flatMap(({ name, text }) => (name === 'mark' ? [text] : []));
}

function linesOf(page: string): Found[] {
  return elementsOf(page).filter(({ attributes }) => 'data-line' in attributes);
}
