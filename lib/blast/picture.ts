import { type ActionClass, actionClasses, type NodeKind, nodeKinds } from '../model/facts.ts';
import { type Alike, type CarriedBy, carriers } from '../model/picture.ts';
import { lifeUnitSeconds } from '../model/weights.ts';
import { carriersOfStays } from './carriers.ts';
import { curveOf, type Exploration } from './explore.ts';
import { ExploreMemory } from './exploreMemory.ts';
import { FewNumbers } from './fewNumbers.ts';
import type { EstateGraph } from './graph.ts';
import { tailOf } from './paths.ts';
import { byHops, type Cell, Cells, isJewel } from './pictureCells.ts';
import { eachThing, heaviestOn, type PicturedEstate, type Thing } from './things.ts';

/** One mark of the picture: a thing, or a group of things that are alike. Nodes are numbers. */
export type Mark = {
  hop: number;
  /** Of the farthest of them; beyond `hop` only in the outermost ring. */
  lastHop: number;
  system: string;
  kind: NodeKind;
  /** Heaviest class that can be done with it, where something can. */
  class?: ActionClass;
  sensitivity: number;
  /** How many things it stands for. */
  count: number;
  /** Of them those that the certain set reaches. */
  certain: number;
  /** Weight of the permissions on them. */
  weight: number;
  /** Index of the mark that it is reached from; -1 at the centre. */
  parent: number;
  /** Until when (seconds from the start) how many of them can be reached, and what carries them so long: ascending. */
  ends: { seconds: number; by: CarriedBy; count: number }[];
  /** Some of them: all where they are few. */
  nodes: number[];
};
export type Picture = {
  marks: Mark[];
  /** What the things of each group have in common: less, the more there are. */
  alike: Alike[];
  /** Systems as sectors, heaviest first; the last may stand for several. */
  systems: { name: string; things: number; weight: number; others?: string[] }[];
  things: number;
  /** What carries what remains: weight and permissions still usable from each point on. */
  carried: { by: CarriedBy; points: CurvePoint[] }[];
  /** The same of the certain set alone, whatever carries it. */
  certainly: CurvePoint[];
};
type CurvePoint = { seconds: number; permissions: number; weight: number };

/** Above so many marks they begin to cover each other (looked at, at 860 x 720 px). */
const mostMarks = 100;
const mostSystems = 9;
const namedNodes = 6;

/**
 * What one start reaches, small enough for a screen whatever its size: one ring a hop, one sector a system, things that are alike (kind, class, sensitivity) in one mark where they are many,
 * and by less where those are still too many: at most `mostMarks`, or two a ring and system.
 * Every thing reached (nodes entered or spoken for, resources acted on) is in exactly one mark. Deterministic: by hop, system, kind, class, sensitivity, node.
 * A few passes over what is reached; no thing becomes an object but the first ones of each cell that marks are made of.
 */
export function pictureOf(
  estate: PicturedEstate,
  exploration: Exploration,
  certain: Exploration,
  starts: readonly number[],
  memory: ExploreMemory = new ExploreMemory(estate.graph),
): Picture {
  const { graph } = estate;
  const label = memory.takeLabels();
  carriersOfStays(graph, estate.view, estate, exploration, starts, label);
  const systems = systemsOf(estate, exploration);
  const cells = new Cells(sectorsOf(estate, systems), graph.lives.units.length, mostMarks);
  eachThing(estate, exploration, certain, label, (thing) => cells.add(thing));
  const { groups, alike, most } = chooseGroups(cells.end());
  const picture = {
    marks: makeMarks(estate, exploration, cells, partsOf(groups, most), systems),
    alike: [...alike],
    systems: systems.map(({ numbers: _, ...system }) => system),
    things: systems.reduce((sum, { things }) => sum + things, 0),
    carried: carriedOf(estate, exploration, label),
    certainly: curveOf(graph, certain).filter(({ weight }, i, all) => i === 0 || weight !== all[i - 1]!.weight),
  };
  memory.giveLabelsBack(label, exploration.nodes);
  return picture;
}

type Sector = Picture['systems'][number] & { numbers: number[] };

/** Sectors by weight, then by how many things, then by name; beyond the largest, one for all others. */
function systemsOf({ graph, system, systems }: PicturedEstate, { nodes, hops, spoken, permissions }: Exploration): Sector[] {
  const { resource: resourceOf, weight } = graph.permissions;
  const [things, weights] = [new Float64Array(systems.length), new Float64Array(systems.length)];
  for (let i = 0; i < nodes.length; i++) things[system[nodes[i]!]!]!++;
  for (const { node } of spoken) things[system[node]!]!++;
  for (let i = 0, before = -1, next = 0; i < permissions.length; i++) {
    const resource = resourceOf[permissions[i]!]!;
    weights[system[resource]!]! += weight[permissions[i]!]!;
    if (resource === before) continue;
    before = resource;
    while (next < spoken.length && spoken[next]!.node < resource) next++; // both ascend
    if (hops[resource] === -1 && spoken[next]?.node !== resource) things[system[resource]!]!++;
  }
  const all = systems.map((name, number): Sector => ({ name, things: things[number]!, weight: weights[number]!, numbers: [number] }));
  const met = all.filter((sector) => sector.things > 0).sort((a, b) => b.weight - a.weight || b.things - a.things || (a.name < b.name ? -1 : 1));
  if (met.length <= mostSystems) return met;
  const rest = met.slice(mostSystems - 1);
  const total = (of: 'things' | 'weight') => rest.reduce((sum, sector) => sum + sector[of], 0);
  const others = rest.map(({ name }) => name);
  return [
    ...met.slice(0, mostSystems - 1),
    { name: `${rest.length} other systems`, things: total('things'), weight: total('weight'), others, numbers: rest.flatMap(({ numbers }) => numbers) },
  ];
}

/** By number of the system. */
function sectorsOf({ systems }: PicturedEstate, sectors: readonly Sector[]): Uint8Array {
  const sectorOf = new Uint8Array(systems.length);
  sectors.forEach(({ numbers }, sector) => {
    for (const number of numbers) sectorOf[number] = sector;
  });
  return sectorOf;
}

type Group = { sector: number; cells: Cell[]; count: number; isJewel: boolean };
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
function chooseGroups(cells: readonly Cell[]): { groups: Group[]; alike: readonly Alike[]; most: Most } {
  for (const alike of levels) {
    const groups = grouped(cells, alike);
    for (const others of [mostMarks, 60, 40, 24, 12, 8, 5, 3, 2, 1]) {
      const most = { jewels: Math.max(others, 6), others };
      if (marksAt(groups, most) <= mostMarks) return { groups, alike, most };
    }
  }
  const alike = levels.at(-1)!;
  return { groups: grouped(cells, alike), alike, most: { jewels: 1, others: 1 } };
}

/** The start is never grouped with another hop, nor a crown jewel with what is none. */
function grouped(cells: readonly Cell[], alike: readonly Alike[]): Group[] {
  const groups = new Map<number, Group>();
  const by = (trait: Alike, value: number): number => (alike.includes(trait) ? value : 0);
  for (const cell of cells) {
    const sensitivity = by('sensitivity', cell.sensitivity) || Number(isJewel(cell));
    const key = (((cell.ring * 64 + cell.sector) * 64 + by('kind', cell.kind)) * 64 + by('class', cell.class) + 1) * 64 + sensitivity; // each is below 63
    const group = groups.get(key) ?? { sector: cell.sector, cells: [], count: 0, isJewel: isJewel(cell) };
    group.cells.push(cell);
    group.count += cell.count;
    groups.set(key, group);
  }
  return [...groups].sort(([a], [b]) => a - b).map(([, group]) => group);
}

const alone = (group: Group, { jewels, others }: Most): boolean => group.count <= (group.isJewel ? jewels : others);
const marksAt = (groups: readonly Group[], most: Most): number => groups.reduce((sum, group) => sum + (alone(group, most) ? group.count : 1), 0);

/** What one mark is made of: a thing, or cells with the first things in them, by hops. */
type Part = { sector: number; first: Thing[]; cells?: Cell[] };

function partsOf(groups: readonly Group[], most: Most): Part[] {
  return groups.flatMap((group): Part[] => {
    const { sector, cells } = group;
    const first = cells.flatMap((cell) => cell.first).sort(byHops);
    return alone(group, most) ? first.map((thing) => ({ sector, first: [thing] })) : [{ sector, first: first.slice(0, namedNodes), cells }];
  });
}

function makeMarks(estate: PicturedEstate, exploration: Exploration, cells: Cells, parts: readonly Part[], systems: readonly Sector[]): Mark[] {
  const { graph } = estate;
  const parents = parentsOf(
    estate,
    exploration,
    parts.map(({ first }) => first[0]!),
  );
  const ofThing = new Map(parts.flatMap((part, at): [number, number][] => (part.cells ? [] : [[part.first[0]!.node, at]])));
  const ofCell = new Map(parts.flatMap((part, at) => (part.cells ?? []).map((cell): [Cell, number] => [cell, at])));
  const markOf = (node: number): number => {
    const { kind } = graph;
    const heaviest = heaviestOn(graph, exploration, node);
    const like = { hop: exploration.hops[node]!, kind: kind[node]!, class: heaviest, sensitivity: estate.sensitivity[node]!, system: estate.system[node]! };
    return ofThing.get(node) ?? ofCell.get(cells.of(like))!;
  };
  return parts.map((part, at) => {
    const name = systems[part.sector]!.name;
    const parent = parents[at]! < 0 ? -1 : markOf(parents[at]!);
    return part.cells ? markOfCells(graph, part.cells, part.first, name, parent) : markOfThing(graph, part.first[0]!, name, parent);
  });
}

const secondsAt = (graph: EstateGraph, index: number): number => graph.lives.units[index]! * lifeUnitSeconds;

function markOfThing(graph: EstateGraph, thing: Thing, system: string, parent: number): Mark {
  const { node, hop, kind, class: heaviest, sensitivity, certain, weight, lasts, by } = thing;
  return {
    hop,
    lastHop: hop,
    system,
    kind: nodeKinds[kind]!,
    ...(heaviest >= 0 && { class: actionClasses[heaviest]! }),
    sensitivity,
    count: 1,
    certain,
    weight,
    parent,
    ends: [{ seconds: secondsAt(graph, lasts), by: carriers[by]!, count: 1 }],
    nodes: [node],
  };
}

function markOfCells(graph: EstateGraph, cells: readonly Cell[], first: readonly Thing[], system: string, parent: number): Mark {
  const total = (of: 'count' | 'certain' | 'weight'): number => cells.reduce((sum, cell) => sum + cell[of], 0);
  const largest = (of: 'lastHop' | 'class' | 'mostSensitivity'): number => cells.reduce((most, cell) => Math.max(most, cell[of]), -1);
  const heaviest = largest('class');
  return {
    hop: first[0]!.hop,
    lastHop: largest('lastHop'),
    system,
    kind: nodeKinds[commonest(cells)]!,
    ...(heaviest >= 0 && { class: actionClasses[heaviest]! }),
    sensitivity: largest('mostSensitivity'),
    count: total('count'),
    certain: total('certain'),
    weight: total('weight'),
    parent,
    ends: endsOf(graph, cells),
    nodes: first.map(({ node }) => node),
  };
}

/** The kind of most of them; of as many, the first. */
function commonest(cells: readonly Cell[]): number {
  const counts = nodeKinds.map(() => 0);
  for (const { kind, count } of cells) counts[kind]! += count;
  return counts.indexOf(Math.max(...counts));
}

/** By seconds, then in the order of `carriers`. */
function endsOf(graph: EstateGraph, cells: readonly Cell[]): Mark['ends'] {
  const sums = new Float64Array(graph.lives.units.length * carriers.length);
  for (const { ends } of cells) for (let i = 0; i < ends.length; i++) sums[i]! += ends[i]!;
  return Array.from(sums, (count, i) => ({
    seconds: secondsAt(graph, Math.floor(i / carriers.length)),
    by: carriers[i % carriers.length]!,
    count,
  })).filter(({ count }) => count > 0);
}

/** The node that each thing is reached from, -1 for a start: along the edge of its shortest path, from who speaks for it, else from the nearest that has a permission on it. */
function parentsOf(estate: PicturedEstate, exploration: Exploration, things: readonly Thing[]): number[] {
  const { hops } = exploration;
  const isActedOn = ({ node, speaker }: Thing): boolean => hops[node] === -1 && speaker < 0;
  const nearest = nearestOf(estate, exploration, new FewNumbers(things.filter(isActedOn).map(({ node }) => node)));
  return things.map((thing) => {
    const { node, hop, speaker } = thing;
    if (hop === 0) return -1;
    if (hops[node] !== -1) return tailOf(estate.view.edges, exploration.via[node]!);
    return speaker >= 0 ? speaker : nearest(node);
  });
}

/** Of a few resources, the entered node of the fewest hops that has a permission on it; nodes come by hops, so the first is it. */
function nearestOf({ graph, view: { permits } }: PicturedEstate, { nodes }: Exploration, sought: FewNumbers): (resource: number) => number {
  const found = new Int32Array(sought.count).fill(-1);
  let left = sought.count;
  for (let i = 0; i < nodes.length && left > 0; i++) {
    const u = nodes[i]!;
    for (let slot = permits.start[u]!, end = permits.start[u + 1]!; slot < end; slot++) {
      const at = sought.placeOf(graph.permissions.resource[permits.head[slot]!]!);
      if (at < 0 || found[at] !== -1) continue;
      found[at] = u;
      left--;
    }
  }
  return (resource) => found[sought.placeOf(resource)]!;
}

function carriedOf({ graph }: PicturedEstate, { permissions, carrier, last }: Exploration, label: Uint8Array): Picture['carried'] {
  const { units } = graph.lives;
  const { weight: weightOf } = graph.permissions;
  const [counts, weights] = [new Float64Array(carriers.length * units.length), new Float64Array(carriers.length * units.length)];
  for (let i = 0; i < permissions.length; i++) {
    const at = label[carrier[i]!]! * units.length + last[i]!;
    counts[at]!++;
    weights[at]! += weightOf[permissions[i]!]!;
  }
  return carriers.flatMap((by, c) => {
    const [ending, weight] = [counts, weights].map((sums) => sums.subarray(c * units.length, (c + 1) * units.length)) as [Float64Array, Float64Array]; // one each
    const total = { permissions: ending.reduce((a, b) => a + b, 0), weight: weight.reduce((a, b) => a + b, 0) };
    if (total.permissions === 0) return [];
    const points = [{ seconds: 0, ...total }];
    for (let i = 0; i < units.length; i++) {
      if (ending[i] === 0) continue;
      const before = points.at(-1)!;
      points.push({ seconds: units[i]! * lifeUnitSeconds, permissions: before.permissions - ending[i]!, weight: before.weight - weight[i]! });
    }
    return [{ by, points }];
  });
}
