import { actionClasses } from '../model/facts.ts';
import { classWeight, sensitivityWeight } from '../model/weights.ts';
import type { Exploration } from './explore.ts';
import type { EstateGraph } from './graph.ts';

/** All weights that a permission can have. */
const weights = [...new Set(actionClasses.flatMap((name) => Object.values(sensitivityWeight).map((weight) => weight * classWeight[name])))];
const placeOfWeight = new Uint8Array(Math.max(...weights) + 1);
weights.forEach((weight, place) => {
  placeOfWeight[weight] = place;
});

/** Which permissions of a scope: those that last to this point of the grid or longer; of resources of this sensitivity only, where it is given; of their order the part from `offset` on. */
export type Part = { least: number; offset: number; limit: number; sensitivity?: number };

/**
 * Permissions of a scope by what they add to the action-days, largest first, then by number. What a permission adds has few values, so its rank is looked up and a part of the order is found by
 * counting: two passes over the scope, and room for that part only.
 */
export class HeaviestFirst {
  readonly #graph: EstateGraph;
  readonly #sensitivity: Uint8Array;
  /** By place of the weight x points of the grid + last. */
  readonly #rankOf: Uint16Array;
  readonly #begin: Uint32Array;

  /** @param sensitivity by node */
  constructor(graph: EstateGraph, sensitivity: Uint8Array) {
    this.#graph = graph;
    this.#sensitivity = sensitivity;
    const added = Float64Array.from(weights.flatMap((weight) => Array.from(graph.lives.units, (units) => weight * units)));
    const ranks = new Map([...new Set(added)].sort((a, b) => b - a).map((value, rank): [number, number] => [value, rank]));
    this.#rankOf = Uint16Array.from(added, (value) => ranks.get(value)!);
    this.#begin = new Uint32Array(ranks.size + 1);
  }

  /** Positions in the scope, and how many there would be without `offset` and `limit`. */
  part({ permissions, last }: Exploration, { least, offset, limit, sensitivity }: Part): { places: Uint32Array; matching: number } {
    const { weight, resource } = this.#graph.permissions;
    const lives = this.#graph.lives.units.length;
    const [rankOf, begin, sensitivityOf] = [this.#rankOf, this.#begin.fill(0), this.#sensitivity];
    const isIn = (at: number): boolean => last[at]! >= least && (sensitivity === undefined || sensitivityOf[resource[permissions[at]!]!] === sensitivity);
    const rankAt = (at: number): number => rankOf[placeOfWeight[weight[permissions[at]!]!]! * lives + last[at]!]!;
    for (let at = 0; at < permissions.length; at++) if (isIn(at)) begin[rankAt(at) + 1]!++;
    for (let rank = 1; rank < begin.length; rank++) begin[rank]! += begin[rank - 1]!;
    const matching = begin.at(-1)!;
    const from = Math.min(offset, matching);
    const places = new Uint32Array(Math.min(limit, matching - from));
    for (let at = 0, left = places.length; left > 0; at++) {
      if (!isIn(at)) continue;
      const place = begin[rankAt(at)]!++ - from;
      if (place < 0 || place >= places.length) continue;
      places[place] = at;
      left--;
    }
    return { places, matching };
  }
}
