import { type Alike, carriers } from '../model/picture.ts';
import { lifeUnitSeconds } from '../model/weights.ts';
import type { Picture } from './picture.ts';

/** Above so many marks they begin to cover each other (looked at, at 860 x 720 px). */
export const mostMarks = 100;
export const namedNodes = 6;
const mostSystems = 9;

export type Sector = Picture['systems'][number] & { numbers: number[] };

/** Sectors by weight, then by how many things, then by name; beyond the largest, one for all others. */
export function largestSectors(all: readonly Sector[]): Sector[] {
  const sorted = all.toSorted((a, b) => b.weight - a.weight || b.things - a.things || (a.name < b.name ? -1 : 1));
  if (sorted.length <= mostSystems) return sorted;
  const rest = sorted.slice(mostSystems - 1);
  const total = (of: 'things' | 'weight') => rest.reduce((sum, sector) => sum + sector[of], 0);
  const others = rest.map(({ name }) => name);
  return [
    ...sorted.slice(0, mostSystems - 1),
    { name: `${rest.length} other systems`, things: total('things'), weight: total('weight'), others, numbers: rest.flatMap(({ numbers }) => numbers) },
  ];
}

/** How many of a group are drawn one by one: crown jewels as long as they are not too many, others as far as there is room. */
export type Most = { jewels: number; others: number };

/** Finest first. */
const levels: readonly (readonly Alike[])[] = [
  ['ring', 'system', 'kind', 'class', 'sensitivity'],
  ['ring', 'system', 'kind', 'class'],
  ['ring', 'system', 'kind'],
  ['ring', 'system'],
];

type Counted = { count: number; isJewel: boolean };
export const isAlone = ({ count, isJewel }: Counted, { jewels, others }: Most): boolean => count <= (isJewel ? jewels : others);
const marksAt = (groups: readonly Counted[], most: Most): number => groups.reduce((sum, group) => sum + (isAlone(group, most) ? group.count : 1), 0);

/** The finest grouping, and with it as many things by themselves, as there is room for; else the coarsest, two groups a ring and system. */
export function chooseGroups<G extends Counted>(grouped: (alike: readonly Alike[]) => G[]): { groups: G[]; alike: readonly Alike[]; most: Most } {
  for (const alike of levels) {
    const groups = grouped(alike);
    for (const others of [mostMarks, 60, 40, 24, 12, 8, 5, 3, 2, 1]) {
      const most = { jewels: Math.max(others, 6), others };
      if (marksAt(groups, most) <= mostMarks) return { groups, alike, most };
    }
  }
  const alike = levels.at(-1)!;
  return { groups: grouped(alike), alike, most: { jewels: 1, others: 1 } };
}

/** What each carrier still carries from each point on. @param permissions,weight what ends at each point of the grid, by index in carriers */
export function carriedUntil(units: ArrayLike<number>, permissions: readonly Float64Array[], weight: readonly Float64Array[]): Picture['carried'] {
  const sum = (of: Float64Array): number => of.reduce((a, b) => a + b, 0);
  return carriers.flatMap((by, c) => {
    const [ending, lighter] = [permissions[c]!, weight[c]!];
    const total = { permissions: sum(ending), weight: sum(lighter) };
    if (total.permissions === 0) return [];
    const points = [{ seconds: 0, ...total }];
    for (let i = 0; i < units.length; i++) {
      if (ending[i] === 0) continue;
      const before = points.at(-1)!;
      points.push({ seconds: units[i]! * lifeUnitSeconds, permissions: before.permissions - ending[i]!, weight: before.weight - lighter[i]! });
    }
    return [{ by, points }];
  });
}
