import { actionClasses, edgeTypes, nodeKinds } from '../model/facts.ts';
import { type Alike, type CarriedBy, carriers, pictureRings } from '../model/picture.ts';
import { lifeUnitSeconds } from '../model/weights.ts';
import { edgeBit } from './columns.ts';
import { curveOf, type Exploration } from './explore.ts';
import type { EstateGraph, View } from './graph.ts';
import type { Mark, Picture } from './picture.ts';
import type { PicturedEstate } from './things.ts';

type Thing = {
  node: number;
  hop: number;
  kind: number;
  class: number;
  sensitivity: number;
  weight: number;
  certain: boolean;
  parent: number;
  seconds: number;
  /** Index in carriers. */
  by: number;
  system: number;
};
/** Above so many marks they begin to cover each other (looked at, at 860 x 720 px). */
const mostMarks = 100;
const mostSystems = 9;
const namedNodes = 6;
const resourceKind = nodeKinds.indexOf('resource');

/**
 * The picture as it is defined, thing by thing as objects and maps: what `pictureOf` must equal, at the sizes of tests.
 */
export function slowPictureOf(estate: PicturedEstate, exploration: Exploration, certain: Exploration, starts: readonly number[]): Picture {
  const label = carriersOfStays(estate.graph, estate.view, estate, exploration, starts);
  const things = thingsOf(estate, exploration, certain, label);
  const systems = systemsOf(estate, things);
  const place = new Map(systems.flatMap(({ numbers }, at) => numbers.map((number): [number, number] => [number, at])));
  const { groups, alike, most } = chooseGroups(things, place);
  const marks = makeMarks(groups, most, systems);
  return {
    marks,
    alike: [...alike],
    systems: systems.map(({ numbers: _, ...system }) => system),
    things: things.length,
    carried: carriedOf(estate, exploration, label),
    certainly: curveOf(estate.graph, certain).filter(({ weight }, i, all) => i === 0 || weight !== all[i - 1]!.weight),
  };
}

function thingsOf(estate: PicturedEstate, exploration: Exploration, certain: Exploration, label: Uint8Array): Thing[] {
  const { graph, view } = estate;
  const { hops, stay, nodes, spoken, permissions, last, permissionHops, carrier } = exploration;
  const found = new Map<number, Thing>();
  const seconds = (index: number): number => graph.lives.units[index]! * lifeUnitSeconds;
  const known = new Uint8Array(graph.nodes); // sets of many millions are beyond what a Set can hold
  for (const node of certain.nodes) known[node] = 1;
  for (const { node } of certain.spoken) known[node] = 1;
  for (const p of certain.permissions) known[graph.permissions.resource[p]!] = 1;
  const add = (node: number, hop: number, parent: number, lasts: number, by: number): Thing => {
    const thing = {
      node,
      hop,
      kind: graph.kind[node]!,
      class: -1,
      sensitivity: estate.sensitivity[node]!,
      weight: 0,
      certain: known[node] === 1,
      parent,
      seconds: lasts,
      by,
      system: estate.system[node]!,
    };
    found.set(node, thing);
    return thing;
  };
  for (const node of nodes) add(node, hops[node]!, hops[node] === 0 ? -1 : tail(view, exploration, node), seconds(stay[node]!), label[node]!);
  for (const { node, hops: hop, from } of spoken) add(node, hop, from, seconds(stay[from]!), label[from]!);
  const nearest = nearestOf(estate, exploration);
  permissions.forEach((p, i) => {
    const resource = graph.permissions.resource[p]!;
    const parent = nearest.get(resource);
    const thing = found.get(resource) ?? add(resource, permissionHops[i]!, parent ?? nodes[0]!, 0, label[carrier[i]!]!);
    if (graph.permissions.class[p]! > thing.class) thing.class = graph.permissions.class[p]!;
    thing.weight += graph.permissions.weight[p]!;
    if (seconds(last[i]!) > thing.seconds) Object.assign(thing, { seconds: seconds(last[i]!), by: label[carrier[i]!]! });
    if (hops[resource] === -1 && permissionHops[i]! < thing.hop) Object.assign(thing, { hop: permissionHops[i]!, parent });
  });
  return [...found.values()].sort((a, b) => a.hop - b.hop || a.node - b.node);
}

/** The node whose row the slot lies in, by halving. */
function tail({ edges }: View, { via }: Exploration, node: number): number {
  const slot = via[node]!;
  let [low, high] = [0, edges.nodes];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (edges.start[middle]! <= slot) low = middle;
    else high = middle;
  }
  return low;
}

/** By resource, the entered node of the fewest hops that has a permission on it; nodes come by hops, so the first is it. */
function nearestOf({ graph, view }: PicturedEstate, { nodes }: Exploration): Map<number, number> {
  const nearest = new Map<number, number>();
  for (const u of nodes) {
    for (let slot = view.permits.start[u]!; slot < view.permits.start[u + 1]!; slot++) {
      const resource = graph.permissions.resource[view.permits.head[slot]!]!;
      if (!nearest.has(resource)) nearest.set(resource, u);
    }
  }
  return nearest;
}

type Sector = Picture['systems'][number] & { numbers: number[] };

/** Sectors by weight, then by how many things, then by name; beyond the largest, one for all others. */
function systemsOf({ systems }: PicturedEstate, things: readonly Thing[]): Sector[] {
  const sums = new Map<number, { things: number; weight: number }>();
  for (const { system, weight } of things) {
    const sum = sums.get(system) ?? { things: 0, weight: 0 };
    sums.set(system, { things: sum.things + 1, weight: sum.weight + weight });
  }
  const all = [...sums].map(([number, sum]): Sector => ({ name: systems[number]!, ...sum, numbers: [number] }));
  all.sort((a, b) => b.weight - a.weight || b.things - a.things || (a.name < b.name ? -1 : 1));
  if (all.length <= mostSystems) return all;
  const rest = all.slice(mostSystems - 1);
  const total = (of: 'things' | 'weight') => rest.reduce((sum, sector) => sum + sector[of], 0);
  const others = rest.map(({ name }) => name);
  return [
    ...all.slice(0, mostSystems - 1),
    { name: `${rest.length} other systems`, things: total('things'), weight: total('weight'), others, numbers: rest.flatMap(({ numbers }) => numbers) },
  ];
}

type Group = { sector: number; things: Thing[] };
/** How many of a group are drawn one by one: crown jewels as long as they are not too many, others as far as there is room. */
type Most = { jewels: number; others: number };

/** Finest first. */
const levels: readonly (readonly Alike[])[] = [
  ['ring', 'system', 'kind', 'class', 'sensitivity'],
  ['ring', 'system', 'kind', 'class'],
  ['ring', 'system', 'kind'],
  ['ring', 'system'],
];

/** The finest grouping, and with it as many things by themselves, as there is room for; else the coarsest, two groups a ring and system. */
function chooseGroups(things: readonly Thing[], sectorOf: ReadonlyMap<number, number>): { groups: Group[]; alike: readonly Alike[]; most: Most } {
  for (const alike of levels) {
    const groups = grouped(things, sectorOf, alike);
    for (const others of [mostMarks, 60, 40, 24, 12, 8, 5, 3, 2, 1]) {
      const most = { jewels: Math.max(others, 6), others };
      if (marksAt(groups, most) <= mostMarks) return { groups, alike, most };
    }
  }
  const alike = levels.at(-1)!;
  return { groups: grouped(things, sectorOf, alike), alike, most: { jewels: 1, others: 1 } };
}

/** Groups hold their things in the order given, by hops. The start is never grouped with another hop, nor a crown jewel with what is none. */
function grouped(things: readonly Thing[], sectorOf: ReadonlyMap<number, number>, alike: readonly Alike[]): Group[] {
  const groups = new Map<number, Group>();
  const by = (trait: Alike, value: number): number => (alike.includes(trait) ? value : 0);
  for (const thing of things) {
    const sector = sectorOf.get(thing.system)!;
    const sensitivity = thing.kind !== resourceKind ? 0 : by('sensitivity', thing.sensitivity) || Number(isJewel(thing));
    const key = (((Math.min(thing.hop, pictureRings) * 64 + sector) * 64 + by('kind', thing.kind)) * 64 + by('class', thing.class) + 1) * 64 + sensitivity; // each is below 63
    const group = groups.get(key);
    if (group) group.things.push(thing);
    else groups.set(key, { sector, things: [thing] });
  }
  return [...groups].sort(([a], [b]) => a - b).map(([, group]) => group);
}

const isJewel = ({ kind, sensitivity }: Thing): boolean => kind === resourceKind && sensitivity === 5;
const alone = ({ things }: Group, { jewels, others }: Most): boolean => things.length <= (isJewel(things[0]!) ? jewels : others);
const marksAt = (groups: readonly Group[], most: Most): number => groups.reduce((sum, group) => sum + (alone(group, most) ? group.things.length : 1), 0);

function makeMarks(groups: readonly Group[], most: Most, systems: readonly Sector[]): Mark[] {
  const parts = groups.flatMap((group) => (alone(group, most) ? group.things.map((thing) => ({ sector: group.sector, things: [thing] })) : [group]));
  const markOf = new Map(parts.flatMap(({ things }, at) => things.map(({ node }): [number, number] => [node, at])));
  return parts.map(({ sector, things }) => markFrom(things, systems[sector]!.name, markOf));
}

function markFrom(things: readonly Thing[], system: string, markOf: ReadonlyMap<number, number>): Mark {
  const [first] = things;
  const { hop, parent } = first!;
  const heaviest = things.reduce((most, thing) => Math.max(most, thing.class), -1);
  const ends = new Map<string, Mark['ends'][number]>();
  for (const { seconds, by } of things) {
    const end = ends.get(`${seconds} ${by}`) ?? { seconds, by: carriers[by]!, count: 0 };
    ends.set(`${seconds} ${by}`, { ...end, count: end.count + 1 });
  }
  return {
    hop,
    lastHop: things.at(-1)!.hop,
    system,
    kind: nodeKinds[commonest(things)]!,
    ...(heaviest >= 0 && { class: actionClasses[heaviest]! }),
    sensitivity: things.reduce((most, { sensitivity }) => Math.max(most, sensitivity), 0),
    count: things.length,
    certain: things.filter(({ certain }) => certain).length,
    weight: things.reduce((sum, { weight }) => sum + weight, 0),
    parent: parent < 0 ? -1 : markOf.get(parent)!,
    ends: [...ends.values()].sort((a, b) => a.seconds - b.seconds || carriers.indexOf(a.by) - carriers.indexOf(b.by)),
    nodes: things.slice(0, namedNodes).map(({ node }) => node),
  };
}

/** The kind of most of them; of as many, the first. */
function commonest(things: readonly Thing[]): number {
  const counts = nodeKinds.map((_, kind) => things.reduce((sum, thing) => sum + Number(thing.kind === kind), 0));
  return counts.indexOf(Math.max(...counts));
}

function carriedOf({ graph }: PicturedEstate, exploration: Exploration, label: Uint8Array): Picture['carried'] {
  const { units } = graph.lives;
  const ending = carriers.map(() => ({ permissions: new Float64Array(units.length), weight: new Float64Array(units.length) }));
  exploration.permissions.forEach((p, i) => {
    const sums = ending[label[exploration.carrier[i]!]!]!;
    sums.permissions[exploration.last[i]!]! += 1;
    sums.weight[exploration.last[i]!]! += graph.permissions.weight[p]!;
  });
  return carriers.flatMap((by, c) => {
    const { permissions, weight } = ending[c]!;
    const total = { permissions: permissions.reduce((a, b) => a + b, 0), weight: weight.reduce((a, b) => a + b, 0) };
    if (total.permissions === 0) return [];
    const points = [{ seconds: 0, ...total }];
    for (let i = 0; i < units.length; i++) {
      if (permissions[i] === 0) continue;
      const before = points.at(-1)!;
      points.push({ seconds: units[i]! * lifeUnitSeconds, permissions: before.permissions - permissions[i]!, weight: before.weight - weight[i]! });
    }
    return [{ by, points }];
  });
}

const none = 255;
const code = (carrier: CarriedBy): number => carriers.indexOf(carrier);
const workloadKind = 1;

/** For each entered node the index in `carriers` of what its stay rests on: handed on from the starts, then from floors in the order of `carriers`. */
function carriersOfStays(
  graph: EstateGraph,
  view: View,
  { edgeType, edgeFlags }: Pick<PicturedEstate, 'edgeType' | 'edgeFlags'>,
  { nodes, stay }: Exploration,
  starts: readonly number[],
): Uint8Array {
  const label = new Uint8Array(graph.nodes).fill(none);
  const queue: number[] = [];
  const set = (v: number, carrier: number): void => {
    if (label[v] !== none) return;
    label[v] = carrier;
    queue.push(v);
  };
  const spreadLabels = (): void => {
    for (let u = queue.pop(); u !== undefined; u = queue.pop()) {
      for (let slot = view.edges.start[u]!; slot < view.edges.start[u + 1]!; slot++) {
        const v = view.edges.head[slot]!;
        if (view.floor[slot]! < stay[v]! && Math.min(view.cap[slot]!, stay[u]!) >= stay[v]!) set(v, label[u]!);
      }
    }
  };
  const entered = new Set(nodes);
  for (const v of starts) if (entered.has(v) && stay[v] === startStay(graph, v)) set(v, graph.kind[v] === workloadKind ? code('foothold') : code('key'));
  spreadLabels();
  for (const carrier of ['session', 'harvested', 'planted', 'renewing'] as const) {
    for (const u of nodes) {
      for (let slot = view.edges.start[u]!; slot < view.edges.start[u + 1]!; slot++) {
        const v = view.edges.head[slot]!;
        if (
          label[v] === none &&
          view.floor[slot] === stay[v] &&
          floorOf(edgeTypes[edgeType[view.edges.edge[slot]!]!]!, edgeFlags[view.edges.edge[slot]!]!) === carrier
        )
          set(v, code(carrier));
      }
    }
    spreadLabels();
  }
  for (const u of nodes) set(u, code('key')); // none is left: each stay is passed on or a floor
  return label;
}

const startStay = (graph: EstateGraph, v: number): number => (graph.kind[v] === workloadKind ? graph.lives.last : graph.ownLife[v]!);

/** What an edge's floor is. */
function floorOf(type: (typeof edgeTypes)[number], flags: number): CarriedBy {
  if (type === 'holds') return (flags & edgeBit.renews) !== 0 ? 'renewing' : 'harvested';
  if (type === 'uses') return 'harvested';
  return (flags & edgeBit.lasting) !== 0 ? 'planted' : 'session';
}
