import { compileText, many, manyInSegment, matchPattern, one, oneInSegment, type TextPattern } from '../textPattern.ts';

/** Resource patterns against each other: what a policy names, and the things that were used. */

/** A character that no policy has: only `*` can take it. */
const alien = '\uF8FE';
const questionMarks = new Set([one, oneInSegment]);
const isPlain = ({ parts }: TextPattern): boolean => parts.every((part) => typeof part === 'string');

/**
 * Whether every resource that the inner pattern stands for is one of the outer's. Exact for outer patterns without `?` and without variables; of others it answers false, which only ever leaves more than
 * would be needed.
 */
export function covers(outer: TextPattern, inner: TextPattern): boolean {
  const [pattern] = outer.parts;
  if (!isPlain(outer) || outer.parts.length !== 1 || typeof pattern !== 'string') return false;
  if ([...pattern].some((token) => questionMarks.has(token))) return false;
  return matchPattern(pattern, aliens(inner));
}

/** A text that stands for all of a pattern's: each wildcard and variable is one character that only a `*` can take. */
const aliens = ({ parts }: TextPattern): string => parts.map((part) => (typeof part === 'string' ? part.replaceAll(anyWildcard, alien) : alien)).join('');
const anyWildcard = new RegExp(`[${many}${manyInSegment}${one}${oneInSegment}]`, 'g');

/** Whether some resource may be both's. Variables stand for anything; a `*` within one part of an ARN is taken to reach beyond it, so that it answers true rather than false. O(one × other). */
export function mayOverlap(a: TextPattern, b: TextPattern): boolean {
  const [left, right] = [tokensOf(a), tokensOf(b)];
  let reached: Uint8Array = new Uint8Array(right.length + 1); // places of `right` that may follow what of `left` has been read
  reached[0] = 1;
  const skipStars = (row: Uint8Array): Uint8Array => {
    for (let at = 0; at < right.length; at++) if (row[at] === 1 && right[at] === many) row[at + 1] = 1;
    return row;
  };
  reached = skipStars(reached);
  for (const token of left) {
    const next = new Uint8Array(right.length + 1);
    if (token === many) {
      let any = false;
      for (let at = 0; at <= right.length; at++) {
        any ||= reached[at] === 1;
        if (any) next[at] = 1;
      }
    } else
      for (let at = 0; at < right.length; at++) {
        if (reached[at] !== 1) continue;
        const other = right[at]!;
        if (other === many) next[at] = 1;
        else if (other === token || other === one || token === one) next[at + 1] = 1;
      }
    reached = skipStars(next);
  }
  return reached[right.length] === 1;
}

function tokensOf({ parts }: TextPattern): string[] {
  const text = parts.map((part) => (typeof part === 'string' ? part : many)).join('');
  return [...text].map((token) => (token === manyInSegment ? many : token === oneInSegment ? one : token));
}

/** As it stands in a policy of version 2012-10-17, without variables. */
export const resourcePattern = (text: string): TextPattern => compileText(text, 'resource', false);
