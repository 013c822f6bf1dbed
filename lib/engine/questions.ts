import { edgeBit } from '../blast/columns.ts';
import { type Carrier, carriersOf, curveOf, type Exploration, explore, ringsOf } from '../blast/explore.ts';
import { actionDaysOf } from '../blast/lives.ts';
import { type Backward, backwardOf, type PathStep, reachedBy, shortestPath, simplePaths } from '../blast/paths.ts';
import { type Picture, pictureOf } from '../blast/picture.ts';
import { makeScratch, type Scratch } from '../blast/spread.ts';
import { type Start, startOf, startOfSet } from '../blast/starts.ts';
import { type ActionClass, actionClasses, type Certainty, type EdgeType, edgeTypes, nodeKinds } from '../model/facts.ts';
import type { End, Ring, Scenario } from '../model/figures.ts';
import { lifeUnitSeconds } from '../model/weights.ts';
import { Latest } from './latest.ts';
import type { Snapshot } from './snapshot.ts';

/** What a question thread is asked. Nodes are node numbers of the snapshot. */
export type Question =
  | { kind: 'reach'; node: number; scenario: Scenario; end: End }
  | { kind: 'picture'; node: number; scenario: Scenario; end: End }
  | { kind: 'carriers'; node: number; scenario: Scenario; end: End; permissions: number[]; atMost: number }
  | { kind: 'paths'; from: number; to: number; scenario: Scenario | undefined; end: End; maxLength: number | undefined; limit: number }
  | { kind: 'reachedBy'; node: number };

/** One step, with the database's id of its fact. */
export type NumberedStep = { from: number; to: number; fact: number; kind: EdgeType | 'grant'; class?: ActionClass; certainty: Certainty };
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
  nodes: ReachedNode[];
  scope: ReachedScope;
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

/** Answers questions on one thread; keeps the last explorations and the reversed graph, because questions about one credential come in a row. */
export class Questions {
  readonly #snapshot: Snapshot;
  readonly #explored = new Latest<Exploration>(3);
  readonly #backward = new Latest<Backward>(2);
  #scratch: Scratch | undefined;
  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
  }

  answer(question: Question): Answers[Question['kind']] {
    if (question.kind === 'reach') return this.#reach(question.node, question.scenario, question.end);
    if (question.kind === 'picture') return this.#picture(question.node, question.scenario, question.end);
    if (question.kind === 'carriers') return this.#carriers(question);
    if (question.kind === 'paths') return this.#paths(question);
    return { certain: this.#reachedBy('certain', question.node), upTo: this.#reachedBy('upTo', question.node) };
  }

  #explore(node: number, scenario: Scenario, end: End): Exploration {
    const { graph } = this.#snapshot;
    const key = `${node} ${scenario} ${graph.certain === graph.upTo ? 'both' : end}`;
    this.#scratch ??= makeScratch(graph);
    const scratch = this.#scratch;
    return this.#explored.get(key, () => explore(graph, end, this.#start(node, scenario, end), scratch));
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

  #reach(node: number, scenario: Scenario, end: End): Reach {
    const { graph } = this.#snapshot;
    const certain = this.#explore(node, scenario, 'certain');
    const exploration = end === 'certain' ? certain : this.#explore(node, scenario, end);
    const scope = scopeOf(this.#snapshot, exploration, certain);
    return {
      depth: exploration.depth,
      rings: ringsOf(graph, exploration),
      nodes: nodesOf(this.#snapshot, exploration),
      scope,
      curve: curveOf(graph, exploration),
      crownJewels: this.#jewelPaths(scope, exploration, certain, end),
    };
  }

  #picture(node: number, scenario: Scenario, end: End): Picture {
    const { graph, ...columns } = this.#snapshot;
    const certain = this.#explore(node, scenario, 'certain');
    const exploration = end === 'certain' ? certain : this.#explore(node, scenario, end);
    const starts = this.#start(node, scenario, end).nodes.map((start) => start.node);
    return pictureOf({ graph, view: graph[end], ...columns }, exploration, certain, starts);
  }

  #jewelPaths(scope: ReachedScope, exploration: Exploration, certain: Exploration, end: End): NumberedStep[][] {
    const grants = this.#snapshot.grantFact.length;
    const { graph } = this.#snapshot;
    return targetsOf(this.#snapshot, scope).map(({ resource, isCertain }) => {
      const [by, from] = isCertain ? (['certain', certain] as const) : ([end, exploration] as const);
      return this.#steps(shortestPath(graph, by, grants, this.#backwardOf(by), from, resource) ?? []);
    });
  }

  #carriers({ node, scenario, end, permissions, atMost }: Extract<Question, { kind: 'carriers' }>): number[][] {
    const exploration = this.#explore(node, scenario, end);
    const carriers = carriersOf(this.#snapshot.graph, end, this.#snapshot.grantFact.length, exploration, permissions);
    return permissions.map((permission) => (carriers.get(permission) ?? []).slice(0, atMost).map((carrier) => this.#factOf(carrier)));
  }

  #paths({ from, to, scenario, end, maxLength, limit }: Extract<Question, { kind: 'paths' }>): Answers['paths'] {
    const { graph, grantFact } = this.#snapshot;
    const start = this.#start(from, scenario, end);
    const backward = this.#backwardOf(end);
    this.#scratch ??= makeScratch(graph);
    const shortest = shortestPath(graph, end, grantFact.length, backward, explore(graph, end, start, this.#scratch), to);
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

/** Entered and spoken-for nodes by hops, then by number; the credential itself at hop 0 is among them. */
function nodesOf({ graph }: Snapshot, { nodes, hops, stay, spoken }: Exploration): ReachedNode[] {
  const seconds = (v: number): number => graph.lives.units[stay[v]!]! * lifeUnitSeconds;
  const entered = Array.from(nodes, (node): ReachedNode => ({ node, hop: hops[node]!, entered: true, staySeconds: seconds(node) }));
  const named = spoken.map(({ node, hops: hop, from }): ReachedNode => ({ node, hop, entered: false, staySeconds: seconds(from) }));
  return [...entered, ...named].sort((a, b) => a.hop - b.hop || a.node - b.node);
}

function scopeOf({ graph }: Snapshot, { permissions, last, carrier, permissionHops }: Exploration, certain: Exploration): ReachedScope {
  const units = (at: number): number => graph.permissions.weight[permissions[at]!]! * graph.lives.units[last[at]!]!;
  const order = Uint32Array.from(permissions.keys()).sort((a, b) => units(b) - units(a) || a - b);
  const known = new Set(certain.permissions);
  return {
    permission: order.map((at) => permissions[at]!),
    class: Uint8Array.from(order, (at) => graph.permissions.class[permissions[at]!]!),
    resource: order.map((at) => graph.permissions.resource[permissions[at]!]!),
    weight: Float64Array.from(order, (at) => graph.permissions.weight[permissions[at]!]!),
    hops: Int32Array.from(order, (at) => permissionHops[at]!),
    lastSeconds: Float64Array.from(order, (at) => graph.lives.units[last[at]!]! * lifeUnitSeconds),
    actionDays: Float64Array.from(order, (at) => actionDaysOf(units(at))),
    certain: Uint8Array.from(order, (at) => (known.has(permissions[at]!) ? 1 : 0)),
    carrier: order.map((at) => carrier[at]!),
  };
}

/** The crown jewels in the scope, heaviest first, each once; else what the heaviest permissions are on. */
function targetsOf({ sensitivity }: Snapshot, { resource, certain }: ReachedScope): { resource: number; isCertain: boolean }[] {
  const jewels = new Map<number, boolean>();
  const others = new Map<number, boolean>();
  for (let at = 0; at < resource.length && jewels.size < shownJewels; at++) {
    const chosen = sensitivity[resource[at]!] === 5 ? jewels : others;
    if (chosen === jewels || others.size < shownHeaviest || others.has(resource[at]!))
      chosen.set(resource[at]!, chosen.get(resource[at]!) === true || certain[at] === 1);
  }
  return Array.from(jewels.size > 0 ? jewels : others, ([node, isCertain]) => ({ resource: node, isCertain }));
}
