import { hash } from 'node:crypto';
import { codePointOrder } from '../model/codePointOrder.ts';
import type { Fact, Json } from '../model/facts.ts';

/**
 * 128 bits of SHA-256 over what a record says, as 32 hexadecimal digits: the same content, whatever its source, line, order of keys and order of aliases, has the
 * same digest.
 */
export function factDigest(fact: Fact): string {
  const { source: _, ...said } = fact;
  const aliases = 'aliases' in said && said.aliases ? { aliases: [...new Set(said.aliases)].sort(codePointOrder) } : {};
  return hash('sha256', canonicalJson({ ...said, ...aliases })).slice(0, 32);
}

/** 128 bits of SHA-256 of a text, as 32 hexadecimal digits. */
export const textDigest = (text: string): string => hash('sha256', text).slice(0, 32);

/** JSON with the keys of every object in order and without absent values. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const object = value as Record<string, Json | undefined>; // any object can be read by field name
  let text = '{';
  for (const key of Object.keys(object).sort()) {
    if (object[key] === undefined) continue;
    text += `${text.length > 1 ? ',' : ''}${JSON.stringify(key)}:${canonicalJson(object[key])}`;
  }
  return `${text}}`;
}
