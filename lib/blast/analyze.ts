import { type Allocate, privateMemory } from '../graph/csr.ts';
import { actionClasses, type NodeKind, nodeKinds } from '../model/facts.ts';
import { type End, ends, type Figures, type Scenario, type ScenarioFigures, scenarios } from '../model/figures.ts';
import { bandFloor, bands, lifeUnitSeconds } from '../model/weights.ts';
import { type EstateGraph, permissionBit, traitBit, type View } from './graph.ts';
import { actionDaysOf } from './lives.ts';
import { enter, makeScratch, renew, type Scratch, type Spread, spread } from './spread.ts';

/** Figures of one scenario in one set, one entry a credential (by position in EstateGraph.credentials). */
export type FigureColumns = {
  identities: Uint32Array;
  workloads: Uint32Array;
  chain: Uint32Array;
  scope: Uint32Array;
  resources: Uint32Array;
  weight: Float64Array;
  /** Sum over scope of weight x last in units of 300 s: exact whole numbers below 2^53. */
  actionUnits: Float64Array;
  /** weight / Permissions.liveWeight, 0..1. */
  share: Float64Array;
  /** Index in bands. */
  band: Uint8Array;
  /** 1 where the scope holds a pattern resource. */
  unbounded: Uint8Array;
  /** Bits by index in actionClasses. */
  classes: Uint16Array;
  /** Environments crossed: those of the nodes in scope but its own (docs/metrics.md). */
  environments: Uint16Array;
  /** Classes with which it acts in another environment than its own; bits by index in actionClasses. */
  crosses: Uint16Array;
};
export type Analysis = Record<Scenario, Record<End, FigureColumns>>;

/** How many other usable credentials reach each node (enter it, or any permission on it) in a leak; add up those of all threads. */
export type ExposureColumns = Record<End, Uint32Array>;

/** Room for the figures of every credential. @param allocate `sharedMemory` where several threads fill ranges of it */
export function makeAnalysis(graph: EstateGraph, allocate: Allocate = privateMemory): Analysis {
  const n = graph.credentials.length;
  const counts = () => new Uint32Array(allocate(4 * n));
  const sums = () => new Float64Array(allocate(8 * n));
  const columns = (): FigureColumns => ({
    identities: counts(),
    workloads: counts(),
    chain: counts(),
    scope: counts(),
    resources: counts(),
    weight: sums(),
    actionUnits: sums(),
    share: sums(),
    band: new Uint8Array(allocate(n)),
    unbounded: new Uint8Array(allocate(n)),
    classes: new Uint16Array(allocate(2 * n)),
    environments: new Uint16Array(allocate(2 * n)),
    crosses: new Uint16Array(allocate(2 * n)),
  });
  return { leak: { certain: columns(), upTo: columns() }, takeover: { certain: columns(), upTo: columns() } };
}

export const makeExposure = (graph: EstateGraph, allocate: Allocate = privateMemory): ExposureColumns => ({
  certain: new Uint32Array(allocate(4 * graph.nodes)),
  upTo: new Uint32Array(allocate(4 * graph.nodes)),
});

/** Every credential on one thread. */
export function analyze(graph: EstateGraph): { analysis: Analysis; exposure: ExposureColumns } {
  const [analysis, exposure] = [makeAnalysis(graph), makeExposure(graph)];
  analyzeRange(graph, 0, graph.credentials.length, analysis, exposure, makeScratch(graph));
  return { analysis, exposure };
}

/**
 * Figures of the credentials at positions from .. to - 1, written at their positions in `analysis` (ranges of several threads do not touch) and added to
 * `exposure` (one a thread). Exact: O(what each credential reaches). Where a credential meets nothing that is only possible, both sets are one; where no workload
 * uses it and a thief can present it, takeover is its leak.
 * @param onProgress called now and then with how many of the range are done; may throw to stop
 */
export function analyzeRange(
  graph: EstateGraph,
  from: number,
  to: number,
  analysis: Analysis,
  exposure: ExposureColumns,
  scratch: Scratch,
  onProgress?: (done: number) => void,
): void {
  const both: Uint32Array[] = [exposure.certain, exposure.upTo];
  const only = { certain: [exposure.certain], upTo: [exposure.upTo] };
  const result: Spread = { count: 0, open: false };
  for (let i = from; i < to; i++) {
    if (onProgress && (i - from) % 256 === 0) onProgress(i - from);
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
  out.identities[at] = identities;
  out.workloads[at] = workloads;
  out.chain[at] = credentials - 1; // c itself is entered
  out.scope[at] = scope;
  out.resources[at] = resources;
  out.weight[at] = weight;
  out.actionUnits[at] = actionUnits;
  out.share[at] = permissions.liveWeight > 0 ? weight / permissions.liveWeight : 0;
  out.band[at] = bandOf(actionUnits, (bits & permissionBit.jewel) !== 0, (met & traitBit.administers) !== 0);
  out.unbounded[at] = (bits & permissionBit.pattern) !== 0 ? 1 : 0;
  out.classes[at] = classes;
  // whose own environment is not stated crosses from one into the next: the first of several is home
  const home = own === 0 ? 1 : 0;
  out.environments[at] = Math.max(0, environments - home);
  out.crosses[at] = environments > home ? crosses : 0;
}

const unitsPerDay = 86_400 / lifeUnitSeconds;
const high = bands.indexOf('high');
const critical = bands.indexOf('critical');

/** Index in bands (semantics 6), compared in whole units, not in rounded days. */
export function bandOf(actionUnits: number, jewel: boolean, administers: boolean): number {
  if (administers) return critical;
  let band = 0;
  while (band + 1 < bandFloor.length && actionUnits >= bandFloor[band + 1]! * unitsPerDay) band++;
  return jewel && band < high ? high : band;
}

function copyFigures(from: FigureColumns, to: FigureColumns, at: number): void {
  to.identities[at] = from.identities[at]!;
  to.workloads[at] = from.workloads[at]!;
  to.chain[at] = from.chain[at]!;
  to.scope[at] = from.scope[at]!;
  to.resources[at] = from.resources[at]!;
  to.weight[at] = from.weight[at]!;
  to.actionUnits[at] = from.actionUnits[at]!;
  to.share[at] = from.share[at]!;
  to.band[at] = from.band[at]!;
  to.unbounded[at] = from.unbounded[at]!;
  to.classes[at] = from.classes[at]!;
  to.environments[at] = from.environments[at]!;
  to.crosses[at] = from.crosses[at]!;
}

/** The figures at one position as they are shown and exported. */
export function figuresAt(columns: FigureColumns, at: number): Figures {
  return {
    identities: columns.identities[at]!,
    workloads: columns.workloads[at]!,
    chain: columns.chain[at]!,
    scope: columns.scope[at]!,
    resources: columns.resources[at]!,
    weight: columns.weight[at]!,
    actionDays: actionDaysOf(columns.actionUnits[at]!),
    share: columns.share[at]!,
    band: bands[columns.band[at]!]!,
    unbounded: columns.unbounded[at] === 1,
  };
}

/** Both sets of one scenario at one position. */
export function scenarioFiguresAt(columns: Record<End, FigureColumns>, at: number): ScenarioFigures {
  return { ...figuresAt(columns.certain, at), upTo: figuresAt(columns.upTo, at) };
}

/** Names of the classes in a mask, in the order of actionClasses. */
export const classesOf = (mask: number): (typeof actionClasses)[number][] => actionClasses.filter((_, c) => ((mask >> c) & 1) === 1);
