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
  edgeFact: Float64Array;
  grantFact: Float64Array;
  /** Index in edgeTypes, bits of edgeBit; index in actionClasses, 1 = possible. */
  edgeType: Uint8Array;
  edgeFlags: Uint8Array;
  grantClass: Uint8Array;
  grantPossible: Uint8Array;
};

export function makeSnapshot(graph: EstateGraph, { nodes, edges, grants }: EstateColumns): Snapshot {
  return {
    graph,
    nodeId: share(nodes.id, new Int32Array(sharedMemory(4 * nodes.count))),
    sensitivity: share(nodes.sensitivity, new Uint8Array(sharedMemory(nodes.count))),
    system: share(nodes.system, new Uint32Array(sharedMemory(4 * nodes.count))),
    systems: nodes.systems,
    edgeType: share(edges.type, new Uint8Array(sharedMemory(edges.count))),
    edgeFlags: share(edges.flags, new Uint8Array(sharedMemory(edges.count))),
    grantClass: share(grants.class, new Uint8Array(sharedMemory(grants.count))),
    grantPossible: share(grants.possible, new Uint8Array(sharedMemory(grants.count))),
    edgeFact: share(edges.fact, new Float64Array(sharedMemory(8 * edges.count))),
    grantFact: share(grants.fact, new Float64Array(sharedMemory(8 * grants.count))),
  };
}

/** The arrays of the columns may be longer than their count. */
function share<T extends Int32Array | Uint32Array | Uint8Array | Float64Array>(from: T, to: T): T {
  to.set(from.subarray(0, to.length));
  return to;
}

/** Node number by database id; -1 where the id is not in the graph. */
export function numbersById(nodeId: Int32Array): Int32Array {
  const most = nodeId.reduce((a, b) => Math.max(a, b), 0);
  const numbers = new Int32Array(most + 1).fill(-1);
  for (let v = 0; v < nodeId.length; v++) numbers[nodeId[v]!] = v;
  return numbers;
}
