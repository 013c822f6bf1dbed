/** The middle one of some measurements; of two the greater. */
export const median = (of: readonly number[]): number => of.toSorted((a, b) => a - b)[of.length >> 1]!;

/** Four digits are more than a measurement is worth. */
export const rounded = (value: number): number => Number(value.toPrecision(4));
