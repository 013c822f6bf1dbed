import type { Classes } from '../graph/classes.ts';
import { WordSets } from '../graph/wordSets.ts';
import { type EstateGraph, traitBit, type View } from './graph.ts';

/** One start of each heavy credential: a node entered with a life, or a union of workloads. */
export type Starts = {
  /** By position in the list of heavy credentials: the node entered, -1 where there is no start, else -2 - union. */
  node: Int32Array;
  /** By grid index. */
  life: Uint8Array;
  /** 1 where the start reaches the credential itself, which is then in the chain of what it reaches and must not count. */
  self: Uint8Array;
};
export type HeavyStarts = { leak: Starts; takeover: Starts /** Workloads that are taken over together. */; unions: Uint32Array[] };

/**
 * Where the heavy credentials start in one view. A credential from which one edge leads away, and nothing else, starts where that leads. Takeover starts at the workloads that use the
 * credential, for all of T, which reach it with all of T as well; where none does, at the credential whatever its presentation.
 * @param takeovers whether they are looked for
 */
export function heavyStarts(graph: EstateGraph, view: View, { component }: Classes, heavy: Uint32Array, takeovers = true): HeavyStarts {
  const [leak, takeover, unions] = [noStarts(heavy.length), noStarts(heavy.length), new Unions()];
  for (let i = 0; i < heavy.length; i++) {
    const c = graph.credentials[heavy[i]!]!;
    if (view.presentable[c] === 1) startAlone(leak, i, c);
    if (!takeovers) continue;
    const users = view.usedBy.head.subarray(view.usedBy.start[c], view.usedBy.start[c + 1]);
    if (users.length === 0) startAlone(takeover, i, c);
    else start(takeover, i, unions.nodeOf(users), graph.lives.last, 1);
  }
  return { leak, takeover, unions: unions.all };

  function startAlone(starts: Starts, i: number, c: number): void {
    const slot = onlyEdge(graph, view, c);
    if (slot < 0) {
      start(starts, i, c, graph.ownLife[c]!, 1);
      return;
    }
    const to = view.edges.head[slot]!;
    start(starts, i, to, Math.max(view.floor[slot]!, Math.min(view.cap[slot]!, graph.ownLife[c]!)), component[c] === component[to] ? 1 : 0);
  }
}

function noStarts(count: number): Starts {
  return { node: new Int32Array(count).fill(-1), life: new Uint8Array(count), self: new Uint8Array(count) };
}

function start(starts: Starts, i: number, node: number, life: number, self: number): void {
  starts.node[i] = node;
  starts.life[i] = life;
  starts.self[i] = self;
}

/** The slot of the one edge that leads from c, where nothing else about c counts for who enters it; else -1. */
function onlyEdge(graph: EstateGraph, { edges, permits, spoken }: View, c: number): number {
  const slot = edges.start[c]!;
  if (edges.start[c + 1]! !== slot + 1 || edges.head[slot] === c) return -1;
  if (permits.start[c + 1]! > permits.start[c]! || spoken.start[c + 1]! > spoken.start[c]!) return -1;
  // who has a permission on c is counted as reaching it, but for c itself: then c has to be seen to start
  if (graph.permissions.first[c + 1]! > graph.permissions.first[c]!) return -1;
  return (graph.traits[c]! & traitBit.administers) === 0 ? slot : -1;
}

/** Numbers the sets of workloads of more than one. */
class Unions {
  readonly all: Uint32Array[] = [];
  readonly #sets = new WordSets();
  nodeOf(users: Uint32Array): number {
    const distinct = [...new Set(users)]; // ascending, as rows are
    if (distinct.length === 1) return distinct[0]!;
    const union = this.#sets.numberOf(distinct, distinct.length);
    if (union === this.all.length) this.all.push(Uint32Array.from(distinct));
    return -2 - union;
  }
}
