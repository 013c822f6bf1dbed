import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accountOfAccessKey } from './accountOfAccessKey.ts';

test('the example of the article is of the account that it says', () => {
  expect(accountOfAccessKey('ASIAQNZGKIQY56JQ7WML')).toBe('029608264753');
});

test.each(['AKIAIOSFODNN7EXAMPLE', 'AKIAQ0SFODNN7EXAMPLE', 'AIDAQNZGKIQY56JQ7WML', 'AKIAQNZGKIQY56JQ7WM', 'AKIA7777777777777777'])('%s says none', (id) => {
  expect(accountOfAccessKey(id)).toBeUndefined();
});

test('every account comes out again', () => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const idOf = (account: number, rest: number): string => {
    let bits = (1n << 49n) | (BigInt(account) << 9n) | BigInt(rest);
    let part = '';
    for (let i = 0; i < 10; i++) {
      part = alphabet[Number(bits % 32n)] + part;
      bits /= 32n;
    }
    return `AKIA${part}FAKEFA`;
  };
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), fc.integer({ min: 0, max: 511 }), (account, rest) => {
      expect(accountOfAccessKey(idOf(account, rest))).toBe(String(account).padStart(12, '0'));
    }),
    { numRuns: 300, seed: 3 },
  );
});
