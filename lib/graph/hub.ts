import type { Rows } from './fold.ts';
import { fromFirst, fromLast } from './groups.ts';

/**
 * A row that has much and that many lead to. Whoever is above it has what those below it have: that need not be said of them, nor be worked out for each.
 * No row is both.
 */
export type Hub = {
  row: number;
  /** By row: 1 where it leads to the hub, which itself does not count. */
  above: Uint8Array;
  /** By row: 1 where the hub leads there, which itself counts. */
  below: Uint8Array;
};

/**
 * The row with most nodes times rows that lead to it, 0 where no row leads to another: then nobody is above it. Which row it is never changes a figure.
 * @param start by row: where its nodes begin in a list of all, one entry more than there are
 */
export function hubOf({ count, child }: Rows, start: Uint32Array): number {
  const parents = new Uint32Array(count);
  for (let e = 0; e < child.length; e++) parents[child[e]!]!++;
  let [hub, most] = [0, 0];
  for (let row = 0; row < count; row++) {
    const worth = parents[row]! * (start[row + 1]! - start[row]!);
    if (worth > most) [hub, most] = [row, worth];
  }
  return hub;
}

/** Who is above and below the hub, and whatever it is in one group with, by edges of any cap. O(rows + edges). */
export function aroundHub(rows: Rows, hub: number): Hub {
  const { count, start, child } = rows;
  const [above, below] = [new Uint8Array(count), new Uint8Array(count)];
  const isSome = (of: Uint8Array, first: number, end: number): boolean => of.subarray(first, end).includes(1);
  let [hubFirst, hubEnd] = [hub, hub + 1];
  below[hub] = 1;
  fromFirst(rows, (first, end) => {
    if (below[first] === 0 && !(end > first + 1 && isSome(below, first, end))) return;
    if (first <= hub && hub < end) [hubFirst, hubEnd] = [first, end];
    below.fill(1, first, end);
    for (let e = start[first]!; e < start[end]!; e++) below[child[e]!] = 1;
  });
  fromLast(rows, (first, end) => {
    if (first >= hubFirst) return;
    for (let e = start[first]!; e < start[end]!; e++) {
      const to = child[e]!;
      if (above[to] === 0 && (to < hubFirst || to >= hubEnd)) continue;
      above.fill(1, first, end);
      return;
    }
  });
  return { row: hub, above, below };
}

/** The same by edges that take nothing away: then what somebody below has for all of T, those above have for as long as they stay. */
export function aroundHubWithoutLoss({ count, start, child, cap }: Rows, hub: number, last: number): Hub {
  const [above, below] = [new Uint8Array(count), new Uint8Array(count)];
  // edges to greater rows are enough, and lead in no circle
  const leads = (e: number, row: number): boolean => cap[e] === last && child[e]! > row;
  below[hub] = 1;
  for (let row = hub; row < count; row++) {
    if (below[row] === 1) for (let e = start[row]!; e < start[row + 1]!; e++) if (leads(e, row)) below[child[e]!] = 1;
  }
  for (let row = hub - 1; row >= 0; row--) {
    for (let e = start[row]!; e < start[row + 1]! && above[row] === 0; e++) if (leads(e, row) && (child[e] === hub || above[child[e]!] === 1)) above[row] = 1;
  }
  return { row: hub, above, below };
}
