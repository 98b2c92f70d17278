import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { type HttpServer, type Mount, serveHttp } from '../../adapters/http/server.js';

const running: HttpServer[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map(({ stop }) => stop()));
});

test('the longest path answers, and what answers may change while it listens', async () => {
  const mounts = [saying('/', 'page'), saying('/a', 'a')];
  const server = await serve(() => mounts);
  const said = async (path: string): Promise<string> => (await fetch(server.address() + path)).text();
  expect([await said('/a'), await said('/a/b'), await said('/ab'), await said('/x')]).toEqual([
    'a',
    'a',
    'page',
    'page',
  ]);
  mounts.push(saying('/a/b', 'b'));
  expect([await said('/a/b'), await said('/a')]).toEqual(['b', 'a']);
  mounts.splice(0);
  expect((await fetch(server.address())).status).toBe(404);
});

test.each([
  [
    'throws',
    () => {
      throw new Error('secret');
    },
  ],
  ['rejects', () => Promise.reject(new Error('secret'))],
])('a mount that %s is 500 without a word of it, is told, and stops nobody', async (_, handle) => {
  const failures: unknown[] = [];
  const server = await serve([{ path: '/bad', handle }, saying('/', 'page')], (message, error) =>
    failures.push([message, error]),
  );
  const response = await fetch(`${server.address()}/bad`);
  expect([response.status, await response.text()]).toEqual([500, '']);
  expect(failures).toEqual([['http request failed', new Error('secret')]]);
  expect(await (await fetch(server.address())).text()).toBe('page');
});

test.each([
  'GET / HTTP/1.1\r\nHost: a b\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: [::\r\n\r\n',
  'GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n',
])('a request for no address is refused: %j', async (request) => {
  const failures: unknown[] = [];
  const server = await serve([saying('/', 'page')], (_, error) => failures.push(error));
  const socket = connect(Number(new URL(server.address()).port), '127.0.0.1');
  socket.write(request);
  const status = await new Promise<string>((resolve) =>
    socket.once('data', (data) => resolve(String(data).slice(0, 12))),
  );
  socket.destroy();
  expect([status, failures]).toEqual(['HTTP/1.1 400', []]);
});

// --- internal ---

function saying(path: string, text: string): Mount {
  return { path, handle: () => new Response(text) };
}

async function serve(
  ...args: [Parameters<typeof serveHttp>[1], Parameters<typeof serveHttp>[2]?]
): Promise<HttpServer> {
  const server = await serveHttp({ host: '127.0.0.1', port: 0 }, ...args);
  running.push(server);
  return server;
}
