import { z } from 'zod';
import { isObject } from '../parseJson.ts';

/**
 * An object of an AWS answer. Tools that keep these answers change the capitals of member names (`userName`, `ARN`): they are read whatever their capitals, and what is not named is
 * left out. Null is absent, as everywhere.
 */
export function members<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const names = new Map(Object.keys(shape).map((name) => [name.toLowerCase(), name]));
  return z.preprocess((value) => (isObject(value) ? named(value, names) : value), z.object(shape));
}

function named(value: { [name: string]: unknown }, names: ReadonlyMap<string, string>): { [name: string]: unknown } {
  const out: { [name: string]: unknown } = {};
  for (const key in value) {
    const name = names.get(key.toLowerCase());
    if (name === undefined || value[key] === null) continue;
    // the exact spelling wins where both are there
    if (name === key || out[name] === undefined) out[name] = value[key];
  }
  return out;
}

/** A list that may be missing, be null, or be its only item. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.preprocess((value) => items(value), z.array(item));
}

/** The same for lists that some tools print as an object: of the list under another name (`member`, `AttachedPolicies`), or of items by number. */
export function looseListOf<Item extends z.ZodType>(item: Item, isItem: (value: { [name: string]: unknown }) => boolean) {
  return z.preprocess((value) => (isObject(value) && !isItem(value) ? Object.values(value).flatMap(items) : items(value)), z.array(item));
}

function items(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
