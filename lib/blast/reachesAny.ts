import { type Csr, reverse } from '../graph/csr.ts';
import { reach } from '../graph/reach.ts';

/** Answers, for sets of targets one after the other, which nodes reach any of them over the edges of a view, targets included. The rows are turned round once. O(nodes + edges) a set. */
export function reachesAny(edges: Csr): (targets: ArrayLike<number>, each: (node: number) => void) => void {
  const back = reverse(edges);
  const [hops, queue] = [new Int32Array(edges.nodes), new Uint32Array(edges.nodes)];
  return (targets, each) => {
    const count = reach(back, targets, hops, queue);
    for (let at = 0; at < count; at++) each(queue[at]!);
  };
}
