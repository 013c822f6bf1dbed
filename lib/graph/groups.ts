import type { Rows } from './fold.ts';

/** Visits rows from the last to the first, those of a group together, as first .. end - 1: what they lead to outside has been visited. */
export function fromLast({ count, groups }: Rows, visit: (first: number, end: number) => void): void {
  let group = groups.length;
  for (let end = count; end > 0; ) {
    const isGroup = group > 0 && end === groups[group - 1];
    if (isGroup) group -= 2;
    const first = isGroup ? groups[group]! : end - 1;
    visit(first, end);
    end = first;
  }
}

/** The same from the first to the last: what leads to them from outside has been visited. */
export function fromFirst({ count, groups }: Rows, visit: (first: number, end: number) => void): void {
  let group = 0;
  for (let first = 0; first < count; ) {
    const isGroup = group < groups.length && first === groups[group];
    const end = isGroup ? groups[group + 1]! : first + 1;
    if (isGroup) group += 2;
    visit(first, end);
    first = end;
  }
}

/**
 * Gives every row the bits of all rows that it leads to; those of a group have what one of them has. Row r has words[width * r] .. words[width * (r + 1) - 1]. O(row edges x width).
 */
export function gatherBits(rows: Rows, width: number, words: Uint32Array): void {
  const { start, child } = rows;
  const take = (to: number, from: number): void => {
    for (let i = 0; i < width; i++) words[width * to + i]! |= words[width * from + i]!;
  };
  fromLast(rows, (first, end) => {
    for (let row = first; row < end; row++) {
      for (let e = start[row]!; e < start[row + 1]!; e++) take(row, child[e]!);
      if (row > first) take(first, row);
    }
    for (let row = first + 1; row < end; row++) take(row, first);
  });
}
