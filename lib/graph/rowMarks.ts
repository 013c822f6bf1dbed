import type { Blocks } from './blocks.ts';
import type { Rows } from './fold.ts';
import { fromFirst, fromLast } from './groups.ts';
import { rowMark } from './kernel/plan.ts';
import type { Problem } from './problem.ts';

/** Places of lives below a day in the grid. */
const shortLives = 5;

/** By row, see `rowMark`. O(rows + edges + pairs). */
export function rowMarks(problem: Problem): Uint8Array {
  const marks = marksOf(problem.rows, [problem.lives.blocks, problem.bytes.blocks]);
  markLess(problem, marks);
  return marks;
}

/** What may occur in each row: a floor somewhere on the way from it, then it needs a second store; a life below a day. Rows of a group have it all or none. */
function marksOf(rows: Rows, columns: Blocks[]): Uint8Array {
  const { count, start, child, floor, cap, own } = rows;
  const marks = new Uint8Array(count);
  const isShort = (life: number): boolean => life < shortLives;
  for (const { pairRow, pairCap } of columns)
    for (let pair = 0; pair < pairRow.length; pair++) if (isShort(pairCap[pair]!)) marks[pairRow[pair]!]! |= rowMark.short;
  const markOf = (row: number): number => {
    let mark = marks[row]! | (own[row]! > 0 ? rowMark.low : 0);
    if (own[row]! > 0 && isShort(own[row]!)) mark |= rowMark.short;
    for (let e = start[row]!; e < start[row + 1]!; e++) {
      mark |= marks[child[e]!]!;
      if (floor[e]! > 0) mark |= rowMark.low;
      if (isShort(cap[e]!) || (floor[e]! > 0 && isShort(floor[e]!))) mark |= rowMark.short;
    }
    return mark;
  };
  fromLast(rows, (first, end) => {
    let all = 0;
    for (let row = first; row < end; row++) all |= markOf(row);
    marks.fill(all, first, end);
  });
  return marks;
}

/** Marks the rows that somebody may enter with less than all of T: with what it is entered with, a row enters others, so long as no floor lifts it. Rows of a group all are, or none. */
function markLess({ rows, last, stateStart, stateLife }: Problem, marks: Uint8Array): void {
  const { start, child, floor, cap } = rows;
  fromFirst(rows, (first, end) => {
    const isGroup = end > first + 1;
    let marked = false;
    for (let row = first; row < end; row++) {
      if ((marks[row]! & rowMark.less) !== 0) marked = true;
      for (let state = stateStart[row]!; state < stateStart[row + 1]!; state++) if (stateLife[state]! < last) marked = true;
      if (isGroup) for (let e = start[row]!; e < start[row + 1]!; e++) if (cap[e]! < last) marked = true;
    }
    for (let row = first; row < end; row++) {
      if (marked) marks[row]! |= rowMark.less;
      for (let e = start[row]!; e < start[row + 1]!; e++) if ((marked && floor[e]! < last) || cap[e]! < last) marks[child[e]!]! |= rowMark.less;
    }
  });
}
