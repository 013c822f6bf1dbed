import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codePointOrder } from './codePointOrder.ts';

test('a character outside the basic plane comes after every one inside it, as in UTF-8', () => {
  expect('\u{1F511}' < '\uFF21').toBe(true); // the trap
  expect(codePointOrder('\u{1F511}', '\uFF21')).toBeGreaterThan(0);
  expect(codePointOrder('a', 'ab')).toBeLessThan(0);
  expect(codePointOrder('same', 'same')).toBe(0);
});

test('is the order of the UTF-8 bytes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      expect(Math.sign(codePointOrder(a, b))).toBe(Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b))));
    }),
    { numRuns: 5000 },
  );
});
