import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { HttpServer } from '../../adapters/http/server.js';
import { createWeb } from '../../adapters/web.js';
import type { Answer } from '../../bot/answer.js';
import { knowledgeOf } from '../bot/stub.js';
import { deskSaying, served } from './desks.js';

const CHROMIUM = '/usr/bin/chromium';
const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const WITHOUT = existsSync(CHROMIUM) ? '' : ` (skipped: no ${CHROMIUM})`;

const TITLE = '某某市东桥镇人民政府2023年政府信息公开工作年度报告';
const FIRST = '东桥镇2023年收到多少件申请';
const SECOND = '东桥镇2022年收到多少件申请';
const HOSTILE = `<img src=x onerror="document.title='taken'">"'\u202E${'长'.repeat(300)}${'w'.repeat(300)}`;

function answerTo(question: string): Answer {
  const count = question === SECOND ? 4 : 6;
  const cited = { office: '某某市东桥镇人民政府', year: 2023, title: TITLE, section: '一、总体情况', line: 96 };
  return {
    question,
    kind: 'value',
    text: question === FIRST || question === SECOND ? `收到申请 ${count} 件。\n其中自然人 ${count} 件。` : question,
    values: [],
    citations: Array.from({ length: question === SECOND ? 5 : 1 }, () => ({
      ...cited,
      quote: `全年共收到申请${count}件。`,
      file: '东桥镇-a-very-long-file-name-that-has-no-place-to-break-it-at-all-2023.txt',
    })),
    findings: [{ rule: 'X', message: '正文与统计表不一致。', citations: [0] }],
    choices: [{ label: '2022年呢', question: SECOND }],
  };
}

describe.skipIf(WITHOUT !== '')(`the page in a browser${WITHOUT}`, () => {
  let browser: Browser;
  let web: HttpServer;
  let context: BrowserContext;
  let sessions: Set<string | null>;
  let complaints: string[];
  let hosts: Set<string>;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
  });
  afterAll(() => browser.close());

  beforeEach(async () => {
    sessions = new Set();
    complaints = [];
    hosts = new Set();
    web = await served(
      createWeb({ knowledge: knowledgeOf([]), examples: async () => [FIRST] }),
      deskSaying(async ({ text, chat }) => {
        sessions.add(chat);
        return answerTo(text);
      }),
    );
  });
  afterEach(async () => {
    await context.close();
    await web.stop();
  });

  async function open(javaScriptEnabled: boolean, width = 1280): Promise<Page> {
    context = await browser.newContext({ javaScriptEnabled, viewport: { width, height: 844 } });
    const page = await context.newPage();
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => hosts.add(new URL(request.url()).origin));
    await page.goto(web.address());
    return page;
  }

  describe.each([
    ['with script', true],
    ['without script', false],
  ])('%s', (_, scripted) => {
    test('a typed question is answered, cited, and a choice asks the next', async () => {
      const page = await open(scripted);
      await page.getByLabel('请输入您的问题').fill(FIRST);
      await page.getByRole('button', { name: '提问' }).click();

      const first = page.locator('article', { has: page.getByRole('heading', { name: FIRST }) });
      await expect.poll(() => seen(first.locator('.text'))).toBe('收到申请 6 件。\n其中自然人 6 件。');
      expect(await seen(first.locator('.findings'))).toMatch(/注意\s*正文与统计表不一致。（见出处 1）/);
      expect(await seen(first.locator('blockquote'))).toBe('全年共收到申请6件。');
      expect(await first.locator('blockquote').isVisible()).toBe(true);
      for (const part of [TITLE, '一、总体情况', '第 96 行', '文件：东桥镇'])
        expect(await seen(first.locator('.citations'))).toContain(part);

      await first.getByRole('button', { name: '2022年呢' }).click();
      const second = page.locator('article', { has: page.getByRole('heading', { name: SECOND }) });
      await expect.poll(() => seen(second.locator('.text'))).toContain('收到申请 4 件。');
      expect(await second.locator('blockquote').first().isVisible()).toBe(true);
      expect(await second.locator('blockquote').last().isVisible()).toBe(false);
      await second.locator('summary').last().click();
      expect(await second.locator('blockquote').last().isVisible()).toBe(true);

      // With script the conversation grows in place; without it every question is a page of its own.
      expect(await page.locator('article').count()).toBe(scripted ? 2 : 1);
      expect(new URL(page.url()).search === '').toBe(scripted);
      expect(sessions.size).toBe(1);
      expect(complaints).toEqual([]);
      expect([...hosts]).toEqual([web.address()]);
    });

    test('an example of the welcome page can be pressed, with the keyboard alone', async () => {
      const page = await open(scripted);
      await page.keyboard.press('Tab');
      expect(await seen(page.locator(':focus'))).toBe('跳到提问框');
      await page.getByRole('button', { name: FIRST }).focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => seen(page.locator('article .text'))).toContain('收到申请 6 件。');
      expect(complaints).toEqual([]);
    });

    test.each([320, 390, 1280])('nothing has to be scrolled sideways at %d px', async (width) => {
      const page = await open(scripted, width);
      expect(await overflow(page)).toBe(0);
      for (const question of [SECOND, HOSTILE]) {
        await page.locator('#q').fill(question);
        await page.locator('#q').press('Enter');
        await expect.poll(() => seen(page.locator('article[data-kind]').last())).toContain(question.slice(0, 9));
        expect(await overflow(page)).toBe(0);
      }
      expect(await page.title()).not.toBe('taken');
      expect(await page.locator('article img').count()).toBe(0);
      expect(complaints).toEqual([]);
    });
  });

  test('the script shows exactly what the server shows, and a link to it', async () => {
    const page = await open(true);
    await page.locator('#q').fill(HOSTILE);
    await page.locator('#q').press('Enter');
    await page.locator('article[data-kind]').waitFor();
    const grown = await page.locator('article').evaluate((article) => article.outerHTML);
    await page.getByRole('link', { name: '本题链接' }).click();
    await page.waitForURL('**/?q=*');
    expect(await page.locator('article').evaluate((article) => article.outerHTML)).toBe(grown);
  });

  test('a question that cannot be sent stays, and can be sent again', async () => {
    const page = await open(true);
    await context.setOffline(true);
    await page.locator('#q').fill(FIRST);
    await page.locator('#q').press('Enter');
    await expect.poll(() => seen(page.locator('article'))).toContain('没有连上服务');
    expect(await page.locator('#q').inputValue()).toBe(FIRST);
    await context.setOffline(false);
    await page.locator('#q').press('Enter');
    await expect.poll(() => seen(page.locator('article').last())).toContain('收到申请 6 件。');
  });

  test('blanks are no question, and a refusal of the server is shown', async () => {
    const page = await open(true);
    await page.locator('#q').fill('   ');
    await page.locator('#q').press('Enter');
    await page.locator('#q').fill('长'.repeat(30_000));
    await page.locator('#q').press('Enter');
    await expect.poll(() => page.locator('article').count()).toBe(1);
    await expect.poll(() => seen(page.locator('article .text'))).toBe('请求内容超过 64 KB，请缩短后再试。');
    expect(new URL(page.url()).search).toBe('');
  });
});

// --- internal ---

/** The text as it is seen, with its line breaks. */
function seen(element: Locator): Promise<string> {
  return element.innerText();
}

/** By how many pixels the page is wider than the window. */
async function overflow(page: Page): Promise<number> {
  const width = await page.locator('html').evaluate((root) => root.scrollWidth);
  return Math.max(0, width - (page.viewportSize()?.width ?? 0));
}
