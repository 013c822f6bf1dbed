import { classesOf } from '../graph/classes.ts';
import { layOut } from '../graph/layOut.ts';
import type { Problem, Solution } from '../graph/problem.ts';
import { solutionOf, workOn } from '../graph/solve.ts';
import { nodeKinds } from '../model/facts.ts';
import type { End } from '../model/figures.ts';
import type { EstateGraph, View } from './graph.ts';
import { heavyOf } from './heavy.ts';
import { clampedOf, foldHeavy, sumsOf } from './solveHeavy.ts';

/** What leaks reach in one set, by position in EstateGraph.credentials: figures of facts.md without lives. Empty where a leak cannot be presented. */
export type SetColumns = { identities: Uint32Array; chain: Uint32Array; scope: Uint32Array; weight: Float64Array };

/** What is left to solve of `foldSets`, undefined where nobody reaches much; `take` writes what was found. */
export type FoldedSets = { columns: SetColumns; problem: Problem | undefined; take: (solution: Solution) => void };

/** The leak of every credential in one set, without how long it lasts, on one thread: what one search from each would find. O(nodes + edges + grants), and the blocks of what many reach. */
export function analyzeSets(graph: EstateGraph, end: End): SetColumns {
  const { columns, problem, take } = foldSets(graph, end);
  if (problem) {
    const laid = layOut(problem, 1);
    workOn(laid, 0, new Int32Array(1));
    take(solutionOf(laid));
  }
  return columns;
}

/** All of it but the solving, which several threads can share. */
export function foldSets(graph: EstateGraph, end: End): FoldedSets {
  const view = graph[end];
  const count = graph.credentials.length;
  const columns = { identities: new Uint32Array(count), chain: new Uint32Array(count), scope: new Uint32Array(count), weight: new Float64Array(count) };
  const classes = classesOf(clampedOf(view, graph.lives.last, false));
  const heavy = heavyOf(graph, classes);
  followLight(graph, view, heavy, columns);
  if (heavy.length === 0) return { columns, problem: undefined, take: () => undefined };
  const folded = foldHeavy(graph, view, heavy, { withLives: false, classes });
  return { columns, problem: folded.problem, take: (solution) => sumsOf(folded, solution, heavy, columns) };
}

const identityKind = nodeKinds.indexOf('identity');
const credentialKind = nodeKinds.indexOf('credential');

/** One search from each credential that is not heavy. */
function followLight(graph: EstateGraph, view: View, heavy: Uint32Array, out: SetColumns): void {
  const { kind, permissions, usable, credentials } = graph;
  const { weight } = permissions;
  const { presentable } = view;
  const [start, head] = [view.edges.start, view.edges.head];
  const [permitStart, permit] = [view.permits.start, view.permits.head];
  const [spokenStart, spoken] = [view.spoken.start, view.spoken.head];
  const [seen, had, queue] = [new Uint32Array(graph.nodes), new Uint32Array(permissions.count), new Uint32Array(graph.nodes)];
  let nextHeavy = 0;
  for (let i = 0; i < credentials.length; i++) {
    if (heavy[nextHeavy] === i) {
      nextHeavy++;
      continue;
    }
    const c = credentials[i]!;
    if (usable[c] === 0 || presentable[c] === 0) continue;
    const stamp = i + 1;
    let [tail, scope, sum, identities, chain, speaks] = [1, 0, 0, 0, -1, 0]; // itself is entered
    queue[0] = c;
    seen[c] = stamp;
    for (let next = 0; next < tail; next++) {
      const v = queue[next]!;
      if (kind[v] === identityKind) identities++;
      else if (kind[v] === credentialKind) chain++;
      for (let slot = start[v]!, stop = start[v + 1]!; slot < stop; slot++) {
        const w = head[slot]!;
        if (seen[w] === stamp) continue;
        seen[w] = stamp;
        queue[tail++] = w;
      }
      for (let slot = permitStart[v]!, stop = permitStart[v + 1]!; slot < stop; slot++) {
        const p = permit[slot]!;
        if (had[p] === stamp) continue;
        had[p] = stamp;
        scope++;
        sum += weight[p]!;
      }
      speaks += spokenStart[v + 1]! - spokenStart[v]!;
    }
    for (let next = 0; speaks > 0 && next < tail; next++) {
      for (let slot = spokenStart[queue[next]!]!, stop = spokenStart[queue[next]! + 1]!; slot < stop; slot++) {
        const w = spoken[slot]!;
        if (seen[w] === stamp) continue;
        seen[w] = stamp;
        if (kind[w] === identityKind) identities++;
      }
    }
    out.identities[i] = identities;
    out.chain[i] = chain;
    out.scope[i] = scope;
    out.weight[i] = sum;
  }
}
