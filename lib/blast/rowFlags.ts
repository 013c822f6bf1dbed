import type { Rows } from '../graph/fold.ts';
import { gatherBits } from '../graph/groups.ts';
import { actionClasses } from '../model/facts.ts';
import { type EstateGraph, environmentCount, permissionBit, traitBit, type View } from './graph.ts';

/**
 * What starts at a row meet at all, as bits: the classes of permissions, patterns, crown jewels, nodes that administer, and the classes in each environment.
 * Row r has words[width * r] .. words[width * (r + 1) - 1].
 */
export type RowFlags = { width: number; words: Uint32Array };

const classCount = actionClasses.length;
const patternBit = classCount;
const jewelBit = classCount + 1;
const administersBit = classCount + 2;
const firstEnvironment = classCount + 3;

/** O((grants + row edges) x width), where width grows with the number of environments. */
export function rowFlags(graph: EstateGraph, view: View, rowOf: Int32Array, rows: Rows): RowFlags {
  const environments = environmentCount(graph);
  const width = Math.ceil((firstEnvironment + classCount * environments) / 32);
  const words = new Uint32Array(width * rows.count);
  const set = (row: number, bit: number): void => {
    words[width * row + (bit >>> 5)]! |= 1 << (bit & 31);
  };
  const { permissions, environment, traits } = graph;
  for (let v = 0; v < rowOf.length; v++) {
    const row = rowOf[v]!;
    if (row < 0) continue;
    if ((traits[v]! & traitBit.administers) !== 0) set(row, administersBit);
    for (let slot = view.permits.start[v]!; slot < view.permits.start[v + 1]!; slot++) {
      const p = view.permits.head[slot]!;
      const there = environment[permissions.resource[p]!]!;
      set(row, permissions.class[p]!);
      if ((permissions.traits[p]! & permissionBit.pattern) !== 0) set(row, patternBit);
      if ((permissions.traits[p]! & permissionBit.jewel) !== 0) set(row, jewelBit);
      if (there !== 0) set(row, firstEnvironment + classCount * (there - 1) + permissions.class[p]!);
    }
  }
  gatherBits(rows, width, words);
  return { width, words };
}

/** What `readFlags` reads: see `Found`. */
export const noFlags = { classes: 0, pattern: false, jewel: false, administers: false, environments: 0, crosses: 0 };

/** What starts at the row meet, as seen from an environment (0: not stated), written into `out`. */
export function readFlags({ width, words }: RowFlags, row: number, own: number, out: typeof noFlags): void {
  const bit = (at: number): boolean => ((words[width * row + (at >>> 5)]! >>> (at & 31)) & 1) === 1;
  out.classes = words[width * row]! & ((1 << classCount) - 1);
  out.pattern = bit(patternBit);
  out.jewel = bit(jewelBit);
  out.administers = bit(administersBit);
  out.environments = 0;
  out.crosses = 0;
  const environments = Math.floor((32 * width - firstEnvironment) / classCount);
  for (let environment = 1; environment <= environments; environment++) {
    let classes = 0;
    for (let c = 0, at = firstEnvironment + classCount * (environment - 1); c < classCount; c++, at++) if (bit(at)) classes |= 1 << c;
    if (classes === 0 || environment === own) continue;
    out.environments++;
    out.crosses |= classes;
  }
}
