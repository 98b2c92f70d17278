import { lookup as resolveName } from 'node:dns/promises';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { UserError } from '../knowledge/types.js';
import { pageAddress } from './page-address.js';
import { nameOfContent, withStatedCharset } from './page-content.js';
import { isPublicAddress } from './public-address.js';

/** A page or file of a web site, as it is read. */
export interface FetchedPage {
  /** The address asked for: the report is stored under it. */
  readonly file: string;
  /** Name the reader is chosen by. */
  readonly readAs: string;
  readonly bytes: Uint8Array;
}

export interface FetchRules {
  /** `*.gov.cn`: everything below. */
  readonly allowedHosts: readonly string[];
  /** Most bytes, sent and unpacked. */
  readonly largest?: number;
  /** For everything, redirects included, in milliseconds. */
  readonly timeLimit?: number;
  readonly redirects?: number;
  /** All addresses of a host name. */
  readonly lookup?: (host: string) => Promise<readonly string[]>;
  readonly isPublic?: (address: string) => boolean;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Gets a page of an allowed host. Every host of a chain of redirects is checked, by its name and by each of its addresses,
 * and the connection is made to an address that was checked.
 * @throws UserError BAD_URL, HOST_NOT_ALLOWED, PRIVATE_ADDRESS, NOT_FOUND, FILE_TOO_LARGE, TOO_SLOW, TOO_MANY_REDIRECTS,
 * UNREACHABLE
 */
export async function fetchPage(address: string, rules: FetchRules): Promise<FetchedPage> {
  const { redirects = 5, timeLimit = 30_000, largest = LARGEST_PAGE } = rules;
  const clock = AbortSignal.timeout(timeLimit);
  const signal = rules.signal ? AbortSignal.any([clock, rules.signal]) : clock;
  const start = pageAddress(address, rules.allowedHosts);
  try {
    let url = start;
    for (let hop = 0; hop <= redirects; hop += 1) {
      const response = await get(url, rules, signal);
      const target = redirectOf(response, url);
      if (target === null) return await pageOf(response, { start, url, largest });
      response.destroy();
      url = pageAddress(target, rules.allowedHosts);
    }
    throw new UserError('TOO_MANY_REDIRECTS', `网址跳转超过 ${redirects} 次，没有取到页面。请换成页面最终的网址。`);
  } catch (error) {
    if (error instanceof UserError) throw error;
    if (rules.signal?.aborted) throw new UserError('STOPPED', '导入已中断。', { cause: error });
    if (clock.aborted) {
      const seconds = Math.round(timeLimit / 1000);
      throw new UserError('TOO_SLOW', `网站在 ${seconds} 秒内没有传完，已放弃。请稍后再试。`, { cause: error });
    }
    throw unreachable(start, error);
  }
}

/** Largest page or file that is fetched, in bytes. */
export const LARGEST_PAGE = 20 * 2 ** 20;

// --- internal ---

const HEADERS = {
  'user-agent': 'disclosure-bot',
  accept: 'text/html,application/xhtml+xml,text/plain,*/*;q=0.5',
  'accept-language': 'zh-CN,zh',
  'accept-encoding': 'gzip, deflate, br',
};

const UNPACK: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

async function get(url: URL, rules: FetchRules, signal: AbortSignal): Promise<IncomingMessage> {
  const addresses = await checkedAddresses(url, rules, signal);
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    request(url, { agent: false, headers: HEADERS, signal, lookup: pinned(addresses) })
      .once('response', resolve)
      .on('error', reject)
      .end();
  });
}

/** One address that is not public is enough: the name could mean it the next time. */
async function checkedAddresses(url: URL, rules: FetchRules, signal: AbortSignal): Promise<readonly string[]> {
  const { lookup = addressesOf, isPublic = isPublicAddress } = rules;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = await unlessAborted(lookup(host), signal);
  if (addresses.length === 0 || !addresses.every(isPublic)) {
    throw new UserError('PRIVATE_ADDRESS', `${host} 指向内部网络或本机的地址，不能从那里导入。`);
  }
  return addresses;
}

async function addressesOf(host: string): Promise<readonly string[]> {
  if (isIP(host) !== 0) return [host];
  return (await resolveName(host, { all: true })).map(({ address }) => address);
}

/** Answers the connection's own question for the name with what was checked: the name is not resolved again. */
function pinned(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_host, options, callback) => {
    const [first] = all;
    if (options.all) callback(null, all);
    else callback(null, first?.address ?? '', first?.family ?? 4);
  };
}

function redirectOf({ statusCode = 0, headers }: IncomingMessage, from: URL): string | null {
  if (![301, 302, 303, 307, 308].includes(statusCode) || !headers.location) return null;
  try {
    return new URL(headers.location, from).href;
  } catch {
    return headers.location;
  }
}

async function pageOf(
  response: IncomingMessage,
  { start, url, largest }: { start: URL; url: URL; largest: number },
): Promise<FetchedPage> {
  const { statusCode = 0, headers } = response;
  if (statusCode !== 200) {
    response.destroy();
    if (statusCode === 404 || statusCode === 410) {
      throw new UserError('NOT_FOUND', '网站上没有这个页面（可能已删除或改了网址），请检查网址。');
    }
    throw new UserError('UNREACHABLE', `网站没有给出页面（状态码 ${statusCode}）。请稍后再试，或用浏览器另存后导入。`);
  }
  const bytes = withStatedCharset(await bodyOf(response, largest), headers['content-type']);
  const readAs = nameOfContent(url, { type: headers['content-type'], disposition: headers['content-disposition'] });
  return { file: start.href, readAs, bytes };
}

async function bodyOf(response: IncomingMessage, largest: number): Promise<Buffer> {
  const unpack = UNPACK[response.headers['content-encoding']?.trim().toLowerCase() ?? ''];
  if (Number(response.headers['content-length'] ?? 0) > largest) {
    response.destroy();
    throw tooLarge(largest);
  }
  const parts: Buffer[] = [];
  let size = 0;
  const gather = async (source: AsyncIterable<Buffer>): Promise<void> => {
    for await (const part of source) {
      size += part.length;
      if (size > largest) throw new RangeError('too large');
      parts.push(part);
    }
  };
  try {
    await (unpack ? pipeline(response, unpack(), gather) : pipeline(response, gather));
  } catch (error) {
    // The streams before the one that gave up report their own ends.
    throw size > largest ? tooLarge(largest) : error;
  }
  return Buffer.concat(parts);
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

function tooLarge(largest: number): UserError {
  return new UserError(
    'FILE_TOO_LARGE',
    `网页或文件超过上限 ${Math.floor(largest / 2 ** 20)} MB，没有导入。请检查网址。`,
  );
}

function unreachable(url: URL, cause: unknown): UserError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const why = /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO/.test(code) ? '网站的安全证书有问题' : '网站连接不上或中途断开';
  return new UserError('UNREACHABLE', `${why}（${url.hostname}）。请检查网址和网络，或用浏览器另存后导入。`, { cause });
}
