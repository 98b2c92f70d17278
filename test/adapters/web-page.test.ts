import fc from 'fast-check';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Message } from '../../adapters/adapter.js';
import type { HttpServer } from '../../adapters/http/server.js';
import { answerPage } from '../../adapters/web/page.js';
import { createWeb } from '../../adapters/web.js';
import type { Answer } from '../../bot/answer.js';
import { knowledgeOf } from '../bot/stub.js';
import { deskSaying, served } from './desks.js';
import { answerOf, HOSTILE } from './hostile.js';

let asked: Message[];
let reply: (message: Message) => Promise<Answer>;
let web: HttpServer;

beforeEach(async () => {
  asked = [];
  reply = async ({ text }) => answerOf(text);
  web = await served(
    createWeb({ knowledge: knowledgeOf([]), title: '年报<问答>', examples: async () => ['某镇2023年<情况>'] }),
    deskSaying((message) => {
      asked.push(message);
      return reply(message);
    }),
  );
});
afterEach(() => web.stop());

describe('the page', () => {
  test('offers examples, a labelled field and a way to it, before anything is asked', async () => {
    const response = await fetch(web.address());
    const page = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=UTF-8');
    expect(page).toContain('<html lang="zh-CN">');
    expect(page).toContain('年报&lt;问答&gt;');
    expect(page).toContain('value="某镇2023年&lt;情况&gt;"');
    expect(page).toContain('<a class="skip" href="#q">');
    expect(page).toContain('<label for="q">');
    expect(page).toMatch(/role="log" aria-live="polite"/);
    expect(page).toMatch(/<form id="ask" method="get" action="\/">/);
    expect(asked).toEqual([]);
  });

  test('answers a question in its address, as the public', async () => {
    const page = await pageOf('某镇2023年收到多少件');
    expect(asked).toEqual([
      {
        id: null,
        text: '某镇2023年收到多少件',
        chat: expect.stringMatching(/^[\w-]{36}$/),
        person: expect.stringMatching(/^[\w-]{36}$/),
        from: '127.0.0.1',
        group: false,
      },
    ]);
    const shown = visible(page);
    for (const part of ['注意', '见出处 1、2', '出处', '第 96 行', '文件：某镇2023年收到多少件', '接着可以问'])
      expect(shown).toContain(part);
    expect(page).toContain('<blockquote>某镇2023年收到多少件</blockquote>');
    expect(page).toContain('<button name="q" value="某镇2023年收到多少件">');
    expect(shown).not.toContain('null');
  });

  test('names no citations, findings or choices where there are none', async () => {
    reply = async ({ text }) => ({ ...answerOf(text), citations: [], findings: [], choices: [] });
    const page = await pageOf('问');
    for (const part of ['<h3>', '注意', 'class="choices"', '<details']) expect(page).not.toContain(part);
  });

  test.each(['', '%20', '%E3%80%80'])('takes q=%j for no question', async (q) => {
    const response = await fetch(`${web.address()}/?q=${q}`);
    expect(await response.text()).toContain('class="welcome"');
    expect(asked).toEqual([]);
  });

  test.each(Object.entries(HOSTILE))('shows %s as text and nothing else', async (_, text) => {
    const response = await fetch(`${web.address()}/?${new URLSearchParams({ q: text })}`);
    const page = await response.text();
    expect(response.status).toBe(200);
    expect(skeleton(page)).toEqual(skeleton(await pageOf('寻常')));
    expect(page).not.toMatch(UNSEEN);
    const shown = asShown(text);
    const texts = textsOf(page);
    for (const place of ['.question', '.text', '.title', '.place', 'blockquote', '.file', 'button', 'li>span'])
      expect(texts[place]?.join('\n'), place).toContain(shown);
  });

  test('keeps its shape whatever is said', () => {
    const shape = skeleton(answerPage('题', '寻常', answerOf('寻常')));
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
        const page = answerPage('题', text, answerOf(text));
        expect(skeleton(page)).toEqual(shape);
        expect(page).not.toMatch(UNSEEN);
      }),
      { numRuns: 200 },
    );
  });

  test('sends the same headers with everything it serves, and refers to no other host', async () => {
    for (const path of ['/', '/?q=x', '/app.css', '/app.js', '/api/ask', '/nowhere']) {
      const { headers } = await fetch(web.address() + path);
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      );
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('same-origin');
    }
    for (const path of ['/', '/?q=x', '/app.css', '/app.js'])
      expect(await (await fetch(web.address() + path)).text()).not.toMatch(/https?:|\/\/\w/);
  });

  test.each([
    ['/app.css', 'text/css; charset=utf-8'],
    ['/app.js', 'text/javascript; charset=utf-8'],
  ])('serves %s once and then says it is unchanged', async (path, type) => {
    const first = await fetch(web.address() + path);
    expect(first.headers.get('content-type')).toBe(type);
    const again = await fetch(web.address() + path, {
      headers: { 'If-None-Match': first.headers.get('etag') ?? '', 'Cache-Control': '' },
    });
    expect(again.status).toBe(304);
  });
});

// --- internal ---

/** What must never reach a reader unseen: control characters (tab, line feed apart) and those that turn text round. */
const UNSEEN = /(?![\t\n])\p{Cc}|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/u;

function asShown(text: string): string {
  return text
    .replace(/\r\n/g, '\n')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(new RegExp(UNSEEN, 'gu'), (found) => {
      return `[U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;
    });
}

async function pageOf(question: string): Promise<string> {
  return (await fetch(`${web.address()}/?${new URLSearchParams({ q: question })}`)).text();
}

type Node = DefaultTreeAdapterTypes.Node;

function childrenOf(node: Node): readonly Node[] {
  if ('content' in node) return [node.content];
  return 'childNodes' in node ? node.childNodes : [];
}

/** Every element with the names of its attributes, in order: what hostile text must not be able to change. */
function skeleton(page: string): string[] {
  const walk = (node: Node): string[] => [
    'attrs' in node ? `${node.tagName} ${node.attrs.map(({ name }) => name).join(' ')}` : node.nodeName,
    ...childrenOf(node).flatMap(walk),
  ];
  return walk(parse(page)).filter((name) => name !== '#text');
}

function textOf(node: Node): string {
  return node.nodeName === '#text' && 'value' in node ? node.value : childrenOf(node).map(textOf).join('');
}

function visible(page: string): string {
  return textOf(parse(page));
}

/** The text of every element, under `.class`, its tag, and parent>tag. */
function textsOf(page: string): Record<string, string[]> {
  const texts: Record<string, string[]> = {};
  const walk = (node: Node, parent: string): void => {
    if ('attrs' in node) {
      const classes = node.attrs.find(({ name }) => name === 'class')?.value.split(' ') ?? [];
      for (const key of [node.tagName, `${parent}>${node.tagName}`, ...classes.map((name) => `.${name}`)]) {
        texts[key] = [...(texts[key] ?? []), textOf(node)];
      }
    }
    for (const child of childrenOf(node)) walk(child, 'tagName' in node ? node.tagName : '');
  };
  walk(parse(page), '');
  return texts;
}
