import { type NodeKind, nodeKinds } from '../model/facts.ts';
import { type End, ends, type Scenario, scenarios } from '../model/figures.ts';
import { type Analysis, copyFigures, type ExposureColumns, type FigureColumns, type Found, writeFigures } from './figureColumns.ts';
import { type EstateGraph, environmentCount, permissionBit, traitBit, type View } from './graph.ts';
import { Met } from './met.ts';

/** Memory of one thread for one start after another. */
export class RangeMemory {
  /** Nodes: entered ones first, in order of hops, with their stay by grid index. */
  readonly nodes = new Met();
  /** Permissions, with how long they last. */
  readonly permissions = new Met();
  /** By number of the environment, 0 left unused: `stamp` where the start at hand has met it. */
  readonly environmentMark: Uint32Array;
  stamp = 0;
  /** Places of nodes to be followed again because their stay grew, round and round: each is in it once at most. */
  again = new Uint32Array(0);
  constructor(graph: EstateGraph) {
    this.environmentMark = new Uint32Array(environmentCount(graph) + 1);
  }

  growAgain(): void {
    const grown = new Uint32Array(this.nodes.key.length);
    grown.set(this.again);
    this.again = grown;
  }

  /** Forgets the start before. Marks are 32 bits wide: every 4 billion starts they are wiped. */
  renew(): void {
    this.nodes.clear();
    this.permissions.clear();
    if (++this.stamp <= 0xffffffff) return;
    this.environmentMark.fill(0);
    this.stamp = 1;
  }
}

/** Of a node that was met: how far its row is, then as what it was counted. */
const state = { followed: 1, again: 2 } as const;
const countedAs = { spoken: 4, resource: 8 } as const;

/**
 * Figures of the credentials at positions from .. to - 1, written at their positions in `analysis` (ranges of several threads do not touch) and added to
 * `exposure`, which threads may share. Exact: O(what each credential reaches). Where a credential meets nothing that is only possible, both sets are one; where no workload
 * uses it and a thief can present it, takeover is its leak.
 * @param heavy by position: 1 for credentials that are left to `solveHeavy`
 */
export function analyzeRange(
  graph: EstateGraph,
  from: number,
  to: number,
  analysis: Analysis,
  exposure: ExposureColumns,
  memory: RangeMemory,
  heavy?: Uint8Array,
): void {
  const both: Uint32Array[] = [exposure.certain, exposure.upTo];
  const only = { certain: [exposure.certain], upTo: [exposure.upTo] };
  let isOpen = false;
  for (let i = from; i < to; i++) {
    if (heavy?.[i] === 1) continue;
    const c = graph.credentials[i]!;
    if (graph.usable[c] === 0) continue; // both scenarios are empty, as the columns are from the start
    for (const scenario of scenarios) {
      const copyOf = sameStart(graph, scenario, c);
      for (const end of ends) {
        const out = analysis[scenario][end];
        if (scenario === 'takeover' && copyOf[end]) {
          copyFigures(analysis.leak[end], out, i);
          continue;
        }
        if (end === 'upTo' && !isOpen && copyOf.ends) {
          copyFigures(analysis[scenario].certain, out, i);
          continue;
        }
        const view = graph[end];
        if (scenario === 'leak' && view.presentable[c] === 0) {
          isOpen = false;
          continue;
        }
        start(graph, view, memory, scenario, c);
        isOpen = spread(graph, view, memory);
        const counters = scenario === 'leak' ? (end === 'certain' && !isOpen && copyOf.ends ? both : only[end]) : none;
        tally(graph, view, memory, c, counters, out, i);
      }
    }
  }
}

const none: Uint32Array[] = [];

/** The same of one set alone, at positions of usable credentials. */
export function analyzeInOne(graph: EstateGraph, end: End, positions: Uint32Array, analysis: Analysis, exposure: ExposureColumns): void {
  const [view, memory, counters] = [graph[end], new RangeMemory(graph), [exposure[end]]];
  for (const at of positions) {
    const c = graph.credentials[at]!;
    for (const scenario of scenarios) {
      const out = analysis[scenario][end];
      if (scenario === 'leak' && view.presentable[c] === 0) continue;
      if (scenario === 'takeover' && sameStart(graph, scenario, c)[end]) {
        copyFigures(analysis.leak[end], out, at);
        continue;
      }
      start(graph, view, memory, scenario, c);
      spread(graph, view, memory);
      tally(graph, view, memory, c, scenario === 'leak' ? counters : none, out, at);
    }
  }
}

/** Where figures can be copied: takeover from leak, by set, and (`ends`) upTo from certain if nothing open is met. */
function sameStart(graph: EstateGraph, scenario: Scenario, c: number): { certain: boolean; upTo: boolean; ends: boolean } {
  const { certain, upTo } = graph;
  const used = (view: View) => view.usedBy.start[c + 1]! - view.usedBy.start[c]!;
  if (scenario === 'leak') return { certain: false, upTo: false, ends: certain.presentable[c] === upTo.presentable[c] };
  return {
    certain: used(certain) === 0 && certain.presentable[c] === 1,
    upTo: used(upTo) === 0 && upTo.presentable[c] === 1,
    ends: used(certain) === used(upTo),
  };
}

/** Leak starts at c; takeover at c and, for all of T, at every usable workload that uses it. */
function start(graph: EstateGraph, view: View, memory: RangeMemory, scenario: Scenario, c: number): void {
  memory.renew();
  const { nodes } = memory;
  const place = nodes.place(c);
  nodes.stay[place] = graph.ownLife[c]!;
  if (scenario === 'leak') return;
  const { start: rows, head } = view.usedBy;
  for (let slot = rows[c]!; slot < rows[c + 1]!; slot++) {
    const user = nodes.place(head[slot]!);
    nodes.stay[user] = graph.lives.last;
  }
}

/**
 * Follows every edge of the view from the nodes met so far, to the least solution of the stays (docs/facts.md, semantics 2 and 5), as `spread.ts` does. Each row is followed once, and once more
 * for each time the stay of its node grows afterwards. True if a node was entered whose edges or grants differ between the two sets.
 */
function spread({ traits }: EstateGraph, { edges: { start, head }, floor, cap }: View, memory: RangeMemory): boolean {
  const { nodes } = memory;
  let [open, waiting, oldest] = [0, 0, 0];
  for (let next = 0; next < nodes.count || waiting > 0; ) {
    let place: number;
    if (next < nodes.count) {
      place = next++; // all first visits come before any second one: then there is nothing new to enter
      open |= traits[nodes.key[place]!]!;
    } else {
      place = memory.again[oldest]!;
      oldest = oldest + 1 === memory.again.length ? 0 : oldest + 1;
      waiting--;
    }
    nodes.mark[place] = state.followed;
    const [u, here] = [nodes.key[place]!, nodes.stay[place]!];
    for (let slot = start[u]!, end = start[u + 1]!; slot < end; slot++) {
      const stays = Math.max(floor[slot]!, Math.min(cap[slot]!, here));
      const known = nodes.count;
      const to = nodes.place(head[slot]!);
      if (to < known && stays <= nodes.stay[to]!) continue;
      nodes.stay[to] = stays;
      if (nodes.mark[to] !== state.followed) continue; // its row is still to be followed anyway
      nodes.mark[to] = state.again;
      if (memory.again.length < nodes.key.length) memory.growAgain(); // while there is anything new to enter, the oldest is at 0
      const free = oldest + waiting++;
      memory.again[free < memory.again.length ? free : free - memory.again.length] = to;
    }
  }
  return (open & traitBit.open) !== 0;
}
const kindNumber = (kind: NodeKind): number => nodeKinds.indexOf(kind);
const credentialKind = kindNumber('credential');
const workloadKind = kindNumber('workload');
const identityKind = kindNumber('identity');

/** Written over by each credential in turn. */
const found: Found = {
  identities: 0,
  workloads: 0,
  chain: 0,
  scope: 0,
  resources: 0,
  weight: 0,
  actionUnits: 0,
  classes: 0,
  pattern: false,
  jewel: false,
  administers: false,
  environments: 0,
  crosses: 0,
};

/** Counts what was entered into the columns; `counters` gain one for every other node reached. */
function tally(graph: EstateGraph, view: View, memory: RangeMemory, c: number, counters: readonly Uint32Array[], out: FigureColumns, at: number): void {
  const { kind, traits, permissions, environment } = graph;
  const { units } = graph.lives;
  const { nodes, permissions: had, environmentMark, stamp } = memory;
  const count = nodes.count;
  const own = environment[c]!;
  let identities = 0;
  let workloads = 0;
  let credentials = 0;
  let scope = 0;
  let resources = 0;
  let weight = 0;
  let actionUnits = 0;
  let classes = 0;
  let environments = 0;
  let crosses = 0;
  let bits = 0;
  let met = 0;
  for (let i = 0; i < count; i++) {
    const [u, here] = [nodes.key[i]!, nodes.stay[i]!];
    met |= traits[u]!;
    if (kind[u] === identityKind) identities++;
    else if (kind[u] === workloadKind) workloads++;
    else if (kind[u] === credentialKind) credentials++;
    for (let slot = view.spoken.start[u]!, end = view.spoken.start[u + 1]!; slot < end; slot++) {
      const v = view.spoken.head[slot]!;
      const place = nodes.place(v);
      if (place < count || (nodes.mark[place]! & countedAs.spoken) !== 0) continue;
      nodes.mark[place]! |= countedAs.spoken;
      if (kind[v] === identityKind) identities++;
    }
    for (let slot = view.permits.start[u]!, end = view.permits.start[u + 1]!; slot < end; slot++) {
      const p = view.permits.head[slot]!;
      const lasts = Math.min(here, view.permitCap[slot]!);
      const known = had.count;
      const place = had.place(p);
      if (place < known) {
        const last = had.stay[place]!;
        if (lasts <= last) continue;
        actionUnits += permissions.weight[p]! * (units[lasts]! - units[last]!);
        had.stay[place] = lasts;
        continue;
      }
      had.stay[place] = lasts;
      scope++;
      weight += permissions.weight[p]!;
      actionUnits += permissions.weight[p]! * units[lasts]!;
      classes |= 1 << permissions.class[p]!;
      bits |= permissions.traits[p]!;
      const r = permissions.resource[p]!;
      const there = environment[r]!;
      if (there !== 0 && there !== own) {
        crosses |= 1 << permissions.class[p]!;
        if (environmentMark[there] !== stamp) environments++;
        environmentMark[there] = stamp;
      }
      const of = nodes.place(r);
      if ((nodes.mark[of]! & countedAs.resource) !== 0) continue;
      nodes.mark[of]! |= countedAs.resource;
      resources++;
      if (of >= count) for (const counter of counters) Atomics.add(counter, r, 1);
    }
  }
  for (const counter of counters) for (let i = 1; i < count; i++) Atomics.add(counter, nodes.key[i]!, 1); // but for c itself, which was entered first
  found.identities = identities;
  found.workloads = workloads;
  found.chain = credentials - 1; // c itself is entered
  found.scope = scope;
  found.resources = resources;
  found.weight = weight;
  found.actionUnits = actionUnits;
  found.classes = classes;
  found.pattern = (bits & permissionBit.pattern) !== 0;
  found.jewel = (bits & permissionBit.jewel) !== 0;
  found.administers = (met & traitBit.administers) !== 0;
  found.environments = environments;
  found.crosses = crosses;
  writeFigures(out, at, found, own);
}
