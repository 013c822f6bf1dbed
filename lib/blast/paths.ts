import { type Csr, compress, reverse } from '../graph/csr.ts';
import type { End } from '../model/figures.ts';
import type { Entered } from './explore.ts';
import { FewNumbers } from './fewNumbers.ts';
import type { EstateGraph, View } from './graph.ts';
import type { Start } from './starts.ts';

/** One step: an edge followed (number in EdgeColumns), or, last, a permission used (number in GrantColumns) on the node `to`. */
export type PathStep = { from: number; to: number; of: 'edge' | 'grant'; number: number };

/** One view the other way round, made once and used for many questions. */
export type Backward = { edges: Csr; spoken: Csr /** Permission to nodes; `edge` is the slot in View.permits. */; permits: Csr };

export function backwardOf(graph: EstateGraph, end: End): Backward {
  const { edges, spoken, permits } = graph[end];
  const [nodes, slots] = [new Uint32Array(permits.head.length), new Uint32Array(permits.head.length)];
  for (let v = 0; v < graph.nodes; v++) {
    for (let slot = permits.start[v]!; slot < permits.start[v + 1]!; slot++) {
      nodes[slot] = v;
      slots[slot] = slot;
    }
  }
  return { edges: reverse(edges), spoken: reverse(spoken), permits: compress(graph.permissions.count, graph.nodes, permits.head, nodes, slots) };
}

/** The shortest path of an exploration to a node that it entered, empty at its start. */
export function pathToEntered(graph: EstateGraph, end: End, { hops, via }: Pick<Entered, 'hops' | 'via'>, node: number): PathStep[] {
  const { edges } = graph[end];
  const steps: PathStep[] = [];
  for (let v = node; hops[v]! > 0; ) {
    const slot = via[v]!;
    const from = tailOf(edges, slot);
    steps.push({ from, to: v, of: 'edge', number: edges.edge[slot]! });
    v = from;
  }
  return steps.reverse();
}

/** The node whose row a slot lies in, by halving. */
export function tailOf(g: Csr, slot: number): number {
  let [low, high] = [0, g.nodes];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (g.start[middle]! <= slot) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * The shortest path of an exploration to a node: entered, spoken for, or acted on by a permission (then the last step is the heaviest grant of the nearest node that has one; of several
 * nodes the least). Where several ways are equally short, entering comes before speaking for, that before a grant. Undefined where the node is not reached.
 * @param grants GrantColumns.count, which tells grants from `reads-secrets`
 */
export function shortestPath(
  graph: EstateGraph,
  end: End,
  grants: number,
  backward: Backward,
  exploration: Pick<Entered, 'hops' | 'via'>,
  target: number,
): PathStep[] | undefined {
  const { hops } = exploration;
  const enteredAt = hops[target]! >= 0 ? hops[target]! : Number.POSITIVE_INFINITY;
  const finals = finalsOf(graph, end, grants, backward, target).filter(({ from }) => hops[from]! >= 0);
  const nearest = finals.reduce((least, { from }) => Math.min(least, hops[from]! + 1), Number.POSITIVE_INFINITY);
  if (enteredAt === Number.POSITIVE_INFINITY && nearest === Number.POSITIVE_INFINITY) return undefined;
  if (enteredAt <= nearest) return pathToEntered(graph, end, exploration, target);
  const last = finals.find(({ from }) => hops[from]! + 1 === nearest)!;
  return [...pathToEntered(graph, end, exploration, last.from), last];
}

/**
 * `shortestPath` to each of several nodes, without the other way round: one pass over what was entered. Nodes that are not reached are left out.
 * @param grants GrantColumns.count, which tells grants from `reads-secrets`
 */
export function shortestPaths(graph: EstateGraph, end: End, grants: number, exploration: Entered, targets: readonly number[]): Map<number, PathStep[]> {
  const { nodes, hops } = exploration;
  const { spoken, permits } = graph[end];
  const { resource: resourceOf, weight: weightOf } = graph.permissions;
  const sought = new FewNumbers(targets);
  const best = new Array<Last | undefined>(sought.count).fill(undefined);
  const offer = (place: number, target: number, from: number, speaks: boolean, number: number, weight: number): void => {
    const known = best[place];
    if (known && !isBefore({ hop: hops[from]!, speaks, from, weight }, known)) return;
    best[place] = { hop: hops[from]!, speaks, from, weight, step: { from, to: target, of: speaks ? 'edge' : 'grant', number } };
  };
  /** Nothing that begins at this hop can be shorter than what is known. */
  const isSettled = (hop: number): boolean =>
    Array.from(sought).every((target, place) => best[place] !== undefined || (hops[target]! >= 0 && hops[target]! <= hop + 1));
  let hop = -1;
  for (let i = 0; i < nodes.length; i++) {
    const u = nodes[i]!;
    if (hops[u]! > hop && isSettled(hops[u]!)) break; // nodes come by hops
    hop = hops[u]!;
    for (let slot = spoken.start[u]!, end = spoken.start[u + 1]!; slot < end; slot++) {
      const place = sought.placeOf(spoken.head[slot]!);
      if (place >= 0) offer(place, spoken.head[slot]!, u, true, spoken.edge[slot]!, 0);
    }
    for (let slot = permits.start[u]!, end = permits.start[u + 1]!; slot < end; slot++) {
      const resource = resourceOf[permits.head[slot]!]!;
      const place = sought.placeOf(resource);
      if (place >= 0 && permits.edge[slot]! < grants) offer(place, resource, u, false, permits.edge[slot]!, weightOf[permits.head[slot]!]!); // a `reads-secrets` enters
    }
  }
  const paths = new Map<number, PathStep[]>();
  for (const target of sought) {
    const last = best[sought.placeOf(target)];
    if (hops[target]! >= 0 && !(last && last.hop + 1 < hops[target]!)) paths.set(target, pathToEntered(graph, end, exploration, target));
    else if (last) paths.set(target, [...pathToEntered(graph, end, exploration, last.from), last.step]);
  }
  return paths;
}

/** A last step that enters nothing. */
type Last = { hop: number; speaks: boolean; from: number; weight: number; step: PathStep };

/** Fewer hops, speaking before a grant, the lesser node, its heaviest grant: of equals the first stands. */
function isBefore(a: Omit<Last, 'step'>, b: Last): boolean {
  if (a.hop !== b.hop) return a.hop < b.hop;
  if (a.speaks !== b.speaks) return a.speaks;
  return a.from !== b.from ? a.from < b.from : a.weight > b.weight;
}

/** Steps that end at the target without entering it: speaking for it, then its heaviest grant, one of each a node; each group by node. */
function finalsOf(graph: EstateGraph, end: End, grants: number, backward: Backward, target: number): PathStep[] {
  const view = graph[end];
  return [...speakersOf(view, backward, target), ...granteesOf(graph, view, grants, backward, target)];
}

function speakersOf(view: View, { spoken }: Backward, target: number): PathStep[] {
  const steps = new Map<number, PathStep>();
  for (let back = spoken.start[target]!; back < spoken.start[target + 1]!; back++) {
    const from = spoken.head[back]!;
    if (!steps.has(from)) steps.set(from, { from, to: target, of: 'edge', number: view.spoken.edge[spoken.edge[back]!]! });
  }
  return [...steps.values()];
}

function granteesOf({ permissions }: EstateGraph, view: View, grants: number, { permits }: Backward, target: number): PathStep[] {
  const best = new Map<number, { step: PathStep; weight: number }>();
  for (let p = permissions.first[target]!; p < permissions.first[target + 1]!; p++) {
    for (let back = permits.start[p]!; back < permits.start[p + 1]!; back++) {
      const fact = view.permits.edge[permits.edge[back]!]!;
      if (fact >= grants) continue; // a `reads-secrets`: the edge itself leads there
      const from = permits.head[back]!;
      if ((best.get(from)?.weight ?? -1) < permissions.weight[p]!)
        best.set(from, { step: { from, to: target, of: 'grant', number: fact }, weight: permissions.weight[p]! });
    }
  }
  return [...best.values()].map(({ step }) => step).sort((a, b) => a.from - b.from);
}

/** Longest search: beyond so many rows followed, the answer says that it is not whole. */
const mostRows = 2_000_000;

/**
 * All paths from a start to a node of at most `maxLength` steps that visit no node twice and no second start, shortest first, then in order of their nodes; of parallel edges the first
 * certain one. A path ends by entering the node, speaking for it, or its heaviest grant. `truncated`: more than `limit`, or the search was broken off.
 * @param grants GrantColumns.count
 */
export function simplePaths(
  graph: EstateGraph,
  end: End,
  grants: number,
  backward: Backward,
  start: Start,
  target: number,
  { maxLength, limit }: { maxLength: number; limit: number },
): { paths: PathStep[][]; truncated: boolean } {
  const search = new Search(graph[end].edges, finalsOf(graph, end, grants, backward, target), backward, target);
  const starts = [...new Set(start.nodes.map(({ node }) => node))].sort((a, b) => a - b);
  if (starts.includes(target)) return { paths: [[]], truncated: false };
  for (const node of starts) search.visited[node] = 1;
  for (let length = 1; length <= maxLength; length++) {
    for (const node of starts) search.walk(node, length, limit);
    if (search.truncated) break;
  }
  return { paths: search.paths.slice(0, limit), truncated: search.truncated };
}

class Search {
  readonly paths: PathStep[][] = [];
  readonly visited: Uint8Array;
  truncated = false;
  private rows = 0;
  private readonly edges: Csr;
  private readonly finals = new Map<number, PathStep[]>();
  private readonly target: number;
  /** Fewest steps from each node to the target, -1 where there is no way. */
  private readonly steps: Int32Array;

  constructor(edges: Csr, finals: readonly PathStep[], backward: Backward, target: number) {
    this.edges = edges;
    this.target = target;
    this.visited = new Uint8Array(edges.nodes);
    for (const step of finals) this.finals.set(step.from, [...(this.finals.get(step.from) ?? []), step]);
    this.steps = stepsTo(backward.edges, target, this.finals.keys());
  }

  /** Adds every path of exactly `length` steps from a node; without recursion, as deep as `length`. */
  walk(from: number, length: number, limit: number): void {
    if (this.steps[from] === -1 || this.steps[from]! > length) return;
    const { start, head, edge } = this.edges;
    const path: PathStep[] = [];
    const cursors = [start[from]!];
    const nodes = [from];
    while (nodes.length > 0 && !this.truncated) {
      const v = nodes.at(-1)!;
      const left = length - path.length;
      const slot = cursors[cursors.length - 1]!;
      if (slot === start[v] && ++this.rows > mostRows) this.truncated = true;
      if (left === 1 || slot >= start[v + 1]!) {
        if (left === 1) this.end(v, path, limit);
        nodes.pop();
        cursors.pop();
        this.visited[v] = nodes.length === 0 ? 1 : 0; // a start stays visited for the other starts
        path.pop();
        continue;
      }
      cursors[cursors.length - 1] = slot + 1;
      const w = head[slot]!;
      const parallel = slot > start[v]! && head[slot - 1] === w;
      if (parallel || w === this.target || this.visited[w] === 1 || this.steps[w] === -1 || this.steps[w]! > left - 1) continue;
      this.visited[w] = 1;
      path.push({ from: v, to: w, of: 'edge', number: edge[slot]! });
      nodes.push(w);
      cursors.push(start[w]!);
    }
  }

  private end(v: number, path: readonly PathStep[], limit: number): void {
    const { start, head, edge } = this.edges;
    const last: PathStep[] = [];
    for (let slot = start[v]!; slot < start[v + 1]!; slot++) {
      if (head[slot] !== this.target) continue;
      last.push({ from: v, to: this.target, of: 'edge', number: edge[slot]! });
      break;
    }
    for (const step of [...last, ...(this.finals.get(v) ?? [])]) {
      if (this.paths.length === limit) this.truncated = true;
      else this.paths.push([...path, step]);
    }
  }
}

/** Fewest steps to the target: 0 there, 1 at nodes with a final step, else over the reversed edges. */
function stepsTo(back: Csr, target: number, finals: Iterable<number>): Int32Array {
  const steps = new Int32Array(back.nodes).fill(-1);
  const queue = new Uint32Array(back.nodes); // room that is never touched takes no memory
  steps[target] = 0;
  let count = 1;
  queue[0] = target;
  const visit = (v: number, hop: number): void => {
    if (steps[v] !== -1) return;
    steps[v] = hop;
    queue[count++] = v;
  };
  for (let next = 0; next < count; next++) {
    const v = queue[next]!;
    for (let slot = back.start[v]!, end = back.start[v + 1]!; slot < end; slot++) visit(back.head[slot]!, steps[v]! + 1);
    if (next === 0) for (const from of finals) visit(from, 1);
  }
  return steps;
}

/** Credentials whose leak reaches a node: enters it, or any permission on it. Ascending, the node itself left out; as many as its exposure says. O(nodes + edges). */
export function reachedBy(graph: EstateGraph, end: End, { edges, permits }: Backward, target: number): Uint32Array {
  const { permissions, credentials } = graph;
  const { presentable } = graph[end];
  const [marked, queue] = [new Uint8Array(graph.nodes), new Uint32Array(graph.nodes)]; // room that is never touched takes no memory
  let count = 0;
  const visit = (v: number): void => {
    if (marked[v] === 1) return;
    marked[v] = 1;
    queue[count++] = v;
  };
  if (graph.usable[target] === 1) visit(target);
  for (let back = permits.start[permissions.first[target]!]!; back < permits.start[permissions.first[target + 1]!]!; back++) visit(permits.head[back]!);
  for (let next = 0; next < count; next++) {
    const v = queue[next]!;
    for (let slot = edges.start[v]!, end = edges.start[v + 1]!; slot < end; slot++) visit(edges.head[slot]!);
  }
  let found = 0;
  for (let i = 0; i < credentials.length; i++) {
    const c = credentials[i]!;
    if (c !== target && marked[c] === 1 && presentable[c] === 1) queue[found++] = c; // what was followed is needed no more
  }
  return queue.slice(0, found);
}
