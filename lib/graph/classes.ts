import type { ClampedGraph } from './clamped.ts';
import { components } from './components.ts';

/**
 * Nodes of one class reach each other by edges that take nothing away (cap = last), so that from each of them the same arrives everywhere. Classes are numbered in reverse
 * topological order of the strongly connected components (an edge never leads to a component of greater number), those of one component one after the other.
 */
export type Classes = {
  count: number;
  /** By node. */
  of: Uint32Array;
  component: Uint32Array;
  /** First class of each component, one entry more than there are. */
  first: Uint32Array;
  /** By class: the greatest floor of an edge within it, 0 if none. Whoever enters the class has this at least. */
  floor: Uint8Array;
};

/** O(nodes + edges). */
export function classesOf(g: ClampedGraph): Classes {
  const component = components(g.edges);
  const componentCount = countOf(component);
  const numbered = isAnyLossWithin(g, component)
    ? withinComponents(component, componentCount, components(g.edges, g))
    : wholeComponents(component, componentCount);
  return { ...numbered, component, floor: floorsOf(g, numbered.of, numbered.count) };
}

function wholeComponents(component: Uint32Array, count: number): Pick<Classes, 'count' | 'of' | 'first'> {
  const first = new Uint32Array(count + 1);
  for (let c = 0; c <= count; c++) first[c] = c;
  return { count, of: component, first };
}

/** How many dense numbers there are. */
function countOf(numbers: Uint32Array): number {
  let most = -1;
  for (let i = 0; i < numbers.length; i++) if (numbers[i]! > most) most = numbers[i]!;
  return most + 1;
}

/** Whether an edge within a component takes anything away: where none does, components are classes. */
function isAnyLossWithin({ edges: { nodes, start, head }, cap, last }: ClampedGraph, component: Uint32Array): boolean {
  if (!someUnlike(cap, last)) return false;
  for (let v = 0; v < nodes; v++) {
    for (let slot = start[v]!, end = start[v + 1]!; slot < end; slot++) {
      const w = head[slot]!;
      if (cap[slot]! < last && v !== w && component[v] === component[w]) return true;
    }
  }
  return false;
}

/** Numbers the inner components by the outer one they lie in, ties by inner number. */
function withinComponents(component: Uint32Array, componentCount: number, inner: Uint32Array): Pick<Classes, 'count' | 'of' | 'first'> {
  const innerCount = countOf(inner);
  const outer = new Uint32Array(innerCount);
  for (let v = 0; v < inner.length; v++) outer[inner[v]!] = component[v]!;
  const first = new Uint32Array(componentCount + 1);
  for (let i = 0; i < innerCount; i++) first[outer[i]! + 1]!++;
  for (let c = 0; c < componentCount; c++) first[c + 1]! += first[c]!;
  const next = first.slice();
  const number = new Uint32Array(innerCount);
  for (let i = 0; i < innerCount; i++) number[i] = next[outer[i]!]!++;
  return { count: innerCount, of: inner.map((i) => number[i]!), first };
}

function floorsOf({ edges: { nodes, start, head }, floor }: ClampedGraph, of: Uint32Array, count: number): Uint8Array {
  const floors = new Uint8Array(count);
  if (!someUnlike(floor, 0)) return floors;
  for (let v = 0; v < nodes; v++) {
    for (let slot = start[v]!, end = start[v + 1]!; slot < end; slot++) {
      const least = floor[slot]!;
      if (least > 0 && of[v] === of[head[slot]!] && least > floors[of[v]!]!) floors[of[v]!] = least;
    }
  }
  return floors;
}

/** Whether any number is another than that: an estate without lives has none. */
function someUnlike(numbers: Uint8Array, number: number): boolean {
  for (let i = 0; i < numbers.length; i++) if (numbers[i] !== number) return true;
  return false;
}
