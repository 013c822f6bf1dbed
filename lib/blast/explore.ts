import { type NodeKind, nodeKinds } from '../model/facts.ts';
import type { End, Figures, Ring } from '../model/figures.ts';
import { bands, lifeUnitSeconds } from '../model/weights.ts';
import { ExploreMemory } from './exploreMemory.ts';
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

/**
 * Spreads from one start (docs/facts.md, semantics 2 to 8). `chain` counts the credentials entered that the start does not name. O(what is reached), where there is memory from before.
 * @param memory where arrays by node come from; whoever gives it gives explorations back to it
 */
export function explore(graph: EstateGraph, end: End, start: Start, scratch: Scratch, memory: ExploreMemory = new ExploreMemory(graph)): Exploration {
  const view = graph[end];
  const { hops, via, stay } = memory.take();
  const nodes = enterAll(graph, view, start, scratch, stay);
  hopsFrom(view, start, nodes, hops, via);
  const spoken = spokenFrom(view, nodes, hops);
  const scope = scopeFrom(view, start, nodes, hops, stay, memory);
  let depth = 0;
  for (const v of nodes) depth = Math.max(depth, hops[v]!);
  for (const identity of spoken) depth = Math.max(depth, identity.hops);
  for (const hop of scope.permissionHops) depth = Math.max(depth, hop);
  return { nodes, hops, via, stay, spoken, ...scope, depth, ...figuresFrom(graph, start, nodes, spoken, scope) };
}

/** The entered nodes, breadth first; writes their stays. */
function enterAll(graph: EstateGraph, view: View, start: Start, scratch: Scratch, stay: Uint8Array): Uint32Array {
  const result: Spread = { count: 0, open: false };
  renew(scratch);
  for (const { node, stay } of start.nodes) result.count = enter(scratch, result.count, node, stay);
  spread(graph, view, scratch, result.count, result);
  const nodes = scratch.entered.slice(0, result.count);
  for (const v of nodes) stay[v] = scratch.stay[v]!;
  return nodes;
}

/** Every node is next to one that comes before it: its first visit is the shortest way, because every edge costs one hop. */
function hopsFrom({ edges }: View, start: Start, nodes: Uint32Array, hops: Int32Array, via: Uint32Array): void {
  for (const { node } of start.nodes) hops[node] = 0;
  for (const u of nodes) {
    for (let slot = edges.start[u]!; slot < edges.start[u + 1]!; slot++) {
      const v = edges.head[slot]!;
      if (hops[v] !== -1) continue;
      hops[v] = hops[u]! + 1;
      via[v] = slot;
    }
  }
}

function spokenFrom(view: View, nodes: Uint32Array, hops: Int32Array): Exploration['spoken'] {
  const found = new Map<number, { node: number; hops: number; from: number }>();
  for (const from of nodes) {
    for (let slot = view.spoken.start[from]!; slot < view.spoken.start[from + 1]!; slot++) {
      const node = view.spoken.head[slot]!;
      if (hops[node] === -1 && !found.has(node)) found.set(node, { node, hops: hops[from]! + 1, from }); // nodes come by hops: the first is the nearest
    }
  }
  return [...found.values()].sort((a, b) => a.node - b.node);
}

type Scope = Pick<Exploration, 'permissions' | 'last' | 'carrier' | 'permissionHops'>;

function scopeFrom(view: View, start: Start, nodes: Uint32Array, hops: Int32Array, stay: Uint8Array, memory: ExploreMemory): Scope {
  const { last, carrier, hops: permissionHops, found } = memory.permissions; // hops 0: not in scope
  let count = 0;
  const add = (p: number, node: number, lasts: number) => {
    const hop = hops[node]! + 1;
    const best = carrier[p]!;
    const fresh = permissionHops[p] === 0;
    const further = fresh || lasts > last[p]! || (lasts === last[p] && (hops[node]! < hops[best]! || (hops[node] === hops[best] && node < best)));
    if (further) {
      last[p] = lasts;
      carrier[p] = node;
    }
    if (fresh) found[count++] = p;
    if (fresh || hop < permissionHops[p]!) permissionHops[p] = hop;
  };
  for (const u of nodes) {
    for (let slot = view.permits.start[u]!; slot < view.permits.start[u + 1]!; slot++)
      add(view.permits.head[slot]!, u, Math.min(stay[u]!, view.permitCap[slot]!));
  }
  for (const { permission, store } of start.permissions) add(permission, store, stay[store]!);
  const permissions = found.slice(0, count).sort();
  const scope = {
    permissions,
    last: Uint8Array.from(permissions, (p) => last[p]!),
    carrier: permissions.map((p) => carrier[p]!),
    permissionHops: Int32Array.from(permissions, (p) => permissionHops[p]!),
  };
  for (const p of permissions) permissionHops[p] = 0;
  return scope;
}

function figuresFrom(
  graph: EstateGraph,
  start: Start,
  nodes: Uint32Array,
  spoken: Exploration['spoken'],
  scope: Scope,
): { figures: Figures; actionUnits: number } {
  const { permissions } = graph;
  const started = new Set(start.nodes.map(({ node }) => node));
  const kinds = (kind: NodeKind) => nodes.reduce((n, v) => n + (graph.kind[v] === nodeKinds.indexOf(kind) ? 1 : 0), 0);
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
  const administers = nodes.some((v) => (graph.traits[v]! & traitBit.administers) !== 0);
  const figures: Figures = {
    identities: kinds('identity') + spoken.filter(({ node }) => graph.kind[node] === nodeKinds.indexOf('identity')).length,
    workloads: kinds('workload'),
    chain: kinds('credential') - startedCredentials,
    scope: scope.permissions.length,
    resources,
    weight,
    actionDays: actionDaysOf(actionUnits),
    share: permissions.liveWeight > 0 ? weight / permissions.liveWeight : 0,
    band: bands[bandOf(actionUnits, (traits & permissionBit.jewel) !== 0, administers)]!,
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
  permissions.forEach((p, i) => {
    ending[last[i]!]! += 1;
    endingWeight[last[i]!]! += graph.permissions.weight[p]!;
  });
  const curve = [{ seconds: 0, permissions: permissions.length, weight: endingWeight.reduce((a, b) => a + b, 0) }];
  for (let i = 0; i < units.length; i++) {
    const before = curve[i]!;
    curve.push({ seconds: units[i]! * lifeUnitSeconds, permissions: before.permissions - ending[i]!, weight: before.weight - endingWeight[i]! });
  }
  return curve;
}

/** How many of each kind lie at each hop, spoken-for nodes included; and how many permissions. Hop 0 is the start. */
export function ringsOf(graph: EstateGraph, exploration: Exploration): Ring[] {
  if (exploration.nodes.length === 0) return [];
  const counts = Array.from({ length: exploration.depth + 1 }, () => ({ kinds: new Uint32Array(nodeKinds.length), permissions: 0 }));
  for (const v of exploration.nodes) counts[exploration.hops[v]!]!.kinds[graph.kind[v]!]!++;
  for (const { node, hops } of exploration.spoken) counts[hops]!.kinds[graph.kind[node]!]!++;
  for (const hop of exploration.permissionHops) counts[hop]!.permissions++;
  return counts.map(({ kinds, permissions }, hop) => ({
    hop,
    nodes: nodeKinds.map((kind, k) => ({ kind, count: kinds[k]! })).filter(({ count }) => count > 0),
    permissions,
  }));
}

/** A fact behind a permission: a grant of an entered node (number in GrantColumns), or the `reads-secrets` it followed (number in EdgeColumns). `last` is a grid index. */
export type Carrier = { node: number; of: 'grant' | 'edge'; number: number; last: number };

/**
 * Every fact that carries the given permissions in this exploration, longest first, then by hops and node. One pass over what was entered.
 * @param grants GrantColumns.count, which tells grants from edges
 */
export function carriersOf(graph: EstateGraph, end: End, grants: number, { nodes, stay }: Exploration, permissions: Iterable<number>): Map<number, Carrier[]> {
  const carriers = new Map<number, Carrier[]>();
  for (const p of permissions) carriers.set(p, []);
  const { permits, permitCap } = graph[end];
  for (const node of nodes) {
    for (let slot = permits.start[node]!; slot < permits.start[node + 1]!; slot++) {
      const fact = permits.edge[slot]!;
      const last = Math.min(stay[node]!, permitCap[slot]!);
      carriers.get(permits.head[slot]!)?.push(fact < grants ? { node, of: 'grant', number: fact, last } : { node, of: 'edge', number: fact - grants, last });
    }
  }
  for (const list of carriers.values()) list.sort((a, b) => b.last - a.last); // stable: nodes came by hops
  return carriers;
}
