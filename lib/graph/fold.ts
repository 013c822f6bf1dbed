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
  const between = edgesBetween(g, classes);
  const { row, count, groups } = new RowMaker(g, classes, between, sources, unions.length).make();
  const rowOf = new Int32Array(g.edges.nodes);
  for (let v = 0; v < rowOf.length; v++) rowOf[v] = row[classes.of[v]!]!;
  return { rows: rowsOf(g, classes, between, row, { count, groups, unions: unions.map((nodes) => nodes.map((v) => rowOf[v]!)) }), rowOf };
}

/** Edges that lead from one class to another, by the former: those of class k are slot[start[k]] .. slot[start[k + 1] - 1], ascending. */
type Between = { start: Uint32Array; slot: Uint32Array };

function edgesBetween({ edges: { nodes, start, head } }: ClampedGraph, { of, count }: Classes): Between {
  const first = new Uint32Array(count + 1);
  for (let v = 0; v < nodes; v++) {
    const k = of[v]!;
    for (let slot = start[v]!, end = start[v + 1]!; slot < end; slot++) if (of[head[slot]!] !== k) first[k]!++;
  }
  let sum = 0;
  for (let k = 0; k <= count; k++) {
    sum += first[k]!;
    first[k] = sum; // the end, from which on it is filled downwards
  }
  const between = new Uint32Array(sum); // counted before, not gathered in lists that grow: at a hundred million edges new memory costs more than looking twice
  for (let v = nodes - 1; v >= 0; v--) {
    const k = of[v]!;
    for (let slot = start[v + 1]! - 1, begin = start[v]!; slot >= begin; slot--) if (of[head[slot]!] !== k) between[--first[k]!] = slot;
  }
  return { start: first, slot: between };
}

/** Counting sort: `list` from start[key] to start[key + 1] - 1 are the items with that key, ascending. Items with a negative key are left out. */
function groupBy(keys: Uint32Array | Int32Array, keyCount: number): { start: Uint32Array; list: Uint32Array } {
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

/** Numbers rows from the sources on: components in topological order, so that of what leads into a class everything has its row, but for what lies in its own component. */
class RowMaker {
  readonly #g: ClampedGraph;
  readonly #classes: Classes;
  readonly #between: Between;
  /** By component: 1 where a source reaches it, sources included. */
  readonly #reached: Uint8Array;
  readonly #source: Uint8Array;
  readonly #row: Int32Array;
  #size: Uint32Array | undefined;
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

  constructor(g: ClampedGraph, classes: Classes, between: Between, sources: Uint8Array, unions: number) {
    this.#g = g;
    this.#classes = classes;
    this.#between = between;
    this.#reached = new Uint8Array(classes.first.length - 1);
    this.#source = new Uint8Array(classes.count);
    for (let v = 0; v < sources.length; v++) {
      if (sources[v] === 0) continue;
      this.#source[classes.of[v]!] = 1;
      this.#reached[classes.component[v]!] = 1;
    }
    this.#reach();
    this.#row = new Int32Array(classes.count).fill(-1);
    this.#in = this.#edgesInto();
    this.#count = unions;
    for (let row = 0; row < unions; row++) this.#noRoom();
  }

  #reach(): void {
    const { component, first } = this.#classes;
    const { start, slot } = this.#between;
    const { head } = this.#g.edges;
    const reached = this.#reached;
    for (let c = reached.length - 1; c >= 0; c--) {
      if (reached[c] === 0) continue;
      for (let at = start[first[c]!]!, end = start[first[c + 1]!]!; at < end; at++) reached[component[head[slot[at]!]!]!] = 1;
    }
  }

  make(): { row: Int32Array; count: number; groups: Uint32Array } {
    const { first } = this.#classes;
    for (let c = this.#reached.length - 1; c >= 0; c--) {
      if (this.#reached[c] === 0) continue;
      const [begun, begin, end] = [this.#count, first[c]!, first[c + 1]!];
      if (end === begin + 1) this.#row[begin] = this.#rowFor(begin);
      else for (const k of this.#inOrder(begin, end)) this.#row[k] = this.#rowFor(k);
      if (this.#count - begun > 1) this.#groups.push(begun, this.#count);
    }
    return { row: this.#row, count: this.#count, groups: Uint32Array.from(this.#groups) };
  }

  /** The classes of one component, the largest first: what leads from it to many then finds them alike. */
  #inOrder(begin: number, end: number): number[] {
    this.#size ??= sizesOf(this.#classes);
    const size = this.#size;
    return Array.from({ length: end - begin }, (_, i) => begin + i).sort((a, b) => size[b]! - size[a]! || a - b);
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

  /** Edges between the classes that are reached, by the class they lead into; what leads into a source does not matter. */
  #edgesInto(): { start: Uint32Array; from: Uint32Array; slot: Uint32Array } {
    const { of, first, count } = this.#classes;
    const { head } = this.#g.edges;
    const [reached, source, between] = [this.#reached, this.#source, this.#between];
    const start = new Uint32Array(count + 1);
    for (let c = 0; c < reached.length; c++) {
      if (reached[c] === 0) continue;
      for (let at = between.start[first[c]!]!, end = between.start[first[c + 1]!]!; at < end; at++) {
        const to = of[head[between.slot[at]!]!]!;
        if (source[to] === 0) start[to]!++;
      }
    }
    let sum = 0;
    for (let k = 0; k <= count; k++) {
      sum += start[k]!;
      start[k] = sum; // the end, from which on it is filled downwards
    }
    const [from, slots] = [new Uint32Array(sum), new Uint32Array(sum)];
    for (let c = reached.length - 1; c >= 0; c--) {
      if (reached[c] === 0) continue;
      for (let k = first[c + 1]! - 1; k >= first[c]!; k--) {
        for (let i = between.start[k + 1]! - 1; i >= between.start[k]!; i--) {
          const slot = between.slot[i]!;
          const to = of[head[slot]!]!;
          if (source[to] === 1) continue;
          const at = --start[to]!;
          from[at] = k;
          slots[at] = slot;
        }
      }
    }
    return { start, from, slot: slots };
  }
}

/** Nodes of each class. */
function sizesOf({ of, count }: Classes): Uint32Array {
  const size = new Uint32Array(count);
  for (let v = 0; v < of.length; v++) size[of[v]!]!++;
  return size;
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

/** The edges between rows, each pair of rows once. @param row by class @param unions rows that each union leads to */
function rowsOf(
  g: ClampedGraph,
  classes: Classes,
  between: Between,
  row: Int32Array,
  { count, groups, unions }: { count: number; groups: Uint32Array; unions: readonly Uint32Array[] },
): Rows {
  const own = new Uint8Array(count);
  const start = new Uint32Array(count + 1);
  const [child, floors, caps] = [new NumberList(), new NumberList(), new NumberList()];
  const [stamp, place] = [new Int32Array(count).fill(-1), new Uint32Array(count)];
  const join = (from: number, to: number, floor: number, cap: number): void => {
    if (stamp[to] !== from) {
      stamp[to] = from;
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
  const { start: first, list } = groupBy(row, count);
  for (let from = 0; from < count; from++) {
    if (from < unions.length) for (const to of unions[from]!) join(from, to, 0, g.last);
    for (let i = first[from]!; i < first[from + 1]!; i++) {
      const k = list[i]!;
      own[from] = Math.max(own[from]!, classes.floor[k]!);
      for (let at = between.start[k]!; at < between.start[k + 1]!; at++) {
        const slot = between.slot[at]!;
        const to = row[classes.of[g.edges.head[slot]!]!]!;
        if (to !== from) join(from, to, g.floor[slot]!, g.cap[slot]!);
        else own[from] = Math.max(own[from]!, g.floor[slot]!);
      }
    }
    start[from + 1] = child.length;
  }
  return { count, start, child: child.all().slice(), floor: Uint8Array.from(floors.all()), cap: Uint8Array.from(caps.all()), own, groups };
}
