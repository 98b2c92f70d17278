/** The one HTTP server of a running bot: the page, the webhooks of platforms and what operators ask share its port. */

import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { UserError } from '../../knowledge/types.js';
import { drainOf } from './connections.js';

/** Answers a request; `from` is the address of the connection, which a proxy in front makes its own. */
export type Handle = (request: Request, from: string | null) => Response | Promise<Response>;

/** What a channel answers under a path of its own (`/telegram`): requests of that path and of everything below it. */
export interface Mount {
  readonly path: string;
  readonly handle: Handle;
}

export interface HttpServer {
  /** Where it is, as a URL without a path. */
  readonly address: () => string;
  /** Answers what was already asked and closes every connection. */
  readonly stop: () => Promise<void>;
}

/**
 * Listens and hands each request to the mount with the longest path that holds it; 404 where none does.
 * @param mounts asked anew for each request where they are a function: what answers may change while it listens
 * @param port 0 takes any free port; `address` then tells which
 * @param failed called with what a mount did not catch; who asked gets 500
 * @throws UserError `cannot_listen` where the address cannot be listened on
 */
export async function serveHttp(
  { host, port }: { readonly host: string; readonly port: number },
  mounts: readonly Mount[] | (() => readonly Mount[]),
  failed: (message: string, error: unknown) => void = () => undefined,
): Promise<HttpServer> {
  const now = typeof mounts === 'function' ? mounts : () => mounts;
  const fetch = async (request: Request, env: unknown): Promise<Response> => {
    try {
      const pathname = pathOf(request);
      if (pathname === null) return new Response(null, { status: 400 });
      const mount = longestOver(pathname, now());
      return mount ? await mount.handle(request, addressOf(env)) : new Response(null, { status: 404 });
    } catch (error) {
      failed('http request failed', error);
      return new Response(null, { status: 500 });
    }
  };
  const server = createServer(SERVER, getRequestListener(fetch, { overrideGlobalObjects: false }));
  const drain = drainOf(server, DRAIN_MS);
  await listen(server, host, port);
  const bound = portOf(server) ?? port;
  return { address: () => urlOf(host, bound), stop: drain };
}

// --- internal ---

const SERVER = {
  /** A question may stand in the address, where one Chinese character takes nine bytes. */
  maxHeaderSize: 128 * 1024,
  /** A client that sends its request byte by byte is cut off after this long. */
  requestTimeout: 30_000,
  headersTimeout: 15_000,
  connectionsCheckingInterval: 5_000,
};
/** How long answers under way may take once the service is told to stop. */
const DRAIN_MS = 10_000;

const LISTEN_ERRORS: Readonly<Record<string, (host: string, port: number) => string>> = {
  EADDRINUSE: (_, port) => `端口 ${port} 已被占用，请换一个端口，或先停止占用它的程序。`,
  EACCES: (_, port) => `没有权限使用端口 ${port}，请换一个 1024 以上的端口。`,
  EADDRNOTAVAIL: (host) => `本机没有地址 ${host}，请检查监听地址的设置。`,
  ENOTFOUND: (host) => `找不到地址 ${host}，请检查监听地址的设置。`,
};

/** Null where what was asked for is no address: a host or a path that no URL can have. */
function pathOf(request: Request): string | null {
  try {
    return new URL(request.url).pathname;
  } catch {
    return null;
  }
}

function longestOver(pathname: string, mounts: readonly Mount[]): Mount | null {
  const over = mounts.filter(({ path }) => isUnder(path, pathname));
  return over.reduce<Mount | null>((best, each) => (each.path.length > (best?.path.length ?? 0) ? each : best), null);
}

function isUnder(path: string, pathname: string): boolean {
  return path === '/' || pathname === path || pathname.startsWith(`${path}/`);
}

function addressOf(env: unknown): string | null {
  if (typeof env !== 'object' || env === null || !('incoming' in env)) return null;
  const { incoming } = env as { incoming: { socket?: { remoteAddress?: string } } };
  return incoming.socket?.remoteAddress ?? null;
}

function listen(server: Server, host: string, port: number): Promise<void> {
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
