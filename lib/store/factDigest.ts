import { hash } from 'node:crypto';
import { codePointOrder } from '../model/codePointOrder.ts';
import type { Fact, Json } from '../model/facts.ts';

/**
 * 128 bits of SHA-256 over what a record says, as 32 hexadecimal digits: the same content, whatever its source, line, order of keys and order of aliases, has the
 * same digest.
 */
export function factDigest(fact: Fact): string {
  const { aliases } = fact as { aliases?: string[] }; // of the facts that have them; the others answer undefined
  return textDigest(membersJson(fact, 'source', aliases && aliases.length > 1 ? [...new Set(aliases)].sort(codePointOrder) : aliases));
}

/** 128 bits of SHA-256 of a text, as 32 hexadecimal digits. */
export const textDigest = (text: string): string => hash('sha256', text).slice(0, 32);

/** 128 bits that stand for a set of digests, whatever their order: the sum of each 32 bits. Holds none of them, so that there may be millions. */
export class DigestSum {
  private readonly words = new Uint32Array(4);

  add(digest: string): void {
    for (let i = 0; i < 4; i++) this.words[i]! += Number.parseInt(digest.slice(8 * i, 8 * i + 8), 16);
  }

  /** 32 hexadecimal digits. */
  toString(): string {
    return Array.from(this.words, (word) => word.toString(16).padStart(8, '0')).join('');
  }
}

/** JSON with the keys of every object in order and without absent values. */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return textJson(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  return Array.isArray(value) ? `[${value.map(canonicalJson).join(',')}]` : membersJson(value);
}

/** @param without the member that is left out @param aliases what stands for the member of that name */
function membersJson(value: object, without?: string, aliases?: string[]): string {
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
