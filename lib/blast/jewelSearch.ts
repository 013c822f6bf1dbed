import { reach } from '../graph/reach.ts';
import { type EstateGraph, permissionBit } from './graph.ts';

/** Counts the crown jewels that takeovers come to, one search after the other in the same room. O(nodes + edges) a search. */
export class JewelSearch {
  readonly #graph: EstateGraph;
  readonly #hops: Int32Array;
  readonly #queue: Uint32Array;
  /** By resource, the search that counted it last. */
  readonly #counted: Uint32Array;
  #search = 0;

  constructor(graph: EstateGraph) {
    this.#graph = graph;
    [this.#hops, this.#queue, this.#counted] = [new Int32Array(graph.nodes), new Uint32Array(graph.nodes), new Uint32Array(graph.nodes)];
  }

  /** How many resources of sensitivity 5 a takeover of all of these credentials together does more with than list, certain. */
  count(credentials: readonly number[]): number {
    const { certain, permissions } = this.#graph;
    const { permits, usedBy, edges } = certain;
    const starts = [...credentials];
    for (const v of credentials) for (let slot = usedBy.start[v]!; slot < usedBy.start[v + 1]!; slot++) starts.push(usedBy.head[slot]!);
    const reached = reach(edges, starts, this.#hops, this.#queue);
    this.#search++;
    let jewels = 0;
    for (let at = 0; at < reached; at++) {
      const v = this.#queue[at]!;
      for (let slot = permits.start[v]!; slot < permits.start[v + 1]!; slot++) {
        const permission = permits.head[slot]!;
        const resource = permissions.resource[permission]!;
        if ((permissions.traits[permission]! & permissionBit.jewel) === 0 || this.#counted[resource] === this.#search) continue;
        this.#counted[resource] = this.#search;
        jewels++;
      }
    }
    return jewels;
  }
}
