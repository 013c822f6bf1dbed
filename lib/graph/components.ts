import type { Csr } from './csr.ts';

/**
 * Strongly connected components: two nodes have the same number if and only if each reaches the other. Numbers are dense, in reverse topological order
 * (an edge never leads to a greater number). Tarjan's algorithm (SIAM J. Comput. 1, 1972) without recursion, with one array by node as in Pearce (Inf. Process. Lett. 116, 2016).
 * O(nodes + edges).
 * @param only the slots that are followed: those whose `cap` is `last`; all where it is undefined
 */
export function components({ nodes, start, head }: Csr, only?: { cap: Uint8Array; last: number }): Uint32Array {
  const { cap, last } = only ?? { cap: undefined, last: 0 };
  /** 0 unseen; from 1 on, while its component is open, the least time of a visit that it leads back to; from `nodes` downwards the component, which is greater than any time then. */
  const index = new Uint32Array(nodes);
  let [open, opened] = [new Uint32Array(1024), 0]; // their rows were followed, not yet in a component
  let [path, depth] = [new Uint32Array(4 * 256), 0]; // from the root to before where we are: node, next slot, least time, time of the visit
  let [time, component] = [1, nodes];
  for (let root = 0; root < nodes; root++) {
    if (index[root] !== 0) continue;
    if (start[root] === start[root + 1]) {
      index[root] = component--; // what leads nowhere is a component by itself as soon as it is seen
      continue;
    }
    let v = root;
    let slot = start[root]!;
    let end = start[root + 1]!;
    let begun = time;
    let least = time;
    index[v] = time++;
    for (;;) {
      while (slot < end) {
        if (cap !== undefined && cap[slot] !== last) {
          slot++;
          continue;
        }
        const w = head[slot++]!;
        const known = index[w]!;
        if (known !== 0) {
          if (known < least) least = known;
          continue;
        }
        const first = start[w]!;
        const stop = start[w + 1]!;
        if (first === stop) {
          index[w] = component--;
          continue;
        }
        // a slot that is not followed is as one that leads to what is done
        const there = stop !== first + 1 ? 0 : cap !== undefined && cap[first] !== last ? nodes + 1 : index[head[first]!]!;
        if (there !== 0) {
          // as below, without going there: where most nodes lead to one, as keys do to what they open, half of the time is here
          if (there > component) index[w] = component--;
          else {
            index[w] = there;
            if (opened === open.length) open = twice(open);
            open[opened++] = w;
            time++;
            if (there < least) least = there;
          }
          continue;
        }
        if (4 * depth === path.length) path = twice(path);
        path[4 * depth] = v;
        path[4 * depth + 1] = slot;
        path[4 * depth + 2] = least;
        path[4 * depth + 3] = begun;
        depth++;
        v = w;
        slot = first;
        end = stop;
        begun = least = time;
        index[w] = time++;
      }
      if (least === begun) {
        time--;
        while (opened > 0 && index[open[opened - 1]!]! >= begun) {
          index[open[--opened]!] = component;
          time--;
        }
        index[v] = component--;
      } else {
        index[v] = least;
        if (opened === open.length) open = twice(open);
        open[opened++] = v;
      }
      if (depth === 0) break;
      const found = least === begun ? nodes : least;
      depth--;
      v = path[4 * depth]!;
      slot = path[4 * depth + 1]!;
      end = start[v + 1]!;
      least = Math.min(path[4 * depth + 2]!, found);
      begun = path[4 * depth + 3]!;
    }
  }
  for (let v = 0; v < nodes; v++) index[v] = nodes - index[v]!;
  return index;
}

function twice(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const grown = new Uint32Array(2 * array.length);
  grown.set(array);
  return grown;
}
