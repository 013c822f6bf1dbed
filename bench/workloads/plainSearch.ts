import type { EstateGraph, View } from '../../lib/blast/graph.ts';
import { nodeKinds } from '../../lib/model/facts.ts';

/**
 * One set as a first version would have it: nodes and, after them, permissions, with the edges that lead from each, no edge twice; no lives.
 * Vertex v leads to to[start[v]] .. to[start[v + 1] - 1].
 */
export type PlainGraph = {
  nodes: number;
  vertices: number;
  start: Uint32Array;
  to: Uint32Array;
  /** By vertex, of permissions only. */
  weight: Uint16Array;
  kind: Uint8Array;
  spoken: View['spoken'];
  presentable: Uint8Array;
};

/** O(nodes + edges + grants). */
export function plainGraph(graph: EstateGraph, { edges, permits, spoken, presentable }: View): PlainGraph {
  const { nodes, permissions } = graph;
  const vertices = nodes + permissions.count;
  const start = new Uint32Array(vertices + 1);
  const to = new Uint32Array(edges.head.length + permits.head.length);
  let next = 0;
  for (let v = 0; v < nodes; v++) {
    for (const [part, first] of [
      [edges, 0],
      [permits, nodes],
    ] as const) {
      const begun = next;
      for (let slot = part.start[v]!; slot < part.start[v + 1]!; slot++) {
        const w = first + part.head[slot]!;
        if (next === begun || to[next - 1] !== w) to[next++] = w; // rows are ascending: parallel edges lie side by side
      }
    }
    start[v + 1] = next;
  }
  start.fill(next, nodes + 1);
  const weight = new Uint16Array(vertices);
  weight.set(permissions.weight, nodes);
  return { nodes, vertices, start, to: to.slice(0, next), weight, kind: graph.kind, spoken, presentable };
}

export type PlainScratch = { seen: Uint32Array; queue: Uint32Array; stamp: number };
export const plainScratch = ({ nodes, vertices }: PlainGraph): PlainScratch => ({ seen: new Uint32Array(vertices), queue: new Uint32Array(nodes), stamp: 0 });

/** What each search found, one after another. @property entered nodes, the credential itself included */
export type PlainFigures = { entered: Uint32Array; scope: Uint32Array; weight: Float64Array; identities: Uint32Array; chain: Uint32Array };
export const plainFigures = (count: number): PlainFigures => ({
  entered: new Uint32Array(count),
  scope: new Uint32Array(count),
  weight: new Float64Array(count),
  identities: new Uint32Array(count),
  chain: new Uint32Array(count),
});

const identityKind = nodeKinds.indexOf('identity');
const credentialKind = nodeKinds.indexOf('credential');

/** The leak of one credential, breadth first, written at a place of `out`: the baseline that the engine is measured against. Allocates nothing. */
export function plainSearch(plain: PlainGraph, source: number, scratch: PlainScratch, out: PlainFigures, at: number): void {
  const { nodes, start, to, weight, kind, spoken, presentable } = plain;
  const { seen, queue } = scratch;
  const stamp = ++scratch.stamp;
  let [scope, sum, identities, credentials] = [0, 0, 0, 0];
  if (presentable[source] === 0) return;
  queue[0] = source;
  seen[source] = stamp;
  let tail = 1;
  for (let next = 0; next < tail; next++) {
    const v = queue[next]!;
    if (kind[v] === identityKind) identities++;
    else if (kind[v] === credentialKind) credentials++;
    for (let slot = start[v]!, end = start[v + 1]!; slot < end; slot++) {
      const w = to[slot]!;
      if (seen[w] === stamp) continue;
      seen[w] = stamp;
      if (w < nodes) queue[tail++] = w;
      else {
        scope++;
        sum += weight[w]!;
      }
    }
  }
  for (let next = 0; next < tail; next++) {
    const v = queue[next]!;
    for (let slot = spoken.start[v]!, end = spoken.start[v + 1]!; slot < end; slot++) {
      const w = spoken.head[slot]!;
      if (seen[w] === stamp) continue;
      seen[w] = stamp;
      if (kind[w] === identityKind) identities++;
    }
  }
  out.entered[at] = tail;
  out.scope[at] = scope;
  out.weight[at] = sum;
  out.identities[at] = identities;
  out.chain[at] = credentials - 1; // itself is entered
}
