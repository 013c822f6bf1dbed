import { type EstateGraph, traitBit, type View } from './graph.ts';

/**
 * Memory of one thread for one start after another, nothing allocated in between. A mark equal to the current `stamp` says that the start now at hand has
 * met the thing; raising the stamp forgets everything at once.
 */
export type Scratch = {
  stamp: number;
  entered: Uint32Array;
  nodeMark: Uint32Array;
  /** Stay A of an entered node by grid index; meaningful where nodeMark is the stamp. */
  stay: Uint8Array;
  /** 0 entered, 1 its row was followed, 2 to be followed again because its stay grew. */
  state: Uint8Array;
  again: Uint32Array;
};

export function makeScratch({ nodes }: EstateGraph): Scratch {
  return {
    stamp: 0,
    entered: new Uint32Array(nodes),
    nodeMark: new Uint32Array(nodes),
    stay: new Uint8Array(nodes),
    state: new Uint8Array(nodes),
    again: new Uint32Array(nodes),
  };
}

/** Forgets the start before. Marks are 32 bits wide: every 4 billion starts they are wiped. */
export function renew(scratch: Scratch): void {
  if (++scratch.stamp <= 0xffffffff) return;
  scratch.nodeMark.fill(0);
  scratch.stamp = 1;
}

/** Enters a start node, or lengthens its stay, before `spread`; returns how many nodes are entered now. */
export function enter(scratch: Scratch, count: number, node: number, stay: number): number {
  if (scratch.nodeMark[node] === scratch.stamp) {
    if (stay > scratch.stay[node]!) scratch.stay[node] = stay;
    return count;
  }
  scratch.nodeMark[node] = scratch.stamp;
  scratch.stay[node] = stay;
  scratch.state[node] = 0;
  scratch.entered[count] = node;
  return count + 1;
}

export type Spread = {
  /** How many nodes were entered; they lie in scratch.entered, by hops from the starts. */
  count: number;
  /** A node was entered whose edges or grants differ between the two sets. */
  open: boolean;
};

/**
 * Follows every edge of the view from the nodes entered so far, to the least solution of the stays (docs/facts.md, semantics 2 and 5). Each row is followed once,
 * and once more for each time the stay of its node grows afterwards: stays only grow and have at most 245 values, so this ends.
 */
export function spread(graph: EstateGraph, view: View, scratch: Scratch, starts: number, out: Spread): Spread {
  const { entered, nodeMark, stay, state, again, stamp } = scratch;
  const { start, head } = view.edges;
  const { floor, cap } = view;
  const { traits } = graph;
  const capacity = again.length;
  let count = starts;
  let open = 0;
  let waiting = 0;
  let oldest = 0;
  for (let next = 0; next < count || waiting > 0; ) {
    let u: number;
    if (next < count) {
      u = entered[next++]!; // all first visits come before any second one, so that `entered` is in order of hops
      open |= traits[u]!;
    } else {
      u = again[oldest]!;
      oldest = oldest + 1 === capacity ? 0 : oldest + 1;
      waiting--;
    }
    state[u] = 1;
    const here = stay[u]!;
    for (let slot = start[u]!, end = start[u + 1]!; slot < end; slot++) {
      const v = head[slot]!;
      const least = floor[slot]!;
      const most = cap[slot]!;
      const stays = Math.max(least, Math.min(most, here));
      if (nodeMark[v] !== stamp) {
        nodeMark[v] = stamp;
        stay[v] = stays;
        state[v] = 0;
        entered[count++] = v;
      } else if (stays > stay[v]!) {
        stay[v] = stays;
        if (state[v] !== 1) continue; // its row is still to be followed anyway
        state[v] = 2;
        const free = oldest + waiting;
        again[free < capacity ? free : free - capacity] = v;
        waiting++;
      }
    }
  }
  out.count = count;
  out.open = (open & traitBit.open) !== 0;
  return out;
}
