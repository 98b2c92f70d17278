import { BlockList, isIP } from 'node:net';

/**
 * True for an address of the open internet: not this machine, not a local network, not a link, no group, none of the
 * ranges that stand for another address (IPv4 in IPv6, tunnels). From the IANA special-purpose registries.
 */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  // A zone (fe80::1%eth0) names a link of this machine.
  if (family === 0 || address.includes('%')) return false;
  if (family === 4) return !SPECIAL.check(address, 'ipv4');
  return GLOBAL.check(address, 'ipv6') && !SPECIAL.check(address, 'ipv6');
}

// --- internal ---

/** All of IPv6 that is handed out for the internet: mapped IPv4, link-local and unique local addresses lie outside. */
const GLOBAL = new BlockList();
GLOBAL.addSubnet('2000::', 3, 'ipv6');

const SPECIAL = new BlockList();
for (const range of [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  ...['224.0.0.0/4', '240.0.0.0/4'],
]) {
  const [net = '', bits] = range.split('/');
  SPECIAL.addSubnet(net, Number(bits), 'ipv4');
}
/** Teredo and the other special assignments, documentation, 6to4. */
for (const range of ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']) {
  const [net = '', bits] = range.split('/');
  SPECIAL.addSubnet(net, Number(bits), 'ipv6');
}
