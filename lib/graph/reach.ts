import type { Csr } from './csr.ts';

/**
 * Hops from the sources to every node, breadth first; returns how many nodes were reached, sources included. They lie in `queue` in the order of their first visit:
 * by hops, then by the order of the sources and of the rows. O(nodes + edges), allocates nothing.
 * @param sources in any order, repeats allowed
 * @param hops    out, length g.nodes: 0 at the sources, -1 where never reached
 * @param queue   out, length g.nodes
 * @param via     out, length g.nodes: the slot through which each was first reached; meaningless at sources and where hops is -1
 */
export function reach(g: Csr, sources: ArrayLike<number>, hops: Int32Array, queue: Uint32Array, via?: Uint32Array): number {
  hops.fill(-1);
  let tail = 0;
  for (let i = 0; i < sources.length; i++) {
    const source = sources[i]!;
    if (hops[source] === 0) continue;
    hops[source] = 0;
    queue[tail++] = source;
  }
  for (let next = 0; next < tail; next++) {
    const v = queue[next]!;
    for (let slot = g.start[v]!; slot < g.start[v + 1]!; slot++) {
      const w = g.head[slot]!;
      if (hops[w] !== -1) continue; // first visit is the shortest: every edge costs one hop
      hops[w] = hops[v]! + 1;
      if (via) via[w] = slot;
      queue[tail++] = w;
    }
  }
  return tail;
}
