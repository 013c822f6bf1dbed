/** False, open (it hangs on what nobody knows), true: `and` is the least, `or` the greatest, `not` is 2 − x (Kleene). */
export type Ternary = 0 | 1 | 2;

export const ternary = (of: boolean): Ternary => (of ? 2 : 0);
export const not = (of: Ternary): Ternary => (2 - of) as Ternary;
export const and = (a: Ternary, b: Ternary): Ternary => (a < b ? a : b);
export const or = (a: Ternary, b: Ternary): Ternary => (a > b ? a : b);

/** Whether all are true; of none: true. */
export function all<T>(of: readonly T[], test: (each: T) => Ternary): Ternary {
  let result: Ternary = 2;
  for (let i = 0; i < of.length && result > 0; i++) result = and(result, test(of[i]!));
  return result;
}

/** Whether one is true; of none: false. */
export function any<T>(of: readonly T[], test: (each: T) => Ternary): Ternary {
  let result: Ternary = 0;
  for (let i = 0; i < of.length && result < 2; i++) result = or(result, test(of[i]!));
  return result;
}
