import net from 'node:net';

/**
 * Addresses that are not for anybody on the internet to be reached at, each with what it is: IANA's special-purpose registries for IPv4 and IPv6, and where clouds
 * serve metadata. Of IPv6 only 2000::/3 is public at all, so the rest needs no line of its own but for its name.
 */
const special: readonly [net: string, bits: number, what: string][] = [
  ['0.0.0.0', 8, 'this host'],
  ['10.0.0.0', 8, 'private'],
  ['100.64.0.0', 10, 'shared by carriers'],
  ['127.0.0.0', 8, 'loopback'],
  ['168.63.129.16', 32, 'a metadata address'],
  ['169.254.0.0', 16, 'link-local, where metadata is served'],
  ['172.16.0.0', 12, 'private'],
  ['192.0.0.0', 24, 'reserved'],
  ['192.0.2.0', 24, 'for documentation'],
  ['192.88.99.0', 24, 'a relay'],
  ['192.168.0.0', 16, 'private'],
  ['198.18.0.0', 15, 'for benchmarks'],
  ['198.51.100.0', 24, 'for documentation'],
  ['203.0.113.0', 24, 'for documentation'],
  ['224.0.0.0', 4, 'multicast'],
  ['240.0.0.0', 4, 'reserved'],
  ['::', 128, 'this host'],
  ['::1', 128, 'loopback'],
  ['64:ff9b::', 96, 'a translation of IPv4'],
  ['64:ff9b:1::', 48, 'a translation of IPv4'],
  ['100::', 64, 'discarded'],
  ['2001::', 23, 'reserved'],
  ['2001:db8::', 32, 'for documentation'],
  ['2002::', 16, 'a translation of IPv4'],
  ['3fff::', 20, 'for documentation'],
  ['fc00::', 7, 'unique-local'],
  ['fe80::', 10, 'link-local'],
  ['fec0::', 10, 'site-local'],
  ['ff00::', 8, 'multicast'],
];

const familyOf = (address: string): 'ipv4' | 'ipv6' => (net.isIPv6(address) ? 'ipv6' : 'ipv4');

/** Whether an address, as `plainAddress` answers it, lies in a network: those of the other family never do. */
export function networkOf(base: string, bits: number): (address: string) => boolean {
  const list = new net.BlockList();
  const family = familyOf(base);
  list.addSubnet(base, bits, family);
  return (address) => familyOf(address) === family && list.check(address, family);
}

const ranges = special.map(([address, bits, what]) => ({ holds: networkOf(address, bits), what }));
const isGlobalV6 = networkOf('2000::', 3);

/** An address as it is compared: without a zone, and IPv4 that is written as IPv6 (`::ffff:127.0.0.1`) as IPv4. Undefined where it is none. */
export function plainAddress(text: string): string | undefined {
  const bare = text.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  if (net.isIPv4(bare)) return bare;
  if (!net.isIPv6(bare)) return undefined;
  const mapped = new URL(`http://[${bare}]`).hostname.slice(1, -1); // in its shortest form
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(mapped) ?? [];
  if (high === undefined || low === undefined) return mapped;
  const [a, b] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return `${a >> 8}.${a & 255}.${b >> 8}.${b & 255}`;
}

/** What keeps an address from being public; undefined if it is. Takes what `plainAddress` answers. */
export function notPublic(address: string): string | undefined {
  const range = ranges.find(({ holds }) => holds(address));
  if (range) return range.what;
  return net.isIPv6(address) && !isGlobalV6(address) ? 'not a public IPv6 address' : undefined;
}
