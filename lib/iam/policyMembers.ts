import type { Json } from '../model/facts.ts';

/** An element of a statement that comes in two forms, `Action` and `NotAction`, and its strings. */
export type Element = { not: boolean; strings: readonly string[] };

/** A member of an object by its name in any case (AWS takes them so); as written first. */
export function memberOf(object: Json | undefined, name: string): Json | undefined {
  if (typeof object !== 'object' || object === null || Array.isArray(object)) return undefined;
  if (Object.hasOwn(object, name)) return object[name];
  const small = name.toLowerCase();
  for (const key of Object.keys(object)) if (key.toLowerCase() === small) return object[key];
  return undefined;
}

/** A string or a list of them as a list; undefined if it is neither. */
export function stringsOf(value: Json): string[] | undefined {
  const list = Array.isArray(value) ? value : [value];
  return list.every((each) => typeof each === 'string') ? list : undefined;
}
