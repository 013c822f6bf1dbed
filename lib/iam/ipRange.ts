/** An address as bytes, 4 or 16; undefined if it is none. */
export function parseIp(text: string): Uint8Array | undefined {
  return text.includes(':') ? parseIp6(text) : parseIp4(text);
}

function parseIp4(text: string): Uint8Array | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || parts.some((part) => !/^\d{1,3}$/.test(part) || Number(part) > 255)) return undefined;
  return Uint8Array.from(parts, Number);
}

/** RFC 4291, 2.2: groups of four hexadecimal digits, one `::` for a run of zeroes, the last four bytes as an IPv4 address if one likes. */
function parseIp6(text: string): Uint8Array | undefined {
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const last = tail ? parseIp4(tail[2]!) : undefined;
  if (tail && !last) return undefined;
  const hex = last ? `${tail![1]}${word(last[0]!, last[1]!)}:${word(last[2]!, last[3]!)}` : text;
  const halves = hex.split('::');
  if (halves.length > 2) return undefined;
  const [before = [], after = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const zeroes = 8 - before.length - after.length;
  if (halves.length === 2 ? zeroes < 1 : zeroes !== 0) return undefined;
  const groups = [...before, ...Array<string>(zeroes).fill('0'), ...after];
  if (groups.some((group) => !/^[\da-f]{1,4}$/i.test(group))) return undefined;
  return Uint8Array.from(groups.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]));
}

const word = (high: number, low: number): string => ((high << 8) | low).toString(16);

/**
 * Whether an address lies in a range in CIDR notation, or is the one address where there is no prefix length. Of the range's address only the bits of the prefix count. An IPv4 address
 * lies in no IPv6 range, and the other way round. False where either is none.
 */
export function ipInRange(address: string, range: string): boolean {
  const [base = '', length, ...rest] = range.split('/');
  const [ip, network] = [parseIp(address), parseIp(base)];
  if (!ip || !network || ip.length !== network.length || rest.length > 0) return false;
  const bits = length === undefined ? ip.length * 8 : /^\d+$/.test(length) ? Number(length) : Number.NaN;
  if (!(bits <= ip.length * 8)) return false;
  for (let i = 0; i * 8 < bits; i++) {
    const mask = bits >= i * 8 + 8 ? 255 : (255 << (i * 8 + 8 - bits)) & 255;
    if (((ip[i]! ^ network[i]!) & mask) !== 0) return false;
  }
  return true;
}
