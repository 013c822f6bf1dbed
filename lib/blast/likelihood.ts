import { type Csr, compress } from '../graph/csr.ts';
import { reach } from '../graph/reach.ts';
import { type EdgeType, edgeTypes, identityKinds, presentations, storages } from '../model/facts.ts';
import { type Likelihood, likelihoods } from '../model/figures.ts';
import { type EstateColumns, edgeBit } from './columns.ts';
import type { EstateGraph } from './graph.ts';

const number = (likelihood: Likelihood): number => likelihoods.indexOf(likelihood);
const typeNumber = (type: EdgeType): number => edgeTypes.indexOf(type);
/** More readers of the stores that hold it than this, and a credential is `spread`. */
const fewReaders = 10;

/**
 * Likelihood of each credential (index in likelihoods, by position in EstateGraph.credentials), from evidence, the first that applies (docs/model.md):
 * `leaked`: a public sighting, or the anonymous identity reaches a store that holds it; `bound`: sender-constrained; `found`: any other sighting; `spread`: used by two usable
 * workloads or more, or more than ten usable nodes may read the stores that hold it; `kept`: storage is a vault; else `unknown`.
 * Edges count where they are certain and live.
 */
export function likelihoodsOf(graph: EstateGraph, columns: EstateColumns): Uint8Array {
  const open = anonymousReach(graph, columns);
  const holders = tailsByHead(graph, columns, 'holds');
  const readers = tailsByHead(graph, columns, 'reads-secrets');
  const seen = new Uint32Array(graph.nodes); // stamped by position + 1
  return Uint8Array.from(graph.credentials, (c, at) => {
    const stores = rowOf(holders, c);
    if (columns.nodes.sighted[c] === 2 || stores.some((store) => open[store]! >= 0)) return number('leaked');
    if (columns.nodes.presentation[c] === presentations.indexOf('sender-constrained')) return number('bound');
    if (columns.nodes.sighted[c] === 1) return number('found');
    const workloads = new Set(rowOf(graph.certain.usedBy, c)).size;
    if (workloads >= 2 || manyReaders(readers, stores, seen, at + 1)) return number('spread');
    return columns.nodes.storage[c] === storages.indexOf('vault') ? number('kept') : number('unknown');
  });
}

export const rowOf = (g: Csr, v: number): Uint32Array => g.head.subarray(g.start[v]!, g.start[v + 1]!);

/** Hops from every usable anonymous identity over certain edges; -1 where nobody comes without signing in. */
export function anonymousReach(graph: EstateGraph, { nodes }: EstateColumns): Int32Array {
  const anonymous: number[] = [];
  for (let v = 0; v < nodes.count; v++) if (nodes.identityKind[v] === identityKinds.indexOf('anonymous') && graph.usable[v] === 1) anonymous.push(v);
  const hops = new Int32Array(graph.nodes);
  reach(graph.certain.edges, anonymous, hops, new Uint32Array(graph.nodes));
  return hops;
}

/** Rows from the head of each certain, live edge of a type to its tails that are usable; whether the head can be presented plays no part. */
export function tailsByHead(graph: EstateGraph, { edges }: EstateColumns, type: EdgeType): Csr {
  const included: number[] = [];
  for (let e = 0; e < edges.count; e++) {
    if (edges.type[e] !== typeNumber(type) || (edges.flags[e]! & edgeBit.possible) !== 0) continue;
    if (!(edges.untilMs[e]! <= graph.asOfMs) && graph.usable[edges.from[e]!] === 1) included.push(e);
  }
  return compress(graph.nodes, graph.nodes, edges.to, edges.from, Uint32Array.from(included));
}

function manyReaders(readers: Csr, stores: Uint32Array, seen: Uint32Array, stamp: number): boolean {
  let count = 0;
  for (const store of stores) {
    for (const reader of rowOf(readers, store)) {
      if (seen[reader] === stamp) continue;
      seen[reader] = stamp;
      if (++count > fewReaders) return true;
    }
  }
  return false;
}
