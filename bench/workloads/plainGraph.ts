import type { EstateGraph, View } from '../../lib/blast/graph.ts';
import { type SetGraph, setGraph } from '../../lib/blast/setSearch.ts';

/** One set as a first version would have it: compressed rows in which no edge and no permit stands twice. */
export type PlainGraph = SetGraph & { presentable: Uint8Array };

/** O(nodes + edges + grants). */
export function plainGraph(graph: EstateGraph, view: View): PlainGraph {
  return { ...setGraph(graph, view), edges: eachOnce(view.edges), permits: eachOnce(view.permits), presentable: view.presentable };
}

/** Rows are ascending: what stands twice lies side by side. */
function eachOnce({ start, head }: SetGraph['edges']): SetGraph['edges'] {
  const [starts, heads] = [new Uint32Array(start.length), new Uint32Array(head.length)];
  let next = 0;
  for (let v = 0; v + 1 < start.length; v++) {
    const begun = next;
    for (let slot = start[v]!; slot < start[v + 1]!; slot++) if (next === begun || heads[next - 1] !== head[slot]) heads[next++] = head[slot]!;
    starts[v + 1] = next;
  }
  return { start: starts, head: heads.slice(0, next) };
}

/** Its edges as pairs of vertices, each with `add`: nodes, and after them permissions. */
export function eachEdge({ edges, permits, kind }: PlainGraph, add: (from: number, to: number) => void): void {
  for (const [{ start, head }, first] of [
    [edges, 0],
    [permits, kind.length],
  ] as const)
    for (let v = 0; v < kind.length; v++) for (let slot = start[v]!; slot < start[v + 1]!; slot++) add(v, first + head[slot]!);
}
