import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitColumns } from './fitColumns.ts';

const text = (natural: number, least = 20) => ({ natural, least, flexible: true });
const number = (natural: number) => ({ natural, least: natural, flexible: false });

test('what is left over goes to columns of text', () => {
  expect(fitColumns([text(100), number(50), text(50)], 350)).toEqual([200, 50, 100]);
});

test('where there is too little, narrow columns keep what they need and the wide ones share the rest', () => {
  expect(fitColumns([text(400), text(30), number(50), text(300)], 280).map(Math.round)).toEqual([100, 30, 50, 100]);
});

test('numbers alone stand side by side', () => {
  expect(fitColumns([number(30), number(50)], 480)).toEqual([30, 50]);
});

test('columns with text among them always fill the room together, whatever they ask for', () => {
  const flexible = fc.record({ natural: fc.integer({ min: 20, max: 500 }), least: fc.integer({ min: 5, max: 20 }), flexible: fc.constant(true) });
  const wish = fc.oneof(flexible, fc.integer({ min: 20, max: 200 }).map(number));
  fc.assert(
    fc.property(fc.array(wish, { minLength: 1, maxLength: 20 }), (others) => {
      const widths = fitColumns([text(100), ...others], 480);
      expect(widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(480, 3);
      expect(Math.min(...widths)).toBeGreaterThan(0);
    }),
  );
});
