import { afterEach, expect, test, vi } from 'vitest';
import { openSecret, sealSecret } from './sealedSecret.ts';

afterEach(() => vi.unstubAllEnvs());

const secret = 'fake-secret-ü-0123456789';

test('a secret comes out as it went in, and looks different each time', () => {
  const [first, second] = [sealSecret(secret, 'webhook 1'), sealSecret(secret, 'webhook 1')];
  expect(first.equals(second)).toBe(false);
  expect(first.includes(Buffer.from(secret))).toBe(false);
  expect([first, second].map((sealed) => openSecret(sealed, 'webhook 1'))).toEqual([secret, secret]);
});

test('it opens only where it belongs, unchanged, under the same key; the message does not show it', () => {
  const sealed = sealSecret(secret, 'webhook 1');
  const changed = Buffer.from(sealed);
  changed[35]! ^= 1;
  const refused = (attempt: () => string) => expect(attempt).toThrow(/^The secret was sealed under another key/);
  refused(() => openSecret(sealed, 'webhook 2'));
  refused(() => openSecret(changed, 'webhook 1'));
  refused(() => openSecret(sealed.subarray(0, 20), 'webhook 1'));
  refused(() => openSecret(Buffer.concat([Buffer.from([2]), sealed.subarray(1)]), 'webhook 1'));
  vi.stubEnv('KEYBLAST_KEY', 'ab'.repeat(32));
  refused(() => openSecret(sealed, 'webhook 1'));
});
