import { components } from '../graph/components.ts';
import { type Allocate, type Csr, compress } from '../graph/csr.ts';
import { type EdgeType, edgeTypes, nodeKinds, type Presentation, presentations } from '../model/facts.ts';
import { type EstateColumns, edgeBit } from './columns.ts';
import type { Permissions, View } from './graph.ts';
import type { Clock, Live } from './live.ts';
import { permissionNumber, readSecretClass } from './permissions.ts';

const typeNumber = (type: EdgeType): number => edgeTypes.indexOf(type);
const authenticates = typeNumber('authenticates');
const uses = typeNumber('uses');
const readsSecrets = typeNumber('reads-secrets');
const holds = typeNumber('holds');
const workloadKind = nodeKinds.indexOf('workload');
const presentationNumber = (presentation: Presentation): number => presentations.indexOf(presentation);
const bearer = presentationNumber('bearer');
const sourceBound = presentationNumber('source-bound');

export type Parts = {
  columns: EstateColumns;
  clock: Clock;
  usable: Uint8Array;
  ownLife: Uint8Array;
  live: Live;
  permissions: Permissions;
  permits: Permits;
  allocate: Allocate;
};

/** One of the two sets: `certainOnly`, or all. */
export function viewOf(parts: Parts, certainOnly: boolean): View {
  const { columns, usable, allocate } = parts;
  const { nodes, edges } = columns;
  const presentable = new Uint8Array(allocate(nodes.count));
  const mayPresent = (v: number) => nodes.presentation[v] === bearer || (!certainOnly && nodes.presentation[v] === sourceBound);
  for (let v = 0; v < nodes.count; v++) presentable[v] = usable[v] === 1 && mayPresent(v) ? 1 : 0;
  const [followed, spoken, inUse] = [new Numbers(edges.count), new Numbers(0), new Numbers(0)];
  for (const possible of certainOnly ? [0] : [0, edgeBit.possible]) {
    for (let e = 0; e < edges.count; e++) {
      const [from, to, flags] = [edges.from[e]!, edges.to[e]!, edges.flags[e]!];
      if ((flags & edgeBit.possible) !== possible || parts.live.edges[e] === 0 || usable[from] === 0 || usable[to] === 0) continue;
      if (edges.type[e] === authenticates && (flags & edgeBit.scoped) !== 0) {
        spoken.push(e);
        continue;
      }
      if (edges.type[e] === holds && presentable[to] === 0) continue;
      if (edges.type[e] === uses && nodes.kind[from] === workloadKind) inUse.push(e);
      followed.push(e); // of parallel edges the certain ones come first, and so are the ones that paths show
    }
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
function staysAlong({ columns, clock, ownLife, live, allocate }: Parts, csr: Csr): Pick<View, 'floor' | 'cap'> {
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
      most = live.edgeCap[e]!;
      least = Math.min(most, live.edgeSession[e]!);
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

/** Who may do what, by number of the grant, or grants.count + that of the edge of a `reads-secrets`. */
export type Permits = { from: Uint32Array; permission: Uint32Array };

/** The ends of all that are live, whatever the set; the others stay 0. */
export function permitEnds({ edges, grants }: EstateColumns, live: Live, permissions: Permissions): Permits {
  const all = grants.count + edges.count;
  const ends = { from: new Uint32Array(all), permission: new Uint32Array(all) };
  for (let g = 0; g < grants.count; g++) {
    if (live.grants[g] === 0) continue;
    ends.from[g] = grants.from[g]!;
    ends.permission[g] = permissionNumber(permissions, grants.class[g]!, grants.resource[g]!);
  }
  for (let e = 0; e < edges.count; e++) {
    if (edges.type[e] !== readsSecrets || live.edges[e] === 0) continue;
    ends.from[grants.count + e] = edges.from[e]!;
    ends.permission[grants.count + e] = permissionNumber(permissions, readSecretClass, edges.to[e]!);
  }
  return ends;
}

/** Grants of usable nodes, whatever the state of the resource, and (read-secret, store) of every `reads-secrets` that can be followed. */
function permitsOf({ columns, usable, live, permissions, permits: ends, allocate }: Parts, certainOnly: boolean): Pick<View, 'permits' | 'permitCap'> {
  const { nodes, edges, grants } = columns;
  const included = new Numbers(grants.count);
  for (let g = 0; g < grants.count; g++) {
    if (live.grants[g] === 1 && usable[ends.from[g]!] === 1 && !(certainOnly && grants.possible[g] !== 0)) included.push(g);
  }
  for (let e = 0; e < edges.count; e++) {
    if (edges.type[e] !== readsSecrets || live.edges[e] === 0 || (certainOnly && (edges.flags[e]! & edgeBit.possible) !== 0)) continue;
    if (usable[edges.from[e]!] === 1 && usable[edges.to[e]!] === 1) included.push(grants.count + e);
  }
  const permits = compress(nodes.count, permissions.count, ends.from, ends.permission, included.all(), allocate);
  const permitCap = new Uint8Array(allocate(permits.edge.length));
  for (let slot = 0; slot < permitCap.length; slot++) {
    const fact = permits.edge[slot]!;
    permitCap[slot] = fact < grants.count ? live.grantCap[fact]! : live.edgeCap[fact - grants.count]!;
  }
  return { permits, permitCap };
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
