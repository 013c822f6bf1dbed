import net from 'node:net';
import type { OutgoingRules } from '../../model/webhooks.ts';
import { networkOf, notPublic, plainAddress } from './publicAddress.ts';

/** A host of the list: a name, or `*.` and a name for everything below it. IP addresses are networks. */
export const isHostPattern = (text: string): boolean =>
  text.length <= 253 && /^(\*\.)?([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/.test(text) && net.isIP(text) === 0;

/** An address, or a network as address/bits; as few bits as would let nearly everything in are none. */
export function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const family = net.isIP(address);
  if (family === 0 || more.length > 0) return false;
  if (bits === undefined) return true;
  return /^\d{1,3}$/.test(bits) && Number(bits) >= 8 && Number(bits) <= (family === 4 ? 32 : 128);
}

/** Why this name must not be asked for; undefined if it may. @param host as URL has it: in lower case, IPv6 in brackets */
export function refusedHost({ hosts }: OutgoingRules, host: string): string | undefined {
  if (hosts.length === 0 || plainAddress(host) !== undefined) return undefined;
  const name = host.replace(/\.$/, '');
  const listed = hosts.some((pattern) => (pattern.startsWith('*.') ? name.endsWith(pattern.slice(1)) : name === pattern));
  return listed ? undefined : `${host} is not in the list of hosts that requests may go to`;
}

/**
 * Why this address must not be connected to; undefined if it may: it is public (and no list of hosts stands against an address without a name), or in a network that
 * was allowed. `http:` is for allowed networks alone, so that nothing crosses the internet in the clear.
 */
export function refusedAddress(
  { hosts, networks }: OutgoingRules,
  { address, named, secure }: { address: string; named: boolean; secure: boolean },
): string | undefined {
  const plain = plainAddress(address);
  if (plain === undefined) return `${address} is no IP address`;
  if (networks.some((network) => isWithin(network, plain))) return undefined;
  const what = notPublic(plain);
  if (what !== undefined) return `${plain} is ${what}, and in no network that was allowed`;
  if (!named && hosts.length > 0) return `${plain} is in no network that was allowed`;
  return secure ? undefined : `${plain} is public: expected https:// there`;
}

function isWithin(network: string, address: string): boolean {
  const [base = '', bits] = network.split('/');
  return networkOf(base, bits === undefined ? (net.isIPv6(base) ? 128 : 32) : Number(bits))(address);
}
