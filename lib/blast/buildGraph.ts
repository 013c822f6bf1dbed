import { components } from '../graph/components.ts';
import { type Allocate, type Csr, compress, privateMemory } from '../graph/csr.ts';
import { actionClasses, type EdgeType, edgeTypes, type NodeKind, nodeKinds, type Presentation, presentations } from '../model/facts.ts';
import { classWeight, sensitivityWeight } from '../model/weights.ts';
import { type EstateColumns, edgeBit, nodeBit } from './columns.ts';
import { type EstateGraph, type Permissions, permissionBit, traitBit, type View } from './graph.ts';
import { type Lives, lifeIndex, livesOf } from './lives.ts';

const typeNumber = (type: EdgeType): number => edgeTypes.indexOf(type);
const authenticates = typeNumber('authenticates');
const uses = typeNumber('uses');
const readsSecrets = typeNumber('reads-secrets');
const holds = typeNumber('holds');
const kindNumber = (kind: NodeKind): number => nodeKinds.indexOf(kind);
const credentialKind = kindNumber('credential');
const workloadKind = kindNumber('workload');
const resourceKind = kindNumber('resource');
const presentationNumber = (presentation: Presentation): number => presentations.indexOf(presentation);
const bearer = presentationNumber('bearer');
const sourceBound = presentationNumber('source-bound');
const readSecret = actionClasses.indexOf('read-secret');
const list = actionClasses.indexOf('list');
const weightOfClass = actionClasses.map((name) => classWeight[name]);

/**
 * Applies the clock and the horizon to the estate: liveness, usable nodes, lives on the grid, both sets (docs/facts.md, semantics 1, 2, 5). O(nodes + edges + grants).
 * @param at.asOfMs      analysis time, whole milliseconds since 1970 UTC
 * @param at.horizonDays T, whole days 1..240
 * @param allocate       `sharedMemory` where threads are to read the graph
 */
export function buildGraph(columns: EstateColumns, at: { asOfMs: number; horizonDays: number }, allocate: Allocate = privateMemory): EstateGraph {
  const lives = livesOf(at.horizonDays);
  const clock: Clock = { asOfMs: at.asOfMs, lives };
  const { usable, ownLife, traits } = nodesAt(columns, clock, allocate);
  const live = liveAt(columns, clock);
  const permissions = internPermissions(columns, live, traits, allocate);
  const parts = { columns, clock, usable, ownLife, live, permissions, allocate };
  const certain = viewOf(parts, true);
  const same = !columns.edges.flags.some((flags) => (flags & edgeBit.possible) !== 0) && !columns.grants.possible.some((flag) => flag !== 0);
  const upTo = same && !columns.nodes.presentation.includes(sourceBound) ? certain : viewOf(parts, false);
  markOpen(traits, certain, upTo);
  return {
    ...at,
    lives,
    nodes: columns.nodes.count,
    kind: copied(columns.nodes.kind, allocate),
    usable,
    ownLife,
    traits,
    credentials: credentialsOf(columns, allocate),
    permissions,
    certain,
    upTo,
  };
}

type Clock = { asOfMs: number; lives: Lives };
/** By edge and by grant: 1 where `until` is unset or after asOf. */
type Live = { edges: Uint8Array; grants: Uint8Array };
type Parts = {
  columns: EstateColumns;
  clock: Clock;
  usable: Uint8Array;
  ownLife: Uint8Array;
  live: Live;
  permissions: Permissions;
  allocate: Allocate;
};

function copied(from: Uint8Array, allocate: Allocate): Uint8Array {
  const to = new Uint8Array(allocate(from.length));
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

function liveAt({ edges, grants }: EstateColumns, { asOfMs }: Clock): Live {
  const live = { edges: new Uint8Array(edges.count), grants: new Uint8Array(grants.count) };
  for (let e = 0; e < edges.count; e++) live.edges[e] = edges.untilMs[e]! <= asOfMs ? 0 : 1;
  for (let g = 0; g < grants.count; g++) live.grants[g] = grants.untilMs[g]! <= asOfMs ? 0 : 1;
  return live;
}

/** Numbers every (class, resource) that a live grant or `reads-secrets` names, and (read-secret, store) of every store, which a set can start at. */
function internPermissions({ nodes, edges, grants }: EstateColumns, live: Live, traits: Uint8Array, allocate: Allocate): Permissions {
  const classes = new Uint16Array(allocate(2 * nodes.count));
  for (let g = 0; g < grants.count; g++) if (live.grants[g] === 1) classes[grants.resource[g]!]! |= 1 << grants.class[g]!;
  for (let e = 0; e < edges.count; e++) {
    if (live.edges[e] === 0) continue;
    if (edges.type[e] === readsSecrets) classes[edges.to[e]!]! |= 1 << readSecret;
    if (edges.type[e] === holds && nodes.kind[edges.from[e]!] === resourceKind) traits[edges.from[e]!]! |= traitBit.store;
  }
  let liveWeight = 0;
  for (let r = 0; r < nodes.count; r++) {
    for (let c = 0; c < weightOfClass.length; c++) if ((classes[r]! >> c) & 1) liveWeight += weightOfClass[c]! * sensitivityWeight[nodes.sensitivity[r]!]!;
    if ((traits[r]! & traitBit.store) !== 0) classes[r]! |= 1 << readSecret;
  }
  return { ...numberPermissions(nodes, classes, allocate), liveWeight };
}

function numberPermissions(nodes: EstateColumns['nodes'], classes: Uint16Array, allocate: Allocate): Omit<Permissions, 'liveWeight'> {
  const first = new Uint32Array(allocate(4 * (nodes.count + 1)));
  for (let r = 0; r < nodes.count; r++) first[r + 1] = first[r]! + bitCount(classes[r]!);
  const count = first[nodes.count]!;
  const numbered = {
    count,
    first,
    classes,
    class: new Uint8Array(allocate(count)),
    resource: new Uint32Array(allocate(4 * count)),
    weight: new Int32Array(allocate(4 * count)),
    traits: new Uint8Array(allocate(count)),
  };
  for (let r = 0; r < nodes.count; r++) {
    const pattern = (nodes.flags[r]! & nodeBit.pattern) !== 0 ? permissionBit.pattern : 0;
    let p = first[r]!;
    for (let c = 0; c < weightOfClass.length; c++) {
      if (((classes[r]! >> c) & 1) === 0) continue;
      numbered.class[p] = c;
      numbered.resource[p] = r;
      numbered.weight[p] = weightOfClass[c]! * sensitivityWeight[nodes.sensitivity[r]!]!;
      numbered.traits[p] = pattern | (nodes.sensitivity[r] === 5 && c !== list ? permissionBit.jewel : 0);
      p++;
    }
  }
  return numbered;
}

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** Number of (class, resource), which must have been interned. */
export function permissionNumber(permissions: Pick<Permissions, 'first' | 'classes'>, classIndex: number, resource: number): number {
  return permissions.first[resource]! + bitCount(permissions.classes[resource]! & ((1 << classIndex) - 1));
}

/** One of the two sets: `certainOnly`, or all. */
function viewOf(parts: Parts, certainOnly: boolean): View {
  const { columns, usable, allocate } = parts;
  const { nodes, edges } = columns;
  const presentable = new Uint8Array(allocate(nodes.count));
  const mayPresent = (v: number) => nodes.presentation[v] === bearer || (!certainOnly && nodes.presentation[v] === sourceBound);
  for (let v = 0; v < nodes.count; v++) presentable[v] = usable[v] === 1 && mayPresent(v) ? 1 : 0;
  const [followed, spoken, inUse] = [new Numbers(edges.count), new Numbers(0), new Numbers(0)];
  for (let e = 0; e < edges.count; e++) {
    const [from, to, flags] = [edges.from[e]!, edges.to[e]!, edges.flags[e]!];
    if (parts.live.edges[e] === 0 || usable[from] === 0 || usable[to] === 0 || (certainOnly && (flags & edgeBit.possible) !== 0)) continue;
    if (edges.type[e] === authenticates && (flags & edgeBit.scoped) !== 0) {
      spoken.push(e);
      continue;
    }
    if (edges.type[e] === holds && presentable[to] === 0) continue;
    if (edges.type[e] === uses && nodes.kind[from] === workloadKind) inUse.push(e);
    followed.push(e);
  }
  const rows = (from: Uint32Array, to: Uint32Array, included: Uint32Array) => compress(nodes.count, nodes.count, from, to, included, allocate);
  const csr = rows(edges.from, edges.to, followed.all());
  return {
    edges: csr,
    ...staysAlong(parts, csr),
    spoken: rows(edges.from, edges.to, spoken.all()),
    ...permitsOf(parts, certainOnly),
    usedBy: rows(edges.to, edges.from, inUse.all()),
    presentable,
  };
}

/** What following each slot does to a stay: max(floor, min(cap, stay)), floor <= cap (semantics 5). */
function staysAlong({ columns, clock, ownLife, allocate }: Parts, csr: Csr): Pick<View, 'floor' | 'cap'> {
  const { nodes, edges } = columns;
  const { lives } = clock;
  const floor = new Uint8Array(allocate(csr.edge.length));
  const cap = new Uint8Array(allocate(csr.edge.length));
  const renewing = renewingItself(columns, csr);
  for (let slot = 0; slot < csr.edge.length; slot++) {
    const e = csr.edge[slot]!;
    const [to, type, flags] = [csr.head[slot]!, edges.type[e]!, edges.flags[e]!];
    let [least, most] = [0, lives.last];
    if (type === uses) {
      if (nodes.presentation[to] === bearer) least = ownLife[to]!;
    } else if (type === holds) {
      least = renewing?.[slot] === 1 ? lives.last : ownLife[to]!;
      if ((flags & edgeBit.renews) === 0) most = least;
    } else if ((flags & edgeBit.lasting) !== 0) {
      least = lives.last;
    } else {
      most = lifeIndex(lives, edges.untilMs[e]! - clock.asOfMs);
      const session = edges.sessionTtlSeconds[e]!;
      if (!Number.isNaN(session)) least = Math.min(most, lifeIndex(lives, session * 1000));
    }
    floor[slot] = least;
    cap[slot] = most;
  }
  return { floor, cap };
}

/**
 * By slot, 1 where a `renews` edge s -> h renews itself: h, entered alone, reaches s again. Since s -> h can be followed and following never depends on how a
 * node was entered, that is so exactly if s and h lie in one strongly connected component. Undefined where no edge renews.
 */
function renewingItself({ edges }: EstateColumns, csr: Csr): Uint8Array | undefined {
  const renews = (slot: number) => (edges.flags[csr.edge[slot]!]! & edgeBit.renews) !== 0;
  if (!csr.edge.some((_, slot) => renews(slot))) return undefined;
  const component = components(csr);
  const renewing = new Uint8Array(csr.edge.length);
  for (let s = 0; s < csr.nodes; s++) {
    for (let slot = csr.start[s]!; slot < csr.start[s + 1]!; slot++) if (renews(slot) && component[s] === component[csr.head[slot]!]) renewing[slot] = 1;
  }
  return renewing;
}

/** Grants of usable nodes, whatever the state of the resource, and (read-secret, store) of every `reads-secrets` that can be followed. */
function permitsOf({ columns, clock, usable, live, permissions, allocate }: Parts, certainOnly: boolean): Pick<View, 'permits' | 'permitCap'> {
  const { nodes, edges, grants } = columns;
  const [froms, tos, included] = [new Uint32Array(grants.count + edges.count), new Uint32Array(grants.count + edges.count), new Numbers(grants.count)];
  for (let g = 0; g < grants.count; g++) {
    if (live.grants[g] === 0 || usable[grants.from[g]!] === 0 || (certainOnly && grants.possible[g] !== 0)) continue;
    froms[g] = grants.from[g]!;
    tos[g] = permissionNumber(permissions, grants.class[g]!, grants.resource[g]!);
    included.push(g);
  }
  for (let e = 0; e < edges.count; e++) {
    if (edges.type[e] !== readsSecrets || live.edges[e] === 0 || (certainOnly && (edges.flags[e]! & edgeBit.possible) !== 0)) continue;
    if (usable[edges.from[e]!] === 0 || usable[edges.to[e]!] === 0) continue;
    froms[grants.count + e] = edges.from[e]!;
    tos[grants.count + e] = permissionNumber(permissions, readSecret, edges.to[e]!);
    included.push(grants.count + e);
  }
  const permits = compress(nodes.count, permissions.count, froms, tos, included.all(), allocate);
  const permitCap = new Uint8Array(allocate(permits.edge.length));
  for (let slot = 0; slot < permitCap.length; slot++) {
    const fact = permits.edge[slot]!;
    const until = fact < grants.count ? grants.untilMs[fact]! : edges.untilMs[fact - grants.count]!;
    permitCap[slot] = lifeIndex(clock.lives, until - clock.asOfMs);
  }
  return { permits, permitCap };
}

/** `open` where a row of one set is longer than that of the other: `certain` is part of `upTo`, so equal lengths are equal rows. */
function markOpen(traits: Uint8Array, certain: View, upTo: View): void {
  for (const part of ['edges', 'spoken', 'permits'] as const) {
    const [a, b] = [certain[part].start, upTo[part].start];
    for (let v = 0; v < traits.length; v++) if (a[v + 1]! - a[v]! !== b[v + 1]! - b[v]!) traits[v]! |= traitBit.open;
  }
}

/** A growing list of numbers: the arrays below it are made for millions of edges, of which most are often left out. */
class Numbers {
  private items: Uint32Array;
  private count = 0;
  constructor(expected: number) {
    this.items = new Uint32Array(Math.max(16, expected));
  }
  push(item: number): void {
    if (this.count === this.items.length) {
      const grown = new Uint32Array(2 * this.count);
      grown.set(this.items);
      this.items = grown;
    }
    this.items[this.count++] = item;
  }
  all(): Uint32Array {
    return this.items.subarray(0, this.count);
  }
}
