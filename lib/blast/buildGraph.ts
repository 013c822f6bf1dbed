import { type Allocate, privateMemory } from '../graph/csr.ts';
import { nodeKinds, presentations } from '../model/facts.ts';
import { type EstateColumns, edgeBit, nodeBit } from './columns.ts';
import { type EstateGraph, traitBit, type View } from './graph.ts';
import { type Clock, type Live, liveAt } from './live.ts';
import { lifeIndex, livesOf } from './lives.ts';
import { internPermissions } from './permissions.ts';
import { permitEnds, viewOf } from './view.ts';

const credentialKind = nodeKinds.indexOf('credential');
const resourceKind = nodeKinds.indexOf('resource');

/**
 * Applies the clock and the horizon to the estate: liveness, usable nodes, lives on the grid, both sets (docs/facts.md, semantics 1, 2, 5). O(nodes + edges + grants).
 * @param at.asOfMs      analysis time, whole milliseconds since 1970 UTC
 * @param at.horizonDays T, whole days 1..240
 * @param allocate       `sharedMemory` where threads are to read the graph
 */
export function buildGraph(columns: EstateColumns, at: At, allocate: Allocate = privateMemory): EstateGraph {
  return buildAt(columns, applyClock(columns, at, allocate), allocate);
}

export type At = { asOfMs: number; horizonDays: number };
/** All that the graph takes from times: once it is there, `buildAt` reads none of the columns of times. */
export type Clocked = { clock: Clock; live: Live } & Pick<EstateGraph, 'usable' | 'ownLife' | 'traits'>;

/** The first half of `buildGraph`. */
export function applyClock(columns: EstateColumns, { asOfMs, horizonDays }: At, allocate: Allocate = privateMemory): Clocked {
  const clock: Clock = { asOfMs, lives: livesOf(horizonDays) };
  return { clock, live: liveAt(columns, clock), ...nodesAt(columns, clock, allocate) };
}

/** The second half of `buildGraph`, with the same columns, which may have let go of their times in between. Writes on in `traits`. */
export function buildAt(columns: EstateColumns, clocked: Clocked, allocate: Allocate = privateMemory): EstateGraph {
  const { clock, live, usable, ownLife, traits } = clocked;
  const permissions = internPermissions(columns, live, traits, allocate);
  const parts = { columns, clock, usable, ownLife, live, permissions, permits: permitEnds(columns, live, permissions), allocate };
  const certain = viewOf(parts, true);
  const same = !columns.edges.flags.some((flags) => (flags & edgeBit.possible) !== 0) && !columns.grants.possible.some((flag) => flag !== 0);
  const upTo = same && !columns.nodes.presentation.includes(presentations.indexOf('source-bound')) ? certain : viewOf(parts, false);
  markOpen(traits, certain, upTo);
  return {
    ...clock,
    nodes: columns.nodes.count,
    kind: placed(columns.nodes.kind, allocate),
    usable,
    ownLife,
    traits,
    environment: placed(columns.nodes.environment, allocate),
    credentials: credentialsOf(columns, allocate),
    permissions,
    certain,
    upTo,
  };
}

/** Where the graph's arrays are to lie; what lies there already is not copied. */
function placed<A extends Uint8Array | Uint16Array | Uint32Array>(from: A, allocate: Allocate): A {
  if (allocate !== privateMemory && from.buffer instanceof SharedArrayBuffer) return from;
  const to = new (from.constructor as new (memory: ArrayBufferLike) => A)(allocate(from.byteLength));
  to.set(from);
  return to;
}

function credentialsOf({ nodes }: EstateColumns, allocate: Allocate): Uint32Array {
  let count = 0;
  for (let v = 0; v < nodes.count; v++) if (nodes.kind[v] === credentialKind) count++;
  const credentials = new Uint32Array(allocate(4 * count));
  let next = 0;
  for (let v = 0; v < nodes.count; v++) if (nodes.kind[v] === credentialKind) credentials[next++] = v;
  return credentials;
}

/** Not gone at asOf, active, and for a credential `expires` unset or after asOf; own life is life(min(expires - asOf, ttl)). */
function nodesAt({ nodes }: EstateColumns, { asOfMs, lives }: Clock, allocate: Allocate) {
  const usable = new Uint8Array(allocate(nodes.count));
  const ownLife = new Uint8Array(allocate(nodes.count)).fill(lives.last);
  const traits = new Uint8Array(allocate(nodes.count));
  for (let v = 0; v < nodes.count; v++) {
    const credential = nodes.kind[v] === credentialKind;
    const gone = nodes.goneMs[v]! <= asOfMs; // NaN compares false
    const expired = credential && nodes.expiresMs[v]! <= asOfMs;
    usable[v] = nodes.status[v] === 0 && !gone && !expired ? 1 : 0;
    if (credential) ownLife[v] = Math.min(lifeIndex(lives, nodes.expiresMs[v]! - asOfMs), lifeIndex(lives, nodes.ttlSeconds[v]! * 1000));
    const flags = nodes.flags[v]!;
    traits[v] =
      ((flags & nodeBit.administers) !== 0 ? traitBit.administers : 0) |
      ((flags & nodeBit.inEstate) !== 0 ? traitBit.inEstate : 0) |
      ((flags & nodeBit.store) !== 0 && nodes.kind[v] === resourceKind ? traitBit.store : 0);
  }
  return { usable, ownLife, traits };
}

/** `open` where a row of one set is longer than that of the other: `certain` is part of `upTo`, so equal lengths are equal rows. */
function markOpen(traits: Uint8Array, certain: View, upTo: View): void {
  for (const part of ['edges', 'spoken', 'permits'] as const) {
    const [a, b] = [certain[part].start, upTo[part].start];
    for (let v = 0; v < traits.length; v++) if (a[v + 1]! - a[v]! !== b[v + 1]! - b[v]!) traits[v]! |= traitBit.open;
  }
}
