/** Consecutive members of a tree: `from` to before `to`. `level` 0 holds members, a higher one blocks of the level below. */
export type Block = { level: number; from: number; to: number };

/** Members as the largest blocks that hold nothing else, and what is left, one by one. Both ascend. */
export type Cover = { count: number; blocks: Block[]; alone: number[] };

/** Members of a block, or blocks. Sixteen: one hole in 20,000 costs at most 60 parts, and the way from all to one is four. */
export const width = 16;

/**
 * Members in a fixed order, cut into blocks of sixteen, of sixteen times sixteen …: whatever part of them somebody has is made of few blocks, if it is made of few runs, and most blocks are those
 * of others as well.
 */
export class ResourceTree {
  readonly size: number;

  constructor(size: number) {
    this.size = size;
  }

  /** All but some. @param holes ascending, each once */
  allBut(holes: readonly number[]): Cover {
    const cover: Cover = { count: this.size - holes.length, blocks: [], alone: [] };
    let from = 0;
    for (const hole of [...holes, this.size]) {
      this.#addRun(from, hole, cover);
      from = hole + 1;
    }
    return cover;
  }

  /** Just these. @param members ascending, each once */
  only(members: readonly number[]): Cover {
    const cover: Cover = { count: members.length, blocks: [], alone: [] };
    for (let at = 0; at < members.length; ) {
      let end = at + 1;
      while (end < members.length && members[end] === members[end - 1]! + 1) end++;
      this.#addRun(members[at]!, members[end - 1]! + 1, cover);
      at = end;
    }
    return cover;
  }

  /** What a block is made of: blocks of lower levels, or members. */
  partsOf({ level, from, to }: Block): Cover {
    const cover: Cover = { count: to - from, blocks: [], alone: [] };
    this.#addRun(from, to, cover, level);
    return cover;
  }

  /** @param below  the level that no block may be of, nor of a higher one */
  #addRun(from: number, to: number, { blocks, alone }: Cover, below = Number.POSITIVE_INFINITY): void {
    for (let at = from; at < to; ) {
      const block = this.#largestAt(at, to, below);
      if (block) blocks.push(block);
      else alone.push(at);
      at = block?.to ?? at + 1;
    }
  }

  /** The largest block that begins there and ends by `to`. The last ones of a tree may be shorter; a block of one is none, and neither is one that has but one part. */
  #largestAt(at: number, to: number, below: number): Block | undefined {
    let found: Block | undefined;
    for (let level = 0, size = width; level < below && at % size === 0; level++, size *= width) {
      const end = Math.min(at + size, this.size);
      if (end > to) break;
      if (end - at > size / width) found = { level, from: at, to: end };
      if (end === this.size) break;
    }
    return found;
  }
}
