import type { ClampedGraph } from './clamped.ts';
import type { Classes } from './classes.ts';
import { NumberList } from './numberList.ts';
import { WordSets } from './wordSets.ts';

/**
 * The graph as seen from its sources, folded: nodes that every source reaches with the same number are one row. An edge leads from a row to a greater one, except within a
 * group, whose rows reach one another.
 */
export type Rows = {
  count: number;
  /** Row r leads to child[start[r]] .. child[start[r + 1] - 1], each once; its floor and cap are those of all edges between the two rows together. */
  start: Uint32Array;
  child: Uint32Array;
  floor: Uint8Array;
  cap: Uint8Array;
  /** By row: what whoever is there has at least. */
  own: Uint8Array;
  /** First row and one past the last of each group, ascending. */
  groups: Uint32Array;
};
export type Fold = {
  rows: Rows;
  /** By node, -1 where no source reaches it. */
  rowOf: Int32Array;
};

/**
 * Folds what the sources reach. Exact: two nodes share a row only if the same number arrives at both from every source, because they are one class, or because the same rows
 * lead to both by the same functions (compared, not only hashed). O(nodes + edges), and a sort for nodes with several rows before them.
 * @param sources by node: 1 where a start may be
 * @param unions  starts of several nodes at once, each of which must be a source: union i is row i
 */
export function fold(g: ClampedGraph, classes: Classes, sources: Uint8Array, unions: readonly Uint32Array[] = []): Fold {
  const nodes = groupBy(classes.of, classes.count);
  const reached = reachedComponents(g, classes, nodes, sources);
  const { row, count, groups } = new RowMaker(g, classes, nodes, reached, sources, unions.length).make();
  const rowOf = new Int32Array(g.edges.nodes);
  for (let v = 0; v < rowOf.length; v++) rowOf[v] = row[classes.of[v]!]!;
  return { rows: rowsOf(g, classes, rowOf, count, groups, unions), rowOf };
}

type Grouped = { start: Uint32Array; list: Uint32Array };

/** Counting sort: `list` from start[key] to start[key + 1] - 1 are the items with that key, ascending. Items with a negative key are left out. */
function groupBy(keys: Uint32Array | Int32Array, keyCount: number): Grouped {
  const start = new Uint32Array(keyCount + 1);
  for (let i = 0; i < keys.length; i++) if (keys[i]! >= 0) start[keys[i]!]!++;
  let sum = 0;
  for (let key = 0; key <= keyCount; key++) {
    sum += start[key]!;
    start[key] = sum; // the end, from which on it is filled downwards
  }
  const list = new Uint32Array(sum);
  for (let i = keys.length - 1; i >= 0; i--) if (keys[i]! >= 0) list[--start[keys[i]!]!] = i;
  return { start, list };
}

/** By component: 1 where a source reaches it, sources included. */
function reachedComponents({ edges }: ClampedGraph, { component, first }: Classes, { start, list }: Grouped, sources: Uint8Array): Uint8Array {
  const reached = new Uint8Array(first.length - 1);
  for (let v = 0; v < sources.length; v++) if (sources[v] === 1) reached[component[v]!] = 1;
  for (let c = reached.length - 1; c >= 0; c--) {
    if (reached[c] === 0) continue;
    for (let at = start[first[c]!]!, end = start[first[c + 1]!]!; at < end; at++) {
      const v = list[at]!;
      for (let slot = edges.start[v]!; slot < edges.start[v + 1]!; slot++) reached[component[edges.head[slot]!]!] = 1;
    }
  }
  return reached;
}

/** Numbers rows from the sources on: components in topological order, so that of what leads into a class everything has its row, but for what lies in its own component. */
class RowMaker {
  readonly #g: ClampedGraph;
  readonly #classes: Classes;
  readonly #nodes: Grouped;
  readonly #reached: Uint8Array;
  readonly #source: Uint8Array;
  readonly #row: Int32Array;
  readonly #in: { start: Uint32Array; from: Uint32Array; slot: Uint32Array };
  readonly #sets = new WordSets();
  readonly #rowOfSet = new NumberList();
  readonly #groups: number[] = [];
  /** By row: where in the words of the set at hand it stands, and in which set that was. */
  readonly #place = new NumberList();
  readonly #stamp = new NumberList();
  #words = new Uint32Array(64);
  #stamps = 0;
  #count: number;

  constructor(g: ClampedGraph, classes: Classes, nodes: Grouped, reached: Uint8Array, sources: Uint8Array, unions: number) {
    this.#g = g;
    this.#classes = classes;
    this.#nodes = nodes;
    this.#reached = reached;
    this.#source = new Uint8Array(classes.count);
    for (let v = 0; v < sources.length; v++) if (sources[v] === 1) this.#source[classes.of[v]!] = 1;
    this.#row = new Int32Array(classes.count).fill(-1);
    this.#in = this.#edgesInto();
    this.#count = unions;
    for (let row = 0; row < unions; row++) this.#noRoom();
  }

  make(): { row: Int32Array; count: number; groups: Uint32Array } {
    const { first } = this.#classes;
    for (let c = this.#reached.length - 1; c >= 0; c--) {
      if (this.#reached[c] === 0) continue;
      const begun = this.#count;
      for (const k of this.#inOrder(first[c]!, first[c + 1]!)) this.#row[k] = this.#rowFor(k);
      if (this.#count - begun > 1) this.#groups.push(begun, this.#count);
    }
    return { row: this.#row, count: this.#count, groups: Uint32Array.from(this.#groups) };
  }

  /** The classes of one component, the largest first: what leads from it to many then finds them alike. */
  #inOrder(begin: number, end: number): number[] {
    if (end - begin === 1) return [begin];
    const { start } = this.#nodes;
    const size = (k: number) => start[k + 1]! - start[k]!;
    return Array.from({ length: end - begin }, (_, i) => begin + i).sort((a, b) => size(b) - size(a) || a - b);
  }

  #rowFor(k: number): number {
    if (this.#source[k] === 1 || this.#classes.floor[k]! > 0) return this.#fresh();
    const { start, from, slot } = this.#in;
    this.#stamps++;
    let length = 0;
    for (let at = start[k]!; at < start[k + 1]!; at++) {
      const row = this.#row[from[at]!]!;
      if (row === -1) return this.#fresh(); // it lies in the same component and comes later
      length = this.#join(row, this.#g.floor[slot[at]!]!, this.#g.cap[slot[at]!]!, length);
    }
    const words = this.#words;
    if (length === 2 && words[1] === this.#g.last) return words[0]!; // by one row only, which loses and adds nothing
    sortPairs(words, length);
    const set = this.#sets.numberOf(words, length);
    if (set === this.#rowOfSet.length) this.#rowOfSet.push(this.#fresh());
    return this.#rowOfSet.at(set);
  }

  /** Adds an edge from a row to the set at hand, as (row, floor * 256 + cap); edges from one row become one. */
  #join(row: number, floor: number, cap: number, length: number): number {
    if (this.#stamp.at(row) === this.#stamps) {
      const at = this.#place.at(row);
      const known = this.#words[at]!;
      this.#words[at] = (Math.max(known >>> 8, floor) << 8) | Math.max(known & 255, cap);
      return length;
    }
    if (length + 2 > this.#words.length) {
      const grown = new Uint32Array(2 * this.#words.length);
      grown.set(this.#words);
      this.#words = grown;
    }
    this.#stamp.set(row, this.#stamps);
    this.#place.set(row, length + 1);
    this.#words[length] = row;
    this.#words[length + 1] = (floor << 8) | cap;
    return length + 2;
  }

  #fresh(): number {
    this.#noRoom();
    return this.#count++;
  }

  #noRoom(): void {
    this.#place.push(0);
    this.#stamp.push(0);
  }

  /** Edges between different classes of what is reached, by the class they lead into. */
  #edgesInto(): { start: Uint32Array; from: Uint32Array; slot: Uint32Array } {
    const { nodes, start: begin, head } = this.#g.edges;
    const { of, component, count } = this.#classes;
    const [reached, source] = [this.#reached, this.#source];
    // what leads into a source does not matter
    const start = new Uint32Array(count + 1);
    for (let v = 0; v < nodes; v++) {
      if (reached[component[v]!] === 0) continue;
      for (let slot = begin[v]!, end = begin[v + 1]!; slot < end; slot++) {
        const to = of[head[slot]!]!;
        if (to !== of[v] && source[to] === 0) start[to]!++;
      }
    }
    let sum = 0;
    for (let k = 0; k <= count; k++) {
      sum += start[k]!;
      start[k] = sum; // the end, from which on it is filled downwards
    }
    const [from, slots] = [new Uint32Array(sum), new Uint32Array(sum)];
    for (let v = nodes - 1; v >= 0; v--) {
      if (reached[component[v]!] === 0) continue;
      for (let slot = begin[v + 1]! - 1, first = begin[v]!; slot >= first; slot--) {
        const to = of[head[slot]!]!;
        if (to === of[v] || source[to] === 1) continue;
        const at = --start[to]!;
        from[at] = of[v]!;
        slots[at] = slot;
      }
    }
    return { start, from, slot: slots };
  }
}

/** Sorts pairs of words by the first of each, which are distinct. */
function sortPairs(words: Uint32Array, length: number): void {
  if (length <= 2) return;
  if (length <= 32) {
    for (let i = 2; i < length; i += 2) {
      const [key, value] = [words[i]!, words[i + 1]!];
      let j = i - 2;
      for (; j >= 0 && words[j]! > key; j -= 2) {
        words[j + 2] = words[j]!;
        words[j + 3] = words[j + 1]!;
      }
      words[j + 2] = key;
      words[j + 3] = value;
    }
    return;
  }
  // both words in one exact number: rows stay below 2^32, floor and cap below 2^16
  const packed = new Float64Array(length / 2);
  for (let i = 0; i < packed.length; i++) packed[i] = words[2 * i]! * 65_536 + words[2 * i + 1]!;
  packed.sort();
  for (let i = 0; i < packed.length; i++) {
    words[2 * i] = Math.floor(packed[i]! / 65_536);
    words[2 * i + 1] = packed[i]! % 65_536;
  }
}

/** The edges between rows, each pair of rows once. */
function rowsOf(g: ClampedGraph, classes: Classes, rowOf: Int32Array, count: number, groups: Uint32Array, unions: readonly Uint32Array[]): Rows {
  const { edges, last } = g;
  const own = new Uint8Array(count);
  const start = new Uint32Array(count + 1);
  const [child, floors, caps] = [new NumberList(), new NumberList(), new NumberList()];
  const [stamp, place] = [new Int32Array(count).fill(-1), new Uint32Array(count)];
  const nodes = groupBy(rowOf, count);
  const join = (row: number, to: number, floor: number, cap: number): void => {
    if (stamp[to] !== row) {
      stamp[to] = row;
      place[to] = child.length;
      child.push(to);
      floors.push(floor);
      caps.push(cap);
      return;
    }
    const at = place[to]!;
    if (floor > floors.at(at)) floors.set(at, floor);
    if (cap > caps.at(at)) caps.set(at, cap);
  };
  for (let row = 0; row < count; row++) {
    if (row < unions.length) for (const v of unions[row]!) join(row, rowOf[v]!, 0, last);
    for (let at = nodes.start[row]!; at < nodes.start[row + 1]!; at++) {
      const v = nodes.list[at]!;
      own[row] = Math.max(own[row]!, classes.floor[classes.of[v]!]!);
      for (let slot = edges.start[v]!; slot < edges.start[v + 1]!; slot++) {
        const to = rowOf[edges.head[slot]!]!;
        if (to !== row) join(row, to, g.floor[slot]!, g.cap[slot]!);
        else own[row] = Math.max(own[row]!, g.floor[slot]!);
      }
    }
    start[row + 1] = child.length;
  }
  return { count, start, child: child.all().slice(), floor: Uint8Array.from(floors.all()), cap: Uint8Array.from(caps.all()), own, groups };
}
