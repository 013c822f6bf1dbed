import { describe, expect, test } from 'vitest';
import { containmentOf, type Spell } from './containment.ts';
import { horizonOf } from './horizon.ts';

const contained = (...days: number[]): Spell[] => days.map((each) => ({ hours: each * 24, contained: 1, open: 0 }));
const open = (...days: number[]): Spell[] => days.map((each) => ({ hours: each * 24, contained: 0, open: 1 }));

describe('the median time to contain', () => {
  test('of nothing is none', () => expect(containmentOf([])).toEqual({ closures: 0, open: 0 }));

  test('without open ones is the time by which half are contained', () => {
    expect(containmentOf(contained(1, 2, 3, 4))).toEqual({ closures: 4, open: 0, medianDays: 2 });
    expect(containmentOf(contained(5, 1, 3))).toEqual({ closures: 3, open: 0, medianDays: 3 });
  });

  test('grows with those that are still open, as in a worked example', () => {
    // Kaplan and Meier by hand: at 2 of 6 at risk 5/6; 4 censored; at 5 of 4 at risk 5/6·3/4 = 0.625; 6 censored; at 9 of 2: 0.3125
    expect(containmentOf([...contained(2, 5, 9), ...open(4, 6, 12)])).toEqual({ closures: 3, open: 3, medianDays: 9 });
  });

  test('is none where less than half is contained by any time', () => {
    expect(containmentOf([...contained(1, 2), ...open(30, 40, 50)])).toEqual({ closures: 2, open: 3 });
  });

  test('does not hang on the order, nor on how many of one length come together', () => {
    const spells = [...contained(2, 2, 5, 9), ...open(2, 6)];
    expect(containmentOf([...spells].reverse())).toEqual(containmentOf(spells));
    expect(containmentOf([{ hours: 48, contained: 2, open: 1 }, ...contained(5, 9), ...open(6)])).toEqual(containmentOf(spells));
  });
});

describe('T', () => {
  const measured = { closures: 30, open: 5, medianDays: 11.2 };
  test('is 27 at first, then what a manager sets', () => {
    expect(horizonOf({ hold: false, measured: { closures: 0, open: 0 } })).toMatchObject({ days: 27, origin: 'default' });
    expect(horizonOf({ set: 40, hold: false, measured: { ...measured, closures: 29 } })).toMatchObject({ days: 40, origin: 'set' });
  });
  test('follows the median from 30 closures on, in whole days, unless the set one stays', () => {
    expect(horizonOf({ set: 40, hold: false, measured })).toMatchObject({ days: 12, origin: 'measured', set: 40 });
    expect(horizonOf({ set: 40, hold: true, measured })).toMatchObject({ days: 40, origin: 'set' });
    expect(horizonOf({ hold: false, measured: { closures: 50, open: 99 } })).toMatchObject({ days: 27, origin: 'default' });
    expect(horizonOf({ hold: false, measured: { ...measured, medianDays: 900 } }).days).toBe(240);
    expect(horizonOf({ hold: false, measured: { ...measured, medianDays: 0 } }).days).toBe(1);
  });
  test('stays while the median is near: a day more or less would end every trend', () => {
    expect(horizonOf({ hold: false, measured, last: 11 }).days).toBe(11);
    expect(horizonOf({ hold: false, measured, last: 14 }).days).toBe(12);
    expect(horizonOf({ hold: false, measured: { ...measured, medianDays: 44 }, last: 40 }).days).toBe(40);
    expect(horizonOf({ hold: false, measured: { ...measured, medianDays: 45 }, last: 40 }).days).toBe(45);
  });
});
