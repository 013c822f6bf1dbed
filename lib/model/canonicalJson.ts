import type { Json } from './facts.ts';

/** JSON with the keys of every object in order and without absent values. */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return textJson(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  return Array.isArray(value) ? `[${value.map(canonicalJson).join(',')}]` : membersJson(value);
}

/** An object as `canonicalJson` has it. @param without the member that is left out @param aliases what stands for the member of that name */
export function membersJson(value: object, without?: string, aliases?: string[]): string {
  const object = value as Record<string, Json | undefined>; // any object can be read by field name
  let text = '{';
  for (const key of Object.keys(object).sort()) {
    if (object[key] === undefined || key === without) continue;
    text += `${text.length > 1 ? ',' : ''}${textJson(key)}:${canonicalJson(key === 'aliases' && aliases ? aliases : object[key])}`;
  }
  return `${text}}`;
}

/** Most texts need no escapes: finding that out takes a third of the time of JSON.stringify. */
const textJson = (text: string): string => (escaped.test(text) ? JSON.stringify(text) : `"${text}"`);
const escaped = /[^ !#-[\]-~]/;
