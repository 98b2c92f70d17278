/** The web channel: a page and a JSON interface over HTTP. */

import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { UserError } from '../knowledge/types.js';
import type { Adapter, Receive } from './adapter.js';
import { drainOf } from './web/connections.js';
import { createRoutes } from './web/routes.js';
import { WORDING } from './web/wording.js';

export interface WebOptions {
  readonly host: string;
  /** 0 takes any free port; `address` then tells which. */
  readonly port: number;
  /** Name of the service as the page shows it. */
  readonly title?: string;
  /** Questions the welcome page offers. */
  readonly examples: () => Promise<readonly string[]>;
}

export interface Web extends Adapter {
  /** Where the page is, as a URL. */
  readonly address: () => string;
}

/**
 * The web page and its API. `start` rejects with a `UserError` where the address cannot be listened on; `stop` answers
 * what was already asked and closes every connection.
 */
export function createWeb(options: WebOptions): Web {
  let running: Running | null = null;
  return {
    name: 'web',
    address: () => urlOf(options.host, running?.port() ?? options.port),
    start: async (receive: Receive) => {
      if (running !== null) throw new UserError('already_started', '网页服务已经启动。');
      const { title = WORDING.title, examples } = options;
      const { fetch } = createRoutes({ title, examples, receive });
      const server = createServer(SERVER, getRequestListener(fetch, { overrideGlobalObjects: false }));
      running = { port: () => portOf(server), drain: drainOf(server, DRAIN_MS) };
      try {
        await listen(server, options);
      } catch (error) {
        running = null;
        throw error;
      }
    },
    stop: async () => {
      const stopping = running;
      running = null;
      await stopping?.drain();
    },
  };
}

// --- internal ---

interface Running {
  readonly port: () => number | null;
  readonly drain: () => Promise<void>;
}

const SERVER = {
  /** A question may stand in the address, where one Chinese character takes nine bytes. */
  maxHeaderSize: 128 * 1024,
  requestTimeout: 30_000,
};
/** How long answers under way may take once the service is told to stop. */
const DRAIN_MS = 10_000;

const LISTEN_ERRORS: Readonly<Record<string, (host: string, port: number) => string>> = {
  EADDRINUSE: (_, port) => `端口 ${port} 已被占用，请换一个端口，或先停止占用它的程序。`,
  EACCES: (_, port) => `没有权限使用端口 ${port}，请换一个 1024 以上的端口。`,
  EADDRNOTAVAIL: (host) => `本机没有地址 ${host}，请检查监听地址的设置。`,
  ENOTFOUND: (host) => `找不到地址 ${host}，请检查监听地址的设置。`,
};

function listen(server: Server, { host, port }: WebOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const say = LISTEN_ERRORS[error.code ?? ''];
      reject(say === undefined ? error : new UserError('cannot_listen', say(host, port), { cause: error }));
    });
    server.listen(port, host, resolve);
  });
}

function portOf(server: Server): number | null {
  const bound = server.address();
  return bound === null || typeof bound === 'string' ? null : bound.port;
}

function urlOf(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
