import fc from 'fast-check';
import { expect, test } from 'vitest';
import { actionDaysOf } from './lives.ts';

test('action-days are rounded as they are written with six decimals', () => {
  const written = (units: number): number => Number(((units * 300) / 86_400).toFixed(6));
  for (let units = 0; units < 20_000; units++) expect(actionDaysOf(units)).toBe(written(units));
  fc.assert(
    fc.property(fc.oneof(fc.maxSafeNat(), fc.nat(), fc.integer({ min: 28_799_990_000, max: 28_800_010_000 })), (units) => {
      expect(actionDaysOf(units)).toBe(written(units));
    }),
    { numRuns: 20_000 },
  );
});
