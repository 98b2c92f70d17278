import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FetchRules, fetchPage } from '../../ingest/fetch-page.js';
import { listFiles } from '../../ingest/files.js';
import { ingestFiles } from '../../ingest/ingest.js';
import type { Database } from '../../knowledge/database.js';
import { readReport } from '../../knowledge/report-body.js';
import { freshDatabase } from '../knowledge/databases.js';

const HTML = readFileSync('samples/jinjiang-dongshi-2019.html');
const GBK = readFileSync('samples/xiaoyi-zhenxing-2020.html');
const PAGE = { 'content-type': 'text/html' };

/** What the server does at each path. */
const PATHS: Readonly<Record<string, (response: ServerResponse, request: IncomingMessage) => void>> = {
  '/page': (response) => response.writeHead(200, PAGE).end(HTML),
  '/gbk': (response) => response.writeHead(200, PAGE).end(GBK),
  '/gzip': (response) => response.writeHead(200, { ...PAGE, 'content-encoding': 'gzip' }).end(gzipSync(HTML)),
  '/deflate': (response) => response.writeHead(200, { ...PAGE, 'content-encoding': 'deflate' }).end(deflateSync(HTML)),
  '/br': (response) => response.writeHead(200, { ...PAGE, 'content-encoding': 'br' }).end(brotliCompressSync(HTML)),
  '/bomb': (response) =>
    response.writeHead(200, { ...PAGE, 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(2 ** 20))),
  '/broken-gzip': (response) => response.writeHead(200, { ...PAGE, 'content-encoding': 'gzip' }).end(HTML),
  '/missing': (response) => response.writeHead(404).end('没有'),
  '/gone': (response) => response.writeHead(410).end(),
  '/error': (response) => response.writeHead(500).end(),
  '/forbidden': (response) => response.writeHead(403).end(),
  '/large': (response) => response.writeHead(200, { ...PAGE, 'content-length': 2 ** 20 }).end(Buffer.alloc(2 ** 20)),
  '/endless': async (response) => {
    response.writeHead(200, PAGE);
    while (response.writable && !response.destroyed) {
      response.write(Buffer.alloc(10_000, 97));
      await sleep(1);
    }
  },
  '/silent': () => {},
  '/trickle': async (response) => {
    response.writeHead(200, PAGE);
    while (response.writable && !response.destroyed) {
      response.write('a');
      await sleep(20);
    }
  },
  '/cut': (response) => {
    response.writeHead(200, { ...PAGE, 'content-length': 1000 });
    response.write('short', () => response.destroy());
  },
  '/once': redirect(302, '/page'),
  '/relative': redirect(301, 'page'),
  '/round': redirect(307, '/round'),
  '/away': redirect(302, 'http://evil.example.com/page'),
  '/inside': redirect(303, 'http://inside.test.gov.cn/page'),
  '/file': redirect(302, 'file:///etc/passwd'),
  '/secret': redirect(308, 'http://user:word@www.test.gov.cn/page'),
  '/nonsense': redirect(302, 'http://'),
  '/headers': (response, request) => response.writeHead(200, PAGE).end(JSON.stringify(request.headers)),
};
for (const hop of [1, 2, 3, 4, 5, 6])
  Object.assign(PATHS, { [`/hop${hop}`]: redirect(302, hop === 1 ? '/page' : `/hop${hop - 1}`) });

function redirect(status: number, location: string): (response: ServerResponse) => void {
  return (response) => response.writeHead(status, { location }).end();
}

let server: Server;
let port = 0;
let requests = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    requests += 1;
    PATHS[request.url ?? '']?.(response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Every host of the tests is the loopback server, and that counts as public, `inside` excepted. */
function rules(more: Partial<FetchRules> = {}): FetchRules {
  return {
    allowedHosts: ['*.test.gov.cn'],
    lookup: async (host) => (host.startsWith('inside') ? ['127.0.0.1', '10.0.0.1'] : ['127.0.0.1']),
    isPublic: (address) => address === '127.0.0.1',
    ...more,
  };
}
const at = (path: string): string => `http://www.test.gov.cn:${port}${path}`;
const codeOf = async (path: string, more: Partial<FetchRules> = {}): Promise<string> =>
  fetchPage(path.startsWith('/') ? at(path) : path, rules(more)).then(
    () => 'fetched',
    (error: Error & { code: string }) => {
      expect(error.message).toMatch(/\p{Script=Han}{4}/u);
      return error.code;
    },
  );

describe('a page', () => {
  it.each(['/page', '/gzip', '/deflate', '/br', '/once', '/relative', '/hop5'])(
    '%s comes as it was saved',
    async (path) => {
      const { file, readAs, bytes } = await fetchPage(at(path), rules());
      expect(Buffer.from(bytes).equals(HTML)).toBe(true);
      expect(file).toBe(at(path));
      expect(readAs).toBe('page.html');
    },
  );

  it('is asked for without cookies or credentials', async () => {
    const { bytes } = await fetchPage(at('/headers'), rules());
    const headers = JSON.parse(Buffer.from(bytes).toString()) as Record<string, string>;
    expect(Object.keys(headers).sort()).toEqual(
      ['accept', 'accept-encoding', 'accept-language', 'connection', 'host', 'user-agent'].sort(),
    );
  });
});

describe('what is refused', () => {
  it.each<[string, string, Partial<FetchRules>]>([
    ['/missing', 'NOT_FOUND', {}],
    ['/gone', 'NOT_FOUND', {}],
    ['/error', 'UNREACHABLE', {}],
    ['/forbidden', 'UNREACHABLE', {}],
    ['/cut', 'UNREACHABLE', {}],
    ['/broken-gzip', 'UNREACHABLE', {}],
    ['/large', 'FILE_TOO_LARGE', { largest: 100_000 }],
    ['/endless', 'FILE_TOO_LARGE', { largest: 100_000 }],
    ['/bomb', 'FILE_TOO_LARGE', { largest: 100_000 }],
    ['/silent', 'TOO_SLOW', { timeLimit: 300 }],
    ['/trickle', 'TOO_SLOW', { timeLimit: 300 }],
    ['/page', 'TOO_SLOW', { timeLimit: 300, lookup: () => new Promise(() => {}) }],
    ['/round', 'TOO_MANY_REDIRECTS', {}],
    ['/hop6', 'TOO_MANY_REDIRECTS', {}],
    ['/away', 'HOST_NOT_ALLOWED', {}],
    ['/inside', 'PRIVATE_ADDRESS', {}],
    ['/file', 'BAD_URL', {}],
    ['/secret', 'BAD_URL', {}],
    ['/nonsense', 'BAD_URL', {}],
    ['/page', 'PRIVATE_ADDRESS', { lookup: async () => [] }],
    ['/page', 'UNREACHABLE', { lookup: async () => Promise.reject(new Error('ENOTFOUND')) }],
  ])('%s is %s %j', async (path, code, more) => {
    expect(await codeOf(path, more)).toBe(code);
  });

  it.each([
    ['http://127.0.0.1/', ['127.0.0.1']],
    ['http://localhost/', ['localhost']],
    ['http://[::1]/', ['[::1]']],
    ['http://0x7f.1/', ['127.0.0.1']],
    ['http://[::ffff:127.0.0.1]/', ['[::ffff:7f00:1]']],
    ['http://169.254.169.254/latest/meta-data', ['169.254.169.254']],
  ])('%s stays inside even where its host is allowed', async (address, allowedHosts) => {
    const error = await fetchPage(address, { allowedHosts }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'PRIVATE_ADDRESS' });
  });

  it('without asking the server', async () => {
    const before = requests;
    await codeOf('http://inside.test.gov.cn/page');
    await codeOf('http://evil.example.com/page');
    await codeOf('/page', { isPublic: () => false });
    expect(requests).toBe(before);
  });
});

describe('the address connected to', () => {
  it('is the one that was checked: a name that changes its meaning is asked once', async () => {
    let asked = 0;
    const lookup = async (): Promise<string[]> => {
      asked += 1;
      return asked === 1 ? ['127.0.0.1'] : ['10.0.0.1'];
    };
    const { bytes } = await fetchPage(at('/page'), rules({ lookup }));
    expect(bytes.length).toBe(HTML.length);
    expect(asked).toBe(1);
  });
});

describe('ingesting pages', () => {
  let database: Database;
  const ingest = async (...paths: string[]) =>
    ingestFiles(await listFiles(paths.map(at)), {
      database,
      now: () => new Date(),
      fetchPage: (url, signal) => fetchPage(url, rules({ signal, timeLimit: 5000 })),
    });
  beforeAll(async () => {
    database = await freshDatabase().open();
  });

  it('stores under the address what a saved page gives, and what fails alone', async () => {
    const { reports, failed } = await ingest('/page', '/missing', '/gbk', '/error');
    expect(reports).toMatchObject([
      { file: at('/page'), office: '晋江市东石镇人民政府', year: 2019, cells: 198 },
      { file: at('/gbk'), year: 2020, cells: 198 },
    ]);
    expect(failed).toMatchObject([
      { file: at('/missing'), error: { code: 'NOT_FOUND' } },
      { file: at('/error'), error: { code: 'UNREACHABLE' } },
    ]);
    const saved = await freshDatabase().open();
    await ingestFiles(await listFiles(['samples/jinjiang-dongshi-2019.html', 'samples/xiaoyi-zhenxing-2020.html']), {
      database: saved,
      now: () => new Date(),
    });
    for (const id of [1, 2]) {
      const [page, file] = [await readReport(database, id), await readReport(saved, id)];
      expect({ ...page, file: '' }).toEqual({ ...file, file: '' });
    }
    await saved.close();
  });

  it('changes nothing the second time', async () => {
    const { reports } = await ingest('/page', '/gbk');
    expect(reports.map(({ status }) => status)).toEqual(['unchanged', 'unchanged']);
  });
});
