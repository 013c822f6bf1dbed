import type { EstateColumns } from '../blast/columns.ts';
import type { EstateGraph } from '../blast/graph.ts';
import { sharedMemory } from '../graph/csr.ts';

/** What the questions about single nodes are answered from; every array is shared between the threads, none is written after it was made. */
export type Snapshot = {
  graph: EstateGraph;
  /** The database's node id of each node number, ascending node numbers being ascending keys. */
  nodeId: Int32Array;
  /** 1..5, by node number. */
  sensitivity: Uint8Array;
  /** Number in `systems`, by node number. */
  system: Uint32Array;
  systems: string[];
  /** The database's fact id of each edge and grant number. */
  edgeFact: Float64Array | Uint32Array;
  grantFact: Float64Array | Uint32Array;
  /** Index in edgeTypes, bits of edgeBit; index in actionClasses, 1 = possible. */
  edgeType: Uint8Array;
  edgeFlags: Uint8Array;
  grantClass: Uint8Array;
  grantPossible: Uint8Array;
};

export function makeSnapshot(graph: EstateGraph, { nodes, edges, grants }: EstateColumns): Snapshot {
  return {
    graph,
    nodeId: inSharedMemory(nodes.id),
    sensitivity: inSharedMemory(nodes.sensitivity),
    system: inSharedMemory(nodes.system),
    systems: nodes.systems,
    edgeType: inSharedMemory(edges.type),
    edgeFlags: inSharedMemory(edges.flags),
    grantClass: inSharedMemory(grants.class),
    grantPossible: inSharedMemory(grants.possible),
    edgeFact: inSharedMemory(edges.fact),
    grantFact: inSharedMemory(grants.fact),
  };
}

/** The same array, or a copy of it, where all threads can read it. */
export function inSharedMemory<A extends Int32Array | Uint32Array | Uint16Array | Uint8Array | Float64Array>(array: A): A {
  if (array.buffer instanceof SharedArrayBuffer) return array;
  const copy = new (array.constructor as new (memory: ArrayBufferLike) => A)(sharedMemory(array.byteLength));
  copy.set(array);
  return copy;
}

/** Node number by database id; -1 where the id is not in the graph. */
export function numbersById(nodeId: Int32Array): Int32Array {
  const most = nodeId.reduce((a, b) => Math.max(a, b), 0);
  const numbers = new Int32Array(most + 1).fill(-1);
  for (let v = 0; v < nodeId.length; v++) numbers[nodeId[v]!] = v;
  return numbers;
}
