import { many, manyInSegment, one, oneInSegment } from './textPattern.ts';

/**
 * The name that an attacker picks: a shortest text that all of several compiled patterns match, undefined if there is none. Search over the places in all patterns at once, breadth first. A
 * star stands for nothing where it can, so that one of the patterns should ask for at least a character.
 */
export function commonText(patterns: readonly string[]): string | undefined {
  const seen = new Set<string>();
  let round: Place[] = [{ at: patterns.map(() => 0), text: '' }];
  while (round.length > 0 && seen.size < limit) {
    const longer: Place[] = [];
    for (let next = round.pop(); next; next = round.pop()) {
      const { at, text } = next;
      const key = at.join();
      if (seen.has(key)) continue;
      seen.add(key);
      const tokens = patterns.map((pattern, index) => pattern[at[index]!]);
      if (tokens.every((token) => token === undefined)) return text;
      for (const [index, token] of tokens.entries()) if (isStar(token)) round.push({ at: at.with(index, at[index]! + 1), text });
      const character = characterFor(tokens);
      if (character !== undefined) longer.push({ at: at.map((place, index) => (isStar(tokens[index]) ? place : place + 1)), text: text + character });
    }
    round = longer;
  }
  return undefined;
}

type Place = { at: number[]; text: string };

/** Places tried before giving up: a hundred times what three ARNs with wildcards need. */
const limit = 200_000;

/** The character that every pattern can take here, where at least one moves on by it. */
function characterFor(tokens: readonly (string | undefined)[]): string | undefined {
  if (tokens.includes(undefined)) return undefined;
  const literals = new Set(tokens.filter((token) => !isStar(token) && token !== one && token !== oneInSegment));
  if (literals.size > 1) return undefined;
  const [literal] = literals;
  if (literal === undefined) return tokens.some((token) => token === one || token === oneInSegment) ? 'k' : undefined;
  return literal === ':' && tokens.some((token) => token === manyInSegment || token === oneInSegment) ? undefined : literal;
}

const isStar = (token: string | undefined): boolean => token === many || token === manyInSegment;
