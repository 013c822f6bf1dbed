import { actionClasses, type NodeKind, nodeKinds } from '../model/facts.ts';
import { carriers, pictureRings } from '../model/picture.ts';
import type { Thing } from './things.ts';

/** Sums over things that are alike in all that a picture groups by: everything that marks are made of, so that no thing needs to be kept but the first ones. */
export type Cell = {
  /** Hops, at most `pictureRings`. */
  ring: number;
  sector: number;
  kind: number;
  /** -1 for none. */
  class: number;
  /** Of resources; 0 for all else. */
  sensitivity: number;
  count: number;
  certain: number;
  weight: number;
  lastHop: number;
  /** Of anything in it. */
  mostSensitivity: number;
  /** How many, by grid index x carriers + carrier. */
  ends: Uint32Array;
  /** The first ones, by hops, then by node; after `sortFirst` at most as many as are kept. */
  first: Thing[];
};

const resourceKind = nodeKinds.indexOf('resource' satisfies NodeKind);
const [sectorRoom, classRoom, sensitivityRoom] = [16, actionClasses.length + 1, 6];

/** A crown jewel is never in one mark with what is none. */
export const isJewel = ({ kind, sensitivity }: Pick<Thing, 'kind' | 'sensitivity'>): boolean => kind === resourceKind && sensitivity === 5;
export const byHops = (a: Thing, b: Thing): number => a.hop - b.hop || a.node - b.node;

/** Adds things up, in any order. */
export class Cells {
  readonly all: Cell[] = [];
  /** One more than the place in `all`, 0 where there is none yet. */
  readonly #places = new Uint16Array((pictureRings + 1) * sectorRoom * nodeKinds.length * classRoom * sensitivityRoom);
  readonly #sectorOf: Uint8Array;
  readonly #lives: number;
  readonly #kept: number;

  /**
   * @param sectorOf by number of the system, below 16
   * @param lives    points of the grid
   * @param kept     how many of each cell are kept
   */
  constructor(sectorOf: Uint8Array, lives: number, kept: number) {
    this.#sectorOf = sectorOf;
    this.#lives = lives;
    this.#kept = kept;
  }

  add(thing: Thing): void {
    const cell = this.#at(thing) ?? this.#make(thing);
    cell.count++;
    cell.certain += thing.certain;
    cell.weight += thing.weight;
    if (thing.hop > cell.lastHop) cell.lastHop = thing.hop;
    if (thing.sensitivity > cell.mostSensitivity) cell.mostSensitivity = thing.sensitivity;
    cell.ends[thing.lasts * carriers.length + thing.by]!++;
    if (cell.count > 2 * this.#kept && byHops(thing, cell.first[this.#kept - 1]!) > 0) return; // they were sorted: this is none of the first
    cell.first.push({ ...thing });
    if (cell.first.length === 2 * this.#kept) this.#sortFirst(cell);
  }

  /** The cells, with their first things in order. */
  end(): readonly Cell[] {
    for (const cell of this.all) this.#sortFirst(cell);
    return this.all;
  }

  /** Of a thing that was added. */
  of(thing: Pick<Thing, 'hop' | 'system' | 'kind' | 'class' | 'sensitivity'>): Cell {
    return this.#at(thing)!;
  }

  #sortFirst({ first }: Cell): void {
    first.sort(byHops).splice(this.#kept);
  }

  #at(thing: Pick<Thing, 'hop' | 'system' | 'kind' | 'class' | 'sensitivity'>): Cell | undefined {
    return this.all[this.#places[this.#number(thing)]! - 1];
  }

  #number({ hop, system, kind, class: heaviest, sensitivity }: Pick<Thing, 'hop' | 'system' | 'kind' | 'class' | 'sensitivity'>): number {
    const where = (Math.min(hop, pictureRings) * sectorRoom + this.#sectorOf[system]!) * nodeKinds.length + kind;
    return (where * classRoom + heaviest + 1) * sensitivityRoom + (kind === resourceKind ? sensitivity : 0);
  }

  #make(thing: Thing): Cell {
    const cell: Cell = {
      ring: Math.min(thing.hop, pictureRings),
      sector: this.#sectorOf[thing.system]!,
      kind: thing.kind,
      class: thing.class,
      sensitivity: thing.kind === resourceKind ? thing.sensitivity : 0,
      count: 0,
      certain: 0,
      weight: 0,
      lastHop: 0,
      mostSensitivity: 0,
      ends: new Uint32Array(this.#lives * carriers.length),
      first: [],
    };
    this.all.push(cell);
    this.#places[this.#number(thing)] = this.all.length;
    return cell;
  }
}
