import { hash } from 'node:crypto';
import { membersJson } from '../model/canonicalJson.ts';
import { codePointOrder } from '../model/codePointOrder.ts';
import type { Fact } from '../model/facts.ts';

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
