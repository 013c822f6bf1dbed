import { z } from 'zod';
import { isObject } from '../parseJson.ts';

/** Tags as a map, from any of AWS's forms: `[{Key, Value}]`, the same in small letters or as `TagKey`, `TagValue`, or a map already. What is none of them is left out. */
export const tags = z.preprocess((value) => tagsOf(value), z.record(z.string(), z.string()));

function tagsOf(value: unknown): { [key: string]: string } {
  if (isObject(value)) return Object.fromEntries(Object.entries(value).flatMap(([key, tag]) => (typeof tag === 'string' ? [[key, tag]] : [])));
  return Object.fromEntries(Array.isArray(value) ? value.flatMap(pair) : []);
}

function pair(tag: unknown): [string, string][] {
  if (!isObject(tag)) return [];
  const by = new Map(Object.entries(tag).map(([name, member]) => [name.toLowerCase().replace(/^tag(?=key|value)/, ''), member]));
  const [key, value] = [by.get('key'), by.get('value') ?? ''];
  return typeof key === 'string' && typeof value === 'string' ? [[key, value]] : [];
}
