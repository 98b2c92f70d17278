/** Who sends a request, as far as it can be known. */

import { isIP, isIPv4 } from 'node:net';

/**
 * Whose requests a limit counts together: the address of the connection or, behind a proxy, the one the proxy saw, which
 * is the last of `X-Forwarded-For`; what stands before it anybody can write. A network of IPv6 counts as one visitor.
 * @param connection address of the connection; null where it is not known
 */
export function visitorOf(request: Request, connection: string | null, proxied: boolean): string | null {
  const told = proxied ? plain(request.headers.get('x-forwarded-for')?.split(',').at(-1) ?? '') : '';
  const address = isIP(told) === 0 ? plain(connection ?? '') : told;
  if (address === '') return null;
  return isIP(address) === 6 ? networkOf(address) : address;
}

/**
 * True where a request that changes something comes from a page of ours, or from a program. Browsers name the origin of
 * such a request; a program need not, and holds no visitor's cookie.
 */
export function isOurs(request: Request, publicUrl: string | null): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none') return false;
  const origin = request.headers.get('origin');
  if (origin === null) return true;
  if (!URL.canParse(origin)) return false;
  const hosts = [request.headers.get('host'), publicUrl === null ? null : new URL(publicUrl).host];
  return hosts.includes(new URL(origin).host);
}

// --- internal ---

/** Without a port, brackets, a zone and the form of IPv4 in IPv6. */
function plain(address: string): string {
  const bare = address
    .trim()
    .replace(/^\[(.*)\](?::\d+)?$/, '$1')
    .replace(/%.*$/, '');
  const four = bare.replace(/^::ffff:/i, '').replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');
  return isIPv4(four) ? four : bare;
}

/** The first 64 bits: what one household or office has to itself. */
function networkOf(address: string): string {
  const [head = '', tail] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap =
    tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  const groups = [...before, ...gap, ...after].slice(0, 4);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}
