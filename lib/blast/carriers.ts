import { edgeTypes } from '../model/facts.ts';
import { type CarriedBy, carriers } from '../model/picture.ts';
import { edgeBit } from './columns.ts';
import type { Exploration } from './explore.ts';
import type { EstateGraph, View } from './graph.ts';

type Edges = { edgeType: Uint8Array; edgeFlags: Uint8Array };

/** Of a node that has no label. */
export const unlabelled = 255;
const code = (carrier: CarriedBy): number => carriers.indexOf(carrier);
const workloadKind = 1;
/** In the order in which they are named; a node that waits for one has this bit beside its code. */
const floors = ['session', 'harvested', 'planted', 'renewing'] as const;
const waits = 128;

/**
 * For each entered node, by node number, the index in `carriers` of what its stay rests on. A stay is what some edge passes on of the stay before it, or an edge's floor; the label follows the
 * stays from the starts first, then from floors, so that every node has the one that suffices. O(nodes and edges reached).
 * @param starts the nodes entered without an edge
 * @param label  out, by node: `unlabelled` before, and after where a node was not entered
 */
export function carriersOfStays(
  graph: EstateGraph,
  view: View,
  edges: Edges,
  { nodes, hops, stay }: Exploration,
  starts: readonly number[],
  label: Uint8Array,
): void {
  const spread = new Spread(view, stay, label, nodes.length);
  for (const v of starts) if (hops[v] !== -1 && stay[v] === startStay(graph, v)) spread.set(v, graph.kind[v] === workloadKind ? code('foothold') : code('key'));
  spread.follow();
  const waiting = waitForFloors(view, edges, nodes, stay, label);
  for (const carrier of floors.map(code)) {
    if ((waiting & (1 << carrier)) === 0) continue;
    for (let i = 0; i < nodes.length; i++) if (label[nodes[i]!] === waits + carrier) spread.set(nodes[i]!, carrier);
    spread.follow();
  }
  const key = code('key');
  for (let i = 0; i < nodes.length; i++) spread.set(nodes[i]!, key); // none is left: each stay is passed on or a floor
}

/** Hands labels on from node to node, as far as stays are passed on. */
class Spread {
  readonly #view: View;
  readonly #stay: Uint8Array;
  readonly #label: Uint8Array;
  /** Labelled nodes that are still to be followed; each is once among them. */
  readonly #stack: Uint32Array;
  #count = 0;
  constructor(view: View, stay: Uint8Array, label: Uint8Array, nodes: number) {
    this.#view = view;
    this.#stay = stay;
    this.#label = label;
    this.#stack = new Uint32Array(nodes);
  }

  set(v: number, carrier: number): void {
    if (this.#label[v]! < waits) return;
    this.#label[v] = carrier;
    this.#stack[this.#count++] = v;
  }

  follow(): void {
    const [label, stay, stack] = [this.#label, this.#stay, this.#stack];
    const { edges, floor, cap } = this.#view;
    const { start, head } = edges;
    let count = this.#count;
    while (count > 0) {
      const u = stack[--count]!;
      const [here, carrier] = [stay[u]!, label[u]!];
      for (let slot = start[u]!, end = start[u + 1]!; slot < end; slot++) {
        const v = head[slot]!;
        if (label[v]! < waits || floor[slot]! >= stay[v]! || Math.min(cap[slot]!, here) < stay[v]!) continue;
        label[v] = carrier;
        stack[count++] = v;
      }
    }
    this.#count = 0;
  }
}

/** Marks each node that has no label with the first carrier that a floor as high as its stay is; returns the bits of those that occur. */
function waitForFloors(view: View, { edgeType, edgeFlags }: Edges, nodes: Uint32Array, stay: Uint8Array, label: Uint8Array): number {
  const { edges, floor } = view;
  const { start, head, edge } = edges;
  let waiting = 0;
  for (let i = 0; i < nodes.length; i++) {
    const u = nodes[i]!;
    for (let slot = start[u]!, end = start[u + 1]!; slot < end; slot++) {
      const v = head[slot]!;
      if (label[v]! < waits || floor[slot] !== stay[v]) continue;
      const carrier = floorOf(edgeType[edge[slot]!]!, edgeFlags[edge[slot]!]!);
      if (waits + carrier >= label[v]!) continue;
      label[v] = waits + carrier;
      waiting |= 1 << carrier;
    }
  }
  return waiting;
}

const startStay = (graph: EstateGraph, v: number): number => (graph.kind[v] === workloadKind ? graph.lives.last : graph.ownLife[v]!);

const [holds, uses] = [edgeTypes.indexOf('holds'), edgeTypes.indexOf('uses')];
const [session, harvested, planted, renewing] = floors.map(code) as [number, number, number, number]; // one each

/** What an edge's floor is. */
function floorOf(type: number, flags: number): number {
  if (type === holds) return (flags & edgeBit.renews) !== 0 ? renewing : harvested;
  if (type === uses) return harvested;
  return (flags & edgeBit.lasting) !== 0 ? planted : session;
}
