import { unlabelled } from './carriers.ts';
import type { EstateGraph } from './graph.ts';

/** By node: `hops` -1 and `stay` 0 wherever nothing was written, `via` anything. */
export type NodeMemory = { hops: Int32Array; via: Uint32Array; stay: Uint8Array };
/** By permission: `beyond`, one more than the grid index until which it is known to last, is 0 wherever nothing is being written; `found` has room for all of them. */
export type PermissionMemory = { beyond: Uint8Array; carrier: Uint32Array; hops: Int32Array; found: Uint32Array };

/**
 * Arrays for one exploration after another: of millions of nodes, most explorations touch a handful, and making and filling arrays for all of them would take a hundred times as long as
 * exploring.
 */
export class ExploreMemory {
  readonly #graph: EstateGraph;
  readonly #free: NodeMemory[] = [];
  #labels: Uint8Array | undefined;
  #permissions: PermissionMemory | undefined;
  constructor(graph: EstateGraph) {
    this.#graph = graph;
  }

  take(): NodeMemory {
    const { nodes } = this.#graph;
    return this.#free.pop() ?? { hops: new Int32Array(nodes).fill(-1), via: new Uint32Array(nodes), stay: new Uint8Array(nodes) };
  }

  /** Takes back what an exploration has: nobody may read it any more. */
  giveBack({ nodes, hops, via, stay }: NodeMemory & { nodes: Uint32Array }): void {
    for (let i = 0; i < nodes.length; i++) {
      hops[nodes[i]!] = -1;
      stay[nodes[i]!] = 0;
    }
    this.#free.push({ hops, via, stay });
  }

  /** By node, `unlabelled`. */
  takeLabels(): Uint8Array {
    const labels = this.#labels ?? new Uint8Array(this.#graph.nodes).fill(unlabelled);
    this.#labels = undefined;
    return labels;
  }

  /** Takes back labels of these nodes. */
  giveLabelsBack(labels: Uint8Array, nodes: Uint32Array): void {
    for (let i = 0; i < nodes.length; i++) labels[nodes[i]!] = unlabelled;
    this.#labels = labels;
  }

  get permissions(): PermissionMemory {
    const { count } = this.#graph.permissions;
    this.#permissions ??= { beyond: new Uint8Array(count), carrier: new Uint32Array(count), hops: new Int32Array(count), found: new Uint32Array(count) };
    return this.#permissions;
  }
}
