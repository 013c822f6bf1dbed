import type { EstateColumns } from '../blast/columns.ts';
import type { EstateGraph } from '../blast/graph.ts';
import { type EdgeType, edgeTypes } from '../model/facts.ts';

const authenticates = edgeTypes.indexOf('authenticates' satisfies EdgeType);

/**
 * The identity that each credential authenticates as, by position in EstateGraph.credentials: the node with the least key over its live `authenticates`
 * edges, scoped or not, certain or possible; -1 where there is none. Node numbers are in the order of keys.
 */
export function firstIdentities(graph: EstateGraph, { edges }: EstateColumns): Int32Array {
  const first = new Int32Array(graph.nodes).fill(-1);
  for (let e = 0; e < edges.count; e++) {
    if (edges.type[e] !== authenticates || edges.untilMs[e]! <= graph.asOfMs) continue;
    const [from, to] = [edges.from[e]!, edges.to[e]!];
    if (first[from] === -1 || to < first[from]!) first[from] = to;
  }
  return Int32Array.from(graph.credentials, (v) => first[v]!);
}
