import { InvalidArgumentError } from 'commander';

/** Reads an option that is a whole number of at least `least`. */
export const readCount =
  (least: number) =>
  (text: string): number => {
    if (!/^\d{1,9}$/.test(text) || Number(text) < least) throw new InvalidArgumentError(`expected a whole number of ${least} or more`);
    return Number(text);
  };
