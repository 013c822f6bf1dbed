import { createHash } from 'node:crypto';

/** Namespace of our UUIDs: RFC 9562, 5, under a random one of our own. */
const namespace = Buffer.from('8f2c1d2e6b1f4c55a1d0b1f7a3c9e4d2', 'hex');

/** UUID of version 5: the same name, the same UUID. */
export function uuidOf(name: string): string {
  const bytes = createHash('sha1').update(namespace).update(name).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A text as OSCAL's strings want it: one line, not empty. */
export const lineOf = (text: unknown): string =>
  String(text ?? '')
    .replace(/\s+/g, ' ')
    .trim() || '–';

/** A reference to an item of a standard as a token: letters, digits, dots, dashes and underscores. */
export const tokenOf = (ref: string): string => ref.replace(/[^\p{L}\p{N}.\-_]/gu, '_').replace(/^(?![\p{L}_])/u, '_');

/** Our properties. */
export const propertyOf = (name: string, value: unknown) => ({ name, ns: 'https://keyblast.dev/ns/oscal', value: lineOf(value) });
