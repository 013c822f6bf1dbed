import type { Exploration } from './explore.ts';
import type { EstateGraph, View } from './graph.ts';

/** What is known of the nodes and edges of a graph for a picture of it; arrays by node and by edge. */
export type PicturedEstate = {
  graph: EstateGraph;
  view: View;
  sensitivity: Uint8Array;
  /** Number in `systems`. */
  system: Uint32Array;
  systems: readonly string[];
  edgeType: Uint8Array;
  edgeFlags: Uint8Array;
};

/** A thing reached: a node entered or spoken for, or a resource acted on. Numbers are those of EstateGraph. */
export type Thing = {
  node: number;
  hop: number;
  kind: number;
  /** Heaviest class in scope on it; -1 for none. */
  class: number;
  sensitivity: number;
  /** Of the permissions in scope on it. */
  weight: number;
  /** 1 where the certain set reaches it too. */
  certain: number;
  /** How long it can be reached, by grid index, and the index in `carriers` of what carries it so long. */
  lasts: number;
  by: number;
  system: number;
  /** The entered node that speaks for it, where that is the nearest way to it; else -1. */
  speaker: number;
};

/**
 * Visits every thing reached once, ascending by node: the three ascending lists of an exploration are walked side by side, so nothing is made by thing. O(what is reached).
 * @param label as `carriersOfStays` has it
 * @param visit gets the same record each time, written anew: whoever keeps it copies it
 */
export function eachThing(
  { graph, sensitivity, system }: PicturedEstate,
  exploration: Exploration,
  certain: Exploration,
  label: Uint8Array,
  visit: (thing: Thing) => void,
): void {
  const { hops, stay, spoken, permissions, last, permissionHops, carrier } = exploration;
  const { resource, weight, class: classOf } = graph.permissions;
  const entered = ascendingNodes(exploration);
  const isCertain = inOrder(graph, certain);
  const none = graph.nodes;
  const thing: Thing = { node: 0, hop: 0, kind: 0, class: -1, sensitivity: 0, weight: 0, certain: 0, lasts: 0, by: 0, system: 0, speaker: -1 };
  let [nextEntered, nextSpoken, next] = [0, 0, 0];
  for (;;) {
    const enters = nextEntered < entered.length ? entered[nextEntered]! : none;
    const speaks = nextSpoken < spoken.length ? spoken[nextSpoken]!.node : none;
    const acts = next < permissions.length ? resource[permissions[next]!]! : none;
    const node = Math.min(enters, speaks, acts);
    if (node === none) return;
    thing.node = node;
    thing.kind = graph.kind[node]!;
    thing.sensitivity = sensitivity[node]!;
    thing.system = system[node]!;
    thing.class = -1;
    thing.weight = 0;
    thing.speaker = -1;
    if (node === enters) {
      nextEntered++;
      thing.hop = hops[node]!;
      thing.lasts = stay[node]!;
      thing.by = label[node]!;
    } else if (node === speaks) {
      const { from, hops: hop } = spoken[nextSpoken++]!;
      thing.hop = hop;
      thing.speaker = from;
      thing.lasts = stay[from]!;
      thing.by = label[from]!;
    } else {
      thing.hop = permissionHops[next]!;
      thing.lasts = -1; // any permission lasts longer
    }
    for (; next < permissions.length && resource[permissions[next]!] === node; next++) {
      const p = permissions[next]!;
      if (classOf[p]! > thing.class) thing.class = classOf[p]!;
      thing.weight += weight[p]!;
      if (last[next]! > thing.lasts) {
        thing.lasts = last[next]!;
        thing.by = label[carrier[next]!]!;
      }
      if (node !== enters && permissionHops[next]! < thing.hop) {
        thing.hop = permissionHops[next]!;
        thing.speaker = -1;
      }
    }
    thing.certain = isCertain(node) ? 1 : 0;
    visit(thing);
  }
}

/** Entered nodes of more than one in so many are read off the hops of all nodes, which is then the shorter way to their order. */
const fewIn = 32;

function ascendingNodes({ nodes, hops }: Exploration): Uint32Array {
  if (nodes.length * fewIn < hops.length) return nodes.slice().sort();
  const all = new Uint32Array(nodes.length);
  for (let v = 0, at = 0; at < all.length; v++) if (hops[v] !== -1) all[at++] = v;
  return all;
}

/** Whether an exploration reaches a node; to be asked in ascending order. */
function inOrder({ permissions: { resource } }: EstateGraph, { hops, spoken, permissions }: Exploration): (node: number) => boolean {
  let [nextSpoken, next] = [0, 0];
  return (node) => {
    while (nextSpoken < spoken.length && spoken[nextSpoken]!.node < node) nextSpoken++;
    while (next < permissions.length && resource[permissions[next]!]! < node) next++;
    return hops[node] !== -1 || spoken[nextSpoken]?.node === node || (next < permissions.length && resource[permissions[next]!] === node);
  };
}

/** The heaviest class in scope on a node; -1 for none. */
export function heaviestOn({ permissions: { first, class: classOf } }: EstateGraph, { permissions }: Exploration, node: number): number {
  let [low, high] = [0, permissions.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (permissions[middle]! < first[node + 1]!) low = middle + 1;
    else high = middle;
  }
  const p = permissions[low - 1]; // the last one below the next node's; of one node, classes ascend
  return p !== undefined && p >= first[node]! ? classOf[p]! : -1;
}
