import { type NodeKind, nodeKinds } from '../model/facts.ts';
import { ends, type Scenario, scenarios } from '../model/figures.ts';
import { type Analysis, copyFigures, type ExposureColumns, type FigureColumns, type Found, writeFigures } from './figureColumns.ts';
import { type EstateGraph, permissionBit, traitBit, type View } from './graph.ts';
import { enter, renew, type Scratch, type Spread, spread } from './spread.ts';

/**
 * Figures of the credentials at positions from .. to - 1, written at their positions in `analysis` (ranges of several threads do not touch) and added to
 * `exposure` (one a thread). Exact: O(what each credential reaches). Where a credential meets nothing that is only possible, both sets are one; where no workload
 * uses it and a thief can present it, takeover is its leak.
 * @param heavy by position: 1 for credentials that are left to `solveHeavy`
 */
export function analyzeRange(
  graph: EstateGraph,
  from: number,
  to: number,
  analysis: Analysis,
  exposure: ExposureColumns,
  scratch: Scratch,
  heavy?: Uint8Array,
): void {
  const both: Uint32Array[] = [exposure.certain, exposure.upTo];
  const only = { certain: [exposure.certain], upTo: [exposure.upTo] };
  const result: Spread = { count: 0, open: false };
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
        if (end === 'upTo' && !result.open && copyOf.ends) {
          copyFigures(analysis[scenario].certain, out, i);
          continue;
        }
        const view = graph[end];
        if (scenario === 'leak' && view.presentable[c] === 0) {
          result.open = false;
          continue;
        }
        start(graph, view, scratch, scenario, c, result);
        spread(graph, view, scratch, result.count, result);
        const counters = scenario === 'leak' ? (end === 'certain' && !result.open && copyOf.ends ? both : only[end]) : none;
        tally(graph, view, scratch, result.count, c, counters, out, i);
      }
    }
  }
}

const none: Uint32Array[] = [];

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
function start(graph: EstateGraph, view: View, scratch: Scratch, scenario: Scenario, c: number, result: Spread): void {
  renew(scratch);
  let count = enter(scratch, 0, c, graph.ownLife[c]!);
  if (scenario === 'takeover') {
    const { start: rows, head } = view.usedBy;
    for (let slot = rows[c]!; slot < rows[c + 1]!; slot++) count = enter(scratch, count, head[slot]!, graph.lives.last);
  }
  result.count = count;
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

/** Counts what was entered, from scratch into the columns; `counters` gain one for every other node reached. */
function tally(
  graph: EstateGraph,
  view: View,
  scratch: Scratch,
  count: number,
  c: number,
  counters: readonly Uint32Array[],
  out: FigureColumns,
  at: number,
): void {
  const { kind, traits, permissions, environment } = graph;
  const { units } = graph.lives;
  const { entered, nodeMark, stay, spokenMark, resourceMark, permissionMark, environmentMark, last, stamp } = scratch;
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
    const u = entered[i]!;
    const here = stay[u]!;
    met |= traits[u]!;
    if (kind[u] === identityKind) identities++;
    else if (kind[u] === workloadKind) workloads++;
    else if (kind[u] === credentialKind) credentials++;
    for (let slot = view.spoken.start[u]!, end = view.spoken.start[u + 1]!; slot < end; slot++) {
      const v = view.spoken.head[slot]!;
      if (nodeMark[v] === stamp || spokenMark[v] === stamp) continue;
      spokenMark[v] = stamp;
      if (kind[v] === identityKind) identities++;
    }
    for (let slot = view.permits.start[u]!, end = view.permits.start[u + 1]!; slot < end; slot++) {
      const p = view.permits.head[slot]!;
      const cap = view.permitCap[slot]!;
      const lasts = Math.min(here, cap);
      if (permissionMark[p] === stamp) {
        if (lasts <= last[p]!) continue;
        actionUnits += permissions.weight[p]! * (units[lasts]! - units[last[p]!]!);
        last[p] = lasts;
        continue;
      }
      permissionMark[p] = stamp;
      last[p] = lasts;
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
      if (resourceMark[r] === stamp) continue;
      resourceMark[r] = stamp;
      resources++;
      if (nodeMark[r] !== stamp) for (const counter of counters) counter[r]!++;
    }
  }
  for (const counter of counters) for (let i = 0; i < count; i++) if (entered[i] !== c) counter[entered[i]!]!++;
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
  writeFigures(graph, out, at, found, own);
}
