import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Message } from '../../adapters/adapter.js';
import { type HttpServer, serveHttp } from '../../adapters/http/server.js';
import { createWeb } from '../../adapters/web.js';
import type { Answer } from '../../bot/answer.js';
import { UserError } from '../../knowledge/types.js';
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
    createWeb({ knowledge: knowledgeOf([]), examples: async () => [] }),
    deskSaying((message) => {
      asked.push(message);
      return reply(message);
    }),
  );
});
afterEach(() => web.stop());

describe('the session', () => {
  test('is a random one in a cookie scripts cannot read, and stays', async () => {
    const first = await fetch(`${web.address()}/?q=a`);
    const cookie = first.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^session=[\w-]{36}; Path=\/; HttpOnly; SameSite=Lax$/);
    const [pair = ''] = cookie.split(';');
    const second = await fetch(`${web.address()}/?q=b`, { headers: { cookie: pair } });
    expect(second.headers.get('set-cookie')).toBeNull();
    await ask({ question: 'c' }, { cookie: pair });
    expect(new Set(asked.map(({ chat }) => chat))).toEqual(new Set([pair.replace('session=', '')]));
  });

  test('differs between visitors', async () => {
    await Promise.all([pageOf('a'), pageOf('a'), ask({ question: 'a' }), ask({ question: 'a' })]);
    expect(new Set(asked.map(({ chat }) => chat)).size).toBe(4);
  });

  test.each(['short', 'x'.repeat(65), 'with space', 'a/../../b', '<b>12345678', '会话会话会话会话', 'abcdefgh\n'])(
    'is not %j, whoever names it',
    async (named) => {
      await ask({ question: 'a', session: named });
      await fetch(`${web.address()}/?q=a`, { headers: { cookie: `session=${encodeURIComponent(named)}` } });
      expect(asked).toHaveLength(2);
      for (const { chat } of asked) expect(chat).toMatch(/^[\w-]{36}$/);
    },
  );

  test('is the one a program names', async () => {
    await ask({ question: 'a', session: 'abcd_EF-12' }, { cookie: 'session=another-one-1' });
    expect(asked[0]?.chat).toBe('abcd_EF-12');
  });
});

describe('POST /api/ask', () => {
  test.each(Object.entries(HOSTILE))('hands over %s and gives back the answer as it is', async (_, text) => {
    const response = await ask({ question: text, role: 'staff' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toEqual(answerOf(text));
    expect(asked).toEqual([
      { id: null, text, chat: expect.any(String), person: expect.any(String), from: '127.0.0.1', group: false },
    ]);
  });

  test('gives the page its answer as HTML, the same as the page without script has', async () => {
    const response = await ask({ question: HOSTILE['a script'] }, { accept: 'text/html' });
    expect(response.headers.get('content-type')).toBe('text/html; charset=UTF-8');
    const article = await response.text();
    expect(article).toMatch(/^<article class="exchange"/);
    expect(await pageOf(HOSTILE['a script'])).toContain(article);
  });

  test.each([
    ['', 'invalid_json'],
    ['{"question":', 'invalid_json'],
    ['question=x', 'invalid_json'],
    ['null', 'invalid_question'],
    ['"x"', 'invalid_question'],
    ['[]', 'invalid_question'],
    ['{}', 'invalid_question'],
    ['{"question":1}', 'invalid_question'],
    ['{"question":["x"]}', 'invalid_question'],
    ['{"question":"x","session":1}', 'invalid_session'],
    ['{"question":"x","session":null}', 'invalid_session'],
  ])('refuses %j with %s', async (body, code) => {
    const response = await post(body);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error: { code, message: expect.stringMatching(/\p{Script=Han}.*。$/u) } });
    expect(asked).toEqual([]);
  });

  test('refuses more than 64 KB, whether its length is told before or not', async () => {
    const body = JSON.stringify({ question: 'x'.repeat(1024 * 1024) });
    for (const response of [await post(body), await post(new Blob([body]).stream())]) {
      expect(response.status).toBe(413);
      expect(await response.json()).toMatchObject({ error: { code: 'too_large' } });
    }
    expect(asked).toEqual([]);
  });

  test('takes what comes in pieces, up to the limit', async () => {
    const body = JSON.stringify({ question: 'x'.repeat(64 * 1024 - '{"question":""}'.length) });
    for (const response of [await post(body), await post(new Blob([body]).stream())]) expect(response.status).toBe(200);
    expect((await post(`${body} `)).status).toBe(413);
  });
});

describe('what is not there or goes wrong', () => {
  test.each([
    ['GET', '/nowhere', 404, null],
    ['GET', '/api/nowhere', 404, null],
    ['GET', '/app.css/..%2f..%2fpackage.json', 404, null],
    ['POST', '/nowhere', 404, null],
    ['POST', '/', 405, 'GET, HEAD'],
    ['PUT', '/app.js', 405, 'GET, HEAD'],
    ['GET', '/api/ask', 405, 'POST'],
  ])('%s %s is %d', async (method, path, status, allow) => {
    const response = await fetch(web.address() + path, { method });
    expect(response.status).toBe(status);
    expect(response.headers.get('allow')).toBe(allow);
    expect(response.headers.get('content-type')).toMatch(
      path.startsWith('/api/') ? 'application/json' : /^text\/html; charset=utf-8$/i,
    );
    expect(await response.text()).toMatch(/\p{Script=Han}/u);
  });

  test('answers HEAD as GET, without a body', async () => {
    const response = await fetch(web.address(), { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([200, '']);
  });

  test('never tells what broke inside, and goes on', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const broken = new Error('SQLITE_ERROR at /srv/secret');
    reply = async () => {
      throw broken;
    };
    const responses = [await fetch(`${web.address()}/?q=x`), await ask({ question: 'x' })];
    for (const response of responses) {
      expect(response.status).toBe(500);
      const body = await response.text();
      expect(body).toContain('服务暂时出了问题，没有得到答案，请稍后再试。');
      expect(body).not.toMatch(/SQLITE|secret|Error/);
    }
    expect(log.mock.calls).toEqual([[broken], [broken]]);
    log.mockRestore();
    reply = async ({ text }) => answerOf(text);
    expect((await ask({ question: 'x' })).status).toBe(200);
  });
});

describe('starting and stopping', () => {
  test('says in Chinese that the port is taken', async () => {
    const port = Number(new URL(web.address()).port);
    const failed = await serveHttp({ host: '127.0.0.1', port }, []).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(UserError);
    expect(failed).toMatchObject({ code: 'cannot_listen', message: expect.stringContaining(`端口 ${port} 已被占用`) });
  });

  test('tells its address in the form of a URL', async () => {
    const server = await serveHttp({ host: '::1', port: 0 }, []);
    expect(server.address()).toMatch(/^http:\/\/\[::1\]:\d+$/);
    expect((await fetch(server.address())).status).toBe(404);
    await server.stop();
  });

  test('answers what was asked before it stops, waits for no idle connection, then listens no more', async () => {
    const { port, address } = { port: Number(new URL(web.address()).port), address: web.address() };
    const idle = connect(port, '127.0.0.1');
    await new Promise((resolve) => idle.once('connect', resolve));
    const idleClosed = new Promise((resolve) => idle.once('close', resolve));
    idle.on('error', () => undefined).resume();
    let finish: () => void = () => undefined;
    const under = new Promise<void>((resolve) => {
      reply = ({ text }) => {
        resolve();
        return new Promise((answer) => {
          finish = () => answer(answerOf(text));
        });
      };
    });
    const response = ask({ question: '问' });
    await under;
    const began = performance.now();
    const stopped = web.stop();
    finish();
    expect((await response).status).toBe(200);
    await Promise.all([stopped, idleClosed]);
    expect(performance.now() - began).toBeLessThan(3000);
    await expect(fetch(address)).rejects.toThrow();
  });
});

// --- internal ---

function ask(body: object, headers: Record<string, string> = {}): Promise<Response> {
  return post(JSON.stringify(body), { 'content-type': 'application/json', ...headers });
}

function post(body: string | ReadableStream, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${web.address()}/api/ask`, { method: 'POST', body, headers, duplex: 'half' });
}

async function pageOf(question: string): Promise<string> {
  return (await fetch(`${web.address()}/?${new URLSearchParams({ q: question })}`)).text();
}
