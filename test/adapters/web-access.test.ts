import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { renderSvg } from '../../adapters/chart/svg.js';
import type { HttpServer } from '../../adapters/http/server.js';
import { createWeb } from '../../adapters/web.js';
import type { Bot } from '../../bot/bot.js';
import { chartOf } from '../../bot/chart.js';
import type { Knowledge } from '../../knowledge/knowledge.js';
import { botOn, openSamples } from '../bot/fixture.js';
import { deskOn, served } from './desks.js';

const CHROMIUM = '/usr/bin/chromium';
const WITHOUT = existsSync(CHROMIUM) ? '' : ` (skipped: no ${CHROMIUM})`;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const at = (question: string): string => `/?${new URLSearchParams({ q: question })}`;

/** Every kind of page a visitor may see, with what stands on it. */
const PAGES: readonly (readonly [name: string, path: string, holds: string])[] = [
  ['the welcome', '/', '可以这样问'],
  ['a value with a contradiction', at('西园街道2023年收到多少件申请'), '两处都列出来'],
  ['a table with a picture', at('2020年各单位收到申请排名'), '数据表'],
  ['a long table', at('省新镇2020年表三各项'), '数据表'],
  ['a computed value', at('省新镇2020年予以公开率'), '75.00%'],
  ['a choice', at('收到多少件申请'), '请选择'],
  ['what is missing', at('西园街道2019年收到多少件申请'), '没有收录'],
  ['a refusal', at('今天天气怎么样'), '超出了'],
  ['a report', `/report/${encodeURIComponent('晋江市西园街道办事处')}/2023?line=103#L103`, '单位'],
  ['no such page', '/nowhere', '没有这个页面'],
];

let browser: Browser;
let knowledge: Knowledge;
let bot: Bot;
let web: HttpServer;
let context: BrowserContext;
/** What the browser complained of, and whom it asked. */
let said: string[];
let hosts: Set<string>;

describe.skipIf(WITHOUT !== '')(`everybody can use the page${WITHOUT}`, () => {
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--headless', '--no-sandbox', '--disable-gpu'],
    });
    knowledge = await openSamples();
    bot = botOn(knowledge);
    const adapter = createWeb({
      knowledge,
      examples: async () => ['西园街道2023年收到多少件申请'],
      hot: async () => ['晋江市西园街道2023年主动公开多少条信息', '晋江市东石镇2019年公众号有多少粉丝'],
      pictureOf: async (answer) => {
        const chart = chartOf(answer);
        return chart === null ? null : renderSvg(chart);
      },
    });
    web = await served(adapter, deskOn({ knowledge, bot }, adapter));
  });
  afterAll(async () => {
    await web.stop();
    await knowledge.close();
    await browser.close();
  });
  beforeEach(() => {
    said = [];
    hosts = new Set();
  });
  afterEach(() => context.close());

  async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    context = await browser.newContext({ viewport: { width: 1280, height: 844 }, ...options });
    const page = await context.newPage();
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    page.on('request', (request) => hosts.add(new URL(request.url()).origin));
    await page.goto(web.address() + path);
    return page;
  }

  test.each(PAGES)(
    'axe finds nothing on %s, on a phone and on a screen, in the light and in the dark',
    async (_, path, holds) => {
      const page = await open(path);
      expect(await page.locator('body').innerText()).toContain(holds);
      for (const width of [390, 1280]) {
        await page.setViewportSize({ width, height: 844 });
        await page.emulateMedia({ colorScheme: 'light' });
        expect(await complaintsOf(page)).toEqual([]);
        await page.emulateMedia({ colorScheme: 'dark' });
        expect(await complaintsOf(page, ['color-contrast'])).toEqual([]);
      }
      // Nothing on it is against its own policy, and nothing comes from elsewhere.
      expect(said.filter((text) => !(path === '/nowhere' && text.includes('404')))).toEqual([]);
      expect([...hosts]).toEqual([web.address()]);
    },
  );

  test('a chart is drawn beside its table', async () => {
    const page = await open(at('2020年各单位收到申请排名'));
    const img = page.getByRole('img', { name: '图：2020年各单位收到申请排名。图中数字见表格。' });
    await expect
      .poll(() => img.evaluate((drawn) => 'naturalWidth' in drawn && Number(drawn.naturalWidth)))
      .toBeGreaterThan(300);
    expect(await page.getByRole('rowheader').count()).toBe(3);
    await page.goto(`${web.address()}${await img.getAttribute('src')}`);
    expect(await page.locator('svg text').count()).toBeGreaterThan(3);
    expect(said).toEqual([]);
  });

  test('axe would find what is wrong', async () => {
    const page = await open('/');
    await page.evaluate("document.querySelector('label').remove(); document.documentElement.removeAttribute('lang')");
    expect((await complaintsOf(page)).map(({ id }) => id)).toEqual(expect.arrayContaining(['html-has-lang', 'label']));
  });

  test.each([
    ['letters twice as large', { width: 1280 }, '32px'],
    ['letters twice as large on a phone', { width: 390 }, '32px'],
    // Twice the zoom is half the width.
    ['zoomed to 200 %', { width: 640 }, ''],
    ['zoomed to 400 %', { width: 320 }, ''],
  ])('with %s nothing is cut off', async (_, { width }, size) => {
    const page = await open('/', { viewport: { width, height: 800 } });
    for (const [name, path] of PAGES) {
      await page.goto(web.address() + path);
      if (size !== '') await page.evaluate(`document.documentElement.style.fontSize = '${size}'`);
      expect(await page.evaluate('document.documentElement.scrollWidth'), name).toBeLessThanOrEqual(width);
    }
  });

  test('whoever wants no motion sees none', async () => {
    const page = await open('/', { reducedMotion: 'reduce' });
    await page.evaluate(`
      window.behaviours = [];
      Element.prototype.scrollIntoView = function (how) { window.behaviours.push(how.behavior); };
    `);
    await page.locator('#q').fill('西园街道2023年收到多少件申请');
    await page.locator('#q').press('Enter');
    await page.locator('article[data-kind]').waitFor();
    expect(await page.evaluate('window.behaviours')).toEqual(['auto', 'auto']);
  });

  test('after an answer the focus is where one goes on: in the field, or at the question that was pressed', async () => {
    const page = await open('/');
    await page.locator('#q').fill('西园街道2023年收到多少件申请');
    await page.locator('#q').press('Enter');
    await page.locator('article[data-kind]').waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('q');
    await page.getByRole('button', { name: '晋江市东石镇2019年公众号有多少粉丝' }).press('Enter');
    await expect.poll(() => page.locator('article[data-kind]').count()).toBe(2);
    expect(await page.evaluate('document.activeElement.textContent')).toBe('晋江市东石镇2019年公众号有多少粉丝');
  });

  test('a citation opens the report with the quote marked and in sight', async () => {
    const page = await open(at('西园街道2023年收到多少件申请'));
    const quote = await page.locator('blockquote').first().innerText();
    const [report] = await Promise.all([
      context.waitForEvent('page'),
      page
        .getByRole('link', { name: /在年报原文中看第 \d+ 行/ })
        .first()
        .click(),
    ]);
    await report.waitForLoadState();
    expect((await report.locator('mark').allInnerTexts()).join(' ')).toBe(quote);
    await expect.poll(() => report.locator('mark').first().isVisible()).toBe(true);
    const box = await report.locator('mark').first().boundingBox();
    expect(box?.y).toBeGreaterThan(0);
    expect(box?.y).toBeLessThan(600);
    expect(await complaintsOf(report)).toEqual([]);
  });

  describe.each([
    ['with script', true],
    ['without script', false],
  ])('%s', (_, javaScriptEnabled) => {
    test('an answer is rated, once each way, by whoever was given it', async () => {
      const page = await open(at('西园街道2023年主动公开多少条信息'), { javaScriptEnabled });
      await page.getByRole('button', { name: '有帮助' }).click();
      const said = javaScriptEnabled ? page.locator('.feedback [role="status"]') : page.locator('main');
      await expect.poll(() => said.innerText()).toContain('谢谢您的评价');
      expect(new URL(page.url()).pathname).toBe(javaScriptEnabled ? '/' : '/api/feedback');
    });
  });

  test('suggestions come while one types, are walked through by keys, and the field keeps the focus', async () => {
    const page = await open('/', { bypassCSP: false });
    const field = page.getByRole('combobox');
    await field.pressSequentially('dongshi');
    await page.getByRole('option', { name: '晋江市东石镇' }).waitFor();
    expect(await field.getAttribute('aria-expanded')).toBe('true');
    await field.press('ArrowDown');
    const active = await field.getAttribute('aria-activedescendant');
    expect(await page.locator(`#${active}`).getAttribute('aria-selected')).toBe('true');
    await field.press('Enter');
    expect(await field.inputValue()).toBe('晋江市东石镇');
    expect(await field.getAttribute('aria-expanded')).toBe('false');
    expect(await page.locator('article').count()).toBe(0);

    await field.fill('晋江');
    await expect.poll(() => page.getByRole('option').count()).toBeGreaterThan(2);
    await field.press('ArrowUp');
    expect(await page.getByRole('option').last().getAttribute('aria-selected')).toBe('true');
    await field.press('Escape');
    expect(await page.getByRole('option').count()).toBe(0);
    expect(await field.inputValue()).toBe('晋江');
    await field.press('ArrowDown');
    await page.getByRole('option').first().click();
    expect(await field.inputValue()).toMatch(/^晋江市/);
    expect(await page.evaluate('document.activeElement.id')).toBe('q');
  });

  test('axe finds nothing while suggestions are open', async () => {
    const page = await open('/');
    await page.locator('#q').pressSequentially('晋江');
    await page.getByRole('option').first().waitFor();
    await page.locator('#q').press('ArrowDown');
    expect(await complaintsOf(page)).toEqual([]);
  });
});

// --- internal ---

interface Complaint {
  readonly id: string;
  readonly where: readonly string[];
}

/** Everything axe knows to be wrong, best practices included; or only what some of its rules find. */
async function complaintsOf(page: Page, rules: readonly string[] | null = null): Promise<readonly Complaint[]> {
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(AXE);
  const options = { resultTypes: ['violations'], ...(rules && { runOnly: rules }) };
  return page.evaluate(`
    axe.run(document, ${JSON.stringify(options)}).then(({ violations }) =>
      violations.map(({ id, nodes }) => ({ id, where: nodes.map(({ html }) => html.slice(0, 120)) })))
  `);
}
