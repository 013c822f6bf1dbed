import type { Classes } from '../graph/classes.ts';
import { NumberList } from '../graph/numberList.ts';
import type { EstateGraph, View } from './graph.ts';

/** A credential that reaches at most so many edges and grants is followed by itself; more than that, and it is worth folding what many reach together. */
export const lightSteps = 2048;

/**
 * Positions of the usable credentials whose leak or takeover may take more than `limit` steps in a set: an upper bound, counted without looking for what is reached twice. Which
 * way a credential is computed never changes a figure. O(nodes + edges).
 * @param classes of the view
 */
export function heavyOf(graph: EstateGraph, view: View, { component, first }: Classes, limit = lightSteps): Uint32Array {
  const steps = stepsOf(graph.nodes, view, component, first.length - 1, limit);
  const { usedBy } = view;
  const isHeavy = (c: number): boolean => {
    let sum = steps[component[c]!]!;
    for (let slot = usedBy.start[c]!; slot < usedBy.start[c + 1]! && sum <= limit; slot++) sum += steps[component[usedBy.head[slot]!]!]!;
    return sum > limit;
  };
  const heavy = new NumberList();
  for (let at = 0; at < graph.credentials.length; at++) {
    const c = graph.credentials[at]!;
    if (graph.usable[c] === 1 && isHeavy(c)) heavy.push(at);
  }
  return heavy.all().slice();
}

/** By component: edges and grants met by following everything from it, as often as ways lead there; limit + 1 for more than `limit`. */
function stepsOf(nodes: number, { edges, permits: had, spoken: speaks }: View, component: Uint32Array, count: number, limit: number): Uint32Array {
  const own = new Uint32Array(count);
  const most = limit + 1;
  const { start, head } = edges;
  const [permits, spoken] = [had.start, speaks.start];
  const inOrder = byComponent(component, count, nodes);
  for (let i = 0; i < inOrder.length; i++) {
    const v = inOrder[i]!;
    const c = component[v]!;
    const end = start[v + 1]!;
    let sum = own[c]! + 1 + end - start[v]! + permits[v + 1]! - permits[v]! + spoken[v + 1]! - spoken[v]!;
    for (let slot = start[v]!; slot < end && sum < most; slot++) {
      const to = component[head[slot]!]!;
      if (to !== c) sum += own[to]!; // worked out already: an edge never leads to a greater component
    }
    own[c] = Math.min(sum, most);
  }
  return own;
}

function byComponent(component: Uint32Array, count: number, nodes: number): Uint32Array {
  const next = new Uint32Array(count + 1);
  for (let v = 0; v < nodes; v++) next[component[v]! + 1]!++;
  for (let c = 0; c < count; c++) next[c + 1]! += next[c]!;
  const sorted = new Uint32Array(nodes);
  for (let v = 0; v < nodes; v++) sorted[next[component[v]!]!++] = v;
  return sorted;
}

/**
 * Those of the heavy ones that are heavy in the smaller set by itself too, and those that are not: where hardly anything is certain of what is possible, they are many, and folded they would be rows that nobody
 * needs. Both ascending. O(nodes + edges).
 * @param heavy   of the larger set
 * @param classes of the certain view
 */
export function dividedInCertain(graph: EstateGraph, heavy: Uint32Array, classes: Classes, limit = lightSteps): { heavy: Uint32Array; light: Uint32Array } {
  if (heavy.length < limit) return { heavy, light: new Uint32Array(0) }; // so few rows cost less than to look for them
  const too = new Uint8Array(graph.credentials.length);
  for (const at of heavyOf(graph, graph.certain, classes, limit)) too[at] = 1;
  return { heavy: heavy.filter((at) => too[at] === 1), light: heavy.filter((at) => too[at] === 0) };
}
