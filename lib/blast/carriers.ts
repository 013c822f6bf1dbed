import { edgeTypes } from '../model/facts.ts';
import { type CarriedBy, carriers } from '../model/picture.ts';
import { edgeBit } from './columns.ts';
import type { Exploration } from './explore.ts';
import type { EstateGraph, View } from './graph.ts';

type Edges = { edgeType: Uint8Array; edgeFlags: Uint8Array };

const none = 255;
const code = (carrier: CarriedBy): number => carriers.indexOf(carrier);
const workloadKind = 1;

/**
 * For each entered node, by node number, the index in `carriers` of what its stay rests on (255 where it was not entered). A stay is what some edge passes on of the stay before it, or an edge's
 * floor; the label follows the stays from the starts first, then from floors, so that every node has the one that suffices. O(nodes and edges reached).
 * @param starts the nodes entered without an edge
 */
export function carriersOfStays(
  graph: EstateGraph,
  view: View,
  { edgeType, edgeFlags }: Edges,
  { nodes, stay }: Exploration,
  starts: readonly number[],
): Uint8Array {
  const label = new Uint8Array(graph.nodes).fill(none);
  const queue: number[] = [];
  const set = (v: number, carrier: number): void => {
    if (label[v] !== none) return;
    label[v] = carrier;
    queue.push(v);
  };
  const spreadLabels = (): void => {
    for (let u = queue.pop(); u !== undefined; u = queue.pop()) {
      for (let slot = view.edges.start[u]!; slot < view.edges.start[u + 1]!; slot++) {
        const v = view.edges.head[slot]!;
        if (view.floor[slot]! < stay[v]! && Math.min(view.cap[slot]!, stay[u]!) >= stay[v]!) set(v, label[u]!);
      }
    }
  };
  const entered = new Set(nodes);
  for (const v of starts) if (entered.has(v) && stay[v] === startStay(graph, v)) set(v, graph.kind[v] === workloadKind ? code('foothold') : code('key'));
  spreadLabels();
  for (const carrier of ['session', 'harvested', 'planted', 'renewing'] as const) {
    for (const u of nodes) {
      for (let slot = view.edges.start[u]!; slot < view.edges.start[u + 1]!; slot++) {
        const v = view.edges.head[slot]!;
        if (
          label[v] === none &&
          view.floor[slot] === stay[v] &&
          floorOf(edgeTypes[edgeType[view.edges.edge[slot]!]!]!, edgeFlags[view.edges.edge[slot]!]!) === carrier
        )
          set(v, code(carrier));
      }
    }
    spreadLabels();
  }
  for (const u of nodes) set(u, code('key')); // none is left: each stay is passed on or a floor
  return label;
}

const startStay = (graph: EstateGraph, v: number): number => (graph.kind[v] === workloadKind ? graph.lives.last : graph.ownLife[v]!);

/** What an edge's floor is. */
function floorOf(type: (typeof edgeTypes)[number], flags: number): CarriedBy {
  if (type === 'holds') return (flags & edgeBit.renews) !== 0 ? 'renewing' : 'harvested';
  if (type === 'uses') return 'harvested';
  return (flags & edgeBit.lasting) !== 0 ? 'planted' : 'session';
}
