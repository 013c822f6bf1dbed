import { many, manyInSegment, one, oneInSegment } from './textPattern.ts';

/**
 * All patterns of an estate in one trie (`textPattern.ts` compiles them): one walk over a resource's ARN gives every pattern that it matches, so that what does not begin as the ARN does costs
 * nothing. Runs of plain characters are one edge, as in a radix tree.
 */
export type PatternIndex = {
  /** The pattern's number, from 0 in the order of being added; the same pattern always has the same. */
  add(pattern: string): number;
  /** By number. */
  patterns: readonly string[];
  /** Numbers of the patterns that a text matches, in no particular order. At worst O(nodes × text), where every node is one of many stars. */
  matching(text: string): number[];
};

/** `text` are the plain characters, or the one wildcard, that lead here. A star remembers from where to where it was tried in this walk. */
type Node = {
  text: string;
  id: number;
  plain?: Map<number, Node>;
  wild?: Partial<Record<string, Node>>;
  walk: number;
  from: number;
  to: number;
};

/** The four wildcards follow one another. */
const isWildcard = (code: number): boolean => code >= many.charCodeAt(0) && code <= oneInSegment.charCodeAt(0);
const newNode = (text: string): Node => ({ text, id: -1, walk: -1, from: 0, to: 0 });

export function patternIndex(): PatternIndex {
  const root = newNode('');
  const patterns: string[] = [];
  const ids = new Map<string, number>();
  let walks = 0;
  return {
    patterns,
    add(pattern) {
      let id = ids.get(pattern);
      if (id === undefined) {
        id = patterns.push(pattern) - 1;
        ids.set(pattern, id);
        nodeOf(root, pattern).id = id;
      }
      return id;
    },
    matching(text) {
      const found = new Set<number>();
      walk(root, text, 0, walks++, found);
      return [...found];
    },
  };
}

/** The node that a pattern leads to, made where it is missing. */
function nodeOf(root: Node, pattern: string): Node {
  let node = root;
  for (let at = 0; at < pattern.length; ) {
    if (isWildcard(pattern.charCodeAt(at))) {
      node.wild ??= {};
      node = node.wild[pattern[at]!] ??= newNode(pattern[at]!);
      at++;
      continue;
    }
    let end = at + 1;
    while (end < pattern.length && !isWildcard(pattern.charCodeAt(end))) end++;
    node = plainNodeOf(node, pattern.slice(at, end));
    at = end;
  }
  return node;
}

/** The node under `parent` that plain characters lead to; an edge that parts from them midway is split there. */
function plainNodeOf(parent: Node, run: string): Node {
  let node = parent;
  for (let rest = run; rest !== ''; ) {
    node.plain ??= new Map();
    const child = node.plain.get(rest.charCodeAt(0));
    if (!child) {
      const made = newNode(rest);
      node.plain.set(rest.charCodeAt(0), made);
      return made;
    }
    const shared = commonStart(child.text, rest);
    node = shared === child.text.length ? child : split(node, child, shared);
    rest = rest.slice(shared);
  }
  return node;
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}

function split(parent: Node, child: Node, at: number): Node {
  const upper = newNode(child.text.slice(0, at));
  child.text = child.text.slice(at);
  upper.plain = new Map([[child.text.charCodeAt(0), child]]);
  parent.plain!.set(upper.text.charCodeAt(0), upper);
  return upper;
}

/** Everything below a node that the text from `t` on matches. Calls itself once an edge: no deeper than a pattern has edges. */
function walk(node: Node, text: string, t: number, now: number, found: Set<number>): void {
  if (t === text.length && node.id >= 0) found.add(node.id);
  const child = t < text.length ? node.plain?.get(text.charCodeAt(t)) : undefined;
  if (child && text.startsWith(child.text, t)) walk(child, text, t + child.text.length, now, found);
  const { wild } = node;
  if (!wild) return;
  const [star, near, any, anyNear] = [wild[many], wild[manyInSegment], wild[one], wild[oneInSegment]];
  if (any && t < text.length) walk(any, text, t + 1, now, found);
  if (anyNear && t < text.length && text[t] !== ':') walk(anyNear, text, t + 1, now, found);
  if (star) walkStar(star, text, t, text.length, now, found);
  if (near) {
    const colon = text.indexOf(':', t);
    walkStar(near, text, t, colon < 0 ? text.length : colon, now, found);
  }
}

/** All that a star may stand for: it ends anywhere from `from` to `to`. Where it was tried in this walk is not tried again. */
function walkStar(star: Node, text: string, from: number, to: number, now: number, found: Set<number>): void {
  let last = to;
  if (star.walk === now && to <= star.to) {
    if (from >= star.from) return;
    if (star.from <= to) last = star.from - 1;
  }
  star.to = star.walk === now && last !== to ? star.to : to;
  star.walk = now;
  star.from = from;
  if (!star.plain && !star.wild) {
    if (last === text.length && star.id >= 0) found.add(star.id);
    return;
  }
  for (let t = from; t <= last; t++) walk(star, text, t, now, found);
}
