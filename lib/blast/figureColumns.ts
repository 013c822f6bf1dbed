import { type Allocate, privateMemory } from '../graph/csr.ts';
import { actionClasses } from '../model/facts.ts';
import type { End, Figures, Scenario, ScenarioFigures } from '../model/figures.ts';
import { bandFloor, bands, lifeUnitSeconds } from '../model/weights.ts';
import type { EstateGraph } from './graph.ts';
import { actionDaysOf } from './lives.ts';

/** Figures of one scenario in one set, one entry a credential (by position in EstateGraph.credentials). */
export type FigureColumns = {
  /** Permissions.liveWeight, the denominator of `share`. */
  totalWeight: number;
  identities: Uint32Array;
  workloads: Uint32Array;
  chain: Uint32Array;
  scope: Uint32Array;
  resources: Uint32Array;
  weight: Float64Array;
  /** Sum over scope of weight x last in units of 300 s: exact whole numbers below 2^53. */
  actionUnits: Float64Array;
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

/** How many other usable credentials reach each node (enter it, or any permission on it) in a leak. */
export type ExposureColumns = Record<End, Uint32Array>;

/** Room for the figures of every credential. @param allocate `sharedMemory` where several threads fill ranges of it */
export function makeAnalysis(graph: EstateGraph, allocate: Allocate = privateMemory): Analysis {
  const n = graph.credentials.length;
  const counts = () => new Uint32Array(allocate(4 * n));
  const sums = () => new Float64Array(allocate(8 * n));
  const columns = (): FigureColumns => ({
    totalWeight: graph.permissions.liveWeight,
    identities: counts(),
    workloads: counts(),
    chain: counts(),
    scope: counts(),
    resources: counts(),
    weight: sums(),
    actionUnits: sums(),
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

/** What was found of one credential in one scenario and set, before its band. */
export type Found = {
  identities: number;
  workloads: number;
  /** Without the credential itself. */
  chain: number;
  scope: number;
  resources: number;
  weight: number;
  actionUnits: number;
  classes: number;
  /** Any pattern resource in scope. */
  pattern: boolean;
  /** Any class but list on a sensitivity-5 node. */
  jewel: boolean;
  /** A node that administers was entered. */
  administers: boolean;
  /** Environments other than its own in which it has a permission, and the classes of those. */
  environments: number;
  crosses: number;
};

/** Writes one credential's figures at its position. @param own its environment, 0 where none is stated */
export function writeFigures(out: FigureColumns, at: number, found: Found, own: number): void {
  out.identities[at] = found.identities;
  out.workloads[at] = found.workloads;
  out.chain[at] = found.chain;
  out.scope[at] = found.scope;
  out.resources[at] = found.resources;
  out.weight[at] = found.weight;
  out.actionUnits[at] = found.actionUnits;
  out.band[at] = bandOf(found.actionUnits, found.jewel, found.administers);
  out.unbounded[at] = found.pattern ? 1 : 0;
  out.classes[at] = found.classes;
  // whose own environment is not stated crosses from one into the next: the first of several is home
  const home = own === 0 ? 1 : 0;
  out.environments[at] = Math.max(0, found.environments - home);
  out.crosses[at] = found.environments > home ? found.crosses : 0;
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

/** Takes the figures at one position over from other columns. */
export function copyFigures(from: FigureColumns, to: FigureColumns, at: number): void {
  to.identities[at] = from.identities[at]!;
  to.workloads[at] = from.workloads[at]!;
  to.chain[at] = from.chain[at]!;
  to.scope[at] = from.scope[at]!;
  to.resources[at] = from.resources[at]!;
  to.weight[at] = from.weight[at]!;
  to.actionUnits[at] = from.actionUnits[at]!;
  to.band[at] = from.band[at]!;
  to.unbounded[at] = from.unbounded[at]!;
  to.classes[at] = from.classes[at]!;
  to.environments[at] = from.environments[at]!;
  to.crosses[at] = from.crosses[at]!;
}

/** Part of the estate's weight, 0..1. */
export const shareOf = ({ totalWeight }: Pick<FigureColumns, 'totalWeight'>, weight: number): number => (totalWeight > 0 ? weight / totalWeight : 0);

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
    share: shareOf(columns, columns.weight[at]!),
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
