import type { Csr } from './csr.ts';
import { NumberList } from './numberList.ts';

/**
 * Strongly connected components: two nodes have the same number if and only if each reaches the other. Numbers are dense, in reverse topological order
 * (an edge never leads to a greater number). Tarjan's algorithm (SIAM J. Comput. 1, 1972) without recursion, with one array by node as in Pearce (Inf. Process. Lett. 116, 2016).
 * O(nodes + edges).
 */
export function components(g: Csr): Uint32Array {
  const { nodes, start, head } = g;
  /** 0 unseen; from 1 on, while its component is open, the least time of a visit that it leads back to; from `nodes` downwards the component, which is greater than any time then. */
  const index = new Uint32Array(nodes);
  const open = new NumberList(); // their rows were followed, not yet in a component
  // the walk from the root to where we are: node, next slot, time of the visit
  const [path, cursor, begun] = [new NumberList(), new NumberList(), new NumberList()];
  let time = 1;
  let component = nodes;
  const visit = (v: number): void => {
    path.push(v);
    cursor.push(start[v]!);
    begun.push(time);
    index[v] = time++;
  };
  for (let root = 0; root < nodes; root++) {
    if (index[root] !== 0) continue;
    if (start[root] === start[root + 1]) {
      index[root] = component--; // what leads nowhere is a component by itself as soon as it is seen
      continue;
    }
    visit(root);
    while (path.length > 0) {
      const depth = path.length - 1;
      const v = path.at(depth);
      const end = start[v + 1]!;
      let least = index[v]!;
      let slot = cursor.at(depth);
      for (; slot < end; slot++) {
        const w = head[slot]!;
        if (index[w] === 0) {
          if (start[w] !== start[w + 1]) break;
          index[w] = component--;
        } else if (index[w]! < least) least = index[w]!;
      }
      index[v] = least;
      if (slot < end) {
        cursor.set(depth, slot); // looked at once more when it has its number
        visit(head[slot]!);
        continue;
      }
      path.length = cursor.length = depth;
      const first = begun.at(depth);
      begun.length = depth;
      if (least !== first) {
        open.push(v);
        continue;
      }
      time--;
      while (open.length > 0 && index[open.at(open.length - 1)]! >= first) {
        index[open.at(--open.length)] = component;
        time--;
      }
      index[v] = component--;
    }
  }
  for (let v = 0; v < nodes; v++) index[v] = nodes - index[v]!;
  return index;
}
