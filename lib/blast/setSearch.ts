import type { Csr } from '../graph/csr.ts';
import { nodeKinds } from '../model/facts.ts';
import type { EstateGraph, View } from './graph.ts';

/** What leaks reach in one set, by position: figures of facts.md without lives. Empty where a leak cannot be presented. */
export type SetColumns = { identities: Uint32Array; chain: Uint32Array; scope: Uint32Array; weight: Float64Array };

export const setColumns = (count: number): SetColumns => ({
  identities: new Uint32Array(count),
  chain: new Uint32Array(count),
  scope: new Uint32Array(count),
  weight: new Float64Array(count),
});

type Slots = Pick<Csr, 'start' | 'head'>;
/** One set without lives: who leads where, who may do what, who speaks for whom. */
export type SetGraph = { edges: Slots; permits: Slots; spoken: Slots; kind: Uint8Array; weight: Uint16Array };

export const setGraph = ({ kind, permissions }: EstateGraph, { edges, permits, spoken }: View): SetGraph => ({
  edges,
  permits,
  spoken,
  kind,
  weight: permissions.weight,
});

/** Memory of one search after another: what bears the stamp was met in the one at hand. */
export type SetScratch = { seen: Uint32Array; had: Uint32Array; queue: Uint32Array; stamp: number };
export const setScratch = ({ kind, weight }: SetGraph): SetScratch => ({
  seen: new Uint32Array(kind.length),
  had: new Uint32Array(weight.length),
  queue: new Uint32Array(kind.length),
  stamp: 0,
});

const identityKind = nodeKinds.indexOf('identity');
const credentialKind = nodeKinds.indexOf('credential');

/**
 * What a leak of one credential reaches, breadth first, written at a place of `out`; returns how many nodes are entered, itself included. O(what it reaches), allocates nothing.
 * It must be usable and presentable, and fewer than 2^32 searches share a scratch.
 */
export function searchSet({ edges, permits, spoken, kind, weight }: SetGraph, credential: number, scratch: SetScratch, out: SetColumns, at: number): number {
  const { seen, had, queue } = scratch;
  const stamp = ++scratch.stamp;
  let [tail, scope, sum, identities, credentials, speaks] = [1, 0, 0, 0, 0, 0];
  queue[0] = credential;
  seen[credential] = stamp;
  for (let next = 0; next < tail; next++) {
    const v = queue[next]!;
    if (kind[v] === identityKind) identities++;
    else if (kind[v] === credentialKind) credentials++;
    for (let slot = edges.start[v]!, end = edges.start[v + 1]!; slot < end; slot++) {
      const w = edges.head[slot]!;
      if (seen[w] === stamp) continue;
      seen[w] = stamp;
      queue[tail++] = w;
    }
    for (let slot = permits.start[v]!, end = permits.start[v + 1]!; slot < end; slot++) {
      const p = permits.head[slot]!;
      if (had[p] === stamp) continue;
      had[p] = stamp;
      scope++;
      sum += weight[p]!;
    }
    speaks += spoken.start[v + 1]! - spoken.start[v]!;
  }
  for (let next = 0; speaks > 0 && next < tail; next++) {
    for (let slot = spoken.start[queue[next]!]!, end = spoken.start[queue[next]! + 1]!; slot < end; slot++) {
      const w = spoken.head[slot]!;
      if (seen[w] === stamp) continue;
      seen[w] = stamp;
      if (kind[w] === identityKind) identities++;
    }
  }
  out.identities[at] = identities;
  out.chain[at] = credentials - 1; // itself is entered
  out.scope[at] = scope;
  out.weight[at] = sum;
  return tail;
}
