import { type NodeKind, nodeKinds } from '../model/facts.ts';
import type { End, Figures, Ring } from '../model/figures.ts';
import { bands, lifeUnitSeconds } from '../model/weights.ts';
import { ExploreMemory } from './exploreMemory.ts';
import { FewNumbers } from './fewNumbers.ts';
import { bandOf } from './figureColumns.ts';
import { type EstateGraph, permissionBit, traitBit, type View } from './graph.ts';
import { actionDaysOf } from './lives.ts';
import { enter, renew, type Scratch, type Spread, spread } from './spread.ts';
import type { Start } from './starts.ts';

/** All that one start reaches in one set, down to the single node and permission. Numbers are those of EstateGraph; stays and lasts are grid indexes. */
export type Exploration = {
  /** Entered nodes, by hops. `hops`, `via` and `stay` are by node: hops -1 where not entered, `via` the slot in View.edges of the shortest path (none at hop 0). */
  nodes: Uint32Array;
  hops: Int32Array;
  via: Uint32Array;
  stay: Uint8Array;
  /** Usable nodes spoken for by a scoped `authenticates` and not entered, ascending, with their hops and the node that speaks for them. */
  spoken: { node: number; hops: number; from: number }[];
  /** Permissions in scope, ascending; the arrays beside it are by position. */
  permissions: Uint32Array;
  last: Uint8Array;
  /** The entered node whose grant lasts longest; of several the one with the fewest hops, then the least number. */
  carrier: Uint32Array;
  permissionHops: Int32Array;
  /** Largest hops over nodes and permissions, 0 if there are none. */
  depth: number;
  figures: Figures;
  /** Sum of weight x last in units of 300 s, exact. */
  actionUnits: number;
};

/** The part of it that says which nodes are entered, and how. */
export type Entered = Pick<Exploration, 'nodes' | 'hops' | 'via' | 'stay'>;

/**
 * Spreads from one start (docs/facts.md, semantics 2 to 8). `chain` counts the credentials entered that the start does not name. O(what is reached), where there is memory from before.
 * @param memory where arrays by node come from; whoever gives it gives explorations back to it
 */
export function explore(graph: EstateGraph, end: End, start: Start, scratch: Scratch, memory: ExploreMemory = new ExploreMemory(graph)): Exploration {
  const view = graph[end];
  const entered = enterFrom(graph, end, start, scratch, memory);
  const { nodes, hops, stay } = entered;
  const spoken = spokenFrom(view, nodes, hops);
  const scope = scopeFrom(view, start, nodes, hops, stay, memory, scratch.again);
  const depth = deepestOf(nodes, hops, spoken, scope);
  return { ...entered, spoken, ...scope, depth, ...figuresFrom(graph, start, nodes, spoken, scope) };
}

/** The same without what can be done at the nodes. */
export function enterFrom(graph: EstateGraph, end: End, start: Start, scratch: Scratch, memory: ExploreMemory): Entered {
  const view = graph[end];
  const { hops, via, stay } = memory.take();
  const nodes = enterAll(graph, view, start, scratch, stay);
  hopsFrom(view, start, nodes, hops, via);
  return { nodes, hops, via, stay };
}

/** The entered nodes, breadth first; writes their stays. */
function enterAll(graph: EstateGraph, view: View, start: Start, scratch: Scratch, stay: Uint8Array): Uint32Array {
  const result: Spread = { count: 0, open: false };
  renew(scratch);
  for (const { node, stay } of start.nodes) result.count = enter(scratch, result.count, node, stay);
  spread(graph, view, scratch, result.count, result);
  const nodes = scratch.entered.slice(0, result.count);
  for (let i = 0; i < nodes.length; i++) stay[nodes[i]!] = scratch.stay[nodes[i]!]!;
  return nodes;
}

/** Every node is next to one that comes before it: its first visit is the shortest way, because every edge costs one hop. */
function hopsFrom({ edges: { start: first, head } }: View, start: Start, nodes: Uint32Array, hops: Int32Array, via: Uint32Array): void {
  for (const { node } of start.nodes) hops[node] = 0;
  for (let i = 0; i < nodes.length; i++) {
    const u = nodes[i]!;
    const hop = hops[u]! + 1;
    for (let slot = first[u]!, end = first[u + 1]!; slot < end; slot++) {
      const v = head[slot]!;
      if (hops[v] !== -1) continue;
      hops[v] = hop;
      via[v] = slot;
    }
  }
}

function spokenFrom({ spoken: { start, head } }: View, nodes: Uint32Array, hops: Int32Array): Exploration['spoken'] {
  const found = new Map<number, { node: number; hops: number; from: number }>();
  for (let i = 0; i < nodes.length; i++) {
    const from = nodes[i]!;
    for (let slot = start[from]!, end = start[from + 1]!; slot < end; slot++) {
      const node = head[slot]!;
      if (hops[node] === -1 && !found.has(node)) found.set(node, { node, hops: hops[from]! + 1, from }); // nodes come by hops: the first is the nearest
    }
  }
  return [...found.values()].sort((a, b) => a.node - b.node);
}

type Scope = Pick<Exploration, 'permissions' | 'last' | 'carrier' | 'permissionHops'>;

/**
 * Nodes are followed by hops, of equal hops the least first: so a permission is nearest where it is met first, and of carriers that last equally long the first stands. A grant of what is known
 * to last as long costs one look at a byte.
 * @param order room for the nodes
 */
function scopeFrom(view: View, start: Start, nodes: Uint32Array, hops: Int32Array, stay: Uint8Array, memory: ExploreMemory, order: Uint32Array): Scope {
  const { beyond, carrier, hops: permissionHops, found } = memory.permissions;
  const { permits, permitCap } = view;
  const { start: first, head } = permits;
  let count = 0;
  const add = (p: number, node: number, lasts: number): void => {
    if (beyond[p] === 0) {
      found[count++] = p;
      permissionHops[p] = hops[node]! + 1;
    }
    beyond[p] = lasts + 1;
    carrier[p] = node;
  };
  sortByNode(nodes, hops, order);
  for (let i = 0; i < nodes.length; i++) {
    const u = order[i]!;
    const stays = stay[u]!;
    for (let slot = first[u]!, end = first[u + 1]!; slot < end; slot++) {
      const p = head[slot]!;
      const lasts = Math.min(stays, permitCap[slot]!);
      if (lasts >= beyond[p]!) add(p, u, lasts);
    }
  }
  for (const { permission: p, store } of start.permissions) {
    const [known, lasts] = [beyond[p]! - 1, stay[store]!];
    if (lasts > known || (lasts === known && (hops[carrier[p]!]! > 0 || store < carrier[p]!))) add(p, store, lasts);
    permissionHops[p] = 1; // had at the start, whoever else has it
  }
  const permissions = ascending(found, count, beyond);
  const scope = { permissions, last: new Uint8Array(count), carrier: new Uint32Array(count), permissionHops: new Int32Array(count) };
  for (let i = 0; i < count; i++) {
    const p = permissions[i]!;
    scope.last[i] = beyond[p]! - 1;
    scope.carrier[i] = carrier[p]!;
    scope.permissionHops[i] = permissionHops[p]!;
    beyond[p] = 0;
  }
  return scope;
}

/** Writes the nodes, which come by hops, by hops and then by number. */
function sortByNode(nodes: Uint32Array, hops: Int32Array, order: Uint32Array): void {
  const begin: number[] = []; // by hop
  for (let i = 0; i < nodes.length; i++) if (hops[nodes[i]!] === begin.length) begin.push(i);
  if (nodes.length * fewIn < hops.length) {
    order.set(nodes);
    begin.forEach((from, hop) => {
      order.subarray(from, begin[hop + 1] ?? nodes.length).sort();
    });
  } else {
    for (let v = 0, left = nodes.length; left > 0; v++) {
      if (hops[v] === -1) continue;
      order[begin[hops[v]!]!++] = v;
      left--;
    }
  }
}

/** Of more than one in so many nodes or permissions, the order is read off the marks of all, which is then the shorter way. */
const fewIn = 32;

/** The first `count` of what was found, ascending; each has a mark that is not 0, nothing else has. */
function ascending(found: Uint32Array, count: number, marks: Uint8Array): Uint32Array {
  if (count * fewIn < marks.length) return found.slice(0, count).sort();
  const all = new Uint32Array(count);
  for (let p = 0, at = 0; at < count; p++) if (marks[p] !== 0) all[at++] = p;
  return all;
}

function deepestOf(nodes: Uint32Array, hops: Int32Array, spoken: Exploration['spoken'], { permissionHops }: Scope): number {
  let depth = nodes.length === 0 ? 0 : hops[nodes.at(-1)!]!; // nodes come by hops
  for (const identity of spoken) depth = Math.max(depth, identity.hops);
  for (let i = 0; i < permissionHops.length; i++) depth = Math.max(depth, permissionHops[i]!);
  return depth;
}

function figuresFrom(
  graph: EstateGraph,
  start: Start,
  nodes: Uint32Array,
  spoken: Exploration['spoken'],
  scope: Scope,
): { figures: Figures; actionUnits: number } {
  const { permissions } = graph;
  const kinds = new Uint32Array(nodeKinds.length);
  let nodeTraits = 0;
  for (let i = 0; i < nodes.length; i++) {
    kinds[graph.kind[nodes[i]!]!]!++;
    nodeTraits |= graph.traits[nodes[i]!]!;
  }
  const entered = (kind: NodeKind): number => kinds[nodeKinds.indexOf(kind)]!;
  const started = new Set(start.nodes.map(({ node }) => node));
  const startedCredentials = [...started].filter((v) => graph.kind[v] === nodeKinds.indexOf('credential')).length;
  let [weight, actionUnits, traits, resources] = [0, 0, 0, 0];
  for (let i = 0, before = -1; i < scope.permissions.length; i++) {
    const p = scope.permissions[i]!;
    weight += permissions.weight[p]!;
    actionUnits += permissions.weight[p]! * graph.lives.units[scope.last[i]!]!;
    traits |= permissions.traits[p]!;
    if (permissions.resource[p] !== before) resources++; // permissions are ascending by resource
    before = permissions.resource[p]!;
  }
  const figures: Figures = {
    identities: entered('identity') + spoken.filter(({ node }) => graph.kind[node] === nodeKinds.indexOf('identity')).length,
    workloads: entered('workload'),
    chain: entered('credential') - startedCredentials,
    scope: scope.permissions.length,
    resources,
    weight,
    actionDays: actionDaysOf(actionUnits),
    share: permissions.liveWeight > 0 ? weight / permissions.liveWeight : 0,
    band: bands[bandOf(actionUnits, (traits & permissionBit.jewel) !== 0, (nodeTraits & traitBit.administers) !== 0)]!,
    unbounded: (traits & permissionBit.pattern) !== 0,
  };
  return { figures, actionUnits };
}

/**
 * What is still usable from each point of the grid on, from 0 to T: a permission is usable before its last(p), not at it. Steps: the value of a point holds until the next, so the area under
 * `weight` is the action-days, exactly.
 */
export function curveOf(graph: EstateGraph, { permissions, last }: Exploration): { seconds: number; permissions: number; weight: number }[] {
  const { units } = graph.lives;
  const [ending, endingWeight] = [new Float64Array(units.length), new Float64Array(units.length)];
  for (let i = 0; i < permissions.length; i++) {
    ending[last[i]!]! += 1;
    endingWeight[last[i]!]! += graph.permissions.weight[permissions[i]!]!;
  }
  const curve = [{ seconds: 0, permissions: permissions.length, weight: endingWeight.reduce((a, b) => a + b, 0) }];
  for (let i = 0; i < units.length; i++) {
    const before = curve[i]!;
    curve.push({ seconds: units[i]! * lifeUnitSeconds, permissions: before.permissions - ending[i]!, weight: before.weight - endingWeight[i]! });
  }
  return curve;
}

/** How many of each kind lie at each hop, spoken-for nodes included; and how many permissions. Hop 0 is the start. */
export function ringsOf(graph: EstateGraph, exploration: Exploration): Ring[] {
  const { nodes, hops, spoken, permissionHops, depth } = exploration;
  if (nodes.length === 0) return [];
  const kinds = new Uint32Array((depth + 1) * nodeKinds.length);
  const permissions = new Uint32Array(depth + 1);
  const count = (node: number, hop: number) => kinds[hop * nodeKinds.length + graph.kind[node]!]!++;
  for (let i = 0; i < nodes.length; i++) count(nodes[i]!, hops[nodes[i]!]!);
  for (const { node, hops: hop } of spoken) count(node, hop);
  for (let i = 0; i < permissionHops.length; i++) permissions[permissionHops[i]!]!++;
  return Array.from(permissions, (inRing, hop) => ({
    hop,
    nodes: nodeKinds.map((kind, k) => ({ kind, count: kinds[hop * nodeKinds.length + k]! })).filter((of) => of.count > 0),
    permissions: inRing,
  }));
}

/** A fact behind a permission: a grant of an entered node (number in GrantColumns), or the `reads-secrets` it followed (number in EdgeColumns). `last` is a grid index. */
export type Carrier = { node: number; of: 'grant' | 'edge'; number: number; last: number };

/**
 * The facts that carry the given permissions in this exploration, longest first, then by hops and node. One pass over what was entered.
 * @param grants GrantColumns.count, which tells grants from edges
 * @param atMost so many of each permission
 */
export function carriersOf(
  graph: EstateGraph,
  end: End,
  grants: number,
  { nodes, stay }: Exploration,
  permissions: Iterable<number>,
  atMost = Number.MAX_SAFE_INTEGER,
): Map<number, Carrier[]> {
  const sought = new FewNumbers(permissions);
  const lists = Array.from({ length: sought.count }, (): Carrier[] => []);
  const { permits, permitCap } = graph[end];
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]!;
    for (let slot = permits.start[node]!, end = permits.start[node + 1]!; slot < end; slot++) {
      const place = sought.placeOf(permits.head[slot]!);
      if (place < 0) continue;
      const [list, fact, last] = [lists[place]!, permits.edge[slot]!, Math.min(stay[node]!, permitCap[slot]!)];
      list.push(fact < grants ? { node, of: 'grant', number: fact, last } : { node, of: 'edge', number: fact - grants, last });
      if (list.length >= 2 * atMost) longestFirst(list, atMost);
    }
  }
  return new Map(Array.from(sought, (p, place) => [p, longestFirst(lists[place]!, atMost)]));
}

/** Stable: nodes came by hops. */
const longestFirst = (list: Carrier[], atMost: number): Carrier[] => {
  list.sort((a, b) => b.last - a.last).splice(atMost);
  return list;
};
