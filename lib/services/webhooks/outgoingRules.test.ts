import { describe, expect, test } from 'vitest';
import { isHostPattern, isNetwork, refusedAddress, refusedHost } from './outgoingRules.ts';
import { notPublic, plainAddress } from './publicAddress.ts';

const none = { hosts: [], networks: [] };
const check = (address: string, rules: { hosts: string[]; networks: string[] } = none, secure = true) =>
  refusedAddress(rules, { address, named: true, secure });

describe('an address', () => {
  test.each([
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['0.0.0.0', 'this host'],
    ['10.1.2.3', 'private'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.1.1', 'private'],
    ['100.64.0.1', 'shared by carriers'],
    ['100.100.100.200', 'shared by carriers'], // metadata of Alibaba Cloud
    ['169.254.169.254', 'link-local, where metadata is served'],
    ['169.254.170.2', 'link-local, where metadata is served'], // ECS
    ['168.63.129.16', 'a metadata address'], // Azure
    ['192.0.0.192', 'reserved'], // Oracle Cloud
    ['198.18.0.1', 'for benchmarks'],
    ['224.0.0.1', 'multicast'],
    ['239.255.255.250', 'multicast'],
    ['255.255.255.255', 'reserved'],
    ['::', 'this host'],
    ['::1', 'loopback'],
    ['0:0:0:0:0:0:0:1', 'loopback'],
    ['fe80::1', 'link-local'],
    ['fe80::1%eth0', 'link-local'],
    ['febf::1', 'link-local'],
    ['fc00::1', 'unique-local'],
    ['fd00:ec2::254', 'unique-local'], // metadata of AWS
    ['fec0::1', 'site-local'],
    ['ff02::1', 'multicast'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['::ffff:7f00:1', 'loopback'],
    ['0:0:0:0:0:ffff:a9fe:a9fe', 'link-local, where metadata is served'],
    ['::ffff:10.0.0.1', 'private'],
    ['64:ff9b::7f00:1', 'a translation of IPv4'],
    ['64:ff9b::169.254.169.254', 'a translation of IPv4'],
    ['2002:7f00:1::1', 'a translation of IPv4'],
    ['2001:0:7f00:1::1', 'reserved'], // Teredo
    ['2001:db8::1', 'for documentation'],
    ['::7f00:1', 'not a public IPv6 address'], // IPv4-compatible
    ['::ffff:0:127.0.0.1', 'not a public IPv6 address'],
    ['4000::1', 'not a public IPv6 address'],
  ])('%s is not public: %s', (address, what) => {
    expect(notPublic(plainAddress(address)!)).toBe(what);
    expect(check(address)).toContain(`is ${what}, and in no network that was allowed`);
  });

  test.each([
    '1.1.1.1',
    '172.15.255.255',
    '172.32.0.1',
    '100.128.0.1',
    '169.253.255.255',
    '192.0.1.1',
    '223.255.255.255',
    '::ffff:8.8.8.8',
    '2606:4700::1111',
    '2a00::1',
  ])('%s is public', (address) => {
    expect(check(address)).toBeUndefined();
  });

  test('may be inside where its network is allowed, and only there', () => {
    const rules = { hosts: [], networks: ['10.1.0.0/16', '127.0.0.1', 'fd12::/16'] };
    expect(['10.1.255.1', '127.0.0.1', '::ffff:127.0.0.1', 'fd12::7'].map((address) => check(address, rules, false))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(check('10.2.0.1', rules)).toContain('private');
    expect(check('127.0.0.2', rules)).toContain('loopback');
    expect(check('fd13::7', rules)).toContain('unique-local');
  });

  test('that is public is reached over TLS only', () => {
    expect(check('1.1.1.1', none, false)).toBe('1.1.1.1 is public: expected https:// there');
  });

  test('without a name is refused where only named hosts are allowed', () => {
    const rules = { hosts: ['hooks.example.com'], networks: [] };
    expect(refusedAddress(rules, { address: '1.1.1.1', named: false, secure: true })).toBe('1.1.1.1 is in no network that was allowed');
    expect(check('not an address')).toBe('not an address is no IP address');
  });
});

describe('a host', () => {
  const rules = { hosts: ['hooks.example.com', '*.atlassian.net'], networks: [] };
  test.each([
    ['hooks.example.com', true],
    ['hooks.example.com.', true],
    ['acme.atlassian.net', true],
    ['a.b.atlassian.net', true],
    ['atlassian.net', false],
    ['evil-atlassian.net', false],
    ['hooks.example.com.evil.net', false],
    ['example.com', false],
    ['1.1.1.1', true], // an address is for `refusedAddress` to judge
    ['[::1]', true],
  ])('%s against the list: %s', (host, allowed) => {
    expect(refusedHost(rules, host) === undefined).toBe(allowed);
    expect(refusedHost({ hosts: [], networks: [] }, host)).toBeUndefined();
  });

  test('and a network are what they look like', () => {
    expect(['a', 'a.example', '*.a.example', 'xn--bcher-kva.example', 'my_host'].map(isHostPattern)).toEqual([true, true, true, true, true]);
    expect(['', '*', '*.', 'a..b', 'a.example/x', 'http://a', '10.0.0.1', '::1', 'a b', '-a', 'a:443'].map(isHostPattern)).toEqual(Array(11).fill(false));
    expect(['10.0.0.0/8', '127.0.0.1', '::1', 'fd00::/8', '1.2.3.4/32'].map(isNetwork)).toEqual(Array(5).fill(true));
    expect(['0.0.0.0/0', '10.0.0.0/7', '10.0.0.0/33', '::/0', 'fd00::/129', 'host', '10.0.0.0/8/8', '10.0.0.0/x', ''].map(isNetwork)).toEqual(
      Array(9).fill(false),
    );
  });
});
