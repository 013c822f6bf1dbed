import type { Csr } from './csr.ts';

/**
 * Strongly connected components: two nodes have the same number if and only if each reaches the other. Numbers are dense, in reverse topological order
 * (an edge never leads to a greater number). Tarjan's algorithm (SIAM J. Comput. 1, 1972) without recursion. O(nodes + edges).
 */
export function components(g: Csr): Uint32Array {
  const unseen = 0;
  const order = new Uint32Array(g.nodes); // 1-based time of first visit, 0 unseen
  const low = new Uint32Array(g.nodes);
  const component = new Uint32Array(g.nodes);
  const settled = new Uint8Array(g.nodes);
  const open = new Uint32Array(g.nodes); // visited, not yet in a component
  const path = new Uint32Array(g.nodes); // the walk from the root to where we are
  const cursor = new Uint32Array(g.nodes);
  let time = 0;
  let opened = 0;
  let count = 0;
  /** A node that leads nowhere is a component by itself as soon as it is seen. */
  const settle = (v: number): void => {
    order[v] = ++time;
    settled[v] = 1;
    component[v] = count++;
  };
  for (let root = 0; root < g.nodes; root++) {
    if (order[root] !== unseen) continue;
    if (g.start[root] === g.start[root + 1]) {
      settle(root);
      continue;
    }
    let depth = 0;
    path[0] = root;
    while (depth >= 0) {
      const v = path[depth]!;
      if (order[v] === unseen) {
        order[v] = low[v] = ++time;
        open[opened++] = v;
        cursor[v] = g.start[v]!;
      }
      let deeper = false;
      while (cursor[v]! < g.start[v + 1]!) {
        const w = g.head[cursor[v]!++]!;
        if (order[w] === unseen) {
          if (g.start[w] === g.start[w + 1]) {
            settle(w);
            continue;
          }
          path[++depth] = w;
          deeper = true;
          break;
        }
        if (settled[w] === 0 && order[w]! < low[v]!) low[v] = order[w]!;
      }
      if (deeper) continue;
      if (low[v] === order[v]) {
        let w: number;
        do {
          w = open[--opened]!;
          settled[w] = 1;
          component[w] = count;
        } while (w !== v);
        count++;
      }
      depth--;
      if (depth >= 0 && low[v]! < low[path[depth]!]!) low[path[depth]!] = low[v]!; // after settling low[v] is order[v] > low of the parent
    }
  }
  return component;
}
