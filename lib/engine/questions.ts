import { edgeBit } from '../blast/columns.ts';
import { type Carrier, carriersOf, curveOf, type Exploration, enterFrom, explore, ringsOf } from '../blast/explore.ts';
import { ExploreMemory } from '../blast/exploreMemory.ts';
import type { EstateGraph } from '../blast/graph.ts';
import { HeaviestFirst } from '../blast/heaviestFirst.ts';
import { actionDaysOf } from '../blast/lives.ts';
import { type Backward, backwardOf, type PathStep, reachedBy, shortestPath, shortestPaths, simplePaths } from '../blast/paths.ts';
import { type Picture, pictureOf } from '../blast/picture.ts';
import { makeScratch, type Scratch } from '../blast/spread.ts';
import { type Start, startOf, startOfSet } from '../blast/starts.ts';
import { type ActionClass, actionClasses, type Certainty, type EdgeType, edgeTypes, type NodeKind, nodeKinds } from '../model/facts.ts';
import type { End, Ring, Scenario } from '../model/figures.ts';
import { lifeUnitSeconds } from '../model/weights.ts';
import { Latest } from './latest.ts';
import type { Snapshot } from './snapshot.ts';
import { FirstRows } from './sortRows.ts';

/** What a question thread is asked. Nodes are node numbers of the snapshot. */
export type Question =
  /** What is over after `beyondSeconds` is left out of nodes and permissions; of nodes the first `nodes` of each kind are listed, of permissions so many from `offset` on. */
  | { kind: 'reach'; node: number; scenario: Scenario; end: End; beyondSeconds: number; nodes: number; offset: number; permissions: number }
  | { kind: 'picture'; node: number; scenario: Scenario; end: End }
  | { kind: 'carriers'; node: number; scenario: Scenario; end: End; permissions: number[]; atMost: number }
  | { kind: 'paths'; from: number; to: number; scenario: Scenario | undefined; end: End; maxLength: number | undefined; limit: number }
  | { kind: 'reachedBy'; node: number };

/** One step, with the database's id of its fact. */
export type NumberedStep = { from: number; to: number; fact: number; kind: EdgeType | 'grant'; class?: ActionClass; certainty: Certainty };
/** Nodes of one kind without the credential itself, by hops, then by number: how many they are, and the first of them. */
export type ReachedKind = { count: number; first: ReachedNode[] };
export type ReachedNode = { node: number; hop: number; entered: boolean; staySeconds: number };
/** Permissions of the scope by what they add to the action-days, largest first, then by number; arrays by position in that order. */
export type ReachedScope = {
  permission: Uint32Array;
  class: Uint8Array;
  resource: Uint32Array;
  weight: Float64Array;
  hops: Int32Array;
  lastSeconds: Float64Array;
  actionDays: Float64Array;
  /** 1 = also in the certain set. */
  certain: Uint8Array;
  carrier: Uint32Array;
};
export type Reach = {
  depth: number;
  rings: Ring[];
  nodes: Record<'credential' | 'workload' | 'identity', ReachedKind>;
  /** Of these permissions the ones that were asked for; `matching` were not over, `total` there are. */
  scope: ReachedScope & { matching: number; total: number };
  curve: { seconds: number; permissions: number; weight: number }[];
  crownJewels: NumberedStep[][];
};
export type Answers = {
  reach: Reach;
  picture: Picture;
  /** By permission, in the order asked: the facts that carry it, longest first. */
  carriers: number[][];
  paths: { paths: NumberedStep[][]; truncated: boolean };
  reachedBy: Record<End, Uint32Array>;
};

/** Crown jewels to which a path is shown; where none is reached, the heaviest permissions instead. */
const shownJewels = 20;
const shownHeaviest = 5;
const crownJewel = 5;

/** Answers questions on one thread; keeps the explorations of the last credential and the reversed graph, because questions about one credential come in a row. */
export class Questions {
  readonly #snapshot: Snapshot;
  readonly #memory: ExploreMemory;
  /** Of one credential in one scenario, by end. */
  readonly #explored = new Map<End, Exploration>();
  #exploredFrom = '';
  readonly #backward = new Latest<Backward>(2);
  #scratch: Scratch | undefined;
  #heaviest: HeaviestFirst | undefined;
  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
    this.#memory = new ExploreMemory(snapshot.graph);
  }

  answer(question: Question): Answers[Question['kind']] {
    if (question.kind === 'reach') return this.#reach(question);
    if (question.kind === 'picture') return this.#picture(question.node, question.scenario, question.end);
    if (question.kind === 'carriers') return this.#carriers(question);
    if (question.kind === 'paths') return this.#paths(question);
    return { certain: this.#reachedBy('certain', question.node), upTo: this.#reachedBy('upTo', question.node) };
  }

  /** What is kept of another credential is given back first, so that there are never more than two explorations. */
  #explore(node: number, scenario: Scenario, end: End): Exploration {
    const { graph } = this.#snapshot;
    const from = `${node} ${scenario}`;
    if (from !== this.#exploredFrom) {
      for (const exploration of this.#explored.values()) this.#memory.giveBack(exploration);
      this.#explored.clear();
      this.#exploredFrom = from;
    }
    const set: End = graph.certain === graph.upTo ? 'certain' : end;
    const known = this.#explored.get(set);
    if (known) return known;
    this.#scratch ??= makeScratch(graph);
    const exploration = explore(graph, end, this.#start(node, scenario, end), this.#scratch, this.#memory);
    this.#explored.set(set, exploration);
    return exploration;
  }

  /** A credential starts as the scenario says; anything else as if it were leaked or taken over itself. */
  #start(node: number, scenario: Scenario | undefined, end: End): Start {
    const { graph } = this.#snapshot;
    if (graph.kind[node] !== nodeKinds.indexOf('credential')) return startOfSet(graph, end, [node]);
    const start = startOf(graph, scenario ?? 'leak', end, node);
    return start.nodes.length === 0 && scenario === undefined ? startOf(graph, 'takeover', end, node) : start;
  }

  #backwardOf(end: End): Backward {
    const { graph } = this.#snapshot;
    return this.#backward.get(graph.certain === graph.upTo ? 'both' : end, () => backwardOf(graph, end));
  }

  #reachedBy(end: End, node: number): Uint32Array {
    return reachedBy(this.#snapshot.graph, end, this.#backwardOf(end), node);
  }

  #reach(question: Extract<Question, { kind: 'reach' }>): Reach {
    const { node, scenario, end } = question;
    const { graph } = this.#snapshot;
    const certain = this.#explore(node, scenario, 'certain');
    const exploration = end === 'certain' ? certain : this.#explore(node, scenario, end);
    this.#heaviest ??= new HeaviestFirst(graph, this.#snapshot.sensitivity);
    const targets = targetsOf(graph, this.#heaviest, exploration, certain);
    return {
      depth: exploration.depth,
      rings: ringsOf(graph, exploration),
      nodes: nodesOf(this.#snapshot, exploration, question),
      scope: scopeOf(graph, this.#heaviest, exploration, certain, question),
      curve: curveOf(graph, exploration),
      crownJewels: this.#jewelPaths(targets, exploration, certain, end),
    };
  }

  #picture(node: number, scenario: Scenario, end: End): Picture {
    const { graph, ...columns } = this.#snapshot;
    const certain = this.#explore(node, scenario, 'certain');
    const exploration = end === 'certain' ? certain : this.#explore(node, scenario, end);
    const starts = this.#start(node, scenario, end).nodes.map((start) => start.node);
    return pictureOf({ graph, view: graph[end], ...columns }, exploration, certain, starts, this.#memory);
  }

  #jewelPaths(targets: Target[], exploration: Exploration, certain: Exploration, end: End): NumberedStep[][] {
    const grants = this.#snapshot.grantFact.length;
    const { graph } = this.#snapshot;
    const ofSet = (isCertain: boolean): number[] => targets.filter((target) => target.isCertain === isCertain).map(({ resource }) => resource);
    const [certainly, possibly] = [shortestPaths(graph, 'certain', grants, certain, ofSet(true)), shortestPaths(graph, end, grants, exploration, ofSet(false))];
    return targets.map(({ resource, isCertain }) => this.#steps((isCertain ? certainly : possibly).get(resource) ?? []));
  }

  #carriers({ node, scenario, end, permissions, atMost }: Extract<Question, { kind: 'carriers' }>): number[][] {
    const exploration = this.#explore(node, scenario, end);
    const carriers = carriersOf(this.#snapshot.graph, end, this.#snapshot.grantFact.length, exploration, permissions, atMost);
    return permissions.map((permission) => (carriers.get(permission) ?? []).map((carrier) => this.#factOf(carrier)));
  }

  #paths({ from, to, scenario, end, maxLength, limit }: Extract<Question, { kind: 'paths' }>): Answers['paths'] {
    const { graph, grantFact } = this.#snapshot;
    const start = this.#start(from, scenario, end);
    const backward = this.#backwardOf(end);
    this.#scratch ??= makeScratch(graph);
    const entered = enterFrom(graph, end, start, this.#scratch, this.#memory);
    const shortest = shortestPath(graph, end, grantFact.length, backward, entered, to);
    this.#memory.giveBack(entered);
    if (!shortest || shortest.length === 0) return { paths: [], truncated: false };
    const found = simplePaths(graph, end, grantFact.length, backward, start, to, { maxLength: maxLength ?? shortest.length, limit });
    return { paths: found.paths.map((steps) => this.#steps(steps)), truncated: found.truncated };
  }

  #steps(steps: readonly PathStep[]): NumberedStep[] {
    return steps.map((step) => ({ from: step.from, to: step.to, fact: this.#factOf(step), ...this.#said(step) }));
  }

  #said({ of, number }: PathStep): Pick<NumberedStep, 'kind' | 'class' | 'certainty'> {
    const { edgeType, edgeFlags, grantClass, grantPossible } = this.#snapshot;
    const certainty = (possible: number): Certainty => (possible === 0 ? 'certain' : 'possible');
    if (of === 'grant') return { kind: 'grant', class: actionClasses[grantClass[number]!]!, certainty: certainty(grantPossible[number]!) };
    return { kind: edgeTypes[edgeType[number]!]!, certainty: certainty(edgeFlags[number]! & edgeBit.possible) };
  }

  #factOf({ of, number }: Pick<Carrier, 'of' | 'number'>): number {
    return of === 'grant' ? this.#snapshot.grantFact[number]! : this.#snapshot.edgeFact[number]!;
  }
}

function nodesOf(
  { graph }: Snapshot,
  exploration: Exploration,
  { node: self, beyondSeconds, nodes: listed }: Extract<Question, { kind: 'reach' }>,
): Reach['nodes'] {
  const { nodes, hops, stay, spoken } = exploration;
  const seconds = (v: number): number => graph.lives.units[stay[v]!]! * lifeUnitSeconds;
  const kinds = nodeKinds.map(() => ({ count: 0, first: new FirstRows(Math.max(listed, 1), 1) }));
  const offer = (node: number, hop: number, from: number, place: number): void => {
    if (node === self || seconds(from) <= beyondSeconds) return;
    const kind = kinds[graph.kind[node]!]!;
    kind.count++;
    kind.first.offer(hop * 2 ** 32 + node, place);
  };
  for (let place = 0; place < nodes.length; place++) offer(nodes[place]!, hops[nodes[place]!]!, nodes[place]!, place);
  spoken.forEach(({ node, hops: hop, from }, i) => {
    offer(node, hop, from, nodes.length + i);
  });
  const reached = (place: number): ReachedNode => {
    const named = spoken[place - nodes.length];
    if (named) return { node: named.node, hop: named.hops, entered: false, staySeconds: seconds(named.from) };
    const node = nodes[place]!;
    return { node, hop: hops[node]!, entered: true, staySeconds: seconds(node) };
  };
  const ofKind = (kind: NodeKind): ReachedKind => {
    const { count, first } = kinds[nodeKinds.indexOf(kind)]!;
    return { count, first: Array.from(first.end().subarray(0, listed), reached) };
  };
  return { credential: ofKind('credential'), workload: ofKind('workload'), identity: ofKind('identity') };
}

const has = (list: Uint32Array, number: number): boolean => hasAny(list, number, number + 1);

/** Whether an ascending list has a number from `from` on and before `to`, by halving. */
function hasAny(list: Uint32Array, from: number, to: number): boolean {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]! < from) low = middle + 1;
    else high = middle;
  }
  return low < list.length && list[low]! < to;
}

function scopeOf(
  { permissions: { class: classOf, resource, weight }, lives: { units } }: EstateGraph,
  heaviest: HeaviestFirst,
  exploration: Exploration,
  certain: Exploration,
  { beyondSeconds, offset, permissions: limit }: Extract<Question, { kind: 'reach' }>,
): Reach['scope'] {
  const { permissions, last, carrier, permissionHops } = exploration;
  const beyond = units.findIndex((unit) => unit * lifeUnitSeconds > beyondSeconds);
  const { places, matching } = heaviest.part(exploration, { least: beyond < 0 ? units.length : beyond, offset, limit });
  const count = places.length;
  const scope: ReachedScope = {
    permission: places.map((at) => permissions[at]!),
    class: new Uint8Array(count),
    resource: new Uint32Array(count),
    weight: new Float64Array(count),
    hops: new Int32Array(count),
    lastSeconds: new Float64Array(count),
    actionDays: new Float64Array(count),
    certain: new Uint8Array(count),
    carrier: places.map((at) => carrier[at]!),
  };
  for (let i = 0; i < count; i++) {
    const [at, p] = [places[i]!, scope.permission[i]!];
    scope.class[i] = classOf[p]!;
    scope.resource[i] = resource[p]!;
    scope.weight[i] = weight[p]!;
    scope.hops[i] = permissionHops[at]!;
    scope.lastSeconds[i] = units[last[at]!]! * lifeUnitSeconds;
    scope.actionDays[i] = actionDaysOf(weight[p]! * units[last[at]!]!);
    scope.certain[i] = has(certain.permissions, p) ? 1 : 0;
  }
  return { matching, total: permissions.length, ...scope };
}

type Target = { resource: number; isCertain: boolean };

/** The crown jewels in the scope, heaviest first, each once; else what the heaviest permissions are on. Certain, if what is shown can certainly be done there. */
function targetsOf(graph: EstateGraph, heaviest: HeaviestFirst, exploration: Exploration, certain: Exploration): Target[] {
  const first = (count: number, sensitivity?: number): Uint32Array => {
    const limit = count * actionClasses.length; // a resource has one permission a class at most: among so many there are `count` resources, or all
    const { places } = heaviest.part(exploration, { least: 0, offset: 0, limit, ...(sensitivity !== undefined && { sensitivity }) });
    return places.map((at) => exploration.permissions[at]!);
  };
  const jewels = new Map<number, boolean>();
  for (const p of first(shownJewels, crownJewel)) {
    const resource = graph.permissions.resource[p]!;
    jewels.set(resource, jewels.get(resource) === true || has(certain.permissions, p));
    if (jewels.size === shownJewels) break;
  }
  if (jewels.size > 0) return Array.from(jewels, ([resource, isCertain]) => ({ resource, isCertain }));
  const others = [...new Set(first(shownHeaviest).map((p) => graph.permissions.resource[p]!))].slice(0, shownHeaviest);
  return others.map((resource) => ({
    resource,
    isCertain: hasAny(certain.permissions, graph.permissions.first[resource]!, graph.permissions.first[resource + 1]!),
  }));
}
